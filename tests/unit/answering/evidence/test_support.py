"""The probability that a span answers, and the file that its numbers come from."""

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from qa.answering.evidence.features import Features, by_span
from qa.answering.evidence.subject_scope import Standing
from qa.answering.evidence.support import FEATURES, PAIRS, SUPPORT, Support, read_support, write_support
from qa.answering.reading.span_model import WEIGHTS
from qa.errors import SupportMismatch

_by_span = partial(by_span, standing=Standing(*[0] * 15), beside=0.5)


def _of_the_reader() -> Support:
    return read_support(WEIGHTS.with_suffix(".sha256").read_text("utf-8").split()[0])


def _rewritten(folder: Path, **changes: object) -> Path:
    file = folder / "support.json"
    file.write_text(json.dumps(json.loads(SUPPORT.read_text("utf-8")) | changes), "utf-8")
    return file


def test_logits_are_kept_within_bounds_and_support_is_a_probability() -> None:
    support = _of_the_reader()
    words = Features(*[0.5] * 13)
    wild = _by_span(words, score=-10_000.0, answerable=1e9, margin=5.0, rank=4)
    assert (wild.span_score, wild.answerable, wild.margin, wild.fused) == (-2.0, 2.0, 0.5, 0.25)
    assert 0 <= support.of(wild) < support.of(_by_span(words, score=8.0, answerable=4.0, margin=5.0, rank=1)) <= 1


def test_a_span_in_the_other_language_is_judged_by_weights_of_its_own() -> None:
    ones = np.arange(len(FEATURES)) == 0
    bars = dict.fromkeys(PAIRS, 0.5)
    support = Support(ones * 0.0, ones * 2.0, bars, bars, "")
    within = Features(*[0.0] * 13)
    across = replace(within, cross_lingual=1.0)
    spans = [_by_span(words, score=0, answerable=0, margin=0, rank=1) for words in (within, across)]
    assert [support.of(span) for span in spans] == pytest.approx([0.5, 1 / (1 + np.exp(-2.0))])


def test_there_is_a_weight_for_each_feature_and_a_bar_for_each_pair_of_languages() -> None:
    support = _of_the_reader()
    names_of_vector = _by_span(Features(*[0.0] * 13), score=0, answerable=0, margin=0, rank=1).vector()
    assert support.within.shape == support.across.shape == names_of_vector.shape == (len(FEATURES),)
    assert set(support.bars) == set(support.sure) == set(PAIRS)
    assert all(support.bars[pair] <= support.sure[pair] for pair in PAIRS)


def test_the_names_of_the_features_are_in_the_order_of_their_numbers() -> None:
    words = Features(*(float(FEATURES.index(name)) for name in FEATURES[24:]))
    standing = Standing(*range(9, 24))
    span = by_span(words, standing, score=10, answerable=20, margin=40, rank=1, beside=6.0)
    assert FEATURES[7:9] == ("astray", "another")
    assert FEATURES[9:24] == tuple(Standing.__dataclass_fields__)
    assert span.vector().tolist() == [1, 1, 2, 1, 2, 1, 6, 23, 23, *range(9, 37)]


def test_the_score_of_a_span_that_speaks_of_another_counts_apart() -> None:
    words = Features(*[0.0] * 13)
    own, other = Standing(*[0] * 15), replace(Standing(*[0] * 15), twin=1.0)
    found = [by_span(words, standing, score=12, answerable=1, margin=0, rank=1, beside=0) for standing in (own, other)]
    assert [span.astray for span in found] == pytest.approx([0, 1.2])
    assert by_span(words, other, score=-3, answerable=1, margin=0, rank=1, beside=0).astray == 0


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    support = _of_the_reader()
    write_support(support, tmp_path / "new" / "support.json")
    again = read_support(support.reader_sha256, tmp_path / "new" / "support.json")
    assert (again.within.tolist(), again.across.tolist()) == (support.within.tolist(), support.across.tolist())
    assert again.bars == support.bars


def test_the_support_of_another_reader_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SupportMismatch, match=r"was fitted to the reader 8555.*calibrate_reader --write"):
        read_support("0" * 64, _rewritten(tmp_path))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"bars": {"zh-zh": 0.1}}, "KeyError"),
        ({"weights": {"within": {"constant": 1.0}, "across": {}}}, "its features differ in: above, another"),
        ({"weights": []}, "TypeError"),
        ({"reader_sha256": "x"}, "was fitted to the reader x"),
    ],
)
def test_a_file_with_something_missing_is_refused(tmp_path: Path, changes: dict[str, object], fault: str) -> None:
    with pytest.raises(SupportMismatch, match=fault):
        read_support("0" * 64, _rewritten(tmp_path, **changes))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SupportMismatch, match="cannot be used"):
        read_support("0" * 64, tmp_path / "none.json")
