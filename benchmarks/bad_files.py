"""Files that no person would make, and damaged ones that people have: each by its name, with its bytes."""

import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import sample_files
from benchmarks.sample_files import Block, zipped

_BLOCKS = [
    Block("heading", "Report of the town", 1),
    Block("paragraph", "The library opened in 1910. 图书馆于1910年开放。" * 40),
    Block("heading", "Figures 数字", 2),
    Block("item", "One item"),
    Block("table", rows=(("City", "People"), ("Ash", "1,234"), ("Oak", ""))),
]
_OFFICE = ("docx", "pptx", "xlsx", "epub")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ALL = ("txt", "md", "docx", "html", "xlsx", "pptx", "epub", "odt", "rtf", "eml", "mhtml", "csv", "jsonl", "zip")


def good_files() -> dict[str, bytes]:
    """A sound file of each format that the standard makers make."""
    return {f"good.{suffix}": make(_BLOCKS) for suffix, make in sample_files.MAKERS.items()}


def bad_files() -> dict[str, bytes]:
    """More than a hundred files by name."""
    found: dict[str, bytes] = {}
    good = {suffix: make(_BLOCKS) for suffix, make in sample_files.MAKERS.items()}
    for files in (
        _empty(),
        _cut(good),
        _flipped(good),
        _wrong_names(good),
        _bombs(good),
        _xml(good),
        _pages(),
        _others(good),
    ):
        found.update(files)
    return found


def _empty() -> Iterator[tuple[str, bytes]]:
    noise = random.Random(1).randbytes(5_000)
    for suffix in _ALL:
        yield f"empty.{suffix}", b""
        yield f"one_byte.{suffix}", b"\x00"
        yield f"noise.{suffix}", noise


def _cut(good: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for suffix, data in good.items():
        for share in (1, 5, 9):
            yield f"cut_{share}.{suffix}", data[: len(data) * share // 10]


def _flipped(good: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    chance = random.Random(2)
    for suffix in _OFFICE:
        for number in range(4):
            data = bytearray(good[suffix])
            for _ in range(5):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            yield f"flipped_{number}.{suffix}", bytes(data)


def _wrong_names(good: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Good files under the name of another kind; each is read as what it is."""
    for suffix, other in (
        ("docx", "xlsx"),
        ("xlsx", "docx"),
        ("html", "txt"),
        ("pptx", "zip"),
        ("docx", "txt"),
        ("epub", "md"),
    ):
        yield f"really_{suffix}.{other}", good[suffix]
    yield "really_text.docx", b"The museum opened in 1911.\n"
    yield "really_text.xlsx", "年,人\n2020,5\n".encode("gb18030")
    yield "really_picture.docx", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9
    yield "really_program.html", b"\x7fELF" + bytes(range(256)) * 9


def _bombs(good: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    zeros = bytes(60_000_000)
    yield "bomb.zip", zipped({"a.txt": zeros})
    yield "bomb.docx", zipped({"word/document.xml": zeros})
    yield "bomb.xlsx", zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": zeros})
    yield "many.zip", zipped({f"{number}.txt": b"a" for number in range(10_000)})
    yield "ratio.docx", _with(good["docx"], {"word/document.xml": b"<a>" + b" " * 40_000_000 + b"</a>"})
    inner = zipped({"a.txt": b"The library opened in 1910.\n"})
    for _ in range(12):
        inner = zipped({"inner.zip": inner})
    yield "nested.zip", inner
    yield "lying.zip", _lying(zipped({"a.txt": bytes(5_000_000)}))
    yield "quine_like.zip", _overlapping()
    paragraphs = b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 300_000
    head = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    yield "paragraphs.docx", _with(good["docx"], {"word/document.xml": head + paragraphs + b"</w:body></w:document>"})
    cell = b'<c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c>'
    yield (
        "far_cell.xlsx",
        _with(
            good["xlsx"],
            {
                "xl/worksheets/sheet1.xml": _sheet(
                    b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">' + cell + b"</row>"
                )
            },
        ),
    )
    yield "bomb.docs.jsonl.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + zlib.compress(bytes(500_000_000))[2:]


def _xml(good: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    laughs = b'<!DOCTYPE a [<!ENTITY a0 "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (number + 1, b"&a%d;" % number * 10) for number in range(9)
    )
    outside = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    parts = {
        "docx": "word/document.xml",
        "pptx": "ppt/presentation.xml",
        "xlsx": "xl/workbook.xml",
        "epub": "OEBPS/content.opf",
    }
    for suffix, part in parts.items():
        yield f"laughs.{suffix}", _with(good[suffix], {part: laughs + b"]><a>&a9;</a>"})
        yield f"outside.{suffix}", _with(good[suffix], {part: outside})
        yield f"deep.{suffix}", _with(good[suffix], {part: b"<a>" * 100_000 + b"</a>" * 100_000})
        yield f"no_xml.{suffix}", _with(good[suffix], {part: b"no XML at all"})
        yield f"without.{suffix}", _without(good[suffix], part)
        yield f"utf16.{suffix}", _with(good[suffix], {part: outside.decode().encode("utf-16")})
    loop = good["epub"].replace(b"chapter0", b"chapter1")
    yield "loop.epub", loop
    based = b'<w:style w:styleId="%s"><w:basedOn w:val="%s"/></w:style>'
    style = based % (b"A", b"B") + based % (b"B", b"A")
    head = b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    yield "loop.docx", _with(good["docx"], {"word/styles.xml": head + style + b"</w:styles>"})
    content = (
        b'<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b"><office:body><office:text>'
        b"%s</office:text></office:body></office:document-content>"
    )
    cells = (
        b"<table:table><table:table-row>"
        + b'<table:table-cell table:number-columns-repeated="999999999"><text:p>a</text:p></table:table-cell>' * 50
        + b"</table:table-row></table:table>"
    )
    mime = b"application/vnd.oasis.opendocument.text"
    yield "repeated.odt", zipped({"mimetype": mime, "content.xml": content % cells})
    yield "deep.odt", zipped({"mimetype": mime, "content.xml": content % (b"<text:p>" * 5_000 + b"</text:p>" * 5_000)})
    yield (
        "spaces.odt",
        zipped({"mimetype": mime, "content.xml": content % b'<text:p>a<text:s text:c="999999999999"/>b</text:p>'}),
    )


def _pages() -> Iterator[tuple[str, bytes]]:
    for depth in (300, 1_000, 100_000):
        yield f"deep_{depth}.html", b"<div>" * depth + b"The library opened in 1910." + b"</div>" * depth
        yield f"unclosed_{depth}.html", b"<b><i><p>" * depth + b"The library opened in 1910."
    yield "tables.html", b"<table><tr><td>" * 5_000 + b"The library opened in 1910."
    yield "attribute.html", b'<p title="' + b"a" * 10_000_000 + b'">The library opened in 1910.</p>'
    yield (
        "spans.html",
        b'<table><tr><td colspan="99999999" rowspan="99999999">a</td><td>b</td></tr><tr><td>c</td></tr></table>',
    )
    yield "links.html", b'<a href="x">link</a> ' * 50_000 + b"<p>The library opened in 1910.</p>"
    yield "lie.html", '<meta charset="utf-8"><p>图书馆于1910年开放，读者可以借阅图书。</p>'.encode("gb18030")
    yield "scripts.html", b"<script>" + b"var a = 1;" * 100_000 + b"</script>"
    yield (
        "base64.mhtml",
        b"MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n@@@not base64@@@",
    )
    yield "rules.html", b"<style>" + b".a{" * 50_000 + b"</style><p>The library opened in 1910.</p>"


def _others(good: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    yield "encrypted.docx", _OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(2_000)
    yield "old.doc.docx", _OLE + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(2_000)
    yield "broken.xls", _OLE + bytes(600) + "Workbook".encode("utf-16-le") + bytes(2_000)
    yield "encrypted.zip", _encrypted(zipped({"a.txt": b"secret"}))
    yield (
        "outside.zip",
        zipped({"../../escaped.txt": b"The library opened in 1910.\n", "/etc/absolute.txt": b"The museum.\n"}),
    )
    yield "groups.rtf", b"{\\rtf1" + b"{" * 200_000 + b"The library" + b"}" * 200_000 + b"}"
    yield "unclosed.rtf", b"{\\rtf1\\ansi The library opened in 1910." + b"{\\b " * 1_000
    yield "hex.rtf", b"{\\rtf1\\ansi\\ansicpg936 \\'zz\\'d6\\u99999999? \\u-1?\\bin999999999 text}"
    yield "picture.rtf", b"{\\rtf1 {\\pict " + b"00" * 2_000_000 + b"}The library opened in 1910.}"
    yield "boundary.eml", b"From: a@b\nSubject: s\nContent-Type: multipart/mixed\n\n--\n"
    yield (
        "charset.eml",
        b"From: a@b\nSubject: =?nonsense?q?x?= =?utf-8?b?!!!?=\nContent-Type: text/plain; charset=nonsense\n\nText.",
    )
    yield (
        "raw_head.eml",
        "From: a@b\nSubject: 图书馆开放\n\n".encode("gb18030") + "图书馆于1910年开放。".encode("gb18030"),
    )
    yield "nested.eml", _nested_mail(40)
    yield "attachment.eml", _mail_with("bomb.docx", zipped({"word/document.xml": bytes(60_000_000)}))
    yield "itself.eml", _mail_with("mail.eml", good["eml"])
    yield "parts.eml", b"From: a@b\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 20_000 + b"--x--\n"
    yield "quotes.csv", b'a,b\n"' + b"x" * 2_000_000
    yield "columns.csv", b",".join([b"a"] * 100_000) + b"\n" + b",".join([b"1"] * 100_000)
    yield "nul.csv", b"a,b\n1,\x00\n"
    yield "deep.jsonl", b"[" * 100_000 + b"\n" + json.dumps({"text": "The library opened in 1910."}).encode()
    yield "surrogates.jsonl", b'{"text": "a \\ud800 b", "title": "\\udfff"}\n'
    yield "digits.jsonl", b'{"text": "a", "n": ' + b"9" * 100_000 + b"}\n"
    yield "one_line.txt", b"a " * 2_000_000


def _with(package: bytes, parts: dict[str, bytes]) -> bytes:
    """The package with some of its parts in another form."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()} | parts)


def _without(package: bytes, part: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist() if name != part})


def _sheet(rows: bytes) -> bytes:
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return head + rows + b"</sheetData></worksheet>"


def _lying(archive: bytes) -> bytes:
    """An archive whose directory says that its file is small."""
    real, small = struct.pack("<L", 5_000_000), struct.pack("<L", 100)
    return archive.replace(real, small)


def _encrypted(archive: bytes) -> bytes:
    """An archive that says its file is encrypted."""
    data = bytearray(archive)
    data[6] |= 1
    at = archive.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def _overlapping() -> bytes:
    """A thousand entries of a directory that all name the same file."""
    single = zipped({"a.txt": bytes(1_000_000)})
    at, end = single.index(b"PK\x01\x02"), single.index(b"PK\x05\x06")
    entry, count = single[at:end], 1_000
    tail = single[end : end + 8] + struct.pack("<HHLL", count, count, len(entry) * count, at) + b"\0\0"
    return single[:at] + entry * count + tail


def _nested_mail(depth: int) -> bytes:
    mail = b"From: a@b\nSubject: innermost\n\nThe library opened in 1910.\n"
    for _ in range(depth):
        mail = b"From: a@b\nSubject: outer\nContent-Type: message/rfc822\n\n" + mail
    return mail


def _mail_with(name: str, data: bytes) -> bytes:
    from email.message import EmailMessage

    message = EmailMessage()
    message["Subject"], message["From"] = "with an attachment", "a@example.org"
    message.set_content("The library opened in 1910.")
    message.add_attachment(data, "application", "octet-stream", filename=name)
    return message.as_bytes()


def write_all(folder: Path, files: dict[str, bytes] | None = None) -> Sequence[Path]:
    """The files in a folder."""
    written = []
    for name, data in (bad_files() if files is None else files).items():
        (folder / name).write_bytes(data)
        written.append(folder / name)
    return written
