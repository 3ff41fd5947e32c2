"""The report of the load benchmark."""

from benchmarks.load import Answered, summary


def test_the_report_of_a_load_counts_the_greedy_asker_apart() -> None:
    answered = [Answered(0, 9.0, 200), Answered(1, 1.0, 200), Answered(1, 1.0, 200), Answered(2, 3.0, 200)]
    figures = summary([*answered, Answered(2, 0.1, 429)], askers=3)
    assert figures["answers"] == 4
    assert figures["errors"] == {"429": 1}
    assert figures["seconds_p50"] == 1.0
    assert figures["answers_per_asker"] == {"least": 1, "median": 1.5, "most": 2}
    assert figures["answers_of_the_greedy_asker"] == 1
