"""What answers in words ask of the index, whatever it is kept in."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa.types import Document, Hit, Passage, Question


class Library(Protocol):
    """The documents of an index, and how they are searched and compared."""

    def understand(self, text: str) -> Question:
        """A question, or a topic, with its terms and subjects."""
        ...

    def search(self, question: Question, *, limit: int) -> tuple[Hit, ...]:
        """The nearest passages, best first."""
        ...

    def document(self, document_id: str) -> Document:
        """The document of that id."""
        ...

    def documents(self) -> tuple[Document, ...]:
        """All documents by id."""
        ...

    def passages_of(self, document_id: str) -> Sequence[Passage]:
        """The passages of a document, from first to last."""
        ...

    def likeness(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """The cosines of a question and n texts, (n,)."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of n texts, (n, dimension)."""
        ...
