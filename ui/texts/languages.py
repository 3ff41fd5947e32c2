"""The languages of the interface."""

import re

LANGUAGES = ("en", "zh")
DEFAULT_LANGUAGE = "en"

Sentence = tuple[str, ...]
"""The same sentence in each language, in the order of `LANGUAGES`. A third language is one more value in each."""

_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def language_of(text: str) -> str:
    """The language to answer `text` in: Chinese if it contains a Chinese character, else English."""
    return "zh" if _CHINESE.search(text) else DEFAULT_LANGUAGE


def column_of(language: str) -> int:
    """The place of a language in a `Sentence`; that of English if there is no such language."""
    return LANGUAGES.index(language if language in LANGUAGES else DEFAULT_LANGUAGE)
