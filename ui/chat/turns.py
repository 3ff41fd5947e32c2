"""A turn of a conversation as the page shows and keeps it: everything its marks need, without the documents."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, Literal

from qa import Answer, Citation, Document, Hit

Stage = Literal["waiting", "reading", "writing", "answered", "not_found", "problem", "stopped"]
UNDER_WAY = ("waiting", "reading", "writing")
NEAREST_SHOWN, PASSAGE_SHOWN, SHORTEST_REST = 3, 280, 16


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as it was resolved when the answer was given; `ranks` say which lists found its passage, and where."""

    number: int
    document_id: str
    title: str
    start: int
    end: int
    quote: str
    answer_start: int | None
    answer_end: int | None
    publisher: str
    date: str
    language: str
    ranks: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Near:
    """A passage that was found, shown while it is read or where it did not support an answer."""

    title: str
    publisher: str
    date: str
    language: str
    text: str
    ranks: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what has become of it so far. `seconds` hold the parts of the time that answering took."""

    question: str
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    collection: str = ""
    stage: Stage = "waiting"
    language: str = "en"
    understood: str = ""
    text: str = ""
    reason: str = ""
    problem: str = ""
    confidence: float = 0.0
    passages: int = 0
    documents: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)
    cited: tuple[Cited, ...] = ()
    near: tuple[Near, ...] = ()

    @property
    def is_under_way(self) -> bool:
        return self.stage in UNDER_WAY

    def citation(self, number: object) -> Cited | None:
        """The citation of that number; the number comes from the browser and may be anything."""
        return next((one for one in self.cited if str(one.number) == str(number)), None)

    def stopped(self) -> "Turn":
        """The turn as it is left when no more comes: what has been answered stays."""
        return replace(self, stage="answered" if self.text else "stopped", near=())

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def turn_from_json(row: Mapping[str, Any]) -> Turn:
    """The turn of `to_json`. Raises `KeyError`, `TypeError` or `ValueError` where it is none."""
    cited = tuple(Cited(**one) for one in row["cited"])
    near = tuple(Near(**one) for one in row["near"])
    turn = Turn(**{**row, "cited": cited, "near": near})
    return turn.stopped() if turn.is_under_way else turn


def found(hits: tuple[Hit, ...], documents: Mapping[str, Document]) -> tuple[Near, ...]:
    """The first passages of a search with the titles of their documents, no document twice."""
    first = {hit.passage.document_id: hit for hit in reversed(hits)}
    chosen = [hit for hit in hits if first[hit.passage.document_id] is hit and hit.passage.document_id in documents]
    return tuple(_near(hit, documents[hit.passage.document_id]) for hit in chosen[:NEAREST_SHOWN])


def cited(answer: Answer, documents: Mapping[str, Document], language_of: Callable[[str], str]) -> tuple[Cited, ...]:
    """The answer's citations with what is said of each document beside its title."""
    return tuple(
        _cited(citation, documents.get(citation.document_id), answer.hits, language_of(citation.quote))
        for citation in answer.citations
    )


def _near(hit: Hit, document: Document) -> Near:
    text = "\n".join(line.strip() for line in hit.passage.text.splitlines() if line.strip())
    shown = text if len(text) <= PASSAGE_SHOWN else _shortened(text)
    publisher = public_name(document.source)
    return Near(document.title, publisher, document.date, document.language, shown, dict(hit.ranks))


def _shortened(text: str) -> str:
    """The beginning of a long passage, without a line of which hardly a word is left."""
    whole, _, rest = text[:PASSAGE_SHOWN].rpartition("\n")
    kept = whole if whole and len(rest) < SHORTEST_REST else text[:PASSAGE_SHOWN]
    return kept.rstrip(" \n.,;:，。；：、") + "…"


def _cited(citation: Citation, document: Document | None, hits: tuple[Hit, ...], language: str) -> Cited:
    held = (
        hit.ranks
        for hit in hits
        if hit.passage.document_id == citation.document_id
        and hit.passage.start <= citation.start < citation.end <= hit.passage.end
    )
    return Cited(
        citation.number,
        citation.document_id,
        citation.title,
        citation.start,
        citation.end,
        citation.quote,
        citation.answer_start,
        citation.answer_end,
        publisher=public_name(document.source) if document else "",
        date=document.date if document else "",
        language=document.language if document else language,
        ranks=dict(next(held, {})),
    )


def public_name(source: str) -> str:
    """A source as it may be shown: of a path of this machine, only the file's name."""
    if PurePosixPath(source).is_absolute():
        return PurePosixPath(source).name
    return PureWindowsPath(source).name if PureWindowsPath(source).is_absolute() else source
