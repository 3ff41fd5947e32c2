"""The files below the paths that are to be indexed: what comes of those that are new, and which are as they were."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from qa.documents.folder_walk import Skipped
from qa.documents.known_files import KnownFile, KnownFiles, Met, Place
from qa.documents.loader import Loaded, load_files
from qa.indexing.removed import Removed
from qa.retrieval.store import StoredDocument, storable

_REPEATED = "another document of the same place has the same id; the first one is kept"


@dataclass(slots=True)
class Reading:
    """What was found: documents under the ids they have in their files, each with its file, and what was left out."""

    found: list[StoredDocument] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    met: dict[Place, Met] = field(default_factory=dict)
    left_out: dict[Place, list[Skipped]] = field(default_factory=dict)

    def leave_out_repeated(self, ids: Sequence[str | None]) -> None:
        """Tell of the documents that have no id in the index, when document i of `found` has `ids[i]`."""
        for stored, place, identity in zip(self.found, self.places, ids, strict=True):
            if identity is None:
                self.leave_out(place, [Skipped(stored.document.id, _REPEATED)])

    def leave_out(self, place: Place, skipped: Sequence[Skipped]) -> None:
        """Tell what is left out of a file."""
        self.skipped.extend(skipped)
        self.left_out.setdefault(place, []).extend(skipped)

    def known_files(self, ids: Sequence[str | None]) -> dict[Place, KnownFile]:
        """What to remember of the files, when document i of `found` has the id `ids[i]` in the index, or has none."""
        documents: dict[Place, list[tuple[str, str | None]]] = {}
        for stored, place, identity in zip(self.found, self.places, ids, strict=True):
            documents.setdefault(place, []).append((stored.document.id, identity))
        return {
            place: KnownFile(
                met.stamp,
                met.seen,
                met.sha256,
                tuple((found, kept) for found, kept in documents.get(place, ()) if kept is not None),
                tuple(self.left_out.get(place, ())),
                is_partial=any(kept is None for _, kept in documents.get(place, ())),
            )
            for place, met in self.met.items()
            if met.stamp is not None and met.sha256
        }


def read(
    paths: Iterable[str | Path],
    *,
    known: KnownFiles,
    before: Callable[[str], StoredDocument],
    removed: Removed,
    max_bytes: int,
    keep: Callable[[bytes], object] | None,
    progress: Callable[[int], object] | None,
) -> Reading:
    """All documents below `paths`; those of known files are from `before`, by their ids in the index.

    `keep` gets the bytes of files that are shown by their pages, `progress` the number of documents so far.
    """
    reading = Reading()
    for met, item in load_files(paths, max_bytes=max_bytes, known=known):
        place = met.place
        if item is None:
            reading.met[place] = met
            if met.known is None:
                continue
            for found, stored in met.known.documents:
                _add(reading, met, _called(found, before(stored), place[0]))
            reading.leave_out(place, met.known.skipped)
        elif isinstance(item, Loaded):
            if note := removed.note(item.document, place[1]):
                reading.leave_out(place, [note])
            else:
                _add(reading, met, StoredDocument(item.document, storable(item.root)))
                if item.original is not None and keep is not None:
                    keep(item.original)
        else:
            reading.leave_out(place, [item])
            if not met.sha256:
                reading.met.pop(place, None)
        if progress is not None:
            progress(len(reading.found))
    return reading


def unchanged(
    paths: Iterable[str | Path], *, known: KnownFiles, roots: frozenset[str], max_bytes: int
) -> Reading | None:
    """The files below `paths` where every one is known and the same, and none has vanished from `roots`; else None.

    What cannot be read leaves its document as it was.
    """
    reading = Reading()
    missing = {place for place in known if place[0] in roots}
    for met, item in load_files(paths, max_bytes=max_bytes, known=known):
        if item is None and met.known is not None:
            reading.met[met.place] = met
            reading.leave_out(met.place, met.known.skipped)
        elif isinstance(item, Skipped) and not met.sha256 and (item.is_error or met.place not in known):
            reading.leave_out(met.place, [item])
        else:
            return None
        missing.discard(met.place)
    return None if missing else reading


def refreshed(known: KnownFiles, reading: Reading) -> dict[Place, KnownFile]:
    """What is known of files after they were looked at and found the same."""
    fresh = {
        place: replace(met.known, stamp=met.stamp, seen=met.seen)
        for place, met in reading.met.items()
        if met.known is not None and met.stamp is not None
    }
    return {**known, **fresh}


def _called(name: str, stored: StoredDocument, root: str) -> StoredDocument:
    document = stored.document
    return StoredDocument(document if document.id == name else replace(document, id=name), storable(root))


def _add(reading: Reading, met: Met, stored: StoredDocument) -> None:
    reading.found.append(stored)
    reading.places.append(met.place)
