"""What the reader loses by each window, and how much of a window of a known kind its answers of before count."""

import math
from random import Random

import pytest
import torch

from training.contrasted import ANSWERABLE_SHARE, loss_of_each
from training.examples import Example
from training.losses import Scores
from training.windows import HEAD_END, HEAD_TOKENS, WindowMaker


def test_each_window_loses_by_its_own_answer_alone() -> None:
    spans = torch.zeros(2, 4, 2)
    spans[1, 2] = math.log(5)  # the second window is five times as sure of its third token as of each other
    scores = Scores(spans, torch.tensor([0.0, math.log(3)]))
    losses = loss_of_each(scores, torch.tensor([0, 2]), torch.tensor([0, 2]))
    unsure = math.log(4) + ANSWERABLE_SHARE * math.log(2)
    sure = math.log(8 / 5) + ANSWERABLE_SHARE * math.log(4 / 3)
    assert losses.tolist() == pytest.approx([unsure, sure])


def test_a_head_stands_before_the_passage_with_its_mark_and_moves_the_answer_along() -> None:
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    words = ("<s>", "<pad>", "</s>", "<unk>", "query", "passage", ":", HEAD_END, "who", "she", "came", "log")
    tokenizer = Tokenizer(WordLevel({word: number for number, word in enumerate(words)}, "<unk>"))
    tokenizer.pre_tokenizer = Whitespace()
    maker, rng = WindowMaker(tokenizer), Random(0)
    (bare,) = maker.windows([Example("who", "she came", (0, 3), "")], rng)
    (headed,) = maker.windows([Example("who", "she came", (0, 3), "", head="log")], rng)
    (cut,) = maker.windows([Example("who", "she came", (0, 3), "", head="log " * 99)], rng)
    she, mark = words.index("she"), words.index(HEAD_END)
    assert bare.passage[bare.start] == headed.passage[headed.start] == cut.passage[cut.start] == she
    assert headed.passage[headed.start - 2 : headed.start] == (words.index("log"), mark)
    assert len(headed.passage) == len(bare.passage) + 2
    assert len(cut.passage) == len(bare.passage) + HEAD_TOKENS + 1
