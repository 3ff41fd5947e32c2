"""Wenju beside other programs, on the same documents, questions and embedding model: python -m benchmarks.peers.

Each peer is put together as its own guide says (benchmarks/peer_systems.py) and runs by itself, in an environment that
this makes once below data/peers. Recall counts documents. Needs the questions beside the project; without them it says
so and stops.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import qa
from benchmarks.peer_systems import PEERS
from embeddings import Embedder
from embeddings.encoders import load_encoder
from embeddings.model_source import BUNDLED, find_model
from qa.components import open_index
from qa.index_builder import build_index
from qa.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "questions"
REQUIREMENTS = ROOT / "benchmarks" / "peers.lock"
SETS = {
    "xquad": ("xquad_zh-zh.docs.jsonl", {"zh-zh": "xquad_zh-zh.jsonl", "en-zh": "xquad_en-zh.jsonl"}),
    "provinces": (
        "provinces_dev.docs.jsonl",
        {"zh-zh": "provinces_dev_zh-zh.jsonl", "en-zh": "provinces_dev_en-zh.jsonl"},
    ),
}
DEPTHS = (1, 5)
Gold = Mapping[str, Mapping[str, str]]


class Found(NamedTuple):
    """What a program found: seconds to index and to search, and the documents of each question, best first."""

    version: str
    indexed: float
    seconds: Sequence[float]
    found: Mapping[str, Sequence[str]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=SETS, default="provinces")
    parser.add_argument("--questions", type=int, help="only the first of each pair")
    parser.add_argument("--documents", type=int, help="only the first, and the questions about them")
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=list(PEERS))
    parser.add_argument("--folder", type=Path, default=ROOT / "data" / "peers", help="where the environment is made")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        print(f"skipped: the questions are not there ({DATA.name})", file=sys.stderr)
        return 0
    documents, files = SETS[arguments.set]
    rows = list(map(json.loads, (DATA / documents).read_text("utf-8").splitlines()))[: arguments.documents]
    gold = {pair: _gold(DATA / file, rows, arguments.questions) for pair, file in files.items()}
    settings = Settings.from_environment()
    model = find_model(BUNDLED, settings.cache_folder).folder
    tokens = _tokens(model, [row["text"] for row in rows])
    pairs = " | ".join(f"{pair} recall@{', @'.join(map(str, DEPTHS))}" for pair in gold)
    print(f"{len(rows)} documents, {tokens:,} tokens, {sum(map(len, gold.values()))} questions\n")
    print(f"| program | {pairs} | ms a question | tokens/s indexed |\n|---|{'---|' * (len(gold) + 2)}", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        _print_row(_wenju(Path(scratch), rows, gold, settings), gold, tokens)
        python = _environment(arguments.folder)
        for name in arguments.peers:
            result = _peer(name, python, model, Path(scratch), gold)
            if result is not None:
                _print_row(result, gold, tokens)
    return 0


def _gold(file: Path, rows: Sequence[Mapping[str, str]], limit: int | None) -> dict[str, str]:
    """The document that answers each question, by question."""
    known = {row["doc_id"] for row in rows}
    questions = list(map(json.loads, file.read_text("utf-8").splitlines()))
    found = {row["question"]: row["doc_id"] for row in questions if row["doc_id"] in known}
    return dict(list(found.items())[:limit])


def _tokens(model: Path, texts: Sequence[str]) -> int:
    """The tokens of texts, in parts that the encoder does not cut, without the two marks around each part."""
    parts = [text[at : at + 300] for text in texts for at in range(0, len(text), 300)]
    return sum(load_encoder(model, "float32").lengths(parts, "")) - 2 * len(parts)


def _wenju(folder: Path, rows: Sequence[Mapping[str, str]], gold: Gold, settings: Settings) -> Found:
    documents = folder / "rows.docs.jsonl"
    documents.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    # Libraries are loaded, and the faster precision is measured, before the clock starts; the model is opened after it.
    _embedder(settings).encode_passages(["."])
    began = time.perf_counter()
    embedder = _embedder(settings)
    build_index(documents, folder / "index", settings=settings, embedder=embedder)
    indexed = time.perf_counter() - began
    index = open_index(folder / "index", settings, embedder)
    found, seconds = {}, []
    for question in (question for asked in gold.values() for question in asked):
        began = time.perf_counter()
        hits = index.search(index.understand(question), limit=30)
        found[question] = list(dict.fromkeys(hit.passage.document_id for hit in hits))
        seconds.append(time.perf_counter() - began)
    return Found(f"Wenju {qa.__version__}, search without the reader", indexed, seconds, found)


def _embedder(settings: Settings) -> Embedder:
    return Embedder(settings.embedding_model, cache_folder=settings.cache_folder, precision=settings.precision)


def _environment(folder: Path) -> Path:
    """The Python of the peers' environment, made once; torch and the like are those of the project."""
    python = folder / "bin" / "python"
    done = folder / "installed"
    if not done.exists() or done.read_text("utf-8") != REQUIREMENTS.read_text("utf-8"):
        venv.create(folder, with_pip=True, clear=True)
        packages = next((folder / "lib").glob("python*/site-packages"))
        (packages / "project.pth").write_text("\n".join(path for path in sys.path if "site-packages" in path), "utf-8")
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*command, "-r", str(REQUIREMENTS)], check=True, stdout=sys.stderr)
        done.write_text(REQUIREMENTS.read_text("utf-8"), "utf-8")
    return python


def _peer(name: str, python: Path, model: Path, scratch: Path, gold: Gold) -> Found | None:
    """What a peer found; None, and its last line of output, where it failed."""
    questions = scratch / "questions.json"
    questions.write_text(json.dumps({question: "" for asked in gold.values() for question in asked}), "utf-8")
    program = ROOT / "benchmarks" / "peer_systems.py"
    command = [str(part) for part in (python, program, name, model, scratch / "rows.docs.jsonl", questions)]
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONPATH": ""}
    )
    if done.returncode:
        print(f"{name} failed: {(done.stderr.strip().splitlines() or ['no message'])[-1]}", file=sys.stderr)
        return None
    return Found(**json.loads(done.stdout.splitlines()[-1]))


def _print_row(result: Found, gold: Gold, tokens: int) -> None:
    recalls = [", ".join(f"{recall(result.found, asked, depth):.3f}" for depth in DEPTHS) for asked in gold.values()]
    taken = 1000 * statistics.median(result.seconds)
    print(f"| {result.version} | {' | '.join(recalls)} | {taken:.0f} | {tokens / result.indexed:,.0f} |", flush=True)


def recall(found: Mapping[str, Sequence[str]], gold: Mapping[str, str], depth: int) -> float:
    """The share of questions whose document is among the first `depth` found."""
    return sum(document in found[question][:depth] for question, document in gold.items()) / max(1, len(gold))


if __name__ == "__main__":
    raise SystemExit(main())
