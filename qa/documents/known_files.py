"""What is remembered of a file that was read, so that it is not read again while it is the same.

A file whose size, times and inode are as they were is taken to be the same. Its time of change says so only if it is
older than the look at the file: one that is written twice within a tick of the clock has the same time twice (see
"racy git", https://git-scm.com/docs/racy-git). So a file that was young when it was looked at is told by its hash.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from qa.documents.folder_walk import Skipped

# A file is young for two seconds, the coarsest clock of a file system in use (FAT).
_YOUNG = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the file system says of a file: bytes, times of change of content and of anything (in ns), inode."""

    size: int
    modified: int
    changed: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> Self:
        """The stamp in what `os.stat` says."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as it was read: what it was at the time `seen` (in ns), the SHA-256 of its bytes, and what came of it.

    `documents` are the ids of its documents: as found in it, and in the index. `skipped` is what was left out of it.
    `is_partial` is True where another file had a document of the same id, so that more may come of it next time.
    """

    stamp: Stamp
    seen: int
    sha256: str
    documents: tuple[tuple[str, str], ...] = ()
    skipped: tuple[Skipped, ...] = ()
    is_partial: bool = False

    def is_same(self, stamp: Stamp) -> bool:
        """Whether a file with this stamp is the same without being read."""
        return stamp == self.stamp and max(stamp.modified, stamp.changed) + _YOUNG < self.seen


# By the path that was named, and the file's name below it.
Place = tuple[str, str]
KnownFiles = Mapping[Place, KnownFile]


@dataclass(frozen=True, slots=True)
class Met:
    """A file that was met: `known` is what is known of it where it is the same, else it is read anew.

    `stamp` is None, and `sha256` empty, for what cannot be read now or is no document by its name.
    """

    place: Place
    stamp: Stamp | None = None
    seen: int = 0
    sha256: str = ""
    known: KnownFile | None = None
