"""Which answer is given where several passages answer: agreement, contradiction, and questions of two parts."""

import pytest

from qa.answering.answers.findings import Choice, choose
from qa.language import stem
from qa.types import Document, Evidence, Form, Question, Term
from tests.sources import found, shelf, source

ZH = source("a.txt", "全省共问责484人。已经处理479人。其中诫勉谈话53人。", publisher="吉林省纪委", date="2022-05-26")
EN = source("b.txt", "In all, 484 people were held accountable.", language="en", publisher="Xinhua", date="2022-05-27")
OTHER = source("c.txt", "据统计,全省问责479人。", publisher="新华社", date="2022-04-01")
COPY = source("d.txt", "转载:\n全省共问责484人。", publisher="某网", date="2022-06-01")
FAR = source("e.txt", "另有食堂采购大米300公斤,蔬菜12%。召开会议53次。", publisher="某报", date="2022-06-02")

HELD = Term("held accountable", {"zh": (Form("问责"),), "en": (Form("hold account"),)}, weights={"zh": 3.0, "en": 3.0})
QUESTION = Question("how many were held accountable", "en", (HELD,))


def _choice(*evidence: Evidence, question: Question = QUESTION) -> Choice:
    return choose(question, evidence, shelf((ZH, EN, OTHER, COPY, FAR)))


def _documents(choice: Choice, part: int = 0) -> list[str]:
    answer = choice.parts[part].answer
    return list(answer.document_ids) if answer else []


def _rivals(choice: Choice, part: int = 0) -> list[str]:
    return [rival.best.hit.passage.document_id for rival in choice.parts[part].rivals]


class TestAgreement:
    def test_the_same_figure_in_two_languages_is_one_answer_of_both_documents_best_first(self) -> None:
        choice = _choice(found(EN, EN.text, "484", 0.5), found(ZH, "全省共问责484人。", "484人", 0.8))
        assert _documents(choice) == ["a.txt", "b.txt"]
        assert choice.confidence == pytest.approx(0.9)  # 1 − 0.2 · 0.5

    def test_two_weaker_sources_that_agree_outweigh_one(self) -> None:
        choice = _choice(
            found(OTHER, OTHER.text, "479", 0.7),
            found(ZH, "全省共问责484人。", "484", 0.6),
            found(EN, EN.text, "484", 0.5),
        )
        # The one in the language that is asked in leads, since it is nearly as good.
        assert _documents(choice) == ["b.txt", "a.txt"]  # 1 − 0.4 · 0.5 = 0.8
        assert _rivals(choice) == ["c.txt"]

    def test_a_second_mention_in_the_same_document_is_neither_cited_nor_counted(self) -> None:
        document = source("x.txt", "问责484人。共问责484人。")
        evidence = [found(document, "问责484人。", "484", 0.6), found(document, "共问责484人。", "484", 0.5)]
        choice = choose(QUESTION, evidence, shelf((document,)))
        assert _documents(choice) == ["x.txt"]
        assert choice.confidence == pytest.approx(0.6)

    def test_the_same_sentence_printed_elsewhere_is_cited_but_not_counted(self) -> None:
        quote = "全省共问责484人。"
        choice = _choice(found(ZH, quote, "484", 0.6), found(COPY, quote, "484", 0.5))
        assert _documents(choice) == ["a.txt", "d.txt"]
        assert choice.confidence == pytest.approx(0.6)

    def test_no_more_than_three_sources_are_cited_and_all_count(self) -> None:
        documents = [source(f"{at}.txt", f"第{at}报:问责484人。") for at in range(4)]
        evidence = [found(one, one.text, "484", 0.5 - at / 10) for at, one in enumerate(documents)]
        choice = choose(QUESTION, evidence, shelf(documents))
        assert _documents(choice) == ["0.txt", "1.txt", "2.txt"]
        assert choice.confidence == pytest.approx(1 - 0.5 * 0.6 * 0.7 * 0.8)

    def test_the_order_of_the_evidence_does_not_matter(self) -> None:
        evidence = [
            found(ZH, "全省共问责484人。", "484", 0.8),
            found(EN, EN.text, "484", 0.5),
            found(OTHER, OTHER.text, "479", 0.7),
        ]
        assert _choice(*evidence) == _choice(*reversed(evidence))


class TestContradiction:
    BEST = found(ZH, "全省共问责484人。", "484", 0.8)

    def test_another_figure_of_another_document_is_told_though_it_is_weaker(self) -> None:
        assert _rivals(_choice(self.BEST, found(OTHER, OTHER.text, "479", 0.5))) == ["c.txt"]

    def test_a_figure_of_much_less_support_is_not(self) -> None:
        assert _rivals(_choice(self.BEST, found(OTHER, OTHER.text, "479", 0.4))) == []

    def test_a_figure_about_another_thing_is_not_a_rival(self) -> None:
        assert _rivals(_choice(self.BEST, found(FAR, "召开会议53次。", "53", 0.75))) == []

    def test_a_share_or_a_weight_is_no_rival_of_a_number_of_people(self) -> None:
        quote = "另有食堂采购大米300公斤,蔬菜12%。"
        question = Question("how many were there", "en", ())
        evidence = [self.BEST, found(FAR, quote, "300公斤", 0.75), found(FAR, quote, "12%", 0.75)]
        assert _rivals(_choice(*evidence, question=question)) == []

    def test_what_the_passage_says_around_counts_half(self) -> None:
        around = source("x.txt", "问责情况。共479人。")
        evidence = [self.BEST, found(around, "共479人。", "479", 0.75)]
        choice = choose(QUESTION, evidence, shelf((ZH, around)))
        assert _rivals(choice) == []  # half of the weight is less than three quarters

    def test_a_name_that_only_another_sentence_of_the_passage_has_is_of_that_sentence(self) -> None:
        quote = "In 2005 Corby mended 19 bridges."
        ours = source("x.txt", "In 2005 Farley mended 17 bridges.", language="en")
        terms = [
            Term(word, {"en": (Form(stem(word.lower())),)}, weights={"en": 3.0})
            for word in ("bridges", "mended", "Farley")
        ]
        question = Question("How many bridges were mended in Farley in 2005?", "en", tuple(terms))
        # Two of three in the sentence are less than three quarters; half of the name makes them more.
        for publisher, rivals in (("Corby Times", []), ("Farley Times", ["y.txt"])):
            text = f"{quote} In 2006 Farley built a library."
            theirs = source("y.txt", text, language="en", publisher=publisher)
            evidence = [found(ours, ours.text, "17", 0.8), found(theirs, quote, "19", 0.75)]
            assert _rivals(choose(question, evidence, shelf((ours, theirs)))) == rivals

    def test_the_same_document_is_a_rival_only_where_it_is_nearly_as_well_supported(self) -> None:
        question = Question("how many were there", "en", ())
        weaker, near = (found(ZH, "已经处理479人。", "479", support) for support in (0.7, 0.75))
        assert _rivals(_choice(self.BEST, weaker, question=question)) == []
        assert _rivals(_choice(self.BEST, near, question=question)) == ["a.txt"]

    def test_another_figure_of_the_same_sentence_is_not_a_rival(self) -> None:
        document = source("x.txt", "问责484人,处理479人。")
        evidence = [found(document, document.text, answer, 0.8) for answer in ("484", "479")]
        assert _rivals(choose(QUESTION, evidence, shelf((document,)))) == []

    def test_a_sentence_that_gives_the_answer_too_does_not_contradict_it(self) -> None:
        both = source("x.txt", "问责484人,处理479人。")
        choice = choose(QUESTION, [self.BEST, found(both, both.text, "479", 0.75)], shelf((ZH, both)))
        assert _rivals(choice) == []

    def test_rivals_stand_best_first_and_one_for_each_document(self) -> None:
        documents = [source(f"{at}.txt", f"问责{at + 100}人。又问责{at + 200}人。") for at in range(3)]
        evidence = [
            found(documents[at], f"{'又' * (base == 200)}问责{at + base}人。", f"{at + base}", support)
            for at, base, support in ((0, 100, 0.8), (1, 100, 0.6), (2, 100, 0.7), (2, 200, 0.65))
        ]
        choice = choose(QUESTION, evidence, shelf(documents))
        assert [one.best.hit.passage.document_id for one in choice.parts[0].rivals] == ["2.txt", "1.txt"]

    def test_different_dates_are_both_told(self) -> None:
        question = Question("什么时候召开大会", "zh", ())
        documents = [source("x.txt", "大会于7月29日召开。"), source("y.txt", "大会于7月30日召开。")]
        evidence = [found(documents[0], documents[0].text, "7月29日", 0.6)]
        evidence.append(found(documents[1], documents[1].text, "7月30日", 0.8))
        choice = choose(question, evidence, shelf(documents))
        assert (_documents(choice), _rivals(choice)) == (["y.txt"], ["x.txt"])

    def test_other_words_are_told_only_where_they_are_nearly_as_good(self) -> None:
        question = Question("谁担任组长", "zh", ())
        documents = [source("x.txt", "张忠担任组长。"), source("y.txt", "王凌波担任组长。")]
        for support, expected in ((0.7, []), (0.75, ["y.txt"])):
            evidence = [
                found(documents[0], documents[0].text, "张忠", 0.8),
                found(documents[1], documents[1].text, "王凌波", support),
            ]
            assert _rivals(choose(question, evidence, shelf(documents))) == expected


class TestParts:
    TWO = Question("立案多少起、免职多少人", "zh", ())
    REPORT = source("r.txt", "立案12起,免职6人。")
    LETTER = source("l.txt", "共有6人被免职。")

    def _spans(self, choice: Choice) -> list[str | None]:
        texts = shelf((self.REPORT, self.LETTER))
        bests = [part.answer.best if part.answer else None for part in choice.parts]
        return [
            texts(one.hit.passage.document_id).text[slice(*one.span)] if one and one.span else None for one in bests
        ]

    def _chosen(self, *evidence: Evidence, documents: tuple[Document, ...] = ()) -> Choice:
        return choose(self.TWO, evidence, shelf(documents or (self.REPORT, self.LETTER)))

    def test_each_part_has_its_own_answer_in_the_order_of_the_question(self) -> None:
        evidence = [
            found(self.LETTER, self.LETTER.text, "6", 0.9, part=1),
            found(self.REPORT, self.REPORT.text, "12", 0.7, part=0),
        ]
        choice = self._chosen(*evidence)
        assert self._spans(choice) == ["12", "6"]
        assert [part.text for part in choice.parts] == ["立案多少起", "免职多少人"]
        assert choice.confidence == pytest.approx(0.7)

    def test_a_part_without_evidence_has_no_answer(self) -> None:
        choice = self._chosen(found(self.REPORT, self.REPORT.text, "12", 0.7, part=0))
        assert self._spans(choice) == ["12", None]
        assert choice.confidence == pytest.approx(0.7)

    def test_one_span_answers_the_part_that_is_surer_of_it_where_the_other_has_a_next_best(self) -> None:
        evidence = [
            found(self.REPORT, self.REPORT.text, "12", 0.6, part=1),
            found(self.REPORT, self.REPORT.text, "6", 0.5, part=1),
            found(self.REPORT, self.REPORT.text, "12", 0.9, part=0),
        ]
        assert self._spans(self._chosen(*evidence)) == ["12", "6"]

    def test_the_figure_of_one_part_from_another_document_does_not_answer_the_other_part(self) -> None:
        evidence = [
            found(self.LETTER, self.LETTER.text, "6", 0.9, part=1),
            found(self.REPORT, self.REPORT.text, "6", 0.8, part=0),
            found(self.REPORT, self.REPORT.text, "12", 0.7, part=0),
        ]
        assert self._spans(self._chosen(*evidence)) == ["12", "6"]

    def test_the_answer_of_one_part_is_no_rival_of_the_other(self) -> None:
        other = source("o.txt", "另据通报,立案12起。")
        evidence = [
            found(self.REPORT, self.REPORT.text, "12", 0.9, part=0),
            found(self.REPORT, self.REPORT.text, "6", 0.8, part=1),
            found(other, other.text, "12", 0.7, part=1),
        ]
        assert self._chosen(*evidence, documents=(self.REPORT, other)).parts[1].rivals == ()
