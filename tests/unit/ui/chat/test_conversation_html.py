"""What the page shows: nothing foreign is let through as HTML, and marks stand exactly where the offsets say."""

import html
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from qa import Document
from ui.chat import conversation_html, export, history_html, source_html
from ui.chat.conversation_store import ListedConversation
from ui.chat.question_under_way import OpenedSource
from ui.chat.turns import Cited, Near, Turn, public_name
from ui.texts.markup import SHOWN_LENGTH, safe

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
OWN_TAGS = {"article", "aside", "b", "blockquote", "button", "cite", "dd", "details", "div", "dl", "dt", "h1", "h2",
            "h3", "header", "label", "li", "mark", "nav", "ol", "option", "p", "section", "select", "span", "strong",
            "summary", "ul"}  # fmt: skip
OWN_ATTRIBUTES = {"aria-current", "aria-hidden", "aria-label", "aria-labelledby", "aria-live", "class", "data-act",
                  "data-cited", "data-conversation", "data-example", "data-file", "data-format", "data-html", "data-id",
                  "data-meaning", "data-reading",
                  "data-number", "data-retry", "data-text", "data-turn", "data-type", "data-what", "disabled", "hidden",
                  "id", "lang", "role", "selected", "tabindex", "type", "value"}  # fmt: skip


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


def cite(source: Document, quote: str, answer: str | None = None, *, number: int = 1) -> Cited:
    start = source.text.index(quote)
    first = None if answer is None else start + quote.index(answer)
    last = None if first is None or answer is None else first + len(answer)
    place = (number, source.id, source.title, start, start + len(quote), quote, first, last)
    return Cited(*place, publisher=source.source, date=source.date, language=source.language, ranks={"dense": 1})


def turn(text: str, *cited: Cited, question: str = "how many?") -> Turn:
    return Turn(question, id="t1", stage="answered", text=text, cited=cited, seconds={"total": 0.25})


def shown_source(source: Document, cited: Cited) -> str:
    return source_html.source(OpenedSource(cited, source), turn("[1]", cited))


def marked(shown: str, kind: str) -> list[str]:
    """The text inside each mark of one kind, as the reader sees it."""
    found = re.findall(rf'<mark class="{kind}"[^>]*>(.*?)</mark>', shown, re.DOTALL)
    return [html.unescape(text) for text in found]


def coloured(shown: str) -> list[tuple[str, str]]:
    """Each place in colour: the colour and the text, without the elements of glosses in it."""
    plain = re.sub(r'<span class="word[^>]*>(.*?)</span>', r"\1", shown)
    return [(colour, html.unescape(text)) for colour, text in re.findall(r'class="pair pair-(\d)">(.*?)</span>', plain)]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_anywhere_stays_text(payload: str) -> None:
    source = document(f"Before {payload} 42 after.", title=payload, source=payload, date=payload)
    cited = replace(cite(source, f"{payload} 42", "42"), language=payload)
    asked = replace(turn(f"{payload} 42 [1]", cited, question=payload), understood=payload, id=payload)
    near = Near(payload, payload, payload, payload, payload, {"dense": 1})
    refused = replace(asked, stage="not_found", cited=(), text="", reason=payload, near=(near,))
    failed = Turn(payload, stage="problem", problem=payload)
    for shown in (
        conversation_html.conversation((asked, refused, failed)),
        conversation_html.current(replace(refused, stage="reading"), payload),
        conversation_html.welcome((payload,)),
        conversation_html.collection_choice((payload, "other"), payload),
        history_html.conversations((ListedConversation(payload, payload, 0.0),), payload, ""),
        history_html.file(payload, payload, payload),
        source_html.source(OpenedSource(cited, source), asked),
        source_html.source(OpenedSource(cited, None, "source_gone"), asked),
    ):
        page = Page(shown)
        assert page.tags <= OWN_TAGS
        assert set(page.attributes) <= OWN_ATTRIBUTES
        assert payload in page.text + "".join(page.attributes.get("data-text", ()))
        assert "src=" not in re.sub(r">[^<]*<|\"[^\"]*\"", "", shown)


def test_control_and_format_characters_are_not_shown() -> None:
    assert safe("a\u202egnp.exe\u200b\u2066b\U000e0041") == "agnp.exeb"
    assert safe("a\x00b\x1b[31m\ud800") == "a\ufffdb\ufffd[31m\ufffd"
    assert safe("one\r\ntwo\rthree\n\tfour") == "one\ntwo\nthree\n\tfour"


def test_offsets_count_before_characters_are_escaped_or_dropped() -> None:
    source = document('<&>"\u200b\u202e & ' * 50 + "In 2022, 484 people & <b>more</b> came." + " <i>The end</i>")
    shown = shown_source(source, cite(source, "484 people & <b>more</b>", "484 people"))
    assert marked(shown, "answer") == ["484 people"]
    quote = shown.split(f'id="{source_html.QUOTE_ID}">')[1].split("</mark> &amp;")
    assert Page(quote[0]).text == "484 people"
    text = shown.split('aria-label="A title">')[1].split("</aside>")[0]
    assert Page(text).text == source.text.replace("\u200b", "").replace("\u202e", "")
    assert " &amp; &lt;b&gt;more&lt;/b&gt;</mark> came." in shown


def test_a_quote_at_either_end_of_the_document_is_marked_whole() -> None:
    source = document("First. Last.")
    assert marked(shown_source(source, cite(source, "First.")), "quote") == ["First."]
    shown = shown_source(source, cite(source, "Last.", "Last."))
    assert shown.endswith(
        'First. <mark class="quote" id="wenju-quote"><mark class="answer">Last.</mark></mark></div></aside>'
    )


def test_only_the_quoted_occurrence_is_marked() -> None:
    source = document("42 and 42 and 42")
    cited = replace(cite(source, "42", "42"), start=7, end=9, answer_start=7, answer_end=9)
    shown = shown_source(source, cited)
    assert '42 and <mark class="quote" id="wenju-quote"><mark class="answer">42</mark></mark> and 42' in shown


def test_adjacent_marks_become_a_button_each() -> None:
    source = document("One. Two.")
    shown = conversation_html.conversation((turn("Both.[1][2]", cite(source, "One."), cite(source, "Two.", number=2)),))
    text = shown.split('<p class="answer-text"')[1].split("</p>")[0]
    assert re.findall(r'data-turn="t1" data-number="(\d)"', text) == ["1", "2"]


def test_a_bracketed_number_in_a_document_or_without_a_citation_is_no_mark() -> None:
    source = document("As shown in [1] and [7], 42 came.")
    cited = cite(source, "[1] and [7], 42 came.", "42")
    assert "<button" not in shown_source(source, cited).split('class="source-text"')[1]
    assert conversation_html.conversation((turn("42 [1] [9]", cited),)).count('class="mark"') == 2
    assert "[9]" in conversation_html.conversation((turn("42 [1] [9]", cited),))


def test_a_refusal_shows_its_reason_and_calls_the_nearest_passages_not_supporting() -> None:
    near = Near("Jilin", "", "", "en", "484 people in Jilin.", {"dense": 1, "bridge": 7})
    refused = Turn("Shanghai?", stage="not_found", reason="Shanghai is not there.", near=(near,), seconds={"read": 0.1})
    shown = conversation_html.conversation((refused,))
    assert "The documents do not answer this." in shown
    assert "Shanghai is not there." in shown
    assert "They do not support an answer." in shown
    assert 'class="mark"' not in shown
    assert "Chinese–English bridge</span>" in shown
    assert shown.index("They do not support") < shown.index("484 people in Jilin.") < shown.index("Why this answer")


def test_why_names_each_list_with_the_place_of_the_cited_passage() -> None:
    source = document("42.")
    cited = replace(cite(source, "42."), ranks={"dense": 3, "joint": 1, "unheard": 9})
    shown = conversation_html.conversation(
        (replace(turn("42 [1]", cited), confidence=0.756, passages=10, documents=4),)
    )
    text = Page(shown.split('<details class="why">')[1]).text
    assert "nearest passages: 10 · their documents: 4" in text
    assert re.search(r"meaning\D*3 · all lists together\D*1", text)
    assert "unheard" not in text
    assert "0.76" in text
    assert "0.25\u00a0s" in text


def test_figures_and_names_shared_with_a_foreign_quote_have_one_colour_wherever_they_stand() -> None:
    source = replace(document("吉林追责问责484人，其中479人已处理。"), language="zh")
    cited = cite(source, source.text, "484")
    answered = turn("484 people: “吉林追责问责484人，其中479人已处理。” [1]", cited, question="How many in Jilin?")
    shown = conversation_html.conversation((answered,))
    question, rest = shown.split("</h2>")
    answer, evidence = rest.split('<section class="evidence">')
    assert coloured(question) == [("1", "Jilin")]
    assert coloured(answer) == [("2", "484")]
    assert coloured(evidence) == [("1", "吉林"), ("2", "484")]
    assert coloured(shown_source(source, cited)) == []
    assert coloured(source_html.source(OpenedSource(cited, source), answered)) == [("1", "吉林"), ("2", "484")]
    assert marked(evidence, "answer") == ['<span class="pair pair-2">484</span>']


def test_nothing_is_coloured_for_a_quote_in_the_language_of_the_question() -> None:
    source = document("484 people in Jilin.")
    assert coloured(conversation_html.conversation((turn("484 [1]", cite(source, source.text)),))) == []


def test_the_first_and_the_last_citation_have_no_way_beyond_them() -> None:
    source = document("One. Two. Three.")
    first, second, third = (
        cite(source, quote, number=number) for number, quote in enumerate(("One.", "Two.", "Three."), 1)
    )
    answered = turn("[1][2][3]", first, second, third)

    def steps(cited: Cited) -> list[str]:
        shown = source_html.source(OpenedSource(cited, source), answered)
        return re.findall(r'data-act="mark" data-turn="t1" (data-number="\d"|disabled)', shown)

    assert steps(first) == ["disabled", 'data-number="2"']
    assert steps(second) == ['data-number="1"', 'data-number="3"']
    assert steps(third) == ['data-number="2"', "disabled"]


def test_a_source_that_went_still_shows_the_quote_that_was_kept() -> None:
    source = document("One. Two.")
    cited = cite(source, "Two.", "Two")
    shown = source_html.source(OpenedSource(cited, None, "source_gone"), turn("[1]", cited))
    assert "no longer in the index" in shown
    assert marked(shown, "answer") == ["Two"]
    assert "One." not in shown


def test_a_copied_quote_says_where_it_stands_character_for_character() -> None:
    source = document("ab“c”\u200bd", source="A publisher", date="2022")
    cited = cite(source, "“c”\u200bd")
    assert export.quote_as_text(cited) == "““c”\u200bd”\n— A title, A publisher, 2022 (d, characters 2 to 7)"
    assert export.quote_as_text(cited) in Page(shown_source(source, cited)).attributes["data-text"]


def test_a_saved_conversation_holds_quotes_with_offsets_and_no_text_becomes_markup() -> None:
    source = document("In *Jilin*, <b>484</b> people.")
    answered = turn("484 [1]", cite(source, source.text, "484"), question="# how\nmany?")
    text = export.to_markdown("My *name*", (answered, Turn("b", stage="not_found", reason="Not there.")))
    assert text == (
        "# My \\*name\\*\n\n## \\# how many?\n\n484 [1]\n\n1. > “In \\*Jilin\\*, \\<b\\>484\\</b\\> people.”\n"
        "   > — A title (d, characters 0 to 30)\n\n## b\n\nNot there.\n"
    )
    saved = json.loads(export.to_json("n", (answered,)))
    assert saved["turns"][0]["cited"][0]["quote"] == source.text
    assert [saved["turns"][0]["cited"][0][key] for key in ("start", "end", "answer_start")] == [0, 30, 15]


def test_a_long_source_is_cut_around_its_quote() -> None:
    source = document("a" * 500_000 + "QUOTE" + "b" * 500_000)
    shown = shown_source(source, cite(source, "QUOTE"))
    assert len(shown) < SHOWN_LENGTH + 5_000
    assert 'a<mark class="quote" id="wenju-quote">QUOTE</mark>b' in shown
    assert "350001" in shown


def test_of_a_path_on_this_machine_only_the_name_is_shown() -> None:
    assert public_name("/srv/secret/report.md") == "report.md"
    assert public_name(r"C:\Users\me\report.md") == "report.md"
    assert public_name("吉林省纪委监委") == "吉林省纪委监委"


def test_the_views_are_switched_only_where_there_is_more_than_one() -> None:
    assert "data-view" not in conversation_html.header(("ask",))
    assert re.findall(r'data-view="(\w+)"', conversation_html.header(("ask", "documents"))) == ["ask", "documents"]
