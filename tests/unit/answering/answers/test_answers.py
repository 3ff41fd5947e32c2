"""From sentences to an answer: spans, kinds, figures, citations, wording."""

import numpy as np
import pytest

from qa.answering.evidence.features import Features, by_words, support_of, with_likeness
from qa.answering.evidence.plain_spans import Anchor, find_span
from qa.answering.evidence.refusal import Scope, reason_to_refuse
from qa.answering.matching import Matcher
from qa.answering.wording.figures import unsupported
from qa.language.mentions import Kind, is_elsewhere, of_kind
from qa.types import Document, Evidence, Form, Hit, Language, Passage, Question, Range, Term

REPORT = "截至目前,全省追责问责484人,已经处理479人。张忠担任组长。"
DOCUMENT = Document("jilin.txt", "吉林战疫", REPORT, "zh", source="吉林省纪委", date="2022-05-26")
PASSAGE = Passage("jilin.txt#0", "jilin.txt", "", REPORT, 0, len(REPORT))
HIT = Hit(PASSAGE, 0.2, {"dense": 1})


def _texts(sentence: str, kind: Kind, language: Language = "zh") -> list[str]:
    return [sentence[slice(*one)] for one in of_kind(sentence, kind, language)]


def _anchor(sentence: str, term: str, weight: float = 1.0) -> Anchor:
    at = sentence.index(term)
    return Anchor(term, (at, at + len(term)), weight)


def _evidence(quote: str, span: str | None, support: float = 0.9) -> Evidence:
    start = REPORT.index(quote)
    at: Range | None = None
    if span is not None:
        first = start + quote.index(span)
        at = (first, first + len(span))
    return Evidence(HIT, (start, start + len(quote)), at, support)


class TestKinds:
    def test_figures_come_with_the_unit_of_a_measure(self) -> None:
        assert _texts("推动1.6万吨化肥转运,拨付603万元,检测率100%。", "figure") == ["1.6万吨", "603万元", "100%"]

    def test_the_parts_of_a_date_are_no_figures(self) -> None:
        assert _texts("7月29日至30日,11个县市区。", "figure") == ["11"]

    def test_a_chinese_numeral_counts_only_before_a_measure_word(self) -> None:
        assert _texts("一些人统一要求,第三次会议派出三人,提出八个不准。", "figure") == ["三", "八"]

    def test_dates_stand_before_bare_years(self) -> None:
        assert _texts("2020年2月19日晚,2021", "date") == ["2020年2月19日"]
        assert _texts("in 1997 and 2003", "date", "en") == ["1997", "2003"]

    def test_titles_stand_in_their_marks(self) -> None:
        assert _texts("印发《工作提示函》,提出“八严禁”要求", "name") == ["《工作提示函》", "“八严禁”"]

    def test_a_person_has_a_surname(self) -> None:
        assert "张忠" in _texts("省监委主任张忠担任组长", "person")

    def test_a_month_is_no_name(self) -> None:
        assert _texts("On 29 July the leaders met Wang Lingbo.", "person", "en") == ["Wang Lingbo"]

    def test_a_latin_name_ends_where_chinese_begins(self) -> None:
        assert _texts("由John Smith张三带队", "person") == ["张三", "John Smith"]

    def test_a_sentence_is_elsewhere_that_names_a_place_and_none_of_those_asked_for(self) -> None:
        assert is_elsewhere("长春派出5个组。", [[]])
        assert not is_elsewhere("长春派出5个组。", [[], [(0, 2)]])
        assert not is_elsewhere("共派出5个组。", [[]])
        assert not is_elsewhere("长春派出5个组。", [])

    def test_a_question_without_a_kind_has_no_candidates(self) -> None:
        assert _texts(REPORT, "other") == []


class TestSpans:
    def test_the_figure_nearest_to_the_questions_words_is_the_answer(self) -> None:
        for term, expected in (("追责问责", "484"), ("处理", "479")):
            span = find_span(REPORT, kind="figure", question="", language="zh", anchors=[_anchor(REPORT, term)])
            assert span is not None
            assert REPORT[slice(*span)] == expected

    def test_a_figure_of_the_question_is_not_its_answer(self) -> None:
        question = "484人中处理了多少?"
        anchors = [_anchor(REPORT, "追责问责")]
        span = find_span(REPORT, kind="figure", question=question, language="zh", anchors=anchors)
        assert span is not None
        assert REPORT[slice(*span)] == "479"

    def test_where_the_clause_ends_nearness_fades(self) -> None:
        sentence = "甲乙5,丙7"
        anchors = [_anchor(sentence, "丙")]
        span = find_span(sentence, kind="figure", question="", language="zh", anchors=anchors)
        assert span == (5, 6)

    def test_without_a_candidate_there_is_no_span(self) -> None:
        assert find_span("没有数字。", kind="figure", question="", language="zh", anchors=[]) is None


class TestMatching:
    def test_a_name_in_pinyin_finds_its_characters(self) -> None:
        term = Term("Guangta", {"zh": (Form("guang ta", is_reading=True),)})
        assert Matcher("奔赴光塔街检测").find(term, "zh") == ((2, 4),)

    def test_pinyin_is_tried_only_where_no_word_is_found(self) -> None:
        term = Term("Jilin", {"zh": (Form("吉林"), Form("ji lin", is_reading=True))})
        assert Matcher("吉林,麒麟,及林").find(term, "zh") == ((0, 2),)
        assert Matcher("及林").find(term, "zh") == ((0, 2),)

    def test_english_words_are_found_by_stem_and_phrase(self) -> None:
        term = Term("held accountable", {"en": (Form("hold account"),)})
        assert Matcher("484 people were held accountable there").find(term, "en") == ((16, 32),)

    def test_a_figure_is_found_by_value(self) -> None:
        term = Term("n380000", {"zh": (Form("n380000"),)})
        assert Matcher("通行证38万余张").find(term, "zh") == ((3, 6),)


class TestFeatures:
    def test_words_inside_and_nearby_share_the_questions_weight(self) -> None:
        terms = (
            Term("a", {"zh": ()}, weights={"zh": 3.0}),
            Term("b", {"zh": ()}, weights={"zh": 1.0}),
            Term("c", {"zh": ()}, weights={"zh": 4.0}),
            Term("d", {"en": ()}, weights={"en": 9.0}),
        )
        question = Question("?", "en", terms)
        inside: dict[str, list[Range]] = {"a": [(0, 1)], "b": [], "c": [], "d": []}
        found = by_words(
            question,
            "zh",
            inside=inside,
            nearby={"a", "b"},
            rank=2,
            has_kind=True,
            lacks_figure=False,
            elsewhere=True,
        )
        assert (found.coverage, found.around, found.missed) == (3 / 8, 1 / 8, 4 / 8)
        assert (found.rank, found.has_kind, found.cross_lingual, found.elsewhere) == (0.5, 1.0, 1.0, 1.0)

    def test_likeness_is_measured_from_where_this_encoders_cosines_begin(self) -> None:
        features = with_likeness(Features(*[0.0] * 10), 0.85, 0.83)
        assert features.likeness == pytest.approx(0.5)
        assert features.stands_out == pytest.approx(0.2)

    def test_support_grows_with_coverage_and_likeness(self) -> None:
        weak = Features(0.1, 0, 0.3, 0, 0.1, 1, 0, 0.3, 0, 0)
        strong = Features(0.9, 0, 0.6, 0.2, 1, 1, 0, 0, 0, 0)
        assert 0 < support_of(weak) < support_of(strong) < 1

    def test_there_is_a_weight_for_each_feature(self) -> None:
        assert np.isfinite(support_of(Features(*[1.0] * 10)))


class TestFigures:
    @pytest.mark.parametrize(
        ("claim", "quote"),
        [
            ("484 people", "追责问责四百八十四人"),
            ("380,000 passes", "通行证38万余张"),
            ("16,000 tonnes", "1.6万吨化肥"),
            ("12 per cent", "百分之十二"),
            ("two batches", "共两批"),
        ],
    )
    def test_a_figure_is_supported_by_its_value(self, claim: str, quote: str) -> None:
        assert unsupported(claim, quote) == ()

    def test_a_wrong_figure_is_named_as_it_was_written(self) -> None:
        assert unsupported("479 of 484, or 1,600 tonnes", "484人,1.6万吨") == ("479", "1,600")

    def test_a_share_is_not_a_count(self) -> None:
        assert unsupported("12%", "12人") == ("12%",)


class TestRefusal:
    SHANGHAI = Term("Shanghai", {"zh": (Form("上海"),)}, is_place=True, weights={"zh": 0.0})
    JILIN = Term("Jilin", {"zh": (Form("吉林"),)}, is_place=True, weights={"zh": 1.2})

    def _scope(self, *terms: Term, text: str = "?") -> tuple[Question, Scope]:
        question = Question(text, "en", terms)
        return question, Scope(question, lambda _: DOCUMENT)

    def test_a_place_in_no_document_is_named(self) -> None:
        question, scope = self._scope(self.SHANGHAI)
        assert reason_to_refuse(question, [], scope) == "Shanghai is not in these documents."

    def test_a_place_at_the_head_of_the_document_is_enough(self) -> None:
        _, scope = self._scope(self.JILIN)
        assert scope.holds(PASSAGE)

    def test_a_passage_of_another_place_is_out_of_scope(self) -> None:
        _, scope = self._scope(self.SHANGHAI)
        assert not scope.holds(PASSAGE)

    def test_a_year_must_be_the_one_that_the_head_names(self) -> None:
        assert self._scope(text="in 2022")[1].holds(PASSAGE)
        assert not self._scope(text="in 2020")[1].holds(PASSAGE)

    def test_too_little_support_is_a_reason_and_enough_is_none(self) -> None:
        question, scope = self._scope(self.JILIN, text="how many in Jilin")
        weak = reason_to_refuse(question, [_evidence("张忠担任组长。", None, 0.001)], scope)
        assert weak == "No sentence says it clearly enough. Looked for: Jilin."
        assert reason_to_refuse(question, [_evidence("张忠担任组长。", None, 0.9)], scope) == ""
