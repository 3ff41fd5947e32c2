"""Web pages: their text with headings, lists and tables; scripts, hidden text and navigation are left out."""

import re

from resiliparse.extract.html2text import extract_plain_text

from qa.documents.extracted import Extracted
from qa.documents.formats.html_decoding import decode_html
from qa.documents.formats.html_furniture import remove_furniture, remove_hidden
from qa.documents.formats.html_head import read_meta
from qa.documents.formats.html_tables import replace_tables
from qa.documents.formats.html_tree import Tree, parse_page
from qa.errors import DocumentUnreadable

_LONELY_MARK = re.compile(r"^([ \t]*(?:-|\d{1,6}\.|#{1,6}))[ \t]*\n\s*(?=\S)", re.MULTILINE)
_EMPTY_MARK = re.compile(r"^[ \t]*(?:-|#{1,6})[ \t]*$\n?", re.MULTILINE)
_INDENTED_ITEM = re.compile(r"^( +)(?=- |\d{1,6}\. )", re.MULTILINE)
_TRAILING = re.compile(r"[ \t\xa0]+$", re.MULTILINE)
_GAP = re.compile(r"\n{3,}")


def extract(data: bytes, name: str) -> Extracted:
    """The text of a page, with title, publisher and date from its head."""
    return extract_page(decode_html(data))


def extract_page(html: str, *, is_whole: bool = False) -> Extracted:
    """The same of a page that is decoded; `is_whole` keeps what looks like navigation, as of a chapter of a book."""
    tree = parse_page(html)
    if tree.body is None:
        raise DocumentUnreadable("there is no text in it")
    meta = read_meta(tree)
    remove_hidden(tree)
    if not is_whole:
        remove_furniture(tree)
    replace_tables(tree)
    _mark(tree)
    text = extract_plain_text(tree, preserve_formatting=True, list_bullets=False, alt_texts=False)
    return Extracted(_tidy(text), title=meta.title, source=meta.source, date=meta.date)


def _mark(tree: Tree) -> None:
    """Put the marks of Markdown before headings and items."""
    for level in range(1, 7):
        for heading in tree.body.query_selector_all(f"h{level}")[:]:
            heading.prepend(tree.create_text_node("#" * level + " "))
    for item in tree.body.query_selector_all("ul > li, menu > li")[:]:
        item.prepend(tree.create_text_node("- "))
    for ordered in tree.body.query_selector_all("ol")[:]:
        start = ordered.getattr("start", "1")
        first = int(start) if re.fullmatch(r"\d{1,5}", start) else 1
        items = (child for child in ordered.children[:] if child.tag == "li")
        for number, item in enumerate(items, start=first):
            item.prepend(tree.create_text_node(f"{number}. "))


def _tidy(text: str) -> str:
    """Marks and their words on one line, no blanks at ends of lines, and one empty line between blocks."""
    text = _TRAILING.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _EMPTY_MARK.sub("", _LONELY_MARK.sub(r"\1 ", text))
    text = _INDENTED_ITEM.sub(lambda match: match[1][2:], text)
    return _GAP.sub("\n\n", text).strip("\n") + "\n"
