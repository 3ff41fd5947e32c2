"""The questions that the readers' support is fitted to, each with the candidates that a reader found for it.

Held-out articles only. In the first set an article is there in Chinese, in English or not at all, in turn, so each of
its questions is asked of all three, among the articles that were trained on. In the second the questions are those of
SQuAD 2.0, whose near misses have everything but the answer. The third has documents drawn from schemas, the fourth
small ones written for this, each with its near misses. The fifth has long reports of cities that differ in their
figures alone, and in the sixth questions are made by rules over news.

Neither `corpus/`, nor the five sample reports, nor the work reports, nor MTRAG-UN take part: they judge.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from benchmarks.generated_sets import generated_questions
from benchmarks.held_out import (
    PAIRS,
    QUESTIONS,
    Half,
    ReadingQuestion,
    Row,
    article_of,
    chinese_squad2,
    english_squad2,
    in_half,
    rows,
    spread,
    write_rows,
)
from benchmarks.look_alike_reports import look_alike_reports
from benchmarks.plain_reader import PlainReader
from benchmarks.reading_scores import f1
from qa.answerer import PASSAGES_READ
from qa.answering.evidence.features import Features, SpanFeatures
from qa.answering.evidence.passage_order import reranked
from qa.answering.evidence.reader import MakeReader, Reader, Readings
from qa.answering.evidence.scope import Scope
from qa.answering.evidence.trained_reader import TrainedReader
from qa.components import OpenIndex
from qa.evaluation.normal_form import normalise
from qa.language import detect
from qa.types import Hit, Language, Question, Range
from training.contrast.schemas import schema_lessons
from training.examples import Example

HALVES: tuple[Half, ...] = ("calibration", "report")
_SCHEMA_SEEDS = (101, 102)
# So many questions from schemas for each of another set, since they cost least, over collections of so many documents.
_SCHEMA_QUESTIONS = 8
_COLLECTION = 5
_WRITTEN = Path(__file__).with_name("data") / "near_misses.jsonl"
# Shorter questions name no subject, so any document of a collection might be meant.
_SHORTEST_QUESTION = 10
# A span is right where it shares as much as this with an accepted answer.
_RIGHT = 0.5
Opener = Callable[[Path, Path], OpenIndex]


class Found(Protocol):
    """What the candidates of both readers have in common."""

    @property
    def hit(self) -> Hit: ...
    @property
    def sentence(self) -> Range: ...
    @property
    def text(self) -> str: ...
    @property
    def language(self) -> Language: ...
    @property
    def features(self) -> Features | SpanFeatures: ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a candidate is judged by, its pair of languages, and whether it answers."""

    vector: NDArray[np.float64]
    pair: str
    right: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with its candidates; `pair` is that of the document that answers, or else of the nearest one."""

    name: str
    half: Half
    pair: str
    answerable: bool
    candidates: tuple[Candidate, ...]


def to_json(judged: Sequence[Judged]) -> str:
    """Judged questions as JSON Lines, to be fitted to again without reading anything."""
    return "".join(
        json.dumps(
            {**asdict(question), "candidates": [[c.vector.tolist(), c.pair, c.right] for c in question.candidates]},
            ensure_ascii=False,
        )
        + "\n"
        for question in judged
    )


def from_json(lines: str) -> list[Judged]:
    """What `to_json` wrote."""
    found = []
    for line in lines.splitlines():
        row = json.loads(line)
        candidates = tuple(Candidate(np.array(vector), pair, right) for vector, pair, right in row.pop("candidates"))
        found.append(Judged(**row, candidates=candidates))
    return found


@dataclass(frozen=True, slots=True)
class _Judge:
    """An open index and a reader over it."""

    index: OpenIndex
    reader: Reader

    def judged(self, name: str, row: Row, half: Half, *, answerable: bool) -> Judged:
        """The question of a row with the candidates that the reader finds for it."""
        question = self.index.understand(row["question"])
        scope = Scope(question, self.index.document)
        hits = self.index.retriever.search(question, limit=PASSAGES_READ)
        readings = self.reader.readings(question, hits)
        in_scope = [hit for hit in reranked(hits, readings) if scope.holds(hit.passage)]
        candidates = tuple(
            Candidate(
                candidate.features.vector(),
                f"{row['lang_q']}-{candidate.language}",
                answerable and _is_right(candidate, row),
            )
            for candidate in _candidates(self.reader, question, in_scope, readings)
        )
        nearest = candidates[0].pair if candidates else f"{row['lang_q']}-{row['lang_doc']}"
        pair = f"{row['lang_q']}-{row['lang_doc']}" if answerable else nearest
        return Judged(name, half, pair, answerable, candidates)


OpenJudge = Callable[[Path, Path], _Judge]


def judged_questions(folder: Path, limit: int, open_index: Opener, make_reader: MakeReader) -> list[Judged]:
    """Every set, each of its halves with at most `limit` questions; `open_index(documents, index)` makes indexes."""

    def opened(documents: Path, index: Path) -> _Judge:
        found = open_index(documents, index)
        return _Judge(found, make_reader(found.likeness, found.document))

    found: list[Judged] = []
    for turn in range(3):
        found += _mixed(folder / f"mixed-{turn}", turn, -(-limit // 3), opened)
    found += _near_misses(folder / "near-misses", limit // 2, opened)
    found += _schemas(folder / "schemas", limit, opened)
    found += _written(folder / "written", opened)
    found += _reports(folder / "reports", limit, opened)
    return [*found, *_news(folder / "news", limit, opened)]


def _mixed(folder: Path, turn: int, limit: int, open_judge: OpenJudge) -> Iterator[Judged]:
    documents = [
        row
        for language in ("zh", "en")
        for row in rows(QUESTIONS / f"xquad_{language}-{language}.docs.jsonl")
        if _language_of(article_of(row["doc_id"]), turn) == language
    ]
    judge = open_judge(write_rows(folder / "mixed.docs.jsonl", documents), folder / "index")
    present = {row["doc_id"] for row in documents}
    asked = [row for pair in PAIRS for row in rows(QUESTIONS / f"xquad_{pair}.jsonl")]
    for half in HALVES:
        # A question whose article is left out is asked once, not for both languages of the document.
        chosen = [
            row
            for row in asked
            if in_half(article_of(row["doc_id"]), half) and (row["doc_id"] in present or _is_absent_once(row, turn))
        ]
        for row in spread(chosen, limit):
            yield judge.judged("XQuAD", row, half, answerable=row["doc_id"] in present)


def _is_absent_once(row: Row, turn: int) -> bool:
    return _language_of(article_of(row["doc_id"]), turn) is None and row["lang_doc"] == row["lang_q"]


def _language_of(article: int, turn: int) -> Language | None:
    """In which language an article is there; the held-out ones are numbered 2, 5, 8 …"""
    choices: tuple[Language | None, ...] = ("zh", "en", None)
    if in_half(article, "both"):
        return choices[(article // 3 + turn) % 3]
    return choices[article % 2]


def _near_misses(folder: Path, limit: int, open_judge: OpenJudge) -> Iterator[Judged]:
    for half in HALVES:
        chinese = list(chinese_squad2(half))
        texts = {
            text: f"squad2-zh-{at}" for at, text in enumerate(dict.fromkeys(question.passage for question in chinese))
        }
        documents = [{"doc_id": name, "title": "", "text": text} for text, name in texts.items()]
        file = write_rows(folder / f"zh-{half}.docs.jsonl", documents)
        judge = open_judge(file, folder / f"zh-{half}")
        for row in _spread_by_pair([_row(question, texts[question.passage]) for question in chinese], limit):
            yield judge.judged("SQuAD 2.0", row, half, answerable=row["answerable"])
        questions, documents = english_squad2(half)
        judge = open_judge(write_rows(folder / f"en-{half}.docs.jsonl", documents), folder / f"en-{half}")
        for row in _spread_by_pair(questions, limit):
            yield judge.judged("SQuAD 2.0", row, half, answerable=row["answerable"])


def _news(folder: Path, limit: int, open_judge: OpenJudge) -> Iterator[Judged]:
    for half in HALVES:
        questions, documents = generated_questions(half, limit)
        judge = open_judge(write_rows(folder / f"{half}.docs.jsonl", documents), folder / half)
        for row in questions:
            yield judge.judged("news", row, half, answerable=row["answerable"])


def _schemas(folder: Path, limit: int, open_judge: OpenJudge) -> Iterator[Judged]:
    """Small collections of documents drawn from schemas under seeds that nobody learns from, with their near misses."""
    for half, seed in zip(HALVES, _SCHEMA_SEEDS, strict=True):
        lessons = [
            lesson
            for lesson in schema_lessons(seed, limit * _SCHEMA_QUESTIONS)
            # Another document of the collection may hold what was taken out of these.
            if not any(kind in lesson.source for kind in ("removed", "foreign head"))
        ]
        texts = list(dict.fromkeys((lesson.head, lesson.passage) for lesson in lessons))
        for at in range(0, len(texts), _COLLECTION):
            names = {text: f"schema-{place}" for place, text in enumerate(texts[at : at + _COLLECTION], start=at)}
            documents = [{"doc_id": name, "title": head, "text": text} for (head, text), name in names.items()]
            place = folder / f"{half}-{at}"
            judge = open_judge(write_rows(place / "schemas.docs.jsonl", documents), place / "index")
            for lesson in lessons:
                if (lesson.head, lesson.passage) in names and len(lesson.question) >= _SHORTEST_QUESTION:
                    row = _row_of_lesson(lesson, names[lesson.head, lesson.passage])
                    yield judge.judged("schemas", row, half, answerable=row["answerable"])


def _written(folder: Path, open_judge: OpenJudge) -> Iterator[Judged]:
    """Small documents that were written for this, each a collection of its own, with near misses of every question."""
    groups = [json.loads(line) for line in _WRITTEN.read_text("utf-8").splitlines()]
    for at, group in enumerate(groups):
        documents = [{"doc_id": name, "title": "", "text": text} for name, text in group["documents"].items()]
        place = folder / str(at)
        judge = open_judge(write_rows(place / "written.docs.jsonl", documents), place / "index")
        for question, answer in group["cases"]:
            row = {
                "lang_q": detect(question),
                "lang_doc": detect(documents[0]["text"]),
                "question": question,
                "answers": [answer] if answer else [],
                "doc_id": documents[0]["doc_id"],
            }
            yield judge.judged("written", row, HALVES[at % 2], answerable=bool(answer))


def _reports(folder: Path, limit: int, open_judge: OpenJudge) -> Iterator[Judged]:
    """Two collections of reports that differ in their figures alone, twice as many questions as of another set."""
    for half, seed in zip(HALVES, _SCHEMA_SEEDS, strict=True):
        questions, documents = look_alike_reports(seed, 2 * limit)
        judge = open_judge(write_rows(folder / f"{half}.docs.jsonl", documents), folder / half)
        for row in questions:
            yield judge.judged("reports", row, half, answerable=row["answerable"])


def _row_of_lesson(lesson: Example, document_id: str) -> Row:
    asked, told = lesson.source.split()[-1].split("-")
    answers = [lesson.passage[slice(*lesson.answer)]] if lesson.answer else []
    return {
        "lang_q": asked,
        "lang_doc": told,
        "question": lesson.question,
        "answers": answers,
        "doc_id": document_id,
        "answerable": bool(answers),
    }


def _spread_by_pair(questions: list[Row], limit: int) -> list[Row]:
    """At most `limit` questions in each language."""
    return [
        row for language in ("zh", "en") for row in spread([q for q in questions if q["lang_q"] == language], limit)
    ]


def _row(question: ReadingQuestion, document_id: str) -> Row:
    asked, told = question.pair.split("-")
    return {
        "lang_q": asked,
        "lang_doc": told,
        "question": question.question,
        "answers": list(question.answers),
        "doc_id": document_id,
        "answerable": bool(question.answers),
    }


def _candidates(reader: Reader, question: Question, hits: Sequence[Hit], readings: Readings) -> Sequence[Found]:
    if isinstance(reader, TrainedReader):
        return reader.candidates(question, hits, readings)
    assert isinstance(reader, PlainReader)
    return reader.candidates(question, hits)


def _is_right(candidate: Found, row: Row) -> bool:
    """Whether a sentence holds an accepted answer, or a span is much the same as one."""
    if candidate.hit.passage.document_id != row["doc_id"]:
        return False
    span: Range | None = getattr(candidate, "span", None)
    if span is None:
        text = normalise(candidate.text)
        return any(normalise(form) in text for form in row["answers"] if normalise(form))
    return f1(candidate.hit.passage.text_at(span), row["answers"], candidate.language) >= _RIGHT
