"""Reading with the trained reader: it points at spans, and their support is a probability."""

from collections.abc import Callable, Mapping, Sequence

from qa.answering.features import support_of
from qa.answering.refusal import SPAN_BARS, Pair
from qa.answering.span_candidates import Likeness, SpanCandidate, span_candidates
from qa.answering.span_model import SpanModel
from qa.types import Document, Evidence, Hit, Question


class TrainedReader:
    """Reads every passage that it is given. `likeness` compares vectors, `document` gives a passage's document."""

    bars: Mapping[Pair, float] = SPAN_BARS

    def __init__(self, model: SpanModel, likeness: Likeness, document: Callable[[str], Document]) -> None:
        self._model = model
        self._likeness = likeness
        self._document = document

    def read(self, question: Question, hits: Sequence[Hit]) -> tuple[Evidence, ...]:
        """What was found, best support first."""
        found = [
            Evidence(one.hit, one.sentence, one.span, support_of(one.features))
            for one in self.candidates(question, hits)
        ]
        return tuple(sorted(found, key=lambda one: -one.support))

    def candidates(self, question: Question, hits: Sequence[Hit]) -> list[SpanCandidate]:
        """The spans worth judging, with everything that they are judged by."""
        readings = self._model.read(question.text, [hit.passage.text for hit in hits])
        return span_candidates(question, hits, readings, document=self._document, likeness=self._likeness)
