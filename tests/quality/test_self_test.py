"""The questions of `qa doctor` with the real models."""

import pytest

from embeddings import Embedder
from qa import Settings
from qa.doctor.self_test import check_answers

pytestmark = pytest.mark.quality


def test_the_doctor_finds_the_real_models_well(embedder: Embedder) -> None:
    finding = check_answers(Settings.from_environment(), embedder)
    assert finding.state == "good", finding.text
