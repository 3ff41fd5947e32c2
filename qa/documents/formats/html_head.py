"""What the head of a web page says of it: title, publisher and date."""

import re
from dataclasses import dataclass

from qa.documents.formats.day import iso_day
from qa.documents.formats.html_tree import Tree

_TITLES = ("og:title", "dc.title", "articletitle", "twitter:title")
_SOURCES = ("og:site_name", "contentsource", "dc.publisher", "publisher", "source", "sitename", "application-name")
_DATES = (
    "article:published_time",
    "pubdate",
    "publishdate",
    "dc.date",
    "dc.date.issued",
    "date",
    "datepublished",
    "og:release_date",
    "article:modified_time",
)
# What a browser shows as the title has the site's name behind the page's: 标题_新华网, Title | Site.
_SITE = re.compile(r"\s*(?:[|｜»]|\s[-–—]\s|_)\s*[^|｜_]{1,40}$")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class PageHead:
    """Empty where the page does not say; the date is as in 2022-05-26."""

    title: str
    source: str
    date: str


def read_meta(tree: Tree) -> PageHead:
    """The head of a page."""
    named = _named(tree)
    headings = [heading.text_content for heading in tree.body.query_selector_all("h1")[:2]] if tree.body else []
    title = _first(named, _TITLES) or (_line(headings[0]) if len(headings) == 1 else "")
    return PageHead(title or _SITE.sub("", _line(tree.title or "")), _first(named, _SOURCES), _date(tree, named))


def _named(tree: Tree) -> dict[str, str]:
    """The contents of the meta elements by name or property, in lower case; the first of each counts."""
    found: dict[str, str] = {}
    for element in tree.document.query_selector_all("meta[content]")[:200]:
        name = element.getattr("name") or element.getattr("property") or element.getattr("itemprop") or ""
        found.setdefault(name.lower(), _line(element.getattr("content") or ""))
    return found


def _date(tree: Tree, named: dict[str, str]) -> str:
    days = [iso_day(named.get(name, "")) for name in _DATES]
    days += [iso_day(element.getattr("datetime") or "") for element in tree.document.query_selector_all("time")[:1]]
    return next(filter(None, days), "")


def _first(named: dict[str, str], names: tuple[str, ...]) -> str:
    return next((named[name] for name in names if named.get(name)), "")


def _line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]
