"""What belongs to a country in English: a text about Germany may say only "German"."""

from collections.abc import Mapping
from functools import cache

from qa.language.tables import table
from qa.language.words import stem


def _stems(words: str) -> str:
    return " ".join(stem(word) for word in words.lower().split())


@cache
def _demonyms() -> Mapping[str, tuple[str, ...]]:
    """The adjectives of each place, both as stems, as the forms of terms are."""
    found: dict[str, tuple[str, ...]] = {}
    for row in table("demonyms"):
        place = _stems(row["place"])
        found[place] = (*found.get(place, ()), _stems(row["en"]))
    return found


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(adjective for adjectives in _demonyms().values() for adjective in adjectives)


def demonyms(place: str) -> tuple[str, ...]:
    """What an English text may say instead of a place, both as stems; none for what is no country."""
    return _demonyms().get(place, ())


def is_demonym(words: str) -> bool:
    """Whether English words say what belongs to a country, or who, but not where."""
    return _stems(words) in _adjectives()
