"""The words and the citations of an answer, in both languages."""

import re

import pytest

from qa.answering.answers.citations import cite, unmarked
from qa.answering.answers.findings import choose
from qa.answering.answers.quoted import answered, not_found, whole_sentences
from qa.answering.wording.sentence_check import unsupported
from qa.types import Answer, Document, Evidence, Question
from tests.sources import found, shelf, source

ENGLISH = Question("how many were held accountable", "en", ())
CHINESE = Question("问责多少人", "zh", ())
TWO = Question("立案多少起、免职多少人？", "zh", ())

REPORT = source("a.txt", "全省问责484人,已经处理479人。张忠担任组长。", publisher="吉林省纪委", date="2022-05-26")
NEWS = source("b.txt", "In all, 484 people were held accountable.", language="en", publisher="Xinhua")
LETTER = source("c.txt", "共有479人被问责。", publisher="/home/me/c.txt", date="2022-04-01")
SENTENCE = "全省问责484人,已经处理479人。"


def _answer(
    question: Question, *evidence: Evidence, documents: tuple[Document, ...] = (REPORT, NEWS, LETTER)
) -> Answer:
    lookup = shelf(documents)
    return answered(question, choose(question, evidence, lookup), [one.hit for one in evidence], lookup)


class TestOneAnswer:
    def test_the_answer_is_marked_and_its_sentence_quoted(self) -> None:
        answer = _answer(ENGLISH, found(REPORT, SENTENCE, "484", 0.9))
        assert answer.text == f"484 were held accountable. “{SENTENCE}”[1]"
        assert answer.citations[0].quote == SENTENCE
        assert REPORT.text[answer.citations[0].answer_start : answer.citations[0].answer_end] == "484"
        assert answer.confidence == pytest.approx(0.9)

    def test_a_figure_that_a_line_breaks_is_said_whole(self) -> None:
        told = source("a.txt", "全省问责48\n4人。")
        answer = _answer(ENGLISH, found(told, told.text, "48\n4", 0.9), documents=(told,))
        assert answer.text == "484 were held accountable. “全省问责484人。”[1]"
        assert answer.citations[0].answer == "48\n4"

    def test_what_two_sources_say_is_said_once_and_both_are_cited_best_first(self) -> None:
        answer = _answer(ENGLISH, found(NEWS, NEWS.text, "484 people", 0.5), found(REPORT, SENTENCE, "484", 0.8))
        assert answer.text == f"484 were held accountable. “{SENTENCE}”[1][2]"
        assert [one.document_id for one in answer.citations] == ["a.txt", "b.txt"]
        assert [one.answer for one in answer.citations] == ["484", "484 people"]

    def test_a_sentence_without_a_marked_answer_is_quoted_whole(self) -> None:
        answer = _answer(Question("who", "en", ()), found(REPORT, "张忠担任组长。", None, 0.9))
        assert answer.text == "“张忠担任组长。”[1]"

    def test_the_same_quote_is_cited_once(self) -> None:
        evidence = found(REPORT, "张忠担任组长。", "张忠", 0.9)
        assert len(cite([evidence, evidence], lambda _: REPORT)) == 1

    def test_a_quote_that_looks_like_a_mark_is_not_one(self) -> None:
        assert unmarked("as shown\n in [3] and [12]") == "as shown in ［3］ and ［12］"

    def test_a_refusal_says_so_in_the_questions_language(self) -> None:
        answer = not_found(CHINESE, [], "没有", 0.01)
        assert (answer.status, answer.text, answer.citations) == ("not_found", "这些文档没有回答这个问题。", ())


class TestContradiction:
    EVIDENCE = (found(LETTER, LETTER.text, "479", 0.7), found(REPORT, SENTENCE, "484", 0.8))

    def test_both_figures_are_told_with_publisher_and_date_best_first(self) -> None:
        assert _answer(CHINESE, *self.EVIDENCE).text.split("\n\n") == [
            f"484（吉林省纪委，2022-05-26）：“{SENTENCE}”[1]",
            "另一来源（title of c.txt，2022-04-01）称479：“共有479人被问责。”[2]",
        ]

    def test_an_english_question_is_told_in_english(self) -> None:
        assert _answer(ENGLISH, *self.EVIDENCE).text.split("\n\n") == [
            f"484 (吉林省纪委, 2022-05-26): “{SENTENCE}”[1]",
            "Another source (title of c.txt, 2022-04-01) says 479: “共有479人被问责。”[2]",
        ]

    def test_a_source_without_a_date_is_named_alone(self) -> None:
        other = found(LETTER, LETTER.text, "479", 0.8)
        assert _answer(ENGLISH, other, found(NEWS, NEWS.text, "484", 0.7)).text.split("\n\n")[1] == (
            f"Another source (Xinhua) says 484: “{NEWS.text}”[2]"
        )

    def test_a_path_of_this_machine_is_not_shown(self) -> None:
        assert "/home" not in _answer(CHINESE, *self.EVIDENCE).text

    def test_a_mark_in_a_publishers_name_is_not_one(self) -> None:
        odd = source("x.txt", "问责500人。", publisher="News [7]")
        answer = _answer(ENGLISH, self.EVIDENCE[1], found(odd, odd.text, "500", 0.7), documents=(REPORT, odd))
        assert "Another source (News ［7］) says 500" in answer.text

    def test_another_figure_of_the_same_source_is_said_to_be_that(self) -> None:
        document = source("x.txt", "问责484人。问责479人。")
        evidence = [found(document, "问责484人。", "484", 0.8), found(document, "问责479人。", "479", 0.8)]
        assert _answer(CHINESE, *evidence, documents=(document,)).text.split("\n\n")[1] == (
            "同一来源还提到479：“问责479人。”[2]"
        )


class TestParts:
    ONE = source("x.txt", "立案12起,免职6人。")
    CASES, REMOVED = (
        source("y.txt", "立案12起。", publisher="甲报", date="2022-01-02"),
        source("z.txt", "免职6人。", publisher="乙报", date="2022-01-03"),
    )

    def test_two_parts_of_one_sentence_stand_before_one_quote(self) -> None:
        evidence = [found(self.ONE, self.ONE.text, answer, 0.8, part=part) for part, answer in enumerate(("12", "6"))]
        answer = _answer(TWO, *evidence, documents=(self.ONE,))
        assert answer.text == "12; 6：“立案12起,免职6人。”[1][2]"
        assert [one.answer for one in answer.citations] == ["12", "6"]

    def test_two_parts_of_two_documents_are_told_in_the_order_of_the_question(self) -> None:
        evidence = [
            found(self.REMOVED, self.REMOVED.text, "6", 0.9, part=1),
            found(self.CASES, self.CASES.text, "12", 0.7, part=0),
        ]
        answer = _answer(TWO, *evidence, documents=(self.CASES, self.REMOVED))
        assert answer.text.split("\n\n") == ["12：“立案12起。”[1]", "6：“免职6人。”[2]"]

    def test_a_part_without_evidence_is_named(self) -> None:
        answer = _answer(TWO, found(self.CASES, self.CASES.text, "12", 0.7), documents=(self.CASES,))
        assert answer.text.split("\n\n") == ["12：“立案12起。”[1]", "未找到：免职多少人"]
        assert answer.status == "answered"

    def test_a_part_that_looks_like_a_mark_is_named_without_one(self) -> None:
        question = Question("How many cases were filed and how many [9] were removed?", "en", ())
        answer = _answer(question, found(self.CASES, self.CASES.text, "12", 0.7), documents=(self.CASES,))
        assert answer.text.split("\n\n")[1] == "Not found: how many ［9］ were removed"

    def test_a_rival_of_one_part_contests_that_part_alone(self) -> None:
        other = source("o.txt", "另有报道,免职7人。", publisher="丙报", date="2022-02-01")
        evidence = [
            found(self.CASES, self.CASES.text, "12", 0.9, part=0),
            found(self.REMOVED, self.REMOVED.text, "6", 0.8, part=1),
            found(other, other.text, "7", 0.7, part=1),
        ]
        assert _answer(TWO, *evidence, documents=(self.CASES, self.REMOVED, other)).text.split("\n\n") == [
            "12：“立案12起。”[1]",
            "6（乙报，2022-01-03）：“免职6人。”[2]",
            "另一来源（丙报，2022-02-01）称7：“另有报道,免职7人。”[3]",
        ]


def test_every_figure_before_a_quote_stands_in_a_cited_quote_or_in_its_documents_head() -> None:
    answer = _answer(CHINESE, *TestContradiction.EVIDENCE)
    said = re.sub(r"\[\d+\]", "", answer.text)
    quotes = "\n".join(one.quote for one in answer.citations)
    assert unsupported(said, f"{quotes}\n{REPORT.date}\n{LETTER.date}") == ()
    assert unsupported(said.replace("479", "497"), f"{quotes}\n{REPORT.date}\n{LETTER.date}") == ("497",) * 3


def test_what_is_told_further_is_cited_without_a_mark() -> None:
    shown, further = found(REPORT, SENTENCE, None, 0.9), found(REPORT, "张忠担任组长。", None, 0.4)
    answer = whole_sentences(CHINESE, [shown], [shown.hit], shelf([REPORT]), further=[further])
    assert answer.text == f"“{SENTENCE}”[1]"
    assert [cited.quote for cited in answer.citations] == [SENTENCE, "张忠担任组长。"]
    assert answer.confidence == pytest.approx(0.9)
