"""Whom or what a question is about by name."""

import re

import pytest

from qa.language import detect
from qa.language.tables import table
from qa.question.identifiers import identifiers
from qa.question.subject import subjects
from qa.types import Form, Term


def names(question: str) -> list[str]:
    return [subject.text for subject in subjects(question, ())]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many buses does the Oak depot have?", ["Oak"]),
        ("Did Anna Holm earn more than Peter Vance?", ["Anna Holm", "Peter Vance"]),
        ("What does the X400 weigh, and how many seats has room 215?", ["X400", "room 215"]),
        ("Which rule is in section 4.3?", ["4.3"]),
        ("How many Chinese cities took part in March 2021?", []),
        ("How many people earn more than 400 dollars?", []),
        ("What was the share in the first half?", []),
        ("三号楼和5号楼各住多少户？", ["三号楼", "5号楼"]),
        ("甲型水泵质保几年？", ["甲型"]),
        ("柳江银行的存款余额是多少？", ["柳江银行"]),
        ("该公司2023年招聘了多少人？", []),
        ("哪个县的总产量最高？", []),
        ("2025年地区生产总值是多少？", []),
        ("张伟的工龄是多少年？", ["张伟"]),
        ("谁负责白马站？", ["白马站"]),
        ("Should I wear gloves in room 215?", ["room 215"]),
        ("How big is the flat at 29 Quay Row?", ["29 Quay Row"]),
        ("房间里可以吃东西吗？", []),
    ],
)
def test_names_and_identifiers_are_subjects_and_common_words_are_none(question: str, expected: list[str]) -> None:
    assert names(question) == expected


@pytest.mark.parametrize(
    ("question", "says", "says_not"),
    [
        ("Who works in room 12?", ("Room 12 is empty.", "十二号房间"), ("Room 112", "Room 12.5", "一百一十二号")),
        ("三号楼有几层？", ("3号楼", "三号楼", "Building 3"), ("十三号楼", "13号楼", "三十号楼")),
        ("What is form A-7 for?", ("form A-7", "form A7", "A–7"), ("form A-70", "BA-7")),
        ("Where is Building D?", ("Building D",), ("Building E", "DB")),
    ],
)
def test_an_identifier_is_found_as_a_whole(question: str, says: tuple[str, ...], says_not: tuple[str, ...]) -> None:
    ((subject, _),) = identifiers(question)
    assert all(re.search(subject.pattern, text) for text in says)
    assert not any(re.search(subject.pattern, text) for text in says_not)


def test_the_parts_of_a_name_take_the_forms_that_sound_like_it() -> None:
    forms = (Form("江苏"), Form("江苏省"), Form("苏菜"), Form("jiang su", is_reading=True))
    term = Term("Jiangsu", {"zh": forms, "en": (Form("jiangsu"),)})
    ((part,),) = [one.parts for one in subjects("What is told of Jiangsu?", (term,))]
    assert [form.text for form in part.forms["zh"]] == ["江苏", "江苏省", "jiang su"]


def test_a_name_is_sought_by_its_surest_forms_and_no_lone_character() -> None:
    forms = (Form("西藏"), Form("藏"), Form("川藏", weight=0.25), Form("tibet"))
    (tibet,) = subjects("What happened in Tibet?", [Term("Tibet", {"zh": forms, "en": (Form("tibet"),)})])
    assert [form.text for form in tibet.parts[0].forms["zh"]] == ["西藏", "tibet"]
    (split,) = subjects("What did Oak do?", [Term("Oak", {"zh": (Form("栎"), Form("橡", weight=0.5))})])
    assert [form.text for form in split.parts[0].forms["zh"]] == ["栎"]


def test_a_name_that_no_dictionary_holds_is_sought_as_it_is_written() -> None:
    ((part,),) = [one.parts for one in subjects("What is told of Brackwell?", ())]
    assert {language: [form.text for form in forms] for language, forms in part.forms.items()} == {
        "en": ["brackwel"],
        "zh": ["brackwel"],
    }


def test_a_word_of_a_phrase_that_goes_beyond_the_name_is_sought_by_itself() -> None:
    phrase = Term(
        "Nobel Prize in Literature", {"zh": (Form("诺贝尔文学奖"),), "en": (Form("nobel prize in literatur"),)}
    )
    first, _ = subjects("Who got the Nobel Prize in Literature?", (phrase,))
    assert [[form.text for form in part.forms["en"]] for part in first.parts] == [["nobel"], ["prize"]]
    assert first.parts[0].forms["zh"] == (Form("诺贝尔文学奖"),)


def test_a_chinese_name_is_sought_without_its_ending() -> None:
    term = Term("柳江银行", {"zh": (Form("柳江银行"),), "en": (Form("liujiang bank"),)})
    ((part,),) = [one.parts for one in subjects("柳江银行有几家分行？", (term,))]
    assert (part.text, part.forms["zh"], part.forms["en"]) == ("柳江", (Form("柳江"),), (Form("liujiang bank"),))


@pytest.mark.parametrize("row", table("name_endings"), ids=lambda row: row["zh"])
def test_each_ending_ends_a_name_in_each_of_its_uses(row: object) -> None:
    ending, uses = row["zh"], row.words("uses")  # type: ignore[index,attr-defined]
    assert uses
    assert uses <= {"named", "numbered", "lettered"}
    examples = {
        "named": f"青柳{ending}的情况如何？",
        "numbered": f"七{ending}的情况如何？",
        "lettered": f"乙{ending}的情况如何？",
    }
    for use in uses:
        example = examples[use]
        assert detect(example) == "zh"
        assert names(example)[0] == example.removesuffix("的情况如何？"), use
