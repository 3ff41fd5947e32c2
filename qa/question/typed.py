"""A question as somebody typed it to the question that is searched for."""

import unicodedata

from qa.errors import BadQuestion


def checked(question: object, limit: int) -> str:
    """The question on one line, without control characters. Raises `BadQuestion`; `limit` counts characters."""
    if not isinstance(question, str):
        raise BadQuestion(f"The question is of the type {type(question).__name__}. Ask in words, as a text")
    if len(question) > limit:
        raise BadQuestion(f"The question has {len(question):,} characters; the limit is {limit:,}. Ask in fewer words")
    clean = " ".join("".join(map(_without_control, question)).split())
    if not any(character.isalnum() for character in clean):
        raise BadQuestion("The question is empty. Ask in words, in Chinese or English")
    return clean


def _without_control(character: str) -> str:
    """Nothing for an invisible mark, a space for a control character, else the character itself."""
    category = unicodedata.category(character)
    return "" if category == "Cf" else " " if category in ("Cc", "Cs", "Co") else character
