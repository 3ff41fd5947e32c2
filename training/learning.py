"""Gradient descent: windows in mixed batches of like length, AdamW with a linear warm-up and decline."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from training.losses import Scores, gold_loss
from training.model import LearningReader
from training.windows import Window

Loss = Callable[[Sequence[Window]], Tensor]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to learn. `tokens` is the size of a batch, `rate` the highest learning rate."""

    tokens: int = 3072
    rate: float = 2e-4
    warm_up: float = 0.06
    weight_decay: float = 0.01
    longest_gradient: float = 1.0


# Batches are made of windows of like length from so many windows at a time, so that little is padded.
_POOL = 1024
_ENCODED_AT_ONCE = 16
_REPORTED = 100  # batches


class States:
    """What the frozen layers make of a text, made once for each text."""

    def __init__(self, reader: LearningReader) -> None:
        self._reader = reader
        self._kept: dict[tuple[int, ...], Tensor] = {}

    def of(self, texts: Sequence[tuple[int, ...]]) -> list[Tensor]:
        """The states of each text, in order."""
        missing = sorted({text for text in texts if text not in self._kept}, key=lambda text: (len(text), text))
        for start in range(0, len(missing), _ENCODED_AT_ONCE):
            part = missing[start : start + _ENCODED_AT_ONCE]
            self._kept.update(zip(part, self._reader.states(part), strict=True))
        return [self._kept[text] for text in texts]


def batches(windows: Sequence[Window], tokens: int, rng: random.Random) -> Iterator[list[Window]]:
    """All windows once, in random order, in batches of about so many tokens."""
    order = list(windows)
    rng.shuffle(order)
    for start in range(0, len(order), _POOL):
        pool = sorted(order[start : start + _POOL], key=_size)
        made: list[list[Window]] = [[]]
        for window in pool:
            if made[-1] and (len(made[-1]) + 1) * _size(window) > tokens:
                made.append([])
            made[-1].append(window)
        rng.shuffle(made)
        yield from made


class Optimiser:
    """AdamW over float32 copies of a reader's bfloat16 weights: arithmetic in half the time, sums without loss."""

    def __init__(self, reader: LearningReader, plan: Plan) -> None:
        learnt = {name: one for name, one in reader.named_parameters() if one.requires_grad}
        self._names, self._weights = list(learnt), list(learnt.values())
        self._exact = [torch.nn.Parameter(one.detach().float()) for one in self._weights]
        decayed = [one for one in self._exact if one.dim() > 1]
        others = [one for one in self._exact if one.dim() <= 1]
        self._plan = plan
        self._adam = torch.optim.AdamW(
            [{"params": decayed, "weight_decay": plan.weight_decay}, {"params": others, "weight_decay": 0.0}],
            betas=(0.9, 0.98),
            fused=True,
        )

    def step(self, done: float) -> None:
        """Takes the gradients in; `done` is the share of the run that is over, for the learning rate."""
        plan = self._plan
        rate = plan.rate * min(done / plan.warm_up + 0.01, (1 - done) / (1 - plan.warm_up))
        for group in self._adam.param_groups:
            group["lr"] = rate
        for exact, weight in zip(self._exact, self._weights, strict=True):
            exact.grad = weight.grad.float() if weight.grad is not None else None
            weight.grad = None
        torch.nn.utils.clip_grad_norm_(self._exact, plan.longest_gradient)
        self._adam.step()
        with torch.no_grad():
            for exact, weight in zip(self._exact, self._weights, strict=True):
                weight.copy_(exact)

    def weights(self) -> dict[str, Tensor]:
        """The float32 weights by the names of the reader's parameters, on the CPU."""
        return {name: one.detach().cpu() for name, one in zip(self._names, self._exact, strict=True)}


def learn(
    reader: LearningReader,
    windows: Sequence[Window],
    plan: Plan,
    *,
    seed: int,
    report: Callable[[str], None],
    seconds: float = float("inf"),
) -> None:
    """One pass over `windows`, or as much of it as fits into `seconds`: the rate declines by whichever is nearer."""
    states = States(reader)
    ordered = list(batches(windows, plan.tokens, random.Random(seed)))

    def loss(batch: Sequence[Window]) -> Tensor:
        return gold_loss(read(reader, states, batch), *places(batch, reader.device))

    one_pass(Optimiser(reader, plan), ordered, loss, report=report, seconds=seconds)


def one_pass(
    optimiser: Optimiser,
    ordered: Sequence[Sequence[Window]],
    loss: Loss,
    *,
    report: Callable[[str], None],
    seconds: float = float("inf"),
    number: int = 0,
    passes: int = 1,
) -> None:
    """All batches once, or as many as fit into `seconds`. The rate declines over `passes`; this is `number`, from 0."""
    began, losses, seen = time.monotonic(), 0.0, 0
    for count, batch in enumerate(ordered):
        done = max((number + count / len(ordered)) / passes, (time.monotonic() - began) / seconds)
        if done >= 1:
            break
        value = loss(batch)
        torch.autograd.backward(value)
        losses += float(value.detach())
        optimiser.step(done)
        seen += sum(map(_size, batch))
        if count % _REPORTED == _REPORTED - 1:
            took = time.monotonic() - began
            mean, speed = losses / _REPORTED, seen / took
            report(f"batch {count + 1} of {len(ordered)}: loss {mean:.3f}, {speed:,.0f} tokens/s, {took:.0f} s")
            losses = 0.0


def read(reader: LearningReader, states: States, batch: Sequence[Window]) -> Scores:
    """What a reader says of each window."""
    questions = states.of([window.question for window in batch])
    passages = states.of([window.passage for window in batch])
    scores: Scores = reader(questions, passages)
    return scores


def places(batch: Sequence[Window], device: torch.device) -> tuple[Tensor, Tensor]:
    """First and last token of each answer in its joint row; 0 where none answers."""
    before = [(len(one.question) if one.start else 0) for one in batch]
    starts = [one.start + place for one, place in zip(batch, before, strict=True)]
    ends = [one.end + place for one, place in zip(batch, before, strict=True)]
    return torch.tensor(starts, device=device), torch.tensor(ends, device=device)


def _size(window: Window) -> int:
    return len(window.question) + len(window.passage)
