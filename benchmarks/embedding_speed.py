"""How fast texts become vectors here, and how well inverted lists find them: `python benchmarks/embedding_speed.py`.

Texts are made up from a fixed seed, so that runs on different machines do the same work.
"""

import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from embeddings import Embedder, VectorIndex  # noqa: E402
from embeddings.encoders import load_encoder  # noqa: E402
from embeddings.model_source import BUNDLED, find_model  # noqa: E402
from embeddings.precision import Precision  # noqa: E402
from embeddings.vector_index import EXACT_BELOW  # noqa: E402

REPEATS = 5
PASSAGES = 20
WORDS_ZH = ["全省粮食产量", "街道办事处", "派出", "干部", "群众", "会议", "强调", "同比增长", "万吨", "图书馆", "冬季"]
WORDS_EN = ["the", "committee", "adopted", "a", "budget", "for", "grain", "output", "in", "winter", "library", "street"]
QUERY = "去年广塔街道办事处派出了多少名干部？"
RECALL_QUERIES = 200


def made_up_texts(words: list[str], joints: list[str], length: int) -> list[str]:
    """Texts of about `length` characters each."""
    chooser = random.Random(0)
    texts = []
    for _ in range(PASSAGES):
        text = ""
        while len(text) < length:
            text += chooser.choice(words) + chooser.choice(joints)
        texts.append(text)
    return texts


def seconds(step: Callable[[], object]) -> float:
    """How long `step` takes."""
    start = time.perf_counter()
    step()
    return time.perf_counter() - start


def print_speeds(cache_folder: Path) -> None:
    """Tokens per second by language and precision, the precisions in turns, so that both see the same machine."""
    precisions: list[Precision] = ["float32", "bfloat16"]
    embedders = {name: Embedder(cache_folder=cache_folder, precision=name) for name in precisions}
    lengths = load_encoder(find_model(BUNDLED, cache_folder).folder, "float32").lengths
    texts = {"zh": made_up_texts(WORDS_ZH, ["", "，", "。"], 300), "en": made_up_texts(WORDS_EN, [" "], 900)}
    for language, passages in texts.items():
        tokens = sum(lengths(passages, "passage: "))
        taken: dict[str, list[float]] = {name: [] for name in embedders}
        for _ in range(REPEATS):
            for name, embedder in embedders.items():
                taken[name].append(seconds(partial(embedder.encode_passages, passages)))
        for precision, times in taken.items():
            print(f"{language} {precision}: {tokens / statistics.median(times):,.0f} tokens/s ({tokens} tokens)")
    for name, embedder in embedders.items():
        times = [seconds(partial(embedder.embed_query, QUERY)) for _ in range(30)]
        print(f"one query {name}: {1000 * statistics.median(times):.1f} ms")


def clustered(rows: int, dimension: int, seed: int) -> NDArray[np.float32]:
    """Unit vectors around 2,000 centres, with a common direction, as sentence vectors have."""
    centres = np.random.default_rng(0).normal(size=(2000, dimension)).astype(np.float32)
    chooser = np.random.default_rng(seed)
    vectors = centres[chooser.integers(len(centres), size=rows)]
    vectors = vectors + chooser.normal(size=(rows, dimension)).astype(np.float32) + 1
    unit: NDArray[np.float32] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


def print_recall(rows: int = EXACT_BELOW, dimension: int = 384) -> None:
    """How many of the true ten nearest rows inverted lists find."""
    vectors, queries = clustered(rows, dimension, 1), clustered(RECALL_QUERIES, dimension, 2)
    start = time.perf_counter()
    index = VectorIndex.build(vectors, np.arange(rows))
    built = time.perf_counter() - start
    found, taken = 0, []
    for query in queries:
        best = np.argpartition(-(vectors @ query), 10)[:10]
        start = time.perf_counter()
        ids, _ = index.search(query, limit=10)
        taken.append(time.perf_counter() - start)
        found += len(set(best.tolist()) & set(ids.tolist()))
    share = found / (10 * len(queries))
    print(f"inverted lists, {rows:,} rows: built in {built:.1f} s, recall@10 {share:.3f}, ", end="")
    print(f"{1000 * statistics.median(taken):.1f} ms a search")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(f"model made and loaded in {seconds(lambda: Embedder(cache_folder=Path(folder))):.1f} s")
        print_speeds(Path(folder))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB (two models)")
    print_recall()
