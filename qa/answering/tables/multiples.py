"""Sentences that tell a figure as a multiple of another one: twice as much as the blue crew, 是一月的两倍."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from qa.language import figures, fold, sentences
from qa.language.clauses import clauses
from qa.language.tables import any_of, table
from qa.question.calculation import completed_pair
from qa.types import Range

_NUMBER_EN = r"\d+(?:\.\d+)?|[a-z]+"
_NUMBER_ZH = r"\d+(?:\.\d+)?|[一二两三四五六七八九十百]+"


@dataclass(frozen=True, slots=True)
class Multiple:
    """Whose figure is so many times whose other one, as a sentence tells it; `place` is where the number stands."""

    of: str
    than: str
    times: Decimal
    place: Range
    line: Range


def multiples(text: str) -> Iterator[Multiple]:
    """The multiples that the sentences of a text tell, from first to last."""
    for line in sentences(text):
        sentence = fold(text[slice(*line)])
        for first, last in clauses(sentence):
            for pattern in _patterns():
                match = pattern.search(sentence, first, last)
                times = _times(match["times"]) if match else None
                if match and times is not None:
                    shared = f"{match['shared'] or ''} {match.groupdict().get('thing') or ''}"
                    of, than = completed_pair(match["of"], match["than"])
                    place = line[0] + match.start("times"), line[0] + match.end("times")
                    yield Multiple(f"{of} {shared}", f"{than} {shared}", times, place, line)
                    break


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    english, chinese = (any_of(row[language] for row in table("multiples")) for language in ("en", "zh"))
    times_en = rf"(?P<times>{english}|(?:{_NUMBER_EN}) times)"
    return (
        re.compile(
            rf"(?P<of>\S.*?) (?P<shared>[a-z]+) {times_en} (?:as (?:many|much|[a-z]+)(?: (?P<thing>[a-z ]+?))? as|the"
            r" (?:number|amount|size) of) (?P<than>.+)"
        ),
        re.compile(
            rf"(?P<of>[^，；]+?)(?:是|为|达到?|相当于)(?P<than>[^，；]+?)(?P<shared>)的?(?P<times>(?:{_NUMBER_ZH})倍|{chinese})"
        ),
    )


def _times(words: str) -> Decimal | None:
    for row in table("multiples"):
        if re.fullmatch(row.pattern(), words):
            return Decimal(row["times"])
    number = re.sub(r"倍| times$", "", words)
    found = figures("2" if number == "两" else number)
    return found[0].value if len(found) == 1 and found[0].start == 0 else None
