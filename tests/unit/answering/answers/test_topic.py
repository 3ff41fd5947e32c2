"""Which sentences are on the subjects of a question, and which terms say what is asked of them."""

from qa.answering.answers.topic import content_terms, sentences_on, weights_held
from qa.types import Document, Form, Passage, Question, Subject, Term

TIBET = Term("Tibet", {"zh": (Form("西藏"),), "en": (Form("tibet"),)}, is_place=True)
ROADS = Term("roads", {"zh": (Form("公路"),), "en": (Form("road"),)})
MEASURES = Term("measures", {"zh": (Form("措施"),), "en": (Form("measur"),)})
QUESTION = Question(
    "What measures did Tibet take for roads?", "en", (TIBET, MEASURES, ROADS), (Subject("Tibet", (TIBET,)),)
)


def _on(text: str, title: str = "青海省政府工作报告", heading: str = "") -> list[str]:
    document = Document("a", title, f"政府工作报告\n{'各位代表。' * 60}\n{text}", "zh")
    start = len(document.text) - len(text)
    passage = Passage("a#0", "a", heading, text, start, len(document.text))
    return [text[slice(*place)] for place in sentences_on(QUESTION, passage, document)]


def test_a_sentence_is_on_a_subject_that_it_names_and_on_the_one_named_last() -> None:
    text = "青海也有投资。西藏增加了投资。里程增加一倍。四川也是。里程不变。"
    assert _on(text) == ["西藏增加了投资。", "里程增加一倍。"]


def test_what_follows_a_list_of_many_is_on_none_of_them() -> None:
    assert _on("与四川、西藏、甘肃合作。全面贯通。") == ["与四川、西藏、甘肃合作。"]


def test_under_the_head_of_a_subject_every_sentence_is_on_it() -> None:
    assert _on("道路贯通。四川也是。", title="西藏自治区政府工作报告") == ["道路贯通。", "四川也是。"]
    assert _on("道路贯通。", heading="西藏") == ["道路贯通。"]


def test_names_and_words_for_doing_are_no_content() -> None:
    assert [term.text for term in content_terms(QUESTION, "zh")] == ["roads"]
    assert weights_held([ROADS], "修建公路。", "zh") == [1.0]
    assert weights_held([ROADS], "修建铁路。", "zh") == []


def test_a_lone_character_is_no_content_beside_longer_words() -> None:
    housing = Term("housing", {"zh": (Form("住房"), Form("家"))})
    (found,) = content_terms(Question("housing", "en", (housing,)), "zh")
    assert [form.text for form in found.forms["zh"]] == ["住房"]
