"""Every error that Wenju raises on purpose. Each message says what is wrong, where, and what to do.

WenjuError
├── WrongUse              the caller can put it right at once: a bad question, setting or argument
│   ├── BadQuestion       empty, too long, or without a single letter or digit
│   ├── BadSetting        an unknown setting or an impossible value
│   ├── BadQuestionFile   a row of a question set that cannot be used
│   └── NothingToIndex    no path that was named holds a document that can be read
├── IndexProblem
│   ├── IndexMissing      there is no index in that folder
│   ├── IndexDamaged      a file of the index is missing, cut short or changed
│   ├── IndexMismatch     the index was built with another embedding model or another format
│   ├── IndexBusy         another process is writing the index
│   └── IndexUnwritable   the folder is read-only or the disk is full
├── SupportMismatch       the numbers that judge what the reader finds are damaged or fitted to another reader
├── LanguageModelUnavailable   the model that words the answers is missing, damaged or too large for the memory
├── DocumentUnreadable    one file cannot be indexed; indexing goes on without it
├── DocumentMissing       no document of that id
└── Cancelled             raised by a caller's `progress` to end a run; the index stays as it was
"""

from collections.abc import Mapping
from typing import Literal

QuestionFault = Literal["unreadable", "empty", "no_row", "no_question", "answers", "no_answer", "want"]


class WenjuError(Exception):
    """What went wrong, where, and what to do about it, in one or two sentences."""


class WrongUse(WenjuError):
    pass


class BadQuestion(WrongUse):
    pass


class BadSetting(WrongUse):
    pass


class BadQuestionFile(WrongUse):
    """`line` counts from 1 and is 0 where the whole file is meant; `fault` names what is wrong there."""

    def __init__(self, message: str, *, line: int = 0, fault: QuestionFault = "unreadable") -> None:
        super().__init__(message)
        self.line = line
        self.fault: QuestionFault = fault


class NothingToIndex(WrongUse):
    """`reasons` holds, by the name of each file that was left out, why."""

    def __init__(self, message: str, reasons: Mapping[str, str]) -> None:
        super().__init__(message)
        self.reasons = reasons


class IndexProblem(WenjuError):
    pass


class IndexMissing(IndexProblem):
    pass


class IndexDamaged(IndexProblem):
    pass


class IndexMismatch(IndexProblem):
    pass


class IndexBusy(IndexProblem):
    pass


class IndexUnwritable(IndexProblem):
    pass


class SupportMismatch(WenjuError):
    pass


class LanguageModelUnavailable(WenjuError):
    pass


class DocumentUnreadable(WenjuError):
    pass


class DocumentMissing(WenjuError):
    pass


class Cancelled(WenjuError):
    pass
