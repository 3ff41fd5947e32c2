"""The files below a folder, and what of it is left out."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or row that is not indexed. `is_error` is False for what is no document at all, such as a README.

    `is_note` is True where the document is indexed and only something in it is left out.
    """

    source: str
    reason: str
    is_error: bool = True
    is_note: bool = False


def files_below(folder: Path) -> tuple[list[tuple[Path, str]], list[Skipped]]:
    """All files below a folder with their paths from there, sorted by these, and the folders left out.

    Left out are links, and what cannot be opened.
    """
    found: list[tuple[Path, str]] = []
    left_out: list[Skipped] = []
    above = len(os.path.join(folder, ""))

    def _unreadable(error: OSError) -> None:
        left_out.append(
            Skipped(os.fspath(error.filename)[above:] or ".", f"the folder cannot be read: {error.strerror}")
        )

    for where, folders, names in os.walk(folder, followlinks=False, onerror=_unreadable):
        paths = (os.path.join(where, name) for name in names)
        found.extend((Path(path), path[above:]) for path in paths)
        links = (path for name in folders if os.path.islink(path := os.path.join(where, name)))
        left_out.extend(Skipped(link[above:], "a link to a folder", False) for link in links)
    return sorted(found, key=lambda file: file[1]), sorted(left_out, key=lambda skipped: skipped.source)
