"""A turn that wants more of the last answer, or another form of it: "tell me more", 只要数字, "who said that?"."""

import re
from functools import cache
from pathlib import Path

from qa.language.tables import Row, table
from qa.question.intent import intent_of
from qa.types import Language

_DATA = Path(__file__).parent / "data"
_END = " \n?？.。!！~～"


@cache
def _rows() -> tuple[tuple[Row, re.Pattern[str]], ...]:
    return tuple((row, re.compile(row["pattern"], re.IGNORECASE)) for row in table("follow_ups", _DATA))


def asked_again(question: str, last: str, language: Language) -> str:
    """The question by itself, after the question `last` that stands alone; empty where it asks for nothing more."""
    bare = question.strip(_END)
    for row, pattern in _rows():
        if row["language"] == language and pattern.fullmatch(bare):
            return row["alone"].replace("{topic}", _topic(last))
    return ""


def _topic(last: str) -> str:
    """What a question was about: the topic of an overview or a summary, else the question itself."""
    intent = intent_of(last)
    if intent.kind in ("overview", "summary") and intent.topic:
        return intent.topic
    return last.strip(_END)
