"""The embedder over a tiny model in an ordinary sentence-transformers folder."""

import shutil
import socket
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings import Embedder, ModelUnavailable
from embeddings.encoders import LibraryEncoder, PlainEncoder
from tests.fakes import write_json

pytestmark = pytest.mark.integration

TEXTS = ["a b c", "d", "e f g h i j k l m n", "b c a", "o p"]


@pytest.fixture(scope="module")
def embedder(model_folder: Path) -> Embedder:
    return Embedder(str(model_folder), cache_folder=model_folder / "unused", precision="float32")


def raw(folder: Path, texts: list[str]) -> NDArray[np.float32]:
    from sentence_transformers import SentenceTransformer

    return np.asarray(SentenceTransformer(str(folder), device="cpu").encode(texts, prompt=""), np.float32)


def test_queries_and_passages_get_the_prompts_of_the_model(embedder: Embedder, model_folder: Path) -> None:
    query, passage = raw(model_folder, ["query: x", "passage: x"])
    np.testing.assert_allclose(embedder.encode_queries(["x"])[0], query, atol=1e-5)
    np.testing.assert_allclose(embedder.encode_passages(["x"])[0], passage, atol=1e-5)
    assert query @ passage < 0.99


def test_both_ways_to_run_a_model_give_the_same_vectors(model_folder: Path) -> None:
    plain, library = PlainEncoder(model_folder, "float32"), LibraryEncoder(model_folder, "float32")
    assert plain.lengths(TEXTS, "query: ") == library.lengths(TEXTS, "query: ") == [7, 5, 14, 7, 6]
    np.testing.assert_allclose(plain.encode(TEXTS, "query: "), library.encode(TEXTS, "query: "), atol=1e-5)


def test_rows_come_in_the_order_of_the_texts_whatever_their_length(embedder: Embedder) -> None:
    together = embedder.encode_passages(TEXTS * 300)
    alone = np.concatenate([embedder.encode_passages([text]) for text in TEXTS])
    np.testing.assert_allclose(together, np.tile(alone, (300, 1)), atol=1e-3)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert abs(alone[0] @ alone[3]) < 0.9999  # the order of words counts


def test_progress_counts_texts_up_to_the_total(embedder: Embedder) -> None:
    calls: list[tuple[int, int]] = []
    embedder.encode_passages(TEXTS * 300, progress=lambda done, total: calls.append((done, total)))
    assert calls == sorted(calls)
    assert calls[-1] == (1500, 1500)
    assert len(calls) > 1


def test_no_texts_give_no_rows_of_the_right_width(embedder: Embedder) -> None:
    assert embedder.encode_queries([]).shape == embedder.encode_passages([]).shape == (0, 32)
    assert embedder.embed_documents([]) == []


def test_an_empty_text_still_has_a_vector(embedder: Embedder) -> None:
    assert np.linalg.norm(embedder.encode_passages([""])[0]) == pytest.approx(1)


def test_langchain_gets_plain_lists(embedder: Embedder) -> None:
    query, documents = embedder.embed_query("x"), embedder.embed_documents(["x", "y"])
    np.testing.assert_allclose(query, embedder.encode_queries(["x"])[0], atol=1e-6)
    assert [type(documents), type(documents[0]), type(documents[0][0])] == [list, list, float]


def test_a_text_is_cut_at_the_limit_of_the_model(embedder: Embedder) -> None:
    long = " ".join("abcdefghijklmnopqrst")
    np.testing.assert_allclose(embedder.encode_queries([long + " z"]), embedder.encode_queries([long + " y"]))


def test_the_fingerprint_follows_the_content_not_the_place_or_precision(model_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(model_folder, copy)
    exact = Embedder(str(model_folder), cache_folder=tmp_path, precision="float32")
    short = Embedder(str(copy), cache_folder=tmp_path, precision="bfloat16")
    assert (short.fingerprint, short.dimension, short.name) == (exact.fingerprint, 32, "copy")
    write_json(copy / "config_sentence_transformers.json", {"prompts": {"query": "q: ", "passage": "passage: "}})
    assert Embedder(str(copy), cache_folder=tmp_path, precision="float32").fingerprint != exact.fingerprint


def test_a_local_folder_is_used_without_any_connection(
    model_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    copy = tmp_path / "copy"
    shutil.copytree(model_folder, copy)
    write_json(copy / "1_Pooling/config.json", {"word_embedding_dimension": 32, "pooling_mode_cls_token": True})
    for folder in (model_folder, copy):
        assert Embedder(str(folder), cache_folder=tmp_path).encode_queries(["x"]).shape == (1, 32)


def test_a_model_with_other_pooling_goes_through_sentence_transformers(model_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(model_folder, copy)
    pooling = {"word_embedding_dimension": 32, "pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}
    write_json(copy / "1_Pooling/config.json", pooling)
    embedder = Embedder(str(copy), cache_folder=tmp_path, precision="float32")
    np.testing.assert_allclose(
        embedder.encode_passages(TEXTS), raw(copy, ["passage: " + text for text in TEXTS]), atol=1e-5
    )


@pytest.mark.parametrize("model", ["/no/such/folder", "nosuchmodel"])
def test_a_missing_folder_is_named_with_what_to_do(model: str, tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=f"no embedding model folder {model}. Give the path"):
        Embedder(model, cache_folder=tmp_path)


def test_a_model_that_brings_its_own_program_is_refused_and_not_run(model_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(model_folder, copy)
    (copy / "trap.py").write_text(f"open({str(tmp_path / 'sprung')!r}, 'w')\nclass Module: pass\n", encoding="utf-8")
    write_json(copy / "modules.json", [{"idx": 0, "name": "0", "path": "", "type": "trap.Module"}])
    with pytest.raises(ModelUnavailable, match="cannot load the model"):
        Embedder(str(copy), cache_folder=tmp_path)
    assert not (tmp_path / "sprung").exists()


def test_pickled_weights_are_refused(model_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(model_folder, copy)
    (copy / "model.safetensors").rename(copy / "pytorch_model.bin")
    with pytest.raises(ModelUnavailable, match="no safetensors weights"):
        Embedder(str(copy), cache_folder=tmp_path)


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "config.json", "modules.json"])
def test_a_cut_file_makes_the_model_unavailable(name: str, model_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(model_folder, copy)
    content = (copy / name).read_bytes()
    (copy / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(ModelUnavailable):
        Embedder(str(copy), cache_folder=tmp_path)
