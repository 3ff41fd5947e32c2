"""A name of the documents that a name of the question may be a misspelling of."""

from collections.abc import Sequence
from os.path import commonprefix

from qa.language import fold, is_han
from qa.question.subject import named_in
from qa.types import Hit, Question

# Shorter names have too many neighbours; passages looked through.
_SHORTEST, _SHORTEST_HAN, _PASSAGES = 4, 3, 20


def near_names(question: Question, hits: Sequence[Hit]) -> dict[str, str]:
    """For each subject that stands nowhere the name in these passages that is one edit away, if there is one."""
    lost = [subject.text for subject in question.subjects if subject.is_nowhere]
    if not lost:
        return {}
    names = dict.fromkeys(
        name
        for hit in hits[:_PASSAGES]
        for start, end in named_in(hit.passage.text, with_first=True)
        for name in (hit.passage.text[start:end], *hit.passage.text[start:end].split())
    )
    found = {text: next((name for name in names if _is_near(fold(text), fold(name))), "") for text in lost}
    return {text: name for text, name in found.items() if name}


def _is_near(one: str, other: str) -> bool:
    """Whether one edit turns a name into another: a letter more, less or other, or two exchanged."""
    shortest = _SHORTEST_HAN if is_han(one[0]) else _SHORTEST
    if one == other or min(len(one), len(other)) < shortest or abs(len(one) - len(other)) > 1:
        return False
    start = len(commonprefix([one, other]))
    rest, of_other = one[start:], other[start:]
    is_exchanged = rest[:2] == of_other[:2][::-1] and rest[2:] == of_other[2:]
    return rest[1:] == of_other or rest == of_other[1:] or rest[1:] == of_other[1:] or is_exchanged
