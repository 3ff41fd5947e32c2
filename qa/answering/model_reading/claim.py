"""What a language model claims to have read, checked by code: the sentences, their words, their scope, the answer."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qa.answering.evidence.claimed import Fault, scope_fault
from qa.answering.matching import Matcher
from qa.answering.model_reading.numbered import Numbered
from qa.answering.model_reading.reply import Reply
from qa.answering.wording.sentence_and_source import FindTerms, Source
from qa.answering.wording.sentence_check import Checker, unsupported
from qa.answering.wording.sentence_form import is_sentence, shouts, unadorned
from qa.language import detect, figures, fold
from qa.language.dates import YEAR_FROM_1800
from qa.language.mentions import Kind, of_kind
from qa.language.plain_text import plain
from qa.language.units import UNIT_REACH
from qa.language.values import holds, is_exact, meaning
from qa.question.kind import kind_of
from qa.types import Document, Evidence, Question, Range

# A span longer than this is no answer to a question for one fact, in characters.
_LONGEST_WORDS = 160
# What a sentence of the model has to share with its sources even where its wording cannot be checked in full.
_FACTS = frozenset(("figure", "date", "ordinal", "name", "order", "sign"))
_WORD = re.compile(r"\S+")
_YEAR = re.compile(YEAR_FROM_1800)
_TOLD: dict[Fault, str] = {
    "kind": "its words are not of the kind asked for",
    "figure": "another figure of that sentence is asked for",
    "subject": "that sentence is not about the one asked for",
    "another": "that sentence is about another one than is asked for",
    "period": "that sentence is about another time than is asked for",
    "attribute": "that sentence does not tell what is asked for",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """What passed: the evidence, the other sentences it rests on, and the model's sentence; empty if that did not."""

    evidence: Evidence
    beside: tuple[Evidence, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim as far as it holds, None if it does not; and what is wrong with the reply, empty if nothing is."""

    claim: Claim | None
    fault: str = ""


class ClaimCheck:
    """Checks replies; `find_terms` knows what a word is in the other language, `document` gives the documents."""

    def __init__(self, find_terms: FindTerms, document: Callable[[str], Document]) -> None:
        self._find_terms = find_terms
        self._document = document
        self._checker = Checker(find_terms)

    def judged(self, question: Question, reply: Reply, shown: Sequence[Numbered], *, support: float) -> Judged:
        """What holds of a reply that says that it is stated; `support` is what its evidence is worth."""
        by_number = {one.number: one for one in shown}
        cited = [by_number[number] for number in reply.numbers if number in by_number]
        if not cited or len(cited) < len(reply.numbers):
            return Judged(None, "there is no sentence with that number")
        kind = kind_of(question.text)
        spans = [(one, span) for one in cited for span in self._spans(reply, one, kind)]
        spans = [(one, span) for one, span in spans if self._says(reply.answer, one, span, kind)]
        if not spans:
            return Judged(None, "the words or the answer do not stand in that sentence")
        told: list[str] = []
        for one, span in spans:
            evidence = Evidence(one.hit, one.place, span, support)
            fault = scope_fault(question, evidence, self._document)
            if fault is None:
                beside = tuple(Evidence(each.hit, each.place, None, support) for each in cited if each is not one)
                return self._with_sentence(question, reply.answer, Claim(evidence, beside, ""), cited)
            told.append(_TOLD[fault])
        return Judged(None, told[0])

    def _with_sentence(self, question: Question, answer: str, claim: Claim, cited: Sequence[Numbered]) -> Judged:
        """The claim with the model's sentence, if its sources hold that."""
        text = unadorned(answer)
        sources = [self._source(one) for one in cited]
        quotes = "\n".join(source.quote for source in sources)
        loose = [one for one in unsupported(text, quotes) if len(one) > 1 or one.isdecimal()]
        if loose and all(_YEAR.fullmatch(one) and one in question.text for one in loose):
            return Judged(claim)  # the year of the question is in scope, but no quote says it: nor may the answer
        if loose:
            return Judged(None, f"{', '.join(loose)} stands in none of those sentences")
        if detect(text) != question.language and not figures(text) and fold(text) not in fold(quotes):
            return Judged(None, "the answer is not in the language of the question")
        if shouts(text, question.text + claim.evidence.span_text):
            return Judged(None, "the answer holds a code that is not asked for")
        if not is_sentence(text, question.language):
            return Judged(claim)
        if self._checker.support(text, sources):
            return Judged(Claim(claim.evidence, claim.beside, text))
        faults = [self._checker.fault(text, source) for source in sources]
        fault = f"the answer does not say what those sentences say ({', '.join(dict.fromkeys(filter(None, faults)))})"
        return Judged(None if _FACTS & set(faults) else claim, fault)

    def _source(self, one: Numbered) -> Source:
        document = self._document(one.hit.passage.document_id)
        return Source(one.number, one.text, "\n".join((document.title, document.source, one.hit.passage.heading)))

    def _spans(self, reply: Reply, one: Numbered, kind: Kind) -> Iterator[Range]:
        """Where the words stand in a sentence, in the document's offsets; where they do not, what the answer gives."""
        view = plain(one.text)
        found = list(_places(reply.words, view.text)) or [
            span
            for span in of_kind(view.text, kind, detect(view.text))
            if self._gives(reply.answer, view.text, span, kind)
        ]
        for span in found:
            start, end = view.place(span)
            yield one.place[0] + start, one.place[0] + end

    def _says(self, answer: str, one: Numbered, span: Range, kind: Kind) -> bool:
        """Whether an answer says what stands at a range of a sentence."""
        start, end = span[0] - one.place[0], span[1] - one.place[0]
        return self._gives(answer, one.text, (start, end), kind)

    def _gives(self, answer: str, sentence: str, span: Range, kind: Kind) -> bool:
        """Whether an answer gives a span: the same figures or dates, or the same words or name."""
        words = plain(sentence[slice(*span)]).text
        meant = meaning(words, kind=kind, after=sentence[span[1] : span[1] + UNIT_REACH])
        if is_exact(meant):
            return holds(answer, meant) or _run_together(answer) == _run_together(words)
        if _run_together(words) in _run_together(answer) or (answer and _run_together(answer) in _run_together(words)):
            return True
        terms = self._find_terms(words)
        matcher, language = Matcher(answer), detect(answer)
        return bool(terms) and all(matcher.find(term, language) for term in terms)


def _places(words: str, text: str) -> Iterator[Range]:
    """Where words stand in a text, whatever its spaces and line breaks; a figure not within a longer one."""
    parts = _WORD.findall(fold(words.strip(' .。,，;；"“”')))
    if not parts or len(words) > _LONGEST_WORDS:
        return
    pattern = r"\s*".join(re.escape(part) for part in parts)
    if parts[0][0].isdecimal():
        pattern = rf"(?<![\d.,]){pattern}" if not parts[0][0].isalpha() else pattern
    if parts[-1][-1].isdecimal():
        pattern = rf"{pattern}(?!\d|[.,]\d)"
    yield from (match.span() for match in re.finditer(pattern, fold(text)))


def _run_together(text: str) -> str:
    """A text as it is compared, without spaces."""
    return "".join(fold(text).split())
