"""Lines of a text, and what heads an item of a list."""

from qa.language.lines import lead_of_line


def test_the_head_of_an_item_stands_before_its_text() -> None:
    text = "Minutes\n4. Bicycle room. The decision was postponed.\nIt rained. It snowed."
    assert lead_of_line(text, text.index("The decision")) == "4. Bicycle room."
    assert lead_of_line(text, text.index("It snowed")) == ""
    assert lead_of_line(text, text.index("4.")) == ""
