"""`qa index --watch`: an index follows its folders. It looks at them again and again, as any file system allows."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import embeddings
from qa.documents.folder_walk import Skipped, files_below
from qa.documents.known_files import Stamp
from qa.documents.loader import reason_to_leave_out
from qa.errors import IndexProblem, NothingToIndex
from qa.index_builder import build_index
from qa.indexing.index_report import IndexReport
from qa.retrieval.generations import recorded
from qa.retrieval.store import STORE_FILE, document_proofs
from qa.settings import Settings

# Seconds between two looks, and how many times as long as a look: a look may take a twentieth of one processor.
EVERY, _TIMES_A_LOOK = 2.0, 20
# Where something changes at every look, such as a file that is written on and on, this many are waited for.
_MOST_LOOKS = 15
# Seconds before a run is tried again that failed for what is not in the files.
_BEFORE_AGAIN = 30.0
Stamps = Mapping[str, Stamp]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a run has done: ids of documents, and what was left out that was not before.

    `problem` is why it failed; one that `is_passing` goes away by itself, such as another process that is writing.
    """

    report: IndexReport | None = None
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    problem: str = ""
    is_passing: bool = False

    def lines(self) -> Iterator[str]:
        """Each change in a line."""
        for what, ids in (("added", self.added), ("changed", self.changed), ("removed", self.removed)):
            yield from (f"{what}: {one}" for one in ids)
        for file in self.skipped:
            yield f"{'skipped' if file.is_error else 'left out'}: {file.source}: {file.reason}"
        if self.problem:
            yield f"not indexed: {self.problem}"


class Watch:
    """Follows `paths` with the index in a folder, which is whole at each moment.

    A run begins when the files have been the same for two looks, so that one that is being written is waited for.
    `wait(seconds)` passes the time between looks.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        folder: Path,
        settings: Settings,
        *,
        embedder: "embeddings.Embedder | None" = None,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self._paths = paths
        self._folder = folder
        self._settings = settings
        self._embedder = embedder
        self._wait = wait
        self._left_out: frozenset[Skipped] = frozenset()
        self._pause = EVERY

    def changes(self) -> Iterator[Changes]:
        """The first run, then each one that follows a change, without end. A run that failed is tried again."""
        stamps = stamps_below(self._paths)
        problem = ""
        while True:
            found = self._run()
            if not found.problem or found.problem != problem:
                yield found
            problem = found.problem
            if found.is_passing:
                self._wait(_BEFORE_AGAIN)
            else:
                stamps = self._at_rest(stamps)
                self._load_embedder()

    def _at_rest(self, indexed: Stamps) -> Stamps:
        """The stamps of all files once they differ from those that were indexed and no longer change."""
        before, looks = indexed, 0
        while looks < _MOST_LOOKS:
            stamps = self._look()
            if stamps == before != indexed:
                break
            before, looks = stamps, 0 if stamps == indexed else looks + 1
        return before

    def _look(self) -> Stamps:
        """The stamps of all files after a pause."""
        self._wait(self._pause)
        began = time.perf_counter()
        found = stamps_below(self._paths)
        self._pause = max(EVERY, _TIMES_A_LOOK * (time.perf_counter() - began))
        return found

    def _load_embedder(self) -> None:
        """Keep the model from the first change on, so that the next ones need not wait for it."""
        if self._embedder is None:
            settings = self._settings
            self._embedder = embeddings.Embedder(
                settings.embedding_model, cache_folder=settings.cache_folder, precision=settings.precision
            )

    def _run(self) -> Changes:
        before = self._proofs()
        try:
            report = build_index(self._paths, self._folder, settings=self._settings, embedder=self._embedder)
        except IndexProblem as error:
            return Changes(problem=str(error), is_passing=True)
        except NothingToIndex as error:
            return Changes(problem=str(error))
        after = self._proofs()
        fresh = tuple(one for one in report.skipped if one not in self._left_out)
        self._left_out = frozenset(report.skipped)
        return Changes(
            report,
            added=tuple(sorted(after.keys() - before.keys())),
            changed=tuple(sorted(key for key in after.keys() & before.keys() if after[key] != before[key])),
            removed=tuple(sorted(before.keys() - after.keys())),
            skipped=fresh,
        )

    def _proofs(self) -> dict[str, str]:
        try:
            return document_proofs(recorded(self._folder)[0].folder / STORE_FILE)
        except IndexProblem:
            return {}


def stamps_below(paths: Sequence[Path]) -> Stamps:
    """The stamps of the files that are named, and of those in the folders that are, but for what is no document."""
    found: dict[str, Stamp] = {}
    for path in paths:
        below = [file for file, name in files_below(path)[0] if not reason_to_leave_out(name)]
        for file in below if path.is_dir() else [path]:
            with suppress(OSError):
                found[str(file)] = Stamp.of(file.stat())
    return found
