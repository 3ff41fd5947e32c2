"""BERT's encoder layers in plain torch, over texts of several lengths that lie in one long row of vectors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings.errors import ModelUnavailable

if TYPE_CHECKING:
    import torch

    Parameters = tuple[torch.Tensor, torch.Tensor]  # weight and bias

# How the row is divided: (tokens of a text, texts of that length that follow one another).
Groups = list[tuple[int, int]]


@contextmanager
def open_weights(path: Path) -> Iterator[Any]:
    """A safetensors file; whatever fails while it is open makes the model unavailable."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "pt") as weights:
            yield weights
    except (SafetensorError, OSError, RuntimeError) as error:
        raise ModelUnavailable(f"The weights {path} cannot be read: {error}. Fetch the model again.") from error


def pair(weights: Any, name: str, dtype: torch.dtype) -> Parameters:
    """Weight and bias of one part."""
    weight, bias = (weights.get_tensor(f"{name}.{part}").to(dtype) for part in ("weight", "bias"))
    return weight, bias


@dataclass(frozen=True, slots=True)
class Shape:
    """What all layers of a network share."""

    dimension: int
    heads: int
    epsilon: float

    def norm(self, hidden: torch.Tensor, parts: Parameters) -> torch.Tensor:
        """Layer normalisation."""
        from torch.nn.functional import layer_norm

        return layer_norm(hidden, (self.dimension,), *parts, self.epsilon)


class Layers:
    """Some consecutive layers, by their numbers in an open weights file."""

    def __init__(self, weights: Any, prefix: str, numbers: Sequence[int], *, shape: Shape, dtype: torch.dtype) -> None:
        import torch

        self._shape = shape
        self._layers: list[dict[str, Parameters]] = []
        for base in (f"{prefix}{number}." for number in numbers):
            three = [pair(weights, f"{base}attention.self.{name}", dtype) for name in ("query", "key", "value")]
            self._layers.append(
                {
                    "attend": (torch.cat([part[0] for part in three]), torch.cat([part[1] for part in three])),
                    "attended": pair(weights, base + "attention.output.dense", dtype),
                    "attention_norm": pair(weights, base + "attention.output.LayerNorm", dtype),
                    "widen": pair(weights, base + "intermediate.dense", dtype),
                    "narrow": pair(weights, base + "output.dense", dtype),
                    "output_norm": pair(weights, base + "output.LayerNorm", dtype),
                }
            )

    def run(self, hidden: torch.Tensor, groups: Groups) -> torch.Tensor:
        """Vectors in, vectors out: (tokens, dimension)."""
        from torch.nn.functional import gelu, linear

        norm = self._shape.norm
        for layer in self._layers:
            attended = self._attend(linear(hidden, *layer["attend"]), groups)
            hidden = norm(hidden + linear(attended, *layer["attended"]), layer["attention_norm"])
            wide = gelu(linear(hidden, *layer["widen"]))
            hidden = norm(hidden + linear(wide, *layer["narrow"]), layer["output_norm"])
        return hidden

    def _attend(self, joint: torch.Tensor, groups: Groups) -> torch.Tensor:
        """Attention within each text; `joint` holds queries, keys and values side by side."""
        import torch
        from torch.nn.functional import scaled_dot_product_attention

        attended = torch.empty_like(joint[:, : self._shape.dimension])
        start = 0
        for length, count in groups:
            end = start + length * count
            parts = joint[start:end].view(count, length, 3, self._shape.heads, -1).permute(2, 0, 3, 1, 4)
            group = scaled_dot_product_attention(parts[0], parts[1], parts[2])
            attended[start:end] = group.transpose(1, 2).reshape(end - start, self._shape.dimension)
            start = end
        return attended
