"""Heads for the passages of reading sets, which have none: for about half of them a title, of any worth."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from qa.language import detect, sentences
from training.examples import Example

# Shares of the passages that get the beginning of their own text, that of another passage, or a file's name.
_OWN, _OTHER, _FILE = 0.25, 0.15, 0.15
_WORDS, _CHARACTERS = (2, 9), (4, 22)
_FILE_WORDS = ("notes", "doc", "part", "report", "text", "材料", "文档", "article", "page", "chapter", "附件")


def with_heads(examples: Sequence[Example], rng: Random) -> Iterator[Example]:
    """The examples, about half of them with a head; one passage may have several."""
    passages = list(dict.fromkeys(example.passage for example in examples))
    for example in examples:
        draw = rng.random()
        if draw < _OWN:
            yield replace(example, head=_beginning(example.passage, rng))
        elif draw < _OWN + _OTHER:
            yield replace(example, head=_beginning(rng.choice(passages), rng))
        elif draw < _OWN + _OTHER + _FILE:
            yield replace(example, head=f"{rng.choice(_FILE_WORDS)}{rng.choice(' _-')}{rng.randrange(1, 2000)}")
        else:
            yield example


def _beginning(passage: str, rng: Random) -> str:
    start, end = next(iter(sentences(passage)), (0, len(passage)))
    first = passage[start:end].strip()
    if detect(passage) == "zh":
        return first[: rng.randint(*_CHARACTERS)]
    return " ".join(first.split()[: rng.randint(*_WORDS)])
