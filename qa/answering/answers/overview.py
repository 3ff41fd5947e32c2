"""An overview: the sentences that tell most of a subject, quoted in the order of their documents."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from qa.answering.answers.concreteness import concreteness
from qa.answering.answers.topic import content_terms, sentences_on, weights_held
from qa.answering.evidence.reader import Likeness
from qa.answering.matching import Matcher
from qa.language import detect, is_whole, measure
from qa.language.mentions import of_kind
from qa.types import Document, Evidence, Hit, Question, Range

# Sentences quoted where the question does not say how many, and those of a short and of a long answer.
LENGTHS = {"short": 2, "usual": 5, "long": 8}
_MOST = 8
# So many sentences are compared as vectors: those that share most with the question.
_EMBEDDED = 48
# Headings and captions say too little, and few read longer ones; in characters of Chinese.
_SHORTEST, _LONGEST = 8.0, 170.0
# What a sentence is worth beside its standard score of likeness: for the words of the question that it holds, for what
# can be checked in it, and for what another chosen one says already.
_WORDS, _CONCRETE, _REPEATS = 2.0, 1.0, 6.0

# A sentence belongs if it is worth no less than the best one by more than this.
_FAR = 2.6
# Sentences that hold this share of what the best one holds of the topic are on it, and those that hold the rarest thing
# asked; where there are so many, the others are left out.
_SHARE_OF_TOPIC, _ENOUGH = 0.6, 4
_LONG_WORD = re.compile(r"\w{4,}")
# The share of the question's weight that the best sentence with what stands above it has to hold.
LEAST_TOLD = 0.34


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence, its words, and how much of the question's weight stands in it and in it or above it.

    `topic` is the weight of what is asked about its subjects that it or its heading holds, and `rarest` that of the
    rarest part of it; 1 where nothing is asked.
    """

    hit: Hit
    place: Range
    text: str
    inside: float
    held: float
    topic: float
    rarest: float


def overview(
    question: Question,
    hits: Sequence[Hit],
    *,
    document: Callable[[str], Document],
    likeness: Likeness,
    most: int = LENGTHS["usual"],
    further: int = 0,
    wanted: Callable[[str], bool] = bool,
) -> list[Evidence]:
    """Up to `most` sentences of these passages on the question, from first to last; none where they do not tell of it.

    Where there are more, up to `further` of them stand behind, from first to last too. Only sentences are chosen that
    are `wanted`. `hits` are in their order. The support of each is the share of the question's weight that the best
    one holds.
    """
    told = [one for one in _told(question, hits, document) if wanted(one.text)]
    best = max((one.held for one in told), default=0.0)
    topic = max((one.topic for one in told), default=0.0)
    if best < LEAST_TOLD or not topic:
        return []
    least = min(_SHARE_OF_TOPIC * topic, max(one.rarest for one in told))
    on_topic = [one for one in told if one.topic >= least]
    told = on_topic if len(on_topic) >= _ENOUGH else [one for one in told if one.topic]
    near = sorted(told, key=lambda one: (-one.held - one.inside, one.hit.passage.document_id, one.place))[:_EMBEDDED]
    vectors_like = likeness(question.text, [one.text for one in near])
    worth = _worth(near, np.asarray(vectors_like, np.float64))
    chosen = [near[at] for at in _chosen(near, worth, min(most + further, _MOST))]
    order = {hit.passage.document_id: at for at, hit in reversed(list(enumerate(hits)))}
    in_order = partial(sorted, key=lambda one: (order[one.hit.passage.document_id], one.place))
    kept = [*in_order(chosen[:most]), *in_order(chosen[most:])]
    return [Evidence(one.hit, one.place, None, min(1.0, best)) for one in kept]


def tells_figure(sentence: str) -> bool:
    """Whether a sentence has a figure that is no date."""
    return bool(of_kind(sentence, "figure", detect(sentence)))


def _told(question: Question, hits: Sequence[Hit], document: Callable[[str], Document]) -> list[_Told]:
    """The sentences of a fit length, each text once, with the weight of the question that they hold."""
    found: dict[str, _Told] = {}
    for hit in hits:
        source = document(hit.passage.document_id)
        language = detect(hit.passage.text)
        weights = {term.text: term.weight_in(language) for term in question.terms}
        total = sum(weights.values()) or 1.0
        above = Matcher(f"{source.head}\n{source.first_line}\n{hit.passage.heading}")
        given = {term.text for term in question.terms if above.find(term, language)}
        asked = content_terms(question, language)
        headed = weights_held(asked, hit.passage.heading, language)
        for start, end in sentences_on(question, hit.passage, source):
            text = hit.passage.text[start:end]
            if not (_SHORTEST <= measure(text) <= _LONGEST and _tells(text, source)):
                continue
            matcher = Matcher(text)
            own = {term.text for term in question.terms if matcher.find(term, language)}
            place = (hit.passage.start + start, hit.passage.start + end)
            inside, held = (sum(weights[name] for name in names) / total for names in (own - given, own | given))
            told = max(headed, weights_held(asked, text, language), key=sum) if asked else [1.0]
            topic, rarest = sum(told), max(told, default=0.0)
            found.setdefault("".join(text.split()), _Told(hit, place, text, inside, held, topic, rarest))
    return list(found.values())


def _tells(text: str, document: Document) -> bool:
    """Whether a sentence tells something: it is whole, no question, and not the title."""
    return is_whole(text) and text.rstrip("”\"’'")[-1:] not in ("?", "？") and text != document.title


def _worth(told: Sequence[_Told], cosines: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each sentence is worth: how near it is beside the others of its language, its words, what can be checked."""
    languages = np.array([detect(one.text) for one in told])
    standard = np.zeros(len(told))
    for language in set(languages.tolist()):
        own = languages == language
        standard[own] = (cosines[own] - cosines[own].mean()) / max(1e-6, float(cosines[own].std()))
    words = np.array([one.inside for one in told])
    concrete = np.array([concreteness(one.text) for one in told])
    found: NDArray[np.float64] = standard + _WORDS * words + _CONCRETE * concrete
    return found


def _chosen(told: Sequence[_Told], worth: NDArray[np.float64], most: int) -> list[int]:
    """The sentences worth most that do not repeat each other, by the words that they share."""
    words = [_units(one.text) for one in told]
    chosen: list[int] = []
    while len(chosen) < min(most, len(told)):
        left = worth.copy()
        for at in range(len(told)):
            repeats = max((_overlap(words[at], words[other]) for other in chosen), default=0.0)
            left[at] -= _REPEATS * max(0.0, repeats - 0.3)
        left[chosen] = -np.inf
        best = int(left.argmax())
        if left[best] < worth.max() - _FAR:
            break
        chosen.append(best)
    return chosen


def _units(text: str) -> frozenset[str]:
    """What two sentences may share: longer words of English, whose letters are alike anyhow, or pairs of characters."""
    if detect(text) == "en":
        return frozenset(_LONG_WORD.findall(text.lower()))
    joined = "".join(text.split())
    return frozenset(joined[at : at + 2] for at in range(len(joined) - 1))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter one's units that both have."""
    return len(one & other) / max(1, min(len(one), len(other)))
