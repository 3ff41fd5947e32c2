"""Zip archives, and the office files that are ones, looked at before anything in them is unpacked."""

import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass

from qa.errors import DocumentUnreadable

# More than any document of people has; a bomb has far more.
MOST_ENTRIES = 2_000
LARGEST_PART = 50_000_000
LARGEST_TOTAL = 200_000_000
# Text packs to a twentieth; a bomb to a thousandth. Small parts are free, since empty cells pack well.
HIGHEST_RATIO = 100
_FREE = 1_000_000
_ENCRYPTED = 0x1
# What zipfile raises over archives that are broken or packed in a way it does not know.
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    NotImplementedError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Package:
    """A sound archive: the names of its files, and what it says that it is."""

    archive: zipfile.ZipFile
    names: frozenset[str]
    mime_type: str = ""

    def read(self, entry: str | zipfile.ZipInfo) -> bytes:
        """The bytes of a file in it. Raises `DocumentUnreadable` where they are not what the archive says."""
        try:
            with self.archive.open(entry) as stream:
                data = stream.read(LARGEST_PART + 1)
        except KeyError:
            raise DocumentUnreadable(f"the archive has no {entry}") from None
        except _FAULTS as error:
            raise DocumentUnreadable(f"a file in it cannot be unpacked: {error}") from None
        if len(data) > LARGEST_PART:
            raise DocumentUnreadable(f"a file in it unpacks to more than {LARGEST_PART:,} bytes")
        return data


def open_package(data: bytes) -> Package:
    """An archive whose directory is sound. Raises `DocumentUnreadable` for one that is broken, encrypted or a bomb."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except _FAULTS as error:
        raise DocumentUnreadable(f"the archive is damaged: {error}") from None
    if len(entries) > MOST_ENTRIES:
        raise DocumentUnreadable(f"the archive has {len(entries):,} files; the limit is {MOST_ENTRIES:,}")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise DocumentUnreadable("the archive is encrypted. Save it without a password")
    _check_sizes(entries)
    package = Package(archive, frozenset(entry.filename for entry in entries))
    if "mimetype" not in package.names or archive.getinfo("mimetype").file_size > 100:
        return package
    return Package(archive, package.names, package.read("mimetype").decode("ascii", "replace").strip())


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    total = 0
    for entry in entries:
        total += entry.file_size
        ratio = entry.file_size / max(1, entry.compress_size)
        if (
            entry.file_size > LARGEST_PART
            or total > LARGEST_TOTAL
            or (entry.file_size > _FREE and ratio > HIGHEST_RATIO)
        ):
            raise DocumentUnreadable(
                f"the archive unpacks to far more than it should ({entry.filename[:80]}: {entry.file_size:,} bytes)."
                " Split it, or save it anew"
            )
