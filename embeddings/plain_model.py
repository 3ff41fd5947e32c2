"""A plain BERT with its tokenizer, loaded once for all who run it: the embedder, and the reader."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from embeddings.bert import Bert, load_tokenizer
from embeddings.errors import ModelUnavailable
from embeddings.precision import Precision


@dataclass(frozen=True, eq=False)
class PlainModel:
    """A loaded network and its tokenizer, which nobody may change: others use both."""

    bert: Bert
    tokenizer: Any


# By files, their times, and precision; a model goes with the last one who uses it. The bundled tokenizer takes 280 MB
# and its word table 190 MB of mapped memory, so two of them are more than all the rest of a process.
_loaded: WeakValueDictionary[tuple[object, ...], PlainModel] = WeakValueDictionary()
_loading = threading.Lock()


def plain_model(folder: Path, precision: Precision) -> PlainModel:
    """The model of a folder that `is_plain_bert`, loaded unless it is in use. ModelUnavailable when it is damaged."""
    import torch

    try:
        states = [(folder / name).stat() for name in ("config.json", "model.safetensors", "tokenizer.json")]
    except OSError as error:
        raise ModelUnavailable(f"The model in {folder} cannot be read: {error}. Fetch the model again.") from error
    key = (folder.resolve(), precision, *((state.st_mtime_ns, state.st_size) for state in states))
    with _loading:
        model = _loaded.get(key)
        if model is None:
            model = PlainModel(Bert(folder, getattr(torch, precision)), load_tokenizer(folder))
            _loaded[key] = model
        return model
