"""The bytes of a file that may be none: too large, a pipe, gone, being written, or packed."""

import gzip
import io
import stat
import zlib
from pathlib import Path

from qa.errors import DocumentUnreadable

# Unpacked, a gzip of rows may be this many times as large as the largest single file.
_UNPACKED_FILES = 8


def read_bytes(file: Path, max_bytes: int) -> bytes:
    """The bytes of a regular file that is not too large; rows are unpacked."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            raise DocumentUnreadable("not a regular file")
        check_size(status.st_size, max_bytes)
        data = file.read_bytes()
        if file.stat().st_mtime_ns != status.st_mtime_ns:
            data = file.read_bytes()  # it was being written; once more
        return _unpack(data, max_bytes * _UNPACKED_FILES) if file.name.lower().endswith(".gz") else data
    except (OSError, EOFError, zlib.error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise DocumentUnreadable(f"cannot be read: {reason}") from None


def check_size(size: int, max_bytes: int) -> None:
    """Raise `DocumentUnreadable` for a file that is too large."""
    if size > max_bytes:
        raise DocumentUnreadable(f"{size:,} bytes; the limit is {max_bytes:,}. Split it, or raise WENJU_MAX_FILE_BYTES")


def _unpack(data: bytes, limit: int) -> bytes:
    with gzip.open(io.BytesIO(data)) as stream:
        unpacked = stream.read(limit + 1)
    if len(unpacked) > limit:
        raise DocumentUnreadable(f"more than {limit:,} bytes unpacked. Split it")
    return unpacked
