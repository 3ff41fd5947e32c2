"""How much of born-digital PDFs is found again: python -m benchmarks.pdf [--keep FOLDER].

The samples are made by the programs that are there, from the sample corpus; what is missing is named and left out.
"""

import argparse
import re
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from benchmarks.pdf_content import Content, Sample, contents, latin, longer, plain, with_head, with_notes, with_table
from benchmarks.pdf_printers import PRINTERS
from qa.answering.tables.grid import grids
from qa.documents.formats.pdf import boxes_in, extract, lay_out

# Stretches of each sample whose boxes are compared with what pdfium finds there.
_MARKS = 8
_SIGNS = re.compile(r"^(?:#+ |- )")


@dataclass(slots=True)
class Score:
    """What was found again of one sample."""

    recovered: float
    extra: float
    paragraphs: tuple[int, int]
    cells: tuple[int, int]
    furniture: int
    marks: tuple[int, int]
    pages: int
    seconds: float


def _plan() -> Iterator[tuple[str, str, Content]]:
    every = contents()
    zh = [content for content in every if content.language == "zh"]
    en = [content for content in every if content.language == "en"]
    for content in every:
        yield "Chromium", "one column", content
    for content in (zh[0], longer(zh), zh[3]):
        yield "Chromium", "indented", content
    for content in (*en[:3], longer(en), zh[1], longer(zh)):
        yield "Chromium", "two columns", content
    for content in (zh[0], zh[3], longer(zh[1:])):
        yield "Chromium", "vertical", content
    for content in (zh[2], en[1]):
        yield "Chromium", "open table", with_table(content)
        yield "Chromium", "one column", with_table(content)
    for content in (longer(zh), longer(en)):
        yield "Chromium", "running head", with_head(content)
    for content in (zh[0], en[0]):
        yield "LibreOffice", "one column", with_table(content)
        yield "LibreOffice", "notes", with_notes(longer([content, content]))
        yield "LibreOffice", "two columns", content
        yield "LibreOffice", "running head", with_head(longer(zh if content is zh[0] else en))
    en = [latin(content) for content in en]
    for content in (en[0], zh[4]):
        yield "XeTeX", "one column", with_table(content)
        yield "XeTeX", "notes", with_notes(longer([content, content]))
    yield "XeTeX", "two columns", longer(en)
    yield "XeTeX", "two columns", en[2]
    yield "XeTeX", "running head", with_head(longer(en))
    for content in (zh[0], en[0], en[3]):
        yield "ReportLab", "one column", with_table(content)
    yield "ReportLab", "running head", with_head(longer(en))
    for content in en[:2]:
        yield "fpdf2", "one column", with_table(content)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="a folder to keep the PDFs and their texts in")
    parser.add_argument("--only", default="", help="producer or layout")
    options = parser.parse_args()
    missing = {name: install for name, (_, is_there, install) in PRINTERS.items() if not is_there()}
    for name, install in missing.items():
        print(f"{name} is missing and left out. Install it with: {install}")
    scores: dict[str, list[Score]] = defaultdict(list)
    print("| producer | layout | text | pages | recovered | extra | paragraphs | cells | marks | heads left |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for number, (producer, layout, content) in enumerate(_plan()):
        if producer in missing or options.only not in f"{producer} {layout}":
            continue
        sample = _kept(options.keep, number) or PRINTERS[producer][0](content, layout)
        if isinstance(sample, bytes):
            sample = Sample(content, producer, layout, sample, (content.head,) if content.head else ())
        score, text = _scored(sample)
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{number:02}.pdf").write_bytes(sample.data)
            (options.keep / f"{number:02}.txt").write_text(text, "utf-8")
        scores[layout + (f", {content.language}" if layout == "two columns" else "")].append(score)
        print(_row(producer, f"{layout}, {content.language} ({number})", content.name, [score]), flush=True)
    for layout, found in scores.items():
        print(_row("**all**", layout, f"{len(found)} files", found))
    every = [score for found in scores.values() for score in found]
    print(_row("**all**", "all", f"{len(every)} files", every))
    seconds = sum(score.seconds for score in every)
    print(f"{sum(score.pages for score in every) / max(seconds, 1e-9):.0f} pages a second of CPU")
    return 0


def _kept(folder: Path | None, number: int) -> bytes | None:
    file = folder / f"{number:02}.pdf" if folder else None
    return file.read_bytes() if file and file.exists() else None


def _row(producer: str, layout: str, name: str, scores: list[Score]) -> str:
    count = max(1, len(scores))
    recovered = sum(score.recovered for score in scores) / count
    extra = sum(score.extra for score in scores) / count
    shares = []
    for pairs in (
        [score.paragraphs for score in scores],
        [score.cells for score in scores],
        [score.marks for score in scores],
    ):
        right, all_of_them = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
        shares.append(f"{right}/{all_of_them} = {right / all_of_them:.3f}" if all_of_them else "–")
    pages, left = sum(score.pages for score in scores), sum(score.furniture for score in scores)
    return (
        f"| {producer} | {layout} | {name} | {pages} | {recovered:.4f} | {extra:.4f} | {' | '.join(shares)} | {left} |"
    )


def _scored(sample: Sample) -> tuple[Score, str]:
    began = time.process_time()
    found = extract(sample.data, "sample.pdf")
    seconds = time.process_time() - began
    lines = [bare(_SIGNS.sub("", line)) for line in found.text.split("\n") if line.strip()]
    blocks = sample.content.blocks
    notes = {bare(block.text) for block in blocks if block.kind == "note"}
    truth = "".join(
        bare(plain(block.text)) or "".join(bare("".join(row)) for row in block.rows)
        for block in blocks
        if block.kind != "note"
    )
    text = "".join(re.sub(r"[|]|---", "", line) for line in lines if line not in notes)
    common = common_length(truth, text)
    wanted = [bare(plain(block.text)) for block in blocks if block.kind != "table"]
    left = list(lines)
    whole = 0
    for paragraph in wanted:
        if paragraph in left:
            left.remove(paragraph)
            whole += 1
    furniture = sum(bare(words) in line for words in sample.furniture for line in lines)
    return Score(
        common / len(truth), 1 - common / max(1, len(text)), (whole, len(wanted)),
        _cells(sample, found.text), furniture, _marks(sample.data), found.parts and len(found.parts) or 1, seconds,
    ), found.text  # fmt: skip


def _marks(data: bytes) -> tuple[int, int]:
    """How many stretches of the text, spread over it, pdfium finds again in their boxes on the page."""
    layout = lay_out(data)
    right = 0
    starts = range(3, len(layout.text) - 40, max(1, (len(layout.text) - 43) // _MARKS))[:_MARKS]
    document = pypdfium2.PdfDocument(data)
    for start in starts:
        page = layout.pages[start]
        places = [at for at in range(start, start + 24) if layout.pages[at] == page and layout.boxes[at] is not None]
        sheet = document[page - 1]
        text, height = sheet.get_textpage(), sheet.get_height()
        found = "".join(
            text.get_text_bounded(box.left + 1.2, height - box.bottom + 1, box.right - 1.2, height - box.top - 1)
            for box in boxes_in(layout, page, start, start + 24)
        )
        right += _alike(found, "".join(layout.text[at] for at in places))
    document.close()
    return right, len(starts)


def _alike(found: str, wanted: str) -> bool:
    """Whether two texts have the same characters; those of a ligature have one box, and come and go together."""
    first, other = (re.sub(r"[\x02\N{HYPHEN}\s-]", "", unicodedata.normalize("NFKC", text)) for text in (found, wanted))
    return first == other or (Counter(first) == Counter(other))


def _cells(sample: Sample, text: str) -> tuple[int, int]:
    """How many cells of the tables, empty ones too, stand in their row and column."""
    right = wanted = 0
    for block in sample.content.blocks:
        if block.kind != "table":
            continue
        wanted += sum(map(len, block.rows))
        heads = [bare(cell) for cell in block.rows[0]]
        for grid in grids(text):
            if [bare(head) for head in grid.heads] == heads:
                right += len(heads)
                for row, found in zip(block.rows[1:], grid.rows, strict=False):
                    right += sum(bare(cell) == bare(found.cell(at).text) for at, cell in enumerate(row))
                break
    return right, wanted


def bare(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def common_length(one: str, other: str) -> int:
    """The length of the longest common subsequence (bit-parallel, after Hyyrö)."""
    places: dict[str, int] = defaultdict(int)
    for at, character in enumerate(one):
        places[character] |= 1 << at
    mask = (1 << len(one)) - 1
    row = mask
    for character in other:
        met = row & places.get(character, 0)
        row = ((row + met) | (row - met)) & mask
    return len(one) - row.bit_count()


if __name__ == "__main__":
    raise SystemExit(main())
