"""Fit how look-ups in tables choose: python -m benchmarks.fit_table_programs [--tables N] [--epochs N] [--write].

Learns from the tables of an even number of WikiTableQuestions; those of an odd number are left to
`benchmarks.tables --half 1`. Each of three nets learns from two thirds of the tables, and is judged on the third left
out, to which the bars are fitted: at the lower one at most one answer in twelve questions is wrong, from the upper one
on nine in ten answers are right. A part of the questions is asked of a table that cannot answer it: without the column
or the rows that tell it, or of another table. `--write` writes the file that is loaded.
"""

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.readers import load_embedder
from benchmarks.tables import TABLES, cell_at, tables_of, written
from embeddings import Embedder
from qa.answering.tables.column_features import Matrix
from qa.answering.tables.grid import grids
from qa.answering.tables.named_cells import Named
from qa.answering.tables.program_features import FEATURES, ProgramFeatures
from qa.answering.tables.program_scores import Net, ProgramScores, write_program_scores
from qa.answering.tables.programs import programs_of
from qa.answering.tables.sheet import in_order, sheet_of, tokens
from qa.evaluation.normal_form import normalise
from qa.settings import Settings

_FOLDS, _HIDDEN, _BATCH = 3, 96, 32
# So many programs of a question are learnt from: those that are right, and others by chance.
_MOST_PROGRAMS = 500
# The share of questions that are also asked without their column, without their rows, and of another table.
_WITHOUT_COLUMN, _WITHOUT_ROWS, _OTHER_TABLE = 0.18, 0.18, 0.08
# Cues with which a table without the rows has an answer all the same.
_ANY_ROW = {"first", "last", "most", "least", "high", "low", "early", "late", "or", "not", "other"}
_MOST_WRONG, _SURE = 1 / 12, 0.9

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Lesson:
    """The programs of a question: their features, what each says, and which are right; none is where none can be."""

    table: int
    features: NDArray[np.float16]
    said: tuple[str, ...]
    right: NDArray[np.bool_]
    wanted: str


class Likenesses:
    """Cosines of questions and heads, each text embedded once."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: dict[tuple[str, str], NDArray[np.float32]] = {}

    def __call__(self, asked: str, texts: Sequence[str]) -> NDArray[np.float32]:
        query = self._kept("question", [asked])[0]
        likes: NDArray[np.float32] = self._kept("head", texts) @ query
        return likes

    def _kept(self, kind: str, texts: Sequence[str]) -> NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if (kind, text) not in self._vectors]
        if new:
            encode = self._embedder.encode_queries if kind == "question" else self._embedder.encode_passages
            self._vectors |= {(kind, text): vector for text, vector in zip(new, encode(new), strict=True)}
        return np.stack([self._vectors[kind, text] for text in texts])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=10_000, help="at most so many tables")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--write", action="store_true", help="write what was fitted to the file that is loaded")
    arguments = parser.parse_args()
    if not TABLES.exists():
        print(f"skipped: {TABLES.name} is not there", file=sys.stderr)
        return 0
    torch.manual_seed(0)
    chance = random.Random(0)
    likeness = Likenesses(load_embedder(Settings.from_environment()))
    lessons = list(_lessons(list(islice(tables_of(0), arguments.tables)), likeness, chance))
    print(f"{len(lessons)} questions, {sum(not lesson.wanted for lesson in lessons)} of them without an answer")
    answered = [lesson.right.any() for lesson in lessons if lesson.wanted]
    print(f"some way says the right answer: {np.mean(answered):.3f}")
    mean, spread = _scale(lessons)
    nets, judged = [], []
    for fold in range(_FOLDS):
        net = _fitted([one for one in lessons if one.table % _FOLDS != fold], mean, spread, arguments.epochs, chance)
        nets.append(net)
        judged += [_judged(one, net, mean, spread) for one in lessons if one.table % _FOLDS == fold]
    scores = ProgramScores(tuple(nets), mean, spread, *_bars(judged))
    print(f"bars {scores.bar:.3f} and {scores.sure:.3f}")
    if arguments.write:
        write_program_scores(scores)
    return 0


def _lessons(tables: Sequence[dict[str, Any]], likeness: Likenesses, chance: random.Random) -> Iterator[Lesson]:
    for number, table in enumerate(tables):
        for one in table["questions"]:
            if len({cell_at(table, place) for place in one["cells"]}) != 1:
                continue
            question, answer = one["question"], normalise(one["answer"])
            lesson = _lesson(number, table["rows"], question, answer, likeness, chance)
            if lesson is None:
                continue
            yield lesson
            rows = _unanswerable(table, one, tables, chance)
            if rows is not None and (other := _lesson(number, rows, question, "", likeness, chance)):
                yield other


def _lesson(
    table: int, rows: Rows, question: str, answer: str, likeness: Likenesses, chance: random.Random
) -> Lesson | None:
    """The programs of a question over a table; an empty answer is that of a table that has none."""
    found = grids(written(rows, "markdown"))
    if not found:
        return None
    programs = programs_of(sheet_of(found[0]), question, list(dict.fromkeys(in_order(question))))
    said = [normalise(program.said) for program in programs.programs]
    right = [at for at, text in enumerate(said) if answer and text == answer]
    others = sorted(set(range(len(said))) - set(right))
    kept = right[: _MOST_PROGRAMS // 3]
    kept = sorted(kept + chance.sample(others, min(len(others), _MOST_PROGRAMS - len(kept))))
    if not kept:
        return None
    features = ProgramFeatures(programs, likeness).matrix(kept).astype(np.float16)
    is_right = np.isin(kept, right)
    return Lesson(table, features, tuple(said[at] for at in kept), is_right, answer)


def _unanswerable(
    table: dict[str, Any], one: dict[str, Any], tables: Sequence[dict[str, Any]], chance: random.Random
) -> Rows | None:
    """For a part of the questions the rows of a table that has no answer."""
    drawn, rows = chance.random(), table["rows"]
    if drawn < _WITHOUT_COLUMN:
        columns = {column for _, column in one["cells"]}
        left = [[cell for at, cell in enumerate(row) if at not in columns] for row in rows]
        wanted = normalise(one["answer"])
        is_gone = not any(normalise(cell) == wanted for row in left[1:] for cell in row)
        return left if is_gone and len(left[0]) > 1 else None
    if drawn < _WITHOUT_COLUMN + _WITHOUT_ROWS:
        return _without_rows(rows, one)
    if drawn < _WITHOUT_COLUMN + _WITHOUT_ROWS + _OTHER_TABLE:
        other = chance.choice(tables)
        return None if other is table else other["rows"]
    return None


def _without_rows(rows: Rows, one: dict[str, Any]) -> Rows | None:
    """The table without the rows that the question names, where these are all that hold the answer."""
    question = one["question"]
    found = programs_of(sheet_of(grids(written(rows, "markdown"))[0]), question, in_order(question))
    clear = [named for named in found.named if named.cover >= 0.6 and sum(map(len, named.words)) >= 6]
    if not clear or found.cues & _ANY_ROW:
        return None
    gone = {at for at, row in enumerate(rows[1:]) if _is_named(row, clear[0])}
    if not {row for row, _ in one["cells"]} <= gone or len(gone) >= len(rows) - 3:
        return None
    return [rows[0], *(row for at, row in enumerate(rows[1:]) if at not in gone)]


def _is_named(row: Sequence[str], named: Named) -> bool:
    return any(named.words <= tokens(cell) for cell in row)


def _scale(lessons: Sequence[Lesson]) -> tuple[Matrix, Matrix]:
    """The mean and the spread of each feature."""
    some = np.vstack([lesson.features for lesson in lessons[::5]]).astype(np.float32)
    return some.mean(0), some.std(0) + 1e-3


def _fitted(lessons: list[Lesson], mean: Matrix, spread: Matrix, epochs: int, chance: random.Random) -> Net:
    """A net under which the right programs of a question are likely together, or else no program is."""
    inner, outer = torch.nn.Linear(len(FEATURES), _HIDDEN), torch.nn.Linear(_HIDDEN, 1)
    net = torch.nn.Sequential(inner, torch.nn.ReLU(), torch.nn.Dropout(0.3), outer)
    optimiser = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, epochs)
    for _ in range(epochs):
        chance.shuffle(lessons)
        for first in range(0, len(lessons), _BATCH):
            loss = _loss(net, lessons[first : first + _BATCH], mean, spread)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
        schedule.step()
    weights = (inner.weight.T, inner.bias, outer.weight[0], outer.bias)
    own = [np.asarray(weight.detach().numpy(), dtype=np.float32) for weight in weights]
    return Net(own[0], own[1], own[2], float(own[3][0]))


def _loss(net: torch.nn.Module, batch: Sequence[Lesson], mean: Matrix, spread: Matrix) -> torch.Tensor:
    features = np.vstack([lesson.features for lesson in batch]).astype(np.float32)
    scores = net(torch.tensor((features - mean) / spread))[:, 0]
    losses = []
    for lesson, own in zip(batch, scores.split([len(lesson.said) for lesson in batch]), strict=True):
        everything = torch.cat([own, torch.zeros(1)])
        right = np.append(lesson.right, not lesson.right.any())
        losses.append(torch.logsumexp(everything, 0) - torch.logsumexp(everything[torch.tensor(right)], 0))
    return torch.stack(losses).mean()


def _judged(lesson: Lesson, net: Net, mean: Matrix, spread: Matrix) -> tuple[float, bool, bool]:
    """How likely the best answer is, whether it is right, and whether there is any."""
    scores = np.exp(net.scores((lesson.features.astype(np.float32) - mean) / spread))
    said: dict[str, float] = defaultdict(float)
    for text, own in zip(lesson.said, scores, strict=True):
        said[text] += float(own)
    best = max(said, key=lambda text: said[text])
    return said[best] / float(1 + scores.sum()), best == lesson.wanted, bool(lesson.wanted)


def _bars(judged: Sequence[tuple[float, bool, bool]]) -> tuple[float, float]:
    """The lower and the upper bar, fitted to the questions with an answer; prints how they do."""
    ordered = sorted((one for one in judged if one[2]), reverse=True)
    print(f"the likeliest is right: {np.mean([is_right for _, is_right, _ in ordered]):.3f}")
    wrong = np.cumsum([not is_right for _, is_right, _ in ordered])
    given = np.arange(1, len(ordered) + 1)
    allowed = np.flatnonzero(wrong <= _MOST_WRONG * len(ordered))[-1]
    sure = max(np.flatnonzero(1 - wrong / given >= _SURE), default=0)
    for name, at in (("bar", allowed), ("sure", sure)):
        bar = ordered[at][0]
        falsely = [likely >= bar for likely, _, has_answer in judged if not has_answer]
        right, of_all = (at + 1 - wrong[at]) / len(ordered), wrong[at] / len(ordered)
        print(f"{name} {bar:.3f}: right {right:.3f}, wrong {of_all:.3f}, given without one {np.mean(falsely):.3f}")
    return ordered[allowed][0], ordered[sure][0]


if __name__ == "__main__":
    raise SystemExit(main())
