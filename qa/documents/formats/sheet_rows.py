"""Rows of a sheet as text: a line above a table is a paragraph, the first row of columns holds their heads."""

import re
from collections.abc import Iterable, Iterator, Sequence

from qa.documents.extracted import Part
from qa.documents.formats.markdown import Writer, one_line

# What begins a line below a table that tells about it.
_NOTE = re.compile(r"注|说明|說明|备注|備註|(?:数据|資料|资料)?来源|資料來源|(?:note|source|remark)s?\b|[*※]", re.I)
_LONGEST_CELL = 60

Row = tuple[int, list[str]]
"""The number of a row as its program counts, from 1, and its cells."""


def write_rows(writer: Writer, rows: Iterable[Row], *, sheet: str = "") -> Iterator[Part]:
    """Write the rows of a sheet; each is a part, "Sheet2, row 14"."""
    before = f"{sheet}, " if sheet else ""
    block: list[Row] = []
    tables: list[list[Row]] = []
    for number, cells in rows:
        texts = [one_line(cell) for cell in cells]
        if any(texts):
            block.append((number, texts))
        elif block:
            tables.append(block)
            block = []
    for table in _joined([*tables, block] if block else tables):
        yield from _write_table(writer, table, before)


def _joined(blocks: Sequence[list[Row]]) -> list[list[Row]]:
    """Blocks between empty rows; one that does not begin with heads goes on with the table above."""
    joined: list[list[Row]] = []
    for block in blocks:
        if joined and _goes_on(joined[-1], block):
            joined[-1] = [*joined[-1], *block]
        else:
            joined.append(block)
    return joined


def _goes_on(above: list[Row], block: list[Row]) -> bool:
    first = block[0][1]
    return _count(first) > 1 and any(map(_is_figure, first)) and _count(above[-1][1]) > 1


def _write_table(writer: Writer, rows: list[Row], before: str) -> Iterator[Part]:
    used = sorted({at for _, cells in rows for at, cell in enumerate(cells) if cell})
    is_begun = False
    for place, (number, cells) in enumerate(rows):
        texts = [cells[at] if at < len(cells) else "" for at in used]
        is_below = is_begun and not any(_count(below) > 1 for _, below in rows[place:])
        if len(used) < 2 or (_count(texts) == 1 and (not is_begun or (is_below and _is_note(texts)))):
            writer.end_table()
            yield Part(writer.next_start, f"{before}row {number}")
            writer.paragraph(" ".join(filter(None, texts)))
            continue
        # The first row of a table stands below an empty line, any other right below the one above.
        yield Part(writer.next_start if not is_begun else writer.length, f"{before}row {number}")
        writer.row(texts, is_head=not is_begun)
        is_begun = True
    writer.end_table()


def _count(cells: Sequence[str]) -> int:
    return sum(map(bool, cells))


def _is_note(cells: Sequence[str]) -> bool:
    """Whether a line below a table tells about it, and is no row that ends early."""
    text = next(filter(None, cells))
    return bool(_NOTE.match(text)) or len(text) > _LONGEST_CELL


def _is_figure(text: str) -> bool:
    return text[:1].isdecimal() or text[1:2].isdecimal()
