"""How the page shows each form of answer: every quote once, comparisons as tables, further sentences folded."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa import Document, Translation
from tests.unit.ui.chat.test_conversation_html import Page, cite, document, turn
from ui.chat import conversation_html, export, translation_html
from ui.chat.answer_parts import quotes_in, table_of
from ui.chat.layers import Place, layered
from ui.chat.quote_html import marked_quote
from ui.chat.turns import Cited, Turn, turn_from_json

SOURCE = document("Oak fined 12 firms. Oak hired 3 | 4 guards. It rained [1] there.")
FINED, HIRED = cite(SOURCE, "Oak fined 12 firms.", "12"), cite(SOURCE, "Oak hired 3 | 4 guards.", number=2)
TABLE = (
    "| Oak | Elm |\n| --- | --- |\n| “Oak fined 12 firms.”[1] | Not found |\n| “Oak hired 3 \\| 4 guards.”[2] | No | \n"
)
CHINESE = replace(document("截至5月26日，吉林全省共追责问责484人，共38万人检测。"), language="zh")


def shown(answered: Turn) -> str:
    return conversation_html.conversation((answered,))


def quotes_shown(html: str) -> list[str]:
    return [Page(one).text for one in re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", html, re.DOTALL)]


def answer_text(html: str) -> str:
    found = re.search(r'<p class="answer-text"[^>]*>(.*?)</p>', html, re.DOTALL)
    return Page(re.sub(r'<span class="unseen">.*?</button>', "</button>", found[1])).text if found else ""


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("12 firms were fined. “Oak fined 12 firms.”[1]", "12 firms were fined."),
        ("12: “Oak fined 12 firms.”[1]", "12"),
        ("Probably 12: “Oak fined 12 firms.”[1]", "Probably 12"),
        ("12 here [1], and “Oak” there [1]", "12 here , and “Oak” there "),
        ("12: “Oak fined 99 firms.”[1]", "12: “Oak fined 99 firms.”"),
    ],
)
def test_a_quote_that_the_evidence_shows_is_left_out_of_the_sentence(text: str, seen: str) -> None:
    html = shown(turn(text, FINED))
    assert answer_text(html) == seen
    assert quotes_shown(html) == ["Oak fined 12 firms."]


def test_a_quote_on_one_line_with_its_brackets_changed_is_still_known() -> None:
    cited = cite(document("It rained\n[1] there."), "It rained\n[1] there.")
    assert [quote.cited for quote in quotes_in(turn("“It rained ［1］ there.”[1]", cited))] == [cited]


def test_an_overview_shows_each_quote_once_and_folds_what_is_told_further() -> None:
    html = shown(turn("“Oak fined 12 firms.”[1]", FINED, HIRED))
    assert answer_text(html) == ""
    assert quotes_shown(html) == ["Oak fined 12 firms.", "Oak hired 3 | 4 guards."]
    first, folded = html.split('<details class="folded">')
    assert "More (1)" in folded
    assert 'data-cited="1"' in first
    assert 'data-cited="2"' in folded


def test_quotes_under_headings_stay_with_them_and_the_list_of_sources_is_folded() -> None:
    html = shown(turn("Oak:\n“Oak fined 12 firms.”[1]\n\nGuards:\n“Oak hired 3 | 4 guards.”[2]", FINED, HIRED))
    assert answer_text(html) == "Oak:\n“Oak fined 12 firms.”\n\nGuards:\n“Oak hired 3 | 4 guards.”"
    assert '<details class="folded"><summary><span class="in-en" lang="en">Evidence (2)' in html


def test_of_quotes_of_one_document_only_the_first_shows_its_title() -> None:
    html = shown(turn("“Oak fined 12 firms.”[1] “Oak hired 3 | 4 guards.”[2]", FINED, HIRED))
    assert re.findall(r'<li( class="same")? data-cited="(\d)">', html) == [("", "1"), (' class="same"', "2")]


def test_a_comparison_is_a_table_whose_cells_quote_and_cite() -> None:
    compared = turn(TABLE.strip(), FINED, HIRED)
    assert [[cell.text for cell in row] for row in table_of(compared)] == [
        ["Oak", "Elm"],
        ["“Oak fined 12 firms.”[1]", "Not found"],
        ["“Oak hired 3 | 4 guards.”[2]", "No"],
    ]
    html = shown(compared)
    table = html.split("<table")[1].split("</table>")[0]
    assert quotes_shown(table) == ["Oak fined 12 firms.", "Oak hired 3 | 4 guards."]
    assert re.findall(r'data-number="(\d)"', table) == ["1", "2"]
    assert '<td class="none">Not found</td>' in table
    assert "Evidence (2)" in html


def test_a_comparison_is_a_table_in_saved_markdown_and_on_the_clipboard() -> None:
    compared = turn(TABLE.strip(), FINED, HIRED)
    markdown = export.answer_as_markdown(compared)
    assert markdown.splitlines()[:4] == [
        "| Oak | Elm |",
        "| --- | --- |",
        "| “Oak fined 12 firms.”[1] | Not found |",
        r"| “Oak hired 3 \| 4 guards.”[2] | No |",
    ]
    assert export.to_markdown("n", (compared,)).count("| Oak | Elm |") == 1
    rich = export.answer_as_html(compared)
    assert "<td>“Oak fined 12 firms.”<sup>[1]</sup></td>" in rich
    assert "<p>[1] “Oak fined 12 firms.”<br>— A title (d, characters 0 to 19)</p>" in rich


def test_what_is_copied_for_a_word_processor_holds_no_markup_of_a_document() -> None:
    hostile = cite(document("<b>12</b> & <script>x</script>"), "<b>12</b> & <script>x</script>")
    rich = export.answer_as_html(turn("12 <i> [1]", hostile))
    assert Page(rich).tags == {"p", "sup", "br"}


def test_how_sure_an_answer_is_is_said_in_words() -> None:
    sure = turn("12: “Oak fined 12 firms.”[1]", FINED)
    assert "Rests on the quoted sentences" in shown(sure)
    assert "please check the quoted sentences" in shown(replace(sure, is_probable=True))
    assert "please check" not in shown(turn_from_json(sure.to_json()))


def test_a_foreign_quote_has_glosses_and_stays_the_documents_text() -> None:
    cited = cite(CHINESE, CHINESE.text, "484")
    html = shown(turn("484 people: [1]", cited, question="How many in Jilin?"))
    assert quotes_shown(html) == [CHINESE.text]
    assert re.findall(r'data-meaning="(380,000|26 May)">([^<]+)<', html) == [("26 May", "5月26日"), ("380,000", "38万")]
    assert Page(html.split('<p class="at-once">')[1].split("</p>")[0]).text == "5月26日 26 May吉林 Jílín38万 380,000"
    assert html.count('tabindex="0"') == 1
    own = replace(turn("484人 [1]", cited, question="多少人？"), language="zh")
    assert 'class="word' not in shown(own)


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("吉林省共问责张忠38万人，。 abc5月6日<&>\n"), min_size=1, max_size=50), st.data())
def test_glosses_and_marks_never_change_a_quote(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    for language in ("zh", "en"):
        cited = Cited(1, "d", "t", 7, 7 + len(text), text, 7 + start, 7 + end, "", "", language)
        asked = replace(
            turn("38 [1]", cited, question="张忠 Jilin 380,000"), language="en" if language == "zh" else "zh"
        )
        html = marked_quote(cited, asked)
        assert Page(html).text == text
        assert (
            "".join(Page(one).text for one in re.findall(r'<mark class="answer">(.*?)</mark>', html, re.DOTALL))
            == (text[start:end])
        )


def test_a_layer_within_another_is_cut_at_its_ends() -> None:
    layers = [[Place(2, 4, "<b>")], [Place(0, 3, '<span class="x">')]]
    assert layered("ab<d", layers) == '<span class="x">ab</span><b><span class="x">&lt;</span>d</b>'


def test_a_translation_is_called_one_and_what_is_not_in_the_quote_is_marked() -> None:
    html = translation_html.translation("t", "1", Translation("2 million <b>", ((0, 9),), ("38万",), is_whole=True))
    assert '<mark class="differs" title="Not in the quote">2 million</mark> &lt;b&gt;' in html
    assert "Translated by a language model; not a quote" in html
    assert "In the quote, but not here: “38万”" in html
    agreeing = translation_html.translation("t", "1", Translation("380,000", is_whole=True))
    assert "Its figures, dates and names are those of the quote." in agreeing
    assert "figures, dates" not in translation_html.translation("t", "1", Translation("380"))


def test_only_a_foreign_quote_can_be_translated_and_only_with_a_language_model() -> None:
    cited = cite(CHINESE, CHINESE.text)
    asked = turn("[1] said", cited)
    assert 'data-act="translate"' not in shown(asked)
    assert 'data-act="translate" data-turn="t1" data-number="1"' in shown(replace(asked, can_translate=True))
    english = cite(Document("e", "E", "One.", "en"), "One.")
    assert 'data-act="translate"' not in shown(replace(turn("[1] said", english), can_translate=True))
