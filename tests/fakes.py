"""Small stand-ins for the heavy parts, used through the same constructors and arguments as those."""

import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from embeddings import Embedder


class LetterEmbedder:
    """Counts characters: texts that share letters are near each other. It remembers what it was asked to embed."""

    def __init__(self, name: str = "letters", dimension: int = 32) -> None:
        self.name = name
        self.fingerprint = sha256(f"{name} {dimension}".encode()).hexdigest()
        self.dimension = dimension
        self.passages: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit-length vectors of questions."""
        return np.stack([self._vector(text) for text in texts])

    def encode_passages(
        self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """Unit-length vectors of passages; `progress` hears of each text."""
        self.passages.extend(texts)
        for done in range(1, len(texts) + 1):
            if progress is not None:
                progress(done, len(texts))
        return self.encode_queries(texts)

    def _vector(self, text: str) -> NDArray[np.float32]:
        counts = np.bincount([ord(one) % self.dimension for one in text.lower()] or [0], minlength=self.dimension)
        return (counts / np.linalg.norm(counts)).astype(np.float32)


def letters(name: str = "letters", dimension: int = 32) -> "Embedder":
    """A `LetterEmbedder` for those who ask for an `Embedder` by name."""
    return LetterEmbedder(name, dimension)  # type: ignore[return-value]


def write_texts(folder: Path, texts: dict[str, str]) -> Path:
    """A folder with these files."""
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def write_json(path: Path, content: object) -> None:
    """A JSON file, with the folders it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
