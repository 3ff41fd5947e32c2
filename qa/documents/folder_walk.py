"""The files below a folder, and what of it is left out."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or row that is not indexed. `is_error` is False for what is no document at all, such as a README."""

    source: str
    reason: str
    is_error: bool = True


def files_below(folder: Path) -> tuple[list[Path], list[Skipped]]:
    """All files below a folder, sorted by path, and the folders left out: links, and what cannot be opened."""
    found: list[Path] = []
    left_out: list[Skipped] = []

    def _unreadable(error: OSError) -> None:
        where = Path(error.filename).relative_to(folder).as_posix()
        left_out.append(Skipped(where, f"the folder cannot be read: {error.strerror}"))

    for where, folders, names in os.walk(folder, followlinks=False, onerror=_unreadable):
        found.extend(Path(where) / name for name in names)
        links = (Path(where) / name for name in sorted(folders) if (Path(where) / name).is_symlink())
        left_out.extend(Skipped(link.relative_to(folder).as_posix(), "a link to a folder", False) for link in links)
    key = {file: file.relative_to(folder).as_posix() for file in found}
    return sorted(found, key=key.__getitem__), sorted(left_out, key=lambda skipped: skipped.source)
