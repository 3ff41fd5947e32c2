"""The hand-made tables of words in the folder `tables`, read once."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "tables"


@lru_cache
def common_words() -> dict[str, tuple[str, str]]:
    """Chinese word → its kind and its English."""
    return {word: (kind, english) for kind, english, words in _rows("common_words") for word in words.split()}


@lru_cache
def question_words() -> dict[str, tuple[str, str]]:
    """Chinese question word → its kind (pronoun, which, adverb) and its English."""
    return {word: (kind, english) for kind, english, words in _rows("question_words") for word in words.split()}


@lru_cache
def transliteration() -> dict[str, str]:
    """The characters that write foreign names → the letters that they usually stand for."""
    return {character: letters for letters, characters in _rows("transliteration") for character in characters.split()}


@lru_cache
def peoples() -> dict[str, str]:
    """Country → its adjective."""
    return {country: adjective for country, adjective in _rows("peoples")}


def _rows(name: str) -> Iterator[list[str]]:
    for line in (_FOLDER / f"{name}.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
