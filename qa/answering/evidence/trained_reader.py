"""Reading with the trained reader: it points at spans, their support is a probability, and it orders passages."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.answering.evidence.candidates import SpanCandidate, span_candidates
from qa.answering.evidence.reader import Likeness, OfAnother, Readings
from qa.answering.evidence.support import Support
from qa.answering.reading.code_switched_question import glossed
from qa.answering.reading.span_model import Reading, SpanModel
from qa.language.plain_text import plain
from qa.question.parts import stand_alone_parts
from qa.types import Document, Evidence, Hit, Passage, Question

# Of a question in several parts each is read by itself, in up to this many of the best passages for the whole question.
PASSAGES_A_PART = 8

# Passages that are read first; the others are read only if none of these surely answers, as reading takes nearly all of
# an answer's time. benchmarks/reranking.py prints what other bars would give.
FIRST_READ = 10
SURE = 1.0


class TrainedReader:
    """Reads every passage that it is given. `likeness` compares vectors, `document` gives a passage's document."""

    def __init__(
        self,
        model: SpanModel,
        likeness: Likeness,
        document: Callable[[str], Document],
        support: Support,
    ) -> None:
        self.bars, self.sure = support.bars, support.sure
        self._support = support
        self._model = model
        self._likeness = likeness
        self._document = document

    def readings(self, question: Question, hits: Sequence[Hit]) -> Readings:
        """See `Reader`."""
        found = self._read(question, hits[:FIRST_READ])
        if not any(map(is_sure, found.values())):
            found |= self._read(question, hits[FIRST_READ:])
        return found

    def read(self, question: Question, hits: Sequence[Hit], readings: Readings) -> tuple[Evidence, ...]:
        """See `Reader`."""
        parts = stand_alone_parts(question.text)
        found = [
            (OfAnother if span.features.another else Evidence)(
                span.hit, span.sentence, span.span, self._support.of(span.features), part
            )
            for part, text in enumerate(parts)
            for span in self._part(replace(question, text=text), hits, readings, is_whole=len(parts) == 1)
        ]
        return tuple(sorted(found, key=lambda evidence: -evidence.support))

    def candidates(self, question: Question, hits: Sequence[Hit], readings: Readings) -> list[SpanCandidate]:
        """The spans worth judging in the passages that were read, with everything that they are judged by.

        If nothing in these can be an answer, the other passages are read too.
        """
        found = self._candidates(question, hits, readings)
        rest = [hit for hit in hits if hit.passage.id not in readings]
        return found if found or not rest else self._candidates(question, rest, self._read(question, rest))

    def _candidates(self, question: Question, hits: Sequence[Hit], readings: Readings) -> list[SpanCandidate]:
        read = {hit.passage.id: hit for hit in hits if hit.passage.id in readings}
        chosen = [readings[key] for key in read]
        shown = list(map(_plain, read.values()))
        found = span_candidates(question, shown, chosen, document=self._document, likeness=self._likeness)
        return [_in_document(candidate, read[candidate.hit.passage.id]) for candidate in found]

    def _read(self, question: Question, hits: Sequence[Hit]) -> dict[str, Reading]:
        passages = [plain(hit.passage.text).text for hit in hits]
        heads = [head_of(hit.passage, self._document(hit.passage.document_id)) for hit in hits]
        found = self._model.read_each([glossed(question, text) for text in passages], passages, heads)
        return {hit.passage.id: reading for hit, reading in zip(hits, found, strict=True)}

    def _part(
        self, question: Question, hits: Sequence[Hit], readings: Readings, *, is_whole: bool
    ) -> list[SpanCandidate]:
        if is_whole:
            return self.candidates(question, hits, readings)
        few = hits[:PASSAGES_A_PART]
        named = tuple(term for term in question.terms if term.text.lower() in question.text.lower())
        asked = replace(question, terms=named)
        return self.candidates(asked, few, self.readings(asked, few))


def _plain(hit: Hit) -> Hit:
    """A hit with the plain view of its passage; offsets are those of the view."""
    text = plain(hit.passage.text).text
    return replace(hit, passage=replace(hit.passage, text=text, start=0, end=len(text)))


def _in_document(candidate: SpanCandidate, hit: Hit) -> SpanCandidate:
    """A candidate in the plain view of a passage as one in the passage itself, with the document's offsets."""
    view, start = plain(hit.passage.text), hit.passage.start
    sentence, span = view.place(candidate.sentence), view.place(candidate.span)
    return replace(
        candidate,
        hit=hit,
        sentence=(start + sentence[0], start + sentence[1]),
        span=(start + span[0], start + span[1]),
    )


def head_of(passage: Passage, document: Document) -> str:
    """What the reader sees above a passage: the title of its document and its heading, unless it begins with them."""
    parts = dict.fromkeys((document.title.replace("_", " "), passage.heading))
    return " · ".join(part for part in parts if part and not passage.text.lstrip("# \t\n").startswith(part))


def is_sure(reading: Reading, bar: float = SURE) -> bool:
    """Whether both logits of a passage say so surely that it answers that the others need not be read."""
    return min(reading.score, reading.answerable) >= bar
