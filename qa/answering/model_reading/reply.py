"""A language model's reply, read from whatever it wrote: JSON by the schema, in a fence, behind other words, or cut."""

import json
import re
from dataclasses import dataclass
from typing import Any

_DECODER = json.JSONDecoder()
# The openings that are tried: a reply has one object, perhaps behind a few words.
_MOST_OPENINGS = 20
_THOUGHTS = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL)
_YES = frozenset(("true", "yes", "1", "是"))
_NUMBER = re.compile(r"\d{1,6}")
# A reply that gives more sentences than this gives none.
_MOST_SENTENCES = 8


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model claims: whether it is stated, by which sentences, in which words of the first, said how."""

    stated: bool
    numbers: tuple[int, ...] = ()
    words: str = ""
    answer: str = ""


def read_reply(text: str) -> Reply | None:
    """The reply in a text; None where it holds no whole JSON object of that form."""
    text = _THOUGHTS.sub(" ", text)
    for match in list(re.finditer(r"\{", text))[:_MOST_OPENINGS]:
        try:
            content, _ = _DECODER.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            continue
        if isinstance(content, dict) and "stated" in content:
            return _of(content)
    return None


def is_plain_text(text: str) -> bool:
    """Whether a model wrote sentences in place of an object."""
    return "{" not in text and bool(_THOUGHTS.sub(" ", text).strip())


def _of(content: dict[str, Any]) -> Reply:
    stated = content["stated"]
    is_stated = stated is True or str(stated).strip().lower() in _YES
    if not is_stated:
        return Reply(stated=False)
    return Reply(True, _numbers(content.get("sentences")), _text(content.get("words")), _text(content.get("answer")))


def _numbers(value: object) -> tuple[int, ...]:
    """Numbers in a list, or in what stands for one: "[3]", 3."""
    values = value if isinstance(value, list) else [value]
    found = [int(number) for each in values for number in _NUMBER.findall(str(each)) if not isinstance(each, bool)]
    return tuple(dict.fromkeys(found)) if len(found) <= _MOST_SENTENCES else ()


def _text(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""
