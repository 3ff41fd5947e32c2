"""An explanation: a few sentences of one passage, in the order of its document."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.answering.answers.overview import overview
from qa.answering.answers.quoted import whole_sentences
from qa.answering.answers.topic import sentences_on
from qa.answering.evidence.reader import Likeness
from qa.language import is_whole
from qa.types import Answer, Document, Evidence, Hit, Question

# An explanation has up to this many sentences; beside the best one stands what is as near to the question as it is, or
# farther by no more than this much of a cosine.
_MOST_SENTENCES, _FAR = 3, 0.03
_MOST_IN_ALL = 5


def explained(
    question: Question,
    evidence: Sequence[Evidence],
    hits: Sequence[Hit],
    *,
    document: Callable[[str], Document],
    likeness: Likeness,
) -> Answer:
    """The best sentence, those of its passage that are as near to the question, and what else its document tells of it.

    They stand in the order of the document. A heading explains nothing, so it is quoted only if there is nothing else.
    """
    whole = [each for each in evidence if is_whole(each.sentence_text)]
    best = max(whole or evidence, key=lambda each: each.support)
    source = document(best.hit.passage.document_id)
    beside = in_order(question, best, source, likeness)
    own = [hit for hit in hits if hit.passage.document_id == best.hit.passage.document_id]
    more = overview(question, own, document=document, likeness=likeness, most=_MOST_IN_ALL)
    known = [each.sentence for each in beside]
    other = [
        each for each in more if all(each.sentence[1] <= first or last <= each.sentence[0] for first, last in known)
    ]
    chosen = [*beside, *(replace(each, support=best.support) for each in other[: _MOST_IN_ALL - len(beside)])]
    return whole_sentences(question, sorted(chosen, key=lambda each: each.sentence), hits, document)


def in_order(question: Question, best: Evidence, document: Document, likeness: Likeness) -> list[Evidence]:
    """The best evidence, with its mark, and the nearest sentences beside it on its subject, from first to last."""
    passage = best.hit.passage
    on = sentences_on(question, passage, document)
    ranges = [(passage.start + start, passage.start + end) for start, end in on]
    others = [place for place in ranges if place[1] <= best.sentence[0] or best.sentence[1] <= place[0]]
    others = [place for place in others if is_whole(passage.text_at(place))]
    own, *cosines = map(float, likeness(question.text, [passage.text_at(place) for place in (best.sentence, *others)]))
    near = [(-cosine, place) for cosine, place in zip(cosines, others, strict=True) if cosine >= own - _FAR]
    beside = [Evidence(best.hit, place, None, best.support) for _, place in sorted(near)[: _MOST_SENTENCES - 1]]
    return sorted([best, *beside], key=lambda evidence: evidence.sentence)
