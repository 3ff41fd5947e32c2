"""Documents that were removed by hand from an index whose file holds others too, and so is still there.

The member of an archive, or the row of a file of rows, would come back with the next indexing. It stays away as long as
it says the same under the same name.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from qa.documents.folder_walk import Skipped
from qa.types import Document

FILE = "removed.json"
_LARGEST = 50_000_000
REASON = "it was removed from the index; to have it back: qa documents restore ID"


@dataclass(frozen=True, slots=True)
class Removed:
    """By the SHA-256 of a text, the ids of documents with it that were removed."""

    ids: dict[str, tuple[str, ...]]

    def note(self, document: Document, file_name: str) -> Skipped | None:
        """Why a document that was found in a file is left out; None where it is not."""
        if document.id == file_name or not self._has(document):
            return None
        return Skipped(document.id, REASON, is_error=False)

    def _has(self, document: Document) -> bool:
        # An index may call a document by its folder too.
        return any(f"/{one}".endswith(f"/{document.id}") for one in self.ids.get(document.sha256, ()))

    def with_document(self, document: Document) -> "Removed":
        """These and one more."""
        known = self.ids.get(document.sha256, ())
        return Removed({**self.ids, document.sha256: tuple(dict.fromkeys((*known, document.id)))})

    def without(self, document_id: str) -> "Removed":
        """These without the documents of an id."""
        left = {text: tuple(one for one in ids if one != document_id) for text, ids in self.ids.items()}
        return Removed({text: ids for text, ids in left.items() if ids})


def read_removed(folder: Path) -> Removed:
    """What was removed from the index in a folder; nothing where the list is missing or damaged."""
    file = folder / FILE
    try:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > _LARGEST:
            return Removed({})
        return Removed({str(text): tuple(map(str, ids)) for text, ids in json.loads(file.read_bytes()).items()})
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return Removed({})


def write_removed(folder: Path, removed: Removed) -> None:
    """Put a list in the place of the one before, in one step."""
    fresh = folder / f"{FILE}.new"
    fresh.write_text(json.dumps(removed.ids, indent=1, sort_keys=True), "ascii")
    os.replace(fresh, folder / FILE)
