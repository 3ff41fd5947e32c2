"""Teach the reader contrast: python -m training.contrasted --out FILE [--start FILE] [--seconds N] [--contrast N].

Goes on from the weights that ship, or those of `--start`. Most of what it learns are near misses and their harmless
twins (`training/contrast`), by their stated answers. The rest is what it learnt before, by its answers of before as
well, so that little is unlearnt (Li and Hoiem, "Learning without Forgetting", ECCV 2016). What is written lies between
the old weights and the new ones. README.md here says what came of it.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from embeddings.model_source import find_model
from qa.answering.reading.span_model import WEIGHTS
from qa.settings import Settings
from training.averaging import between
from training.contrast.heads import with_heads
from training.contrast.schemas import schema_lessons
from training.contrast.substitutions import substituted
from training.examples import Example
from training.learning import Optimiser, Plan, States, batches, one_pass, places, read
from training.losses import Scores, mean_of_teachers
from training.memory import keep_freed_memory
from training.mixture import Shares, mixture
from training.model import LearningReader, record_hash
from training.near_misses import near_misses
from training.reading_sets import DATA, squad2, wikipedia, xquad
from training.windows import Window, WindowMaker, whole_tokenizer
from training.wordings import is_crossing, reworded, wordings_of

SHARED_LAYERS = 4
# How much the answers of before count beside the stated ones, in the lessons of before.
BEFORE = 0.6
# How much the answerable head's loss counts beside the span's: it is what contrast is about.
ANSWERABLE_SHARE = 1.0
# Of the real questions' substitutions, Chinese ones are three times as many as English ones: this share is taken.
_CHINESE_SHARE = 0.45


def main() -> int:
    arguments = _arguments()
    if not arguments.data.is_dir():
        print(f"skipped: the reading sets are not there ({arguments.data})", file=sys.stderr)
        return 0
    keep_freed_memory()
    torch.manual_seed(arguments.seed)
    rng = random.Random(arguments.seed)
    folder = find_model("bundled", Settings.from_environment().cache_folder).folder
    maker = WindowMaker(whole_tokenizer(folder))
    cache = Settings.from_environment().cache_folder
    new = _worded(contrast(arguments.data, arguments.contrast, seed=arguments.seed), cache, rng)
    old = _worded(before(arguments.data, arguments.before, seed=arguments.seed), cache, rng)
    windows = [
        *maker.windows(new, rng),
        *(replace(window, is_known=True) for window in maker.windows(old, rng)),
    ]
    print(f"{len(new):,} lessons of contrast, {len(old):,} of before, {len(windows):,} windows", flush=True)
    reader, teacher = (LearningReader(folder, shared_layers=SHARED_LAYERS) for _ in range(2))
    reader.load(arguments.start)
    teacher.load(arguments.start)
    states = States(reader)

    def loss(batch: Sequence[Window]) -> Tensor:
        return contrast_loss(reader, teacher, states, batch)

    def report(line: str) -> None:
        reader.save(learnt)
        print(line, flush=True)

    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    learnt = arguments.out.with_suffix(".learnt.safetensors")
    plan = Plan(rate=arguments.rate)
    optimiser = Optimiser(reader, plan)
    ordered = list(batches(windows, plan.tokens, random.Random(arguments.seed)))
    one_pass(optimiser, ordered, loss, report=report, seconds=arguments.seconds)
    reader.save(learnt)
    save_file(between(load_file(arguments.start), load_file(learnt), arguments.share), arguments.out)
    record_hash(arguments.out)
    print(f"written: {arguments.out}, {arguments.share:.0%} of the way to {learnt}")
    return 0


def contrast(data: Path, count: int, *, seed: int) -> list[Example]:
    """Up to `count` lessons: two thirds drawn from schemas, a third from real questions with a mention changed."""
    rng = random.Random(seed)
    reading, questions = data / "reading", data / "questions"
    chinese = [*wikipedia(reading), *(one for one in squad2(reading, questions) if not one.source.endswith("en-en"))]
    parallel = [*xquad(reading), *(one for one in squad2(reading, questions) if one.source.endswith("en-en"))]
    real = [*substituted(chinese, _CHINESE_SHARE, rng), *substituted(parallel, 1.0, rng)]
    real = list(with_heads(rng.sample(real, min(len(real), count // 3)), rng))
    return [*schema_lessons(seed, count - len(real)), *real]


def _worded(lessons: Sequence[Example], cache_folder: Path, rng: random.Random) -> list[Example]:
    """The lessons as the product asks: most questions over the other language in their passage's words."""
    crossing = [lesson for lesson in lessons if is_crossing(lesson)]
    wordings = dict(zip(map(id, crossing), wordings_of(crossing, cache_folder=cache_folder), strict=True))
    return [reworded(lesson, wordings.get(id(lesson)), rng) for lesson in lessons]


def before(data: Path, count: int, *, seed: int) -> list[Example]:
    """So many lessons as the reader learnt before, half of them with a head."""
    rng = random.Random(seed + 1)
    lessons = [*mixture(data, Shares(), seed=seed), *near_misses(data / "reading", data / "questions")]
    return list(with_heads(rng.sample(lessons, min(len(lessons), count)), rng))


def contrast_loss(reader: LearningReader, teacher: LearningReader, states: States, batch: Sequence[Window]) -> Tensor:
    """The mean over windows; those of before mix the stated answer with what the reader said of them before."""
    scores = read(reader, states, batch)
    starts, ends = places(batch, reader.device)
    gold = loss_of_each(scores, starts, ends)
    known = torch.tensor([window.is_known for window in batch])
    if not known.any():
        return gold.mean()
    with torch.no_grad():
        taught = mean_of_teachers([read(teacher, states, batch)])
    spans = -(taught.spans * scores.spans.log_softmax(1)).sum((1, 2)) / 2
    answerable = binary_cross_entropy_with_logits(scores.answerable, taught.answerable, reduction="none")
    kept = spans + ANSWERABLE_SHARE * answerable
    return torch.where(known, BEFORE * kept + (1 - BEFORE) * gold, gold).mean()


def loss_of_each(scores: Scores, starts: Tensor, ends: Tensor) -> Tensor:
    """The loss of each window by its stated answer."""
    spans = (
        cross_entropy(scores.spans[:, :, 0], starts, reduction="none")
        + cross_entropy(scores.spans[:, :, 1], ends, reduction="none")
    ) / 2
    answers = binary_cross_entropy_with_logits(scores.answerable, (starts > 0).float(), reduction="none")
    return spans + ANSWERABLE_SHARE * answers


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder with reading/ and questions/")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, default=WEIGHTS, help="weights to go on from")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--contrast", type=int, default=20_000, help="how many lessons of contrast")
    parser.add_argument("--before", type=int, default=16_000, help="how many lessons of before")
    parser.add_argument("--rate", type=float, default=8e-5, help="the highest learning rate")
    parser.add_argument("--share", type=float, default=0.6, help="how far to go from the old weights to the new ones")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after so long, the rate in step")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
