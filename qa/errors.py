"""Every error that Wenju raises on purpose. Each message says what is wrong, where, and what to do.

WenjuError
├── WrongUse              the caller can put it right at once: a bad question, setting or argument
│   ├── BadQuestion       empty, too long, or without a single letter or digit
│   ├── BadSetting        an unknown setting or an impossible value
│   └── BadQuestionFile   a row of a question set that cannot be used
├── IndexProblem
│   ├── IndexMissing      there is no index in that folder
│   ├── IndexDamaged      a file of the index is missing, cut short or changed
│   ├── IndexMismatch     the index was built with another embedding model or another format
│   ├── IndexBusy         another process is writing the index
│   └── IndexUnwritable   the folder is read-only or the disk is full
├── LanguageModelUnavailable   the model that words the answers is missing, damaged or too large for the memory
├── DocumentUnreadable    one file cannot be indexed; indexing goes on without it
└── DocumentMissing       no document of that id
"""


class WenjuError(Exception):
    """What went wrong, where, and what to do about it, in one or two sentences."""


class WrongUse(WenjuError):
    pass


class BadQuestion(WrongUse):
    pass


class BadSetting(WrongUse):
    pass


class BadQuestionFile(WrongUse):
    pass


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


class LanguageModelUnavailable(WenjuError):
    pass


class DocumentUnreadable(WenjuError):
    pass


class DocumentMissing(WenjuError):
    pass
