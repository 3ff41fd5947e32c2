"""Where each word, and each pair of neighbouring Chinese characters, stands: arrays that are read in place.

A place is one number: a row's slots are `SLOT` places wide, and a row has as many of them as its text needs. So the
places of a term are ascending, a phrase is places that follow one another, and a row is a slot's. Two characters of a
pair stand as far from those of the next pair as they do in the text, and a pair begins at its first one.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from embeddings.array_file import read_arrays

Places = NDArray[np.uint32]
Rows = NDArray[np.int64]
SLOT_BITS = 9
SLOT = 1 << SLOT_BITS
MOST_SLOTS = 1 << (32 - SLOT_BITS)
COLUMNS = ("words", "pairs")
# Of a column: the keys of its terms, ascending; where the places of each begin; in how many rows each stands.
PARTS = ("keys", "begins", "held", "places")
# The row of each slot, the number of tokens in each row, and the pairs by the key of their two syllables.
OTHERS = ("rows", "tokens", "readings", "read")
NAMES = (*OTHERS, *(f"{column} {part}" for column in COLUMNS for part in PARTS))
NOTHING = np.empty(0, np.uint32)


@lru_cache(maxsize=8192)
def word_key(word: str) -> int:
    """The key of a word, or of two syllables: 64 bits, which two of ten million words share once in 400,000 indexes."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def parted(words: Iterable[str]) -> Iterator[str]:
    """Words without marks: 3.5 is two of them, in a text as in a question."""
    for word in words:
        if word.isalnum():
            yield word
        else:
            yield from "".join(one if one.isalnum() else " " for one in word).split()


def pair_key(pair: str) -> int:
    """The key of two Chinese characters: their code points."""
    return ord(pair[0]) << 32 | ord(pair[1])


class Found(NamedTuple):
    """Where a term stands, ascending, and the number of rows that hold it."""

    places: Places
    held: int


class Column:
    """The terms of one kind."""

    def __init__(self, keys: Places, begins: Places, held: Places, places: Places) -> None:
        if not len(keys) == len(held) == len(begins) - 1:
            raise ValueError("its columns do not fit each other")
        self._keys, self._begins, self._held, self._places = keys, begins, held, places

    def places(self, key: int) -> Places:
        """Where a term stands, ascending."""
        return self.term(key).places

    def places_of(self, number: int) -> Places:
        """Where the term of that number stands."""
        return self._places[int(self._begins[number]) : int(self._begins[number + 1])]

    def term(self, key: int) -> Found:
        """Where a term stands, and in how many rows; in none where there is no such term."""
        at = int(np.searchsorted(self._keys, np.uint64(key)))
        if at == len(self._keys) or int(self._keys[at]) != key:
            return Found(NOTHING, 0)
        return Found(self.places_of(at), int(self._held[at]))


class Postings:
    """The file of one table. `OSError` or `ValueError` where it is not what `PostingsWriter` writes."""

    def __init__(self, file: Path) -> None:
        arrays = read_arrays(file, NAMES)
        self.tokens: NDArray[np.uint32] = arrays["tokens"]
        self._slot_rows: NDArray[np.uint32] = arrays["rows"]
        self._readings, self._read = arrays["readings"], arrays["read"]
        self.words, self.pairs = (Column(*(arrays[f"{column} {part}"] for part in PARTS)) for column in COLUMNS)
        self.mean_tokens = float(self.tokens.mean()) if len(self.tokens) else 0.0

    def __len__(self) -> int:
        return len(self.tokens)

    def first_place(self, row: int) -> int:
        """The first place that may belong to a row, or to one behind it."""
        return int(np.searchsorted(self._slot_rows, row)) << SLOT_BITS

    def rows(self, places: Places) -> Rows:
        """The row of each place. `IndexError` in a damaged file."""
        rows: Rows = self._slot_rows[places >> np.uint32(SLOT_BITS)].astype(np.int64)
        return rows

    def word_phrase(self, words: Sequence[str]) -> Places:
        """Where some words stand one behind the other."""
        return follow([self.words.places(word_key(word)) for word in words], range(len(words)))

    def han_phrase(self, runs: Sequence[str]) -> Places:
        """Where runs of Chinese characters, parted by one character that is none, stand."""
        text = "\0".join(runs)
        starts = [at for at in range(len(text) - 1) if "\0" not in text[at : at + 2]]
        found = [self.pairs.places(pair_key(text[at : at + 2])) for at in starts]
        return follow(found, [at - starts[0] for at in starts])

    def read_phrase(self, syllables: Sequence[str]) -> Places:
        """Where Chinese characters that are read so stand, two or more of them."""
        pairs = [" ".join(syllables[at : at + 2]) for at in range(len(syllables) - 1)]
        return follow([self._read_as(pair) for pair in pairs], range(len(pairs)))

    def _read_as(self, syllables: str) -> Places:
        key = np.uint64(word_key(syllables))
        first, end = np.searchsorted(self._readings, key), np.searchsorted(self._readings, key, "right")
        numbers = self._read[first:end]
        found = [self.pairs.places_of(int(number)) for number in numbers]
        return np.sort(np.concatenate(found)) if found else NOTHING


def follow(found: Sequence[Places], offsets: Sequence[int]) -> Places:
    """The places from which every one of `found` has a place at its offset; the rarest is looked at first."""
    if not found:
        return NOTHING
    rarest = min(range(len(found)), key=lambda at: len(found[at]))
    # Whole numbers of 64 bits, so that nothing falls below 0.
    begins = found[rarest].astype(np.int64) - offsets[rarest]
    for places, offset in zip(found, offsets, strict=True):
        if not len(begins) or not len(places):
            return NOTHING
        wanted = (begins[begins >= 0] + offset).astype(np.uint32)
        at = np.minimum(np.searchsorted(places, wanted), len(places) - 1)
        begins = wanted[places[at] == wanted].astype(np.int64) - offset
    return begins.astype(np.uint32)
