"""The figure that a piece of evidence gives, with what it counts, so that two can be compared or added."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qa.answering.answers.findings import meaning_of
from qa.answering.evidence.scope import document_years
from qa.answering.matching import Matcher
from qa.language import detect, figures, fold, is_han, plain, sentences, stem
from qa.language.clauses import clause_at
from qa.language.measure_words import measure_words
from qa.language.places import place_words
from qa.language.units import PERCENT, UNIT_REACH
from qa.types import Document, Evidence, Language, Term

# A figure that its source gives as rounded: 600余个, "more than 600".
_ROUGH_AFTER = re.compile(r"\s?(?:[余多]|左右|以上|上下|or so\b|or more\b)")
_ROUGH_WITHIN = re.compile(r"[余多]|左右|以上")
_ROUGH_BEFORE = re.compile(
    r"(?:近|约|大约|超过|逾|不到|不足|至少|\b(?:about|around|nearly|almost|over|roughly|some|more than|at least"
    r"|fewer than|less than|up to))\s?$",
    re.IGNORECASE,
)
# A figure of each of several things, which is no figure of all: 平均每组30个, "30 problems for every team".
_RATE = re.compile(
    rf"平均|人均|户均|每[{measure_words('each')}]|\b(?:average|each|every|per|(?:a|an) (?:day|week|month|year|hour))\b",
    re.I,
)
_NOUNS = frozenset(measure_words("noun"))
_FIGURE = re.compile(r"^[^\d一二三四五六七八九十两a-z]*[\d,.一二三四五六七八九十百千万亿两零]*\s?[万亿]?[余多]?")
_COUNTED_WORD = re.compile(r"[a-z]+")
# Words of English after which the figure's noun cannot stand.
_NOT_COUNTED_WORDS = "were was are is had have has did in at on of and or by for to from with who which that"
_NOT_COUNTED = frozenset(_NOT_COUNTED_WORDS.split())
_MAY_LACK = frozenset(place_words("zh", "short"))
_CITY, _IS_CITY = re.compile(r"\bcity$|市$", re.IGNORECASE), re.compile(r"\s?(?:市|city\b)")
_BEFORE, _COUNTED_WORDS = 14, 3
_AND = r"\s?(?:[和与跟及、]|以及|,? and )\s?"


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure where it stands: its value as it is written, its unit and its noun.

    `is_rough` says that its source rounds it, `is_rate` that it is one of each of several things.
    """

    evidence: Evidence
    value: Decimal
    counts: str
    things: frozenset[str]
    is_rough: bool
    is_rate: bool

    @property
    def language(self) -> Language:
        """The language of its source."""
        return detect(self.evidence.hit.passage.text)


def is_rate(text: str) -> bool:
    """Whether a text speaks of an average or of each of several things."""
    return _RATE.search(fold(text)) is not None


def operand_of(evidence: Evidence) -> Operand | None:
    """The figure that the evidence marks; None if it marks none, or several, or words of two sentences."""
    if evidence.span is None:
        return None
    text = evidence.hit.passage.text
    start, end = (at - evidence.hit.passage.start for at in evidence.span)
    if sum(first < end and start < last for first, last in sentences(text)) > 1:
        return None
    after = text[end : end + UNIT_REACH]
    measures = meaning_of(evidence, "figure").measures
    if len(measures) != 1:
        return None
    is_rough = (
        _ROUGH_AFTER.match(after) is not None
        or _ROUGH_BEFORE.search(text[max(0, start - _BEFORE) : start]) is not None
        or _ROUGH_BEFORE.search(text[start:end].rstrip("0123456789,. ")) is not None
        or _ROUGH_WITHIN.search(text[start:end]) is not None
    )
    things = _things(text[start:end] + after)
    # The figure as the quote writes it: tonnes stay tonnes and do not become kilograms.
    value = figures(text[start:end])[0].value
    scale = measures[0].value / value if value else Decimal(1)
    counts = f"{measures[0].counts} {plain(scale)}" if scale != 1 else measures[0].counts
    first, last = clause_at(text, start)
    return Operand(evidence, value, counts, things, is_rough, is_rate(text[first:last]))


def is_about(evidence: Evidence, name: str, terms: Sequence[Term]) -> bool:
    """Whether the sentence has the name that a figure is asked of: 吉林市 is not 吉林, nor "Jilin City" Jilin."""
    return names_it(evidence.sentence_text, name, terms)


def names_it(text: str, name: str, terms: Sequence[Term]) -> bool:
    """Whether a text has a name, in its own language or by the terms of a question in the other."""
    sentence = fold(text)
    if fold(name) in sentence or (name[-1] in _MAY_LACK and len(name) > 2 and fold(name[:-1]) in sentence):
        return True
    language = detect(text)
    if language == detect(name):
        return False
    is_city = _CITY.search(name) is not None
    matcher = Matcher(sentence)
    places = [place for term in terms if term.is_place and term.text in name for place in matcher.find(term, language)]
    return any(not is_city or _IS_CITY.match(sentence, last) for _, last in places)


def is_joined(evidence: Evidence, names: tuple[str, str]) -> bool:
    """Whether the sentence speaks of two names together, so that its figure is that of both: 吉林市和长春."""
    one, other = (re.escape(fold(name)) for name in names)
    joined = rf"{one}{_AND}{other}|{other}{_AND}{one}"
    return re.search(joined, fold(evidence.sentence_text)) is not None


def tells_of(evidence: Evidence, terms: Sequence[Term]) -> bool:
    """Whether the sentence has a term of the question that is no place; True if its language has no word for any."""
    language = detect(evidence.hit.passage.text)
    matter = [term for term in terms if not term.is_place and term.forms.get(language)]
    matcher = Matcher(evidence.sentence_text)
    return not matter or any(matcher.find(term, language) for term in matter)


def same_unit(one: Operand, other: Operand) -> bool:
    """Whether two figures surely count the same thing: in one unit, or without a unit and not with different nouns.

    Without a unit, figures of two languages are not sure to: their nouns cannot be compared.
    """
    if one.counts and other.counts:
        return one.counts == other.counts
    if PERCENT in (one.counts, other.counts) or one.language != other.language:
        return False
    return not one.things or not other.things or bool(one.things & other.things)


def same_year(one: Operand, other: Operand, document: Callable[[str], Document]) -> bool:
    """Whether two figures stand in one section, or in documents of the same single year, or of no year at all."""
    places = {(each.evidence.hit.passage.document_id, each.evidence.hit.passage.heading) for each in (one, other)}
    if len(places) == 1:
        return True
    years = [document_years(document(each.evidence.hit.passage.document_id)) for each in (one, other)]
    return len(years[0]) <= 1 and years[0] == years[1]


def _things(text: str) -> frozenset[str]:
    """What a figure counts: the measure word after it in Chinese, the stems of the noun after it in English."""
    rest = _FIGURE.sub("", fold(text))
    if rest[:1] and is_han(rest[0]):
        return frozenset(rest[0]) if rest[0] in _NOUNS else frozenset()
    found: list[str] = []
    for word in _COUNTED_WORD.findall(rest)[:_COUNTED_WORDS]:
        if word in _NOT_COUNTED:
            break
        found.append(stem(word))
    return frozenset(found)
