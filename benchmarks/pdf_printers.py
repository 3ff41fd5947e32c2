"""Print a text as PDF with programs that people use; a program that is missing is named."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from html import escape
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from benchmarks.pdf_content import NOTE_MARK, Block, Content, Sample, plain

SECONDS = 120
_GRID = "td,th{border:1px solid #444;padding:2px 5px;font-size:10pt}"
_OPEN = "td,th{padding:3px 12px;text-align:left;font-size:10pt} td:nth-child(2),td:nth-child(3){text-align:right}"
_COLUMNS = "div{columns:2;column-gap:8mm;column-fill:auto} p{text-align:justify;hyphens:auto;margin:0 0 .6em}"
_CSS = {
    "one column": f"body{{font:11pt/1.6 FONT}} p{{text-align:justify}} table{{border-collapse:collapse}} {_GRID}",
    "indented": "body{font:12pt/1.5 FONT} p{margin:0;text-indent:2em;text-align:justify}",
    "two columns": f"body{{font:10pt/1.35 FONT}} {_COLUMNS}",
    "vertical": "body{font:12pt/1.7 FONT;writing-mode:vertical-rl;height:240mm} p{margin:0;text-indent:2em}",
    "open table": f"body{{font:11pt/1.5 FONT}} table{{border-spacing:0}} {_OPEN}",
    "running head": "@page{size:A5} body{font:11pt/1.6 FONT} p{text-align:justify}",
}


def _html(content: Content, layout: str) -> str:
    font = '"Noto Serif CJK SC",serif' if content.language == "zh" else "serif"
    css = _CSS[layout].replace("FONT", font)
    parts, level = [], 1
    for block in content.blocks:
        if block.kind == "heading":
            parts.append(f"<h{level}>{escape(block.text)}</h{level}>")
            level = 2
        elif block.kind == "table":
            rows = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in block.rows]
            head = rows[0].replace("td>", "th>")
            parts.append(f"<table><tr>{head}</tr>" + "".join(f"<tr>{row}</tr>" for row in rows[1:]) + "</table>")
        else:
            parts.append(f"<p>{escape(plain(block.text))}</p>")
    title = escape(content.head or content.blocks[0].text)
    return (
        f'<html lang="{content.language}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>@page{{size:A4;margin:20mm}} {css}</style></head><body><div>{''.join(parts)}</div></body></html>"
    )


def chromium(content: Content, layout: str) -> Sample:
    """Printed by Chromium; with a running head, its own date, title, address and page number."""
    with tempfile.TemporaryDirectory() as folder:
        page, made = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(_html(content, layout), "utf-8")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
        if layout != "running head":
            flags.append("--no-pdf-header-footer")
        _run(["chromium", *flags, f"--print-to-pdf={made}", page.as_uri()])
        furniture = ("page.html",) if layout == "running head" else ()
        return Sample(content, "Chromium", layout, made.read_bytes(), furniture)


def libreoffice(content: Content, layout: str) -> Sample:
    """Written as flat OpenDocument and converted by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "text.fodt"
        source.write_text(_fodt(content, columns=2 if layout == "two columns" else 1), "utf-8")
        _run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
            + ["--outdir", folder, str(source)]
        )
        return Sample(content, "LibreOffice", layout, source.with_suffix(".pdf").read_bytes(), _furniture(content))


def _furniture(content: Content) -> tuple[str, ...]:
    return (content.head,) if content.head else ()


_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)


def _fodt(content: Content, *, columns: int) -> str:
    font = "Noto Serif CJK SC" if content.language == "zh" else "DejaVu Serif"
    language = 'fo:language="en" fo:country="US"'
    text = (
        f'style:font-name="{font}" style:font-family="{font}" fo:font-family="{font}" style:font-family-asian="{font}"'
    )
    size = 'fo:font-size="{0}pt" style:font-size-asian="{0}pt"'
    head = f"<style:header><text:p>{escape(content.head)}</text:p></style:header>" if content.head else ""
    foot = "<style:footer><text:p><text:page-number/></text:p></style:footer>" if content.head else ""
    gap = f'<style:columns fo:column-count="{columns}" fo:column-gap="8mm"/>' if columns > 1 else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>'
        f'<style:default-style style:family="paragraph"><style:text-properties {text} {size.format(11)} {language}/>'
        '</style:default-style><style:style style:name="Body" style:family="paragraph"><style:paragraph-properties '
        'fo:text-indent="8mm" fo:text-align="justify"/></style:style>'
        '<style:style style:name="Cell" style:family="paragraph"/>'
        '<style:style style:name="Footnote" style:family="paragraph">'
        f"<style:text-properties {size.format(8.5)}/></style:style>"
        '<style:style style:name="Head1" style:family="paragraph"><style:paragraph-properties fo:margin-top="4mm" '
        f'fo:margin-bottom="2mm"/><style:text-properties {size.format(16)} fo:font-weight="bold"/></style:style>'
        '</office:styles><office:automatic-styles><style:page-layout style:name="Page"><style:page-layout-properties '
        f'fo:page-width="210mm" fo:page-height="297mm" fo:margin="20mm">{gap}</style:page-layout-properties>'
        "<style:header-style/><style:footer-style/></style:page-layout></office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page">'
        f"{head}{foot}</style:master-page></office:master-styles><office:body><office:text>"
        + "".join(_odf_blocks(content.blocks))
        + "</office:text></office:body></office:document>"
    )


def _odf_blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    notes = {block.text.split(" ", 1)[0]: block.text.split(" ", 1)[1] for block in blocks if block.kind == "note"}
    for block in blocks:
        if block.kind == "heading":
            yield f'<text:h text:outline-level="1" text:style-name="Head1">{escape(block.text)}</text:h>'
        elif block.kind == "table":
            rows = "".join(
                "<table:table-row>"
                + "".join(
                    f'<table:table-cell><text:p text:style-name="Cell">{escape(cell)}</text:p></table:table-cell>'
                    for cell in row
                )
                + "</table:table-row>"
                for row in block.rows
            )
            width = len(block.rows[0])
            yield f'<table:table><table:table-column table:number-columns-repeated="{width}"/>{rows}</table:table>'
        elif block.kind == "paragraph":
            pieces = NOTE_MARK.split(block.text)
            text = escape(pieces[0])
            for number, rest in zip(pieces[1::2], pieces[2::2], strict=True):
                text += (
                    f'<text:note text:note-class="footnote"><text:note-citation>{number}</text:note-citation>'
                    f'<text:note-body><text:p text:style-name="Footnote">{escape(notes[number])}</text:p>'
                    f"</text:note-body></text:note>{escape(rest)}"
                )
            yield f'<text:p text:style-name="Body">{text}</text:p>'


def xetex(content: Content, layout: str) -> Sample:
    """Set by XeTeX."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "text.tex"
        source.write_text(_tex(content, layout), "utf-8")
        for _ in range(2):
            _run(["xelatex", "-interaction=nonstopmode", f"-output-directory={folder}", str(source)])
        return Sample(content, "XeTeX", layout, source.with_suffix(".pdf").read_bytes(), _furniture(content))


def _tex(content: Content, layout: str) -> str:
    is_chinese = content.language == "zh"
    signs = {"%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_"}
    notes = {
        block.text.split(" ", 1)[0]: block.text.split(" ", 1)[1] for block in content.blocks if block.kind == "note"
    }

    def tex(text: str) -> str:
        return "".join(signs.get(character, character) for character in text)

    parts = []
    for block in content.blocks:
        if block.kind == "heading":
            parts.append(rf"\section*{{{tex(block.text)}}}")
        elif block.kind == "table":
            rows = (r" \\ ".join(" & ".join(map(tex, row)) for row in block.rows)).replace(r"\\", r"\\ \hline", 1)
            parts.append(
                rf"\begin{{center}}\begin{{tabular}}{{lrrp{{4cm}}}}\hline {rows} \\ \hline\end{{tabular}}\end{{center}}"
            )
        elif block.kind == "paragraph":
            pieces = NOTE_MARK.split(block.text)
            text = tex(pieces[0])
            for number, rest in zip(pieces[1::2], pieces[2::2], strict=True):
                text += rf"\footnote{{{tex(notes[number])}}}{tex(rest)}"
            parts.append(text)
    fonts = (
        r"\setmainfont[Ligatures=TeXOff]{Noto Serif CJK SC}"
        r"\XeTeXlinebreaklocale zh\XeTeXlinebreakskip=0pt plus 1pt"
    )
    head = (
        rf"\pagestyle{{myheadings}}\markboth{{{content.head}}}{{{content.head}}}"
        if content.head
        else r"\pagestyle{empty}"
    )
    return "\n\n".join(
        [
            rf"\documentclass[11pt,a4paper{',twocolumn' if layout == 'two columns' else ''}]{{article}}",
            r"\usepackage{fontspec}" + (fonts if is_chinese else r"\setmainfont[Ligatures=TeXOff]{DejaVu Serif}"),
            rf"\begin{{document}}{head}\sloppy",
            *parts,
            r"\end{document}",
        ]
    )


def reportlab(content: Content, layout: str) -> Sample:
    """Set by ReportLab's platypus."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    wrap, font = "", "Times-Roman"
    if content.language == "zh":
        font, wrap = "STSong-Light", "CJK"
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    body = ParagraphStyle("body", fontName=font, fontSize=11, leading=16, spaceAfter=6, wordWrap=wrap)
    heading = ParagraphStyle("heading", parent=body, fontSize=16, leading=22)
    flow = [
        Table([list(row) for row in block.rows], style=[("FONTNAME", (0, 0), (-1, -1), font)])
        if block.kind == "table"
        else Paragraph(escape(plain(block.text)), heading if block.kind == "heading" else body)
        for block in content.blocks
    ]

    def furniture(canvas: object, document: object) -> None:
        if content.head:
            canvas.setFont(font, 9)  # type: ignore[attr-defined]
            canvas.drawString(72, 800, content.head)  # type: ignore[attr-defined]
            canvas.drawString(290, 40, str(document.page))  # type: ignore[attr-defined]

    stream = BytesIO()
    SimpleDocTemplate(stream, pagesize=A4).build(flow, onFirstPage=furniture, onLaterPages=furniture)
    return Sample(content, "ReportLab", layout, stream.getvalue(), _furniture(content))


def fpdf(content: Content, layout: str) -> Sample:
    """Set by fpdf2, with the letters of its built-in fonts."""
    from fpdf import FPDF

    made = FPDF()
    made.add_page()
    for block in content.blocks:
        made.set_font("helvetica", size=16 if block.kind == "heading" else 11)
        if block.kind == "table":
            with made.table() as table:
                for row in block.rows:
                    cells = table.row()
                    for cell in row:
                        cells.cell(cell)
        else:
            made.multi_cell(0, 6, plain(block.text).encode("latin-1", "replace").decode("latin-1"))
            made.ln(8)
    return Sample(content, "fpdf2", layout, bytes(made.output()))


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)


Printer = Callable[[Content, str], Sample]
PRINTERS: dict[str, tuple[Printer, Callable[[], bool], str]] = {
    "Chromium": (chromium, lambda: bool(shutil.which("chromium")), "apt-get install chromium fonts-noto-cjk"),
    "LibreOffice": (libreoffice, lambda: bool(shutil.which("soffice")), "apt-get install libreoffice-writer-nogui"),
    "XeTeX": (xetex, lambda: bool(shutil.which("xelatex")), "apt-get install texlive-xetex"),
    "ReportLab": (reportlab, lambda: find_spec("reportlab") is not None, "pip install reportlab"),
    "fpdf2": (fpdf, lambda: find_spec("fpdf") is not None, "pip install fpdf2"),
}
