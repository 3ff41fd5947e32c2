"""A language model as a second reader beside the trained one: its claims are checked, then weighed with the other."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa.answering.answers.by_form import Read
from qa.answering.answers.findings import meaning_of
from qa.answering.evidence.claimed import coverage, scope_fault
from qa.answering.model_reading.claim import Claim, ClaimCheck, Judged
from qa.answering.model_reading.numbered import Numbered, numbered
from qa.answering.model_reading.prompt import SCHEMA, messages, with_repair
from qa.answering.model_reading.reply import Reply, is_plain_text, read_reply
from qa.answering.wording.language_model import LanguageModel
from qa.answering.wording.sentence_and_source import FindTerms
from qa.language import detect
from qa.language.romanised_names import spelled_names
from qa.language.values import same
from qa.messages import Key
from qa.question.kind import kind_of
from qa.types import Document, Evidence, Question

_LOG = logging.getLogger(__name__)
# A repair is asked for where so many seconds are left.
_LEAST_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class SecondReading:
    """What a model's reading makes of the first one's.

    `evidence` is what there is now, None where that stays as it was. `doubted` is what the answer's support is worth
    still, None where the model does not speak against it, and `note` tells people about the reading. `sentence` is the
    model's own, with what else that rests on; `draft` is what it wrote where that was no object.
    """

    evidence: tuple[Evidence, ...] | None = None
    sentence: str = ""
    beside: tuple[Evidence, ...] = ()
    doubted: float | None = None
    note: Key | None = None
    draft: str = ""


class ModelReader:
    """Reads with a language model; safe to use from several threads."""

    def __init__(self, model: LanguageModel, find_terms: FindTerms, document: Callable[[str], Document]) -> None:
        self._model = model
        self._check = ClaimCheck(find_terms, document)
        self._document = document

    def read(self, question: Question, read: Read, *, bars: Callable[[Evidence], float]) -> SecondReading:
        """What the passages of a first reading say when the model reads them too. Raises `WordingFailed`.

        `bars` gives the support from which on evidence is an answer.
        """
        shown = numbered(question, read.in_scope, read.found, self._document, room=self._model.room)
        if not shown:
            return SecondReading()
        reply, judged, written = self._asked(question, shown)
        if reply is None:
            is_prose = is_plain_text(written)
            return SecondReading(draft=written) if is_prose else SecondReading(note="model_unreadable")
        if judged.claim is not None:
            return self._weighed(question, judged.claim, read, bars)
        return SecondReading() if reply.stated else self._denied(question, read, bars)

    def _asked(self, question: Question, shown: Sequence[Numbered]) -> tuple[Reply | None, Judged, str]:
        """The last reply, what holds of it, and what was written; a reply that fails is asked for once more."""
        deadline = time.monotonic() + self._model.seconds
        prompt = messages(question, shown, self._names(question, shown))
        written = self._model.reply(prompt, SCHEMA)
        reply, judged = self._judged(question, written, shown)
        if not judged.fault or is_plain_text(written):
            return reply, judged, written
        left = deadline - time.monotonic()
        if left < _LEAST_SECONDS:
            return reply, judged, written
        _LOG.info("the language model is asked once more: %s", judged.fault)
        again = self._model.reply(with_repair(prompt, written, judged.fault), SCHEMA, seconds=left)
        repaired, better = self._judged(question, again, shown)
        if repaired is not None and (better.claim is not None or judged.claim is None):
            return repaired, better, again
        return reply, judged, written

    def _judged(self, question: Question, written: str, shown: Sequence[Numbered]) -> tuple[Reply | None, Judged]:
        reply = read_reply(written)
        if reply is None:
            return None, Judged(None, "it is no whole JSON object of that form")
        if not reply.stated:
            return reply, Judged(None)
        return reply, self._check.judged(question, reply, shown, support=self._model.trust)

    def _weighed(
        self, question: Question, claim: Claim, read: Read, bars: Callable[[Evidence], float]
    ) -> SecondReading:
        """The evidence with the claim: what says the same gains, what says something else loses.

        A first answer that itself passes the checks of a claim stays, if only as a probable one: the model may err too.
        Only where it was not sure the claim wins if its sentence holds more of the question.
        """
        kind = kind_of(question.text)
        meant = meaning_of(claim.evidence, kind)
        agreeing = [each for each in read.found if same(meaning_of(each, kind), meant)]
        first = read.evidence[0] if read.evidence else None
        if first is not None and first not in agreeing and self._stays(question, first, claim, read, bars):
            return SecondReading(doubted=self._lowered(read.support), note="model_differs")
        # What would not pass as a claim is no rival of one that did.
        others = [
            replace(each, support=self._lowered(each.support))
            for each in read.found
            if each not in agreeing and self._answers(question, each, bars)
        ]
        # Beside the claim only those count that are answers by themselves: its figure may stand elsewhere too.
        raised = [
            self._raised(each) if _is_same_place(each, claim.evidence) or self._answers(question, each, bars) else each
            for each in agreeing
        ]
        if not any(_is_same_place(each, claim.evidence) for each in raised):
            best = max((each.support for each in agreeing), default=0.0)
            raised.append(replace(claim.evidence, support=_either(best, claim.evidence.support)))
        evidence = sorted([*raised, *others], key=lambda each: -each.support)
        return SecondReading(tuple(evidence), claim.sentence, claim.beside)

    def _stays(
        self, question: Question, first: Evidence, claim: Claim, read: Read, bars: Callable[[Evidence], float]
    ) -> bool:
        """Whether the first reader's answer stays against a claim that says something else."""
        if not self._answers(question, first, bars):
            return False
        own, claimed = (coverage(question, each, self._document) for each in (first, claim.evidence))
        return first.support >= read.sure or claimed <= own

    def _denied(self, question: Question, read: Read, bars: Callable[[Evidence], float]) -> SecondReading:
        """Where the model finds nothing, an answer is less sure, and one that was hardly sure is none any more.

        Neither is one that would not pass the checks of a claim, unless it was sure.
        """
        if not read.evidence:
            return SecondReading()
        first = read.evidence[0]
        lowered = self._lowered(first.support)
        is_sure = first.support >= read.sure
        if lowered < bars(first) or not (is_sure or self._answers(question, first, bars)):
            return SecondReading(tuple(replace(each, support=0.0) for each in read.found))
        return SecondReading(doubted=lowered, note="model_not_stated")

    def _answers(self, question: Question, evidence: Evidence, bars: Callable[[Evidence], float]) -> bool:
        """Whether the first reader's evidence is an answer, and one that would pass if a model claimed it."""
        return evidence.support >= bars(evidence) and scope_fault(question, evidence, self._document) is None

    def _raised(self, evidence: Evidence) -> Evidence:
        """Both readers would have to err: they err independently."""
        return replace(_plain(evidence), support=_either(evidence.support, self._model.trust))

    def _lowered(self, support: float) -> float:
        """What is left of a support, by Bayes' rule, where a reader that is right that often says otherwise."""
        right, wrong = support * (1 - self._model.trust), (1 - support) * self._model.trust
        return right / (right + wrong)

    def _names(self, question: Question, shown: Sequence[Numbered]) -> tuple[str, ...]:
        """How English writes the Chinese names of the sentences, for an English answer."""
        if question.language != "en":
            return ()
        chinese = "\n".join(one.text for one in shown if detect(one.text) == "zh")
        return spelled_names(chinese[:_MOST_NAMED])[:_MOST_NAMES] if chinese else ()


# Names are looked for in the first so many characters, and so many are told.
_MOST_NAMED, _MOST_NAMES = 1_000, 24


def _plain(evidence: Evidence) -> Evidence:
    """Evidence that passed the checks of a claim, without the doubt that it speaks of another."""
    return Evidence(evidence.hit, evidence.sentence, evidence.span, evidence.support, evidence.part)


def _either(one: float, other: float) -> float:
    """The probability that at least one of two independent witnesses is right."""
    return 1 - (1 - one) * (1 - other)


def _is_same_place(one: Evidence, other: Evidence) -> bool:
    same_document = one.hit.passage.document_id == other.hit.passage.document_id
    return same_document and one.sentence == other.sentence and one.span == other.span
