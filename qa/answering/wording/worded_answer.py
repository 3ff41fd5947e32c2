"""An answer of quotes to one in sentences: a language model drafts them, and those that the quotes hold are shown."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.answering.answers.citations import unmarked
from qa.answering.matching import Matcher
from qa.answering.wording.language_model import LanguageModel, WordingFailed
from qa.answering.wording.prompts import Asked, chosen, holds_order, messages
from qa.answering.wording.sentence_and_source import FindTerms, Source
from qa.answering.wording.sentence_check import Checker, unsupported
from qa.answering.wording.sentence_form import is_sentence, shouts, unadorned
from qa.language import detect, figures, fold, sentences
from qa.language.mentions import Kind
from qa.language.romanised_names import in_both_scripts, spelled_names
from qa.language.values import holds, is_exact, meaning
from qa.messages import say
from qa.question.kind import kind_of
from qa.types import CITATION_MARK, Answer, Citation, Document, Language, Question

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

_LOG = logging.getLogger(__name__)
_BETWEEN = "\n\n"
# The kinds of question whose answer is a name.
_NAMED: tuple[Kind, ...] = ("person", "place", "name")
_SPACE: dict[Language, str] = {"en": " ", "zh": ""}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A checked sentence and the numbers of the quotes that hold it."""

    text: str
    numbers: tuple[int, ...]


class Wording:
    """Words answers with a language model; `document` gives the documents that are quoted."""

    def __init__(self, model: LanguageModel, find_terms: FindTerms, document: Callable[[str], Document]) -> None:
        self._model = model
        self._find_terms = find_terms
        self._checker = Checker(find_terms)
        self._document = document

    def versions(self, question: Question, answer: Answer) -> Iterator[Answer]:
        """The answer in words, longer with each checked sentence. Each version can be shown; the last one is final.

        If no sentence passes the check, or the model fails, it is the answer as it was; `reason` tells of a failure.
        """
        if answer.status != "answered":
            return
        sources = [source for source in self._sources(answer) if not holds_order(source.quote)]
        if not sources:
            return
        kept: list[Sentence] = []
        try:
            for draft in self._model.sentences(self._prompt(question, answer, sources)):
                if sentence := self._checked(draft, question, answer, sources, kept):
                    kept.append(sentence)
                    yield self._composed(answer, kept)
        except WordingFailed as error:
            yield replace(self._composed(answer, kept) if kept else answer, reason=told(error, answer.language))

    def worded(self, question: Question, answer: Answer, draft: str) -> Answer | None:
        """The answer in the sentences of a draft that the quotes hold; None if they hold none."""
        sources = [source for source in self._sources(answer) if not holds_order(source.quote)]
        kept: list[Sentence] = []
        for start, end in sentences(draft):
            if sentence := self._checked(draft[start:end], question, answer, sources, kept):
                kept.append(sentence)
        return self._composed(answer, kept) if kept else None

    def _prompt(self, question: Question, answer: Answer, sources: Sequence[Source]) -> "list[BaseMessage]":
        """What the model is told: the first sources, with what the reader marked in them and the names in English."""
        quotes = chosen([source.quote for source in sources])
        shown = [citation for citation in _marked(answer) if citation.quote in quotes]
        found = _different(unmarked(citation.answer) for citation in shown)
        names: tuple[str, ...] = ()
        if answer.language == "en":
            kind = kind_of(question.text)
            chinese = "\n".join(quote for quote in quotes if detect(quote) == "zh")
            names = spelled_names(chinese, found if kind in _NAMED else (), are_persons=kind == "person")
        return messages(Asked(question.text, answer.language, quotes, found, names))

    def _sources(self, answer: Answer) -> tuple[Source, ...]:
        """The quotes of an answer, each once, under the number of its first citation."""
        firsts: dict[tuple[str, int, int], Citation] = {}
        for citation in answer.citations:
            firsts.setdefault((citation.document_id, citation.start, citation.end), citation)
        return tuple(Source(first.number, first.quote, self._around(first, answer)) for first in firsts.values())

    def _around(self, citation: Citation, answer: Answer) -> str:
        document = self._document(citation.document_id)
        headings = {
            hit.passage.heading
            for hit in answer.hits
            if hit.passage.document_id == document.id and hit.passage.start <= citation.start < hit.passage.end
        }
        return "\n".join((document.title, document.source, *sorted(headings)))

    def _checked(
        self, draft: str, question: Question, answer: Answer, sources: Sequence[Source], kept: Sequence[Sentence]
    ) -> Sentence | None:
        """The sentence as it is shown, with what holds it; None if it fails, repeats another or misses the question."""
        text = unadorned(draft)
        is_repeated = any(fold(text) == fold(sentence.text) for sentence in kept)
        if not is_sentence(text, answer.language) or is_repeated or not self._is_about(text, question, answer):
            return None
        if shouts(text, question.text + "".join(citation.answer for citation in _marked(answer))):
            return None
        numbers = self._checker.support(text, sources)
        quotes = "\n".join(source.quote for source in sources if source.number in numbers)
        # A lone Chinese numeral is mostly part of a word, as in 一共; where it counts, it was compared above.
        if not numbers or any(len(figure) > 1 or figure.isdecimal() for figure in unsupported(text, quotes)):
            return None
        return Sentence(self._with_chinese_names(text, answer, numbers), self._with_agreeing(text, answer, numbers))

    def _is_about(self, text: str, question: Question, answer: Answer) -> bool:
        """Whether a sentence gives a marked answer or names a thing of the question; a figure where figures are marked.

        Its figure may be another than the marked one: that it counts the same thing is checked elsewhere.
        """
        marked = _marked(answer)
        if marked and all(figures(citation.answer) for citation in marked) and not figures(text):
            return False
        matcher = Matcher(text)
        asked = any(matcher.find(term, answer.language) for term in question.terms)
        return asked or any(self._gives(text, citation) for citation in marked)

    def _gives(self, text: str, citation: Citation) -> bool:
        """Whether a text gives what is marked in a quote: the same figures or dates, or the same words or name."""
        marked = meaning(citation.answer, kind="other")
        if is_exact(marked):
            return holds(text, marked)
        if _run_together(citation.answer) in _run_together(text):
            return True
        terms = self._find_terms(citation.answer)
        matcher = Matcher(text)
        return bool(terms) and all(matcher.find(term, detect(text)) for term in terms)

    def _with_agreeing(self, text: str, answer: Answer, numbers: Sequence[int]) -> tuple[int, ...]:
        """The quotes that hold a sentence, and those that the answer cites beside them for the same thing."""
        found = list(numbers)
        for paragraph in answer.text.split(_BETWEEN):
            together = [int(number) for number in CITATION_MARK.findall(paragraph)]
            if set(together) & set(numbers):
                others = [each for each in _marked(answer) if each.number in together and each.number not in found]
                found += [citation.number for citation in others if self._gives(text, citation)]
        return tuple(found)

    def _with_chinese_names(self, text: str, answer: Answer, numbers: Sequence[int]) -> str:
        """An English sentence with the Chinese characters of each marked name behind its first mention."""
        if answer.language != "en":
            return text
        for citation in answer.citations:
            if citation.number in numbers:
                text = in_both_scripts(text, citation.answer)
        return text

    def _composed(self, answer: Answer, kept: Sequence[Sentence]) -> Answer:
        """The checked sentences with their marks, then every paragraph of quotes that they do not stand for."""
        written = _SPACE[answer.language].join(f"{sentence.text}{_marks(sentence.numbers)}" for sentence in kept)
        left = [part for part in answer.text.split(_BETWEEN) if not self._stands_for(kept, part, answer)]
        paragraphs = [written, *([say(answer.language, "word_for_word"), *left] if left else [])]
        return self._numbered(answer, _BETWEEN.join(paragraphs))

    def _stands_for(self, kept: Sequence[Sentence], paragraph: str, answer: Answer) -> bool:
        """Whether the sentences say all that a quoting paragraph says, in the language of its quote."""
        numbers = {int(number) for number in CITATION_MARK.findall(paragraph)}
        cited = [citation for citation in answer.citations if citation.number in numbers]
        shown = [citation for citation in cited if f"“{unmarked(citation.quote)}”" in paragraph]
        supporting = {number for sentence in kept for number in sentence.numbers}
        written = _run_together("".join(sentence.text for sentence in kept))
        return (
            bool(shown)  # else it is words of ours, which stay
            and all(citation.number in supporting and citation.answer_start is not None for citation in cited)
            and all(detect(each.quote) == answer.language and _run_together(each.answer) in written for each in shown)
        )

    def _numbered(self, answer: Answer, text: str) -> Answer:
        """The answer with this text, its citations numbered anew in the order in which they are mentioned."""
        used = list(dict.fromkeys(int(number) for number in CITATION_MARK.findall(text)))
        by_number = {citation.number: citation for citation in answer.citations}
        citations = tuple(
            replace(by_number[old], document=self._document(by_number[old].document_id), number=new)
            for new, old in enumerate(used, start=1)
        )
        renumbered = CITATION_MARK.sub(lambda match: f"[{used.index(int(match[1])) + 1}]", text)
        return replace(answer, text=renumbered, citations=citations)


def _marked(answer: Answer) -> list[Citation]:
    """The citations in whose quotes an answer is marked."""
    return [citation for citation in answer.citations if citation.answer_start is not None]


def _different(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _run_together(text: str) -> str:
    """A text as it is compared, without spaces."""
    return "".join(fold(text).split())


def _marks(numbers: Sequence[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)


def told(error: WordingFailed, language: Language) -> str:
    """What failed, as a person reads it, with what the model or its address said on one line without marks."""
    _LOG.warning("the language model failed: %s", error)
    said = CITATION_MARK.sub("", " ".join(str(error).split()))[:200]
    failed = say(language, "wording_failed", error=said)
    return f"{failed} {say(language, error.key)}" if error.key else failed
