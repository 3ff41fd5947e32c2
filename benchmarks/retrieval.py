"""Recall of each ranked list alone and of all fused: python benchmarks/retrieval.py [--distractors].

Needs the development questions beside the project; without them it says so and stops.
"""

import argparse
import json
import shutil
import sys
from pathlib import Path

from embeddings import Embedder
from qa.index_builder import build_index
from qa.retrieval.dictionary import Dictionary
from qa.retrieval.fusion import fuse
from qa.retrieval.generations import current
from qa.retrieval.knowledge_base import KnowledgeBase
from qa.retrieval.passage_vectors import CACHE_FILE
from qa.retrieval.retriever import VOTES, Retriever
from qa.settings import Settings

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "questions"
PAIRS = ("zh-zh", "en-zh", "en-en", "zh-en")
# A reader puts the first 20 or 30 in order anew, so what they hold bounds what it can find.
DEPTHS = (1, 5, 10, 20, 30)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--distractors", action="store_true", help="mix in 12,000 Chinese news passages")
    parser.add_argument("--questions", type=int, default=0, help="only the first N questions of each pair")
    parser.add_argument("--part", type=int, choices=(0, 1, 2), help="only articles whose number leaves this, by three")
    parser.add_argument("--pairs", nargs="*", default=list(PAIRS))
    parser.add_argument("--folder", type=Path, default=Path("data/benchmark"), help="where the indexes are kept")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        print(f"skipped: the development questions are not there ({DATA.name})", file=sys.stderr)
        return 0
    settings = Settings.from_environment()
    embedder = Embedder(settings.embedding_model, cache_folder=settings.cache_folder, precision=settings.precision)
    print(
        "| pair | list | " + " | ".join(f"recall@{depth}" for depth in DEPTHS) + " |\n|---|---|" + "---|" * len(DEPTHS)
    )
    for pair in arguments.pairs:
        retriever, base = _retriever(pair, arguments.distractors, arguments.folder, settings, embedder)
        rows = [json.loads(line) for line in (DATA / f"xquad_{pair}.jsonl").open(encoding="utf-8")]
        if arguments.part is not None:
            rows = [row for row in rows if int(row["doc_id"].split("-")[2]) % 3 == arguments.part]
        _print_table(pair, retriever, base, rows[: arguments.questions or None])
    return 0


def _retriever(
    pair: str, distractors: bool, folder: Path, settings: Settings, embedder: Embedder
) -> tuple[Retriever, KnowledgeBase]:
    """An index of the pair's documents, kept from run to run; vectors of the distractors are shared between them."""
    language = pair.split("-")[1]
    # The documents of a language are the same in both of its pairs.
    paths = [DATA / f"xquad_{language}-{language}.docs.jsonl"]
    index = folder / f"{language}{'-distractors' if distractors else ''}"
    if distractors:
        paths.append(DATA / "news_distractors.docs.jsonl.gz")
        for other in folder.glob(f"*-distractors/{CACHE_FILE}"):
            if not (index / CACHE_FILE).exists():
                index.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(other, index / CACHE_FILE)
    report = build_index(paths, index, settings=settings, embedder=embedder)
    print(f"{pair}: {report.documents} documents, {report.passages} passages, {report.seconds:.0f} s", file=sys.stderr)
    generation, manifest = current(index)
    base = KnowledgeBase(generation, dimension=manifest.dimension)
    return Retriever(base, lambda text: embedder.encode_queries([text])[0], Dictionary(settings.cache_folder)), base


def _print_table(pair: str, retriever: Retriever, base: KnowledgeBase, rows: list[dict[str, str]]) -> None:
    found: dict[str, list[int]] = {}
    for row in rows:
        rankings = retriever.rankings(retriever.understand(row["question"]))
        by_name: dict[str, list[int]] = {}
        for made, items in rankings.items():
            if made.name != "nearest" and made.language == row["lang_doc"]:
                by_name[made.name] = items
        by_name["fused"] = [item for item, _ in fuse(rankings, VOTES)]
        for name, items in by_name.items():
            documents = [passage.document_id for passage in base.passages(items[: max(DEPTHS) * 2])]
            distinct = list(dict.fromkeys(documents))
            found.setdefault(name, []).append(distinct.index(row["doc_id"]) + 1 if row["doc_id"] in distinct else 0)
    for name, ranks in found.items():
        recalls = [sum(0 < rank <= depth for rank in ranks) / len(ranks) for depth in DEPTHS]
        print(f"| {pair} | {name} | " + " | ".join(f"{recall:.3f}" for recall in recalls) + " |", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
