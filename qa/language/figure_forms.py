"""Figures and dates as the other language writes them: 38万 is 380,000, "2.3 million" is 230万, 5月26日 is 26 May."""

from decimal import Decimal

from qa.language.dates import Date
from qa.language.numbers import Figure, plain
from qa.language.tables import table

_MONTHS = tuple(row["en"].capitalize() for row in table("months"))
# From the smallest of these on a figure is written with its unit in Chinese.
_UNITS = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"))


def english_figure(figure: Figure) -> str:
    """The figure in digits with commas, and "%" where it counts hundredths."""
    whole, point, fraction = plain(figure.value).partition(".")
    return f"{int(whole):,}{point}{fraction}{'%' if figure.percent else ''}"


def chinese_figure(figure: Figure) -> str:
    """The figure in digits, from 10,000 on with 万 or 亿, and "%" where it counts hundredths."""
    unit = next(((size, name) for size, name in _UNITS if abs(figure.value) >= size), (Decimal(1), ""))
    return f"{plain(figure.value / unit[0])}{unit[1]}{'%' if figure.percent else ''}"


def english_date(date: Date) -> str:
    """The date as "26 May 2022", with as much of it as is known; empty for a year alone."""
    if date.month is None:
        return ""
    return " ".join(str(part) for part in (date.day, _MONTHS[date.month - 1], date.year) if part)


def chinese_date(date: Date) -> str:
    """The date as 2022年5月26日, with as much of it as is known; empty for a year alone."""
    if date.month is None:
        return ""
    year = f"{date.year}年" if date.year else ""
    return f"{year}{date.month}月" + (f"{date.day}日" if date.day else "")
