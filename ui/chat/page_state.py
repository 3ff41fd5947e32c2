"""What one open page is about, and what of it is drawn anew after an event."""

import hashlib
from dataclasses import dataclass, replace

from ui.chat.question_under_way import Asking
from ui.chat.turns import Turn

SHORTEST_KEY = 32


@dataclass(frozen=True, slots=True)
class Session:
    """One open page: whose it is, what it shows, and the question under way. Without an owner nothing is kept.

    `examples` are of the collection that is chosen; `is_empty` says that it has no documents.
    """

    owner: str = ""
    collection: str = ""
    conversation: str = ""
    turns: tuple[Turn, ...] = ()
    shown_from: int = 0
    asking: Asking | None = None
    trouble: str = ""
    examples: tuple[str, ...] = ()
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What is drawn anew; None leaves a part of the page as it is."""

    session: Session
    question: str | None = None
    past: str | None = None
    current: str | None = None
    history: str | None = None
    source: str | None = None
    choice: str | None = None
    file: str | None = None


def owner_of(user: str | None, key: object) -> str:
    """Who owns what is kept: the one who signed in, else whoever holds the browser's random key."""
    if user:
        return f"user:{user}"
    if isinstance(key, str) and len(key) >= SHORTEST_KEY:
        return "browser:" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return ""


def left(session: Session) -> Session:
    """The session over a new conversation; a question under way is left."""
    if session.asking is not None:
        session.asking.leave()
    return replace(session, conversation="", turns=(), shown_from=0, asking=None)
