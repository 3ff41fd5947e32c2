"""Persons and places of a Chinese text as English writes them: 王强 is Wang Qiang, 南湖社区 Nanhu Community."""

import re
from collections.abc import Sequence
from itertools import pairwise

from qa.language.numbers import figures
from qa.language.pinyin import readings
from qa.language.places import english_levels

_FAMILY_NAMES_OF_TWO = ("欧阳", "司马", "上官", "诸葛", "皇甫", "慕容", "司徒", "夏侯", "令狐", "宇文", "长孙")
# What a place is, behind its name; the longer forms first.
_PLACES = tuple(english_levels().items())
_HAN_NAME = re.compile(r"[\u4e00-\u9fff·]{2,8}")
_PINYIN = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}\b")
_LONGEST_PERSON = 4
# A stem of one character is part of the name, as in 郴县.
_SHORTEST_STEM = 2
_MOST = 6


def spelled_names(text: str, also: Sequence[str] = (), *, are_persons: bool = False) -> tuple[str, ...]:
    """The names of `also`, then the persons and places of a Chinese text, each with its English form; at most six."""
    tagged = _tagged(text)
    persons = {name for name, is_person in tagged if is_person} | set(also if are_persons else ())
    names = dict.fromkeys([*also, *(name for name, _ in tagged)])
    spelled = [
        f"{name} {english_person(name) if name in persons else english_place(name)}"
        for name in names
        if _HAN_NAME.fullmatch(name) and not figures(name)
    ]
    return tuple(spelled[:_MOST])


def _tagged(text: str) -> list[tuple[str, bool]]:
    """The persons and places of a text, each with whether it is a person; 麻阳 before 县 is a place."""
    import rjieba

    words = rjieba.tag(text)
    found = []
    for (word, tag), (following, _) in pairwise([*words, ("", "")]):
        ending = following if any(following == level for level, _ in _PLACES) else ""
        if tag.startswith(("nr", "ns")):
            is_place = bool(ending) or english_place(word) != _in_one(word)
            found.append((word + ending, tag.startswith("nr") and not is_place))
    return found


def in_both_scripts(text: str, name: str) -> str:
    """An English text with the Chinese characters of a person or place behind the first mention of it in pinyin."""
    if not _HAN_NAME.fullmatch(name) or name in text:
        return text
    spelled = "".join(readings(name))
    found = next((match for match in _PINYIN.finditer(text) if "".join(match[0].lower().split()) == spelled), None)
    return f"{text[: found.end()]} ({name}){text[found.end() :]}" if found else text


def english_place(name: str) -> str:
    """A place in pinyin, with the English word for what it is: 常州市 is Changzhou City."""
    ending, kind = next(
        (level for level in _PLACES if name.endswith(level[0]) and len(name) - len(level[0]) >= _SHORTEST_STEM),
        ("", ""),
    )
    return f"{_in_one(name.removesuffix(ending))} {kind}".strip()


def english_person(name: str) -> str:
    """The family name, then the given name in one word."""
    if len(name) > _LONGEST_PERSON:
        return _in_one(name)
    first = 2 if name[:2] in _FAMILY_NAMES_OF_TWO and len(name) > 2 else 1
    return f"{_in_one(name[:first])} {_in_one(name[first:])}"


def _in_one(name: str) -> str:
    return "".join(readings(name)).capitalize()
