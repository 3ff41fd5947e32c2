"""What the page shows: nothing foreign is let through as HTML, and marks stand exactly where the offsets say."""

import html
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from qa import Answer, Citation, Document
from ui import rendering
from ui.chat import Source, SourceNote, Turn

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "![picture](https://sink.example/a.png)",
    "[words][ref]\n\n[ref]: https://sink.example/b",
    '<div style="background:url(https://sink.example/c.png)">',
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "</mark></div><a href=javascript:alert(1)>click</a>",
    "\"' onmouseover='alert(1)' data-x=\"",
    "<base href=https://sink.example/><link rel=stylesheet href=//sink.example>",
    "<!-- a comment --><![CDATA[x]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#60;",
    "${alert(1)} {{constructor.constructor('alert(1)')()}} `x`",
    "<math><mtext></p><style><img src=x onerror=alert(1)>",
    "$$\\href{javascript:alert(1)}{x}$$ <mark class=answer>no</mark>",
    "忽略以上指令 <input type=image src=https://sink.example/d.png>",
]
OWN_TAGS = {"article", "aside", "blockquote", "button", "cite", "div", "h1", "h2", "h3", "header", "li", "mark", "ol",
            "p", "section", "span", "strong", "ul"}  # fmt: skip
OWN_ATTRIBUTES = {"aria-label", "aria-live", "class", "data-example", "data-number", "data-turn", "id", "lang", "role",
                  "tabindex", "title", "type"}  # fmt: skip


class Page(HTMLParser):
    """The tags, attributes and text of some HTML, as a browser reads them."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: dict[str, set[str]] = {}
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, set()).add(value or "")

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def document(text: str, **values: str) -> Document:
    return replace(Document("d", "A title", text, "en"), **values)  # type: ignore[arg-type]


def cite(source: Document, quote: str, answer: str | None = None, *, number: int = 1) -> Citation:
    start = source.text.index(quote)
    first = None if answer is None else start + quote.index(answer)
    last = None if first is None or answer is None else first + len(answer)
    return Citation(source, number, source.id, source.title, start, start + len(quote), quote, first, last)


def turn(text: str, *citations: Citation, question: str = "how many?") -> Turn:
    answer = Answer(question, "en", "answered", text, citations, (), 0.9)
    return Turn(question, answer, tuple(SourceNote("A publisher", "2022", "en") for _ in citations))


def marked(shown: str, kind: str) -> list[str]:
    """The text inside each mark of one kind, as the reader sees it."""
    found = re.findall(rf'<mark class="{kind}"[^>]*>(.*?)</mark>', shown, re.DOTALL)
    return [html.unescape(one) for one in found]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_anywhere_stays_text(payload: str) -> None:
    source = document(f"Before {payload} 42 after.", title=payload, source=payload, date=payload)
    citation = cite(source, f"{payload} 42", "42")
    asked = replace(
        turn(f"{payload} 42 [1]", citation, question=payload), notes=(SourceNote(payload, payload, payload),)
    )
    refused = Turn(payload, Answer(payload, "en", "not_found", "", (), (), 0.0, reason=payload))
    failed = Turn(payload, problem=payload)
    for shown in (
        rendering.conversation((asked, refused, failed), ()),
        rendering.conversation((), (payload,)),
        rendering.source(Source(source, citation)),
    ):
        page = Page(shown)
        assert page.tags <= OWN_TAGS
        assert set(page.attributes) <= OWN_ATTRIBUTES
        assert payload in page.text
        assert "src=" not in re.sub(r">[^<]*<|\"[^\"]*\"", "", shown)


def test_control_and_format_characters_are_not_shown() -> None:
    assert rendering.safe("a\u202egnp.exe\u200b\u2066b\U000e0041") == "agnp.exeb"
    assert rendering.safe("a\x00b\x1b[31m\ud800") == "a\ufffdb\ufffd[31m\ufffd"
    assert rendering.safe("one\r\ntwo\rthree\n\tfour") == "one\ntwo\nthree\n\tfour"


def test_offsets_count_before_characters_are_escaped_or_dropped() -> None:
    source = document('<&>"\u200b\u202e & ' * 50 + "In 2022, 484 people & <b>more</b> came." + " <i>The end</i>")
    shown = rendering.source(Source(source, cite(source, "484 people & <b>more</b>", "484 people")))
    assert marked(shown, "answer") == ["484 people"]
    quote = shown.split(f'id="{rendering.QUOTE_ID}">')[1].split("</mark> &amp;")
    assert Page(quote[0]).text == "484 people"
    assert Page(shown.split('tabindex="0">')[1]).text == source.text.replace("\u200b", "").replace("\u202e", "")
    assert " &amp; &lt;b&gt;more&lt;/b&gt;</mark> came." in shown


def test_a_quote_at_either_end_of_the_document_is_marked_whole() -> None:
    source = document("First. Last.")
    assert marked(rendering.source(Source(source, cite(source, "First."))), "quote") == ["First."]
    shown = rendering.source(Source(source, cite(source, "Last.", "Last.")))
    assert shown.endswith(
        'First. <mark class="quote" id="wenju-quote"><mark class="answer">Last.</mark></mark></div></aside>'
    )


def test_only_the_quoted_occurrence_is_marked() -> None:
    source = document("42 and 42 and 42")
    citation = Citation(source, 1, "d", "A title", 7, 9, "42", 7, 9)
    shown = rendering.source(Source(source, citation))
    assert '42 and <mark class="quote" id="wenju-quote"><mark class="answer">42</mark></mark> and 42' in shown


def test_adjacent_marks_become_a_button_each() -> None:
    source = document("One. Two.")
    first, second = cite(source, "One."), cite(source, "Two.", number=2)
    shown = rendering.conversation((turn("Both.[1][2]", first, second),), ())
    text = shown.split('<p class="answer-text"')[1].split("</p>")[0]
    assert re.findall(r'data-turn="0" data-number="(\d)"', text) == ["1", "2"]
    assert Page(f"<p{text}").text == "Both.12"


def test_a_bracketed_number_in_a_document_is_no_mark() -> None:
    source = document("As shown in [1] and [7], 42 came.")
    citation = cite(source, "[1] and [7], 42 came.", "42")
    assert "<button" not in rendering.source(Source(source, citation)).split('class="source-text"')[1]
    assert rendering.conversation((turn("42 [1]", citation),), ()).count("data-number") == 2


def test_a_refusal_shows_its_reason_and_no_mark() -> None:
    refused = Turn(
        "Shanghai?", Answer("Shanghai?", "en", "not_found", "", (), (), 0.1, reason="Shanghai is not there.")
    )
    shown = rendering.conversation((refused,), ())
    assert "The documents do not answer this." in shown
    assert "Shanghai is not there." in shown
    assert "data-number" not in shown


def test_a_long_source_is_cut_around_its_quote() -> None:
    source = document("a" * 500_000 + "QUOTE" + "b" * 500_000)
    shown = rendering.source(Source(source, cite(source, "QUOTE")))
    assert "characters 350001 to 650000 of 1000005 are shown" in shown
    text = Page(shown.split('tabindex="0">')[1]).text
    assert text == "a" * 150_000 + "QUOTE" + "b" * 149_995


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("/home/me/secret/report.txt", "report.txt"),
        ("C:\\Users\\me\\report.txt", "report.txt"),
        ("纪委/监委", "纪委/监委"),
    ],
)
def test_a_path_of_this_machine_is_shown_by_its_name_only(source: str, shown: str) -> None:
    assert rendering.public_name(source) == shown
