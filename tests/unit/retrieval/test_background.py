"""Likeness compared between languages, worked out by hand."""

import numpy as np
import pytest

from qa.retrieval.background import Background
from qa.types import Language


def test_what_stands_out_in_its_own_language_comes_before_what_is_merely_in_the_questions() -> None:
    # 400 passages each; cosines with the question are 0.8 ± 0.02 in English and 0.7 ± 0.02 in Chinese.
    usual = np.array([[0.02], [-0.02]] * 200, np.float32)
    background = Background({"en": usual + 0.8, "zh": usual + 0.7})
    scores: dict[Language, np.ndarray[tuple[int], np.dtype[np.float32]]] = {
        "en": np.array([0.83], np.float32),
        "zh": np.array([0.78], np.float32),
    }
    usual_cosines = background.usual(np.ones(1, np.float32))
    found = {language: usual_cosines[language].standard(cosines) for language, cosines in scores.items()}
    # English expects 0.8 · 8/9 + 0.75 / 9 = 0.79444, Chinese 0.70556; both spread by 0.02.
    assert found["en"][0] == pytest.approx((0.83 - 0.794444) / 0.02, rel=1e-3)
    assert found["zh"][0] == pytest.approx((0.78 - 0.705556) / 0.02, rel=1e-3)
    assert found["zh"][0] > found["en"][0]
