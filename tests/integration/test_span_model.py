"""The trained reader's runtime, over a tiny model with random weights."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings import ModelUnavailable
from qa.answering.reading.span_model import LONGEST_SPAN, NOTHING, Reading, SpanModel, best_spans
from qa.answering.reading.windows import QUESTION_TOKENS, WINDOW_TOKENS, WINDOWS_A_PASSAGE, WindowMaker, window_starts

pytestmark = pytest.mark.integration

ALPHABET = "▁abcdefghijklmnopqrstuvwxyz0123456789，。多少人被追责?"
QUESTION = "how many 多少人?"
OWN = ("encoder.layer.1.", "encoder.layer.2.")
PASSAGES = ["the cat 484 人被追责。", "b", "a long story of 12 dogs and 7 cats", "", "人被追责 9 of the dogs", "  "]


@dataclass(frozen=True)
class Tiny:
    folder: Path
    weights: Path

    def load(self) -> SpanModel:
        return SpanModel(self.folder, self.weights, precision="float32")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A three-layer encoder of which the reader shares the first, and a tokenizer of single characters."""
    import torch
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("tiny reader")
    torch.manual_seed(0)
    sizes = {"hidden_size": 32, "num_hidden_layers": 3, "num_attention_heads": 4, "intermediate_size": 64}
    config = BertConfig(vocab_size=100, max_position_embeddings=2 * WINDOW_TOKENS, initializer_range=0.5, **sizes)
    BertModel(config).save_pretrained(folder)
    write_tokenizer(folder / "tokenizer.json")
    weights = folder / "reader.safetensors"
    learnt = {name: one for name, one in BertModel(config).state_dict().items() if name.startswith(OWN)}
    heads = {
        "segment": (32,),
        "span.weight": (2, 32),
        "span.bias": (2,),
        "answerable.weight": (1, 32),
        "answerable.bias": (1,),
    }
    write_weights(weights, learnt | {name: torch.randn(shape) for name, shape in heads.items()})
    return Tiny(folder, weights)


@pytest.fixture(scope="module")
def model(tiny: Tiny) -> SpanModel:
    return tiny.load()


def write_tokenizer(path: Path) -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = {word: number for number, word in enumerate(["<s>", "<pad>", "</s>", "<unk>", *ALPHABET, "▁c"])}
    tokenizer = Tokenizer(models.BPE(words, [("▁", "c")], unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.save(str(path))


def write_weights(path: Path, tensors: dict[str, object]) -> None:
    from safetensors.torch import save_file

    save_file(tensors, path)
    path.with_suffix(".sha256").write_text(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n", "utf-8")


def assert_valid(reading: Reading, passage: str) -> None:
    """Spans lie in the passage, hold something, share nothing, and come best first."""
    for span in reading.spans:
        quote = passage[span.start : span.end]
        assert 0 <= span.start < span.end <= len(passage)
        assert quote == quote.strip()
    places = sorted(span.range for span in reading.spans)
    assert all(one[1] <= other[0] for one, other in zip(places, places[1:], strict=False))
    assert [span.score for span in reading.spans] == sorted((span.score for span in reading.spans), reverse=True)
    assert reading.score == (reading.spans[0].score if reading.spans else NOTHING)


def test_each_passage_has_its_reading_in_order(model: SpanModel) -> None:
    readings = model.read(QUESTION, PASSAGES)
    assert len(readings) == len(PASSAGES)
    for passage, reading in zip(PASSAGES, readings, strict=True):
        assert_valid(reading, passage)
    assert [len(reading.spans) > 0 for reading in readings] == [True, True, True, False, True, False]
    assert readings[3] == Reading((), NOTHING)
    assert model.read(QUESTION, []) == ()


def test_a_passage_reads_the_same_alone_and_among_others(model: SpanModel) -> None:
    together = model.read(QUESTION, PASSAGES)
    assert together == model.read(QUESTION, PASSAGES)
    for passage, reading in zip(PASSAGES, together, strict=True):
        alone = model.read(QUESTION, [passage])[0]
        assert [span.range for span in alone.spans] == [span.range for span in reading.spans]
        np.testing.assert_allclose([alone.answerable, alone.score], [reading.answerable, reading.score], atol=1e-3)


def test_each_passage_is_read_with_its_own_question(model: SpanModel) -> None:
    questions = [f"{QUESTION} {'b' * at}" for at in range(len(PASSAGES))]
    for question, passage, reading in zip(questions, PASSAGES, model.read_each(questions, PASSAGES), strict=True):
        alone = model.read(question, [passage])[0]
        assert [span.range for span in alone.spans] == [span.range for span in reading.spans]
        np.testing.assert_allclose([alone.answerable, alone.score], [reading.answerable, reading.score], atol=1e-3)
    assert model.read_each(questions[:1] * 2, PASSAGES[:2]) != model.read_each(questions[1:2] * 2, PASSAGES[:2])


def test_the_scores_are_those_of_the_network_that_was_trained(tiny: Tiny, model: SpanModel) -> None:
    import torch
    from safetensors.torch import load_file
    from transformers import BertModel

    from embeddings.bert import load_tokenizer

    weights = load_file(tiny.weights)
    maker = WindowMaker(load_tokenizer(tiny.folder))
    question, (window,) = maker.question("b"), maker.windows(["a"], [""])
    network = BertModel.from_pretrained(tiny.folder, add_pooling_layer=False)
    with torch.inference_mode():
        asked, read = (network(torch.tensor([row]), output_hidden_states=True) for row in (question, window.ids))
        joint = torch.cat([asked.hidden_states[1] + weights["segment"], read.hidden_states[1]], 1)
        network.load_state_dict({name: one for name, one in weights.items() if "layer" in name}, strict=False)
        for layer in network.encoder.layer[1:]:
            joint = layer(joint)
        hidden = joint[0]
        scores = hidden @ weights["span.weight"].T + weights["span.bias"]
        logit = hidden[0] @ weights["answerable.weight"][0] + weights["answerable.bias"][0]
    reading = model.read("b", ["a"])[0]
    # Both tokens stand for the one letter: the tokenizer puts ▁ before a text, in the place of its first character.
    one = len(question) + window.first
    best = max(
        float(scores[first, 0] + scores[last, 1]) for first, last in ((one, one), (one, one + 1), (one + 1, one + 1))
    )
    assert [span.range for span in reading.spans] == [(0, 1)]
    assert reading.score == pytest.approx(best - float(scores[0].sum()), abs=1e-4)
    assert reading.answerable == pytest.approx(float(logit), abs=1e-4)


def test_the_best_spans_share_no_token_and_keep_to_the_length() -> None:
    scores = np.array([[0, 5, 0, 1, 0], [0, 0, 4, 0, 2]], np.float32)
    places = [(0, 1), (1, 3), (3, 4), (5, 6), (7, 9)]
    found = [(span.range, span.score) for span in best_spans(scores, places)]
    assert found == [((1, 4), 9.0), ((5, 9), 3.0), ((0, 1), 0.0)]
    far = np.zeros((2, 2 * LONGEST_SPAN), np.float32)
    far[0, 0] = far[1, -1] = 9
    longest = best_spans(far, [(at, at + 1) for at in range(2 * LONGEST_SPAN)])
    assert longest[0].range == (0, 1)
    assert all(span.end - span.start <= LONGEST_SPAN for span in longest)


def test_a_blank_token_neither_begins_nor_ends_a_span() -> None:
    scores = np.array([[9, 1, 0], [0, 1, 9]], np.float32)
    assert [span.range for span in best_spans(scores, [(0, 0), (1, 2), (3, 3)])] == [(1, 2)]
    assert best_spans(scores, [(0, 0)] * 3) == []


def test_windows_overlap_and_cover_a_long_passage_evenly() -> None:
    assert list(window_starts(0, 100)) == []
    assert list(window_starts(1, 100)) == [0]
    assert list(window_starts(100, 100)) == [0]
    assert list(window_starts(101, 100)) == [0, 1]
    assert list(window_starts(200, 100)) == [0, 36, 72, 100]
    many = list(window_starts(100_000, 100))
    assert (len(many), many[0], many[-1]) == (WINDOWS_A_PASSAGE, 0, 99_900)


def test_a_row_holds_prompt_and_window_between_its_marks(tiny: Tiny) -> None:
    from embeddings.bert import load_tokenizer

    tokenizer = load_tokenizer(tiny.folder)
    maker = WindowMaker(tokenizer)
    (row,) = maker.windows(["a c\ud800"], [""])
    text = tokenizer.encode("passage:", add_special_tokens=False).ids + tokenizer.encode("a c\ufffd").ids
    assert row.ids == (0, *text, 2)
    assert row.first == 1 + len("▁passage:")
    assert row.places == ((0, 1), (0, 1), (2, 3), (4, 4))
    rows = maker.windows(["a" * 600], [""])
    assert {len(row.places) for row in rows} == {WINDOW_TOKENS}
    assert (rows[0].places[1], rows[-1].places[-1]) == ((0, 1), (599, 600))
    assert len(maker.question("ab" * 500)) == 1 + len("▁query:") + QUESTION_TOKENS + 1


def test_a_passage_of_many_windows_has_one_reading(model: SpanModel) -> None:
    passage = "a" * 1200
    reading = model.read("b", [passage])[0]
    assert_valid(reading, passage)
    assert reading.spans


def test_a_question_and_a_passage_of_any_length_are_read(model: SpanModel) -> None:
    passage = "人 9 追责" * 20_000
    reading = model.read(QUESTION * 1000, [passage])[0]
    assert_valid(reading, passage)
    assert reading.spans


HOSTILE = st.text(
    st.sampled_from("ab c9多少人\n\t\u200b\ufeff\ud800\udc00😀é\u0301กا㍿ﬃ</s>▁\x00") | st.characters(), max_size=60
)


@settings(max_examples=150, deadline=None)
@given(HOSTILE, st.lists(HOSTILE | HOSTILE.map(lambda text: text * 30), max_size=4))
def test_any_question_over_any_texts_gives_valid_ranges(model: SpanModel, question: str, passages: list[str]) -> None:
    for passage, reading in zip(passages, model.read(question, passages), strict=True):
        assert_valid(reading, passage)


def test_missing_cut_or_changed_weights_are_named(tiny: Tiny, tmp_path: Path) -> None:
    weights = tmp_path / "reader.safetensors"
    copy = Tiny(tiny.folder, weights)
    with pytest.raises(ModelUnavailable, match="cannot be read"):
        copy.load()
    content = tiny.weights.read_bytes()
    recorded = tiny.weights.with_suffix(".sha256").read_text("utf-8")
    weights.write_bytes(content[:-1])
    with pytest.raises(ModelUnavailable, match="cannot be read"):
        copy.load()
    weights.with_suffix(".sha256").write_text(recorded, "utf-8")
    with pytest.raises(ModelUnavailable, match="are not those of"):
        copy.load()
    weights.write_bytes(content)
    assert copy.load().read("b", ["a"]) == tiny.load().read("b", ["a"])


def test_weights_of_another_size_or_without_heads_are_refused(tiny: Tiny, tmp_path: Path) -> None:
    from safetensors.torch import load_file

    tensors = load_file(tiny.weights)
    wide = {name: one.repeat(1, 2) if name == "span.weight" else one for name, one in tensors.items()}
    headless = {name: one for name, one in tensors.items() if not name.startswith("span")}
    for name, content in (("wide", wide), ("headless", headless)):
        write_weights(tmp_path / f"{name}.safetensors", content)
        with pytest.raises(ModelUnavailable):
            Tiny(tiny.folder, tmp_path / f"{name}.safetensors").load()


def test_a_tokenizer_of_another_model_is_refused(model_folder: Path, tiny: Tiny) -> None:
    with pytest.raises(ModelUnavailable):
        SpanModel(model_folder, tiny.weights, precision="float32")
