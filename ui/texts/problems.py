"""What a failure is to a program (a status and a code) and to a person (a sentence), by the name of its class."""

import errno
from collections.abc import Mapping

from ui.texts import messages
from ui.texts.serving_messages import sentence

# The nearest named ancestor counts, as in `messages.PROBLEMS`.
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
    """The HTTP status and a word that programs can rely on."""
    if is_disk_full(error):
        return 507, "disk_full"
    names = [ancestor.__name__ for ancestor in type(error).__mro__]
    return STATUS[next((name for name in names if name in STATUS), "Exception")]


def described(error: BaseException, language: str) -> str:
    """The sentence for a person; the error's own words may name folders of this machine."""
    return sentence("disk_full", language) if is_disk_full(error) else messages.problem(type(error), language)


def is_disk_full(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
