"""The list of collections, a name and a folder for each, in a small JSON file that several processes may share."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from qa import WenjuError
from ui.collections.safe_names import collection_name, folder_name

DEFAULT = "default"
_LOCK_SECONDS = 2.0


class CollectionEmpty(WenjuError):
    """The collection has no documents."""


class CollectionMissing(WenjuError):
    """There is no collection of that name, or no longer."""


class CollectionNameTaken(WenjuError):
    """There is a collection of that name already."""


class CollectionsUnwritable(WenjuError):
    """The list of collections cannot be written: the disk is full, or the folder read-only."""


class CollectionStays(WenjuError):
    """The default collection can be neither renamed nor deleted."""


@dataclass(frozen=True, slots=True)
class CollectionEntry:
    """A collection in the list; `former` are the names it had, by which earlier answers still find it."""

    name: str
    folder: str
    former: tuple[str, ...] = ()


class Registry:
    """Display names and their folders. The default collection comes first and has no entry.

    Every change raises `CollectionsUnwritable` if the list cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "collections.json"

    def folders(self) -> Mapping[str, Path]:
        """The folder of each collection, by its name, in the order they were made."""
        return {
            DEFAULT: self._folder / DEFAULT,
            **{entry.name: self._folder / entry.folder for entry in self._entries()},
        }

    def name_now(self, name: str) -> str:
        """The present name of the collection that has or had this name. Raises `CollectionMissing`."""
        if name in self.folders():
            return name
        found = [entry.name for entry in self._entries() if name in entry.former]
        if not found:
            raise CollectionMissing(f"There is no collection {name!r}")
        return found[-1]

    def folder(self, name: str) -> Path:
        """The folder of the collection that has or had this name. Raises `CollectionMissing`."""
        return self.folders()[self.name_now(name)]

    def add(self, wanted: str, unnamed: str) -> str:
        """Add a collection and return its name; without one it is called `unnamed` and the first free number.

        Raises `CollectionNameTaken`.
        """
        with self._writing():
            entries = self._entries()
            name = collection_name(wanted)
            if not name:
                numbered = (f"{unnamed} {number}" for number in range(2, len(entries) + 4))
                name = next(candidate for candidate in numbered if not self._is_taken(candidate, entries))
            self._refuse_taken(name, entries)
            folder = folder_name(name)
            (self._folder / folder).mkdir(mode=0o700)
            self._write([*entries, CollectionEntry(name, folder)])
        return name

    def rename(self, name: str, wanted: str) -> str:
        """Rename a collection and return its name then; an empty name changes nothing.

        Raises `CollectionMissing`, `CollectionNameTaken` and `CollectionStays`.
        """
        new = collection_name(wanted)
        with self._writing():
            entries = self._entries()
            entry = self._changeable(name, entries)
            if new in ("", name):
                return name
            self._refuse_taken(new, [other for other in entries if other != entry])
            former = tuple(earlier for earlier in (*entry.former, name) if earlier != new)
            renamed = CollectionEntry(new, entry.folder, former)
            self._write([renamed if listed == entry else listed for listed in entries])
        return new

    def remove(self, name: str) -> Path:
        """Remove a collection from the list and return its folder, which keeps all its files.

        Raises `CollectionMissing` and `CollectionStays`.
        """
        with self._writing():
            entries = self._entries()
            entry = self._changeable(name, entries)
            self._write([listed for listed in entries if listed != entry])
        return self._folder / entry.folder

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / "collections.lock", timeout=_LOCK_SECONDS):
                yield
        except (OSError, Timeout) as error:
            raise CollectionsUnwritable(f"{self._file} cannot be written: {error}") from error

    def _entries(self) -> list[CollectionEntry]:
        """The entries of the list; none if it cannot be read. An entry whose folder is elsewhere is left out."""
        try:
            rows = json.loads(self._file.read_text("utf-8"))
            found = [
                CollectionEntry(str(row["name"]), str(row["folder"]), tuple(row.get("former", ()))) for row in rows
            ]
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return []
        return [
            entry for entry in found if Path(entry.folder).name == entry.folder and entry.folder not in ("..", DEFAULT)
        ]

    def _write(self, entries: Sequence[CollectionEntry]) -> None:
        fresh = self._file.with_suffix(".new")
        fresh.write_text(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=1), "utf-8")
        os.replace(fresh, self._file)

    def _changeable(self, name: str, entries: Sequence[CollectionEntry]) -> CollectionEntry:
        if name == DEFAULT:
            raise CollectionStays("The default collection stays as it is")
        found = next((entry for entry in entries if entry.name == name), None)
        if found is None:
            raise CollectionMissing(f"There is no collection {name!r}")
        return found

    def _is_taken(self, name: str, entries: Sequence[CollectionEntry]) -> bool:
        return name.casefold() in {DEFAULT, *(entry.name.casefold() for entry in entries)}

    def _refuse_taken(self, name: str, entries: Sequence[CollectionEntry]) -> None:
        if self._is_taken(name, entries):
            raise CollectionNameTaken(f"There is a collection {name!r} already")
