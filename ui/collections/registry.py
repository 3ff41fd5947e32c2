"""The list of collections: a display name and a folder each, in one small JSON file that processes may share."""

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
_PATIENCE = 2.0  # seconds


class CollectionEmpty(WenjuError):
    """The collection holds no document."""


class CollectionMissing(WenjuError):
    """There is no collection of that name (any more)."""


class CollectionNameTaken(WenjuError):
    """There is a collection of that name already."""


class CollectionsUnwritable(WenjuError):
    """The list of collections cannot be written: a full disk, or no right to."""


class CollectionStays(WenjuError):
    """The default collection can be neither renamed nor deleted."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A collection in the list; answers given under a name it had before still find it by that."""

    name: str
    folder: str
    former: tuple[str, ...] = ()


class Registry:
    """Display names and their folders; the default collection is always the first and needs no entry."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "collections.json"

    def folders(self) -> Mapping[str, Path]:
        """The folder of each collection, in the order they were made."""
        return {DEFAULT: self._folder / DEFAULT, **{one.name: self._folder / one.folder for one in self._entries()}}

    def name_now(self, name: str) -> str:
        """The name that the collection once called `name` has now. Raises `CollectionMissing`."""
        if name in self.folders():
            return name
        found = [one.name for one in self._entries() if name in one.former]
        if not found:
            raise CollectionMissing(f"There is no collection {name!r}")
        return found[-1]

    def folder(self, name: str) -> Path:
        """The folder of the collection of that name, or once of that name. Raises `CollectionMissing`."""
        return self.folders()[self.name_now(name)]

    def add(self, wanted: str, unnamed: str) -> str:
        """A new collection; without a name it gets `unnamed` and the first free number. The name it has."""
        with self._writing():
            entries = self._entries()
            name = collection_name(wanted)
            if not name:
                numbered = (f"{unnamed} {number}" for number in range(2, len(entries) + 4))
                name = next(one for one in numbered if not self._is_taken(one, entries))
            self._refuse_taken(name, entries)
            folder = folder_name(name)
            (self._folder / folder).mkdir(mode=0o700)
            self._write([*entries, Entry(name, folder)])
        return name

    def rename(self, name: str, wanted: str) -> str:
        """Give a collection another name; without one it keeps its own. The name it has."""
        new = collection_name(wanted)
        with self._writing():
            entries = self._entries()
            entry = self._changeable(name, entries)
            if new in ("", name):
                return name
            others = [one for one in entries if one != entry]
            self._refuse_taken(new, others)
            renamed = Entry(new, entry.folder, tuple(one for one in (*entry.former, name) if one != new))
            self._write([renamed if one == entry else one for one in entries])
        return new

    def remove(self, name: str) -> Path:
        """Take a collection from the list; the folder, which still holds everything."""
        with self._writing():
            entries = self._entries()
            entry = self._changeable(name, entries)
            self._write([one for one in entries if one != entry])
        return self._folder / entry.folder

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / "collections.lock", timeout=_PATIENCE):
                yield
        except (OSError, Timeout) as error:
            raise CollectionsUnwritable(f"{self._file} cannot be written: {error}") from error

    def _entries(self) -> list[Entry]:
        """What is written in the list; a list that cannot be read is empty, and a folder elsewhere is left out."""
        try:
            rows = json.loads(self._file.read_text("utf-8"))
            found = [Entry(str(row["name"]), str(row["folder"]), tuple(row.get("former", ()))) for row in rows]
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return []
        return [one for one in found if Path(one.folder).name == one.folder and one.folder not in ("..", DEFAULT)]

    def _write(self, entries: Sequence[Entry]) -> None:
        fresh = self._file.with_suffix(".new")
        fresh.write_text(json.dumps([asdict(one) for one in entries], ensure_ascii=False, indent=1), "utf-8")
        os.replace(fresh, self._file)

    def _changeable(self, name: str, entries: Sequence[Entry]) -> Entry:
        if name == DEFAULT:
            raise CollectionStays("The default collection stays as it is")
        found = next((one for one in entries if one.name == name), None)
        if found is None:
            raise CollectionMissing(f"There is no collection {name!r}")
        return found

    def _is_taken(self, name: str, entries: Sequence[Entry]) -> bool:
        return name.casefold() in {DEFAULT, *(one.name.casefold() for one in entries)}

    def _refuse_taken(self, name: str, entries: Sequence[Entry]) -> None:
        if self._is_taken(name, entries):
            raise CollectionNameTaken(f"There is a collection {name!r} already")
