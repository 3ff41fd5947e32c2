"""Tables of web pages as rows of Markdown; what only lays out a page is left to flow as text."""

from collections.abc import Iterator
from typing import Any

from qa.documents.formats.grid_cells import spread
from qa.documents.formats.html_tree import Tree
from qa.documents.formats.markdown import one_line, table_row

_LONGEST_CELL = 400
_MOST_SPAN = 100
# A page with more tables than this is laid out with them.
_MOST_TABLES = 1_000


def replace_tables(tree: Tree) -> None:
    """Put rows of Markdown in the place of each table that holds data."""
    tables = tree.body.query_selector_all("table")[: _MOST_TABLES + 1]
    if len(tables) > _MOST_TABLES:
        return
    for table in reversed(tables):
        if table.query_selector("table, pre, h1, h2, h3, ul, ol") is not None:
            continue
        rows = _rows(table)
        if not _is_of_data(rows):
            continue
        caption = table.query_selector("caption")
        head, *others = spread(rows)
        lines = [table_row(head), "| " + " | ".join("---" for _ in head) + " |\n", *map(table_row, others)]
        block = tree.create_element("pre")
        above = one_line(caption.text_content) + "\n\n" if caption is not None else ""
        block.append(tree.create_text_node(f"\n{above}{''.join(lines)}\n"))
        table.replace_with(block)


def _is_of_data(rows: list[list[tuple[str, int, int]]]) -> bool:
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    texts = [text for row in rows for text, *_ in row]
    return max(map(len, texts)) <= _LONGEST_CELL


def _rows(table: Any) -> list[list[tuple[str, int, int]]]:
    """The cells of each row with their spans over columns and rows."""
    rows = [list(_cells(row)) for row in table.query_selector_all("tr")[:]]
    return [row for row in rows if row]


def _cells(row: Any) -> Iterator[tuple[str, int, int]]:
    for cell in row.children[:]:
        if cell.tag in ("td", "th"):
            for end in cell.query_selector_all("br, p, div")[:]:
                end.after(cell.owner_document.create_text_node(" "))
            yield one_line(cell.text_content), _span(cell, "colspan"), _span(cell, "rowspan")


def _span(cell: Any, name: str) -> int:
    value = cell.getattr(name) or ""
    return min(max(int(value), 1), _MOST_SPAN) if value.isascii() and value.isdecimal() else 1
