"""What is said of an indexing run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.documents.folder_walk import Skipped
from qa.retrieval.generations import Manifest
from qa.retrieval.merged_documents import Merged
from qa.retrieval.store import StoredDocument


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an indexing run did. `added`, `changed`, `removed` and `unchanged` count documents; `documents`, all.

    Each document, or file without one, that was met is counted once: `found` is the sum of those that were added,
    changed, unchanged and skipped.
    """

    documents: int
    passages: int
    added: int
    changed: int
    removed: int
    skipped: tuple[Skipped, ...]
    seconds: float = 0.0
    unchanged: int = 0

    @property
    def found(self) -> int:
        """How many documents were met, and files without one."""
        return self.added + self.changed + self.unchanged + sum(not file.is_note for file in self.skipped)

    @property
    def failed(self) -> tuple[Skipped, ...]:
        """What was meant to be indexed and could not be."""
        return tuple(file for file in self.skipped if file.is_error)


def report_of(
    before: Mapping[str, StoredDocument], merged: Merged, skipped: Sequence[Skipped], *, passages: int
) -> IndexReport:
    """The report of a run after which the index holds what was merged."""
    after = merged.documents
    added = len(after.keys() - before.keys())
    changed = sum(after[key].document != before[key].document for key in after.keys() & before.keys())
    return IndexReport(
        documents=len(after),
        passages=passages,
        added=added,
        changed=changed,
        removed=len(before.keys() - after.keys()),
        skipped=tuple(skipped),
        unchanged=len(merged.ids) - merged.ids.count(None) - added - changed,
    )


def report_of_nothing(manifest: Manifest, skipped: Sequence[Skipped], *, documents: int) -> IndexReport:
    """The report of a run that met so many documents and found all as they were."""
    return IndexReport(
        documents=manifest.documents,
        passages=manifest.passages,
        added=0,
        changed=0,
        removed=0,
        skipped=tuple(skipped),
        unchanged=documents,
    )
