"""Mails with attachments, rows of JSON, archives, and which parser a file gets."""

import json
from email.message import EmailMessage

import pytest

from benchmarks.bad_files import bad_files
from benchmarks.sample_files import Block, docx, html, xlsx, zipped
from qa.documents.extracted import Part
from qa.documents.formats import jsonl, mail
from qa.documents.formats.table import FORMATS, format_of
from qa.documents.formats.zip_archive import members
from qa.errors import DocumentUnreadable

BLOCKS = [Block("heading", "Report", 1), Block("paragraph", "The library opened in 1910.")]


def letter() -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "图书馆 opening"
    message["From"] = "张忠 <zhang@example.org>"
    message["To"] = "b@example.org"
    message["Date"] = "Thu, 26 May 2022 10:00:00 +0800"
    message.set_content("It opened.\n")
    return message


def test_a_mail_says_who_wrote_it_and_when_and_its_attachments_are_parts() -> None:
    message = letter()
    message.add_alternative("<p>It opened, as a page.</p>", subtype="html")
    message.add_attachment(docx(BLOCKS), "application", "octet-stream", filename="报告.docx")
    message.add_attachment(b"\x89PNG\r\n\x1a\n", "image", "png", filename="a.png")
    found = mail.extract(message.as_bytes(), "a.eml")
    assert found.text == (
        "# 图书馆 opening\n\nFrom: 张忠 <zhang@example.org>\nTo: b@example.org\n"
        "Date: Thu, 26 May 2022 10:00:00 +0800\n\nIt opened.\n\n## 报告.docx\n\n"
        "# Report\n\nThe library opened in 1910.\n"
    )
    assert (found.title, found.source, found.date) == ("图书馆 opening", "张忠", "2022-05-26")
    assert found.parts == (Part(found.text.index("## 报告"), "报告.docx"),)
    (note,) = found.notes
    assert note.startswith("a.png: ")
    assert "pictures in mails" in note or "the file is a PNG picture" in note  # with the extra ocr, or without


def test_the_rows_of_an_attached_workbook_keep_their_places() -> None:
    message = letter()
    message.add_attachment(xlsx([Block("table", rows=(("a", "b"), ("c", "d")))]), "x", "y", filename="t.xlsx")
    found = mail.extract(message.as_bytes(), "a.eml")
    rows = {part.name: found.text[part.start :][:9] for part in found.parts}
    assert rows == {"t.xlsx": "\n## t.xls".strip("\n") + "x", "t.xlsx, Sheet": "## Sheet\n"} | {
        "t.xlsx, Sheet, row 1": "| a | b |",
        "t.xlsx, Sheet, row 2": "| c | d |",
    }


def test_a_mail_of_html_alone_is_read_as_its_page() -> None:
    message = letter()
    message.set_content("<p>It <b>opened</b>.</p><script>X</script>", subtype="html")
    assert mail.extract(message.as_bytes(), "a.eml").text.endswith("\n\nIt opened.\n")


def test_a_mail_within_a_mail_is_read() -> None:
    outer = EmailMessage()
    outer["Subject"], outer["From"] = "Fwd", "c@example.org"
    outer.set_content("See below.")
    outer.add_attachment(letter())
    text = mail.extract(outer.as_bytes(), "a.eml").text
    assert text.index("See below.") < text.index("# 图书馆 opening") < text.index("It opened.")


def test_a_head_in_an_old_encoding_that_does_not_name_it_is_read() -> None:
    raw = "From: a@example.org\nSubject: 图书馆于1910年开放\n\n正文在这里，请查收。".encode("gb18030")
    found = mail.extract(raw, "a.eml")
    assert (found.title, "正文在这里" in found.text) == ("图书馆于1910年开放", True)


def test_rows_with_a_text_are_parts_and_others_are_counted() -> None:
    rows = [{"title": "One", "text": "First."}, "Second.", {"content": "Third."}, {"n": 1}]
    data = "\n".join([*map(json.dumps, rows), "no json", ""]).encode()
    found = jsonl.extract(data, "a.jsonl")
    assert found.text == "## One\n\nFirst.\n\nSecond.\n\nThird.\n"
    assert found.parts == (Part(0, "line 1"), Part(16, "line 2"), Part(25, "line 3"))
    assert found.notes == ("2 lines without a text were left out",)
    with pytest.raises(DocumentUnreadable, match="no line has"):
        jsonl.extract(b'{"question": "who?"}\n', "a.jsonl")


def test_the_files_of_an_archive_are_read_in_order_and_lead_nowhere_outside() -> None:
    names = ["b.txt", "../../up.txt", "/etc/c.txt", "d\\e.txt", "资料.txt", "f/", "b.txt\u202e"]
    found = {name: read() for name, read in members(zipped({name: name.encode() for name in names}))}
    assert list(found) == ["b.txt", "d/e.txt", "etc/c.txt", "up.txt", "资料.txt"]
    assert found["up.txt"] == b"../../up.txt"


def test_names_of_an_archive_made_on_a_chinese_system_are_read() -> None:
    name = "关于图书馆开放的公告".encode("gbk")
    data = zipped({"x" * len(name) + ".txt": b"text"}).replace(b"x" * len(name), name)
    assert [found for found, _ in members(data)] == ["关于图书馆开放的公告.txt"]


WORD, PAGE = docx(BLOCKS), html(BLOCKS)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (WORD, "a.docx", "Word"),
        (WORD, "a.txt", "Word"),
        (WORD, "a.xlsx", "Word"),
        (zipped({"a.txt": b"a"}), "a.zip", "zip"),
        (zipped({"xl/workbook.bin": b"a"}), "a.xlsb", "spreadsheet"),
        (PAGE, "a.html", "HTML"),
        (PAGE, "a.doc", "HTML"),
        (b"\xef\xbb\xbf <!-- x -->\n<HTML>", "a.txt", "HTML"),
        (b"<html> in a note", "a.md", None),
        (b"plain words", "a.txt", None),
        (b"plain words", "a.docx", None),
        (b"{\\rtf1 text}", "a.doc", "RTF"),
        (b"a,b", "a.CSV", "CSV"),
        (b"From: a", "a.eml", "mail"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; x", "a.doc", "MHTML"),
    ],
)
def test_a_file_is_told_by_its_content_where_its_name_lies(data: bytes, name: str, kind: str | None) -> None:
    found = format_of(data, name)
    assert (found.name if found else None) == kind


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("encrypted.docx", "encrypted"),
        ("old.doc.docx", "Word before 2007"),
        ("bomb.docx", "unpacks to far more"),
        ("ratio.docx", "unpacks to far more"),
        ("many.zip", "10,000 files"),
        ("encrypted.zip", "encrypted"),
        ("without.docx", "without what its name says"),
        ("cut_5.docx", "damaged"),
    ],
)
def test_a_package_that_is_not_sound_is_refused_before_it_is_unpacked(name: str, reason: str) -> None:
    with pytest.raises(DocumentUnreadable, match=reason):
        format_of(BAD[name], name)


BAD = bad_files()


def test_each_kind_of_file_has_a_parser_and_each_suffix_one_kind() -> None:
    suffixes = [suffix for kind in FORMATS for suffix in kind.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert {".docx", ".html", ".xlsx", ".pptx", ".epub", ".odt", ".rtf", ".eml", ".zip", ".csv"} <= set(suffixes)
