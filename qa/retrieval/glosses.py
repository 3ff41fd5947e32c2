"""The entries of CC-CEDICT: a Chinese word, its reading, and its English glosses as phrases of stems."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.language import fold, is_han, stem
from qa.language.places import place_words
from qa.language.tables import any_of
from qa.language.words import STOP_WORDS_EN

_ENTRY = re.compile(r"(?P<traditional>\S+) (?P<simplified>\S+) \[(?P<reading>[^\]]*)\] /(?P<glosses>.*)/")
_NO_GLOSS = re.compile(
    r"^(CL:|(old |erhua |archaic )?variant of|see (also )?|abbr\. (for|of)|surname |also (written|pr)|Taiwan pr|same as"
    r"|used in|\(bound form\)$)"
)
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]|[\u2e80-\uffff|]+")
_WORD = re.compile(r"[a-zà-ÿ]+(?:['’][a-z]+)?")
_LEADING = re.compile(r"^(to be|to|a|an|the|be|sb's|one's|of)\s+")
_PLACE = re.compile(
    rf"\b({any_of(place_words('en', 'gloss'))}|municipality|autonomous|capital|island|republic|continent|river|lake)\b"
)
_PLACE_KIND = re.compile(rf"\s+({any_of(place_words('en', 'gloss_end'))}|municipality|autonomous|prefecture-level)\b.*")
_LONGEST_PHRASE = 4


@dataclass(frozen=True, slots=True)
class DictionaryEntry:
    """A Chinese word, in Simplified characters, with its reading and what it means in English.

    `also` is what else the dictionary says of it, which is no translation: "surname Zhang", "abbr. for …".
    """

    word: str
    reading: str
    glosses: tuple[str, ...]
    also: tuple[str, ...] = ()

    @property
    def is_name(self) -> bool:
        """Readings of names begin with a capital."""
        return self.reading[:1].isupper()

    @property
    def syllables(self) -> tuple[str, ...]:
        """Toneless syllables as names are written: lu:4 → lu."""
        found = re.findall(r"[A-Za-z]+", self.reading.replace("u:", "u"))
        return tuple(part.lower() for part in found if len(part) > 1 or part in "AEOaeo")

    def phrases(self) -> Iterator[tuple[str, float, bool]]:
        """Its English phrases with their weights, and whether it is a place; a name is also found by its reading."""
        is_place = self.is_name and (any(map(_PLACE.search, self.glosses)) or _is_tagged_place(self.word))
        if self.is_name:
            yield "".join(self.syllables), 1.0, is_place
        for part in self._parts():
            words = _WORD.findall(part.lower())
            if not 0 < len(words) <= _LONGEST_PHRASE:
                continue
            stems = [stem(word) for word in words]
            yield " ".join(stems), 1.0, is_place
            if 1 < len(stems) < _LONGEST_PHRASE:
                yield from ((word, 1 / (len(stems) + 1), False) for word in stems if len(word) > 2)

    def contents(self) -> Iterator[str]:
        """The content words of each gloss that has two to four of them."""
        yield from filter(None, (content_of(_WORD.findall(part.lower())) for part in self._parts()))

    def _parts(self) -> Iterator[str]:
        for gloss in self.glosses:
            yield from _gloss_parts(gloss, is_name=self.is_name)


def entries(text: str) -> Iterator[DictionaryEntry]:
    """The entries of words of up to eight Chinese characters."""
    for line in text.splitlines():
        match = _ENTRY.match(line)
        if match is None or not all(map(is_han, match["simplified"])) or len(match["simplified"]) > 8:
            continue
        every = match["glosses"].split("/")
        glosses = tuple(gloss for gloss in every if not _NO_GLOSS.match(gloss))
        also = tuple(gloss for gloss in every if _NO_GLOSS.match(gloss) and not gloss.startswith("CL:"))
        yield DictionaryEntry(fold(match["simplified"]), match["reading"], glosses, also)


def content_of(words: Sequence[str]) -> str:
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
