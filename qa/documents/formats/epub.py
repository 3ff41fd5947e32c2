"""EPUB books: the chapters in the order of reading, each a part."""

import posixpath
from urllib.parse import unquote

from qa.documents.extracted import Extracted, Part
from qa.documents.formats.day import iso_day
from qa.documents.formats.html import extract_page
from qa.documents.formats.html_decoding import decode_html
from qa.documents.formats.markdown import one_line
from qa.documents.formats.xml_tree import Element, attribute, below, parse_xml
from qa.documents.formats.zip_check import Package, open_package
from qa.errors import DocumentUnreadable

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html")
_LONGEST_NAME = 60


def extract(data: bytes, name: str) -> Extracted:
    """The text of a book without a password."""
    package = open_package(data)
    where = next((attribute(each, "full-path") for each in below(parse_xml(package.read(_CONTAINER)), "rootfile")), "")
    root = parse_xml(package.read(where))
    text, parts = "", []
    for number, page in enumerate(_chapters(package, root, posixpath.dirname(where)), start=1):
        chapter = extract_page(decode_html(package.read(page)), is_whole=True).text
        if chapter.strip():
            start = len(text) + (1 if text else 0)
            text += ("\n" if text else "") + chapter
            parts.append(Part(start, _name_of(chapter, number)))
    title, source, date = (_said(root, name) for name in ("title", "publisher", "date"))
    return Extracted(text, title=title, source=source, date=iso_day(date), parts=tuple(parts))


def _chapters(package: Package, root: Element, folder: str) -> list[str]:
    """The pages of the book in the order of reading, without its list of contents."""
    items = {attribute(each, "id"): each for each in below(root, "item")}
    locked = _locked(package)
    found = []
    for reference in below(root, "itemref"):
        item = items.get(attribute(reference, "idref"))
        if (
            item is None
            or attribute(item, "media-type") not in _PAGES
            or "nav" in attribute(item, "properties").split()
        ):
            continue
        page = posixpath.normpath(posixpath.join(folder, unquote(attribute(item, "href"))))
        if page in locked:
            raise DocumentUnreadable("the book is encrypted, and cannot be read by other programs than its own")
        if page in package.names:
            found.append(page)
    return found


def _locked(package: Package) -> frozenset[str]:
    """The files of a book that are encrypted; fonts often are, in books that are not."""
    if _ENCRYPTION not in package.names:
        return frozenset()
    root = parse_xml(package.read(_ENCRYPTION))
    return frozenset(unquote(attribute(each, "URI")) for each in below(root, "CipherReference"))


def _name_of(chapter: str, number: int) -> str:
    """The heading that a chapter begins with, or its number."""
    first = chapter.lstrip().partition("\n")[0]
    return one_line(first.lstrip("#"))[:_LONGEST_NAME] if first.startswith("#") else f"chapter {number}"


def _said(root: Element, name: str) -> str:
    return next((one_line(each.text or "") for each in below(root, name)), "")
