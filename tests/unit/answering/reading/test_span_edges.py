"""From a pointed span to whole figures, dates, words, names and titles."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.answering.reading.span_edges import refine
from qa.language.mentions import Kind
from qa.types import Language

KINDS: tuple[Kind, ...] = ("figure", "date", "person", "place", "name", "other")


def _refined(marked: str, kind: Kind, language: Language) -> str:
    """The refined span of a text in which ⟦ and ⟧ mark the pointed one."""
    before, rest = marked.split("⟦")
    inside, after = rest.split("⟧")
    text = before + inside + after
    start, end = refine(text, (len(before), len(before) + len(inside)), kind, language)
    return text[start:end]


@pytest.mark.parametrize(
    ("marked", "whole"),
    [
        ("全省共处理8⟦58⟧6人。", "8586"),
        ("推动⟦1⟧.6万吨化肥转运", "1.6万吨"),
        ("推动1.⟦6万⟧吨化肥转运", "1.6万吨"),
        ("检测率达⟦38⟧%。", "38%"),
        ("拨付⟦603⟧万元资金", "603万元"),
        ("共⟦484⟧人被追责", "484"),
        ("面积⟦2,431⟧.5平方公里。", "2,431.5"),
        ("面积⟦2,431.5平方⟧公里。", "2,431.5平方公里"),
    ],
)
def test_a_chinese_figure_is_whole(marked: str, whole: str) -> None:
    assert _refined(marked, "figure", "zh") == whole


@pytest.mark.parametrize(
    ("marked", "whole"),
    [
        ("It grew to 2,⟦431⟧.5 tonnes a year.", "2,431.5 tonnes"),
        ("It cost $⟦1.2⟧ billion.", "$1.2 billion"),
        ("About 38⟦ per⟧ cent of them left.", "38 per cent"),
        ("The six⟦-⟧", "-"),
        ("She was a ⟦six⟧-time winner.", "six"),
    ],
)
def test_an_english_figure_is_whole(marked: str, whole: str) -> None:
    assert _refined(marked, "figure", "en") == whole


@pytest.mark.parametrize(
    ("marked", "whole", "language"),
    [
        ("会议于7月⟦29⟧日召开", "7月29日", "zh"),
        ("会议于⟦7月⟧29日召开", "7月29日", "zh"),
        ("2020年⟦7月29日⟧晚", "2020年7月29日", "zh"),
        ("他⟦于1943⟧ 年 1 月 7 日去世", "1943 年", "zh"),
        ("他死于⟦19⟧43 年。", "1943 年", "zh"),
        ("始建于⟦19⟧世纪末", "19世纪", "zh"),
        ("He died on 7 ⟦January⟧ 1943.", "7 January 1943", "en"),
        ("He died on 7 January ⟦1943⟧.", "1943", "en"),
    ],
)
def test_a_date_is_a_year_or_whole(marked: str, whole: str, language: Language) -> None:
    assert _refined(marked, "date", language) == whole


@pytest.mark.parametrize(
    ("marked", "whole", "kind", "language"),
    [
        ("the Pitts⟦burgh Steel⟧ers won", "Pittsburgh Steelers", "other", "en"),
        ("in ⟦the Normans.⟧", "the Normans", "other", "en"),
        ("the ⟦Normans⟧ came", "Normans", "other", "en"),
        ("印发《工作⟦提示函⟧》通知", "《工作提示函》", "name", "zh"),
        ("印发⟦《工作提示函⟧》通知", "《工作提示函》", "name", "zh"),
        ("四分卫约翰·⟦埃尔韦⟧。", "约翰·埃尔韦", "person", "zh"),
        ("组长张⟦忠⟧担任", "张忠", "person", "zh"),
    ],
)
def test_words_titles_and_names_are_whole(marked: str, whole: str, kind: Kind, language: Language) -> None:
    assert _refined(marked, kind, language) == whole


@pytest.mark.parametrize(
    ("marked", "bare", "kind", "language"),
    [
        ("他住在⟦，法国。⟧", "法国", "place", "zh"),
        ("被称为⟦“疯狂科学家⟧”", "疯狂科学家", "other", "zh"),
        ("被称为⟦“疯狂科学家”⟧", "“疯狂科学家”", "other", "zh"),
        ("由⟦国际奥委会（IOC⟧）举办", "国际奥委会（IOC）", "other", "zh"),
        ("由⟦国际奥委会（简称⟧IOC）举办", "国际奥委会", "other", "zh"),
        ("由国际奥委会（⟦IOC）⟧举办", "IOC", "other", "zh"),
        ("他⟦在法国的⟧家", "法国", "place", "zh"),
        ("介于⟦在甲和乙之间⟧", "在甲和乙之间", "other", "zh"),
        ("他是⟦是于洋⟧", "于洋", "person", "zh"),
        ('a "⟦mad scientist" ⟧there', "mad scientist", "other", "en"),
        ('a ⟦"mad scientist"⟧ there', '"mad scientist"', "other", "en"),
        ("by ⟦Dr. John A.⟧ Smith", "Dr. John A.", "person", "en"),
        ("⟦……⟧", "……", "other", "zh"),
    ],
)
def test_loose_marks_and_small_words_go(marked: str, bare: str, kind: Kind, language: Language) -> None:
    assert _refined(marked, kind, language) == bare


@settings(max_examples=300, deadline=None)
@given(
    st.text(st.sampled_from('aB1,.%万月日年《》“”"（） ·，。的于张忠法国$😀\u200b\ud800'), min_size=1, max_size=40),
    st.data(),
)
def test_any_span_stays_one_and_refining_it_again_is_harmless(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    kind = data.draw(st.sampled_from(KINDS))
    for language in ("zh", "en"):
        first, last = refine(text, (start, end), kind, language)
        assert 0 <= first < last <= len(text)
        again = refine(text, (first, last), kind, language)
        assert 0 <= again[0] < again[1] <= len(text)
