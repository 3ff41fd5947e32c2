"""Near misses and harmless changes of real questions, by a name, year or figure that question and passage share.

From an answered question three lessons are made. *Asked of another*: the mention is exchanged in the question, so the
passage no longer answers. *Told of another*: it is exchanged in the passage, with the same effect. *Renamed*: it is
exchanged in both, and the answer stays; without it a reader would learn that an unusual name has no answer. A fourth,
*left out*, is the passage without the sentence that answers.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from qa.language import detect, sentences
from qa.types import Language
from training.examples import Example

# Names in Latin letters: words with capitals, joined by small words; the first word of a question is none.
_LATIN_NAME = re.compile(
    r"(?<![A-Za-z])[A-Z][A-Za-zÀ-ÿ0-9’'-]+(?:\s(?:(?:of|the|de|von|van)\s)?[A-Z0-9][A-Za-zÀ-ÿ0-9’'-]*)*"
)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d{2}(?!\d)")
_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d.,])|(?<![\d.,])\d{2,3}(?![\d.,%])")
_TAGS = {"nr": "person", "ns": "place", "nt": "institution", "nz": "thing"}
_ASKS = frozenset(("What", "Who", "When", "Where", "Which", "Why", "How", "Whose", "In", "On", "Did", "Is", "Was"))
_SHORTEST_REST = 80


@dataclass(frozen=True, slots=True)
class Mention:
    """A part of a question, by its kind; only one of the same kind and language can stand for it."""

    text: str
    kind: str


def substituted(examples: Sequence[Example], share: float, rng: Random) -> Iterator[Example]:
    """Lessons from about so large a share of the answered examples, each in all forms that can be made of it."""
    pools = _pools(examples)
    for example in examples:
        if example.answer is None or rng.random() >= share:
            continue
        yield from _of_one(example, pools, rng)


def mentions(question: str) -> tuple[Mention, ...]:
    """The names, years and large figures of a question, from left to right, each once."""
    found = {match[0]: "year" for match in _YEAR.finditer(question)}
    found |= {match[0]: "number" for match in _NUMBER.finditer(question) if match[0] not in found}
    for match in _LATIN_NAME.finditer(question):
        if match.start() > 0 and match[0] not in _ASKS and len(match[0]) > 2:
            found[match[0]] = "latin"
    if detect(question) == "zh":
        found |= _chinese(question)
    return tuple(Mention(text, kind) for text, kind in found.items())


def _chinese(question: str) -> dict[str, str]:
    import rjieba

    return {word: _TAGS[tag[:2]] for word, tag in rjieba.tag(question) if tag[:2] in _TAGS and len(word) > 1}


def _pools(examples: Sequence[Example]) -> Mapping[tuple[Language, str], tuple[str, ...]]:
    """What may stand for a mention: all mentions of the same kind in the questions of a language, in a fixed order."""
    pools: dict[tuple[Language, str], dict[str, None]] = {}
    for question in dict.fromkeys(example.question for example in examples):
        language = detect(question)
        for mention in mentions(question):
            pools.setdefault((language, mention.kind), {})[mention.text] = None
    return {key: tuple(texts) for key, texts in pools.items()}


def _of_one(example: Example, pools: Mapping[tuple[Language, str], tuple[str, ...]], rng: Random) -> Iterator[Example]:
    assert example.answer is not None
    answer = example.passage[slice(*example.answer)]
    shared = [one for one in mentions(example.question) if one.text in example.passage and one.text not in answer]
    if shared:
        mention = rng.choice(shared)
        other = _another(mention, example, pools, rng)
        if other:
            asked = _exchanged(example.question, mention.text, other)
            yield replace(example, question=asked, answer=None, source=f"{example.source} asked of another")
            if rng.random() < 0.5:
                told = _exchanged(example.passage, mention.text, other)
                yield replace(example, passage=told, answer=None, source=f"{example.source} told of another")
            if (renamed := _renamed(example, mention.text, other)) is not None:
                yield renamed
    if rng.random() < 0.5 and (rest := _left_out(example)) is not None:
        yield rest


def _another(
    mention: Mention, example: Example, pools: Mapping[tuple[Language, str], tuple[str, ...]], rng: Random
) -> str:
    """Something of the same kind that shares no word with question and passage; empty where none was drawn."""
    if mention.kind in ("year", "number") and rng.random() < 0.7:
        near = _near_figure(mention.text, rng)
        return "" if near in example.passage else near
    pool = pools[detect(example.question), mention.kind]
    held = f"{example.question}\n{example.passage}"
    for candidate in rng.sample(pool, min(12, len(pool))):
        words = candidate.split() if mention.kind == "latin" else [candidate]
        if candidate not in mention.text and not any(word in held for word in words if len(word) > 1):
            return candidate
    return ""


def _near_figure(figure: str, rng: Random) -> str:
    """A figure with one digit changed, or a year a few years off."""
    if _YEAR.fullmatch(figure):
        return str(int(figure) + rng.choice((-9, -5, -3, -2, -1, 1, 2, 3, 5, 9)))
    at = rng.choice([place for place, letter in enumerate(figure) if letter.isdigit()])
    digit = rng.choice([one for one in "123456789" if one != figure[at]])
    return figure[:at] + digit + figure[at + 1 :]


def _exchanged(text: str, old: str, new: str) -> str:
    return text.replace(old, new)


def _renamed(example: Example, old: str, new: str) -> Example | None:
    """The mention exchanged in question and passage; None where the answer cannot be followed."""
    assert example.answer is not None
    start, end = example.answer
    before, after = example.passage[:start], example.passage[end:]
    new_before = _exchanged(before, old, new)
    passage = new_before + example.passage[start:end] + _exchanged(after, old, new)
    if old in passage:
        return None
    place = (len(new_before), len(new_before) + end - start)
    question = _exchanged(example.question, old, new)
    return replace(example, question=question, passage=passage, answer=place, source=f"{example.source} renamed")


def _left_out(example: Example) -> Example | None:
    """The passage without the sentences that hold the answer's words; None where little else would be left."""
    assert example.answer is not None
    answer = example.passage[slice(*example.answer)]
    kept = [
        example.passage[start:end]
        for start, end in sentences(example.passage)
        if answer not in example.passage[start:end] and not (start < example.answer[1] and example.answer[0] < end)
    ]
    rest = (" " if detect(example.passage) == "en" else "").join(kept)
    if len(rest) < _SHORTEST_REST or answer in rest:
        return None
    return replace(example, passage=rest, answer=None, source=f"{example.source} left out")
