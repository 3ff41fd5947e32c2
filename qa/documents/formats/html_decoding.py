"""Bytes of a web page to text: what its text looks like goes before what its head claims."""

import codecs
import re

from qa.documents.everyday_chinese import likeness
from qa.documents.text_decoder import decode
from qa.errors import DocumentUnreadable

_CLAIM = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_HEAD = 4096
# These decode any bytes, so that a claim of one says nothing.
_ANYTHING = ("iso8859-1", "cp1252", "latin-1")
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932"}
_CHINESE = 0.45


def decode_html(data: bytes) -> str:
    """The text of a page, its tags included."""
    claimed = _claimed(data)
    try:
        text = decode(data)
    except DocumentUnreadable:
        if claimed is None:
            raise
        return claimed
    if claimed is None or claimed == text or text.isascii() or _is_utf8(data) or likeness(_wide(text)) >= _CHINESE:
        return text
    return claimed


def _wide(text: str) -> str:
    """The text from its first character beyond ASCII on: a page has thousands of others before it."""
    match = re.search(r"[^\x00-\x7f]", text)
    return text[match.start() :] if match else ""


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _claimed(data: bytes) -> str | None:
    """The page in the encoding that its head names; None where it names none, or is not in it."""
    match = _CLAIM.search(data[:_HEAD])
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
        name = _WIDER.get(name, name)
        return None if name in _ANYTHING else data.decode(name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None
