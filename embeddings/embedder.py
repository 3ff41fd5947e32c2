"""Texts to vectors: the right prompt before each, batches by length, results in the order of the input."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from embeddings.batching import batches_by_length
from embeddings.encoders import load_encoder
from embeddings.model_source import BUNDLED, find_model
from embeddings.precision import Precision, fastest_precision
from embeddings.prompts import find_prompts

# Tokens in one batch. On 2 cores with bfloat16, 512 / 1,024 / 2,048 / 4,096 / 8,192 gave 3.9 / 4.2 / 4.4 / 4.4 / 4.9
# thousand tokens/s (2026-11-22, Chinese passages of 300 characters); more costs memory and coarser progress.
TOKEN_BUDGET = 2048
# Texts whose lengths are compared at once; more would only delay the first progress report.
WINDOW = 2048


class Embedder(Embeddings):
    """A sentence-embedding model on the CPU. A text beyond the model's limit (512 tokens for the bundled one, about
    800 Chinese characters) is cut there without notice: split before.

    `dimension` is the length of a vector. `fingerprint` stands for the model's files, whatever the precision: vectors
    of equal fingerprint can be compared. `name` is for people.
    """

    def __init__(
        self, model: str = BUNDLED, *, cache_folder: Path, precision: Literal["auto", "float32", "bfloat16"] = "auto"
    ) -> None:
        """Loads `model`: "bundled", a local sentence-transformers folder, or a name on the Hugging Face hub.

        Made and downloaded models lie below `cache_folder`. "auto" takes bfloat16 where this processor is at least
        1.15 times faster with it. Raises ModelUnavailable.
        """
        source = find_model(model, cache_folder)
        chosen: Precision = fastest_precision() if precision == "auto" else precision
        self._encoder = load_encoder(source.folder, chosen)
        self._prompts = find_prompts(source.folder, source.name)
        self.precision = chosen
        self.dimension: int = self._encoder.dimension
        self.fingerprint: str = source.fingerprint
        self.name: str = source.name

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit-length vectors of questions, (texts, dimension), in order."""
        return self._encode(texts, self._prompts.query, None)

    def encode_passages(
        self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """Unit-length vectors of passages, (texts, dimension), in order.

        `progress(done, total)` counts texts and is called after each batch.
        """
        return self._encode(texts, self._prompts.passage, progress)

    def embed_query(self, text: str) -> list[float]:
        """One question's vector, for LangChain."""
        return [float(value) for value in self.encode_queries([text])[0]]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The passages' vectors, for LangChain."""
        return [[float(value) for value in row] for row in self.encode_passages(texts)]

    def _encode(
        self, texts: Sequence[str], prompt: str, progress: Callable[[int, int], None] | None
    ) -> NDArray[np.float32]:
        vectors = np.empty((len(texts), self.dimension), np.float32)
        done = 0
        for start in range(0, len(texts), WINDOW):
            window = texts[start : start + WINDOW]
            lengths = [1] if len(window) == 1 else self._encoder.lengths(window, prompt)
            for batch in batches_by_length(lengths, token_budget=TOKEN_BUDGET):
                rows = [start + position for position in batch]
                vectors[rows] = self._encoder.encode([texts[row] for row in rows], prompt)
                done += len(batch)
                if progress is not None:
                    progress(done, len(texts))
        return vectors
