"""Which documents an index holds after a run, and under which ids.

An id is the path below the folder that was named, so two folders may use the same one. Then the document that has it
keeps it (among new ones, that of the first folder by path), and the other is called by its folder too: reports/a.txt.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa.retrieval.store import StoredDocument

_ROW_FILE = ".docs.jsonl"


@dataclass(frozen=True, slots=True)
class Merged:
    """The documents by id; for each that was found its id there, None where it was met a second time and left out."""

    documents: dict[str, StoredDocument]
    ids: tuple[str | None, ...]


def merge(
    before: Mapping[str, StoredDocument],
    found: Sequence[StoredDocument],
    *,
    roots: frozenset[str],
    unread: Sequence[str],
) -> Merged:
    """The documents after indexing `roots`: those of other roots stay, and those of these that could not be read."""
    staying = {key: stored for key, stored in before.items() if stored.root not in roots or _is_unread(key, unread)}
    given: dict[str, StoredDocument] = {}
    after: dict[str, StoredDocument] = {}
    ids: list[str | None] = [None] * len(found)
    for at in sorted(range(len(found)), key=lambda at: (not _has_its_id(found[at], before), found[at].root)):
        stored = found[at]
        ids[at] = name = _free_name(stored, given, staying)
        if name is None:
            continue
        given[name] = stored
        is_called_so = stored.document.id == name
        after[name] = stored if is_called_so else replace(stored, document=replace(stored.document, id=name))
        staying.pop(name, None)
    return Merged({**staying, **after}, tuple(ids))


def _has_its_id(stored: StoredDocument, before: Mapping[str, StoredDocument]) -> bool:
    return stored.document.id in before and before[stored.document.id].root == stored.root


def _free_name(
    stored: StoredDocument, given: Mapping[str, StoredDocument], staying: Mapping[str, StoredDocument]
) -> str | None:
    """The first name of a document that no other one has; None where it was met before in this run."""
    for name in _names(stored):
        if name in given:
            if given[name].document.id == stored.document.id and _is_same_place(given[name].root, stored.root):
                return None
        elif name not in staying or _is_same(staying[name], stored):
            return name
    return None


def _names(stored: StoredDocument) -> Iterator[str]:
    """The id, then with its root folder's name before it, then with the folder's above that."""
    yield stored.document.id
    root = Path(stored.root)
    folders = (root.parent if root.is_file() else root).parts[1:]
    yield from ("/".join((*folders[at:], stored.document.id)) for at in reversed(range(len(folders))))


def _is_same(stored: StoredDocument, found: StoredDocument) -> bool:
    """Whether two documents of one name are the same: from one place, or unchanged in a folder that was moved."""
    is_moved = stored.document.text == found.document.text and not Path(stored.root).exists()
    return is_moved or _is_same_place(stored.root, found.root)


def _is_same_place(first: str, second: str) -> bool:
    """Whether two roots are the same, or one is a file that lies in the other."""
    return first == second or any(
        Path(outer) in Path(inner).parents and Path(inner).is_file()
        for inner, outer in ((first, second), (second, first))
    )


def _is_unread(key: str, unread: Sequence[str]) -> bool:
    """Whether a document is, or lies in, what could not be read; a bad file of rows may be the source of any."""
    return any(_ROW_FILE in source or f"/{source}/" in f"/{key}/" for source in unread)
