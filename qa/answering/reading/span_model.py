"""The trained reader: it points at the answer in each passage, and says how well the passage answers at all.

The bundled embedding model's first layers see the question and each passage by themselves; layers of the reader's own
and two small heads see them together. It cannot invent: all that it gives are ranges of characters.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from embeddings import ModelUnavailable
from embeddings.batching import batches_by_length
from embeddings.layers import Groups, Layers, open_weights
from embeddings.plain_model import plain_model
from embeddings.precision import Precision
from qa.answering.reading.windows import Window, WindowMaker
from qa.types import Range

if TYPE_CHECKING:
    import torch

WEIGHTS = Path(__file__).parent / "weights" / "reader.safetensors"
# Tokens in one batch, as the embedder's.
TOKEN_BUDGET = 2048
LONGEST_SPAN = 64  # tokens
SPANS_A_PASSAGE = 3
# Of a passage where nothing can be pointed at: far below every score that the network gives.
NOTHING = -10_000.0
_LAYER = "encoder.layer."

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """Characters `start` to `end` of a passage; `score` is how far they are preferred to "not here"."""

    start: int
    end: int
    score: float

    @property
    def range(self) -> Range:
        """As a slice's ends."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Reading:
    """What one passage gives: spans that do not overlap, best first, and the logit that it answers the question."""

    spans: tuple[ScoredSpan, ...]
    answerable: float

    @property
    def score(self) -> float:
        """The best span's score."""
        return self.spans[0].score if self.spans else NOTHING


@dataclass(frozen=True, slots=True)
class _Heads:
    """The two small heads in float32: (2, width) for start and end, (1, width) for whether it answers."""

    span: tuple[torch.Tensor, torch.Tensor]
    answerable: tuple[torch.Tensor, torch.Tensor]


class SpanModel:
    """The trained reader, loaded. `folder` is the bundled embedding model's, whatever model searches."""

    def __init__(self, folder: Path, weights: Path = WEIGHTS, *, precision: Precision) -> None:
        """ModelUnavailable when the weights are missing, damaged, or do not fit the model in `folder`."""
        import torch

        self.sha256 = _checked_sha256(weights)
        dtype = getattr(torch, precision)
        self._model = plain_model(folder, precision)
        with open_weights(weights) as tensors:
            own = _own_layers(tensors)
            self._below = own.start
            self._upper = Layers(tensors, _LAYER, own, shape=self._model.bert.shape, dtype=dtype)
            self._segment = tensors.get_tensor("segment").to(dtype)
            self._heads = _Heads(*(_head(tensors, name, self._model.bert.dimension) for name in ("span", "answerable")))
        self._maker = WindowMaker(self._model.tokenizer)

    def read(self, question: str, passages: Sequence[str]) -> tuple[Reading, ...]:
        """A reading of each passage, in order. Any text will do; a passage without a word has no span."""
        return self.read_each([question] * len(passages), passages)

    def read_each(
        self, questions: Sequence[str], passages: Sequence[str], heads: Sequence[str] = ()
    ) -> tuple[Reading, ...]:
        """As `read`, with a question of its own for each passage, and the head that it stands under, if any."""
        import torch

        windows = self._maker.windows(passages, heads or [""] * len(passages))
        spans: list[list[ScoredSpan]] = [[] for _ in passages]
        answerable = [NOTHING for _ in passages]
        with torch.inference_mode():
            asked = self._asked(questions)
            for batch in batches_by_length([len(window.ids) for window in windows], token_budget=TOKEN_BUDGET):
                chosen = [windows[position] for position in batch]
                states = [asked[questions[window.passage]] for window in chosen]
                for window, (scores, logit) in zip(chosen, self._scores(states, chosen), strict=True):
                    spans[window.passage] += best_spans(scores, window.places)
                    answerable[window.passage] = max(answerable[window.passage], logit)
        return tuple(Reading(_apart(found), logit) for found, logit in zip(spans, answerable, strict=True))

    def _asked(self, questions: Sequence[str]) -> dict[str, torch.Tensor]:
        """The marked states of each distinct question."""
        import torch

        distinct = list(dict.fromkeys(questions))
        rows = [self._maker.question(question) for question in distinct]
        states = torch.split(self._states(rows) + self._segment, [len(row) for row in rows]) if rows else ()
        return dict(zip(distinct, states, strict=True))

    def _states(self, rows: Sequence[tuple[int, ...]]) -> torch.Tensor:
        """What the embedding model's layers make of each row by itself, row after row: (tokens, dimension)."""
        return self._model.bert.hidden_states(rows, _groups(len(row) for row in rows), layers=self._below)

    def _scores(self, asked: Sequence[torch.Tensor], windows: Sequence[Window]) -> list[tuple[Scores, float]]:
        """For each window the scores of its passage's tokens, (2, tokens), less those of "not here"; and the logit.

        `asked` holds the states of each window's question.
        """
        import torch
        from torch.nn.functional import linear

        rows = [window.ids for window in windows]
        states = torch.split(self._states(rows), [len(row) for row in rows])
        lengths = [len(question) + len(row) for question, row in zip(asked, rows, strict=True)]
        joint = torch.cat([part for pair in zip(asked, states, strict=True) for part in pair])
        hidden = self._upper.run(joint, _groups(lengths)).float()
        firsts = [sum(lengths[:number]) for number in range(len(windows))]
        scores = linear(hidden, *self._heads.span).T.numpy()
        logits = linear(hidden[firsts], *self._heads.answerable)[:, 0].tolist()
        found = []
        for question, window, first, logit in zip(asked, windows, firsts, logits, strict=True):
            begin = first + len(question) + window.first
            # Start and end each less its own score at token 0: their sum is the span's score less that of "not here".
            found.append((scores[:, begin : begin + len(window.places)] - scores[:, [first]], logit))
        return found


def _groups(lengths: Iterable[int]) -> Groups:
    """Neighbours of one length, counted."""
    return [(length, len(list(same))) for length, same in groupby(lengths)]


def best_spans(scores: Scores, places: Sequence[Range]) -> list[ScoredSpan]:
    """The best spans of a window that share no token, best first; of equal ones the first, then the shortest."""
    count = len(places)
    usable = np.array([start < end for start, end in places], bool)
    distance = np.arange(count)[None, :] - np.arange(count)[:, None]
    allowed = (distance >= 0) & (distance < LONGEST_SPAN) & usable[:, None] & usable[None, :]
    pairs = np.where(allowed, scores[0][:, None] + scores[1][None, :], -np.inf)
    found: list[ScoredSpan] = []
    while count and len(found) < SPANS_A_PASSAGE:
        first, last = divmod(int(pairs.argmax()), count)
        if pairs[first, last] == -np.inf:
            break
        found.append(ScoredSpan(places[first][0], places[last][1], float(pairs[first, last])))
        pairs[: last + 1, first:] = -np.inf  # whatever begins before its end and ends after its beginning
    return found


def _apart(spans: Sequence[ScoredSpan]) -> tuple[ScoredSpan, ...]:
    """The best of all windows' spans that share no character."""
    kept: list[ScoredSpan] = []
    for span in sorted(spans, key=lambda span: (-span.score, span.start, span.end)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return tuple(kept[:SPANS_A_PASSAGE])


def _checked_sha256(weights: Path) -> str:
    """The SHA-256 of the weights. ModelUnavailable if it is not the one in the file beside them."""
    recorded = weights.with_suffix(".sha256")
    try:
        actual = hashlib.sha256(weights.read_bytes()).hexdigest()
        expected = recorded.read_text("utf-8").split()[:1]
    except (OSError, UnicodeDecodeError) as error:
        raise ModelUnavailable(f"The reader's weights cannot be read: {error}. Install Wenju again.") from error
    if [actual] != expected:
        raise ModelUnavailable(f"The reader's weights {weights} are not those of {recorded}. Install Wenju again.")
    return actual


def _own_layers(tensors: Any) -> range:
    """The numbers of the layers that the weights bring; those below are the embedding model's."""
    numbers = {int(name.split(".")[2]) for name in tensors.keys() if name.startswith(_LAYER)}  # noqa: SIM118
    if not numbers:
        raise ModelUnavailable("The reader's weights hold no layer. Install Wenju again.")
    return range(min(numbers), max(numbers) + 1)


def _head(tensors: Any, name: str, width: int) -> tuple[torch.Tensor, torch.Tensor]:
    weight, bias = (tensors.get_tensor(f"{name}.{part}").float() for part in ("weight", "bias"))
    if weight.shape != (len(bias), width):
        raise ModelUnavailable(f"The reader's head {name} does not fit the bundled embedding model.")
    return weight, bias
