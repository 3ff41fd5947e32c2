"""Search by size of the index: python -m benchmarks.scale --passages 3000 30000. Questions alone are embedded.

Documents are sentences of real ones, mixed; a passage's vector lies near those of two real passages. So a row shows
what time and room the index itself takes. Needs the documents beside the project; without them it says so and stops.
"""

import argparse
import gzip
import json
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from embeddings import Embedder
from qa.index_builder import build_index
from qa.language import sentences
from qa.retrieval.dictionary import Dictionary
from qa.retrieval.generations import current
from qa.retrieval.knowledge_base import KnowledgeBase
from qa.retrieval.passage_vectors import CACHE_FILE
from qa.retrieval.retriever import Retriever
from qa.settings import Settings
from qa.types import Language

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "questions"
TEXTS = {
    "zh": ("news_distractors.docs.jsonl.gz", "xquad_zh-zh.docs.jsonl", "provinces_dev.docs.jsonl"),
    "en": ("xquad_en-en.docs.jsonl", "squad2_dev500.docs.jsonl", "mtrag_un.docs.jsonl"),
}
# Questions over Chinese passages, in each language.
QUESTIONS = {"en": "xquad_en-zh.jsonl", "zh": "xquad_zh-zh.jsonl"}
ENGLISH_SHARE = 0.1
PASSAGES_OF_A_DOCUMENT = 8
DOCUMENTS_OF_A_FILE = 5_000  # 36 MB, below the largest file that is read
# Characters of a made passage, somewhat below the longest that the splitter makes.
LENGTH = {"zh": 310, "en": 1200}
REAL_VECTORS = 400
WARMING_UP = 3
# The length of what is added to the mean of two real vectors, which are unit vectors.
NOISE = 0.35
HEADER = (
    "| passages | retrieve en / zh, median (95th) ms | recall@10 of the nearest | open s | bytes a passage (with cache)"
    " | ms a passage beside embedding | memory MB |\n|---|---|---|---|---|---|---|"
)


class MadeVectors:
    """Stands for an embedder: questions are embedded, passages get a vector near two real ones."""

    def __init__(self, embedder: Embedder, real: NDArray[np.float32]) -> None:
        self.name, self.fingerprint, self.dimension = "made", "0" * 64, embedder.dimension
        self._embedder, self._real = embedder, real
        self._random = np.random.default_rng(0)
        self.seconds = 0.0

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of questions."""
        return self._embedder.encode_queries(texts)

    def encode_passages(
        self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """Made unit vectors, one for each text; the time they took is kept apart."""
        began = time.perf_counter()
        first, second = self._real[self._random.integers(len(self._real), size=(2, len(texts)))]
        noise = self._random.normal(size=first.shape).astype(np.float32)
        made = first + second + 2 * NOISE * noise / np.linalg.norm(noise, axis=1, keepdims=True)
        made /= np.linalg.norm(made, axis=1, keepdims=True)
        self.seconds += time.perf_counter() - began
        return cast(NDArray[np.float32], made)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, nargs="+", default=[3_000, 30_000])
    parser.add_argument("--questions", type=int, default=60, help="questions of each language")
    parser.add_argument("--folder", type=Path, help="where the indexes are kept; else they are deleted")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        print(f"skipped: the documents are not there ({DATA.name})", file=sys.stderr)
        return 0
    settings = Settings.from_environment()
    embedder = Embedder(settings.embedding_model, cache_folder=settings.cache_folder, precision=settings.precision)
    pools = {language: list(_sentences(language)) for language in TEXTS}
    chooser = random.Random(0)
    real = embedder.encode_passages(
        ["".join(chooser.choices(pools[language], k=4)) for language in pools for _ in range(REAL_VECTORS // 2)]
    )
    print(HEADER, flush=True)
    for passages in arguments.passages:
        with tempfile.TemporaryDirectory() as scratch:
            folder = (arguments.folder or Path(scratch)) / str(passages)
            print(_row(passages, folder, pools, MadeVectors(embedder, real), arguments.questions), flush=True)
    return 0


def _sentences(language: str) -> Iterator[str]:
    for name in TEXTS[language]:
        opener = gzip.open if name.endswith(".gz") else open
        with opener(DATA / name, "rt", encoding="utf-8") as rows:
            for row in rows:
                text = json.loads(row)["text"]
                yield from (text[start:end] for start, end in sentences(text))


def _row(passages: int, folder: Path, pools: dict[str, list[str]], vectors: MadeVectors, questions: int) -> str:
    """Build the index, open it, ask it; one line of the table."""
    index = folder / "index"
    documents = _documents(passages, folder, pools)
    began = time.perf_counter()
    report = build_index(documents, index, settings=Settings(), embedder=cast(Embedder, vectors))
    beside = 1000 * (time.perf_counter() - began - vectors.seconds) / report.passages
    began = time.perf_counter()
    generation, manifest = current(index)
    base = KnowledgeBase(generation, dimension=manifest.dimension)
    opened = time.perf_counter() - began
    retriever = Retriever(base, _embedded(vectors, questions).__getitem__, Dictionary(Settings().cache_folder))
    times = {language: _milliseconds(retriever, asked) for language, asked in _asked(questions).items()}
    taken = " / ".join(f"{statistics.median(found):.0f} ({sorted(found)[-3]:.0f})" for found in times.values())
    recall = _recall(base, _embedded(vectors, questions))
    stored = sum(file.stat().st_size for file in generation.iterdir()) / report.passages
    cached = (index / CACHE_FILE).stat().st_size / report.passages
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"| {report.passages:,} | {taken} | {recall:.3f} | {opened:.2f} | {stored:,.0f} ({stored + cached:,.0f})"
        f" | {beside:.2f} | {memory:,.0f} |"
    )


def _documents(passages: int, folder: Path, pools: dict[str, list[str]]) -> list[Path]:
    """Files of made documents with about so many passages."""
    folder.mkdir(parents=True, exist_ok=True)
    chooser = random.Random(1)
    wanted = max(1, passages // PASSAGES_OF_A_DOCUMENT)
    return [
        _made_file(folder, range(at, min(wanted, at + DOCUMENTS_OF_A_FILE)), pools, chooser)
        for at in range(0, wanted, DOCUMENTS_OF_A_FILE)
    ]


def _made_file(folder: Path, numbers: range, pools: dict[str, list[str]], chooser: random.Random) -> Path:
    file = folder / f"made-{numbers.start}.docs.jsonl"
    with file.open("w", encoding="utf-8") as rows:
        for number in numbers:
            language = "en" if chooser.random() < ENGLISH_SHARE else "zh"
            paragraphs = [_paragraph(language, pools[language], chooser) for _ in range(PASSAGES_OF_A_DOCUMENT)]
            title = f"{chooser.choice(pools[language])[:24].strip()} {number}"
            row = {"doc_id": f"made-{number}", "title": title, "text": "\n\n".join(paragraphs)}
            rows.write(json.dumps(row, ensure_ascii=False) + "\n")
    return file


def _paragraph(language: str, pool: list[str], chooser: random.Random) -> str:
    text = ""
    while len(text) < LENGTH[language]:
        text += chooser.choice(pool).strip() + ("" if language == "zh" else " ")
    return text[: LENGTH[language]].replace("\n", " ")


def _asked(questions: int) -> dict[Language, list[str]]:
    found: dict[Language, list[str]] = {}
    for language, name in QUESTIONS.items():
        with (DATA / name).open(encoding="utf-8") as rows:
            found[cast(Language, language)] = [json.loads(row)["question"] for row in rows][: questions + WARMING_UP]
    return found


def _embedded(vectors: MadeVectors, questions: int) -> dict[str, NDArray[np.float32]]:
    texts = [text for asked in _asked(questions).values() for text in asked]
    return dict(zip(texts, vectors.encode_queries(texts), strict=True))


def _milliseconds(retriever: Retriever, questions: Sequence[str]) -> list[float]:
    """How long each question takes to understand and search; the first ones only warm up."""
    for question in questions[:WARMING_UP]:
        retriever.search(retriever.understand(question), limit=20)
    taken = []
    for question in questions[WARMING_UP:]:
        began = time.perf_counter()
        retriever.search(retriever.understand(question), limit=20)
        taken.append(1000 * (time.perf_counter() - began))
    return taken


def _recall(base: KnowledgeBase, questions: dict[str, NDArray[np.float32]]) -> float:
    """The share of the ten passages of the larger language nearest to each question that its index finds."""
    index = max(base.vectors.values(), key=len)
    asked = np.stack(list(questions.values()))
    best = np.full((len(asked), 10), -np.inf, np.float32)
    for at in range(0, len(index), 50_000):
        scores = asked @ index.vectors(index.ids[at : at + 50_000]).T
        best = -np.sort(-np.concatenate([best, scores], axis=1), axis=1)[:, :10]
    found = [index.search(vector, limit=200)[1][:10] for vector in asked]
    # Equal vectors may stand for one another, so scores are compared and not rows.
    hits = sum(int((np.asarray(one) >= least - 1e-5).sum()) for one, least in zip(found, best[:, -1], strict=True))
    return hits / best.size


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    raise SystemExit(main())
