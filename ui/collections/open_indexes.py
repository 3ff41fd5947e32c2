"""The assistants that are open: one over what each index holds now, or over what is just being indexed into it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from qa import Document, Preview
from ui.chat.question_under_way import Answering


class Library(Answering, Protocol):
    """What a collection needs of an assistant; `qa.Assistant` has it."""

    @property
    def embedder(self) -> Any: ...

    def documents(self) -> tuple[Document, ...]: ...

    def passage_counts(self) -> dict[str, int]: ...


Opening = Callable[[Path | Preview, Any], Library]
"""Opens an assistant with an embedder, None the first time."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as it stands in the list."""

    document: Document
    passages: int


@dataclass(frozen=True, slots=True)
class Opened:
    """An assistant with the version of the index that it is over, and its documents."""

    version: str
    assistant: Any
    listed: tuple[Listed, ...]


class OpenedIndexes:
    """Safe to use from several threads; one embedder serves all, the first that was given or opened."""

    def __init__(self, opening: Opening, embedder: Any = None) -> None:
        self._open = opening
        self.embedder = embedder
        self._opened: dict[Path, Opened] = {}
        self._previews: dict[Path, Opened] = {}
        self._opening = threading.Lock()

    def __contains__(self, index: Path) -> bool:
        return index in self._opened

    def forget(self, index: Path) -> None:
        """Let an index go that is no more."""
        self._opened.pop(index, None)

    def current(self, index: Path, version: str, *, patiently: bool = True) -> Opened:
        """What is open of that version; who is not patient gets the one before it while another opens that."""
        opened = self._opened.get(index)
        if opened is not None and opened.version == version:
            return opened
        if opened is not None and not patiently and self._opening.locked():
            return opened
        with self._opening:
            opened = self._opened.get(index)
            if opened is None or opened.version != version:
                opened = self._opened[index] = self._newly_opened(index, version)
            return opened

    def preview(self, index: Path) -> Opened | None:
        """What can be asked of the documents that are being indexed, if anything can."""
        return self._previews.get(index)

    @contextmanager
    def previewing(self, index: Path) -> Iterator[Callable[[Preview], None]]:
        """Within it, what the function is given stands for the index."""

        def show(preview: Preview) -> None:
            self._previews[index] = self._newly_opened(preview, "")

        try:
            yield show
        finally:
            self._previews.pop(index, None)

    def _newly_opened(self, index: Path | Preview, version: str) -> Opened:
        assistant = self._open(index, self.embedder)
        if self.embedder is None:
            self.embedder = assistant.embedder
        counts = assistant.passage_counts()
        return Opened(version, assistant, tuple(Listed(one, counts.get(one.id, 0)) for one in assistant.documents()))
