"""Which figure of a sentence is asked for: of the item, of the year, the change or the level."""

import pytest

from qa.answering.evidence.constraints import Words
from qa.answering.evidence.figure_asked import figure_asked
from qa.language import detect
from qa.types import Form, Question, Term


def _words(sentence: str, said: str) -> Words:
    start = sentence.index(said)
    return Words(sentence, (0, len(sentence)), (start, start + len(said)), detect(sentence))


def _question(text: str, *terms: Term) -> Question:
    return Question(text, detect(text), terms)


def _term(text: str, *, is_place: bool = False) -> Term:
    return Term(text, {"zh": (Form(text),), "en": (Form(text),)}, is_place=is_place)


def _asked(question: str, sentence: str, said: str) -> str:
    return figure_asked(_question(question), _words(sentence, said)).text_of_span


def test_the_figure_of_a_list_is_that_of_the_item_asked_for() -> None:
    listed = "郴州方面已有3人被立案、4人被免职、10人被约谈。"
    asked = _question("郴州免职几人？", _term("郴州", is_place=True), _term("免职"))
    moved = figure_asked(asked, _words(listed, "10"))
    assert (moved.text_of_span, moved.sentence) == ("4", (0, len(listed)))
    assert figure_asked(asked, _words(listed, "4")).text_of_span == "4"


def test_figures_that_count_other_things_are_no_items_of_one_list() -> None:
    listed = "检查单位18个、免职4人。"
    assert figure_asked(_question("免职几人？", _term("免职")), _words(listed, "18")).text_of_span == "18"


def test_a_list_where_two_items_could_be_meant_stays_as_it_was_read() -> None:
    listed = "立案免职3人、免职4人、约谈10人。"
    assert figure_asked(_question("免职几人？", _term("免职")), _words(listed, "10")).text_of_span == "10"


BOATS = "The club owns 46 boats, of which 9 are eights."
STAFF = "全所共有职工264人，其中科研人员187人。"
ECONOMY = "全市地区生产总值5.2万亿元、增长5.4%、高于全国0.4个百分点，居民收入增长4.4%。"
PROFIT = "2023年公司营业收入34.2亿元，比上年增长8.6%；净利润2.9亿元，比上年下降5.1%。"
TWO_YEARS = "Revenue rose from 27.9 million dollars in 2022 to 31.5 million dollars in 2023."


@pytest.mark.parametrize(
    ("question", "sentence", "said", "moved"),
    [
        (
            "What was the rent in 2022?",
            "The rent was 2.4 million dollars (2022: 3.1 million).",
            "2.4 million",
            "3.1 million",
        ),
        (
            "What was the rent in 2023?",
            "The rent was 2.4 million dollars (2022: 3.1 million).",
            "2.4 million",
            "2.4 million",
        ),
        ("2022年房租多少？", "房租为2.4亿元（2022年为3.1亿元）。", "2.4亿元", "3.1亿元"),
        ("2022年房租多少？", "房租为2.4亿元（比2022年增长8%）。", "2.4亿元", "2.4亿元"),
        ("地区生产总值增长了多少？", ECONOMY, "5.2万亿元", "5.4%"),
        ("地区生产总值是多少？", ECONOMY, "5.4%", "5.2万亿元"),
        ("净利润同比变化多少？", PROFIT, "2.9亿元", "5.1%"),
        ("净利润是多少？", PROFIT, "2.9亿元", "2.9亿元"),
        ("By how much did the number of accidents fall?", "The number of accidents fell by 9 to 41.", "9 to 41", "9"),
        ("How many accidents were there?", "The number of accidents fell by 9 to 41.", "9 to 41", "41"),
        ("By what percentage did sales grow?", "Sales were 34 million euros, up 8.6 percent.", "34", "8.6 percent"),
        ("What was revenue in 2023?", TWO_YEARS, "27.9 million dollars", "31.5 million dollars"),
        ("What was revenue in 2022?", TWO_YEARS, "27.9 million dollars", "27.9 million dollars"),
        (
            "What was net profit in 2022?",
            "In 2023 net profit was 2.4 million dollars (2022: 3.1 million dollars).",
            "2.4 million dollars",
            "3.1 million dollars",
        ),
        ("2023年产量是多少？", "产量由2022年的27.9万吨增至2023年的31.5万吨。", "27.9万吨", "31.5万吨"),
    ],
)
def test_the_span_is_moved_to_the_figure_asked_for(question: str, sentence: str, said: str, moved: str) -> None:
    assert _asked(question, sentence, said) == moved


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        # The change of one thing is not that of the next.
        ("营业收入增长了多少？", "营业收入34.2亿元；净利润增长5.1%。", "34.2亿元"),
        # Jobs added are the level that is asked for.
        ("城镇新增就业多少人？", "城镇新增就业22.89万人，农村转移就业294万人。", "22.89万"),
        ("What was revenue in 2021?", TWO_YEARS, "27.9 million dollars"),
        ("How much more was sold?", "Sales rose by 5 to 41.", "41"),
    ],
)
def test_a_figure_that_may_be_meant_stays(question: str, sentence: str, said: str) -> None:
    assert _asked(question, sentence, said) == said


@pytest.mark.parametrize(
    ("text", "terms", "sentence", "said", "moved"),
    [
        ("How many of the boats are eights?", ("boat", "eight"), BOATS, "46", "9"),
        ("How many boats does the club own?", ("boat",), BOATS, "46", "46"),
        ("研究所有多少科研人员？", ("科研人员",), STAFF, "264人", "187"),
        ("研究所有多少职工？", ("职工",), STAFF, "264人", "264人"),
    ],
)
def test_a_part_is_meant_where_only_it_has_what_is_asked(
    text: str, terms: tuple[str, ...], sentence: str, said: str, moved: str
) -> None:
    question = _question(text, *map(_term, terms))
    assert figure_asked(question, _words(sentence, said)).text_of_span == moved
