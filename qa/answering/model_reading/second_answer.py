"""An answer with a language model: read once more where one fact is asked for, and said in sentences that hold."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import inf

from qa.answering.answers.by_form import Read
from qa.answering.model_reading.model_reader import ModelReader, SecondReading
from qa.answering.wording.language_model import LanguageModel, WordingFailed
from qa.answering.wording.sentence_and_source import FindTerms
from qa.answering.wording.worded_answer import Wording, told
from qa.messages import say
from qa.types import Answer, Citation, Document, Evidence, Question


class LanguageModelAnswers:
    """Answers with a language model; `find_terms` knows what a word is in the other language."""

    def __init__(self, model: LanguageModel, find_terms: FindTerms, document: Callable[[str], Document]) -> None:
        self.model = model
        self._reader = ModelReader(model, find_terms, document)
        self._wording = Wording(model, find_terms, document)
        self._document = document

    def worded(self, question: Question, answer: Answer) -> Iterator[Answer]:
        """The answer in words, longer with each checked sentence; see `Wording.versions`."""
        return self._wording.versions(question, answer)

    def read_again(
        self,
        question: Question,
        answer: Answer,
        read: Read,
        *,
        bars: Callable[[Evidence], float],
        judged: Callable[[tuple[Evidence, ...]], Read],
        answered: Callable[[Read], Answer],
    ) -> Answer:
        """The answer as it is after the model has read the passages; as it was, with a reason, where the model failed.

        `judged` weighs evidence anew, and `answered` makes an answer of it.
        """
        try:
            reading = self._reader.read(question, read, bars=bars)
        except WordingFailed as error:
            why = told(error, answer.language)
            return replace(answer, reason=why) if answer.status == "answered" else answer
        if reading.evidence is not None:
            read = judged(reading.evidence)
            answer = answered(read)
        elif reading.doubted is not None:
            read = replace(read, sure=inf)
            answer = replace(answered(read), confidence=reading.doubted)
        if answer.status != "answered":
            return answer
        answer = self._said(question, answer, reading, is_sure=answer.confidence >= read.sure)
        return replace(answer, reason=say(answer.language, reading.note)) if reading.note else answer

    def _said(self, question: Question, answer: Answer, reading: SecondReading, *, is_sure: bool) -> Answer:
        """The answer in the model's sentence where that holds; one that is only probable keeps its form."""
        draft = reading.sentence or reading.draft
        if not draft or not (is_sure or reading.draft):
            return answer
        return self._wording.worded(question, self._with(answer, reading.beside), draft) or answer

    def _with(self, answer: Answer, beside: Sequence[Evidence]) -> Answer:
        """The answer with the other sentences that the model's sentence rests on as citations; it need not use them."""
        known = {(one.document_id, one.start, one.end) for one in answer.citations}
        citations = list(answer.citations)
        for each in beside:
            document = self._document(each.hit.passage.document_id)
            start, end = each.sentence
            if (document.id, start, end) not in known:
                citations.append(
                    Citation(
                        document,
                        number=len(citations) + 1,
                        document_id=document.id,
                        title=document.title,
                        start=start,
                        end=end,
                        quote=document.text[start:end],
                    )
                )
        return replace(answer, citations=tuple(citations))
