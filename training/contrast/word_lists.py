"""The tables that documents are drawn from: subject types, attributes, roles, and lists of words."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLES = Path(__file__).parent / "tables"
LANGUAGES = ("en", "zh")
MONTHS = tuple(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
)


@dataclass(frozen=True)
class Words:
    """The same thing in both languages, one or more wordings each."""

    en: tuple[str, ...]
    zh: tuple[str, ...]

    def of(self, language: str) -> tuple[str, ...]:
        return self.en if language == "en" else self.zh


@dataclass(frozen=True)
class SubjectType:
    """What a document can be about. `maker` names the rule for its names; the patterns hold {N} and {X}."""

    key: str
    maker: str
    pattern: Words
    short: Words
    generic: Words
    pronoun: str
    own_heads: Words
    shared_heads: Words


@dataclass(frozen=True)
class Attribute:
    """What is told of a subject. `mode` is static, stock (at a date), flow (over a period) or role (a person)."""

    key: Words
    types: frozenset[str]
    kind: str
    unit: Words
    low: float
    high: float
    decimals: int
    mode: str
    group: str
    statements: Words
    questions: Words

    @property
    def is_role(self) -> bool:
        """Whether it is an office that former, acting and next holders have."""
        return self.mode == "role" and not self.statements.en

    @property
    def has_periods(self) -> bool:
        return self.mode in ("stock", "flow")


def _rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (_TABLES / name).read_text(encoding="utf-8").splitlines()]


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@cache
def words(name: str) -> tuple[str, ...]:
    """One list of words.tsv."""
    return next(_split(row[1]) for row in _rows("words.tsv") if row[0] == name)


@cache
def pairs(name: str) -> tuple[tuple[str, str], ...]:
    """One list of words.tsv whose entries are English/Chinese."""
    return tuple((entry.split("/")[0], entry.split("/")[1]) for entry in words(name))


@cache
def subject_types() -> tuple[SubjectType, ...]:
    return tuple(
        SubjectType(
            row[0],
            row[1],
            Words((row[2],), (row[3],)),
            Words(_split(row[4]), _split(row[5])),
            Words(_split(row[6]), _split(row[7])),
            row[8],
            Words(_split(row[9]), _split(row[10])),
            Words(_split(row[11]), _split(row[12])),
        )
        for row in _rows("subjects.tsv")
    )


def _attribute(row: list[str]) -> Attribute:
    low, high, decimals = row[5].split(":")
    unit = row[4].split("/", 1) if row[4] != "/" else ["", ""]
    return Attribute(
        key=Words((row[0],), (row[1],)),
        types=frozenset(row[2].split(",")),
        kind=row[3],
        unit=Words((unit[0],), (unit[1],)),
        low=float(low),
        high=float(high),
        decimals=int(decimals),
        mode=row[6],
        group=row[7],
        statements=Words(_split(row[8]), _split(row[10])),
        questions=Words(_split(row[9]), _split(row[11])),
    )


def _role(row: list[str]) -> Attribute:
    none = Words((), ())
    return Attribute(
        Words((row[0],), (row[1],)),
        frozenset(row[2].split(",")),
        "person",
        Words(("",), ("",)),
        0,
        0,
        0,
        "role",
        "head",
        none,
        none,
    )


@cache
def attributes() -> tuple[Attribute, ...]:
    return (*map(_attribute, _rows("attributes.tsv")), *map(_role, _rows("roles.tsv")))


@cache
def attributes_of(subject_type: str) -> tuple[Attribute, ...]:
    return tuple(attribute for attribute in attributes() if subject_type in attribute.types)
