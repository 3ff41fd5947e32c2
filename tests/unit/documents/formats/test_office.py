"""Word, PowerPoint and OpenDocument files, made by python-docx and python-pptx or written out here."""

import io
from typing import Any

import docx as python_docx
import pptx as python_pptx
import pytest
from pptx.util import Inches

from benchmarks.sample_files import zipped
from qa.documents.extracted import Part
from qa.documents.formats import docx, odt, slides
from qa.documents.formats.grid_cells import spread
from qa.documents.formats.rtf import extract as extract_rtf
from qa.documents.formats.zip_check import open_package
from qa.errors import DocumentUnreadable

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="m" xmlns:v="v"'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word(body: str, **parts: str) -> bytes:
    """A Word file with this XML in its body, and with other parts by the last word of their kind."""
    links = "".join(f'<Relationship Id="{name}" Type="{KIND}/{name}" Target="{name}.xml"/>' for name in parts)
    files = {
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"<Relationships>{links}</Relationships>",
        **{f"word/{name}.xml": text for name, text in parts.items()},
    }
    return zipped({name: text.encode() for name, text in files.items()})


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def text_of(body: str, **parts: str) -> str:
    return docx.extract(word(body, **parts), "a.docx").text


def test_a_word_file_keeps_headings_items_and_tables() -> None:
    document = python_docx.Document()
    document.add_heading("年度报告", 0)
    document.add_heading("Figures", 2)
    document.add_paragraph("The library opened in 1910.")
    document.add_paragraph("one", style="List Bullet")
    document.add_paragraph("two", style="List Number 2")
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "tall"
    table.cell(1, 1).text, table.cell(2, 2).text = "a | b", "1,234"
    document.core_properties.title = "Other"
    found = docx.extract(saved(document), "a.docx")
    assert found.text == (
        "# 年度报告\n\n## Figures\n\nThe library opened in 1910.\n\n- one\n- two\n\n"
        "| wide | wide |  |\n| --- | --- | --- |\n| tall | a \\| b |  |\n| tall |  | 1,234 |\n"
    )
    assert found.title == "年度报告"


def test_what_was_deleted_under_review_is_gone_and_what_was_put_in_is_there() -> None:
    body = paragraph(
        run("The ")
        + f"<w:del>{run('old')}</w:del><w:ins>{run('new')}</w:ins>"
        + run(" library")
        + f"<w:hyperlink>{run(' opened')}</w:hyperlink><w:sdt><w:sdtContent>{run(' in')}</w:sdtContent></w:sdt>"
        + "<w:r><w:rPr><w:vanish/></w:rPr><w:t> secret</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        + "<w:r><w:tab/><w:t>1910.</w:t><w:br/><w:t>Next</w:t></w:r>"
    )
    assert text_of(body) == "The new library opened in 1910.\nNext\n"


def test_footnotes_stand_below_and_comments_are_counted() -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{paragraph(run("See the records."))}</w:footnote></w:footnotes>'
    )
    comments = f'<w:comments {W}><w:comment w:id="1">{paragraph(run("Check this"))}</w:comment></w:comments>'
    found = docx.extract(word(paragraph(run("It opened.")), footnotes=notes, comments=comments), "a.docx")
    assert found.text == "It opened.\n\n[^2]: See the records.\n"
    assert found.notes == ("1 comments are left out",)


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('In a box'))}</w:txbxContent>"
    either = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    drawing = f"<w:r><mc:AlternateContent>{either}</mc:AlternateContent></w:r>"
    assert text_of(paragraph(run("Around") + drawing)) == "Around\n\nIn a box\n"


def test_a_heading_is_told_by_its_style_its_parents_or_its_outline() -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="a"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="b"><w:name w:val="Own"/><w:basedOn w:val="a"/></w:style>'
        '<w:style w:styleId="c"><w:name w:val="Loop"/><w:basedOn w:val="c"/></w:style></w:styles>'
    )
    body = (
        paragraph(run("Own"), '<w:pStyle w:val="b"/>')
        + paragraph(run("Outline"), '<w:outlineLvl w:val="2"/>')
        + paragraph(run("Text"), '<w:outlineLvl w:val="9"/>')
        + paragraph(run("Loop"), '<w:pStyle w:val="c"/>')
        + paragraph(run("Unknown"), '<w:pStyle w:val="none"/>')
    )
    assert text_of(body, styles=styles) == "## Own\n\n### Outline\n\nText\n\nLoop\n\nUnknown\n"


def test_a_relation_that_leads_outside_is_not_followed() -> None:
    data = word(paragraph(run("Text")))
    links = (
        f'<Relationships><Relationship Id="a" Type="{KIND}/footnotes" Target="../../../etc/passwd"/></Relationships>'
    )
    found = docx.extract(
        zipped({"word/document.xml": _part(data, "word/document.xml"), "word/_rels/document.xml.rels": links.encode()}),
        "a.docx",
    )
    assert found.text == "Text\n"


def _part(package: bytes, name: str) -> bytes:
    return open_package(package).read(name)


def test_a_document_type_of_its_own_is_refused() -> None:
    body = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(DocumentUnreadable, match="document type"):
            docx.extract(zipped({"word/document.xml": body.encode(encoding)}), "a.docx")


def show() -> Any:
    presentation = python_pptx.Presentation()
    first = presentation.slides.add_slide(presentation.slide_layouts[1])
    first.shapes.title.text = "图书馆"
    body = first.placeholders[1].text_frame
    body.text = "Opened in 1910"
    inner = body.add_paragraph()
    inner.text, inner.level = "By the town", 1
    first.notes_slide.notes_text_frame.text = "Speak slowly."
    second = presentation.slides.add_slide(presentation.slide_layouts[6])
    box = second.shapes.add_textbox(*map(Inches, (1, 1, 4, 1)))
    box.text_frame.text = "A box"
    table = second.shapes.add_table(2, 2, *map(Inches, (1, 3, 4, 1))).table
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(0, 0).text, table.cell(1, 0).text, table.cell(1, 1).text = "head", "a", "b"
    return presentation


def test_slides_are_parts_with_their_notes() -> None:
    found = slides.extract(saved(show()), "a.pptx")
    assert found.text == (
        "## 图书馆\n\n- Opened in 1910\n  - By the town\n\nSpeak slowly.\n\n"
        "A box\n\n| head | head |\n| --- | --- |\n| a | b |\n"
    )
    at = found.text.index("Speak"), found.text.index("A box")
    assert found.parts == (Part(0, "slide 1"), Part(at[0], "slide 1, notes"), Part(at[1], "slide 2"))


def test_a_hidden_slide_is_left_out_and_told() -> None:
    presentation = show()
    presentation.slides[0]._element.set("show", "0")
    found = slides.extract(saved(presentation), "a.pptx")
    assert found.text.startswith("A box")
    assert found.notes == ("1 hidden slides are left out",)
    assert found.parts == (Part(0, "slide 2"),)


def open_document(inner: str, kind: str = "text") -> bytes:
    spaces = " ".join(f'xmlns:{name}="{name}"' for name in ("office", "text", "table", "draw", "presentation"))
    content = (
        f"<office:document-content {spaces}><office:body><office:{kind}>{inner}</office:{kind}></office:body>"
        "</office:document-content>"
    )
    mime_type = f"application/vnd.oasis.opendocument.{kind}"
    return zipped({"mimetype": mime_type.encode(), "content.xml": content.encode()})


def test_an_open_document_keeps_headings_lists_tables_and_footnotes() -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>See the records.</text:p>"
        "</text:note-body></text:note>"
    )
    inner = (
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
        '<text:h text:outline-level="2">Figures</text:h>'
        f'<text:p>It<text:s text:c="2"/>opened{note} in<text:tab/>1910.<office:annotation><text:p>Check</text:p>'
        "</office:annotation></text:p><text:list><text:list-item><text:p>one</text:p><text:list><text:list-item>"
        "<text:p>inner</text:p></text:list-item></text:list></text:list-item></text:list>"
        '<table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>wide</text:p>'
        "</table:table-cell><table:covered-table-cell/></table:table-row><table:table-row><table:table-cell/>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
    )
    found = odt.extract(open_document(inner), "a.odt")
    assert found.text == (
        "## Figures\n\nIt  opened in 1910.\n\n- one\n  - inner\n\n| wide | wide |\n| --- | --- |\n|  | b |\n\n"
        "[^1]: See the records.\n"
    )
    assert found.notes == ("1 comments are left out",)


def test_the_slides_of_an_open_document_are_parts() -> None:
    inner = (
        '<draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>Town</text:p></draw:text-box>'
        "</draw:frame><draw:frame><draw:text-box><text:p>It opened.</text:p></draw:text-box></draw:frame>"
        "<presentation:notes><draw:frame><draw:text-box><text:p>Slowly</text:p></draw:text-box></draw:frame>"
        "</presentation:notes></draw:page>"
    )
    found = odt.extract(open_document(inner, "presentation"), "a.odp")
    assert found.text == "## Town\n\nIt opened.\n\nSlowly\n"
    assert [part.name for part in found.parts] == ["slide 1", "slide 1, notes"]


def test_rich_text_is_read_in_its_encoding_with_its_tables() -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg936{\fonttbl\f0\fcharset134 SimSun;}\f0 \'cd\'bc\'ca\'e9\par "
        rb"{\field{\*\fldinst{HYPERLINK "
        + b'"http://example.org"'
        + rb"}}{\fldrslt the link}} here \u-10179?\u-8704?\par "
        rb"\trowd City\cell People\cell\row \trowd Ash\cell 1,234\cell\row\pard After\par}"
    )
    found = extract_rtf(data, "a.rtf")
    assert found.text == "图书\n\nthe link here 😀\n\n| City | People |\n| --- | --- |\n| Ash | 1,234 |\n\nAfter\n"


def test_a_merged_cell_holds_for_each_cell_that_it_covers() -> None:
    rows = [[("a", 2, 1), ("b", 1, 2)], [("c", 1, 1), ("d", 1, 1)], [("e", 1, 9)]]
    assert spread(rows) == [["a", "a", "b"], ["c", "d", "b"], ["e", "", ""]]
