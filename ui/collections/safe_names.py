"""Harmless names for files, folders and collections, whatever the sender calls them."""

import re
import secrets
import unicodedata
from collections.abc import Collection
from pathlib import PurePath

# A file system takes 255 bytes; the number of a copy and the suffix of an unfinished file come on top.
LONGEST_FILE_NAME = 180  # bytes
LONGEST_COLLECTION_NAME = 60  # characters

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_UNWANTED = re.compile(r'[<>:"|?*\x00-\x1f]+')


def file_name(name: str) -> str:
    """A plain file name for `name`, without folders, invisible characters or characters special to a shell or page."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(
        character for character in last if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    plain = re.sub(r"\s+", " ", _UNWANTED.sub("_", visible)).strip(" .")
    if _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    stem, suffix = _split(plain)
    return _cut(stem, LONGEST_FILE_NAME - len(suffix.encode())) + suffix if stem else f"document{suffix}"


def free_name(name: str, taken: Collection[str]) -> str:
    """`name`, with a number added if it is taken; upper and lower case count as the same."""
    known = {other.casefold() for other in taken}
    stem, suffix = _split(name)
    candidates = (f"{stem}-{number}{suffix}" for number in range(2, len(known) + 3))
    if name.casefold() not in known:
        return name
    return next(candidate for candidate in candidates if candidate.casefold() not in known)


def collection_name(name: str) -> str:
    """`name` on one line without invisible characters, cut to the longest allowed; perhaps empty."""
    composed = unicodedata.normalize("NFC", name)
    visible = "".join(" " if unicodedata.category(character)[0] == "C" else character for character in composed)
    return " ".join(visible.split())[:LONGEST_COLLECTION_NAME].strip()


def folder_name(name: str) -> str:
    """A name for a new folder: the ASCII letters and digits of `name`, then a random part that makes it unique."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:24] or "collection"
    return f"{plain}-{secrets.token_hex(4)}"


def _split(name: str) -> tuple[str, str]:
    suffix = PurePath(name).suffix
    if not re.fullmatch(r"\.[A-Za-z0-9]{1,10}", suffix):
        suffix = ""
    return name.removesuffix(suffix) if suffix else name, suffix


def _cut(text: str, length: int) -> str:
    return text.encode()[:length].decode("utf-8", "ignore").rstrip(" .")
