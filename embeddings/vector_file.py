"""The file of a vector index: `MAGIC`, the SHA-256 of the rest, then FAISS's own serialisation.

FAISS alone notices 10–23 % of flipped bits and has had heap overflows on crafted files, so it never sees bytes that
fail the hash.
"""

import hashlib
import os
import stat
from pathlib import Path
from typing import Any

from embeddings.errors import VectorIndexDamaged

MAGIC = b"vector-index-1\n\0"
HASH_BYTES = 32
REBUILD = "Build the index again."


def write_checked(path: Path, content: Any) -> None:
    """Writes the buffer `content` with its hash and waits until the disk has it. OSError when that fails."""
    with path.open("wb") as file:
        file.write(MAGIC)
        file.write(hashlib.sha256(content).digest())
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def read_checked(path: Path) -> bytes:
    """What `write_checked` wrote. VectorIndexDamaged when it is missing, a link, cut or altered."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise VectorIndexDamaged(f"{path} is no ordinary file. Remove it and build the index again.")
        content = path.read_bytes()
    except OSError as error:
        raise VectorIndexDamaged(f"The vector index {path} cannot be read: {error}. {REBUILD}") from error
    body = content[len(MAGIC) + HASH_BYTES :]
    if content[: len(MAGIC) + HASH_BYTES] != MAGIC + hashlib.sha256(body).digest():
        raise VectorIndexDamaged(f"The vector index {path} was cut or altered (its SHA-256 differs). {REBUILD}")
    return body
