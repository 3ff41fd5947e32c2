"""Two ways to run a model folder: our own plain BERT, quick to start, and sentence-transformers for all others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from embeddings.bert import is_plain_bert, maximum_tokens
from embeddings.errors import ModelUnavailable
from embeddings.plain_model import plain_model
from embeddings.precision import Precision


class Encoder(Protocol):
    """A loaded model."""

    dimension: int

    def lengths(self, texts: Sequence[str], prompt: str) -> list[int]:
        """How many tokens each text has with its prompt, after cutting."""
        ...

    def encode(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        """One unit-length row for each text; the texts of one batch, of similar length."""
        ...


def load_encoder(folder: Path, precision: Precision) -> Encoder:
    """The model in `folder`, run by whichever way understands it. ModelUnavailable when neither does."""
    return PlainEncoder(folder, precision) if is_plain_bert(folder) else LibraryEncoder(folder, precision)


class PlainEncoder:
    """BERT with mean pooling, without sentence-transformers and its seconds of import."""

    def __init__(self, folder: Path, precision: Precision) -> None:
        self._model = plain_model(folder, precision)
        self.dimension = self._model.bert.dimension
        self._maximum = maximum_tokens(folder)

    def _token_ids(self, texts: Sequence[str], prompt: str) -> list[list[int]]:
        whole = [prompt + text for text in texts]
        found = [encoding.ids for encoding in self._model.tokenizer.encode_batch(whole)]
        return [ids if len(ids) <= self._maximum else self._cut(text) for text, ids in zip(whole, found, strict=True)]

    def _cut(self, text: str) -> list[int]:
        """The first tokens of a text that is too long, with the marks of its beginning and end around them."""
        tokenizer = self._model.tokenizer
        encoding = tokenizer.encode(text, add_special_tokens=False)
        encoding.truncate(self._maximum - tokenizer.num_special_tokens_to_add(False))
        ids: list[int] = tokenizer.post_process(encoding).ids
        return ids

    def lengths(self, texts: Sequence[str], prompt: str) -> list[int]:
        """See `Encoder`."""
        return [len(ids) for ids in self._token_ids(texts, prompt)]

    def encode(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        """See `Encoder`."""
        vectors: NDArray[np.float32] = self._model.bert.encode(self._token_ids(texts, prompt)).numpy()
        return vectors


class LibraryEncoder:
    """Any model that sentence-transformers can load from safetensors without running code that came with it."""

    def __init__(self, folder: Path, precision: Precision) -> None:
        import torch
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(
                str(folder),
                device="cpu",
                trust_remote_code=False,
                local_files_only=True,
                model_kwargs={"use_safetensors": True, "dtype": getattr(torch, precision)},
            )
        except Exception as error:  # the library's causes are many; each means that this model cannot be used
            raise ModelUnavailable(
                f"sentence-transformers cannot load the model in {folder}: {error} Choose another "
                "model, or fetch it again."
            ) from error
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def lengths(self, texts: Sequence[str], prompt: str) -> list[int]:
        """See `Encoder`."""
        maximum = self._model.max_seq_length or 512
        encoded: Any = self._model.tokenizer([prompt + text for text in texts], truncation=True, max_length=maximum)
        return [len(ids) for ids in encoded["input_ids"]]

    def encode(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        """See `Encoder`."""
        vectors = self._model.encode(
            list(texts),
            prompt=prompt,
            batch_size=len(texts),
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, np.float32)
