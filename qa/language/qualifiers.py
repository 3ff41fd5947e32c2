"""Words that turn what a sentence says: not, more than, about, rose, planned, deputy. None may be added or lost."""

import re
from dataclasses import dataclass

from qa.language.clauses import clause_at
from qa.language.dates import MONTH_FOLDED
from qa.language.places import place_words
from qa.language.scripts import detect, fold
from qa.language.tables import any_of, table
from qa.types import Language, Range


@dataclass(frozen=True, slots=True)
class Qualifier:
    """`says` finds a plain use of the qualifier; `may_say` also finds what only might be one, in either language."""

    name: str
    says: re.Pattern[str]
    may_say: re.Pattern[str]


def _qualifiers(turns: str) -> tuple[Qualifier, ...]:
    """The rows of the table that turn a whole clause, or the figure beside them."""
    office = "".join(place_words("zh", "office"))
    found = []
    for row in table("qualifiers"):
        if row["turns"] == turns:
            says = row.pattern().replace("{office}", office)
            found.append(Qualifier(row["name"], re.compile(says), re.compile(any_of([says, row.pattern("_maybe")]))))
    return tuple(found)


OF_CLAUSES, OF_FIGURES = _qualifiers("clause"), _qualifiers("figure")
# How far from its figure such a word may stand, before and after it, in characters of each script.
_REACH: dict[Language, Range] = {"zh": (7, 5), "en": (26, 14)}
_DATE_WORD = re.compile(rf"{MONTH_FOLDED}|\d*[年月日]+")
_NOT = next(qualifier.says for qualifier in OF_CLAUSES if qualifier.name == "not")
_TURNS = ("planned", "average", "deputy", "former")
_RANKS = ("deputy", "former")


def qualifiers_of_figure(text: str, start: int, end: int) -> frozenset[str]:
    """The names of the qualifiers that turn the figure at `start` to `end`, within its clause."""
    first, last = clause_at(text, start)
    before, after = _REACH[detect(text[first:last])]
    near = fold(text[max(first, start - before) : min(max(last, end), end + after)])
    return frozenset(qualifier.name for qualifier in OF_FIGURES if qualifier.says.search(near))


def is_apart(word: str) -> bool:
    """Whether a word is a qualifier or a month's name, so that other checks compare it."""
    word = fold(word)
    return bool(_DATE_WORD.fullmatch(word)) or any(
        qualifier.says.fullmatch(word) for qualifier in (*OF_CLAUSES, *OF_FIGURES)
    )


def tells_rank(text: str) -> bool:
    """Whether a text tells a deputy or a former holder of an office from the present one."""
    folded = fold(text)
    return any(qualifier.says.search(folded) for qualifier in OF_CLAUSES if qualifier.name in _RANKS)


def turned_by(text: str) -> frozenset[str]:
    """Which of these a text tells of: a deputy, a former holder, a plan, an average."""
    folded = fold(text)
    return frozenset(word.name for word in OF_CLAUSES if word.name in _TURNS and word.says.search(folded))


def perhaps_turned_by(text: str) -> frozenset[str]:
    """Which of these a text tells of in words that may mean something else too: 30 for every team is an average."""
    folded = fold(text)
    return frozenset(word.name for word in OF_CLAUSES if word.name in _TURNS and word.may_say.search(folded))


def negations(text: str) -> int:
    """How often a text says not."""
    return len(_NOT.findall(fold(text)))


def changed_qualifiers(sentence: str, quote: str, repeated: str) -> list[str]:
    """The qualifiers that a sentence adds to a quote, or loses of the part of the quote that it repeats."""
    sentence, quote, repeated = fold(sentence), fold(quote), fold(repeated)
    return [*_only_in(sentence, quote), *_only_in(repeated, sentence)]


def _only_in(text: str, other: str) -> list[str]:
    """The qualifiers of clauses that one text says and the other does not even perhaps say."""
    return [word.name for word in OF_CLAUSES if word.says.search(text) and not word.may_say.search(other)]
