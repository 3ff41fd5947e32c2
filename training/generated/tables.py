"""The tables written by hand: one thing a line, columns by tabs, further forms by `|` or `;`."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "tables"


@dataclass(frozen=True, slots=True)
class Count:
    """Words that say what is counted, the units its figure may have, and English questions for it."""

    words: tuple[str, ...]
    units: frozenset[str]
    questions: tuple[str, ...]
    is_noun: bool
    is_specific: bool


@dataclass(frozen=True, slots=True)
class Metric:
    """A quantity that is reported: its Chinese names and its English ones.

    Without `has_level` only its change is asked for, as nobody asks how much robots were.
    """

    words: tuple[str, ...]
    names: tuple[str, ...]
    has_level: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A place; `level` is p, c or n (province, city, country), `within` the province or country of a city."""

    word: str
    level: str
    within: str
    names: tuple[str, ...]


def _rows(name: str) -> Iterator[list[str]]:
    for line in (_FOLDER / f"{name}.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@lru_cache
def counts() -> tuple[Count, ...]:
    """What is counted in news and reports.

    `>` marks the noun itself that the figure counts; `!` marks what no other wording would be taken for.
    """
    found = []
    for words, units, questions in _rows("counts"):
        names = tuple(words.lstrip("!>").split("|"))
        asked = tuple(one.strip() for one in questions.split(";"))
        found.append(Count(names, frozenset(units.split("|")), asked, ">" in words, "!" in words))
    return tuple(found)


@lru_cache
def metrics() -> tuple[Metric, ...]:
    """The quantities of economic news, those with the longest name first."""
    found = [
        Metric(tuple(words.lstrip("~").split("|")), tuple(names.split("|")), not words.startswith("~"))
        for words, names in _rows("metrics")
    ]
    return tuple(sorted(found, key=lambda metric: (-max(map(len, metric.words)), metric.words)))


@lru_cache
def places() -> tuple[Place, ...]:
    """Provinces, large cities and countries."""
    return tuple(Place(word, level, within, tuple(names.split("|"))) for word, level, within, names in _rows("places"))


@lru_cache
def pairs(name: str) -> dict[str, str]:
    """A table of two columns: events, names, titles or offices and what they are called in English."""
    return {row[0]: row[1] for row in _rows(name)}


@lru_cache
def paraphrases() -> dict[str, tuple[str, ...]]:
    """Chinese words with others that can stand for them in a question."""
    return {row[0]: tuple(row[1:]) for row in _rows("paraphrases")}


@lru_cache
def related() -> dict[str, frozenset[str]]:
    """Each word of a field with all words of the fields that it belongs to."""
    found: dict[str, frozenset[str]] = {}
    for row in _rows("related"):
        for word in row:
            found[word] = found.get(word, frozenset()) | frozenset(row)
    return found


def is_absent(words: tuple[str, ...], passage: str) -> bool:
    """Whether neither the words nor any word of their fields stands in the passage."""
    fields = (field for key, field in related().items() for word in words if key in word)
    return not any(one in passage for one in frozenset(words).union(*fields))
