"""A question in the words of a passage in the other language."""

from qa.answering.reading.code_switched_question import glossed
from qa.types import Form, Question, Term

TALKS = Term("admonitory talks", {"zh": (Form("诫勉谈话"), Form("谈", weight=1.0)), "en": (Form("admonitori talk"),)})
JILIN = Term("Jilin", {"zh": (Form("ji lin", is_reading=True),), "en": (Form("jilin"),)}, is_place=True)
GIVEN = Term("given", {"zh": (Form("已经", weight=0.5),), "en": (Form("given"),)})
ENGLISH = Question("How many admonitory talks were given in Jilin's cities?", "en", (TALKS, JILIN, GIVEN))


def test_what_stands_in_the_passage_is_asked_in_its_words_and_guesses_are_not() -> None:
    passage = "吉林已经处理479人，其中诫勉谈话53人。"
    assert glossed(ENGLISH, passage) == "How many 诫勉谈话 were given in 吉林 's cities?"


def test_what_does_not_stand_there_stays_as_it_was_asked() -> None:
    assert glossed(ENGLISH, "延边谈了53人。") == ENGLISH.text


def test_over_its_own_language_a_question_stays_as_it_is() -> None:
    assert glossed(ENGLISH, "In Jilin 53 admonitory talks were given.") == ENGLISH.text


def test_a_chinese_question_takes_the_english_words_the_most_frequent_first() -> None:
    bridge = Term("桥梁", {"zh": (Form("桥梁"),), "en": (Form("bridg"), Form("span"))})
    question = Question("修了多少桥梁？", "zh", (bridge,))
    told = "The bridge has one span. Each bridge is old; twelve bridges."
    assert glossed(question, told) == "修了多少 bridge ？"


def test_a_term_within_a_longer_one_is_not_put_in_a_second_time() -> None:
    talk = Term("talk", {"zh": (Form("谈话"),)})
    question = Question("Which admonitory talks? Each talk!", "en", (talk, TALKS))
    assert glossed(question, "诫勉谈话53人，谈话9人，谈话3人。") == "Which 诫勉谈话 ? Each 谈话 !"


def test_a_term_of_several_words_is_found_behind_a_hyphen() -> None:
    areas = Term("high risk areas", {"zh": (Form("高危区域"),)})
    assert glossed(Question("Which high-risk areas?", "en", (areas,)), "高危区域2970处。") == "Which 高危区域 ?"
