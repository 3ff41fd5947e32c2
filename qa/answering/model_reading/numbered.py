"""The sentences that a language model is shown, each under a number, and where each stands in its document."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qa.answering.matching import Matcher
from qa.answering.tables.answer import stands_in_table
from qa.answering.wording.prompts import as_data, holds_order
from qa.language import detect, measure, sentences
from qa.language.plain_text import on_one_line
from qa.types import Document, Evidence, Hit, Question, Range


@dataclass(frozen=True, slots=True)
class Numbered:
    """A sentence under the number that the model sees; `place` is the document's range of it."""

    number: int
    hit: Hit
    place: Range
    head: str

    @property
    def text(self) -> str:
        """The sentence as the document has it."""
        return self.hit.passage.text_at(self.place)

    @property
    def shown(self) -> str:
        """The sentence as the model sees it: on one line, without what could steer it."""
        return as_data(on_one_line(self.text))


def numbered(
    question: Question,
    hits: Sequence[Hit],
    found: Sequence[Evidence],
    document: Callable[[str], Document],
    *,
    room: float,
) -> tuple[Numbered, ...]:
    """The sentences that fit into the room, in the order of the passages; a sentence that gives orders is left out.

    Where not all fit, those in which the reader found something come first, then those with most of the question.
    """
    every = [
        (hit, place)
        for hit in hits
        for place in _places(hit)
        if (text := hit.passage.text_at(place).strip()) and not holds_order(text)
        # A table is looked up by code, and not read.
        if not stands_in_table(Evidence(hit, place, None, 0.0), document(hit.passage.document_id))
    ]
    marked = [(each.hit.passage.id, each.sentence) for each in found]
    weighed = {
        at: (_rank((hit.passage.id, place), marked), -_weight(question, hit.passage.text_at(place)), at)
        for at, (hit, place) in enumerate(every)
    }
    kept = sorted(_fitting(sorted(weighed, key=weighed.__getitem__), every, room))
    return tuple(
        Numbered(number, every[at][0], every[at][1], _head(every[at][0], document))
        for number, at in enumerate(kept, start=1)
    )


def _places(hit: Hit) -> Iterator[Range]:
    start = hit.passage.start
    return ((start + first, start + last) for first, last in sentences(hit.passage.text))


def _rank(sentence: tuple[str, Range], marked: Sequence[tuple[str, Range]]) -> int:
    return marked.index(sentence) if sentence in marked else len(marked)


def _weight(question: Question, sentence: str) -> float:
    """How much of the question's weight stands in a sentence."""
    matcher, language = Matcher(sentence), detect(sentence)
    return sum(term.weight_in(language) for term in question.terms if matcher.find(term, language))


def _fitting(ordered: Sequence[int], every: Sequence[tuple[Hit, Range]], room: float) -> Iterator[int]:
    """The first ones that fit together; the very first always does."""
    for count, at in enumerate(ordered):
        room -= measure(every[at][0].passage.text_at(every[at][1]))
        if count and room < 0:
            return
        yield at


def _head(hit: Hit, document: Callable[[str], Document]) -> str:
    """What a passage's sentences stand under: the title, publisher and date of the document, and the heading."""
    source = document(hit.passage.document_id)
    parts = dict.fromkeys((source.title, source.source, source.date, hit.passage.heading))
    return as_data(on_one_line(" · ".join(part for part in parts if part)))
