"""A BERT encoder in plain torch: reads the folder that transformers writes, and runs batches without padding.

`import sentence_transformers` alone takes 5–6 s, this and torch 1.5 s; a test holds both to the same vectors. Tokens
of all texts of a batch lie in one long row of vectors; only attention looks at the texts one by one, so no work goes
into padding and a text's vector hardly depends on its neighbours.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings.errors import ModelUnavailable
from embeddings.layers import Groups, Layers, Shape, open_weights, pair

if TYPE_CHECKING:
    import torch

# What this file computes; anything else is left to sentence-transformers.
PLAIN = {"model_type": "bert", "hidden_act": "gelu", "position_embedding_type": "absolute"}
MINIMUM_NORM = 1e-12  # as torch.nn.functional.normalize
SLACK = 0.25  # of the length of texts that attend together: at most a quarter of each row is padding


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

    def __init__(self, folder: Path, dtype: torch.dtype) -> None:
        """ModelUnavailable when the weights are damaged or do not fit config.json."""
        config = _read(folder / "config.json")
        self.shape = Shape(config["hidden_size"], config["num_attention_heads"], config.get("layer_norm_eps", 1e-12))
        self.dimension = self.shape.dimension
        self.positions: int = config["max_position_embeddings"]
        self.dtype = dtype
        with open_weights(folder / "model.safetensors") as weights:
            prefix = "bert." if "bert.embeddings.LayerNorm.weight" in set(weights.keys()) else ""
            self._load_embeddings(weights, f"{prefix}embeddings.")
            numbers = range(config["num_hidden_layers"])
            self.layers = Layers(weights, f"{prefix}encoder.layer.", numbers, shape=self.shape, dtype=dtype)

    def _load_embeddings(self, weights: Any, prefix: str) -> None:
        self.words: torch.Tensor = weights.get_tensor(f"{prefix}word_embeddings.weight")
        token_type = weights.get_tensor(f"{prefix}token_type_embeddings.weight").to(self.dtype)[0]
        self.places = weights.get_tensor(f"{prefix}position_embeddings.weight").to(self.dtype) + token_type
        self.first_norm = pair(weights, f"{prefix}LayerNorm", self.dtype)

    def encode(self, token_ids: Sequence[Sequence[int]]) -> torch.Tensor:
        """One unit-length float32 row for each text; texts of equal length next to each other run fastest."""
        import torch
        from torch.nn import functional

        groups = [(length, len(list(texts))) for length, texts in groupby(token_ids, key=len)]
        with torch.inference_mode():
            hidden = self.hidden_states(token_ids, groups, slack=SLACK)
            means, start = [], 0
            for length, count in groups:
                end = start + length * count
                means.append(hidden[start:end].view(count, length, -1).mean(1, dtype=torch.float32))
                start = end
            return functional.normalize(torch.cat(means), eps=MINIMUM_NORM)

    def hidden_states(
        self, token_ids: Sequence[Sequence[int]], groups: Groups, *, slack: float = 0.0, layers: int | None = None
    ) -> torch.Tensor:
        """The last layer's vectors of all tokens, text after text: (tokens, dimension).

        `slack` as in `Layers.run`; `layers` runs only so many, the lowest.
        """
        import torch

        ids = torch.tensor([token for text in token_ids for token in text])
        place = torch.cat([torch.arange(length).repeat(count) for length, count in groups])
        hidden = self.shape.norm(self.words[ids].to(self.dtype) + self.places[place], self.first_norm)
        return self.layers.run(hidden, groups, slack=slack, layers=layers)
