"""Text to vectors to nearest rows. Knows nothing of documents or questions; each name loads when it is first used.

`Embedder` brings a large part of LangChain along, so who only names its type writes `embeddings.Embedder`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from embeddings.native_settings import set_defaults

if TYPE_CHECKING:
    from embeddings.embedder import Embedder
    from embeddings.errors import EmbeddingError, ModelUnavailable, VectorIndexDamaged
    from embeddings.vector_cache import VectorCache
    from embeddings.vector_index import VectorIndex

__all__ = ["Embedder", "EmbeddingError", "ModelUnavailable", "VectorCache", "VectorIndex", "VectorIndexDamaged"]

_MODULES = {
    "Embedder": "embedder",
    "EmbeddingError": "errors",
    "ModelUnavailable": "errors",
    "VectorCache": "vector_cache",
    "VectorIndex": "vector_index",
    "VectorIndexDamaged": "errors",
}

set_defaults()  # before anything here imports torch


def __getattr__(name: str) -> Any:
    """The public name, from the module that defines it (PEP 562)."""
    if name not in _MODULES:
        raise AttributeError(f"module 'embeddings' has no attribute {name!r}")
    return getattr(import_module(f"embeddings.{_MODULES[name]}"), name)
