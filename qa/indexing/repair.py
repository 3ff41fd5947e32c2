"""A damaged index made whole again out of what is there, or put back to the generation before."""

from dataclasses import dataclass
from pathlib import Path

import embeddings
from qa.errors import IndexDamaged, IndexMissing, IndexProblem
from qa.indexing.folder_record import forget, read_record
from qa.indexing.new_generation import Documents, full_disk_explained, write_index
from qa.retrieval import originals
from qa.retrieval.generation_writer import point_back, writing
from qa.retrieval.generations import Manifest, current
from qa.retrieval.knowledge_base import KnowledgeBase
from qa.retrieval.recovery import stored_documents
from qa.settings import Settings


@dataclass(frozen=True, slots=True)
class Repair:
    """What was done. `fault` is what was wrong, empty where nothing was; `lost` are ids of documents, as far as known.

    `loss` tells of what cannot be had back, or comes from the generation before; empty where nothing was lost. `files`
    are damaged copies of files that are shown by their pages; they were deleted, and the next indexing makes them anew.
    """

    fault: str
    documents: int
    passages: int
    loss: str = ""
    lost: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def repair(folder: Path, settings: Settings, *, embedder: "embeddings.Embedder | None" = None) -> Repair:
    """Make the passages, vectors and word lists of an index anew out of its documents, if a file of it is damaged.

    Vectors come from the cache beside it, or from embedding again. Documents that cannot be proved to be what was
    written are taken from the generation before, or are lost. Raises `IndexMissing` where there never was one,
    `IndexBusy` while another process is writing, and `IndexDamaged` where no document is left.
    """
    with writing(folder):
        try:
            fault, manifest = "", _opened(folder)
        except IndexMissing as error:
            if not any(folder.glob("generation-*")):
                raise
            fault, manifest = str(error), None
        except IndexProblem as error:
            fault, manifest = str(error), None
        files = originals.damaged(folder)
        if files:
            originals.discard(folder, files)
            forget(folder)
        if manifest is not None:
            return Repair("", manifest.documents, manifest.passages, files=files)
        recovered = stored_documents(folder)
        if not recovered.documents:
            raise IndexDamaged(
                f"No document in {folder} is whole, so nothing can be repaired. Index the files again:"
                f" qa index PATH --index {folder}"
            )
        passages = write_index(folder, recovered.documents, settings, embedder)
        lost = _lost(folder, recovered.documents)
    return Repair(fault, len(recovered.documents), passages, recovered.loss, lost, files)


def roll_back(folder: Path) -> Manifest:
    """Go back to the generation before, whose manifest is returned; the one left is then the one before, if whole.

    Raises `IndexMissing` where there is none to go back to, and `IndexBusy` while another process is writing.
    """
    with writing(folder), full_disk_explained(folder):
        point_back(folder)
        return _opened(folder)


def _opened(folder: Path) -> Manifest:
    """The manifest of an index that opens with all its files as they were written."""
    generation, manifest = current(folder)
    KnowledgeBase(generation, dimension=manifest.dimension).close()
    return manifest


def _lost(folder: Path, documents: Documents) -> tuple[str, ...]:
    """The documents that the index is known to have had, and has no more."""
    known = {stored for file in read_record(folder).files.values() for _, stored in file.documents}
    return tuple(sorted(known - documents.keys()))
