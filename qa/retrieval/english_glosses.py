"""English text for a reader of Chinese: words and phrases with their Chinese ones, figures and dates."""

import re
from collections.abc import Iterator
from math import inf, log1p

from qa.language import dates, figures, stem
from qa.language.figure_forms import chinese_date, chinese_figure
from qa.language.words import STOP_WORDS_EN
from qa.retrieval.dictionary import Dictionary
from qa.types import Gloss

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_BETWEEN = re.compile(r"[ \t\n-]{1,2}")
_LONGEST_PHRASE, _MEANINGS, _WEIGHED = 4, 3, 24
_MOST_BEFORE = 4


def glossed_english(text: str, dictionary: Dictionary) -> tuple[Gloss, ...]:
    """What helps a reader of Chinese with an English text, from left to right without overlap."""
    found = list(_counted(text))
    taken = [(gloss.start, gloss.end) for gloss in found]
    words = [
        match
        for match in _WORD.finditer(text)
        if all(match.end() <= start or end <= match.start() for start, end in taken)
    ]
    at = 0
    while at < len(words):
        count, meanings = _longest(text, words[at : at + _LONGEST_PHRASE], dictionary)
        if meanings:
            found.append(Gloss(words[at].start(), words[at + count - 1].end(), "word", "", meanings))
        at += count
    return tuple(sorted(found, key=lambda gloss: gloss.start))


def _counted(text: str) -> Iterator[Gloss]:
    """Dates, and figures that Chinese writes otherwise."""
    days = [(date, chinese_date(date)) for date in dates(text)]
    for date, written in days:
        if written:
            yield Gloss(date.start, date.end, "figure", "", (written,))
    for figure in figures(text):
        written = chinese_figure(figure)
        in_date = any(said and date.start < figure.end and figure.start < date.end for date, said in days)
        if not in_date and written != text[figure.start : figure.end].replace(",", ""):
            yield Gloss(figure.start, figure.end, "figure", "", (written,))


def _longest(text: str, words: list[re.Match[str]], dictionary: Dictionary) -> tuple[int, tuple[str, ...]]:
    """How many of the first words have Chinese ones together, and these; (1, ()) where not even the first has."""
    stems = [stem(word[0].lower()) for word in words]
    for count in range(len(words), 0, -1):
        joined = zip(words[: count - 1], words[1:count], strict=True)
        if not all(_BETWEEN.fullmatch(text[one.end() : other.start()]) for one, other in joined):
            continue
        if any(word[0].lower() in STOP_WORDS_EN for word in (words[0], words[count - 1])):
            continue
        if meanings := _chinese(" ".join(stems[:count]), dictionary):
            return count, meanings
    return 1, ()


def _chinese(phrase: str, dictionary: Dictionary) -> tuple[str, ...]:
    """The Chinese words for stems, those of the table of aliases first, then common ones that mean little else."""
    found = [one.text for one in dictionary.to_chinese(phrase) if one.weight == 1][:_WEIGHED]
    ranked = sorted(enumerate(found), key=lambda one: (-_fitness(one[1], phrase, dictionary), one))
    return tuple(word for _, word in ranked[:_MEANINGS])


def _fitness(word: str, phrase: str, dictionary: Dictionary) -> float:
    """How well a Chinese word fits: how common it is, less where its entry has other phrases before this one."""
    phrases = [one for entry in dictionary.entries(word) for one, weight, _ in entry.phrases() if weight == 1]
    if phrase not in phrases:
        return inf  # only the table of aliases says it
    return log1p(dictionary.uses(word)) - min(_MOST_BEFORE, phrases.index(phrase))
