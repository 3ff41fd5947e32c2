"""The bytes of files that are shown as pictures, kept in the index folder by their SHA-256."""

import hashlib
import os
import re
from collections.abc import Collection
from pathlib import Path

_FOLDER = "files"
_DIGEST = re.compile(r"[0-9a-f]{64}")


def keep(folder: Path, data: bytes) -> str:
    """Keep the bytes of a file in an index folder; their SHA-256, by which they are found again."""
    digest = hashlib.sha256(data).hexdigest()
    place = folder / _FOLDER / digest
    if not place.is_file() or place.stat().st_size != len(data):
        place.parent.mkdir(parents=True, exist_ok=True)
        partial = place.with_suffix(".partial")
        partial.write_bytes(data)
        os.replace(partial, place)
    return digest


def original(folder: Path, sha256: str) -> bytes | None:
    """The bytes of a file that was kept; None where it was not, or is no longer what it was."""
    place = folder / _FOLDER / sha256
    # The hash comes from an index, which may be from elsewhere.
    if not _DIGEST.fullmatch(sha256) or place.is_symlink() or not place.is_file():
        return None
    try:
        data = place.read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def damaged(folder: Path) -> tuple[str, ...]:
    """The names of files that were kept and are no longer what they were."""
    place = folder / _FOLDER
    names = sorted(os.listdir(place)) if place.is_dir() and not place.is_symlink() else []
    return tuple(name for name in names if _DIGEST.fullmatch(name) and original(folder, name) is None)


def discard(folder: Path, names: Collection[str]) -> None:
    """Delete files that were kept; whoever indexes theirs again keeps them anew."""
    for name in names:
        (folder / _FOLDER / name).unlink(missing_ok=True)


def tidy(folder: Path, wanted: Collection[str]) -> None:
    """Delete the files that were kept and that no document has any more."""
    place = folder / _FOLDER
    if place.is_symlink() or not place.is_dir():
        return
    for name in os.listdir(place):
        if name not in wanted and _DIGEST.match(name):
            (place / name).unlink(missing_ok=True)
