"""One sentence beside one quoted source: whether each thing that the sentence says stands there."""

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

# The share of a sentence's words that must stand in the source: in its own language, and across languages, where the
# dictionary does not know every wording.
_SHARE = {True: 0.7, False: 0.5}
_CODE = re.compile(r"^[nd]\d")
# What stands behind a figure tells it from others from so many characters on: 人被立案, people had.
_SHORTEST_PHRASE = 3
# A clause repeats another from this share of common pairs of letters on.
_ALIKE = 0.4

FindTerms = Callable[[str], tuple[Term, ...]]


@dataclass(frozen=True, slots=True)
class Source:
    """A quote under its number, and what names may be taken from besides: title, publisher, date."""

    number: int
    quote: str
    around: str = ""


class SentenceAgainstSource:
    """One sentence beside one source."""

    def __init__(self, sentence: str, source: Source, find_terms: FindTerms) -> None:
        self.sentence, self.quote, self.around = sentence, source.quote, source.around
        self.language: Language = detect(sentence)
        self.other: Language = detect(source.quote)
        self.is_same = self.language == self.other
        self._find_terms = find_terms
        self._matcher = Matcher(source.quote)
        self._around = Matcher(source.around)

    @cached_property
    def said(self) -> Facts:
        return facts(self.sentence, self.language)

    @cached_property
    def held(self) -> Facts:
        return facts(self.quote, self.other)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """What the words are about, without figures, ordinals, dates and signs, which are compared as such."""
        found = self._find_terms(self.sentence)
        return tuple(
            one
            for one in found
            if one.forms.get(self.other)
            and not (_CODE.match(one.text) or figures(one.text) or is_ordinal(one.text) or is_apart(one.text))
        )

    def figures_hold(self) -> bool:
        found = [self._count_in_quote(one) for one in self.said.counts]
        used = Counter(one.place for one in found if one is not None)
        years = [one for one, held in zip(self.said.counts, found, strict=True) if held is None]
        return all(times == 1 for times in used.values()) and all(map(self._is_held_year, years))

    def dates_hold(self) -> bool:
        return all(any(_covers(other, day, self.held.years) for other in self.held.days) for day in self.said.days)

    def ordinals_hold(self) -> bool:
        return self.said.ordinals <= self.held.ordinals

    def names_hold(self) -> bool:
        return all(self._places(self.sentence[start:end], anywhere=True) for start, end in self.said.names)

    def names_in_order(self) -> bool:
        """Names come as in the source, in one language or where ranks are told: else they may have been exchanged."""
        if not self.is_same and not tells_rank(self.quote):
            return True
        distinct = dict.fromkeys(self.sentence[slice(*one)] for one in self.said.names)
        outer = [one for one in distinct if not any(one != other and one in other for other in distinct)]
        firsts = [found[0][0] for one in outer if (found := self._places(one))]
        return firsts == sorted(firsts)

    def figures_tied(self) -> bool:
        """No figure stands beside a name to which the source gives another figure."""
        for count in self.said.counts:
            held = self._count_in_quote(count)
            name = nearest_name(self.sentence, count.place, self.said.names)
            if held is None or name is None:
                continue
            places = self._places(self.sentence[slice(*name)])
            rivals = sorted({*self.held.names, *places})
            tied = nearest_name(self.quote, held.place, rivals)
            others = [nearest_name(self.quote, one.place, rivals) for one in self.held.counts if one is not held]
            if places and tied not in places and any(other in places for other in others):
                return False
        return True

    def figures_said_of_the_same(self) -> bool:
        """No figure stands beside words that the source says of another of its figures."""
        if self.is_same and self.language == "zh":
            return True  # the very words behind the figures were compared
        for count in self.said.counts:
            held = self._count_in_quote(count)
            rivals = [one for one in self.held.counts if held and one.measure.value != held.measure.value]
            if held is None or not rivals:
                continue
            own = self._weight_beside(count, held)
            others = [self._weight_beside(count, one) for one in rivals]
            if own < max(others) or (own == 0 and not self.is_same):
                return False
        return True

    def _weight_beside(self, said: Count, held: Count) -> int:
        """How many terms of a figure's clause, names apart, stand beside a figure of the source."""
        clause = self.sentence[slice(*clause_at(self.sentence, said.place[0]))]
        beside = Matcher(self.quote[slice(*item_at(self.quote, held.place))])
        common = [one for one in self.terms if one.text in clause and not (one.is_place or one.text[0].isupper())]
        return sum(bool(beside.find(one, self.other)) for one in common)

    def signs_hold(self) -> bool:
        if changed_qualifiers(self.sentence, self.quote, self._repeated()):
            return False
        if not self.is_same:
            return True
        parts = [self.sentence[slice(*one)] for one in clauses(self.sentence)]
        return all(negations(one) == negations(self._clause_like(one)) for one in parts)

    def _clause_like(self, part: str) -> str:
        """The clause of the quote that is most like a clause of the sentence; empty where none is like it."""
        wanted = set(pairs_of_letters(part))
        least = len(wanted) * _ALIKE
        texts = [self.quote[slice(*one)] for one in clauses(self.quote)]
        found = [one for one in texts if len(wanted & set(pairs_of_letters(one))) >= least]
        return max(
            found,
            key=lambda one: len(wanted & set(pairs_of_letters(one))) / (1 + abs(len(part) - len(one))),
            default="",
        )

    def words_hold(self) -> bool:
        """Whether enough of the words stand in the source; of a sentence without a word nothing does."""
        if not self.terms:
            return False
        found = [bool(self._matcher.find(one, self.other) or self._around.find(one, self.other)) for one in self.terms]
        return sum(found) / len(found) >= _SHARE[self.is_same]

    def _count_in_quote(self, count: Count) -> Count | None:
        """The figure of the quote that says the same with the same signs; None where there is none."""
        fitting = [
            one
            for one in self.held.counts
            if same_value(count.measure, one.measure) and count.signs == one.signs and self._counts_the_same(count, one)
        ]
        # Of equal figures the one of which the same is said, else the one as far along in the quote.
        at = [one for one in self.said.counts if one.measure == count.measure].index(count)
        fitting = [one for one in fitting if one.phrase.startswith(count.phrase)] or fitting[at : at + 1]
        return next((one for one in fitting if not self._is_said_of_another(count, one)), None)

    def _is_said_of_another(self, count: Count, held: Count) -> bool:
        """Whether what a sentence says of its figure, the quote says of another figure, and not of this one."""
        phrase = count.phrase
        if not self.is_same or len(phrase) < _SHORTEST_PHRASE or held.phrase.startswith(phrase):
            return False
        return any(one.phrase.startswith(phrase) for one in self.held.counts)

    def _counts_the_same(self, said: Count, held: Count) -> bool:
        if self.is_same:
            return said.is_counted_as(held, self.language)
        if said.measure.counts and said.measure.counts == held.measure.counts:
            return True
        if is_measured_alike(said.after, held.after):
            return True
        counted = self._find_terms(thing_counted(said.after))
        return not counted or bool(self._matcher.find(counted[0], self.other))

    def _is_held_year(self, count: Count) -> bool:
        year = count.measure.value
        is_counted = any(one.measure.value == year for one in self.held.counts)
        return is_year(count) and int(year) in self.held.years and not is_counted

    def _places(self, name: str, *, anywhere: bool = False) -> list[Range]:
        """Where a name stands in the quote, as written or in the other language; `anywhere` looks around it too."""
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
        """Where a name stands in another form; of several words each must, but the parts of a person's name as one."""
        parts = self._find_terms(name)
        if not parts or (self.is_same and self.language != "en"):
            return []
        found = [matcher.find(_certain(one), self.other) for one in parts]
        # Jilin tells more of where "Jilin Province" stands than 省 does.
        rarest: tuple[Range, ...] = min(found, key=len)
        return list(rarest) if all(found) else []

    def _repeated(self) -> str:
        """The clauses of the quote that a sentence repeats: those that hold its figures or, without any, its words."""
        held = [one for count in self.said.counts if (one := self._count_in_quote(count))]
        if held:
            return "\n".join(self.quote[slice(*clause_at(self.quote, one.place[0]))] for one in held)
        shares = {one: self._share(one) for one in clauses(self.quote)}
        best = max(shares.values(), default=0)
        return "\n".join(self.quote[slice(*one)] for one, share in shares.items() if share and share >= best / 2)

    def _share(self, clause: Range) -> int:
        matcher = Matcher(self.quote[slice(*clause)])
        return sum(bool(matcher.find(one, self.other)) for one in self.terms)


def _certain(term: Term) -> Term:
    """A term without the forms that are only guessed: those of one word of a name."""
    forms = {language: tuple(form for form in found if form.weight == 1) for language, found in term.forms.items()}
    return replace(term, forms=forms)


def _covers(held: Day, said: Day, years: set[int]) -> bool:
    """Whether a date of the source says all that a date of the sentence says; the year may stand elsewhere in it."""
    year_holds = said.year is None or said.year == held.year or (held.year is None and said.year in years)
    return year_holds and all(
        one is None or one == other for one, other in ((said.month, held.month), (said.day, held.day))
    )
