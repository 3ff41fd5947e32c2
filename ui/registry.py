"""The list of collections: a display name and a folder each, in one small JSON file that processes may share."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from filelock import FileLock, Timeout

from qa import WenjuError
from ui.naming import collection_name, folder_name

DEFAULT = "default"
_PATIENCE = 2.0  # seconds


class CollectionMissing(WenjuError):
    """There is no collection of that name (any more)."""


class CollectionNameTaken(WenjuError):
    """There is a collection of that name already."""


class CollectionsUnwritable(WenjuError):
    """The list of collections cannot be written: a full disk, or no right to."""


class Registry:
    """Display names and their folders; the default collection is always the first and needs no entry."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "collections.json"

    def folders(self) -> Mapping[str, Path]:
        """The folder of each collection, in the order they were made."""
        try:
            rows = json.loads(self._file.read_text("utf-8"))
            found = {str(row["name"]): str(row["folder"]) for row in rows}
        except (OSError, ValueError, TypeError, KeyError):
            found = {}
        plain = {name: folder for name, folder in found.items() if Path(folder).name == folder and folder != ".."}
        return {name: self._folder / folder for name, folder in {DEFAULT: DEFAULT, **plain}.items()}

    def folder(self, name: str) -> Path:
        """Raises `CollectionMissing`."""
        try:
            return self.folders()[name]
        except KeyError:
            raise CollectionMissing(f"There is no collection {name!r}") from None

    def add(self, wanted: str, unnamed: str) -> str:
        """A new collection; without a name it gets `unnamed` and the first free number. The name it has."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / "collections.lock", timeout=_PATIENCE):
                return self._add(collection_name(wanted), unnamed)
        except (OSError, Timeout) as error:
            raise CollectionsUnwritable(f"{self._file} cannot be written: {error}") from error

    def _add(self, name: str, unnamed: str) -> str:
        folders = self.folders()
        known = {one.casefold() for one in folders}
        if not name:
            numbered = (f"{unnamed} {number}" for number in range(2, len(known) + 3))
            name = next(one for one in numbered if one.casefold() not in known)
        if name.casefold() in known:
            raise CollectionNameTaken(f"There is a collection {name!r} already")
        folder = self._folder / folder_name(name)
        folder.mkdir(mode=0o700)
        rows = [{"name": one, "folder": path.name} for one, path in {**folders, name: folder}.items() if one != DEFAULT]
        fresh = self._file.with_suffix(".new")
        fresh.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")
        os.replace(fresh, self._file)
        return name
