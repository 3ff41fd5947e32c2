"""Files of every format made from one text, by the tools that people make them with."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape
from pathlib import Path

OFFICE = shutil.which("soffice")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text; `level` is that of a heading, and 0 for paragraphs, items and tables."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def plain(self) -> str:
        """Its characters without any mark."""
        return "\n".join("\n".join(row) for row in self.rows) if self.rows else self.text


def blocks_of(markdown: str) -> list[Block]:
    """The blocks of a text, with a list of its headings and a table of its parts added at the end."""
    found = []
    for text in re.split(r"\n\s*\n", markdown.strip()):
        marks, _, words = text.partition(" ")
        is_heading = re.fullmatch(r"#{1,6}", marks)
        found.append(Block("heading", words.strip(), len(marks)) if is_heading else Block("paragraph", text.strip()))
    headings = [block.text for block in found if block.kind == "heading" and block.level > 1]
    table = [("部分 part", "字数 length", "")] + [(text, f"{17 * len(text):,}", "一 | 二") for text in headings]
    items = [Block("item", text) for text in headings]
    return [*found, *items, Block("table", rows=tuple(table))]


def docx(blocks: Sequence[Block]) -> bytes:
    import docx as python_docx

    document = python_docx.Document()
    for block in blocks:
        if block.kind == "heading":
            document.add_heading(block.text, block.level)
        elif block.kind == "table":
            table = document.add_table(len(block.rows), len(block.rows[0]))
            for row, cells in zip(table.rows, block.rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
        else:
            document.add_paragraph(block.text, style="List Bullet" if block.kind == "item" else None)
    return _saved(document.save)


def pptx(blocks: Sequence[Block]) -> bytes:
    import pptx as python_pptx
    from pptx.util import Inches

    show = python_pptx.Presentation()
    slide = None
    for block in blocks:
        if block.kind == "heading" or slide is None:
            slide = show.slides.add_slide(show.slide_layouts[1])
            slide.shapes.title.text = block.text
        elif block.kind == "table":
            frame = slide.shapes.add_table(len(block.rows), len(block.rows[0]), *map(Inches, (1, 4, 8, 2)))
            for row, cells in zip(frame.table.rows, block.rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
        else:
            line = slide.placeholders[1].text_frame.add_paragraph()
            line.text, line.level = block.text, int(block.kind == "item")
    return _saved(show.save)


def xlsx(blocks: Sequence[Block]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for block in blocks:
        if block.kind == "heading" and block.level > 1:
            sheet = book.create_sheet(f"Part {len(book.sheetnames)}")
        for row in block.rows or [(block.text,)]:
            sheet.append(list(row))
        sheet.append([])
    return _saved(book.save)


def html(blocks: Sequence[Block]) -> bytes:
    return _page(blocks, furniture=True).encode()


def _page(blocks: Sequence[Block], *, furniture: bool) -> str:
    title = escape(blocks[0].text)
    navigation = '<nav><ul><li><a href="/">Home 首页</a></li><li><a href="/news">News 要闻</a></li></ul></nav>'
    foot = '<footer class="footer">© 2026 <a href="/about">About us 关于我们</a></footer>'
    before, after = (navigation, foot) if furniture else ("", "")
    head = f"<title>{title}</title><style>.x{{color:red}}</style><script>var hidden = 'never shown';</script>"
    body = "\n".join(map(_element, blocks)).replace("</li>\n<li>", "</li><li>")
    body = re.sub(r"(<li>.*</li>)", r"<ul>\1</ul>", body)
    page = f"<body>{before}<main>{body}</main>{after}</body>"
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"/>{head}</head>{page}</html>'


def _element(block: Block) -> str:
    if block.kind == "table":
        rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in block.rows)
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    tag = {"heading": f"h{block.level}", "item": "li"}.get(block.kind, "p")
    return f"<{tag}>{escape(block.text)}</{tag}>"


def mhtml(blocks: Sequence[Block]) -> bytes:
    message = EmailMessage()
    message["Subject"] = "saved page"
    message["MIME-Version"] = "1.0"
    message.set_content(_page(blocks, furniture=True), subtype="html")
    message.make_related()
    message.add_related(b"\x89PNG\r\n\x1a\n", "image", "png")
    return message.as_bytes()


def epub(blocks: Sequence[Block]) -> bytes:
    chapters: list[list[Block]] = []
    for block in blocks:
        if block.kind == "heading" or not chapters:
            chapters.append([])
        chapters[-1].append(block)
    names = [f"chapter{number}.xhtml" for number in range(len(chapters))]
    items = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in names)
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"<dc:title>{escape(blocks[0].text)}</dc:title></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = '<container><rootfiles><rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'
    files = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OEBPS/content.opf": package}
    for name, chapter in zip(names, chapters, strict=True):
        files[f"OEBPS/{name}"] = _page(chapter, furniture=False)
    return zipped({name: text.encode() for name, text in files.items()})


def eml(blocks: Sequence[Block]) -> bytes:
    message = EmailMessage()
    message["Subject"] = blocks[0].text
    message["From"] = "Inspection Office <office@example.org>"
    message.set_content("\n\n".join(block.plain for block in blocks[1:]), cte="base64")
    return message.as_bytes()


def separated(blocks: Sequence[Block], *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow(["类 kind", "文 text"])
    for block in blocks:
        for row in block.rows or [(block.kind, block.text)]:
            writer.writerow(row[:2])
    return stream.getvalue().encode(encoding)


def zipped(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def by_office(files: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """The files converted by LibreOffice into another format, in `folder`; raises where it is not installed."""
    if OFFICE is None:
        raise RuntimeError("LibreOffice is missing. Install it with: apt-get install libreoffice-writer-nogui")
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [folder / f"{file.stem}.{kind.partition(':')[0]}" for file in files]


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


# What makes a file of each kind, by its suffix.
MAKERS = {
    "docx": docx,
    "pptx": pptx,
    "xlsx": xlsx,
    "html": html,
    "mhtml": mhtml,
    "epub": epub,
    "eml": eml,
    "csv": separated,
}
