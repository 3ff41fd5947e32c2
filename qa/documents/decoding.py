"""Bytes to text: the encodings that Chinese and English files really come in, told apart; never a silent U+FFFD."""

import codecs
from collections.abc import Callable

from qa.errors import DocumentUnreadable
from qa.language import is_han

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive (perhaps .docx or .xlsx)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
)
# The most frequent characters of modern Chinese prose (Jun Da's list, 2004, its head), in both scripts.
_FREQUENT = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去"
    "法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业"
    "這個們來為國說時會過發後裡動進實現當沒還開從無長機關點業報導學經對種產與電話問題應見體頭灣"
)


def decode(data: bytes) -> str:
    """The text of a file. Raises `DocumentUnreadable` for empty and binary data."""
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise DocumentUnreadable("the file is empty")
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise DocumentUnreadable(f"the file is {name}, not text. Save it as .txt or .md")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data, encoding))
    if b"\x00" in data:
        return _checked(_utf16_without_mark(data))
    for attempt in (_utf8, _chinese, _detected):
        text = attempt(data)
        if text is not None:
            return _checked(text)
    raise DocumentUnreadable("the encoding of the file is not known. Save it as UTF-8")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentUnreadable(f"byte {error.start} is no {error.encoding}. Save the file as UTF-8") from None


def _checked(text: str) -> str:
    """The text, unless so much of it is control characters that it can only be binary data."""
    controls = sum(character < " " and character not in "\t\n\r\f\v" or character == "\x7f" for character in text)
    if controls > len(text) * 0.02:
        raise DocumentUnreadable("the file is binary, not text")
    return text


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file cut off in the middle of its last character is still UTF-8.
        if error.start >= len(data) - 3 and error.start > 0 and data[error.start] >= 0xC2:
            return _utf8(data[: error.start])
        return None


def _utf16_without_mark(data: bytes) -> str:
    """UTF-16 by where its zero bytes stand (Latin text) or by which reading gives sensible Chinese."""
    even = data[: len(data) // 2 * 2]
    readings = [(encoding, even.decode(encoding, "replace")) for encoding in ("utf-16-le", "utf-16-be")]
    best = max(readings, key=lambda reading: sum(_is_sensible(character) for character in reading[1]))[1]
    if sum(map(_is_sensible, best)) < 0.9 * len(best):
        raise DocumentUnreadable("the file is binary, not text")
    return best


def _is_sensible(character: str) -> bool:
    return (
        " " <= character <= "~"
        or character in "\r\n\t"
        or is_han(character)
        or "\u3000" <= character <= "\u303f"
        or "\uff00" <= character <= "\uffef"
    )


def _chinese(data: bytes) -> str | None:
    """GB18030 or Big5 (with the Hong Kong characters), whichever reads as more usual Chinese; None if neither does."""
    readings = [
        (_usualness(text, native), text)
        for encoding, native in _NATIVE
        if (text := _lenient(data, encoding)) is not None
    ]
    if not readings:
        return None
    usualness, text = max(readings, key=lambda reading: reading[0])
    return text if usualness > 0.5 else None


def _lenient(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        # Cut off in mid-character at the very end: the rest is good.
        return _lenient(data[: error.start], encoding) if len(data) - 4 < error.start else None


def _usualness(text: str, is_native: Callable[[str], bool]) -> float:
    """How much the characters beyond ASCII look like everyday Chinese: at most 2.0, above 0.5 for real text."""
    wide = [character for character in text if character > "\x7f"]
    if not wide:
        return 0.0
    frequent = sum(character in _FREQUENT for character in wide)
    native = sum(is_native(character) for character in wide)
    return (frequent + native) / len(wide)


def _in_gb2312_level_1(character: str) -> bool:
    encoded = _encoded(character, "gb2312")
    return len(encoded) == 2 and (0xB0 <= encoded[0] <= 0xD7 or 0xA1 <= encoded[0] <= 0xA3)


def _in_big5_level_1(character: str) -> bool:
    encoded = _encoded(character, "big5")
    return len(encoded) == 2 and 0xA1 <= encoded[0] <= 0xC6


def _encoded(character: str, encoding: str) -> bytes:
    return character.encode(encoding, "ignore")


_NATIVE: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("gb18030", _in_gb2312_level_1),
    ("big5hkscs", _in_big5_level_1),
)


def _detected(data: bytes) -> str | None:
    """What charset-normalizer makes of it: Latin-1 and the rest of the world."""
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return None if best is None else str(best)
