"""Bytes to text: the encodings that Chinese and English files really come in, told apart; never a silent U+FFFD."""

import codecs
import re

from qa.documents.everyday_chinese import likeness
from qa.documents.formats.ocr_engine import HOW_TO_INSTALL
from qa.errors import DocumentUnreadable

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive (perhaps .docx or .xlsx)"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "a Rich Text file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)
_READ_BY_OCR = ("a PNG picture", "a JPEG picture")
_CHINESE = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
# Real sentences reach 0.6 and more, bytes read in the wrong encoding 0.3 and less (tests/unit/test_documents_decoding).
_CHINESE_BAR = 0.45
# A few characters may all be rare; what is nothing else is held for Chinese above this.
_SHORT_BAR = 0.25
# As much of a file as is read to tell its encoding.
_SAMPLE = 8192
# At most this share of a text may be replaced because its bytes are damaged.
_FLAWS = 0.001
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
# Three accented letters in a row, or two that stand beside no other letter, as in 2020年, are of no Western word.
_ACCENTS_IN_A_ROW = re.compile(rb"[\xc0-\xff]{3}|(?<![A-Za-z\x80-\xff])[\xc0-\xff]{2}(?![A-Za-z\x80-\xff])")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]+")
_WESTERN = re.compile(
    "[\x00-\x7f\u00a0-\u00ff\u0152\u0153\u0160\u0161\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u20ac\u2122]*"
)


def decode(data: bytes) -> str:
    """The text of a file. Raises `DocumentUnreadable` for empty and binary data."""
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise DocumentUnreadable("the file is empty")
    for magic, name in _MAGIC:
        if data.startswith(magic):
            advice = (
                f"Its text is read with the extra ocr: {HOW_TO_INSTALL}"
                if name in _READ_BY_OCR
                else "Save it as .txt or .md"
            )
            raise DocumentUnreadable(f"the file is {name}, not text. {advice}")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_marked(data, encoding))
    for attempt in _ATTEMPTS:
        text = attempt(data)
        if text is not None:
            return _checked(text)
    raise DocumentUnreadable("the encoding of the file is not known. Save it as UTF-8")


def _marked(data: bytes, encoding: str) -> str:
    """Text that names its own encoding; a few damaged places are let through as U+FFFD, many are not."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        if len(data) - error.start <= 4:
            return text.rstrip("\ufffd")
        if text.count("\ufffd") <= _FLAWS * len(text):
            return text
        raise DocumentUnreadable(f"byte {error.start} is no {error.encoding}. Save the file as UTF-8") from None


def _checked(text: str) -> str:
    """The text, unless so much of it is control characters that it can only be binary data."""
    if len(text) - len(_CONTROL.sub("", text)) > len(text) * 0.02:
        raise DocumentUnreadable("the file is binary, not text")
    return text


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 without a mark, told by its zero bytes: Latin letters have one, and so has the Chinese 一."""
    if b"\x00" not in data:
        return None
    readings = {encoding: _lenient(data, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    scored = [(_sense(text[:_SAMPLE]), text) for text in readings.values() if text]
    sense, text = max(scored, default=(0.0, ""))
    return text if sense > _CHINESE_BAR else None


def _sense(text: str) -> float:
    """From 0 to 1: how far a text is made of Latin letters and everyday Chinese."""
    latin = sum(" " <= character < "\u0100" or character in "\r\n\t" for character in text)
    return (latin + likeness(text) * (len(text) - latin)) / len(text)


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file cut off in the middle of its last character is still UTF-8.
        whole = data[: error.start]
        # Where all before it is ASCII, that last byte is rather a letter of Latin-1.
        is_cut = error.reason == "unexpected end of data" and not whole.isascii()
        return whole.decode("utf-8") if is_cut else None


def _flawed_utf8(data: bytes) -> str | None:
    """UTF-8 with a few damaged places, which are let through as U+FFFD."""
    text = data.decode("utf-8", "replace")
    flaws = text.count("\ufffd")
    return text if flaws <= _FLAWS * len(text) and not text.replace("\ufffd", "").isascii() else None


def _chinese(data: bytes, *, bar: float = _CHINESE_BAR) -> str | None:
    """GB18030, Big5 (with the Hong Kong characters) or UTF-16, whichever reads as Chinese; None if none does."""
    best, best_encoding = bar, ""
    # A web page may have thousands of bytes of code before its first word.
    wide = _BEYOND_ASCII.search(data)
    first = wide.start() // 2 * 2 if wide else 0
    for encoding in _CHINESE:
        # After a lost byte, GB18030 and Big5 would read on from the wrong half of a character: nothing is let through.
        sample = _lenient(data[first : first + _SAMPLE], encoding)
        if sample is not None and (score := likeness(sample)) > best:
            best, best_encoding = score, encoding
    return _lenient(data, best_encoding) if best_encoding else None


def _short_chinese(data: bytes) -> str | None:
    return _chinese(data, bar=_SHORT_BAR) if len(_BEYOND_ASCII.findall(data[:_SAMPLE])) < 100 else None


def _hz(data: bytes) -> str | None:
    """Chinese in seven bits, as old mails and news have it."""
    if b"~{" not in data:
        return None
    try:
        text = data.decode("hz")
    except UnicodeDecodeError:
        return None
    return text if likeness(text) > _SHORT_BAR else None


def _lenient(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        # Cut off in mid-character at the very end: the rest is good.
        return data[: error.start].decode(encoding) if len(data) - 4 < error.start else None


def _plainly_western(data: bytes) -> str | None:
    """Western text in which accented letters stand by themselves, as a few Chinese words among ASCII do not."""
    return None if _ACCENTS_IN_A_ROW.search(data) else _western(data)


def _western(data: bytes) -> str | None:
    """Latin-1 as Windows writes it: mostly ASCII, the rest accented letters and typographic marks."""
    if sum(byte > 0x7F for byte in data) > 0.35 * len(data):
        return None
    text = data.decode("cp1252", "replace")
    return text if _WESTERN.fullmatch(text) else None


def _detected(data: bytes) -> str | None:
    """What charset-normalizer makes of it: the rest of the world."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 8 * _SAMPLE]).best()
    if best is None or best.encoding.startswith("utf"):
        return None
    return _lenient(data, best.encoding)


_ATTEMPTS = (
    _utf16_without_mark,
    _hz,
    _utf8,
    _chinese,
    _plainly_western,
    _flawed_utf8,
    _short_chinese,
    _western,
    _detected,
)
