"""The values that flow from a document to an answer. All are frozen; offsets count characters of `Document.text`."""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import InitVar, asdict, dataclass, field
from typing import Literal

from qa.part import Part, PrintedLine, Range

__all__ = [
    "CITATION_MARK", "Answer", "Citation", "Document", "Event", "Evidence", "Form", "Gloss", "Hit", "Language", "Part",
    "Passage", "PrintedLine", "Question", "Range", "Subject", "Term", "Translation", "hit_to_json",
]  # fmt: skip

Language = Literal["zh", "en"]

CITATION_MARK = re.compile(r"\[(\d+)\]")
# The first lines of a document, in characters, in which a report says where it is from and when.
_LEAD = 300
# Fields of a citation that are left out of its JSON where they are empty.
_SOMETIMES = ("part", "ocr", "unsure")


@dataclass(frozen=True, slots=True)
class Document:
    """One source. `text` is the decoded file as it is; nothing is ever cut from it, so offsets stay true.

    Of a file that is no plain text, `text` is what was taken out of it, `parts` are its pages, sheets or slides from
    first to last, and `file_sha256` is the hash of its bytes; both are empty for plain text.
    """

    id: str
    title: str
    text: str
    language: Language
    source: str = ""
    date: str = ""
    sha256: str = ""
    parts: tuple[Part, ...] = ()
    file_sha256: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest())

    def part_at(self, offset: int) -> str:
        """The name of the page, sheet or slide that a character of the text stands on; empty if it is on none."""
        at = bisect_right(self.parts, offset, key=lambda part: part.start)
        return self.parts[at - 1].name if at else ""

    def parts_of(self, place: Range) -> tuple[Part, ...]:
        """The parts on which a stretch of the text stands."""
        first = bisect_right(self.parts, place[0], key=lambda part: part.start)
        last = bisect_left(self.parts, place[1], key=lambda part: part.start)
        return self.parts[max(0, first - 1) : last]

    @property
    def head(self) -> str:
        """What the document says of itself: its title, publisher and date, a line each."""
        return f"{self.title}\n{self.source}\n{self.date}"

    @property
    def lead(self) -> str:
        """The first 300 characters of the text."""
        return self.text[:_LEAD]

    @property
    def first_line(self) -> str:
        """The first line of the text that is not empty, cut to 300 characters."""
        return self.lead.strip().partition("\n")[0]

    @property
    def head_with_lead(self) -> str:
        """The head and the first 300 characters of the text."""
        return f"{self.head}\n{self.lead}"


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of one document under one heading: `document.text[start:end] == text`."""

    id: str
    document_id: str
    heading: str
    text: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text):
            raise ValueError(f"passage {self.id}: {self.start}–{self.end} is not the length of its text")

    def text_at(self, place: Range) -> str:
        """The text at a range of the document's that lies in this passage."""
        return self.text[place[0] - self.start : place[1] - self.start]


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which a term may stand in a text: words (Chinese characters, or English stems) or syllables."""

    text: str
    is_reading: bool = False
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Term:
    """What a question is about: its forms in each language, and how much finding one tells (inverse frequency)."""

    text: str
    forms: Mapping[Language, tuple[Form, ...]]
    is_place: bool = False
    weights: Mapping[Language, float] = field(default_factory=dict)

    def weight_in(self, language: Language) -> float:
        """How much finding the term in a text of that language tells; 0 if it has no form in it.

        A term that no document in the language holds may be worded otherwise there: it counts 1, as a common word does.
        """
        return (self.weights.get(language, 0.0) or 1.0) if language in self.forms else 0.0


@dataclass(frozen=True, slots=True)
class Subject:
    """A name in a question with its parts, each as it may stand in a text of either language; the last tells most.

    An identifier (A-7, 三号楼) has a pattern instead: what it looks like as written, in text of half width. `kinds` are
    what it shares with others of its kind: the depot of "the Ash depot", the 区 of 东湖区, "person".
    """

    text: str
    parts: tuple[Term, ...] = ()
    pattern: str = ""
    kinds: frozenset[str] = frozenset()

    @property
    def is_nowhere(self) -> bool:
        """Whether no document holds the part that tells most, in any form known; unknown for an identifier."""
        weights = self.parts[-1].weights.values() if self.parts else ()
        return bool(weights) and not any(weights)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood: its terms, and whom or what it is about by name."""

    text: str
    language: Language
    terms: tuple[Term, ...]
    subjects: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question: its fused score and its rank (from 1) in each list that found it."""

    passage: Passage
    score: float
    ranks: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the reader found in a hit: a sentence, perhaps the answer's span in it, and how well it supports (0..1).

    `part` is the index, in `split_parts`, of the part of the question that it answers.
    """

    hit: Hit
    sentence: Range
    span: Range | None
    support: float
    part: int = 0

    def __post_init__(self) -> None:
        start, end = self.sentence
        if self.span is not None and not start <= self.span[0] < self.span[1] <= end:
            raise ValueError(f"the span {self.span} does not lie in its sentence {self.sentence}")

    @property
    def sentence_text(self) -> str:
        """The words of the sentence."""
        return self.hit.passage.text_at(self.sentence)

    @property
    def span_text(self) -> str:
        """The words of the answer's span, or of the whole sentence if no span is marked."""
        return self.hit.passage.text_at(self.span or self.sentence)


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands. It cannot be built unless `document.text[start:end] == quote`.

    `answer_start` and `answer_end` mark the answer within the quote, in the document's offsets too; both are None
    where the whole quote is the answer. `part` names the page, sheet or slide of the document that the answer stands
    on, and is empty where the document has none. `ocr` is True where the quote, or some of it, was read from a picture;
    `unsure` are then the figures in it that may be misread.
    """

    document: InitVar[Document]
    number: int
    document_id: str
    title: str
    start: int
    end: int
    quote: str
    answer_start: int | None = None
    answer_end: int | None = None
    part: str = field(init=False, default="")
    ocr: bool = field(init=False, default=False)
    unsure: tuple[str, ...] = field(init=False, default=())

    def __post_init__(self, document: Document) -> None:
        if document.id != self.document_id or document.text[self.start : self.end] != self.quote or not self.quote:
            raise ValueError(f"citation {self.number}: the quote is not what {self.document_id} says there")
        if (self.answer_start is None) != (self.answer_end is None):
            raise ValueError(f"citation {self.number}: an answer has both ends or none")
        first, last = self.answer_start or self.start, self.answer_end or self.end
        if not self.start <= first < last <= self.end:
            raise ValueError(f"citation {self.number}: the answer does not lie in the quote")
        object.__setattr__(self, "part", document.part_at(first))
        parts = document.parts_of((self.start, self.end))
        doubtful = (place for part in parts for place in part.unsure if place[0] < self.end and self.start < place[1])
        object.__setattr__(self, "ocr", any(part.ocr for part in parts))
        object.__setattr__(self, "unsure", tuple(document.text[start:end] for start, end in doubtful))

    @property
    def answer(self) -> str:
        """The marked answer, or the whole quote where none is marked."""
        if self.answer_start is None or self.answer_end is None:
            return self.quote
        return self.quote[self.answer_start - self.start : self.answer_end - self.start]

    def to_json(self) -> dict[str, object]:
        """The fields by name; `part`, `ocr` and `unsure` only where there is one."""
        return {name: value for name, value in asdict(self).items() if name not in _SOMETIMES or value}


@dataclass(frozen=True, slots=True)
class Answer:
    """What Wenju says. Every `[n]` in `text` has its citation; `not_found` has none, and `reason` says why.

    `understood` is the question as it was answered, if the conversation completed it; else empty.
    """

    question: str
    language: Language
    status: Literal["answered", "not_found"]
    text: str
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    confidence: float
    reason: str = ""
    seconds: Mapping[str, float] = field(default_factory=dict)
    understood: str = ""

    def __post_init__(self) -> None:
        marks = {int(number) for number in CITATION_MARK.findall(self.text)}
        numbers = {citation.number for citation in self.citations}
        if self.status == "not_found" and (numbers or not self.reason):
            raise ValueError("an answer that was not found has a reason and no citation")
        if self.status == "answered" and not numbers:
            raise ValueError("an answer without a citation cannot be given")
        if marks - numbers:
            raise ValueError(f"no citation for {sorted(marks - numbers)}")

    def to_json(self) -> dict[str, object]:
        """The JSON object of `qa ask --json`."""
        return {
            "question": self.question,
            **({"understood": self.understood} if self.understood else {}),
            "language": self.language,
            "status": self.status,
            "text": self.text,
            "confidence": round(self.confidence, 4),
            "reason": self.reason,
            "citations": [citation.to_json() for citation in self.citations],
            "hits": [hit_to_json(hit) for hit in self.hits],
            "seconds": {name: round(value, 4) for name, value in self.seconds.items()},
        }


@dataclass(frozen=True, slots=True)
class Gloss:
    """A part of a text, and what helps a reader of the other language with it.

    A word or a name of a Chinese text has its `reading` in pinyin, else that is empty. `meanings` are best first; those
    of a figure or a date are how the other language writes it.
    """

    start: int
    end: int
    kind: Literal["word", "name", "figure"]
    reading: str
    meanings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation of a quote by a language model, which is not quoted itself.

    Once it `is_whole`, `differing` are the ranges of its figures, dates and names that the quote does not hold, and
    `missing` are those of the quote that it lacks.
    """

    text: str
    differing: tuple[Range, ...] = ()
    missing: tuple[str, ...] = ()
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A step of a streamed answer: "understood" carries the question as it stands alone, where the conversation changed
    it, "retrieved" the hits, "answered" the answer.

    With a language model, "quoted" carries the answer in quotes as soon as it is there, and "written" the answer in
    words as far as it is checked; each can be shown as it is, and takes the place of the one before.
    """

    name: str
    hits: tuple[Hit, ...] = ()
    answer: Answer | None = None
    question: str = ""


def hit_to_json(hit: Hit) -> dict[str, object]:
    return {
        "document_id": hit.passage.document_id,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "score": round(hit.score, 6),
        "ranks": dict(hit.ranks),
    }
