"""Values separated by commas, semicolons, tabs or bars: a row of a table for each line."""

import csv
import io
from collections import Counter
from pathlib import PurePath

from qa.documents.extracted import Extracted
from qa.documents.formats.markdown import Writer
from qa.documents.formats.sheet_rows import write_rows
from qa.documents.text_decoder import decode
from qa.errors import DocumentUnreadable

_SEPARATORS = ",\t;|"
_SAMPLE_LINES = 30
_LONGEST_FIELD = 1_000_000


def extract(data: bytes, name: str) -> Extracted:
    """The rows; the first one with several fields holds the heads. Each row is a part."""
    text = decode(data)
    separator = "\t" if name.lower().endswith(".tsv") else _separator(text)
    csv.field_size_limit(_LONGEST_FIELD)
    writer = Writer()
    try:
        rows = list(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1))
    except csv.Error as error:
        raise DocumentUnreadable(f"its rows cannot be told apart: {error}") from None
    parts = tuple(write_rows(writer, rows))
    return Extracted(writer.text, title=PurePath(name).stem, parts=parts)


def _separator(text: str) -> str:
    """The character that parts the most first lines into the same number of fields."""
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:_SAMPLE_LINES]
    scores = {}
    for separator in _SEPARATORS:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=separator))
        width, lines_alike = max(((width, count) for width, count in counts.items() if width > 1), default=(0, 0))
        scores[separator] = lines_alike, width
    return max(_SEPARATORS, key=lambda separator: scores[separator])
