"""Reports that are alike: what is asked stands in them once, and a near miss nowhere."""

import re

from benchmarks.look_alike_reports import look_alike_reports

ROWS, DOCUMENTS = look_alike_reports(7, 400)
TEXTS = {document["doc_id"]: document["text"] for document in DOCUMENTS}
TITLES = {document["doc_id"]: document["title"] for document in DOCUMENTS}


def test_an_answer_stands_in_its_report() -> None:
    answered = [row for row in ROWS if row["answerable"]]
    assert len(answered) > 50
    for row in answered:
        assert row["answers"][1] in TEXTS[row["doc_id"]], row["question"]


def test_a_near_miss_asks_for_a_city_a_year_or_an_indicator_that_its_report_lacks() -> None:
    missed = [row for row in ROWS if not row["answerable"] and row["doc_id"]]
    assert len(missed) > 20
    year = re.search(r"\d{4}", TITLES["report-7-0"])
    assert year is not None
    for row in missed:
        asked = re.search(r"\d{4}", row["question"])
        assert asked is not None
        if int(asked[0]) < int(year[0]) - 1:
            continue
        is_growth = "增长" in row["question"] or "grow" in row["question"]
        assert is_growth or row["answers"] == []


def test_the_same_seed_gives_the_same_and_another_seed_others() -> None:
    assert look_alike_reports(7, 400) == (ROWS, DOCUMENTS)
    assert look_alike_reports(8, 400)[0] != ROWS
