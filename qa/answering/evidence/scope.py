"""Which passages a question asks about, by the places and years that it names."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.answering.matching import Matcher
from qa.language import detect, fold, is_han
from qa.language.chinese_names import is_common_word
from qa.language.dates import HAN_YEAR, YEAR
from qa.language.demonyms import demonyms, is_demonym
from qa.language.plain_text import plain
from qa.language.units import unit_after
from qa.types import Document, Form, Hit, Passage, Question, Term

# A decade is no year: texts on the 1980s seldom name 1980.
_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d|['’]?s\b|\s?年代)")
_HAN_YEAR = re.compile(rf"{HAN_YEAR}(?=年(?!代))")
_FULL_WIDTH = re.compile("[０-９]")
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
# A year that tells which report is meant: "the 2010 annual report", 2010年政府工作报告; not "in 2010 report …", 报告了.
_REPORT = r"(?:report|yearbook|bulletin|communiqué|white paper)"
_REPORT_YEAR = re.compile(
    rf"(?<!\bin )(?<!\bduring )\b({YEAR})\s+(?:[\w’'-]+\s+){{0,3}}?{_REPORT}\b"
    rf"|\b{_REPORT}\s+(?:of|for|from)\s+({YEAR})\b"
    rf"|({YEAR})\s?年度?[^\d，。？?]{{0,12}}?(?:工作报告|年度报告|报告[中里]|公报|年报|年鉴|白皮书)",
    re.IGNORECASE,
)
# A text on a part of one of these need not say so.
_TOO_WIDE = frozenset(["亚洲", "欧洲", "非洲", "美洲", "中东", "西方", "东方", "Asia", "Europe", "Africa", "America"])
# The head of a text on one matter names its year, and perhaps the one before.
_SEVERAL_YEARS = 3
# A text that names its country this often is about it, though its head need not say so.
_AGAIN_AND_AGAIN = 3
# The weight of a term that every fifth passage holds.
_COMMON = math.log(5)


class Scope:
    """Whether a passage is about the places and years that a question names.

    A report does not repeat its place and year in each paragraph, so they may stand in the passage itself, in the
    document's head (title, publisher, date) or in its first lines. A country may also stand anywhere in a text that
    names it often. A document whose head names no year may name the year asked for anywhere, and one of a single year
    may tell of the year before, if it names that; the year of a report that is asked for must be the report's own.
    """

    def __init__(self, question: Question, document: Callable[[str], Document]) -> None:
        self._places = [_in_full(_with_demonyms(term)) for term in question.terms if _is_certain_place(term)]
        self._named_places = tuple(term.text for term in self._places)
        self._years = sorted(_years(question.text))
        self._report_years = {year for found in _REPORT_YEAR.findall(question.text) for year in found if year}
        self._terms = {term.text: term for term in question.terms}
        self._document = document
        self._heads: dict[str, Matcher] = {}
        self._told: dict[str, set[str]] = {}
        self._countries: dict[tuple[str, str], bool] = {}

    @property
    def named(self) -> tuple[str, ...]:
        """The places and years that the question names."""
        return (*self._named_places, *self._years)

    @property
    def nowhere(self) -> tuple[str, ...]:
        """Those that no document holds at all; the search has weighed each term by the documents that hold it."""
        years = [year for year in self._years if (term := self._terms.get(f"n{year}")) and _is_nowhere(term)]
        return (*(term.text for term in self._places if _is_nowhere(term)), *years)

    def within(self, hits: Sequence[Hit]) -> list[Hit]:
        """The hits about every place and year of the question.

        A country that many passages of the collection name, and no head among these, is what all of them are about.
        """
        wide = [place for place in self._places if _is_common(place) and is_country(place)]
        if wide:
            documents = [self._document(document_id) for document_id in {hit.passage.document_id for hit in hits}]
            heads = [(Matcher(document.head), document.language) for document in documents]
            named = [place for place in wide if any(head.find(place, language) for head, language in heads)]
            self._places = [place for place in self._places if place not in wide or place in named]
        return [hit for hit in hits if self.holds(hit.passage)]

    def holds(self, passage: Passage) -> bool:
        """True if the passage or the head of its document holds every place and year of the question."""
        if not self._places and not self._years:
            return True
        document = self._document(passage.document_id)
        return self._has_years(passage, document, document.head_with_lead) and self._has_places(passage, document)

    def _has_years(self, passage: Passage, document: Document, head: str) -> bool:
        if not self._years:
            return True
        own, told = _years(f"{document.title} {document.date}"), _years(head)
        if not self._report_years <= (own or told):
            return False
        if not own:
            return self._years_in_text(document).issuperset(self._years)
        # A text about several years says beside each thing in which of them it was.
        years = own if len(told | own) >= _SEVERAL_YEARS else told | own
        # A report of one year tells mostly of the year before.
        before = {str(int(year) - 1) for year in own} if len(own) == 1 else set()
        if before & set(self._years) and not self._report_years and self._years_in_text(document) >= before:
            years = years | before
        return (years | _years(f"{passage.heading}\n{passage.text}")).issuperset(self._years)

    def _years_in_text(self, document: Document) -> set[str]:
        if document.id not in self._told:
            self._told[document.id] = _years(document.text)
        return self._told[document.id]

    def _head(self, document: Document) -> Matcher:
        if document.id not in self._heads:
            self._heads[document.id] = Matcher(plain(document.head_with_lead).text)
        return self._heads[document.id]

    def _has_places(self, passage: Passage, document: Document) -> bool:
        if not self._places:
            return True
        languages = {detect(passage.text), document.language}
        matchers = (self._head(document), Matcher(plain(f"{passage.heading}\n{passage.text}").text))
        return all(
            any(matcher.find(place, language) for matcher in matchers for language in languages)
            or self._is_of_country(place, document)
            for place in self._places
        )

    def _is_of_country(self, place: Term, document: Document) -> bool:
        """Whether a place is a country that the text of a document names again and again."""
        if not is_country(place):
            return False
        key = (document.id, place.text)
        if key not in self._countries:
            held = Matcher(document.text).find(place, document.language)
            self._countries[key] = len(held) >= _AGAIN_AND_AGAIN
        return self._countries[key]


def _is_common(place: Term) -> bool:
    """Whether so many passages name a place that it tells little of which is meant."""
    return any(0 < weight <= _COMMON for weight in place.weights.values())


def is_country(term: Term) -> bool:
    """Whether a place has an adjective of its own, as countries do."""
    return any(demonyms(form.text) for form in term.forms.get("en", ()))


def place_names(question: Question) -> tuple[str, ...]:
    """The terms of a question that are sure to name a place."""
    return tuple(term.text for term in question.terms if _is_certain_place(term))


def document_years(document: Document) -> set[str]:
    """The years of a document's title and date, or else of its first lines; of all of these if there are several."""
    own, told = _years(f"{document.title} {document.date}"), _years(document.head_with_lead)
    return told | own if len(told | own) >= _SEVERAL_YEARS else own or told


def _years(text: str) -> set[str]:
    """The years that a text names, as digits; 二〇二二年 is 2022."""
    if _FULL_WIDTH.search(text):
        text = fold(text)
    return {*_YEAR.findall(text), *(found.translate(_HAN_DIGITS) for found in _HAN_YEAR.findall(text))}


def _is_certain_place(term: Term) -> bool:
    """Whether a term that may be a place is sure to name one: not "British", no unit, lone character or common word."""
    if not term.is_place or is_demonym(term.text) or term.text in _TOO_WIDE:
        return False
    if not is_han(term.text[0]):
        return not unit_after(term.text, 0)
    return len(term.text) > 1 and not is_common_word(term.text)


def _with_demonyms(place: Term) -> Term:
    """The place with the adjectives that an English text may use instead: German for Germany."""
    forms = place.forms.get("en", ())
    more = [Form(adjective) for form in forms for adjective in demonyms(form.text)]
    return replace(place, forms={**place.forms, "en": (*forms, *more)}) if more else place


def _in_full(place: Term) -> Term:
    """The place without its one-character names if it has longer ones: 法 is France, but it is mostly law."""
    long = tuple(form for form in place.forms.get("zh", ()) if len(form.text) > 1)
    return replace(place, forms={**place.forms, "zh": long}) if long else place


def _is_nowhere(term: Term) -> bool:
    """Whether no document holds a term; one might still hold a country's adjective, which is not weighed."""
    return not any(term.weights.values()) and not is_country(term)
