"""Makes the file of `Postings`: texts in the order of their rows, sorted block by block, then put together."""

from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from embeddings.array_file import write_arrays
from qa.language.pinyin import pair_readings
from qa.language.words import words_and_runs
from qa.retrieval.postings import COLUMNS, MOST_SLOTS, PARTS, SLOT, SLOT_BITS, parted, word_key

# Rows that are sorted at once: 250 MB of keys and places.
_BLOCK = 32_768
_GAP, _END = ord(" "), ord("\n")


class _Sorted(NamedTuple):
    """The terms of a block: keys ascending, the number of places and of rows of each, and all places."""

    keys: NDArray[np.uint64]
    counts: NDArray[np.int64]
    held: NDArray[np.int64]
    places: NDArray[np.uint32]


class _Numbers(dict[str, int]):
    """Words by number, in the order in which they are first met, and the key of each."""

    def __init__(self) -> None:
        super().__init__()
        self.keys_by_number = array("Q")

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        self.keys_by_number.append(word_key(word))
        return number


class PostingsWriter:
    """Takes texts, row after row; `write` ends it."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._words = array("q")
        self._word_counts: list[int] = []
        self._runs: list[str] = []
        self._slot_rows: list[NDArray[np.uint32]] = []
        self._tokens: list[NDArray[np.uint32]] = []
        self._blocks: dict[str, list[_Sorted]] = {column: [] for column in COLUMNS}
        self._rows = self._slots = 0

    def add(self, text: str) -> None:
        """The text of the next row."""
        found, runs = words_and_runs(text)
        words = found if all(map(str.isalnum, found)) else tuple(parted(found))
        self._words.extend(map(self._numbers.__getitem__, words))
        self._word_counts.append(len(words))
        self._runs.append(" ".join(runs))
        if len(self._runs) == _BLOCK:
            self._end_block()

    def write(self, file: Path) -> None:
        """The file of all texts. `OSError` where the disk refuses it, `ValueError` where they are too many."""
        self._end_block()
        arrays: dict[str, NDArray[Any]] = {
            "rows": _joined(self._slot_rows, np.uint32),
            "tokens": _joined(self._tokens, np.uint32),
        }
        for column in COLUMNS:
            merged = _merged(self._blocks.pop(column))
            arrays |= {f"{column} {part}": array for part, array in zip(PARTS, merged, strict=True)}
        arrays["readings"], arrays["read"] = _readings(arrays["pairs keys"])
        write_arrays(file, arrays)

    def _end_block(self) -> None:
        """Sort what was taken since the last block."""
        if not self._runs:
            return
        words, counts = np.frombuffer(self._words, np.int64), np.array(self._word_counts, np.int64)
        codes = np.frombuffer("".join(f"{runs}\n" for runs in self._runs).encode("utf-32-le"), np.uint32)
        rows_of_codes, within = _numbered(np.diff(np.flatnonzero(codes == _END), prepend=-1))
        rows_of_words, word_within = _numbered(counts)
        lengths = np.maximum(np.bincount(rows_of_codes, minlength=len(counts)), counts)
        slots = (lengths + SLOT - 1) // SLOT
        first = self._slots + np.cumsum(slots) - slots
        self._slots += int(slots.sum())
        if self._slots > MOST_SLOTS:
            raise ValueError(f"{self._rows + len(counts)} passages are too many for one index on disk")
        self._slot_rows.append(np.repeat(np.arange(self._rows, self._rows + len(counts)), slots).astype(np.uint32))
        starts = first << SLOT_BITS
        keys = np.frombuffer(self._numbers.keys_by_number, np.uint64)[words] if len(words) else np.empty(0, np.uint64)
        self._blocks["words"].append(_sorted(keys, starts[rows_of_words] + word_within, rows_of_words))
        is_han = codes > _GAP
        pairs = np.flatnonzero(is_han[:-1] & is_han[1:])
        pair_keys = codes[pairs].astype(np.uint64) << np.uint64(32) | codes[pairs + 1]
        rows_of_pairs = rows_of_codes[pairs]
        self._blocks["pairs"].append(_sorted(pair_keys, starts[rows_of_pairs] + within[pairs], rows_of_pairs))
        # A Chinese character counts twice: with its neighbour, and as the syllable that it is read as.
        tokens = counts + 2 * np.bincount(rows_of_codes[is_han], minlength=len(counts))
        self._tokens.append(tokens.astype(np.uint32))
        self._rows += len(counts)
        self._words, self._word_counts, self._runs = array("q"), [], []


def write_postings(file: Path, texts: Iterable[str]) -> None:
    """The file of these texts, row after row."""
    writer = PostingsWriter()
    for text in texts:
        writer.add(text)
    writer.write(file)


def _numbered(counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For the items of rows with so many items each: the row of each, and its place in the row."""
    rows = np.repeat(np.arange(len(counts)), counts)
    return rows, np.arange(len(rows)) - (np.cumsum(counts) - counts)[rows]


def _sorted(keys: NDArray[np.uint64], places: NDArray[np.int64], rows: NDArray[np.int64]) -> _Sorted:
    order = np.argsort(keys, kind="stable")
    keys, rows = keys[order], rows[order]
    is_first = np.diff(keys, prepend=~keys[:1]) != 0
    starts = np.flatnonzero(is_first)
    in_new_row = is_first | (np.diff(rows, prepend=-1) != 0)
    held = np.add.reduceat(in_new_row, starts, dtype=np.int64) if len(starts) else np.empty(0, np.int64)
    return _Sorted(keys[starts], np.diff(starts, append=len(keys)), held, places[order].astype(np.uint32))


def _merged(blocks: Sequence[_Sorted]) -> tuple[NDArray[Any], ...]:
    """The blocks as one: keys, where the places of each begin, the rows that hold it, and all places."""
    keys = np.unique(_joined([block.keys for block in blocks], np.uint64))
    counts, held = np.zeros(len(keys), np.int64), np.zeros(len(keys), np.int64)
    for block in blocks:
        numbers = np.searchsorted(keys, block.keys)
        counts[numbers] += block.counts
        held[numbers] += block.held
    begins = np.concatenate([[0], np.cumsum(counts)])
    places = np.empty(int(begins[-1]), np.uint32)
    free = begins[:-1].copy()
    for block in blocks:
        numbers = np.searchsorted(keys, block.keys)
        term, within = _numbered(block.counts)
        places[free[numbers][term] + within] = block.places
        free[numbers] += block.counts
    return keys, begins.astype(np.uint64), held.astype(np.uint32), places


def _readings(pairs: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """The keys of the pairs' syllables, ascending, and the number of the pair of each."""
    texts = [chr(pair >> 32) + chr(pair & 0xFFFFFFFF) for pair in pairs.tolist()]
    keys = np.array([word_key(" ".join(read)) for read in pair_readings(texts)], np.uint64)
    order = np.argsort(keys, kind="stable")
    return keys[order], order.astype(np.uint32)


def _joined(parts: Sequence[NDArray[Any]], kind: type) -> NDArray[Any]:
    return np.concatenate([np.empty(0, kind), *parts]).astype(kind)
