"""Learning from teachers: the losses by hand, the mean of weights, and the whole way over a tiny model."""

import math
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from torch import Tensor

from training.averaging import between, mean_weights
from training.curriculum import Curriculum
from training.distilled import SHARED_LAYERS, School, student, teacher
from training.examples import Example
from training.losses import Scores, Taught, distillation_loss, mean_of_teachers
from training.windows import WindowMaker

WORDS = ("<s>", "<pad>", "</s>", "<unk>", "query", "passage", ":", "who", "when", "she", "came", "late")
LESSONS = [Example("who", "she came late", (0, 3), ""), Example("when", "she came", None, "")]


def _logits(*probabilities: float) -> Tensor:
    return torch.tensor(probabilities).log()


def _taught() -> Taught:
    """One text of two tokens: the start at either, the end more likely at the second, an answer as likely as none."""
    return Taught(torch.tensor([[[0.5, 0.25], [0.5, 0.75]]]), torch.tensor([0.5]))


def test_a_student_that_says_what_its_teachers_say_is_left_with_their_entropy() -> None:
    start, end = math.log(2), -(0.25 * math.log(0.25) + 0.75 * math.log(0.75))
    entropy = (start + end) / 2 + 0.5 * math.log(2)
    spans = torch.stack([_logits(0.5, 0.5), _logits(0.25, 0.75)], dim=1)[None].requires_grad_()
    loss = distillation_loss(Scores(spans, torch.zeros(1)), _taught())
    assert float(loss.detach()) == pytest.approx(entropy)
    torch.autograd.backward(loss)
    assert spans.grad is not None
    assert spans.grad.abs().max() < 1e-6


def test_a_student_that_says_something_else_loses_more() -> None:
    spans = torch.stack([_logits(0.5, 0.5), _logits(0.25, 0.75)], dim=1)[None]
    least = distillation_loss(Scores(spans, torch.zeros(1)), _taught())
    assert distillation_loss(Scores(spans.flip(1), torch.zeros(1)), _taught()) > least
    assert distillation_loss(Scores(spans, torch.ones(1)), _taught()) > least


def test_teachers_are_averaged_in_probabilities_and_padding_stays_without_any() -> None:
    unsure = Scores(torch.tensor([[[0.0, 0.0], [0.0, 0.0], [-1e4, -1e4]]]), torch.tensor([0.0]))
    sure = Scores(torch.tensor([[[math.log(3), 0.0], [0.0, math.log(3)], [-1e4, -1e4]]]), torch.tensor([math.log(3)]))
    taught = mean_of_teachers([unsure, sure])
    assert taught.spans[0, :, 0].tolist() == pytest.approx([0.625, 0.375, 0.0])
    assert taught.spans[0, :, 1].tolist() == pytest.approx([0.375, 0.625, 0.0])
    assert taught.answerable.tolist() == pytest.approx([0.625])


def test_the_mean_of_readers_is_taken_weight_by_weight_in_float32() -> None:
    readers = [{"a": torch.tensor([1.0, 2.0])}, {"a": torch.tensor([3.0, 4.0])}, {"a": torch.tensor([5.0, 9.0])}]
    mean = mean_weights(readers)
    assert mean["a"].dtype == torch.float32
    assert mean["a"].tolist() == [3.0, 5.0]


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1.0), (0.25, 2.0), (1.0, 5.0)])
def test_weights_between_two_readers_lie_a_share_of_the_way_to_the_second(share: float, expected: float) -> None:
    first, second = ({"a": torch.full((2,), value, dtype=torch.bfloat16)} for value in (1.0, 5.0))
    assert between(first, second, share)["a"].tolist() == [expected] * 2


@pytest.fixture(name="school", scope="module")
def _school(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Six layers of eight numbers, and lessons of a few words."""
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("tiny")
    torch.manual_seed(5)
    sizes = {"hidden_size": 8, "num_hidden_layers": 6, "num_attention_heads": 2, "intermediate_size": 16}
    BertModel(BertConfig(vocab_size=len(WORDS), max_position_embeddings=32, **sizes)).save_pretrained(folder)
    tokenizer = Tokenizer(WordLevel({word: number for number, word in enumerate(WORDS)}, "<unk>"))
    tokenizer.pre_tokenizer = Whitespace()
    return School(folder, Curriculum([LESSONS], [], {}), WindowMaker(tokenizer), "cpu")


def test_a_teacher_learns_all_layers_and_not_the_word_table(school: School) -> None:
    untaught, taught = school.reader(shared_layers=0), teacher(school, 1)
    assert len(taught.upper) == 6
    for before, after in zip(untaught.embeddings.parameters(), taught.embeddings.parameters(), strict=True):
        assert torch.equal(before, after)
    for before, after in zip(untaught.upper, taught.upper, strict=True):
        assert not torch.equal(before.output.dense.weight, after.output.dense.weight)
    assert all(module.training for module in untaught.upper.modules()), "no dropout while it learns"
    assert not any(module.training for module in taught.upper.modules()), "dropout while it teaches"


def test_a_student_begins_with_the_start_and_its_weights_can_be_saved_and_read(school: School, tmp_path: Path) -> None:
    start = school.reader(shared_layers=SHARED_LAYERS)
    start.save(tmp_path / "start.safetensors")
    weights = student(school, 2, tmp_path / "start.safetensors", [teacher(school, 0)])
    learnt = {name for name, one in start.named_parameters() if one.requires_grad}
    assert set(weights) == learnt
    assert all(one.dtype == torch.float32 for one in weights.values())
    assert not torch.equal(weights["upper.0.output.dense.weight"], start.upper[0].output.dense.weight.float())
    reader = school.reader(shared_layers=SHARED_LAYERS)
    reader.take(mean_weights([weights, weights]))
    reader.save(tmp_path / "reader.safetensors")
    saved = load_file(tmp_path / "reader.safetensors")
    assert torch.equal(saved["encoder.layer.4.output.dense.weight"], weights["upper.0.output.dense.weight"].bfloat16())
    assert set(saved) == set(load_file(tmp_path / "start.safetensors"))
