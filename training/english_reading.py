"""A Chinese question read from left to right: first what is known by its form, the rest by dictionary."""

import re
from collections.abc import Iterator, Mapping

from training.english_lookup import look_up
from training.english_names import foreign_name
from training.english_numbers import figures
from training.english_words import Kind, Word
from training.glosses import Gloss
from training.word_tables import question_words, transliteration

_LATIN = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9.'’+-]*(?: [A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9.'’+-]*)*")
_TITLE = re.compile(r"《([^》]{1,30})》")
_FOREIGN = "".join(transliteration())
_DOTTED_NAME = re.compile(
    rf"([{_FOREIGN}]+(?:[·•‧・．][\u4e00-\u9fff]?[{_FOREIGN}]+)+)(?:[（(](?P<latin>[A-Za-zÀ-ÿ .'-]+)[)）])?"
)
_NOT_A_QUESTION = (
    "何塞|几乎|几何|任何|几率|为何(?=[种人时年地处物])|(?<=[名称成作变视定封改评译化分认誉选立列拜升任设判])为"
)
_QUESTION = re.compile(
    f"(?:{_NOT_A_QUESTION})|(" + "|".join(sorted(map(re.escape, question_words()), key=len, reverse=True)) + ")"
)
_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}


def read_words(question: str, glosses: Mapping[str, Gloss]) -> list[Word]:
    """The words of the question in their order, without what English drops."""
    return [word for word in _all_words(question.translate(_WIDE), glosses) if word.kind is not Kind.DROPPED]


def _all_words(question: str, glosses: Mapping[str, Gloss]) -> Iterator[Word]:
    position = 0
    for start, end, word in _fixed(question, glosses):
        yield from look_up(question[position:start], glosses)
        yield word
        position = end
    yield from look_up(question[position:], glosses)


def _fixed(question: str, glosses: Mapping[str, Gloss]) -> Iterator[tuple[int, int, Word]]:
    """What is known by its form: titles, Latin letters, dates, figures, dotted names, question words."""
    found = [
        (one.start(), one.end(), Word(one.group(), _title(one.group(1), glosses) or one.group(), Kind.NAME))
        for one in _TITLE.finditer(question)
    ]
    found += [(one.start(), one.end(), Word(one.group(), one.group(), Kind.NAME)) for one in _LATIN.finditer(question)]
    found += [
        (
            one.start,
            one.end,
            Word(question[one.start : one.end], one.english, Kind.TIME if one.is_time else Kind.NUMBER),
        )
        for one in figures(question)
    ]
    found += [
        (one.start(), one.end(), Word(one.group(), one["latin"] or foreign_name(one[1], glosses), Kind.NAME))
        for one in _DOTTED_NAME.finditer(question)
    ]
    for one in _QUESTION.finditer(question):
        if one.group(1):
            kind, english = question_words()[one.group(1)]
            found.append((one.start(), one.end(), Word(one.group(1), english, Kind(kind))))
    end = 0
    for start, stop, word in sorted(found, key=lambda item: (item[0], -item[1])):
        if start >= end:
            yield start, stop, word
            end = stop


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _title(title: str, glosses: Mapping[str, Gloss]) -> str:
    """A title in English words; nothing where one of them is not certain."""
    words = read_words(title, glosses)
    is_certain = len(words) > 1 and all(word.certainty == 1 for word in words)
    return " ".join(_capitalised(word.english.split("|")[0]) for word in words) if is_certain else ""
