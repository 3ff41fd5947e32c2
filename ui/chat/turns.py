"""A turn of a conversation as the page shows and keeps it, with all that its citations need but the documents."""

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
    """A citation as it was when the answer was given; `ranks` give the place of its passage in each list of the search.

    `start` and `end` are offsets in the document, `answer_start` and `answer_end` too; these are None if the answer
    is not a part of the quote. `ocr` and `unsure` are as in `qa.Citation`.
    """

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
    part: str = ""
    ocr: bool = False
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """A passage that the search found, shown while it is read or when the documents do not support an answer."""

    title: str
    publisher: str
    date: str
    language: str
    text: str
    ranks: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer so far. `seconds` holds the time of each step of answering."""

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
    is_probable: bool = False
    can_translate: bool = False

    @property
    def is_under_way(self) -> bool:
        return self.stage in UNDER_WAY

    def citation(self, number: object) -> Cited | None:
        """The citation of that number, None if there is none; the number comes from the browser and may be anything."""
        return next((cited for cited in self.cited if str(cited.number) == str(number)), None)

    def stopped(self) -> "Turn":
        """The turn if nothing more comes: an answer that was shown stays."""
        return replace(self, stage="answered" if self.text else "stopped", near=())

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def turn_from_json(row: Mapping[str, Any]) -> Turn:
    """The turn that `to_json` wrote. Raises `KeyError`, `TypeError` or `ValueError` for anything else."""
    cited = tuple(Cited(**{**fields, "unsure": tuple(fields.get("unsure", ()))}) for fields in row["cited"])
    near = tuple(Near(**fields) for fields in row["near"])
    turn = Turn(**{**row, "cited": cited, "near": near})
    return turn.stopped() if turn.is_under_way else turn


def nearest_passages(hits: tuple[Hit, ...], documents: Mapping[str, Document]) -> tuple[Near, ...]:
    """The best passage of each of the first `NEAREST_SHOWN` documents that a search found."""
    first = {hit.passage.document_id: hit for hit in reversed(hits)}
    chosen = [hit for hit in hits if first[hit.passage.document_id] is hit and hit.passage.document_id in documents]
    return tuple(_near(hit, documents[hit.passage.document_id]) for hit in chosen[:NEAREST_SHOWN])


def cited(answer: Answer, documents: Mapping[str, Document], language_of: Callable[[str], str]) -> tuple[Cited, ...]:
    """The answer's citations with publisher, date and language of their documents, as far as these are known."""
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
    """The beginning of a long passage; a last line cut below `SHORTEST_REST` characters is left out."""
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
        part=citation.part,
        ocr=citation.ocr,
        unsure=citation.unsure,
    )


def public_name(source: str) -> str:
    """A source that may be shown: of an absolute path, only the name of the file."""
    if PurePosixPath(source).is_absolute():
        return PurePosixPath(source).name
    return PureWindowsPath(source).name if PureWindowsPath(source).is_absolute() else source
