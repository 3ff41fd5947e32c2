"""Uploaded files on their way into a collection: they are checked and placed among its originals."""

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
    """A file under the name the browser gave; `path` is where it was received, None if it was not."""

    name: str
    path: Path | None
    size: int = 0


def received(rows: object, folder: Path) -> list[Upload]:
    """The files that the browser claims to have sent; a path outside `folder` is not trusted and becomes None."""
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
    """The result of one file; `reason` names the file problem for which it was skipped, `detail` fills that in."""

    name: str
    outcome: Outcome
    reason: str = ""
    detail: str = ""


@dataclass(slots=True)
class PlacedFiles:
    """Files placed among the originals: by their names there, the user's name for each and the version it replaced."""

    names: dict[str, str] = field(default_factory=dict)
    replaced: dict[str, Path] = field(default_factory=dict)
    results: list[FileResult] = field(default_factory=list)


@contextmanager
def placed(
    uploads: Sequence[Upload], originals: Path, *, taken: Collection[str], max_bytes: int
) -> Iterator[PlacedFiles]:
    """Place the files that are sound and new among the originals; if the block fails, undo all of it.

    `taken` are the names of documents that were not uploaded here.
    """
    originals.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=originals.parent, prefix="replaced-") as aside:
        files = PlacedFiles()
        try:
            for upload in uploads:
                _place(upload, files, originals, Path(aside), taken=taken, max_bytes=max_bytes)
            yield files
        except BaseException:
            for name in files.names:
                take_back(name, files, originals)
            raise


def take_back(name: str, files: PlacedFiles, originals: Path) -> None:
    """Undo the placing of one file."""
    if name in files.replaced:
        os.replace(files.replaced[name], originals / name)
    else:
        (originals / name).unlink(missing_ok=True)


def _place(
    upload: Upload, files: PlacedFiles, originals: Path, aside: Path, *, taken: Collection[str], max_bytes: int
) -> None:
    result, name = _checked(upload, files, originals, taken=taken, max_bytes=max_bytes)
    if result is not None:
        files.results.append(result)
        return
    assert upload.path is not None
    if (originals / name).exists():
        os.replace(originals / name, aside / name)
        files.replaced[name] = aside / name
    files.names[name] = upload.name
    shutil.copyfile(upload.path, originals / name)


def _checked(
    upload: Upload, files: PlacedFiles, originals: Path, *, taken: Collection[str], max_bytes: int
) -> tuple[FileResult | None, str]:
    """The result of a file that is not to be indexed, or None and the name for a file that is."""
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
    """The problem of a file that shows before it is read, and its detail; both are empty if there is none."""
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
    """The name of the original with the same bytes as `path`, or None; only files of the same size are read."""
    size, digest = path.stat().st_size, None
    for original in sorted(originals.iterdir()):
        if original.stat().st_size == size:
            digest = digest or _digest(path)
            if _digest(original) == digest:
                return original.name
    return None


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
