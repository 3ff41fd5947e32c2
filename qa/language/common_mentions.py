"""What a text and a quote in the other language share: figures of the same value, names of the same sound."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.language.numbers import figures, plain
from qa.language.pinyin import readings
from qa.language.scripts import is_han
from qa.types import Range

_LATIN_NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
_SHORTEST_NAME, _LONGEST_NAME = 2, 4  # in Chinese characters


@dataclass(frozen=True, slots=True)
class CommonMention:
    """The same thing in two texts: where it stands in each. `key` is its value, or a name's letters."""

    key: str
    first: tuple[Range, ...]
    second: tuple[Range, ...]


def common_mentions(first: str, second: str) -> tuple[CommonMention, ...]:
    """The figures and names that both texts hold, in the order of `first`. Names pair Latin with Chinese letters."""
    ours: dict[str, list[Range]] = {}
    theirs: dict[str, list[Range]] = {}
    for text, held in ((first, ours), (second, theirs)):
        for key, range_ in _counted(text):
            held.setdefault(key, []).append(range_)
    for latin, chinese, in_latin, in_chinese in ((first, second, ours, theirs), (second, first, theirs, ours)):
        sounds = dict(_sounds(chinese)) if any(map(is_han, chinese)) else {}
        for match in _LATIN_NAME.finditer(latin):
            name = match[0].lower()
            if name in sounds:
                in_latin.setdefault(name, []).append(match.span())
                in_chinese[name] = sounds[name]
    shared = sorted((key for key in ours if key in theirs), key=lambda key: ours[key][0])
    return tuple(CommonMention(key, tuple(ours[key]), tuple(theirs[key])) for key in shared)


def _counted(text: str) -> Iterator[tuple[str, Range]]:
    """Figures by value; a lone Chinese numeral is mostly part of a word, as in 一共."""
    for figure in figures(text):
        if figure.end - figure.start > 1 or not is_han(text[figure.start]):
            yield f"{plain(figure.value)}{'%' if figure.percent else ''}", (figure.start, figure.end)


def _sounds(text: str) -> Iterator[tuple[str, list[Range]]]:
    """Each run of a few Chinese characters by its pinyin, with every place where it stands."""
    places = [at for at, character in enumerate(text) if is_han(character)]
    syllables = [syllable for syllable in readings(text) if syllable != "|"]
    if len(places) != len(syllables):
        return
    found: dict[str, list[Range]] = {}
    for length in range(_SHORTEST_NAME, _LONGEST_NAME + 1):
        for at in range(len(places) - length + 1):
            if places[at + length - 1] - places[at] == length - 1:
                sound = "".join(syllables[at : at + length])
                found.setdefault(sound, []).append((places[at], places[at] + length))
    yield from found.items()
