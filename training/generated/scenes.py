"""Passages of a document around one sentence, and the clauses of that sentence."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

from qa.language import sentences
from qa.types import Range
from training.generated.amounts import Amount, amounts

_SHORTEST, _LONGEST = 80, 300
_SCENES_OF_DOCUMENT = 30
# What stands before the text proper in the collected news.
_HEADER = re.compile(r"^.{0,80}?正文[：:]", re.DOTALL)
_CLAUSE_END = re.compile(r"[，；：。！？!?;]|,(?!\d)|:(?!\d)")
_SIGNAL = re.compile(r"\d|[一二两三四五六七八九十百千万]|《|“")
# The reports of 2010, 2016 and 2021 are the ones whose absence is measured; the earlier years are kept for measuring.
_REPORT_YEARS = frozenset({"2017", "2018", "2019", "2020", "2022"})
_REPORTS = "govwr2008_22_absent_en-zh.docs.jsonl"
_NEWS = "news_distractors.docs.jsonl.gz"


@dataclass(frozen=True)
class Scene:
    """A passage, the sentence of it that is asked about, and what of the passage's document is left without it."""

    passage: str
    sentence: Range
    rest: str
    report_year: str = ""

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """The figures of the passage."""
        return amounts(self.passage)

    @cached_property
    def clauses(self) -> tuple[Range, ...]:
        """The clauses of the sentence, in the passage's offsets, without the stops between them."""
        return tuple(clauses(self.passage, *self.sentence))

    def amounts_within(self, part: Range) -> list[Amount]:
        """The figures that stand in a part of the passage."""
        return [one for one in self.amounts if part[0] <= one.start and one.end <= part[1]]


@dataclass(frozen=True, slots=True)
class Source:
    """A document to ask about."""

    text: str
    report_year: str


def clauses(text: str, start: int, end: int) -> Iterator[Range]:
    """The clauses of `text[start:end]`, without the stops between them."""
    first = start
    for match in _CLAUSE_END.finditer(text, start, end):
        if match.start() > first:
            yield first, match.start()
        first = match.end()
    if first < end:
        yield first, end


def read_sources(data: Path) -> list[Source]:
    """Every second news passage, and the work reports that may be trained on."""
    with gzip.open(data / "questions" / _NEWS, "rt", encoding="utf-8") as file:
        news = [without_header(json.loads(line)["text"]) for at, line in enumerate(file) if at % 2 == 0]
    rows = [json.loads(line) for line in (data / "questions" / _REPORTS).read_text("utf-8").splitlines()]
    reports = [(row["text"], row["report"].removeprefix("gwr")) for row in rows]
    return [Source(text, "") for text in news] + [Source(text, year) for text, year in reports if year in _REPORT_YEARS]


def without_header(text: str) -> str:
    """Collected news without what stands before the text proper."""
    return _HEADER.sub("", text)


def scenes(source: Source, random: Random) -> list[Scene]:
    """Some sentences of a document that may hold an answer, each in a passage of 80 to 300 characters."""
    text = source.text
    ranges = [one for one in sentences(text) if one[1] - one[0] >= 4]
    fitting = [
        at for at, (start, end) in enumerate(ranges) if 14 <= end - start <= 200 and _SIGNAL.search(text, start, end)
    ]
    most = _SCENES_OF_DOCUMENT
    chosen = sorted(random.sample(fitting, min(most, len(fitting))))
    found = [_scene(source, ranges, at, random) for at in chosen]
    return [scene for scene in found if _is_clean(scene.passage)]


def _scene(source: Source, ranges: list[Range], at: int, random: Random) -> Scene:
    """The sentence with neighbours on either side, as many as a length drawn by chance allows."""
    text, longest = source.text, random.randint(_SHORTEST, _LONGEST)
    first = last = at
    while True:
        sides = [side for side in ((first - 1, last), (first, last + 1)) if side[0] >= 0 and side[1] < len(ranges)]
        sides = [side for side in sides if ranges[side[1]][1] - ranges[side[0]][0] <= longest]
        if not sides:
            break
        first, last = random.choice(sides)
    start, end = ranges[first][0], ranges[last][1]
    sentence = (ranges[at][0] - start, ranges[at][1] - start)
    before, after = text[max(0, ranges[at][0] - 120) : ranges[at][0]], text[ranges[at][1] : ranges[at][1] + 160]
    return Scene(text[start:end], sentence, (before + after).strip(), source.report_year)


def _is_clean(passage: str) -> bool:
    return _SHORTEST // 2 <= len(passage) <= _LONGEST and "\n" not in passage.strip() and "  " not in passage
