"""The real embedding model, loaded once in a process."""

import pytest

from embeddings import Embedder
from qa import Settings


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    settings = Settings.from_environment()
    return Embedder(settings.embedding_model, cache_folder=settings.cache_folder, precision=settings.precision)
