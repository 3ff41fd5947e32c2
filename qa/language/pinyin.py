"""Chinese text and Latin names as toneless pinyin, so that "Chenzhou" meets 郴州 and "Zhang Zhong" 张忠."""

import re
from collections.abc import Sequence
from functools import lru_cache

from qa.language.scripts import fold, is_han

# Chinese characters, as `is_han` knows them, or anything between them.
_RUNS = re.compile("[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff]+|[^\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff]+")
_LONGEST_SYLLABLE = 6
_MOST_READINGS = 4
_LONGEST_WORD = 30


def readings(text: str) -> tuple[str, ...]:
    """The syllable of each Chinese character of `text`, in order; "|" stands between runs of them."""
    from pypinyin.contrib.mmseg import seg

    found: list[str] = []
    for part in _RUNS.findall(fold(text)):
        for word in seg.cut(part) if is_han(part[0]) else "|":
            for syllable in _syllables(word):
                if syllable != "|" or (found and found[-1] != "|"):
                    found.append(syllable)
    return tuple(found)


# The words of a language come again and again: with them remembered, the syllables of a folder take a quarter of the
# time, and they were half of what indexing took beside embedding.
@lru_cache(maxsize=65536)
def _syllables(word: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    found = lazy_pinyin(word, errors=lambda _: "|")
    return tuple(syllable.replace("v", "u").replace("ü", "u") for syllable in found)


def pair_readings(pairs: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The syllables of each of many pairs of Chinese characters, as `readings` has them of the pair alone.

    A pair is read character by character unless it is a word of pypinyin's, so each character is looked up once.
    """
    from pypinyin.constants import PHRASES_DICT

    alone = {character: readings(character) for character in sorted(set("".join(pairs)))}
    return tuple(readings(pair) if pair in PHRASES_DICT else alone[pair[0]] + alone[pair[1]] for pair in pairs)


@lru_cache(maxsize=4096)
def spellings(word: str, syllables: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """The ways to read a Latin word as pinyin, fewest syllables first: xian → (xian), (xi, an)."""
    letters = word.lower().replace("'", "").replace("’", "").replace("ü", "u").replace("v", "u")
    if not letters or len(letters) > _LONGEST_WORD:
        return ()
    # From the end to the front, the best readings of each rest of the word; so the time is not exponential.
    best: list[list[tuple[str, ...]]] = [[] for _ in letters] + [[()]]
    for at in reversed(range(len(letters))):
        found = [
            (letters[at:end], *rest)
            for end in range(at + 1, min(at + _LONGEST_SYLLABLE, len(letters)) + 1)
            if letters[at:end] in syllables
            for rest in best[end]
        ]
        best[at] = sorted(found, key=lambda cut: (len(cut), cut))[:_MOST_READINGS]
    return tuple(best[0])
