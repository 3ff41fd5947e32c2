"""Which language a text is in, and the folded form in which texts are compared."""

import re
import unicodedata
from functools import cache
from typing import Any

from qa.types import Language

_HAN = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff]+")


def is_han(character: str) -> bool:
    """Whether this is a Chinese character (the unified ideographs with extension A and the compatibility block)."""
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf" or "\uf900" <= character <= "\ufaff"


def detect(text: str) -> Language:
    """Chinese where one letter in five or more is a Chinese character, else English.

    A Chinese character says about as much as an English word, so a Chinese text with many Latin names stays Chinese.
    """
    han = _count_han(text)
    # Letters are counted only where their number decides: they are never more than the characters.
    if not han or han >= len(text) / 5:
        return "zh" if han else "en"
    return "zh" if han >= sum(character.isalpha() for character in text) / 5 else "en"


def measure(text: str) -> float:
    """The length of a text in characters of Chinese; four characters of any other script count as one."""
    han = _count_han(text)
    return han + (len(text) - han) / 4


def _count_han(text: str) -> int:
    return len(text) - len(_HAN.sub("", text))


def fold(text: str) -> str:
    """The form in which texts are compared: half-width, lower case, Simplified; as long as `text`, so offsets hold."""
    return text.translate(_FOLDED)


class _Folding(dict[int, str]):
    """Code point to folded character, worked out when first met; whatever would change the length stays as it is."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character).lower()
        if len(folded) != 1:
            folded = character
        if is_han(folded):
            simplified: str = _converter().convert(folded)
            folded = simplified if len(simplified) == 1 else folded
        self[code] = folded
        return folded


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


_FOLDED = _Folding()
