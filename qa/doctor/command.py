"""The command: look at one thing after the other, tell what is found, and end with 1 if something is at fault."""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import embeddings
from embeddings import EmbeddingError
from embeddings.model_source import BUNDLED, find_model
from qa.answering.evidence.support import read_support
from qa.answering.reading.span_model import SpanModel
from qa.answering.wording.local_model_file import FILE_BYTES, FILE_NAME, FILE_SHA256, INSTALL, is_whole
from qa.doctor.finding import Finding
from qa.doctor.floors import check_versions
from qa.doctor.machine import check_machine
from qa.doctor.self_test import check_answers
from qa.errors import IndexMissing, WenjuError
from qa.retrieval.dictionary import Dictionary
from qa.retrieval.generations import current
from qa.retrieval.knowledge_base import KnowledgeBase
from qa.settings import Settings
from qa.terminal import DONE, FAILED, as_json, printable


def run(parsed: argparse.Namespace, settings: Settings) -> int:
    """Print one line for each part, or all as one JSON object; 1 if one of them is at fault."""
    findings = []
    for finding in _findings(parsed.index, settings):
        findings.append(finding)
        if not parsed.json:
            print(printable(finding.line()), flush=True)
    is_well = all(finding.state != "bad" for finding in findings)
    if parsed.json:
        print(as_json({"is_well": is_well, "findings": [asdict(finding) for finding in findings]}))
    return DONE if is_well else FAILED


def _findings(index: Path, settings: Settings) -> Iterator[Finding]:
    yield Finding("python", "good", f"{sys.version.split()[0]}; cache {settings.cache_folder}; index {index}")
    yield from check_versions()
    yield from check_machine(settings.cache_folder, index)
    yield _checked("dictionary", lambda: f"{len(Dictionary(settings.cache_folder).syllables)} syllables")
    made: list[embeddings.Embedder] = []
    yield _checked("embedding model", lambda: _embedder(settings, made))
    yield _checked("reader", lambda: _reader(settings))
    yield _checked("index", lambda: _index(index))
    if made:
        yield _self_test(settings, made[0])
    yield _local_model(settings)


def _checked(name: str, check: Callable[[], str]) -> Finding:
    """What a check says; its error says what to do."""
    try:
        return Finding(name, "good", check())
    except IndexMissing as error:
        return Finding(name, "absent", str(error))
    except (WenjuError, EmbeddingError) as error:
        return Finding(name, "bad", str(error))


def _embedder(settings: Settings, made: "list[embeddings.Embedder]") -> str:
    embedder = embeddings.Embedder(
        settings.embedding_model, cache_folder=settings.cache_folder, precision=settings.precision
    )
    made.append(embedder)
    same, other = embedder.encode_passages(["吉林", "香蕉"]) @ embedder.encode_queries(["Jilin"])[0]
    if same <= other:
        raise WenjuError(
            "The model finds “Jilin” nearer to 香蕉 than to 吉林. Remove its folder in the cache, it is made again"
        )
    return f"{embedder.name}, {embedder.dimension} wide, all files as they should be"


def _reader(settings: Settings) -> str:
    model = SpanModel(find_model(BUNDLED, settings.cache_folder).folder, precision="float32")
    read_support(model.sha256)
    (reading,) = model.read("How many bridges are there?", ["The town has 12 bridges."])
    return f"score {reading.score:.1f} for a sentence that answers"


def _index(folder: Path) -> str:
    generation, manifest = current(folder)
    KnowledgeBase(generation, dimension=manifest.dimension).close()
    return f"{manifest.documents} documents, {manifest.passages} passages, made with {manifest.embedding_model}"


def _self_test(settings: Settings, embedder: "embeddings.Embedder") -> Finding:
    try:
        return check_answers(settings, embedder)
    except (WenjuError, EmbeddingError) as error:
        return Finding("self-test", "bad", str(error))


def _local_model(settings: Settings) -> Finding:
    """Whether the optional model is there; without it answers are quotes, which is no fault."""
    name, file = "local language model", settings.cache_folder / FILE_NAME
    if not file.exists():
        return Finding(name, "absent", INSTALL)
    if not is_whole(file, length=FILE_BYTES, sha256=FILE_SHA256):
        return Finding(name, "absent", f"{file} is half there or changed; it is made again when it is used first")
    return Finding(name, "good", f"{FILE_NAME}, whole; xllamacpp {_version('xllamacpp')}")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "is missing"
