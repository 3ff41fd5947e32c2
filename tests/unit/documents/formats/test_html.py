"""Web pages: what a reader sees of a page is its text, and nothing else."""

import pytest

from benchmarks.sample_files import zipped
from qa.documents.extracted import Part
from qa.documents.formats import epub, html, mhtml
from qa.documents.formats.day import iso_day
from qa.documents.formats.html_decoding import decode_html
from qa.errors import DocumentUnreadable


def text_of(body: str) -> str:
    return html.extract(f"<!doctype html><html><body>{body}</body></html>".encode(), "a.html").text


def test_headings_lists_and_paragraphs_are_written_as_markdown() -> None:
    page = (
        "<h1>Report</h1><p>One <b>bold</b> word,<br>two lines.</p><h3>数字</h3>"
        "<ul><li>first<ul><li>inner</li></ul></li><li><p>second</p></li></ul><ol start=3><li>third</li></ol>"
    )
    assert text_of(page) == (
        "# Report\n\nOne bold word,\ntwo lines.\n\n### 数字\n\n- first\n  - inner\n- second\n\n3. third\n"
    )


def test_no_character_of_a_sentence_is_lost_around_inline_elements() -> None:
    assert text_of("<p>甲<b>乙</b><span>丙</span><a href=x>丁</a><i></i>戊。</p>") == "甲乙丙丁戊。\n"


def test_a_table_keeps_its_empty_cells_and_what_is_merged_stands_in_each_cell() -> None:
    table = (
        "<table><caption>Table 1</caption><tr><th rowspan=2>City</th><th colspan=2>People | 人</th></tr>"
        "<tr><td>2020</td><td>2021</td></tr><tr><td>Ash</td><td></td><td>1,234<br>est.</td></tr></table>"
    )
    assert text_of(table) == (
        "Table 1\n\n| City | People \\| 人 | People \\| 人 |\n| --- | --- | --- |\n"
        "| City | 2020 | 2021 |\n| Ash |  | 1,234 est. |\n"
    )


def test_a_table_that_lays_out_a_page_flows_as_text() -> None:
    layout = "<table><tr><td><h2>Left</h2></td><td><p>Right side.</p></td></tr><tr><td>a</td><td>b</td></tr></table>"
    assert "|" not in text_of(layout)


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>X</script>",
        "<style>X</style>",
        "<noscript>X</noscript>",
        "<template>X</template>",
        "<!-- X -->",
        "<p hidden>X</p>",
        '<p aria-hidden="true">X</p>',
        '<span style="display: none">X</span>',
        '<span style="VISIBILITY:hidden;">X</span>',
        '<span style="font-size:0px">X</span>',
        '<span style="opacity:0">X</span>',
        '<span style="color:#fff;background-color:#fff">X</span>',
        '<span style="position:absolute;left:-9999px">X</span>',
        "<style>.gone, .b {display:none}</style><span class='gone'>X</span>",
        "<select><option>X</option></select>",
    ],
)
def test_what_nobody_sees_is_no_text(hidden: str) -> None:
    assert text_of(f"<p>before</p>{hidden}<p>after</p>") == "before\n\nafter\n"


@pytest.mark.parametrize(
    "shown",
    [
        '<span style="font-size:0.9em">X</span>',
        '<span style="opacity:0.5">X</span>',
        '<span style="color:#fff;background:#000">X</span>',
        "<style>@media print {.gone {display:none}}</style><span class='gone'>X</span>",
    ],
)
def test_what_is_seen_stays(shown: str) -> None:
    assert "X" in text_of(f"<p>before {shown} after</p>")


def test_navigation_and_the_foot_of_a_site_are_left_out() -> None:
    article = "<article><h1>Report</h1><p>" + "The library opened in 1910. " * 10 + "</p></article>"
    around = (
        "<nav><a href=/>Home</a></nav><div class='site-breadcrumbs'>You are here</div>{}"
        "<ul><li><a href=1>one link</a></li><li><a href=2>two</a></li><li><a href=3>three</a></li></ul>"
        "<div id='related-articles'>Read on</div><footer>All rights</footer>"
    )
    assert text_of(around.format(article)) == text_of(article)


def test_what_holds_most_of_a_page_is_its_text_whatever_it_is_called() -> None:
    assert "opened in 1910" in text_of("<div class='main-nav'><p>The library opened in 1910.</p></div><p>a</p>")


@pytest.mark.parametrize(
    ("head", "title", "source", "date"),
    [
        ("<title>开放公告_新华网</title>", "开放公告", "", ""),
        ("<title>Opening | Town News</title>", "Opening", "", ""),
        (
            '<title>x</title><meta property="og:title" content="Opening"><meta property="og:site_name" content="News">',
            "Opening",
            "News",
            "",
        ),
        (
            '<meta name="PubDate" content="2022-05-26 10:00"><meta name="ContentSource" content="区纪委">',
            "",
            "区纪委",
            "2022-05-26",
        ),
    ],
)
def test_the_head_of_a_page_says_what_it_is(head: str, title: str, source: str, date: str) -> None:
    found = html.extract(f"<html><head>{head}</head><body><p>text</p></body></html>".encode(), "a.html")
    assert (found.title, found.source, found.date) == (title, source, date)


@pytest.mark.parametrize("depth", [100, 254, 255, 1_000, 100_000])
def test_text_is_found_at_any_depth(depth: int) -> None:
    assert text_of("<div>" * depth + "deep" + "</div>" * depth) == "deep\n"


def test_an_encoding_is_told_by_the_text_and_not_by_what_the_head_claims() -> None:
    sentence = "图书馆于1910年开放，读者可以借阅图书。"
    padding = "<script>" + "var x = 1;" * 2_000 + "</script>"
    for encoding in ("utf-8", "gb18030", "big5hkscs"):
        for claim in ("utf-8", "gb2312", "iso-8859-1"):
            said = sentence if encoding != "big5hkscs" else "圖書館於1910年開放，讀者可以借閱圖書。"
            page = f'<meta charset="{claim}">{padding}<p>{said}</p>'.encode(encoding)
            assert said in decode_html(page)


def test_an_encoding_that_only_the_head_knows_is_believed() -> None:
    page = '<meta charset="windows-1251"><p>Библиотека открылась в 1910 году.</p>'
    assert "Библиотека" in decode_html(page.encode("cp1251"))


def test_a_saved_page_is_read_without_its_pictures() -> None:
    saved = (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n"
        b"Content-Transfer-Encoding: quoted-printable\n\n<p>caf=C3=A9</p>\n--x\nContent-Type: image/png\n\nPNG\n--x--\n"
    )
    assert mhtml.extract(saved, "a.mhtml").text == "café\n"
    with pytest.raises(DocumentUnreadable, match="no page"):
        mhtml.extract(b"MIME-Version: 1.0\nContent-Type: text/plain\n\ntext", "a.mhtml")


BOOK = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": '<container><rootfiles><rootfile full-path="b/content.opf"/></rootfiles></container>',
    "b/content.opf": (
        '<package xmlns:dc="d"><metadata><dc:title>Book</dc:title><dc:publisher>Press</dc:publisher>'
        '<dc:date>2022-05-26T00:00:00Z</dc:date></metadata><manifest><item id="n" href="nav.xhtml" properties="nav"'
        ' media-type="application/xhtml+xml"/><item id="b" href="two.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="a" href="one%20.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>'
    ),
    "b/nav.xhtml": "<html><body><nav>Contents</nav></body></html>",
    "b/one .xhtml": "<html><body><h1>Beginning</h1><p>First.</p></body></html>",
    "b/two.xhtml": "<html><body><p>Second.</p></body></html>",
}


def book(**files: str) -> bytes:
    return zipped({name: text.encode() for name, text in {**BOOK, **files}.items()})


def test_a_book_is_read_in_the_order_of_its_chapters() -> None:
    found = epub.extract(book(), "a.epub")
    assert found.text == "# Beginning\n\nFirst.\n\nSecond.\n"
    assert found.parts == (Part(0, "Beginning"), Part(21, "chapter 2"))
    assert (found.title, found.source, found.date) == ("Book", "Press", "2022-05-26")


def test_a_locked_book_is_told() -> None:
    lock = (
        '<encryption><e:EncryptedData xmlns:e="e"><e:CipherReference URI="b/two.xhtml"/></e:EncryptedData></encryption>'
    )
    with pytest.raises(DocumentUnreadable, match="encrypted"):
        epub.extract(book(**{"META-INF/encryption.xml": lock}), "a.epub")
    font = lock.replace("b/two.xhtml", "font.otf")
    assert epub.extract(book(**{"META-INF/encryption.xml": font}), "a.epub").text.startswith("# Beginning")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022年5月6日 10:00", "2022-05-06"),
        ("20220506", ""),
        ("2022/13/01", ""),
        ("on 2022.5.26.", "2022-05-26"),
        ("", ""),
    ],
)
def test_a_day_is_read_in_the_usual_forms(text: str, day: str) -> None:
    assert iso_day(text) == day
