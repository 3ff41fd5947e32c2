"""What is counted as right, wrong and refused, and that few texts of each kind are read rightly."""

from collections import Counter

from benchmarks.encodings import ENCODINGS, measured, totals


def test_texts_of_twenty_characters_and_more_are_read_rightly_in_every_encoding() -> None:
    scores = measured(3, shortest=20)
    right, wrong, refused = totals(scores)
    assert (wrong, refused) == (0, 0)
    assert right > 400
    names = {name for name, _, _ in scores}
    assert names == {
        f"{encoding}, {language}" for language, all_of_them in ENCODINGS.items() for encoding in all_of_them
    }


def test_totals_are_over_all_encodings_and_lengths() -> None:
    scores = {("a", "alone", 8): Counter(right=3, wrong=1), ("b", "alone", 20): Counter(right=2, refused=4)}
    assert totals(scores) == (5, 1, 4)
