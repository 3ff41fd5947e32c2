"""An error as a program sees it, a status and a code, and as a person reads it, a sentence."""

import errno
from collections.abc import Mapping

from ui.texts.languages import Sentence
from ui.texts.problems import QUESTION_PROBLEMS, REQUEST_PROBLEMS, problem_of

# By the name of the error's class; the nearest listed ancestor counts.
STATUS: Mapping[str, tuple[int, str]] = {
    "BadQuestion": (400, "bad_question"),
    "ServerBusy": (429, "server_busy"),
    "IndexBusy": (503, "index_busy"),
    "CollectionEmpty": (409, "collection_empty"),
    "CollectionMissing": (404, "collection_missing"),
    "IndexProblem": (503, "index_unavailable"),
    "Exception": (500, "failed"),
}


def status_and_code(error: BaseException) -> tuple[int, str]:
    """The HTTP status of an error, and a code that programs can rely on."""
    if is_disk_full(error):
        return 507, "disk_full"
    names = [ancestor.__name__ for ancestor in type(error).__mro__]
    return STATUS[next((name for name in names if name in STATUS), "Exception")]


def sentence_of(error: BaseException) -> Sentence:
    """What a person is told of an error; nothing of the error's own message is in it."""
    return REQUEST_PROBLEMS["disk_full"] if is_disk_full(error) else problem_of(type(error), QUESTION_PROBLEMS)


def is_disk_full(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
