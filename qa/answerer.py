"""The way of a question over one open index: it is understood, searched, read, answered."""

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from qa.answering.answers.by_form import Read, reply
from qa.answering.answers.calculated import calculated
from qa.answering.answers.in_words import answer_in_words
from qa.answering.answers.quoted import not_found
from qa.answering.answers.speakers import speaker_answer
from qa.answering.answers.two_steps import in_two_steps, tells_all, thing_found
from qa.answering.answers.yes_or_no import yes_or_no
from qa.answering.evidence.near_names import near_names
from qa.answering.evidence.newest import of_newest
from qa.answering.evidence.passage_order import reranked
from qa.answering.evidence.reader import Reader, Readings
from qa.answering.evidence.refusal import bar_of, reason_to_refuse, supported
from qa.answering.evidence.scope import Scope, place_names
from qa.answering.model_reading.second_answer import LanguageModelAnswers
from qa.answering.tables.answer import stands_in_table, table_answer
from qa.answering.tables.calculation_answer import calculation_answer, unless_worked_out
from qa.answering.tables.complement import complement
from qa.answering.tables.program_scores import program_scores
from qa.answering.tables.ranked import ranked_answer
from qa.answering.tables.told_answer import told_answer
from qa.components import OpenIndex
from qa.language import detect
from qa.messages import say
from qa.question.context import stand_alone
from qa.question.history import as_pairs
from qa.question.hops import hop_of
from qa.question.intent import Intent, intent_of, without_greeting
from qa.question.operation import Operation, operation_of
from qa.question.parts import split_parts
from qa.question.polar import is_polar
from qa.question.typed import checked
from qa.types import Answer, Event, Evidence, Hit, Question

# Passages that are read for an answer, and shown with it.
PASSAGES_READ, PASSAGES_SHOWN = 20, 10


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as it was understood.

    `completed` is its text with what the conversation adds to it, empty if that adds nothing; `operation` is None, and
    `operands` is empty, if nothing has to be calculated.
    """

    question: Question
    completed: str
    operation: Operation | None
    operands: tuple[Question, ...]
    intent: Intent

    @property
    def searches(self) -> tuple[Question, ...]:
        """The questions to search and read for, each by itself."""
        return (self.question, *self.operands)

    @property
    def wants_one_fact(self) -> bool:
        """Whether a language model may read for the answer: one fact, nothing to work out."""
        is_fact = self.operation is None and self.intent.kind == "fact"
        return is_fact and len(split_parts(self.question.text)) == 1

    @property
    def may_be_worded(self) -> bool:
        """False if the answer is a result, which no quote holds, or is told in the documents' own words."""
        return self.operation is None and self.intent.kind in ("fact", "list", "explanation")


class Answerer:
    """Answers questions over one index. Safe to call from several threads."""

    def __init__(
        self,
        index: OpenIndex,
        reader: Reader,
        *,
        max_question_length: int,
        with_model: LanguageModelAnswers | None = None,
    ) -> None:
        self._index = index
        self._reader = reader
        self._max_question_length = max_question_length
        self._with_model = with_model
        self.document = index.document

    def stream(self, question: str, history: Sequence[Any]) -> Iterator[Event]:
        """The steps of answering; the last event carries the answer.

        `history` holds earlier (question, answer) pairs, oldest first, with "" for a refusal; or messages as OpenAI's
        clients and LangChain have them.
        """
        watch = _Stopwatch()
        asked = self._understood(question, as_pairs(history))
        if asked.completed:
            yield Event("understood", question=asked.completed)
        reads: list[Read] = []
        answer = None if asked.operation else answer_in_words(asked.question, asked.intent, self._index)
        if answer is not None:
            yield Event("retrieved", hits=answer.hits)
        else:
            found = [self._index.search(each, limit=PASSAGES_READ) for each in asked.searches]
            watch.lap("retrieve")
            yield Event("retrieved", hits=_merged(found))
            answer, reads = self._found(asked, found)
            watch.lap("read")
            if stepped := self._in_two_steps(asked, answer, reads):
                answer, reads = stepped, []
        answer = replace(answer, question=question, understood=asked.completed, seconds=watch.lap("compose"))
        answer = yield from self._with_language_model(asked, reads, answer, watch)
        yield Event("answered", hits=answer.hits, answer=answer)

    def retrieve(self, question: str, limit: int) -> tuple[Hit, ...]:
        """The passages nearest to a question, best first; the first ones are put in order by the reader."""
        understood = self._index.understand(checked(question, self._max_question_length))
        found = self._index.retriever.search(understood, limit=max(limit, PASSAGES_READ))
        return self._ranked(understood, found)[0][:limit]

    def _understood(self, question: str, history: Sequence[tuple[str, str]]) -> _Asked:
        """The question as it stands alone, and what has to be found for it. Raises `BadQuestion`."""
        text = checked(question, self._max_question_length)
        alone = stand_alone(without_greeting(text), history, self._places)
        operation = operation_of(alone, self._places)
        return _Asked(
            question=self._index.understand(alone),
            completed=alone if alone != without_greeting(text) else "",
            operation=operation,
            operands=tuple(map(self._index.understand, operation.questions)) if operation else (),
            intent=intent_of(alone),
        )

    def _found(self, asked: _Asked, found: Sequence[Sequence[Hit]]) -> tuple[Answer, list[Read]]:
        """The answer from what was found for each search, and what was read for it: nothing where a table tells it."""
        if answer := self._from_table(asked, found[0]) or self._yes_or_no(asked, found[0]):
            return answer, []
        reads = [self._read(*each) for each in zip(asked.searches, found, strict=True)]
        return self._answer(asked, reads), reads

    def _in_two_steps(self, asked: _Asked, answer: Answer, reads: Sequence[Read]) -> Answer | None:
        """The answer to a question that names its subject by what else is told of it; None if a step is not sure."""
        hop = hop_of(asked.question.text)
        if hop is None or (hop.is_by_role and _is_sure(answer, reads)):
            return None
        first, first_reads = self._alone(hop.first)
        thing = thing_found(first)
        if not thing or not (_is_sure(first, first_reads) or tells_all(first, hop.clause)):
            return None
        second, second_reads = self._alone(hop.about(thing))
        if not _is_sure(second, second_reads) and not tells_all(second, thing):
            second = not_found(asked.question, second.hits, say(asked.question.language, "nothing"), 0.0)
        return in_two_steps(asked.question, hop, first, second, self.document)

    def _alone(self, question: str) -> tuple[Answer, list[Read]]:
        """The answer to a question that is a step of another one."""
        asked = self._understood(question, ())
        return self._found(asked, [self._index.search(each, limit=PASSAGES_READ) for each in asked.searches])

    def _answer(self, asked: _Asked, reads: Sequence[Read]) -> Answer:
        """The answer of the kind that the question wants, or a refusal."""
        if asked.operation:
            hits = _merged([read.hits for read in reads])
            answer = calculated(asked.operation, reads, hits, self.document)
            told = told_answer(asked.question, hits, self.document) if answer.status == "not_found" else None
            return told or answer
        answer = reply(reads[0], asked.intent, document=self.document, likeness=self._index.likeness)
        return unless_worked_out(asked.question, answer)

    def _from_table(self, asked: _Asked, found: Sequence[Hit]) -> Answer | None:
        """What a table among the nearest passages says; None where none does, or several things are asked."""
        if len(split_parts(asked.question.text)) > 1:
            return None
        hits = self._in_scope(asked.question, found)
        answer = speaker_answer(asked.question, hits, self.document)
        answer = answer or calculation_answer(asked.question, hits, self.document)
        # Before 2000 is no year that a document has to be about.
        answer = answer or ranked_answer(asked.question, found, self.document, by_measure=True)
        if answer or asked.operation:
            return replace(answer, hits=_merged([answer.hits])) if answer else None
        answer = table_answer(
            asked.question, hits, document=self.document, likeness=self._index.likeness, scores=program_scores()
        )
        answer = answer or told_answer(asked.question, hits, self.document)
        answer = answer or ranked_answer(asked.question, hits, self.document, by_measure=False)
        answer = answer or complement(asked.question, hits, self.document)
        return replace(answer, hits=_merged([answer.hits])) if answer else None

    def _in_scope(self, question: Question, found: Sequence[Hit]) -> list[Hit]:
        """The passages about the places and years that a question names."""
        return Scope(question, self.document).within(found)

    def _yes_or_no(self, asked: _Asked, found: Sequence[Hit]) -> Answer | None:
        """Yes or no to a question that wants it; a refusal where no sentence tells; None for any other question."""
        question = asked.question
        if asked.operation or not is_polar(question.text):
            return None
        hits = self._in_scope(question, found)
        answer = yes_or_no(question, hits, document=self.document, likeness=self._index.likeness)
        if answer is None:
            scope = Scope(question, self.document)
            reason = reason_to_refuse(question, (), scope, self._reader.bars, is_in_scope=True)
            return not_found(question, _merged([found]), reason, 0.0)
        return replace(answer, hits=_merged([answer.hits]))

    def _read(self, question: Question, found: Sequence[Hit]) -> Read:
        """What the passages of a search say to a question, or why that is not enough."""
        hits, readings = self._ranked(question, found)
        scope = Scope(question, self.document)
        in_scope = tuple(scope.within(hits))
        read = self._reader.read(question, in_scope, readings)
        evidence = [one for one in read if not stands_in_table(one, self.document(one.hit.passage.document_id))]
        # A misspelt name is asked back, and not answered for.
        near = near_names(question, hits)
        return self._judged(question, hits, () if near else tuple(evidence), in_scope, near)

    def _judged(
        self,
        question: Question,
        hits: tuple[Hit, ...],
        evidence: tuple[Evidence, ...],
        in_scope: tuple[Hit, ...],
        near: Mapping[str, str],
    ) -> Read:
        """What is enough of some evidence for an answer, or why nothing is."""
        bars = self._reader.bars
        scope = Scope(question, self.document)
        reason = reason_to_refuse(question, evidence, scope, bars, is_in_scope=bool(in_scope), near=near)
        best = evidence[0].support if evidence else 0.0
        enough = of_newest(question, supported(question, evidence, bars), evidence, self.document)
        sure = getattr(self._reader, "sure", bars)
        least = sure[question.language, detect(enough[0].hit.passage.text)] if enough else 0.0
        is_readable = not (near or scope.nowhere or (reason and any(one.is_nowhere for one in question.subjects)))
        readable = in_scope if is_readable and question.terms else ()
        return Read(question, hits[:PASSAGES_SHOWN], enough, reason, best, least, evidence, readable)

    def _with_language_model(
        self, asked: _Asked, reads: Sequence[Read], answer: Answer, watch: "_Stopwatch"
    ) -> Generator[Event, None, Answer]:
        """What a language model makes of an answer; the answer in quotes comes first."""
        model = self._with_model
        is_read = asked.wants_one_fact and any(read.in_scope for read in reads)
        is_quoted = answer.status == "answered" and asked.may_be_worded
        if model is None or not (is_read or is_quoted):
            return answer
        if is_quoted:
            yield Event("quoted", hits=answer.hits, answer=answer)
        versions = [self._read_again(asked, reads[0], answer)] if is_read else model.worded(asked.question, answer)
        for version in versions:
            is_new = (version.text, version.reason) != (answer.text, answer.reason)
            answer = replace(
                version, question=answer.question, understood=answer.understood, seconds=watch.lap("write")
            )
            if is_new and answer.status == "answered":
                yield Event("written", hits=answer.hits, answer=answer)
        return replace(answer, seconds=watch.lap("write"))

    def _read_again(self, asked: _Asked, read: Read, answer: Answer) -> Answer:
        assert self._with_model is not None
        return self._with_model.read_again(
            asked.question,
            answer,
            read,
            bars=lambda one: bar_of(read.question, one, self._reader.bars),
            judged=lambda evidence: self._judged(read.question, read.hits, evidence, read.in_scope, {}),
            answered=lambda again: self._answer(asked, [again]),
        )

    def _ranked(self, question: Question, found: Sequence[Hit]) -> tuple[tuple[Hit, ...], Readings]:
        """The passages of a search in the reader's order, with what it read in the first ones."""
        readings = self._reader.readings(question, found[:PASSAGES_READ])
        return reranked(found, readings), readings

    def _places(self, text: str) -> tuple[str, ...]:
        """The places that a text names."""
        return place_names(self._index.understand(text))


def _is_sure(answer: Answer, reads: Sequence[Read]) -> bool:
    """Whether an answer is given without "Probably"."""
    least = max((read.sure for read in reads), default=program_scores().sure)
    return answer.status == "answered" and answer.confidence >= least


class _Stopwatch:
    """The seconds of each step of an answer."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self._seconds: dict[str, float] = {}

    def lap(self, step: str) -> dict[str, float]:
        """The seconds of all steps and their total; those since the last lap are counted as the step's."""
        now = time.perf_counter()
        self._seconds[step] = self._seconds.get(step, 0.0) + now - self._last
        self._last = now
        return {**self._seconds, "total": sum(self._seconds.values())}


def _merged(found: Sequence[Sequence[Hit]]) -> tuple[Hit, ...]:
    """The first passages of one search, or of several in turn, each passage once."""
    by_id: dict[str, Hit] = {}
    for hits in zip_longest(*found):
        for hit in hits:
            if hit is not None:
                by_id.setdefault(hit.passage.id, hit)
    return tuple(by_id.values())[:PASSAGES_SHOWN]
