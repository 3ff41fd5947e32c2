"""A reading aid for text in a language that its reader may not know, from the bundled dictionary alone."""

from functools import cache, lru_cache

from qa.language import detect
from qa.retrieval.chinese_glosses import glossed_chinese
from qa.retrieval.dictionary import Dictionary
from qa.retrieval.english_glosses import glossed_english
from qa.settings import Settings
from qa.types import Gloss

_REMEMBERED = 256  # texts


@lru_cache(_REMEMBERED)
def reading_aid(text: str) -> tuple[Gloss, ...]:
    """What helps a reader of the other language with a Chinese or English text, from left to right without overlap.

    Chinese words have their pinyin and English meanings, English ones Chinese ones; names that the dictionary lacks are
    romanised, figures and dates written as the reader writes them. Raises `WenjuError` where the dictionary fails.
    """
    return (glossed_chinese if detect(text) == "zh" else glossed_english)(text, _dictionary())


@cache
def _dictionary() -> Dictionary:
    return Dictionary(Settings.from_environment().cache_folder)
