"""Whether what a model wrote has the form of a sentence that may be shown, before its facts are checked."""

import re

from qa.language import detect, fold
from qa.types import CITATION_MARK, Language

_LIST_MARK = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)、])\s+")
# A password, a code, a cry: never in an answer's own words unless it is what was asked for.
_SHOUTED = re.compile(r"[A-Z]{5,}[\w-]*|\b[A-Za-z]+[-_]\d+\w*|\b[A-Za-z0-9+/]{24,}={0,2}")
# A draft that was cut off, or that gives only a figure or a name, is no sentence.
_WHOLE = re.compile(r"[.。!！?？][”’\"')）]?$")
# An English sentence holds Chinese only in brackets behind the same in English.
_HAN_AMID = re.compile(r"(?<![(（\u4e00-\u9fff·])[\u4e00-\u9fff]")


def unadorned(draft: str) -> str:
    """A draft on one line, without marks of a list or of citations."""
    return " ".join(CITATION_MARK.sub("", _LIST_MARK.sub("", draft)).split())


def is_sentence(text: str, language: Language) -> bool:
    """Whether a text is a whole sentence of that language."""
    if not _WHOLE.search(text) or (language == "en" and _HAN_AMID.search(text)):
        return False
    return bool(text) and detect(text) == language


def shouts(text: str, known: str) -> bool:
    """Whether a text holds a code or a cry that is not in the text `known`."""
    return any(fold(word) not in fold(known) for word in _SHOUTED.findall(text))
