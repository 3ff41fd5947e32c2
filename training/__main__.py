"""Make the reader's weights: python -m training [--seconds N] [--out FILE] (README.md here says with what data)."""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from embeddings.model_source import find_model
from qa.settings import Settings
from training.examples import Example
from training.learning import Plan, learn
from training.memory import keep_freed_memory
from training.mixture import FIRST_LESSONS, Shares, mixture
from training.model import LearningReader, record_hash
from training.reading_sets import DATA
from training.windows import WindowMaker, whole_tokenizer

WEIGHTS = Path(__file__).resolve().parents[1] / "data" / "training" / "reader.safetensors"


def main() -> int:
    arguments = _arguments()
    if not arguments.data.is_dir():
        print(f"skipped: the reading sets are not there ({arguments.data})", file=sys.stderr)
        return 0
    keep_freed_memory()
    import torch

    torch.manual_seed(arguments.seed)
    folder = find_model("bundled", Settings.from_environment().cache_folder).folder
    rng = random.Random(arguments.seed)
    lessons = mixture(arguments.data, Shares(), seed=arguments.seed)
    lessons = rng.sample(lessons, min(arguments.lessons, len(lessons)))
    _print_sources(lessons)
    windows = list(WindowMaker(whole_tokenizer(folder)).windows(lessons, rng))
    reader = LearningReader(folder, shared_layers=arguments.shared_layers)
    if arguments.start:
        reader.load(arguments.start)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)

    def report(line: str) -> None:
        reader.save(arguments.out)  # a run that is broken off leaves what it has learnt
        print(line, flush=True)

    plan = Plan(rate=arguments.rate)
    learn(reader, windows, plan, seed=arguments.seed, report=report, seconds=arguments.seconds)
    reader.save(arguments.out)
    record_hash(arguments.out)
    print(f"written: {arguments.out}")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder with reading/ and questions/")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--start", type=Path, help="go on from these weights")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--lessons", type=int, default=FIRST_LESSONS, help="at most so many, drawn from all sources alike"
    )
    parser.add_argument("--rate", type=float, default=Plan().rate, help="the highest learning rate")
    parser.add_argument("--shared-layers", type=int, default=4, help="how many layers stay the embedding model's own")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after so long, the rate in step")
    return parser.parse_args()


def _print_sources(lessons: Sequence[Example]) -> None:
    counts = Counter((one.source, one.answer is not None) for one in lessons)
    for (source, answered), count in sorted(counts.items()):
        print(f"{count:7,} {source}{'' if answered else ' (no answer)'}")


if __name__ == "__main__":
    raise SystemExit(main())
