"""The tree of a web page, by a parser that reads what browsers read, however deep or broken it is."""

from typing import Any

from resiliparse.parse.html import HTMLTree

Tree = Any
"""Of resiliparse, whose types let each element be None."""


def parse_page(html: str) -> Tree:
    """The tree of a page."""
    return HTMLTree.parse(html)
