"""English-like questions from Chinese ones, with a handful of glosses instead of the dictionary."""

from random import Random

import pytest

from training.code_switching import CodeSwitcher
from training.english_names import foreign_name, name_in_letters
from training.english_numbers import figures
from training.english_verbs import participle, past, plural, third_person
from training.glosses import Gloss, longest_words

GLOSSES = {"工厂": Gloss(other="factory"), "关闭": Gloss(verb="close"), "法国": Gloss(name="France")}


def _english(question: str) -> str:
    text = CodeSwitcher(GLOSSES, Random(0)).to_english(question)
    assert text is not None
    return text.replace("the ", "").replace("The ", "")


@pytest.mark.parametrize(
    ("question", "beginnings", "words"),
    [
        ("谁发明了汽车？", ("Who invented",), ("car",)),
        ("工厂在哪一年关闭？", ("In which year did factory", "In which year does factory"), ("close",)),
        ("法国的首都是哪里？", ("Where is", "Where was"), ("capital", "France")),
        ("法国有多少所大学？", ("How many universities do", "How many universities did"), ("France", "have")),
        ("为什么政府关闭工厂？", ("Why d",), ("government", "close", "factory")),
        ("工厂位于哪个国家？", ("Which country", "Where", "What country", "Which nation", "What nation"), ("factory",)),
    ],
)
def test_the_question_phrase_comes_first(question: str, beginnings: tuple[str, ...], words: tuple[str, ...]) -> None:
    english = _english(question)
    assert english.startswith(beginnings), english
    assert all(word in english for word in words), english
    assert english.endswith("?")


def test_a_question_that_is_mostly_unknown_gives_nothing() -> None:
    assert CodeSwitcher({}, Random(0)).to_english("榅桲霑砲罍鼋？") is None


def test_the_same_random_state_gives_the_same_questions() -> None:
    first, second = (CodeSwitcher(GLOSSES, Random(7)) for _ in range(2))
    question = "法国政府在哪一年关闭工厂？"
    assert [first.to_english(question) for _ in range(5)] == [second.to_english(question) for _ in range(5)]
    assert [first.mixed(question) for _ in range(5)] == [second.mixed(question) for _ in range(5)]


def test_a_mixed_question_keeps_the_chinese_order_and_holds_both_languages() -> None:
    text = CodeSwitcher(GLOSSES, Random(3)).mixed("法国政府在哪一年关闭工厂？")
    assert any("a" <= letter <= "z" for letter in text)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in text)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("7月29日", "July 29"),
        ("2016年7月29日", "July 29, 2016"),
        ("38万", "380,000"),
        ("1.6亿", "160,000,000"),
        ("百分之32", "32 percent"),
        ("19世纪", "the 19th century"),
        ("20世纪70年代", "the 1970s"),
        ("公元前221年", "221 BC"),
        ("第12届", "12th"),
        ("第三", "third"),
    ],
)
def test_figures_and_dates_are_written_the_english_way(chinese: str, english: str) -> None:
    assert [figure.english for figure in figures(chinese)] == [english]


def test_names_are_written_in_letters() -> None:
    assert name_in_letters("张忠民") == "Zhang Zhongmin"
    assert foreign_name("威廉·塞维鲁", {"威廉": Gloss(name="William")}) == "William Saivilu"


def test_verbs_and_nouns_take_their_forms() -> None:
    assert [past(verb) for verb in ("carry out", "stop", "be born", "win")] == [
        "carried out",
        "stopped",
        "was born",
        "won",
    ]
    assert [participle(verb) for verb in ("take", "control")] == ["taken", "controlled"]
    assert [third_person(verb) for verb in ("have", "study", "reach")] == ["has", "studies", "reaches"]
    assert [plural(noun) for noun in ("city", "person", "people", "branch")] == [
        "cities",
        "people",
        "people",
        "branches",
    ]


def test_compounds_are_cut_into_the_longest_known_words() -> None:
    assert longest_words("工厂关闭了", GLOSSES) == ["工厂", "关闭", "了"]
