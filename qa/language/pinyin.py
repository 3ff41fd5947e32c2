"""Chinese text and Latin names as toneless pinyin, so that "Chenzhou" meets 郴州 and "Zhang Zhong" 张忠."""

from collections.abc import Sequence
from functools import lru_cache

from qa.language.scripts import fold, is_han

_LONGEST_SYLLABLE = 6
_MOST_READINGS = 4
_LONGEST_WORD = 30


def readings(text: str) -> tuple[str, ...]:
    """The syllable of each Chinese character of `text`, in order; "|" stands between runs of them."""
    from pypinyin import lazy_pinyin

    found: list[str] = []
    for syllable in lazy_pinyin(_only_han(fold(text)), errors=lambda _: "|"):
        if syllable != "|":
            found.append(syllable.replace("v", "u").replace("ü", "u"))
        elif found and found[-1] != "|":
            found.append("|")
    return tuple(found)


def pair_readings(pairs: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The syllables of each of many pairs of Chinese characters, as `readings` has them of the pair alone.

    A pair is read character by character unless it is a word of pypinyin's, so each character is looked up once.
    """
    from pypinyin.constants import PHRASES_DICT

    alone = {character: readings(character) for character in sorted(set("".join(pairs)))}
    return tuple(readings(pair) if pair in PHRASES_DICT else alone[pair[0]] + alone[pair[1]] for pair in pairs)


def _only_han(text: str) -> str:
    return "".join(character if is_han(character) else " " for character in text)


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
