"""A Markdown source is shown as what it means, and every character of it stays where its offset says."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa import Document
from tests.unit.ui.chat.test_conversation_html import Page, cite, turn
from ui.chat.document_html import document_html
from ui.chat.markdown_blocks import blocks, is_markdown
from ui.chat.question_under_way import OpenedSource
from ui.chat.source_html import source

TEXT = (
    "# A report\n\n## Figures\n\nIn **Jilin**, 484 people\nwere named [here](https://x.example/y).\n\n"
    "- one\n- two `code`\n\n1. first\n2. second\n\n| city | people |\n| --- | ---: |\n| Jilin | 484 |\n"
    "| Oak \\| Elm | |\n\n> said so\n\n```\n# no heading\n```\nThe end.\n"
)
DOCUMENT = Document("a.md", "A report", TEXT, "en")


def shown(document: Document = DOCUMENT) -> str:
    return document_html(document, 0, len(document.text), [])


def seen(html: str) -> str:
    """The text without what is hidden as markup."""
    return Page(re.sub(r'<span class="markup">.*?</span>', "", html, flags=re.DOTALL)).text


def test_every_character_stays_in_its_order() -> None:
    assert Page(shown()).text == TEXT


def test_headings_lists_tables_and_links_are_shown_without_their_signs() -> None:
    html = shown()
    headings = re.findall(r"<(h\d)>(.*?)</h\d>", html, re.DOTALL)
    assert [(tag, seen(inside)) for tag, inside in headings] == [("h3", "A report"), ("h4", "Figures")]
    assert [seen(one) for one in re.findall(r"<li>(.*?)</li>", html, re.DOTALL)] == [
        "one",
        "two code",
        "1. first",
        "2. second",
    ]
    assert re.findall(r"<(ul|ol)>", html) == ["ul", "ol"]
    assert [seen(one) for one in re.findall(r"<th>(.*?)</th>", html, re.DOTALL)] == ["city", "people"]
    assert [
        seen(one) for one in re.findall(r"<td>(.*?)</td>", html.replace('<tr class="markup"><td>', ""), re.DOTALL)
    ] == [
        "Jilin",
        "484",
        r"Oak \| Elm",
        "",
    ]
    assert "In Jilin, 484 people\nwere named here." in seen(html)
    assert "# no heading" in seen(html)


@pytest.mark.parametrize(
    "quote", ["484 people\nwere named", "**Jilin**, 484", "| Jilin | 484 |", "two `code`\n\n1. first", TEXT]
)
def test_what_is_marked_as_the_quote_is_the_quote(quote: str) -> None:
    cited = cite(DOCUMENT, quote)
    html = source(OpenedSource(cited, DOCUMENT), turn("[1]", cited))
    marked = re.findall(r'<mark class="quote"[^>]*>(.*?)</mark>', html, re.DOTALL)
    assert "".join(Page(one).text for one in marked) == quote
    assert html.count('id="wenju-quote"') == 1
    assert Page(html.split('aria-label="A report">')[1].split("</aside>")[0]).text == TEXT


def test_the_answer_is_marked_inside_its_cell() -> None:
    cited = cite(DOCUMENT, "| Jilin | 484 |", "484")
    html = source(OpenedSource(cited, DOCUMENT), turn("[1]", cited))
    assert re.findall(r'<mark class="answer">(.*?)</mark>', html) == ["484"]


def test_plain_text_with_hyphens_is_no_markdown_and_text_with_headings_is() -> None:
    assert not is_markdown(Document("a.txt", "A", "- one\n- two *three*\n", "en"))
    assert is_markdown(Document("a.txt", "A", "One\n\n## Two\n", "en"))
    assert is_markdown(Document("a.docx", "A", "a | b\n--|--\n1 | 2\n", "en"))


@settings(max_examples=400, deadline=None)
@example("> ")
@given(st.text(st.sampled_from("ab#-*|`>[]()1. \n\\_12字"), max_size=80))
def test_blocks_are_the_text_in_order_and_their_markup_lies_in_them(text: str) -> None:
    at = 0
    for block in blocks(text):
        assert block.start == at < block.end
        at = block.end
        inside = block.start
        for start, end in block.markup:
            assert inside <= start <= end <= block.end
            inside = end
    assert at == len(text)
    assert Page(document_html(Document("a.md", "A", text, "en"), 0, len(text), [])).text == text


def test_a_long_line_of_signs_takes_no_time() -> None:
    text = "**a" * 60_000
    assert Page(shown(Document("a.md", "A", text, "en"))).text == text
