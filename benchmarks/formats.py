"""What comes back of a text from files of each format: python -m benchmarks.formats [--show].

The files are made from corpus/ by the tools that people make them with: python-docx, python-pptx, openpyxl, the
standard library, and LibreOffice where it is installed. "Recovered" is the longest common subsequence with the text
that went in, "extra" what came out besides, both as shares of that text, white space and marks of Markdown ignored.
"""

import argparse
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import sample_files
from benchmarks.sample_files import OFFICE, Block, blocks_of, by_office
from qa.documents.formats.table import format_of, parser_of

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
RECOVERED, EXTRA = 0.995, 0.05
# What LibreOffice makes of the files of python-docx, openpyxl and python-pptx.
_CONVERTED = {"docx": ("odt", "rtf", "html"), "xlsx": ("ods", "xls"), "pptx": ("odp",)}
_BACK = {"odt": "docx", "ods": "xlsx", "odp": "pptx"}
_MARKS = re.compile(r"^\s*(?:#{1,6} |- |\d+\. )|^\|(?: --- \|)+$|[|\\]|\s+", re.MULTILINE)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print what came out of each file below the bar")
    arguments = parser.parse_args()
    texts = {file.stem: blocks_of(file.read_text("utf-8")) for file in sorted(CORPUS.glob("*/*.md"))}
    results: dict[str, list[tuple[float, float]]] = defaultdict(list)
    read, seconds = 0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        for maker, name, data, blocks in _files(texts, Path(folder)):
            kind = format_of(data, name)
            assert kind is not None, name
            began = time.perf_counter()
            text = parser_of(kind)(data, name).text
            seconds += time.perf_counter() - began
            read += len(data)
            recovered, extra = compare(_expected(maker, blocks), text)
            results[maker].append((recovered, extra))
            if arguments.show and (recovered < RECOVERED or extra > EXTRA):
                print(f"--- {maker} {name} {recovered:.4f} {extra:.4f}\n{text}")
    _print(results, read / seconds / 1e6)
    return 0


def _files(texts: dict[str, list[Block]], folder: Path) -> Iterator[tuple[str, str, bytes, list[Block]]]:
    """Maker, name, bytes and text of each file."""
    made: dict[str, list[Path]] = defaultdict(list)
    for suffix, make in sample_files.MAKERS.items():
        for name, blocks in texts.items():
            file = folder / f"{name}.{suffix}"
            file.write_bytes(make(blocks))
            made[suffix].append(file)
            yield suffix, file.name, file.read_bytes(), blocks
    if OFFICE is None:
        print("LibreOffice is not installed: its formats are left out", file=sys.stderr)
        return
    for source, targets in _CONVERTED.items():
        for target in targets:
            files = by_office(made[source], target, folder / "office")
            yield from ((f"{target} (LibreOffice)", file.name, file.read_bytes(), texts[file.stem]) for file in files)
            if target in _BACK:
                again = by_office(files, _BACK[target], folder / "again")
                for file in again:
                    yield f"{_BACK[target]} (LibreOffice)", file.name, file.read_bytes(), texts[file.stem]


def _expected(maker: str, blocks: Sequence[Block]) -> str:
    """What went into a file of that kind."""
    if maker == "csv":
        rows = [row for block in blocks for row in block.rows or [(block.kind, block.text)]]
        return "类 kind 文 text " + " ".join(" ".join(row[:2]) for row in rows)
    return "\n".join(block.plain for block in blocks)


def compare(expected: str, found: str) -> tuple[float, float]:
    """How much of a text is in another, and how much that one has besides, both as shares of the first."""
    first, second = _MARKS.sub("", expected), _MARKS.sub("", found)
    common = longest_common(first, second)
    return common / len(first), (len(second) - common) / len(first)


def longest_common(first: str, second: str) -> int:
    """The length of the longest common subsequence, by Hyyrö's way with the bits of one large number."""
    places: dict[str, int] = defaultdict(int)
    for at, letter in enumerate(first):
        places[letter] |= 1 << at
    every = (1 << len(first)) - 1
    row = every
    for letter in second:
        matches = row & places.get(letter, 0)
        row = ((row + matches) | (row - matches)) & every
    return len(first) - row.bit_count()


def _print(results: dict[str, list[tuple[float, float]]], speed: float) -> None:
    print("| made as | files | recovered, mean | worst | extra, mean | worst | |\n|---|---|---|---|---|---|---|")
    for maker, figures in results.items():
        recovered, extra = zip(*figures, strict=True)
        means = sum(recovered) / len(figures), sum(extra) / len(figures)
        verdict = "reached" if min(recovered) >= RECOVERED and max(extra) <= EXTRA else "below"
        print(
            f"| {maker} | {len(figures)} | {means[0]:.4f} | {min(recovered):.4f} |"
            f" {means[1]:.4f} | {max(extra):.4f} | {verdict} |"
        )
    print(f"\n{sum(map(len, results.values()))} files, {speed:.1f} MB of files a second")


if __name__ == "__main__":
    raise SystemExit(main())
