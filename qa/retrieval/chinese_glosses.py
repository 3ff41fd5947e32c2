"""Chinese text for a reader of English: each word with its reading and meaning, names romanised, figures and dates."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from qa.language import cut_chinese, dates, figures, fold, is_han, stem
from qa.language.figure_forms import english_date, english_figure
from qa.language.places import english_levels
from qa.language.romanised_names import english_person, english_place
from qa.retrieval.aliases import ALIASES_FILE, aliases
from qa.retrieval.dictionary import Dictionary
from qa.retrieval.glosses import DictionaryEntry
from qa.types import Gloss, Range

_MORE_WORDS = ALIASES_FILE.with_name("glosses.tsv")
_RUN = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff]+")
_LONGEST_WORD = 8
_LONGEST_PERSON = 3
# What a cut costs for each word, for a character by itself, for one without an entry, and for each end at which the
# segmenter does not cut. So its cut stands unless another has fewer words: 追责|问责, not 追|责问|责.
_WORD, _ALONE, _UNKNOWN, _ELSEWHERE = 1.0, 0.5, 2.0, 0.3
_MEANINGS, _LONGEST_MEANING = 3, 64
_REFERENCE = re.compile(r"[\u2e80-\uffff]+\|(?=[\u2e80-\uffff])|\[[^\]]*\]")


def glossed_chinese(text: str, dictionary: Dictionary) -> tuple[Gloss, ...]:
    """What helps a reader of English with a Chinese text, from left to right without overlap."""
    folded = fold(text)
    found = list(_counted(folded))
    for start, end in _gaps(found, len(text)):
        for run in _RUN.finditer(folded, start, end):
            found += _of_run(run[0], run.start(), dictionary)
    return tuple(sorted(found, key=lambda gloss: gloss.start))


def _counted(text: str) -> Iterator[Gloss]:
    """Dates, and figures that English writes otherwise; a lone Chinese numeral is mostly part of a word."""
    days = [(date, english_date(date)) for date in dates(text)]
    for date, written in days:
        if written:
            yield Gloss(date.start, date.end, "figure", "", (written,))
    for figure in figures(text):
        words = text[figure.start : figure.end]
        written = english_figure(figure)
        is_alone = len(words) == 1 and is_han(words)
        in_date = any(said and date.start < figure.end and figure.start < date.end for date, said in days)
        if not is_alone and not in_date and written != words and any(map(is_han, words)):
            yield Gloss(figure.start, figure.end, "figure", "", (written,))


def _gaps(taken: Sequence[Gloss], length: int) -> Iterator[Range]:
    """The ranges that lie between what is taken."""
    at = 0
    for gloss in sorted(taken, key=lambda gloss: gloss.start):
        yield at, gloss.start
        at = gloss.end
    yield at, length


def _of_run(run: str, offset: int, dictionary: Dictionary) -> Iterator[Gloss]:
    """The names and words of Chinese characters that stand together; names are those that have no entry."""
    syllables = _syllables(run)
    names = _names(run, dictionary)
    at = 0
    for start, end, written in [*names, (len(run), len(run), "")]:
        for first, last in _cut(run[at:start], dictionary):
            if gloss := _of_word(run[at + first : at + last], syllables[at + first : at + last], dictionary):
                yield Gloss(offset + at + first, offset + at + last, "word", *gloss)
        if written:
            yield Gloss(offset + start, offset + end, "name", _joined(syllables[start:end]).capitalize(), (written,))
        at = end


def _names(run: str, dictionary: Dictionary) -> list[tuple[int, int, str]]:
    """The persons and places that the dictionary lacks, each with its English form: 张忠 is Zhang Zhong."""
    import rjieba

    found: list[tuple[int, int, str]] = []
    at, last = 0, ""
    for word, tag in rjieba.tag(run):
        start, at = at, at + len(word)
        kind = tag[:2]
        if kind == "nr" and last == "nr" and found and found[-1][1] == start and start - found[-1][0] == 1:
            found[-1] = found[-1][0], at, english_person(run[found[-1][0] : at])
        elif kind == "nr" and len(word) <= _LONGEST_PERSON:
            found.append((start, at, english_person(word)))
        elif kind == "ns" and not any(
            word.endswith(level) and len(word) - len(level) < 2 for level in english_levels()
        ):
            found.append((start, at, english_place(word)))
        last = kind
    return [name for name in found if name[1] - name[0] > 1 and not _is_of_words(run[name[0] : name[1]], dictionary)]


def _is_of_words(name: str, dictionary: Dictionary) -> bool:
    """Whether a supposed name is a word, or words of two or more characters put together: 纪律作风."""
    return _is_known(name, dictionary) or any(
        _is_known(name[:at], dictionary) and _is_of_words(name[at:], dictionary) for at in range(2, len(name) - 1)
    )


def _cut(run: str, dictionary: Dictionary) -> list[Range]:
    """The words of a run: the cheapest way to part it into entries of the dictionary."""
    ends = {0}
    for word in cut_chinese(run):
        ends.add(max(ends) + len(word))
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(run) + 1):
        best.append(
            min(
                (best[start][0] + _cost(run[start:end], (start in ends) + (end in ends), dictionary), start)
                for start in range(max(0, end - _LONGEST_WORD), end)
                if end - start == 1 or _is_known(run[start:end], dictionary)
            )
        )
    places: list[Range] = []
    end = len(run)
    while end:
        places.append((best[end][1], end))
        end = best[end][1]
    return places[::-1]


def _cost(word: str, agreeing: int, dictionary: Dictionary) -> float:
    alone = _ALONE if len(word) == 1 else 0.0
    unknown = 0.0 if _is_known(word, dictionary) else _UNKNOWN
    return _WORD + alone + unknown + _ELSEWHERE * (2 - agreeing)


def _is_known(word: str, dictionary: Dictionary) -> bool:
    return word in dictionary.chinese_words or word in _own_meanings()


def _of_word(word: str, syllables: Sequence[str], dictionary: Dictionary) -> tuple[str, tuple[str, ...]] | None:
    """The reading and the meanings of a word as it is read here; None for one without any."""
    every = dictionary.entries(word)
    entries = [entry for entry in every if entry.reading.lower().replace("u:", "v").split() == list(syllables)]
    # A word of a text is a name last: 张 as "sheet" before "surname Zhang".
    entries = sorted(entries or every, key=lambda entry: (not entry.glosses, entry.is_name))
    told = [gloss for entry in entries for gloss in _told(entry)]
    own = _own_meanings().get(word, ())
    is_name = bool(entries) and entries[0].is_name
    meanings = _differing([*told, *own] if is_name else [*own, *told])
    if not meanings:
        return None
    read = _joined(entries[0].reading.lower().replace("u:", "v").split() if entries else syllables)
    return read.capitalize() if is_name else read, tuple(meanings[:_MEANINGS])


def _differing(meanings: Sequence[str]) -> list[str]:
    """The meanings without those that have the same words in another form: case filed, cases filed; work, to work."""
    found: dict[tuple[str, ...], str] = {}
    for meaning in meanings:
        found.setdefault(tuple(map(stem, meaning.lower().removeprefix("to ").split())), meaning)
    return list(found.values())


def _told(entry: DictionaryEntry) -> Iterator[str]:
    """The glosses of an entry as a reader wants them: without readings and without Traditional forms."""
    for gloss in entry.glosses or entry.also:
        told = " ".join(_REFERENCE.sub("", gloss).split())
        if told:
            yield told if len(told) <= _LONGEST_MEANING else told[:_LONGEST_MEANING].rsplit(" ", 1)[0] + "…"


@lru_cache(maxsize=1024)
def _syllables(run: str) -> tuple[str, ...]:
    """The syllable of each character with the number of its tone, as it is read beside the others."""
    from pypinyin import Style, lazy_pinyin

    read = lazy_pinyin(run, style=Style.TONE3, neutral_tone_with_five=True)
    return tuple(read) if len(read) == len(run) else tuple("" for _ in run)


def _joined(syllables: Sequence[str]) -> str:
    """A word in pinyin with marks for its tones: wen4 ze2 is wènzé, xi1 an1 is xī'ān."""
    from pypinyin.contrib.tone_convert import to_tone

    written = ""
    for syllable in syllables:
        mark = "'" if written and syllable[:1] in ("a", "o", "e") else ""
        written += mark + to_tone(syllable.rstrip("5"))
    return written


@cache
def _own_meanings() -> dict[str, tuple[str, ...]]:
    """Chinese words with their English forms in the tables beside the dictionary, which come before its glosses."""
    found: dict[str, list[str]] = {}
    for alias in (*aliases(), *aliases(_MORE_WORDS)):
        found.setdefault(fold(alias.chinese), []).append(alias.english)
    return {word: tuple(forms) for word, forms in found.items()}
