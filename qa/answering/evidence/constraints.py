"""Whether words that the reader points at can be an answer at all: in the unit, of the kind and about the place asked.

The rules exclude what is impossible; what is only unlikely is left to the support.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.answering.matching import Matcher
from qa.language import figures, fold, is_han
from qa.language.dates import YEAR_FROM_1000
from qa.language.english_names import told_names
from qa.language.mentions import Kind, of_kind
from qa.language.places import place_ranks, place_words
from qa.language.units import CURRENCY_SIGNS, UNIT_REACH, unit_forms
from qa.language.values import counts_other_than, meaning
from qa.question.place_level import OFFICE, counts_places, may_count_places, offices_asked, place_counted
from qa.question.unit import asks_price, counts_otherwise, lacks_digits, unit_asked
from qa.types import Language, Question, Range

_MONEY = re.compile(
    rf"[{CURRENCY_SIGNS}]|{unit_forms('money', ['zh'])}|\b(?:{unit_forms('money', ['en'])}|free\b|nothing\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
# A figure of a question that is no year, and large enough to identify what it counts.
_FIGURE_TERM = re.compile(rf"n(?!{YEAR_FROM_1000}$)\d{{3,}}")
# What asks for an average or a difference, and what a sentence says that gives one.
_WORKED_OUT = (
    (re.compile(r"平均|人均|户均|\baverage\b"), re.compile(r"均|每|\b(?:average|mean|per|each|every)\b")),
    (
        re.compile(r"比.{1,20}[多少](?:了|出)?(?:多少|几)|\bhow (?:many|much) (?:more|fewer|less)\b.*\bthan\b"),
        re.compile(
            r"比|[多少差]|增|减|\b(?:more|fewer|less|than|difference|rose|fell|up|down|increas\w+|decreas\w+)\b"
        ),
    ),
)
_NUMBER_ASKED = re.compile(r"\bhow many\b|多少|几(?!乎|经|何)", re.I)
# Words that say how many without a number.
_SOME = re.compile(
    r"\b(?:no|none|nobody|several|dozens?|hundreds|thousands|millions|many|both|half)\b|^all(?: of .{1,9})?$"
    r"|没有|无|数[十百千万]|一半|全部",
    re.I,
)
_OFFICES = "".join(place_words("zh", "office"))
_HOLDER = re.compile(
    r"\bwho (?:is|was|are|were) (?:the|an?)\b.*\b(?:secretary|director|head|mayor|governor|reporter|editor|author"
    r"|leader|chief|president|minister|manager|captain|chair\w*)\b"
    rf"|(?:书记|主任|[{_OFFICES}部局厅院校]长|记者|编辑|组长|负责人|主席|总理)(?:是|叫)?谁"
    r"|谁(?:是|担任|任).*(?:书记|主任|长|记者|编辑|负责人|主席)",
    re.I,
)
_ORGAN = re.compile(
    r"(?:[委局厅组会府院]|机关|公司|部门|\b(?:commission|committee|bureau|office|department|company|government))$", re.I
)
# The last character of a Chinese place name says of which rank it is.
_RANKS = place_ranks()
_LEVELS_EN = tuple(f" {level}" for level in place_words("en", "behind_name"))
_NAMED: tuple[Kind, ...] = ("person", "place", "name")


@dataclass(frozen=True, slots=True)
class Words:
    """What the reader points at: a span in its sentence, both ranges of `text`."""

    text: str
    sentence: Range
    span: Range
    language: Language

    @property
    def text_of_span(self) -> str:
        return self.text[slice(*self.span)]

    @property
    def text_of_sentence(self) -> str:
        return self.text[slice(*self.sentence)]


def fitting(question: Question, kind: Kind, pointed: Sequence[Words]) -> list[bool]:
    """Which of these can answer.

    For "which city solved 8,586 problems", if a sentence has that figure, those without it cannot; for "how many did
    Jilin City solve", if a sentence is about Jilin City, those about another place cannot.
    """
    can = [_may_answer(question, kind, words) for words in pointed]
    if kind == "figure":
        is_named = any(may and _names_place_asked(question, words) for may, words in zip(can, pointed, strict=True))
        if not is_named:
            return can
        return [may and not _names_another(question, words) for may, words in zip(can, pointed, strict=True)]
    if kind not in _NAMED:
        return can
    holds = [may and _holds_figures(question, words) for may, words in zip(can, pointed, strict=True)]
    return holds if any(holds) else can


def _holds_figures(question: Question, words: Words) -> bool:
    matcher = Matcher(words.text_of_sentence)
    asked = [term for term in question.terms if _FIGURE_TERM.match(term.text)]
    return bool(asked) and all(matcher.find(term, words.language) for term in asked)


def _may_answer(question: Question, kind: Kind, words: Words) -> bool:
    if lacks_digits(question.text, words.text_of_span):
        return False
    if kind == "person":
        rules_out = (_is_place_asked, _is_in_other_office, _is_office_itself)
        return not any(rule(question, words) for rule in rules_out)
    if kind == "figure":
        return not _is_of_another_place(question, words) and all(rule(question, words) for rule in _RULES_OF_FIGURES)
    return _is_price_if_asked(question, words)


def _is_place_asked(question: Question, words: Words) -> bool:
    """Whether nothing but places of the question is marked, though a person is asked for."""
    matcher = Matcher(words.text_of_span)
    held = [at for term in question.terms if term.is_place for at in matcher.find(term, words.language)]
    marked = [match.span() for match in _WORD.finditer(words.text_of_span)]
    return bool(held) and all(any(first <= start and end <= last for first, last in held) for start, end in marked)


def _is_of_another_place(question: Question, words: Words) -> bool:
    """Whether a Chinese sentence names a place of the rank asked for, and not the one asked for: 长春市 for 吉林市."""
    if words.language != "zh":
        return False
    return len(_ranks_asked(question)) == 1 and _names_another(question, words)


def _names_place_asked(question: Question, words: Words) -> bool:
    matcher = Matcher(words.text_of_sentence)
    return any(term.is_place and matcher.find(term, words.language) for term in question.terms)


def _names_another(question: Question, words: Words) -> bool:
    """Whether a sentence names a place of a rank asked for, or in English any name, and no place that is asked for.

    In English this is asked only of a place with its level, as Jilin City: other sentences seldom repeat the name.
    """
    ranks = _ranks_asked(question)
    if not ranks or _names_place_asked(question, words):
        return False
    if words.language == "en":
        has_level = any(term.is_place and term.text.lower().endswith(_LEVELS_EN) for term in question.terms)
        return has_level and bool(told_names(words.text_of_sentence))
    named = of_kind(words.text_of_sentence, "place", "zh")
    names = [words.text_of_sentence[slice(*place)] for place in named]
    return any(_is_full_name(name) and _rank(name) in ranks for name in names)


def _ranks_asked(question: Question) -> set[str]:
    """The ranks that the places of a question may be of."""
    forms = [form.text for term in question.terms if term.is_place for form in term.forms.get("zh", ())]
    return {_rank(name) for name in forms if _is_full_name(name)}


def _rank(place: str) -> str:
    """The rank of the level that the last character of a full name tells."""
    return _RANKS[place[-1]]


def _is_full_name(place: str) -> bool:
    return len(place) > 2 and place[-1] in _RANKS and is_han(place[0])


def _is_number_if_asked(question: Question, words: Words) -> bool:
    """Whether a number answers "how many"; "more and more" does not."""
    marked = words.text_of_span
    return not _NUMBER_ASKED.search(question.text) or bool(figures(marked) or _SOME.search(marked))


def _is_worked_out_if_asked(question: Question, words: Words) -> bool:
    """Whether a sentence gives an average or a difference if one is asked for; a plain count is neither."""
    asked, told = fold(question.text), fold(words.text_of_sentence)
    return all(says.search(told) is not None for asks, says in _WORKED_OUT if asks.search(asked))


def _counts_in_unit_asked(question: Question, words: Words) -> bool:
    """Whether a single figure counts what is asked for, as far as can be told: not visits for persons."""
    after = words.text[words.span[1] : words.span[1] + UNIT_REACH]
    told = meaning(words.text_of_span, kind="figure", after=after)
    if len(told.measures) != 1:
        return True
    is_other = counts_other_than(told, unit_asked(question.text))
    return not is_other and not counts_otherwise(question.text, words.text_of_span, after)


def _is_price_if_asked(question: Question, words: Words) -> bool:
    return not asks_price(question.text) or _MONEY.search(words.text_of_sentence) is not None


def _counts_places_if_and_only_if_asked(question: Question, words: Words) -> bool:
    """Whether the figure counts places of the level asked for (cities, say), or no places if none are asked for."""
    wanted = place_counted(question.text)
    after = words.text[words.span[1] : words.span[1] + UNIT_REACH]
    if wanted is not None:
        return wanted.search(fold(words.text_of_span + after)) is not None
    return may_count_places(question.text) or not counts_places(words.text_of_span, after)


def _is_office_itself(question: Question, words: Words) -> bool:
    """Whether an organ is marked, though the person who holds an office in it is asked for."""
    return _HOLDER.search(question.text) is not None and _ORGAN.search(words.text_of_span) is not None


def _is_in_other_office(question: Question, words: Words) -> bool:
    """Whether a Chinese sentence names offices, but none of a level that is asked for: only of cities, say."""
    asked = offices_asked(question.text)
    told = set(OFFICE.findall(words.text_of_sentence))
    return bool(asked and told) and not asked & told


_RULES_OF_FIGURES = (
    _is_number_if_asked,
    _is_worked_out_if_asked,
    _counts_in_unit_asked,
    _is_price_if_asked,
    _counts_places_if_and_only_if_asked,
)
