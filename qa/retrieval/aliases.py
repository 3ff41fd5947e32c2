"""Names, institutions and units that the dictionary lacks or puts otherwise, from a table beside the code."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ALIASES_FILE = Path(__file__).parent / "data" / "aliases.tsv"


@dataclass(frozen=True, slots=True)
class Alias:
    """One English form, in small letters, and one Chinese form of the same thing."""

    english: str
    chinese: str
    is_place: bool = False


def aliases(file: Path = ALIASES_FILE) -> Iterator[Alias]:
    """Every pair of the table: English forms, a tab, Chinese ones, each parted by |, perhaps a tab and "place"."""
    for line in file.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        english, chinese, *kind = line.split("\t")
        for phrase in english.split("|"):
            yield from (Alias(phrase, word, is_place=kind == ["place"]) for word in chinese.split("|"))
