"""The reader while it learns: frozen lower layers read question and passage apart, upper layers read them together."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from training.losses import Scores

_MASKED = -1e4


class LearningReader(nn.Module):
    """Start and end scores of every token, and whether the passage answers at all, from the question's first token.

    The word table and the first `shared_layers` layers are the embedding model's own and are not learnt. They see the
    question and the passage each by itself, so a passage's part can be kept: Cao et al., "DeFormer: Decomposing
    Pre-trained Transformers for Faster Question Answering", ACL 2020. With no shared layer all but the word table is
    learnt. `dropout` is that of the learnt layers, until `stop_dropping`.
    """

    def __init__(self, folder: Path, *, shared_layers: int, dropout: float = 0.0, device: str = "cpu") -> None:
        super().__init__()
        config = BertConfig.from_pretrained(folder)
        config.hidden_dropout_prob = config.attention_probs_dropout_prob = dropout
        bert = BertModel.from_pretrained(
            folder, config=config, add_pooling_layer=False, dtype=torch.float32, attn_implementation="sdpa"
        )
        self.shared_layers = shared_layers
        self.embeddings = bert.embeddings.requires_grad_(False)
        self.lower = bert.encoder.layer[:shared_layers].requires_grad_(False)
        self.upper = bert.encoder.layer[shared_layers:].train(dropout > 0)
        self.segment = nn.Parameter(torch.zeros(config.hidden_size))
        self.span = nn.Linear(config.hidden_size, 2)
        self.answerable = nn.Linear(config.hidden_size, 1)
        for head in (self.span, self.answerable):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)
        self.device = torch.device(device)
        self.to(self.device, torch.bfloat16)

    @torch.no_grad()
    def states(self, texts: Sequence[tuple[int, ...]]) -> list[Tensor]:
        """What the frozen layers make of each text by itself: (tokens, dimension), bfloat16."""
        longest = max(map(len, texts))
        ids = torch.tensor([[*text, *[1] * (longest - len(text))] for text in texts], device=self.device)
        mask = _mask([len(text) for text in texts], longest, self.device)
        hidden = self.embeddings(input_ids=ids)
        for layer in self.lower:
            hidden = _output(layer(hidden, mask))
        return [row[: len(text)].clone() for row, text in zip(hidden, texts, strict=True)]

    def forward(self, questions: Sequence[Tensor], passages: Sequence[Tensor]) -> Scores:
        """States of questions and passages → scores over both, a row a pair."""
        lengths = [len(one) + len(other) for one, other in zip(questions, passages, strict=True)]
        longest = max(lengths)
        joint = [
            nn.functional.pad(torch.cat([question + self.segment, passage]), (0, 0, 0, longest - length))
            for question, passage, length in zip(questions, passages, lengths, strict=True)
        ]
        mask = _mask(lengths, longest, self.device)
        hidden = torch.stack(joint)
        for layer in self.upper:
            hidden = _output(layer(hidden, mask))
        scores = self.span(hidden).float().masked_fill(~mask[:, 0, 0, :, None], _MASKED)
        return Scores(scores, self.answerable(hidden[:, 0]).float()[:, 0])

    def stop_dropping(self) -> None:
        """From now on it reads with all of its weights, as it does once it is learnt."""
        self.upper.eval()

    @torch.no_grad()
    def take(self, weights: Mapping[str, Tensor]) -> None:
        """Learnt weights by the names of the parameters."""
        parameters = dict(self.named_parameters())
        for name, weight in weights.items():
            parameters[name].copy_(weight)

    def load(self, file: Path) -> None:
        """The weights of an earlier run, to go on from."""
        weights = load_file(file)
        self.segment.data.copy_(weights["segment"])
        for number, layer in enumerate(self.upper, start=self.shared_layers):
            prefix = f"encoder.layer.{number}."
            layer.load_state_dict({name: weights[prefix + name] for name in layer.state_dict()})
        for name, head in (("span", self.span), ("answerable", self.answerable)):
            head.load_state_dict({part: weights[f"{name}.{part}"] for part in ("weight", "bias")})

    def save(self, file: Path) -> None:
        """All that is learnt, in bfloat16, layers named as in BertModel."""
        learnt: dict[str, Tensor] = {"segment": self.segment}
        for number, layer in enumerate(self.upper, start=self.shared_layers):
            learnt |= {f"encoder.layer.{number}.{name}": one for name, one in layer.state_dict().items()}
        for name, head in (("span", self.span), ("answerable", self.answerable)):
            learnt |= {f"{name}.weight": head.weight, f"{name}.bias": head.bias}
        kept = {name: one.detach().to("cpu", torch.bfloat16).contiguous() for name, one in sorted(learnt.items())}
        save_file(kept, file)


def record_hash(weights: Path) -> None:
    """What the reader checks its weights against, as `sha256sum` writes it."""
    recorded = f"{hashlib.sha256(weights.read_bytes()).hexdigest()}  {weights.name}\n"
    weights.with_suffix(".sha256").write_text(recorded, "utf-8")


def _mask(lengths: Sequence[int], longest: int, device: torch.device) -> Tensor:
    """True where a token may be attended to: (texts, 1, 1, tokens)."""
    held = torch.arange(longest, device=device)[None] < torch.tensor(lengths, device=device)[:, None]
    return held[:, None, None]


def _output(result: Tensor | tuple[Tensor, ...]) -> Tensor:
    """A layer's hidden vectors; releases of the library differ in what stands around them."""
    return result if isinstance(result, Tensor) else result[0]
