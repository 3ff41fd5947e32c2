"""Charts are drawn to scale."""

import re
from xml.etree import ElementTree

from ui.evaluation import charts


def test_bars_are_as_long_as_their_values() -> None:
    picture = ElementTree.fromstring(charts.bars([charts.Bar(("a<b", "甲"), 0.5, 0.25), charts.Bar(("?", "？"), None)]))
    lengths = [element.get("width") for element in picture.iter() if element.get("class") == "bar"]
    assert lengths == ["158.0"]  # half of 360 - 44
    assert [tick.get("x1") for tick in picture.iter() if tick.get("class") == "before"] == ["79.0"]  # a quarter
    assert [element.text for element in picture.iter() if element.text] == ["a<b", "甲", "0.50", "?", "？", "–"]


def test_columns_count_the_answers_and_the_longest_is_in_the_last() -> None:
    picture = charts.histogram([0.0, 0.1, 0.1, 1.2], steps=12)
    assert re.findall(r'text-anchor="middle">(\d+)<', picture) == ["1", "2", "1"]
    assert charts.histogram([]).startswith("<svg")


def test_a_line_runs_from_left_to_right_and_one_is_at_the_top() -> None:
    assert 'points="34.0,172.0 350.0,8.0"' in charts.lines([charts.Line("recall", ((0.0, 0.0), (1.0, 1.0)))])
