"""The plain reader and the trained one, each given passages that are already at hand."""

import argparse
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks import plain_reader
from benchmarks.held_out import ReadingQuestion
from embeddings import Embedder
from embeddings.model_source import BUNDLED, find_model
from embeddings.precision import fastest_precision
from qa.answering.evidence.reader import Likeness, MakeReader
from qa.answering.evidence.support import FEATURES, PAIRS, SUPPORT, Support, read_support
from qa.answering.evidence.trained_reader import TrainedReader
from qa.answering.reading.code_switched_question import glossed
from qa.answering.reading.span_edges import refine
from qa.answering.reading.span_model import WEIGHTS, SpanModel
from qa.assistant import Assistant
from qa.components import OpenIndex, open_index
from qa.index_builder import build_index
from qa.language import detect
from qa.question.kind import kind_of
from qa.retrieval import bridge
from qa.retrieval.dictionary import Dictionary
from qa.retrieval.passage_vectors import CACHE_FILE
from qa.settings import Settings
from qa.types import Document, Hit, Passage, Question


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was read in one passage, and how sure it is that the passage answers at all."""

    text: str
    score: float


Reader = Callable[[ReadingQuestion], Prediction]


def add_weights_option(parser: argparse.ArgumentParser) -> None:
    """--weights PATH: which weights the trained reader takes."""
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the trained reader's safetensors file")
    parser.add_argument("--support", type=Path, default=SUPPORT, help="the support that was fitted to these weights")


def load_span_model(weights: Path, settings: Settings) -> SpanModel:
    """The trained reader's model over the bundled encoder, in the precision that is fastest here."""
    precision = fastest_precision() if settings.precision == "auto" else settings.precision
    return SpanModel(find_model(BUNDLED, settings.cache_folder).folder, weights, precision=precision)


def load_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name."""
    return Embedder(settings.embedding_model, cache_folder=settings.cache_folder, precision=settings.precision)


def trained_spans(model: SpanModel, dictionary: Dictionary) -> Reader:
    """The best span of the passage, as the model points at it, refined."""

    def read(asked: ReadingQuestion) -> Prediction:
        question = Question(asked.question, detect(asked.question), bridge.terms(asked.question, dictionary))
        (reading,) = model.read(glossed(question, asked.passage), [asked.passage])
        if not reading.spans:
            return Prediction("", reading.score)
        place = refine(asked.passage, reading.spans[0].range, kind_of(asked.question), detect(asked.passage))
        return Prediction(asked.passage[slice(*place)], reading.score)

    return read


def plain_spans(embedder: Embedder, dictionary: Dictionary) -> Reader:
    """The span of the best sentence, or all of it; without an index each term of a question weighs the same."""

    def read(asked: ReadingQuestion) -> Prediction:
        document = Document("one", "", asked.passage, detect(asked.passage))
        hit = Hit(Passage("one#0", "one", "", asked.passage, 0, len(asked.passage)), 1.0, {})
        vector = embedder.encode_queries([asked.question])[0]
        reader = plain_reader.PlainReader(lambda _, texts: embedder.encode_passages(texts) @ vector, lambda _: document)
        terms = bridge.terms(asked.question, dictionary)
        found = reader.read(Question(asked.question, detect(asked.question), terms), [hit], {})
        if not found:
            return Prediction("", 0.0)
        return Prediction(asked.passage[slice(*(found[0].span or found[0].sentence))], found[0].support)

    return read


def make_plain() -> MakeReader:
    """The baseline."""
    return plain_reader.PlainReader


def make_trained(model: SpanModel, support: Path) -> MakeReader:
    """The trained reader with that support. Raises `SupportMismatch` where it was fitted to other weights."""

    def make(likeness: Likeness, document: Callable[[str], Document]) -> TrainedReader:
        return TrainedReader(model, likeness, document, read_support(model.sha256, support))

    return make


def make_unfitted(model: SpanModel) -> MakeReader:
    """The trained reader for its candidates alone, before any support is fitted to it: every support is one half."""
    weights, bars = np.zeros(len(FEATURES)), dict.fromkeys(PAIRS, 0.0)
    support = Support(weights, weights, bars, bars, model.sha256)
    return lambda likeness, document: TrainedReader(model, likeness, document, support)


def assistant_with(make_reader: MakeReader, index: OpenIndex, settings: Settings) -> Assistant:
    """An assistant over an open index that reads with that reader."""
    reader = make_reader(index.likeness, index.document)
    return Assistant(index, reader, max_question_length=settings.max_question_length)


def index_opener(embedder: Embedder, settings: Settings) -> Callable[[Path, Path], OpenIndex]:
    """A function of (documents, index folder) that makes an index where need be, and opens it."""
    return partial(_made, [], embedder, settings)


def _made(before: list[Path], embedder: Embedder, settings: Settings, documents: Path, index: Path) -> OpenIndex:
    if before and not (index / CACHE_FILE).exists():
        # The sets share most of their texts, which need not be embedded again.
        index.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(before[-1] / CACHE_FILE, index / CACHE_FILE)
    before.append(index)
    build_index([documents], index, settings=settings, embedder=embedder)
    return open_index(index, settings, embedder)
