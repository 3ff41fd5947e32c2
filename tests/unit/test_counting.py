"""What a question counts, in both languages, and the unit of the figure that it asks for."""

import pytest

from qa.answering.counting import counted_terms, unit_asked
from qa.types import Term


def _terms(words: str, places: str = "") -> list[Term]:
    return [Term(word, {}, is_place=word in places.split()) for word in f"{words} {places}".split()]


@pytest.mark.parametrize(
    ("question", "words", "places", "expected"),
    [
        ("how many problems did the Liaoyuan inspectors find", "problems inspectors find", "Liaoyuan", ("problems",)),
        ("How many tonnes of grain did Songyuan harvest?", "tonnes grain harvest", "Songyuan", ("grain",)),
        ("How many people were vaccinated in Changchun?", "people vaccinated", "Changchun", ("vaccinated",)),
        ("What is the number of streets in Shandong?", "streets", "Shandong", ("streets",)),
        ("株洲市派出了多少个督查组？", "派出 督查组", "株洲市", ("督查组",)),
        ("延边州追责问责了多少人？", "追责 问责", "延边州", ("问责",)),
        ("越秀区累计接种疫苗多少剂？", "累计 接种 疫苗", "越秀区", ("疫苗",)),
        ("谁是组长？", "组长", "", ()),
        ("Who led the group in 2021?", "led group", "", ()),
    ],
)
def test_what_is_counted(question: str, words: str, places: str, expected: tuple[str, ...]) -> None:
    assert counted_terms(question, _terms(words, places)) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("多少吨化肥运到了？", "mass"),
        ("How many tonnes were moved?", "mass"),
        ("多少人被问责？", "person"),
        ("What percentage of pupils was tested?", "percent"),
        ("检测率占比多少？", "percent"),
        ("多少个督查组？", ""),
        ("谁是组长？", ""),
    ],
)
def test_the_unit_that_is_asked_for(question: str, expected: str) -> None:
    assert unit_asked(question) == expected
