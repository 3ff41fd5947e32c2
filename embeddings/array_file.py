"""Named arrays of whole numbers in one file, mapped into memory: what is not looked at is not read.

The file is `MAGIC`, the length of its table of contents (8 bytes), the table (JSON: name → type, count, place), and
the arrays, each at a multiple of 64 bytes. Only numbers are in it, so a file made by somebody who means harm can give
wrong numbers and nothing worse.
"""

import json
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"wenju-arrays-1\n\0"
_ALIGNMENT = 64
_LARGEST_TABLE = 10_000
_TYPES = ("uint8", "uint16", "uint32", "uint64", "int64")


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """A new file of one-dimensional arrays. `OSError` where the disk refuses it; syncing is the caller's."""
    table = _table(arrays)
    with path.open("wb") as file:
        file.write(MAGIC + len(table).to_bytes(8, "little") + table)
        for array in arrays.values():
            file.write(b"\0" * (-file.tell() % _ALIGNMENT))
            np.ascontiguousarray(array).tofile(file)


def read_arrays(path: Path, names: Iterable[str]) -> dict[str, NDArray[Any]]:
    """The arrays of a file, to be read alone. `OSError` or `ValueError` where it holds others than `names`, or less."""
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise ValueError("it is no ordinary file")
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise ValueError("it does not begin as a file of arrays does")
        length = int.from_bytes(file.read(8), "little")
        if length > _LARGEST_TABLE:
            raise ValueError("its table of contents is too long")
        table = json.loads(file.read(length))
    if not isinstance(table, dict) or set(table) != set(names):
        raise ValueError("its arrays are not those that belong in it")
    # A memmap makes each of its parts one as well, which takes longer than a look-up.
    content = np.memmap(path, np.uint8, "r").view(np.ndarray)
    return {name: _array(content, *table[name]) for name in names}


def _table(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """The table of contents, filled up with blanks so that the first array begins where the table says."""
    room = len(MAGIC) + 8 + 100 * (len(arrays) + 1)
    at = room + -room % _ALIGNMENT
    first, table = at, {}
    for name, array in arrays.items():
        table[name] = (str(array.dtype), len(array), at)
        at += array.nbytes + -array.nbytes % _ALIGNMENT
    return json.dumps(table).encode().ljust(first - len(MAGIC) - 8)


def _array(content: NDArray[np.uint8], kind: object, count: object, place: object) -> NDArray[Any]:
    if kind not in _TYPES or type(count) is not int or type(place) is not int or count < 0 or place < 0:
        raise ValueError("its table of contents is damaged")
    end = place + count * np.dtype(str(kind)).itemsize
    if end > len(content) or place % _ALIGNMENT:
        raise ValueError("it was cut")
    return content[place:end].view(str(kind))
