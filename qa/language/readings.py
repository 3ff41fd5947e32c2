"""Chinese text and Latin names as toneless pinyin, so that "Chenzhou" meets 郴州 and "Zhang Zhong" 张忠."""

from collections.abc import Iterator
from functools import lru_cache

from qa.language.scripts import fold, is_han

_LONGEST_SYLLABLE = 6
_MOST_READINGS = 4


def readings(text: str) -> tuple[str, ...]:
    """The syllable of each Chinese character of `text`, in order; runs between other characters are kept apart by "|"."""
    from pypinyin import lazy_pinyin

    found: list[str] = []
    for syllable in lazy_pinyin(_only_han(fold(text)), errors=lambda _: ["|"]):
        if syllable != "|":
            found.append(syllable.replace("v", "u").replace("ü", "u"))
        elif found and found[-1] != "|":
            found.append("|")
    return tuple(found)


def _only_han(text: str) -> str:
    return "".join(character if is_han(character) else " " for character in text)


@lru_cache(maxsize=4096)
def spellings(word: str, syllables: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """The ways to read a Latin word as pinyin, fewest syllables first: xian → (xian), (xi, an)."""
    letters = word.lower().replace("'", "").replace("’", "").replace("ü", "u").replace("v", "u")
    return tuple(sorted(_cuts(letters, syllables), key=lambda cut: (len(cut), cut))[:_MOST_READINGS])


def _cuts(letters: str, syllables: frozenset[str]) -> Iterator[tuple[str, ...]]:
    if not letters:
        yield ()
        return
    if len(letters) > 30:
        return
    for length in range(1, _LONGEST_SYLLABLE + 1):
        if letters[:length] in syllables and length <= len(letters):
            yield from ((letters[:length], *rest) for rest in _cuts(letters[length:], syllables))
