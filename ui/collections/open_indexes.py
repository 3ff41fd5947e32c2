"""The assistants that are open, one over each index and one over each preview of documents being indexed."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from qa import Document, Preview
from ui.assistants import AnsweringAssistant


class CollectionAssistant(AnsweringAssistant, Protocol):
    """What a collection asks of an assistant; `qa.Assistant` has it."""

    @property
    def embedder(self) -> Any:
        """The embedder, which other assistants may share."""
        ...

    def passage_counts(self) -> dict[str, int]:
        """The number of passages of each document, by its id."""
        ...


IndexOpener = Callable[[Path | Preview, Any], CollectionAssistant]
"""Opens an assistant over an index or a preview, with an embedder to share; that is None the first time."""


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document in the list of a collection, with the number of its passages."""

    document: Document
    passages: int


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """An assistant with its documents and the version of the index it was opened over; a preview has no version."""

    version: str
    assistant: Any
    listed: tuple[ListedDocument, ...]


class OpenIndexes:
    """All open indexes; safe to use from several threads. They share one embedder, given or first opened."""

    def __init__(self, open_assistant: IndexOpener, embedder: Any = None) -> None:
        self._open_assistant = open_assistant
        self.embedder = embedder
        self._opened: dict[Path, OpenIndex] = {}
        self._previews: dict[Path, OpenIndex] = {}
        self._opening = threading.Lock()

    def __contains__(self, index: Path) -> bool:
        return index in self._opened

    def forget(self, index: Path) -> None:
        """Close the assistant over an index that has been deleted."""
        self._opened.pop(index, None)

    def current(self, index: Path, version: str, *, patiently: bool = True) -> OpenIndex:
        """The assistant over that version of an index, which is opened if needed.

        With `patiently=False`, an assistant over an older version is returned while another thread opens the new one.
        """
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

    def preview(self, index: Path) -> OpenIndex | None:
        """The assistant over documents that are being indexed; None if none can be asked yet."""
        return self._previews.get(index)

    @contextmanager
    def previewing(self, index: Path) -> Iterator[Callable[[Preview], None]]:
        """A function that takes a preview of an index; until the block ends, the preview stands in for the index."""

        def show(preview: Preview) -> None:
            self._previews[index] = self._newly_opened(preview, "")

        try:
            yield show
        finally:
            self._previews.pop(index, None)

    def _newly_opened(self, index: Path | Preview, version: str) -> OpenIndex:
        assistant = self._open_assistant(index, self.embedder)
        if self.embedder is None:
            self.embedder = assistant.embedder
        counts = assistant.passage_counts()
        listed = tuple(ListedDocument(document, counts.get(document.id, 0)) for document in assistant.documents())
        return OpenIndex(version, assistant, listed)
