"""Make the reader's weights from teachers: python -m training.distilled --out FILE [--device cuda] [--start FILE].

Three teachers, which read question and passage together in all layers, say what three readers of the product's form are
to say; the mean of these three is kept (README.md here says with what data, and what it takes).
"""

import argparse
import os
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from embeddings.model_source import find_model
from qa.settings import Settings
from training.averaging import mean_weights
from training.curriculum import Curriculum, prepare
from training.learning import Loss, Optimiser, Plan, States, batches, learn, one_pass, places, read
from training.losses import distillation_loss, gold_loss, mean_of_teachers
from training.memory import keep_freed_memory
from training.mixture import FIRST_LESSONS
from training.model import LearningReader, record_hash
from training.reading_sets import DATA
from training.windows import Window, WindowMaker, whole_tokenizer

SEEDS = (0, 1, 2)
SHARED_LAYERS = 4  # as in the product
TEACHER_PASSES, STUDENT_PASSES = 3, 4
# How much the stated answers count for a student beside what the teachers say.
GOLD_SHARE = 0.1
DROPOUT = 0.1
PLAN = Plan(tokens=6144)

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class School:
    """What every run of learning needs: the embedding model's folder, the lessons, a device."""

    folder: Path
    curriculum: Curriculum
    maker: WindowMaker
    device: str

    def reader(self, *, shared_layers: int, dropout: float = DROPOUT) -> LearningReader:
        """A reader that has learnt nothing yet."""
        return LearningReader(self.folder, shared_layers=shared_layers, dropout=dropout, device=self.device)

    def teach(self, reader: LearningReader, loss: Loss, passes: int, *, seed: int, report: Report) -> dict[str, Tensor]:
        """Has the reader learn by `loss` in so many passes; its float32 weights."""
        optimiser = Optimiser(reader, PLAN)
        for number in range(passes):
            windows = self.curriculum.windows(number, seed=seed, maker=self.maker)
            ordered = list(batches(windows, PLAN.tokens, random.Random(1000 * seed + number)))
            one_pass(optimiser, ordered, loss, report=report, number=number, passes=passes)
            report(f"pass {number + 1} of {passes} done: {len(windows):,} windows in {len(ordered):,} batches")
        reader.stop_dropping()
        return optimiser.weights()


def main() -> int:
    arguments = _arguments()
    if not arguments.data.is_dir():
        print(f"skipped: the reading sets are not there ({arguments.data})", file=sys.stderr)
        return 0
    keep_freed_memory()
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    cache = Settings.from_environment().cache_folder
    folder = find_model("bundled", cache).folder
    curriculum = prepare(
        arguments.data, cache, processes=arguments.processes, most=arguments.lessons, report=_reporting("preparation")
    )
    school = School(folder, curriculum, WindowMaker(whole_tokenizer(folder)), arguments.device)
    start = arguments.start or first_weights(school, arguments.out.with_suffix(".first.safetensors"))
    teachers = [teacher(school, seed) for seed in SEEDS]
    students = [student(school, seed, start, teachers) for seed in SEEDS]
    reader = school.reader(shared_layers=SHARED_LAYERS)
    reader.take(mean_weights(students))
    reader.save(arguments.out)
    record_hash(arguments.out)
    print(f"written: {arguments.out}")
    return 0


def first_weights(school: School, file: Path) -> Path:
    """The file with what the students begin with, learnt as `python -m training` does."""
    torch.manual_seed(0)
    rng = random.Random(0)
    every = school.curriculum.mixtures[0]
    windows = list(school.maker.windows(rng.sample(every, min(FIRST_LESSONS, len(every))), rng))
    reader = school.reader(shared_layers=SHARED_LAYERS, dropout=0.0)
    learn(reader, windows, Plan(), seed=0, report=_reporting("first weights"))
    reader.save(file)
    return file


def teacher(school: School, seed: int) -> LearningReader:
    """A reader that learns in all layers, from the stated answers."""
    torch.manual_seed(seed)
    reader = school.reader(shared_layers=0)

    def loss(batch: Sequence[Window]) -> Tensor:
        # States are not kept for the next batch: a pass cuts other windows, and they would fill the memory.
        return gold_loss(read(reader, States(reader), batch), *places(batch, reader.device))

    school.teach(reader, loss, TEACHER_PASSES, seed=seed, report=_reporting(f"teacher {seed}"))
    return reader


def student(school: School, seed: int, start: Path, teachers: Sequence[LearningReader]) -> dict[str, Tensor]:
    """The float32 weights of a reader that begins with `start` and learns what the teachers say."""
    torch.manual_seed(seed)
    reader = school.reader(shared_layers=SHARED_LAYERS)
    reader.load(start)

    def loss(batch: Sequence[Window]) -> Tensor:
        with torch.no_grad():
            taught = mean_of_teachers([read(one, States(one), batch) for one in teachers])
        scores = read(reader, States(reader), batch)
        gold = gold_loss(scores, *places(batch, reader.device))
        return GOLD_SHARE * gold + (1 - GOLD_SHARE) * distillation_loss(scores, taught)

    return school.teach(reader, loss, STUDENT_PASSES, seed=seed, report=_reporting(f"student {seed}"))


def _reporting(who: str) -> Report:
    return lambda line: print(f"{who}: {line}", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder with reading/ and questions/")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--start", type=Path, help="weights for the students to begin with; else they are made first")
    parser.add_argument("--lessons", type=int, help="at most so many of each mixture, to try it out")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="for the preparation")
    arguments = parser.parse_args()
    # Said now, and not after the minutes of preparation.
    if arguments.start and not arguments.start.is_file():
        parser.error(f"there are no weights at {arguments.start}")
    if arguments.device == "cuda" and not torch.cuda.is_available():
        parser.error("this torch sees no CUDA device; --device cpu goes on without, for days")
    return arguments


if __name__ == "__main__":
    raise SystemExit(main())
