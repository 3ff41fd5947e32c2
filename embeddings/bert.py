"""A BERT encoder in plain torch: reads the folder that transformers writes, and runs batches without padding.

`import sentence_transformers` alone takes 5–6 s, this and torch 1.5 s; a test holds both to the same vectors. Tokens
of all texts of a batch lie in one long row of vectors; only attention looks at the texts one by one, so no work goes
into padding and a text's vector hardly depends on its neighbours.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings.errors import ModelUnavailable

if TYPE_CHECKING:
    import torch

    Parameters = tuple[torch.Tensor, torch.Tensor]  # weight and bias

# What this file computes; anything else is left to sentence-transformers.
PLAIN = {"model_type": "bert", "hidden_act": "gelu", "position_embedding_type": "absolute"}
MINIMUM_NORM = 1e-12  # as torch.nn.functional.normalize


def is_plain_bert(folder: Path) -> bool:
    """Whether `folder` is BERT with mean pooling over safetensors weights and a `tokenizers` file."""
    try:
        config, modules = _read(folder / "config.json"), _read(folder / "modules.json")
        pooling = _read(folder / "1_Pooling" / "config.json")
    except (OSError, ValueError):
        return False
    kinds = [module["type"].rsplit(".", 1)[-1] for module in modules]
    modes = {
        name for name, value in pooling.items() if name.startswith("pooling_mode") and value not in (False, "mean")
    }
    return (
        all(config.get(key, value) == value for key, value in PLAIN.items())
        and kinds in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])
        and modes <= {"pooling_mode_mean_tokens"}
        and pooling.get("include_prompt", True)
        and all((folder / name).is_file() for name in ("model.safetensors", "tokenizer.json"))
    )


def maximum_tokens(folder: Path) -> int:
    """How many tokens of a text count: what sentence-transformers would cut at."""
    positions = int(_read(folder / "config.json")["max_position_embeddings"])
    try:
        return min(positions, int(_read(folder / "sentence_bert_config.json")["max_seq_length"]))
    except (OSError, ValueError, KeyError, TypeError):
        return positions


def _read(path: Path) -> Any:
    return json.loads(path.read_bytes())


@contextmanager
def open_weights(path: Path) -> Iterator[Any]:
    """A safetensors file; whatever fails while it is open makes the model unavailable."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "pt") as weights:
            yield weights
    except (SafetensorError, OSError, RuntimeError) as error:
        raise ModelUnavailable(f"The weights {path} cannot be read: {error}. Fetch the model again.") from error


def load_tokenizer(folder: Path) -> Any:
    """The tokenizer of `folder`, without padding. ModelUnavailable when it is damaged.

    A text that spells "</s>" means the characters, not the end of the sequence.
    """
    from tokenizers import Tokenizer

    path = folder / "tokenizer.json"
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises nothing narrower
        raise ModelUnavailable(f"{path} cannot be read: {error}. Fetch the model again.") from error
    tokenizer.no_padding()
    tokenizer.encode_special_tokens = True
    return tokenizer


class Bert:
    """The network. `dtype` is that of the arithmetic; the word table stays on disk, mapped, as it was stored."""

    def __init__(self, folder: Path, dtype: torch.dtype, *, layers: Path | None = None) -> None:
        """Everything from `folder`, or its embeddings below the `layers` of another safetensors file.

        ModelUnavailable when the weights are damaged or do not fit config.json.
        """
        config = _read(folder / "config.json")
        self.heads: int = config["num_attention_heads"]
        self.epsilon: float = config.get("layer_norm_eps", 1e-12)
        self.dimension: int = config["hidden_size"]
        self.positions: int = config["max_position_embeddings"]
        self.dtype = dtype
        own = folder / "model.safetensors"
        with open_weights(own) as weights:
            prefix = "bert." if "bert.embeddings.LayerNorm.weight" in set(weights.keys()) else ""
            self._load_embeddings(weights, f"{prefix}embeddings.")
        with open_weights(layers or own) as weights:
            self._load_layers(weights, "" if layers else prefix, config["num_hidden_layers"])

    def _load_embeddings(self, weights: Any, prefix: str) -> None:
        self.words: torch.Tensor = weights.get_tensor(f"{prefix}word_embeddings.weight")
        token_type = weights.get_tensor(f"{prefix}token_type_embeddings.weight").to(self.dtype)[0]
        self.places = weights.get_tensor(f"{prefix}position_embeddings.weight").to(self.dtype) + token_type
        self.first_norm = self._pair(weights, f"{prefix}LayerNorm")

    def _load_layers(self, weights: Any, prefix: str, count: int) -> None:
        import torch

        def pair(name: str) -> Parameters:
            return self._pair(weights, prefix + name)

        self.layers: list[dict[str, Parameters]] = []
        for number in range(count):
            base = f"encoder.layer.{number}."
            three = [pair(f"{base}attention.self.{name}") for name in ("query", "key", "value")]
            self.layers.append(
                {
                    "attend": (torch.cat([part[0] for part in three]), torch.cat([part[1] for part in three])),
                    "attended": pair(base + "attention.output.dense"),
                    "attention_norm": pair(base + "attention.output.LayerNorm"),
                    "widen": pair(base + "intermediate.dense"),
                    "narrow": pair(base + "output.dense"),
                    "output_norm": pair(base + "output.LayerNorm"),
                }
            )

    def _pair(self, weights: Any, name: str) -> Parameters:
        weight, bias = (weights.get_tensor(f"{name}.{part}").to(self.dtype) for part in ("weight", "bias"))
        return weight, bias

    def encode(self, token_ids: Sequence[Sequence[int]]) -> torch.Tensor:
        """One unit-length float32 row for each text; texts of equal length next to each other run fastest."""
        import torch
        from torch.nn import functional

        groups = [(length, len(list(texts))) for length, texts in groupby(token_ids, key=len)]
        with torch.inference_mode():
            hidden = self.hidden_states(token_ids, groups)
            means, start = [], 0
            for length, count in groups:
                end = start + length * count
                means.append(hidden[start:end].view(count, length, -1).mean(1, dtype=torch.float32))
                start = end
            return functional.normalize(torch.cat(means), eps=MINIMUM_NORM)

    def hidden_states(self, token_ids: Sequence[Sequence[int]], groups: list[tuple[int, int]]) -> torch.Tensor:
        """The last layer's vectors of all tokens, text after text: (tokens, dimension)."""
        import torch
        from torch.nn.functional import gelu, linear

        ids = torch.tensor([token for text in token_ids for token in text])
        place = torch.cat([torch.arange(length).repeat(count) for length, count in groups])
        hidden = self._norm(self.words[ids].to(self.dtype) + self.places[place], self.first_norm)
        for layer in self.layers:
            attended = self._attend(linear(hidden, *layer["attend"]), groups)
            hidden = self._norm(hidden + linear(attended, *layer["attended"]), layer["attention_norm"])
            wide = gelu(linear(hidden, *layer["widen"]))
            hidden = self._norm(hidden + linear(wide, *layer["narrow"]), layer["output_norm"])
        return hidden

    def _norm(self, hidden: torch.Tensor, parts: Parameters) -> torch.Tensor:
        from torch.nn.functional import layer_norm

        return layer_norm(hidden, (self.dimension,), *parts, self.epsilon)

    def _attend(self, joint: torch.Tensor, groups: list[tuple[int, int]]) -> torch.Tensor:
        """Attention within each text; `joint` holds queries, keys and values side by side."""
        import torch
        from torch.nn.functional import scaled_dot_product_attention

        attended = torch.empty_like(joint[:, : self.dimension])
        start = 0
        for length, count in groups:
            end = start + length * count
            parts = joint[start:end].view(count, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
            group = scaled_dot_product_attention(parts[0], parts[1], parts[2])
            attended[start:end] = group.transpose(1, 2).reshape(end - start, self.dimension)
            start = end
        return attended
