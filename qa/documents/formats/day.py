"""The day in what a file says of itself, in any of the usual forms."""

import datetime
import re

_DAY = re.compile(r"(?<!\d)(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")


def iso_day(text: str) -> str:
    """The first day in a text as in 2022-05-26, empty if there is none."""
    match = _DAY.search(text)
    try:
        return datetime.date(*map(int, match.groups())).isoformat() if match else ""
    except ValueError:
        return ""
