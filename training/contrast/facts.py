"""What a document tells: facts of a subject, an attribute, an aspect and a period; and what a question asks of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from training.contrast.names import Name
from training.contrast.values import Value
from training.contrast.word_lists import MONTHS, Attribute, SubjectType

_QUARTERS = ("first", "second", "third", "fourth")


@dataclass(frozen=True)
class Subject:
    """One that facts are told of."""

    type: SubjectType
    name: Name

    def full(self, language: str) -> str:
        return self._filled(self.type.pattern.of(language)[0], language)

    def shorts(self, language: str) -> tuple[str, ...]:
        if self.type.key == "person" and language == "en" and self.name.latin:
            return (self.name.en.split(" ", 1)[1],)
        return tuple(self._filled(pattern, language) for pattern in self.type.short.of(language))

    def generics(self, language: str) -> tuple[str, ...]:
        return self.type.generic.of(language)

    def plain_generics(self, language: str) -> tuple[str, ...]:
        """Generic names that anybody may use ("该公司"), without those of its own documents ("本公司")."""
        return tuple(generic for generic in self.generics(language) if generic[0] not in "本我全") or self.generics(
            language
        )

    def _filled(self, pattern: str, language: str) -> str:
        name, extra = (self.name.en, self.name.extra[0]) if language == "en" else (self.name.zh, self.name.extra[1])
        return pattern.replace("{N}", name).replace("{X}", extra)


@dataclass(frozen=True)
class Period:
    """A year, or one quarter or month of it."""

    year: int
    quarter: int = 0
    month: int = 0

    def text(self, language: str, *, stock: bool, style: int) -> str:
        """As it is written; `style` 0 or 1 picks one of two ways."""
        if language == "zh":
            return self._chinese(stock, style)
        if self.quarter:
            name = f"the {_QUARTERS[self.quarter - 1]} quarter of {self.year}"
            return f"in {name}" if style == 0 else f"in Q{self.quarter} {self.year}"
        if self.month:
            return f"in {MONTHS[self.month - 1]} {self.year}"
        return f"at the end of {self.year}" if stock and style == 0 else f"in {self.year}"

    def _chinese(self, stock: bool, style: int) -> str:
        if self.quarter:
            numeral = "一二三四"[self.quarter - 1]
            return f"{self.year}年第{numeral}季度" if style == 0 else f"{self.year}年{numeral}季度"
        if self.month:
            return f"{self.year}年{self.month}月"
        return f"{self.year}年{('末', '底')[style]}" if stock else f"{self.year}年"


@dataclass(frozen=True)
class Fact:
    """One value told. `aspect` is "" for the value itself, else growth, increase, plan, former, acting, next or left.

    `period` is None where the document tells none; `explicit` is whether the text itself names it.
    """

    subject: Subject
    attribute: Attribute
    aspect: str
    period: Period | None
    value: Value
    explicit: bool = True


@dataclass(frozen=True)
class Claim:
    """Facts that one clause tells: a value, perhaps with its growth or with the value of the year before."""

    facts: tuple[Fact, ...]
    form: str

    @property
    def subject(self) -> Subject:
        return self.facts[0].subject

    @property
    def attribute(self) -> Attribute:
        return self.facts[0].attribute


@dataclass(frozen=True)
class Ask:
    """What a question asks; `period` is None where it names none."""

    subject: Subject
    attribute: Attribute
    aspect: str = ""
    period: Period | None = None


def answers(ask: Ask, facts: Iterable[Fact]) -> list[Fact]:
    """The facts that answer: the same subject, attribute and aspect, and the same period where one is asked."""
    return [
        fact
        for fact in facts
        if (fact.subject, fact.attribute, fact.aspect) == (ask.subject, ask.attribute, ask.aspect)
        and (ask.period is None or fact.period == ask.period)
    ]
