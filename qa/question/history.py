"""The conversation before a question, in the forms that programs have it in."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qa.errors import BadQuestion

Pairs = tuple[tuple[str, str], ...]
_ASKS, _ANSWERS = ("user", "human"), ("assistant", "ai")
_ADVICE = 'Give (question, answer) pairs, or messages such as {"role": "user", "content": "…"}, oldest first'


def as_pairs(history: Sequence[Any] | None) -> Pairs:
    """Earlier questions with their answers, oldest first, of pairs or of messages; "" stands for no answer.

    Messages are dictionaries as OpenAI's clients have them, or objects as LangChain has them; those of the system and
    of tools are passed over. Raises `BadQuestion` for anything else.
    """
    if history is None:
        return ()
    if isinstance(history, str | Mapping) or not isinstance(history, Iterable):
        raise BadQuestion(f"The history is of the type {type(history).__name__}. {_ADVICE}")
    pairs: list[tuple[str, str]] = []
    for entry in history:
        role, content = _message(entry)
        if role in _ASKS:
            pairs.append((content, ""))
        elif role in _ANSWERS and pairs:
            pairs[-1] = pairs[-1][0], content
        elif not role:
            pairs.append(_pair(entry))
    return tuple(pairs)


def _message(entry: Any) -> tuple[str, str]:
    """The role and the text of a message; no role for what is none."""
    if isinstance(entry, Mapping):
        role, content = entry.get("role"), entry.get("content")
    else:
        role, content = getattr(entry, "type", None), getattr(entry, "content", None)
    if not isinstance(role, str) or not role:
        return "", ""
    return role, _text(content)


def _text(content: Any) -> str:
    """The text of a message, whose parts may be of several kinds."""
    if content is None or isinstance(content, str):
        return content or ""
    if not isinstance(content, list):
        raise BadQuestion(f"A message of the history has a content of the type {type(content).__name__}. {_ADVICE}")
    parts = (part if isinstance(part, str) else part.get("text") for part in content if isinstance(part, str | Mapping))
    return "\n".join(part for part in parts if isinstance(part, str))


def _pair(entry: Any) -> tuple[str, str]:
    if not isinstance(entry, tuple | list) or len(entry) != 2:
        raise BadQuestion(f"An entry of the history is of the type {type(entry).__name__}. {_ADVICE}")
    question, answer = entry
    if not isinstance(question, str) or not isinstance(answer, str | None):
        raise BadQuestion(f"An entry of the history is no pair of texts. {_ADVICE}")
    return question, answer or ""
