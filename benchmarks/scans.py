"""How well scanned pages are read by OCR: python -m benchmarks.scans [--texts N] [--only WORDS] [--language L].

Texts of the sample corpus are printed by Chromium, made into pictures as a scanner or a camera gives them, and what is
read is compared with the text of the PDF: characters, figures and whether doubtful ones are told, cells of tables, and
where the marks stand. It takes about 10 seconds a page.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import zip_longest
from math import cos, radians, sin

import numpy
from PIL import Image

from benchmarks.pdf import bare, common_length
from benchmarks.pdf_content import TABLES, Content, contents, with_table
from benchmarks.pdf_printers import PRINTERS
from qa.answering.tables.grid import grids
from qa.documents.extracted import Extracted
from qa.documents.formats.pdf import boxes_in, extract, lay_out
from qa.documents.formats.pdf_pages import Box, PageSize, opened
from qa.documents.formats.printed_lines import kept_layout
from qa.documents.formats.scan import FIGURE
from qa.documents.formats.scan import extract as extract_scan

_MARKS, _MARKED = 10, 8
# A mark is right if each of its ends is nearer to the true one than this, in heights of the line.
_NEAR = 0.6


@dataclass(frozen=True, slots=True)
class Condition:
    """How pages are made into pictures: dots an inch, degrees turned to the left, grey noise, quality of the JPEG."""

    name: str
    dots: int = 200
    turned: float = 0.0
    noise: float = 0.0
    quality: int = 90


CONDITIONS = (
    Condition("200 dots an inch"),
    Condition("300 dots an inch", dots=300),
    Condition("120 dots an inch", dots=120),
    Condition("turned by 1°", turned=1.0),
    Condition("turned by −2°", turned=-2.0),
    Condition("noise", noise=40.0, quality=60),
    Condition("poor: 120 dots, noise, turned", dots=120, turned=0.7, noise=40.0, quality=40),
)


@dataclass(slots=True)
class Score:
    """What was found again: counts of what is right and of all."""

    characters: Counter[str] = field(default_factory=Counter)
    figures: Counter[str] = field(default_factory=Counter)
    cells: Counter[str] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    seconds: float = 0.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=9, help="how many texts of the corpus")
    parser.add_argument("--only", default="", help="words of the condition")
    parser.add_argument("--language", choices=("zh", "en"), help="texts of one language alone")
    options = parser.parse_args()
    printer, is_there, install = PRINTERS["Chromium"]
    if not is_there():
        print(f"Chromium is missing. Install it with: {install}")
        return 1
    languages = [options.language] if options.language else ["zh", "en"]
    by_language = [[one for one in contents() if one.language == language] for language in languages]
    texts = [one for pair in zip_longest(*by_language) for one in pair if one is not None][: options.texts]
    printed = [(content, printer(content, "one column").data) for content in map(with_table, texts)]
    print(
        "| scan | texts | pages | characters read | extra | figures right | wrong ones told | right ones told |", end=""
    )
    print(" cells | marks | s/page of CPU |\n" + "|---" * 11 + "|")
    for condition in CONDITIONS:
        for language in languages:
            chosen = [pair for pair in printed if pair[0].language == language]
            if options.only in condition.name and chosen:
                print(_row(condition, language, chosen), flush=True)
    return 0


def _row(condition: Condition, language: str, printed: list[tuple[Content, bytes]]) -> str:
    score = Score()
    for content, data in printed:
        _add(score, content, data, condition)
    characters, figures = score.characters, score.figures
    return (
        f"| {condition.name} | {language}, {len(printed)} | {score.pages} | "
        f"{_share(characters, 'common', 'wanted')} | {1 - characters['common'] / max(1, characters['read']):.4f} | "
        f"{_counts(figures, 'right', 'wanted')} | {_counts(figures, 'wrong told', 'wrong')} | "
        f"{_counts(figures, 'right told', 'right')} | {_counts(score.cells, 'right', 'wanted')} | "
        f"{_counts(score.marks, 'right', 'wanted')} | {score.seconds / max(1, score.pages):.1f} |"
    )


def _share(counts: Counter[str], part: str, whole: str) -> str:
    return f"{counts[part] / max(1, counts[whole]):.4f}"


def _counts(counts: Counter[str], part: str, whole: str) -> str:
    return f"{counts[part]}/{counts[whole]}"


def _add(score: Score, content: Content, data: bytes, condition: Condition) -> None:
    scan = scanned(data, condition)
    began = time.process_time()
    found = extract_scan(scan, "scan.pdf")
    score.seconds += time.process_time() - began
    score.pages += len(found.parts)
    truth = extract(data, "text.pdf").text
    wanted, read = (bare(text.translate({ord(sign): None for sign in "#|-*"})) for text in (truth, found.text))
    score.characters += Counter(common=common_length(wanted, read), wanted=len(wanted), read=len(read))
    score.figures += figures_read(truth, found)
    score.cells += _cells(content, found.text)
    score.marks += _marks(data, found, condition)


def scanned(data: bytes, condition: Condition) -> bytes:
    """A PDF whose pages are pictures of those of another one; noise is the same with each run."""
    chance = numpy.random.default_rng(7)
    pages = []
    with opened(data) as document:
        for page in document:
            picture = page.render(scale=condition.dots / 72).to_pil().convert("L")
            picture = picture.rotate(condition.turned, fillcolor=255, resample=Image.Resampling.BICUBIC)
            if condition.noise:
                grey = numpy.asarray(picture, float) + chance.normal(0, condition.noise, picture.size[::-1])
                picture = Image.fromarray(numpy.clip(grey, 0, 255).astype(numpy.uint8))
            stream = BytesIO()
            picture.save(stream, "JPEG", quality=condition.quality)
            pages.append(Image.open(stream))
    stream = BytesIO()
    pages[0].save(stream, "PDF", save_all=True, append_images=pages[1:], resolution=condition.dots)
    return stream.getvalue()


def figures_read(truth: str, found: Extracted) -> Counter[str]:
    """Figures with a digit: how many are read rightly, and of those read how many are told as unsure."""
    wanted = Counter(match[0] for match in FIGURE.finditer(truth) if any(map(str.isdigit, match[0])))
    unsure = {place for part in found.parts for place in part.unsure}
    counts = Counter(wanted=sum(wanted.values()))
    for match in FIGURE.finditer(found.text):
        if any(map(str.isdigit, match[0])):
            kind = "right" if wanted[match[0]] > 0 else "wrong"
            wanted[match[0]] -= 1
            counts[kind] += 1
            counts[f"{kind} told"] += match.span() in unsure
    return counts


def _cells(content: Content, text: str) -> Counter[str]:
    """How many cells of the table, empty ones too, stand in their row and column."""
    rows = TABLES["zh" if content.language == "zh" else "en"]
    counts = Counter(wanted=sum(map(len, rows[1:])))
    for grid in grids(text):
        if len(grid.heads) == len(rows[0]):
            for row, found in zip(rows[1:], grid.rows, strict=False):
                counts["right"] += sum(bare(cell) == bare(found.cell(at).text) for at, cell in enumerate(row))
            break
    return counts


def _marks(data: bytes, found: Extracted, condition: Condition) -> Counter[str]:
    """How many stretches of the text, spread over it, are marked where the PDF has them printed."""
    layout = lay_out(data)
    with opened(data) as document:
        sizes = [PageSize(*document[number].get_size()) for number in range(len(document))]
    counts: Counter[str] = Counter()
    for start in range(5, len(layout.text) - _MARKED, max(1, len(layout.text) // (4 * _MARKS))):
        words = layout.text[start : start + _MARKED]
        page = layout.pages[start]
        if counts["wanted"] == _MARKS or layout.text.count(words) != 1 or found.text.count(words) != 1:
            continue
        true = boxes_in(layout, page, start, start + _MARKED)
        at = found.text.index(words)
        size = sizes[page - 1]
        marked = boxes_in(kept_layout(found.text, found.parts, page, size), page, at, at + _MARKED)
        if len(true) == 1:
            counts["wanted"] += 1
            counts["right"] += len(marked) == 1 and _is_near(turned(true[0], size, condition.turned), marked[0])
    return counts


def turned(box: Box, size: PageSize, degrees: float) -> Box:
    """Where a box stands on the page that was turned to the left around its middle."""
    x, y = size.width / 2, size.height / 2
    wide, high = cos(radians(degrees)), sin(radians(degrees))
    corners = list(_corners(box))
    across = [x + (left - x) * wide + (down - y) * high for left, down in corners]
    below = [y - (left - x) * high + (down - y) * wide for left, down in corners]
    return Box(min(across), min(below), max(across), max(below))


def _corners(box: Box) -> Iterator[tuple[float, float]]:
    yield from ((box.left, box.top), (box.right, box.top), (box.left, box.bottom), (box.right, box.bottom))


def _is_near(true: Box, marked: Box) -> bool:
    height = true.bottom - true.top
    apart = abs(true.top + true.bottom - marked.top - marked.bottom) / 2
    return max(abs(true.left - marked.left), abs(true.right - marked.right), apart) <= _NEAR * height


if __name__ == "__main__":
    raise SystemExit(main())
