"""A question and passages as rows of tokens, as the embedding model sees them; long passages in several windows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from embeddings import ModelUnavailable
from qa.types import Range

# Tokens of a passage in one window; the most that the reader is trained on.
WINDOW_TOKENS = 256
# What neighbouring windows share, so that an answer on a border stands whole in one of them: as long as a span may be.
OVERLAP_TOKENS = 64
# Tokens of a passage's head (its document's title and its heading) that stand before each of its windows, with a mark.
HEAD_TOKENS = 32
HEAD_END = "|"
# Of a longer question the first and the last half of these: it says where and when at its head, and what at its tail.
QUESTION_TOKENS = 96
# So that a passage of any length is read in bounded time; about 4,000 characters of Chinese. Where a passage needs
# more, these are spread evenly from its first token to its last.
WINDOWS_A_PASSAGE = 16
# The bundled model's own words before each text.
QUERY, PASSAGE = "query:", "passage:"
# What is tokenised at all.
PASSAGE_CHARACTERS = 100_000
QUESTION_CHARACTERS = 4_000

_SURROGATE = re.compile("[\ud800-\udfff]")
# White to the reader although `str.isspace` does not say so.
_INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffd")


@dataclass(frozen=True, slots=True)
class Window:
    """A row of tokens for the passage at `passage`; its own tokens begin at `first`, those of its head before.

    `places` are their ranges of characters in the passage, without white space at the ends; empty for a blank token.
    """

    passage: int
    ids: tuple[int, ...]
    first: int
    places: tuple[Range, ...]


class WindowMaker:
    """Cuts with the tokenizer of a model folder, whose marks are `<s>` and `</s>`."""

    def __init__(self, tokenizer: Any) -> None:
        """ModelUnavailable for a tokenizer without these marks."""
        self._tokenizer = tokenizer
        self._begin, self._end = (tokenizer.token_to_id(mark) for mark in ("<s>", "</s>"))
        if self._begin is None or self._end is None:
            raise ModelUnavailable("The reader needs the tokenizer of the bundled model; this one lacks <s> or </s>.")
        self._before_question = (self._begin, *self._ids(QUERY))
        self._before_passage = (self._begin, *self._ids(PASSAGE))

    def question(self, text: str) -> tuple[int, ...]:
        """The row of a question."""
        asked = self._ids(_shortened(whole_characters(text)))
        half = QUESTION_TOKENS // 2
        asked = asked if len(asked) <= QUESTION_TOKENS else asked[:half] + asked[-half:]
        return (*self._before_question, *asked, self._end)

    def windows(self, passages: Sequence[str], heads: Sequence[str]) -> list[Window]:
        """The windows of each passage under its head, in order; none for a passage without tokens."""
        sound = [whole_characters(passage[:PASSAGE_CHARACTERS]) for passage in passages]
        encoded = self._tokenizer.encode_batch(sound, add_special_tokens=False)
        above = {head: self._head(head) for head in dict.fromkeys(heads)}
        return [
            self._window(position, above[heads[position]], encoded[position], (start, start + WINDOW_TOKENS), text)
            for position, text in enumerate(sound)
            for start in window_starts(len(encoded[position].ids), WINDOW_TOKENS)
        ]

    def _window(self, position: int, head: tuple[int, ...], encoded: Any, part: Range, text: str) -> Window:
        before = (*self._before_passage, *head)
        places = tuple(_without_white_space(text, place) for place in encoded.offsets[slice(*part)])
        return Window(position, (*before, *encoded.ids[slice(*part)], self._end), len(before), places)

    def _head(self, text: str) -> tuple[int, ...]:
        """The tokens of a head and the mark that ends it; none of an empty one."""
        head = whole_characters(text[:QUESTION_CHARACTERS])
        return (*self._ids(head)[:HEAD_TOKENS], *self._ids(HEAD_END)) if head.strip() else ()

    def _ids(self, text: str) -> tuple[int, ...]:
        return tuple(self._tokenizer.encode(text, add_special_tokens=False).ids)


def window_starts(tokens: int, room: int) -> Iterator[int]:
    """Where windows of `room` tokens begin in a passage; the last one ends with it, so that all are of one length."""
    starts = range(0, max(tokens - OVERLAP_TOKENS, min(tokens, 1)), room - OVERLAP_TOKENS)
    count = min(len(starts), WINDOWS_A_PASSAGE)
    for number in range(count):
        even = number * (len(starts) - 1) // max(1, count - 1)
        yield min(starts[even], max(0, tokens - room))


def whole_characters(text: str) -> str:
    """`text` as tokenizers and segmenters take it: lone surrogates replaced, so of the same length."""
    return _SURROGATE.sub("\ufffd", text)


def _shortened(question: str) -> str:
    half = QUESTION_CHARACTERS // 2
    return question if len(question) <= QUESTION_CHARACTERS else question[:half] + question[-half:]


def _without_white_space(text: str, place: Range) -> Range:
    start, end = place
    while start < end and _is_white(text[start]):
        start += 1
    while start < end and _is_white(text[end - 1]):
        end -= 1
    return start, end


def _is_white(character: str) -> bool:
    return character.isspace() or character in _INVISIBLE
