"""The state of an open page, and the parts of it that an event redraws."""

import hashlib
from dataclasses import dataclass, replace

from ui.chat.question_under_way import QuestionUnderWay
from ui.chat.turns import Turn

SHORTEST_KEY = 32


@dataclass(frozen=True, slots=True)
class Session:
    """The state of an open page: its owner, what it shows, and the question under way.

    Without an owner nothing is kept. `examples` belong to the chosen collection, and `is_empty` is true if that has no
    documents.
    """

    owner: str = ""
    collection: str = ""
    conversation: str = ""
    turns: tuple[Turn, ...] = ()
    shown_from: int = 0
    asking: QuestionUnderWay | None = None
    trouble: str = ""
    examples: tuple[str, ...] = ()
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class PageUpdate:
    """The session after an event and the HTML of each part to redraw; a part that is None stays as it is."""

    session: Session
    question: str | None = None
    past: str | None = None
    current: str | None = None
    history: str | None = None
    source: str | None = None
    choice: str | None = None
    file: str | None = None


def owner_of(user: str | None, key: object) -> str:
    """The owner of what is kept: the login name, else a digest of the browser's random key; empty without either."""
    if user:
        return f"user:{user}"
    if isinstance(key, str) and len(key) >= SHORTEST_KEY:
        return "browser:" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return ""


def left(session: Session) -> Session:
    """The session with a new conversation; a question under way is left."""
    if session.asking is not None:
        session.asking.leave()
    return replace(session, conversation="", turns=(), shown_from=0, asking=None)
