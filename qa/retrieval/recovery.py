"""The documents of an index in any state, so that indexing over a damaged one loses nothing that can be proved good."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from qa.errors import IndexProblem
from qa.retrieval.generations import NAME, POINTER, recorded
from qa.retrieval.store import STORE_FILE, Proved, StoredDocument, read_proved


@dataclass(frozen=True, slots=True)
class Recovered:
    """Documents by id; `loss` says what may be missing from them, and is empty where nothing is."""

    documents: dict[str, StoredDocument]
    loss: str = ""


def stored_documents(folder: Path) -> Recovered:
    """The documents of an index, whatever its format or model.

    Of a damaged one those whose rows prove good, and what the generation before has of the others.
    """
    newest, *earlier = _generations(folder) or [folder / POINTER]
    proved = _proved(newest)
    if len(proved.documents) == proved.total or not os.path.lexists(newest):
        return Recovered(proved.documents)
    documents = proved.documents
    for generation in earlier:
        documents = {**_proved(generation).documents, **documents}
    return Recovered(documents, _loss(proved, more=len(documents) - len(proved.documents)))


def _generations(folder: Path) -> list[Path]:
    """Newest first. Those that `CURRENT` names come first; another one may be of a run that never ended."""
    try:
        named = [generation.folder for generation in recorded(folder)]
    except IndexProblem:
        named = []
    try:
        found = sorted(map(NAME.fullmatch, os.listdir(folder)), key=lambda match: int(match[1]) if match else 0)
    except OSError:
        found = []
    others = [folder / match[0] for match in reversed(found) if match]
    return list(dict.fromkeys([*named, *others]))


def _proved(generation: Path) -> Proved:
    file = generation / STORE_FILE
    try:
        is_ordinary = stat.S_ISREG(file.lstat().st_mode)
    except OSError:
        return Proved({})
    return read_proved(file) if is_ordinary else Proved({})


def _loss(proved: Proved, *, more: int) -> str:
    of_all = "" if proved.total is None else f" of {proved.total}"
    earlier = f"; {more} more came from the generation before" if more else ""
    return (
        f"the index was damaged: {len(proved.documents)}{of_all} documents in it were whole and are kept{earlier}."
        " If others were indexed from elsewhere, index those folders again"
    )
