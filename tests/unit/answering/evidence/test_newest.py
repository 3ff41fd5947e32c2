"""The present state is told by the newest document."""

from dataclasses import replace

from qa.answering.evidence.newest import of_newest
from qa.types import Document, Evidence, Hit, Passage, Question

DOCUMENTS = {year: Document(f"{year}.txt", f"Report {year}", "It had 812 members.", "en") for year in ("2021", "2022")}


def _evidence(year: str, support: float) -> Evidence:
    passage = Passage(f"{year}#0", f"{year}.txt", "", "It had 812 members.", 0, 19)
    return Evidence(Hit(passage, 1.0, {}), (0, 19), (7, 10), support)


OLD, NEW = _evidence("2021", 0.8), _evidence("2022", 0.5)


def _chosen(text: str, *evidence: Evidence) -> tuple[Evidence, ...]:
    enough = tuple(each for each in evidence if each.support >= 0.6)
    return of_newest(Question(text, "en", ()), enough, evidence, lambda key: DOCUMENTS[key.removesuffix(".txt")])


def test_now_is_told_by_the_newest_document_even_with_less_support() -> None:
    assert _chosen("How many members does it have now?", OLD, NEW) == (NEW,)
    assert _chosen("How many members has it at present?", OLD, replace(NEW, support=0.1)) == (OLD,)


def test_any_other_question_takes_what_is_enough() -> None:
    assert _chosen("How many members did it have?", OLD, NEW) == (OLD,)
    assert _chosen("How many members does it have now?", NEW) == ()
