"""Names from outside made harmless: what a file is called on this disk is decided here, never by who sends it."""

import re
import secrets
import unicodedata
from collections.abc import Collection
from pathlib import PurePath

# A file system takes 255 bytes; a copy's number and the suffix of a half-written file come on top.
LONGEST_FILE_NAME = 180  # bytes
LONGEST_COLLECTION_NAME = 60  # characters

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_UNWANTED = re.compile(r'[<>:"|?*\x00-\x1f]+')


def file_name(name: str) -> str:
    """A plain file name for `name`: no folder, nothing invisible, nothing that a shell or a page takes for more."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(one for one in last if unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    plain = re.sub(r"\s+", " ", _UNWANTED.sub("_", visible)).strip(" .")
    if _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    stem, suffix = _split(plain)
    return _cut(stem, LONGEST_FILE_NAME - len(suffix.encode())) + suffix if stem else f"document{suffix}"


def free_name(name: str, taken: Collection[str]) -> str:
    """`name`, or with a number where it is taken; upper and lower case count as the same."""
    known = {one.casefold() for one in taken}
    stem, suffix = _split(name)
    candidates = (f"{stem}-{number}{suffix}" for number in range(2, len(known) + 3))
    return name if name.casefold() not in known else next(one for one in candidates if one.casefold() not in known)


def collection_name(name: str) -> str:
    """A display name on one line without invisible characters; it may come out empty."""
    visible = "".join(one if unicodedata.category(one)[0] != "C" else " " for one in unicodedata.normalize("NFC", name))
    return " ".join(visible.split())[:LONGEST_COLLECTION_NAME].strip()


def folder_name(name: str) -> str:
    """A new folder's name: what is plain in `name`, to be recognised by, and a random part, to be unique."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:24] or "collection"
    return f"{plain}-{secrets.token_hex(4)}"


def _split(name: str) -> tuple[str, str]:
    suffix = PurePath(name).suffix
    if not re.fullmatch(r"\.[A-Za-z0-9]{1,10}", suffix):
        suffix = ""
    return name.removesuffix(suffix) if suffix else name, suffix


def _cut(text: str, length: int) -> str:
    return text.encode()[:length].decode("utf-8", "ignore").rstrip(" .")
