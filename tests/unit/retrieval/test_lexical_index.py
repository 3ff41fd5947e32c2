from collections.abc import Sequence
from pathlib import Path

import pytest

from qa.retrieval.generations import damaged
from qa.retrieval.lexical_index import LexicalIndex
from qa.retrieval.postings_writer import write_postings
from qa.types import Form, Range

TEXTS = [
    "The committee removed two officials in Chenzhou.",
    "Grain output rose in winter; the library was closed.",
    "The officials were removed, and removed again.",
    "郴州市图书馆冬季开放，广塔街道派出干部。",
    "追责问责484人，其中免职12人。",
    "他去了陈，周边无人。",
]
EVERYTHING: Range = (0, len(TEXTS))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    file: Path = tmp_path_factory.mktemp("lexical") / "words.postings"
    write_postings(file, TEXTS)
    return LexicalIndex(file, damaged)


def ranked(index: LexicalIndex, text: str, within: Range = EVERYTHING, limit: int = 10) -> Sequence[int]:
    return list(index.ranked(text, within=within, limit=limit))


def containing(index: LexicalIndex, *forms: Form, within: Range = EVERYTHING) -> list[int]:
    found: list[int] = index.containing(forms, within=within).tolist()
    return found


def test_the_row_that_holds_the_words_more_often_comes_first(index: LexicalIndex) -> None:
    assert ranked(index, "removed officials") == [2, 0]


def test_words_meet_by_their_stems_and_figures_by_their_value(index: LexicalIndex) -> None:
    assert ranked(index, "libraries") == [1]
    assert ranked(index, "四百八十四") == [4]


def test_a_list_keeps_to_its_range_and_its_limit(index: LexicalIndex) -> None:
    assert ranked(index, "removed officials", within=(1, 6)) == [2]
    assert ranked(index, "removed officials", limit=1) == [2]
    assert containing(index, Form("remov"), within=(0, 2)) == [0]


def test_chinese_words_are_found_inside_longer_runs(index: LexicalIndex) -> None:
    assert containing(index, Form("图书馆")) == [3]
    assert containing(index, Form("街道")) == [3]
    assert containing(index, Form("图书街")) == []


def test_a_name_is_found_by_its_reading_but_not_across_punctuation(index: LexicalIndex) -> None:
    assert containing(index, Form("chen zhou", is_reading=True)) == [3]
    assert containing(index, Form("guang ta", is_reading=True)) == [3]


def test_any_form_will_do_and_rows_come_in_order(index: LexicalIndex) -> None:
    assert containing(index, Form("grain"), Form("图书馆"), Form("offici")) == [0, 1, 2, 3]
    assert containing(index) == []
    assert containing(index, Form(""), Form(" ")) == []


HOSTILE = [
    '" OR * NEAR(',
    'words:"a" OR 1=1 --',
    "NEAR(a b, 5) AND NOT c* ^d {words}: e + f",
    "null\x00byte removed\x00",
    "lone surrogate \ud800 removed",
    "'; DROP TABLE lexical; --",
    "×÷ × ’s 'a' ''",
    "(" * 1000,
    "removed " * 500,
    "字" * 4000,
    "".join(chr(0x4E00 + at) for at in range(4000)),
    " ".join(f"w{chr(97 + at % 26)}{chr(97 + at // 26 % 26)}{chr(97 + at // 676)}" for at in range(2000)),
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_question_reaches_the_query_language(index: LexicalIndex, text: str) -> None:
    ranked(index, text)
    assert containing(index, Form(text), Form(text, is_reading=True)) in ([], [0, 2])
    assert len(index.containing([Form(text + str(at)) for at in range(30)], within=EVERYTHING)) <= len(TEXTS)


def test_any_number_of_forms_is_looked_up(index: LexicalIndex) -> None:
    assert containing(index, Form("grain"), *(Form(f"w{at}") for at in range(3000))) == [1]


def test_a_very_long_question_is_still_found_by_its_last_words(index: LexicalIndex) -> None:
    words = " ".join(f"x{chr(97 + at % 26)}{chr(97 + at // 26)}" for at in range(600))
    assert ranked(index, f"{words} grain") == [1]
    assert ranked(index, f"grain {words}") == [1]
