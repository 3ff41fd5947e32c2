"""An explanation: a few sentences of one passage, in the order of its document."""

from collections.abc import Callable, Sequence

from qa.answering.answers.quoted import whole_sentences
from qa.answering.evidence.reader import Likeness
from qa.language import is_whole, sentences
from qa.types import Answer, Document, Evidence, Hit, Question

# An explanation is so many sentences at most; a further one is as near to the question as the best one, within this
# much of a cosine.
_MOST_SENTENCES, _FAR = 3, 0.03


def explained(
    question: Question,
    evidence: Sequence[Evidence],
    hits: Sequence[Hit],
    *,
    document: Callable[[str], Document],
    likeness: Likeness,
) -> Answer:
    """The best sentence, and those of its passage that are as near to the question, in the order of the document.

    A heading names the matter and explains nothing, so it is quoted only where there is nothing else.
    """
    whole = [one for one in evidence if is_whole(_sentence(one))]
    best = max(whole or evidence, key=lambda one: one.support)
    return whole_sentences(question, in_order(question.text, best, likeness), hits, document)


def in_order(asked: str, best: Evidence, likeness: Likeness) -> list[Evidence]:
    """The best evidence, with its mark, and the nearest sentences beside it, from first to last."""
    passage = best.hit.passage
    ranges = [(passage.start + start, passage.start + end) for start, end in sentences(passage.text)]
    others = [one for one in ranges if one[1] <= best.sentence[0] or best.sentence[1] <= one[0]]
    others = [one for one in others if is_whole(passage.text[one[0] - passage.start : one[1] - passage.start])]
    texts = [passage.text[start - passage.start : end - passage.start] for start, end in (best.sentence, *others)]
    cosines = [float(one) for one in likeness(asked, texts)]
    near = sorted(
        (one for one in zip(cosines[1:], others, strict=True) if one[0] >= cosines[0] - _FAR),
        key=lambda one: (-one[0], one[1]),
    )
    beside = [Evidence(best.hit, one, None, best.support) for _, one in near[: _MOST_SENTENCES - 1]]
    return sorted([best, *beside], key=lambda one: one.sentence)


def _sentence(evidence: Evidence) -> str:
    passage, (start, end) = evidence.hit.passage, evidence.sentence
    return passage.text[start - passage.start : end - passage.start]
