"""Uploaded files on their way into a collection: what is wrong with them, and their place among its originals."""

import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from qa import accepted_suffixes
from ui.collections.safe_names import file_name, free_name

FILES_AT_ONCE = 500
BYTES_AT_ONCE = 200_000_000
_LONGEST_NAME = 300  # characters

Outcome = Literal["added", "changed", "unchanged", "skipped"]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as the browser named it, and where it was received; None where it was not."""

    name: str
    path: Path | None
    size: int = 0


def received(rows: object, folder: Path) -> list[Upload]:
    """The files that the browser says it sent; all it says may be made up, and only what lies in `folder` counts."""
    found = []
    for row in rows if isinstance(rows, list) else []:
        name, size, path = (row.get(key) for key in ("name", "size", "path")) if isinstance(row, dict) else (0, 0, 0)
        if isinstance(name, str) and type(size) is int and size >= 0:
            found.append(Upload(name[:_LONGEST_NAME], _inside(path, folder), size))
    return found


def _inside(path: object, folder: Path) -> Path | None:
    if not isinstance(path, str) or "\0" in path:
        return None
    real = Path(os.path.realpath(path))
    return real if real != folder.resolve() and real.is_relative_to(folder.resolve()) else None


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file; `reason` names the message that says why it was skipped, `detail` completes it."""

    name: str
    outcome: Outcome
    reason: str = ""
    detail: str = ""


@dataclass(slots=True)
class Placed:
    """Files put among the originals: by their names there, what the user called them and the version they replaced."""

    names: dict[str, str] = field(default_factory=dict)
    replaced: dict[str, Path] = field(default_factory=dict)
    results: list[FileResult] = field(default_factory=list)


@contextmanager
def placed(uploads: Sequence[Upload], originals: Path, *, taken: Collection[str], max_bytes: int) -> Iterator[Placed]:
    """Put what is sound and new among the originals; if the block fails, everything there is as it was.

    `taken` are names that documents of other places have.
    """
    originals.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=originals.parent, prefix="replaced-") as aside:
        files = Placed()
        try:
            for one in uploads:
                _place(one, files, originals, Path(aside), taken=taken, max_bytes=max_bytes)
            yield files
        except BaseException:
            for name in files.names:
                take_back(name, files, originals)
            raise


def take_back(name: str, files: Placed, originals: Path) -> None:
    """Undo the placing of one file."""
    if name in files.replaced:
        os.replace(files.replaced[name], originals / name)
    else:
        (originals / name).unlink(missing_ok=True)


def _place(
    upload: Upload, files: Placed, originals: Path, aside: Path, *, taken: Collection[str], max_bytes: int
) -> None:
    result, name = _judged(upload, files, originals, taken=taken, max_bytes=max_bytes)
    if result is not None:
        files.results.append(result)
        return
    assert upload.path is not None
    if (originals / name).exists():
        os.replace(originals / name, aside / name)
        files.replaced[name] = aside / name
    files.names[name] = upload.name
    shutil.copyfile(upload.path, originals / name)


def _judged(
    upload: Upload, files: Placed, originals: Path, *, taken: Collection[str], max_bytes: int
) -> tuple[FileResult | None, str]:
    """The result of a file that is not to be indexed, or None and the name it gets."""
    reason, detail = _fault(upload, max_bytes)
    if reason or upload.path is None:
        return FileResult(upload.name, "skipped", reason, detail), ""
    name = file_name(upload.name)
    same = _same_file(upload.path, originals)
    if same is not None and same not in files.names and same.casefold() == name.casefold():
        return FileResult(upload.name, "unchanged"), ""
    if same is not None:
        return FileResult(upload.name, "skipped", "duplicate", files.names.get(same, same)), ""
    return None, free_name(name, {*files.names, *taken})


def _fault(upload: Upload, max_bytes: int) -> tuple[str, str]:
    """The message that says what is wrong with a file before it is read, and its detail; empty where nothing is."""
    if not file_name(upload.name).lower().endswith(accepted_suffixes()):
        return "wrong_kind", ", ".join(accepted_suffixes())
    if upload.size > max_bytes:
        return "too_large", f"{max_bytes // 1_000_000} MB"
    if upload.path is None and upload.size == 0:
        return "empty", ""
    try:
        status = upload.path.lstat() if upload.path is not None else None
    except OSError:
        status = None
    if status is None or not stat.S_ISREG(status.st_mode):
        return "not_received", ""
    if status.st_size > max_bytes:
        return "too_large", f"{max_bytes // 1_000_000} MB"
    return ("empty", "") if status.st_size == 0 else ("", "")


def _same_file(path: Path, originals: Path) -> str | None:
    """The name of the original that has the very bytes of `path`; only those of its size are read."""
    size, digest = path.stat().st_size, None
    for one in sorted(originals.iterdir()):
        if one.stat().st_size == size:
            digest = digest or _digest(path)
            if _digest(one) == digest:
                return one.name
    return None


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
