"""The file of a vector index: `MAGIC`, the SHA-256 of the rest, then a count of rows, their ids, and FAISS's own bytes.

FAISS alone notices 10–23 % of flipped bits and has had heap overflows on crafted files, so it never sees bytes that
fail the hash. They are mapped into memory, not read into it: the hash goes over them once, and what a search does not
look at may leave memory again.
"""

import hashlib
import os
import stat
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import VectorIndexDamaged

MAGIC = b"vector-index-2\n\0"
HASH_BYTES = 32
REBUILD = "Build the index again."
_HEAD = len(MAGIC) + HASH_BYTES


def write_checked(path: Path, ids: NDArray[np.int64], content: NDArray[np.uint8]) -> None:
    """Writes ids and FAISS's bytes with their hash and waits until the disk has them. OSError when that fails."""
    parts = (np.array([len(ids)], "<i8"), ids.astype("<i8"), content)
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.data)
    with path.open("wb") as file:
        file.write(MAGIC)
        file.write(digest.digest())
        for part in parts:
            file.write(part.data)
        file.flush()
        os.fsync(file.fileno())


def read_checked(path: Path) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """What `write_checked` wrote. VectorIndexDamaged when it is missing, a link, cut or altered."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise VectorIndexDamaged(f"{path} is no ordinary file. Remove it and build the index again.")
        # An empty file cannot be mapped.
        content = np.memmap(path, np.uint8, "r").view(np.ndarray) if status.st_size else np.empty(0, np.uint8)
    except OSError as error:
        raise VectorIndexDamaged(f"The vector index {path} cannot be read: {error}. {REBUILD}") from error
    body = content[_HEAD:]
    if content[:_HEAD].tobytes() != MAGIC + hashlib.sha256(body.data).digest() or len(body) < 8:
        raise VectorIndexDamaged(f"The vector index {path} was cut or altered (its SHA-256 differs). {REBUILD}")
    rows = int(body[:8].view("<i8")[0])
    if not 0 <= rows <= (len(body) - 8) // 8:
        raise VectorIndexDamaged(f"{path} names {rows} rows and has fewer. {REBUILD}")
    return body[8 : 8 + 8 * rows].view("<i8"), body[8 + 8 * rows :]
