"""What can go wrong between a text and its nearest rows. Every message says what, where and what to do.

EmbeddingError
├── ModelUnavailable      no usable embedding model: not installed, not downloaded, damaged, or of an unsafe kind
└── VectorIndexDamaged    a stored vector index that cannot be read, or vectors that cannot be stored
"""


class EmbeddingError(Exception):
    """Anything this package raises on purpose."""


class ModelUnavailable(EmbeddingError):
    """The embedding model cannot be had: the message names the model, the place and the remedy."""


class VectorIndexDamaged(EmbeddingError):
    """Vectors or a vector file that cannot be used: the message names the file or array and the remedy."""
