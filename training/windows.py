"""Examples as token ids: the question, a window of its passage, and where in it the answer begins and ends."""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from training.examples import Example

if TYPE_CHECKING:
    from tokenizers import Tokenizer

BEGIN, END = 0, 2
LONGEST_QUESTION = 64
# A passage is cut into windows of at most so many tokens, each of these as often; shorter ones stay whole.
LENGTHS = (128, 192, 256)
# Of a head so many tokens are seen before each window of its passage, and this mark.
HEAD_TOKENS = 32
HEAD_END = "|"
# How often a window that misses the answer of its passage is learnt from as well, as one that does not answer.
MISSES = 0.1

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Window:
    """Token ids with prompts and marks; `start` and `end` (inclusive) count in `passage`, 0 where none answers."""

    question: tuple[int, ...]
    passage: tuple[int, ...]
    start: int
    end: int
    is_known: bool = False
    """Whether it is of a kind that the reader learnt before."""


def whole_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of a model's folder that neither pads nor cuts."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


class WindowMaker:
    """Cuts passages always in the same places for a length, so that windows are shared by the questions about them."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._query = self._ids("query:")
        self._passage = self._ids("passage:")

    def windows(self, examples: Sequence[Example], rng: random.Random) -> Iterator[Window]:
        """A window of each example, now and then one more that misses the answer."""
        questions = self._tokenizer.encode_batch([one.question for one in examples], add_special_tokens=False)
        texts = list(dict.fromkeys(one.passage for one in examples))
        passages = dict(zip(texts, self._tokenizer.encode_batch(texts, add_special_tokens=False), strict=True))
        heads = {head: self._head(head) for head in dict.fromkeys(one.head for one in examples)}
        for example, question in zip(examples, questions, strict=True):
            passage = passages[example.passage]
            asked = (BEGIN, *self._query, *question.ids[:LONGEST_QUESTION], END)
            span = token_span(example, passage.offsets)
            if example.answer is not None and span is None:
                continue
            cuts = _cuts(len(passage.ids), rng.choice(LENGTHS))
            holding = [cut for cut in cuts if span is None or (cut[0] <= span[0] and span[1] < cut[1])]
            if holding:
                yield self._window(asked, heads[example.head], passage.ids, rng.choice(holding), span)
            missing = [cut for cut in cuts if span is not None and (span[1] < cut[0] or cut[1] <= span[0])]
            if missing and rng.random() < MISSES:
                yield self._window(asked, heads[example.head], passage.ids, rng.choice(missing), None)

    def _window(
        self, question: tuple[int, ...], head: tuple[int, ...], passage: Sequence[int], cut: Span, span: Span | None
    ) -> Window:
        before = (BEGIN, *self._passage, *head)
        ids = (*before, *passage[cut[0] : cut[1]], END)
        shift = len(before) - cut[0]
        return Window(question, ids, *((span[0] + shift, span[1] + shift) if span else (0, 0)))

    def _head(self, text: str) -> tuple[int, ...]:
        return (*self._ids(text)[:HEAD_TOKENS], *self._ids(HEAD_END)) if text else ()

    def _ids(self, text: str) -> tuple[int, ...]:
        return tuple(self._tokenizer.encode(text, add_special_tokens=False).ids)


def _cuts(tokens: int, length: int) -> list[Span]:
    """Windows of a length that overlap by half."""
    if tokens <= length:
        return [(0, tokens)]
    starts = [*range(0, tokens - length, length // 2), tokens - length]
    return [(start, start + length) for start in starts]


def token_span(example: Example, offsets: Sequence[Span]) -> Span | None:
    """The tokens that cover the answer, first and last; None without an answer."""
    if example.answer is None:
        return None
    start, end = example.answer
    first = bisect_right([last for _, last in offsets], start)
    last = bisect_left([begin for begin, _ in offsets], end) - 1
    return (first, last) if first <= last else None
