"""A sentence against a quoted source: whether the source says each thing that the sentence says."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from qa.answering.matching import Matcher
from qa.answering.wording.facts import Count, Facts, facts, is_ordinal, is_year, same_value
from qa.language import detect, figures, fold
from qa.language.clauses import clause_at, clauses, item_at, nearest_name, pairs_of_letters
from qa.language.measure_words import is_measured_alike, thing_counted
from qa.language.qualifiers import changed_qualifiers, is_apart, negations, tells_rank
from qa.language.values import Day
from qa.types import Language, Range, Term

# The share of a sentence's words that its source must have: in the same language, and in the other one, where the
# dictionary does not know every wording.
_SHARE = {True: 0.7, False: 0.5}
_CODE = re.compile(r"^[nd]\d")
# The words after a figure tell it from others if they have at least this many characters: 人被立案, people had.
_SHORTEST_PHRASE = 3
# A clause repeats another if they share at least this much of its pairs of letters.
_ALIKE = 0.4

FindTerms = Callable[[str], tuple[Term, ...]]


@dataclass(frozen=True, slots=True)
class Source:
    """A quote with its number, and the title, publisher and headings, from which names may be taken too."""

    number: int
    quote: str
    around: str = ""


class SentenceAgainstSource:
    """The checks of one sentence against one source; each is True if the sentence passes."""

    def __init__(self, sentence: str, source: Source, find_terms: FindTerms) -> None:
        self.sentence, self.quote, self.around = sentence, source.quote, source.around
        self.language: Language = detect(sentence)
        self.other: Language = detect(source.quote)
        self.is_same = self.language == self.other
        self._find_terms = find_terms
        self._matcher = Matcher(source.quote)
        self._around = Matcher(source.around)

    @cached_property
    def own(self) -> Facts:
        return facts(self.sentence, self.language)

    @cached_property
    def held(self) -> Facts:
        return facts(self.quote, self.other)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """What the words are about, without figures, ordinals, dates and signs, which are compared as such."""
        found = self._find_terms(self.sentence)
        return tuple(
            term
            for term in found
            if term.forms.get(self.other)
            and not (_CODE.match(term.text) or figures(term.text) or is_ordinal(term.text) or is_apart(term.text))
        )

    def figures_hold(self) -> bool:
        found = [self._count_in_quote(count) for count in self.own.counts]
        used = Counter(count.place for count in found if count is not None)
        years = [count for count, held in zip(self.own.counts, found, strict=True) if held is None]
        return all(times == 1 for times in used.values()) and all(map(self._is_held_year, years))

    def dates_hold(self) -> bool:
        return all(any(_covers(other, day, self.held.years) for other in self.held.days) for day in self.own.days)

    def ordinals_hold(self) -> bool:
        return self.own.ordinals <= self.held.ordinals

    def names_hold(self) -> bool:
        return all(self._places(self.sentence[start:end], anywhere=True) for start, end in self.own.names)

    def names_in_order(self) -> bool:
        """Names are in the source's order, if both are in one language or ranks are told: else two may be exchanged."""
        if not self.is_same and not tells_rank(self.quote):
            return True
        distinct = dict.fromkeys(self.sentence[slice(*place)] for place in self.own.names)
        outer = [name for name in distinct if not any(name != other and name in other for other in distinct)]
        firsts = [found[0][0] for name in outer if (found := self._places(name))]
        return firsts == sorted(firsts)

    def figures_tied(self) -> bool:
        """No figure is next to a name to which the source gives another figure."""
        for count in self.own.counts:
            held = self._count_in_quote(count)
            name = nearest_name(self.sentence, count.place, self.own.names)
            if held is None or name is None:
                continue
            places = self._places(self.sentence[slice(*name)])
            rivals = sorted({*self.held.names, *places})
            tied = nearest_name(self.quote, held.place, rivals)
            others = [nearest_name(self.quote, count.place, rivals) for count in self.held.counts if count is not held]
            if places and tied not in places and any(other in places for other in others):
                return False
        return True

    def figures_of_the_same(self) -> bool:
        """No figure is next to words that the source says of another of its figures."""
        if self.is_same and self.language == "zh":
            return True  # the very words behind the figures were compared
        for count in self.own.counts:
            held = self._count_in_quote(count)
            rivals = [other for other in self.held.counts if held and other.measure.value != held.measure.value]
            if held is None or not rivals:
                continue
            own = self._weight_beside(count, held)
            others = [self._weight_beside(count, rival) for rival in rivals]
            if own < max(others) or (own == 0 and not self.is_same):
                return False
        return True

    def _weight_beside(self, count: Count, held: Count) -> int:
        """How many terms in a figure's clause, other than names, are also next to a figure of the source."""
        clause = self.sentence[slice(*clause_at(self.sentence, count.place[0]))]
        beside = Matcher(self.quote[slice(*item_at(self.quote, held.place))])
        words = [term for term in self.terms if term.text in clause and not (term.is_place or term.text[0].isupper())]
        return sum(bool(beside.find(term, self.other)) for term in words)

    def signs_hold(self) -> bool:
        if changed_qualifiers(self.sentence, self.quote, self._repeated()):
            return False
        if not self.is_same:
            return True
        parts = [self.sentence[slice(*place)] for place in clauses(self.sentence)]
        return all(negations(part) == negations(self._clause_like(part)) for part in parts)

    def _clause_like(self, part: str) -> str:
        """The clause of the quote that is most like a clause of the sentence; empty if none is like it."""
        wanted = set(pairs_of_letters(part))
        least = len(wanted) * _ALIKE
        texts = [self.quote[slice(*place)] for place in clauses(self.quote)]
        found = [text for text in texts if len(wanted & set(pairs_of_letters(text))) >= least]
        return max(
            found,
            key=lambda text: len(wanted & set(pairs_of_letters(text))) / (1 + abs(len(part) - len(text))),
            default="",
        )

    def words_hold(self) -> bool:
        """Whether the source has enough of the words; False for a sentence without any."""
        if not self.terms:
            return False
        texts = (self._matcher, self._around)
        held = [any(text.find(term, self.other) for text in texts) for term in self.terms]
        return sum(held) / len(held) >= _SHARE[self.is_same]

    def _count_in_quote(self, count: Count) -> Count | None:
        """The figure of the quote that says the same with the same signs; None if there is none."""
        fitting = [
            held
            for held in self.held.counts
            if same_value(count.measure, held.measure)
            and count.signs == held.signs
            and self._counts_the_same(count, held)
        ]
        # Of equal figures, the one with the same words after it, else the one that comes as late in the quote.
        at = [own for own in self.own.counts if own.measure == count.measure].index(count)
        fitting = [held for held in fitting if held.phrase.startswith(count.phrase)] or fitting[at : at + 1]
        return next((held for held in fitting if not self._is_of_another(count, held)), None)

    def _is_of_another(self, count: Count, held: Count) -> bool:
        """Whether the quote has the words after the sentence's figure after another figure than this one."""
        phrase = count.phrase
        if not self.is_same or len(phrase) < _SHORTEST_PHRASE or held.phrase.startswith(phrase):
            return False
        return any(other.phrase.startswith(phrase) for other in self.held.counts)

    def _counts_the_same(self, count: Count, held: Count) -> bool:
        if self.is_same:
            return count.is_counted_as(held, self.language)
        if count.measure.counts and count.measure.counts == held.measure.counts:
            return True
        if is_measured_alike(count.after, held.after):
            return True
        counted = self._find_terms(thing_counted(count.after))
        return not counted or bool(self._matcher.find(counted[0], self.other))

    def _is_held_year(self, count: Count) -> bool:
        year = count.measure.value
        is_counted = any(held.measure.value == year for held in self.held.counts)
        return is_year(count) and int(year) in self.held.years and not is_counted

    def _places(self, name: str, *, anywhere: bool = False) -> list[Range]:
        """Where the quote has a name, as written or in the other language; `anywhere`: or what is around the quote."""
        texts = [self._matcher, self._around] if anywhere else [self._matcher]
        wanted = fold(name)
        for matcher, text in zip(texts, (self.quote, self.around), strict=False):
            pattern = re.escape(wanted)
            if wanted[0].isascii() and wanted[0].isalnum():
                pattern = rf"(?<![a-z0-9]){pattern}(?![a-z0-9])"
            if direct := [match.span() for match in re.finditer(pattern, fold(text))]:
                return direct
            if found := self._translated(name, matcher):
                return found
        return []

    def _translated(self, name: str, matcher: Matcher) -> list[Range]:
        """Where a text has a name in another form; if it has several terms, the text must have each of them."""
        parts = self._find_terms(name)
        if not parts or (self.is_same and self.language != "en"):
            return []
        found = [matcher.find(_certain(term), self.other) for term in parts]
        # Jilin tells more of where "Jilin Province" stands than 省 does.
        rarest: tuple[Range, ...] = min(found, key=len)
        return list(rarest) if all(found) else []

    def _repeated(self) -> str:
        """The clauses of the quote that a sentence repeats: with its figures or, if it has none, with its words."""
        counts = [held for count in self.own.counts if (held := self._count_in_quote(count))]
        if counts:
            return "\n".join(self.quote[slice(*clause_at(self.quote, count.place[0]))] for count in counts)
        shares = {place: self._share(place) for place in clauses(self.quote)}
        best = max(shares.values(), default=0)
        return "\n".join(self.quote[slice(*place)] for place, share in shares.items() if share and share >= best / 2)

    def _share(self, clause: Range) -> int:
        matcher = Matcher(self.quote[slice(*clause)])
        return sum(bool(matcher.find(term, self.other)) for term in self.terms)


def _certain(term: Term) -> Term:
    """A term without the forms that are only guessed: those of one word of a name."""
    forms = {language: tuple(form for form in found if form.weight == 1) for language, found in term.forms.items()}
    return replace(term, forms=forms)


def _covers(held: Day, own: Day, years: set[int]) -> bool:
    """Whether a date of the source has all of a date of the sentence; the year may be elsewhere in the source."""
    year_holds = own.year is None or own.year == held.year or (held.year is None and own.year in years)
    return year_holds and own.month in (None, held.month) and own.day in (None, held.day)
