"""Names, institutions and sets of things in a Chinese question, for the question that follows it."""

import re
from collections.abc import Collection
from functools import lru_cache

from qa.language.measure_words import measure_words
from qa.language.places import Places, no_places, place_words
from qa.language.scripts import is_han
from qa.language.tables import any_of
from qa.types import Range


def _level_pattern(use: str, *, before: str = "", after: str = "") -> str:
    """The levels of places in one of their uses as a pattern; `before` and `after` stand around a lone character."""
    levels = place_words("zh", use)
    single = "".join(level for level in levels if len(level) == 1)
    return any_of([f"{before}[{single}]{after}", *(level for level in levels if len(level) > 1)])


_ASKS = re.compile(r"多少|几|谁|何时|何地|什么|哪|怎么|怎样|为何|是否|吗")
_NAME_TAGS = ("ns", "nr", "nt", "nz")
_PLACE_END = re.compile(_level_pattern("name", before="(?:自治)?"))
# A name of a place by its end, which the segmenter may not know: 北港街道.
_BY_END = re.compile(rf"[\u4e00-\u9fff]{{2,3}}(?:{_level_pattern('full_name', after='(?!委|级|属|里|政)')})")
_HEADS = "纪委监委|纪委|监委|工作组|检察组|监察组|督查组|检查组|小组|专班|机关|系统|公司|企业|医院|学校|局|厅|队|中心"
_INSTITUTION = re.compile(rf"^[^，,。？?了谁几]{{0,24}}?(?:{_HEADS})(?:[^，,。？?的了在]{{0,12}}(?:{_HEADS}))?")
_COUNTED = re.compile(
    rf"^(?P<before>.*?)(?:一共|总共|共)?(?:有)?(?:多少|几)[{measure_words('counted')}]?(?P<noun>人|干部|问题|场所|单位|党员)?(?P<after>.*)$"
)
_SURNAME_JOINS = ("nr", "nr")
# So many characters around a name tell the segmenter where it ends.
_AROUND = 6
# Names of places, persons, institutions and others, abbreviations, and what the segmenter does not know.
_PERHAPS_NAMES = ("ns", "nr", "nt", "nz", "j", "x")


def name_ranges(text: str, places: Places = no_places) -> list[Range]:
    """Where names of places, persons and institutions stand, from left to right, a place with its 市 or 县."""
    found = tagged(text, _NAME_TAGS)
    ends = [match.span() for match in [_BY_END.match(text)] if match]
    known = [match.span() for name in places(text) for match in re.finditer(re.escape(name), text) if is_han(name[0])]
    found += [place for place in (*ends, *known) if all(place[1] <= start or end <= place[0] for start, end in found)]
    return sorted(found)


def tagged(text: str, tags: Collection[str]) -> list[Range]:
    """What the segmenter tags as a name of these kinds, a person with the surname, a place with its level."""
    import rjieba

    found: list[Range] = []
    at, last_tag = 0, ""
    for word, tag in rjieba.tag(text):
        start, at = at, at + len(word)
        is_name = tag in tags and is_han(word[0])
        if is_name and found and found[-1][1] == start and (last_tag, tag) == _SURNAME_JOINS:
            found[-1] = found[-1][0], at
        elif is_name:
            found.append((start, at))
        elif found and found[-1][1] == start and _PLACE_END.fullmatch(word):
            found[-1] = found[-1][0], at
        last_tag = tag
    return [name for name in found if name[1] - name[0] > 1]


@lru_cache(maxsize=4096)
def is_common_word(word: str) -> bool:
    """Whether the segmenter takes a word for no name: 成功 and 资源 are counties, but seldom mean them."""
    import rjieba

    tags = [tag for _, tag in rjieba.tag(word)]
    return len(tags) == 1 and not tags[0].startswith(_PERHAPS_NAMES)


def is_name_at(text: str, place: Range) -> bool:
    """Whether the segmenter sees words of their own at a place of a text, and one of them may be a name."""
    import rjieba

    start = max(0, place[0] - _AROUND)
    at, found = start, []
    for word, tag in rjieba.tag(text[start : place[1] + _AROUND]):
        if at >= place[0] and at + len(word) <= place[1]:
            found.append((word, tag))
        at += len(word)
    whole = "".join(word for word, _ in found) == text[slice(*place)]
    return whole and any(tag.startswith(_PERHAPS_NAMES) for _, tag in found)


def first_name(text: str, places: Places = no_places) -> str:
    """The first name of a question, which mostly says whom it is about; empty if it has no name."""
    ranges = name_ranges(text, places)
    return text[slice(*ranges[0])] if ranges else ""


def head(text: str) -> str:
    """The part of a question before its question word; the whole question if it has no such word."""
    asks = _ASKS.search(text)
    return text[: asks.start()] if asks else text


def institution(text: str) -> str:
    """The institution at the head of a question, with the place before it; empty if it names none."""
    found = _INSTITUTION.match(head(text))
    return found[0] if found else ""


def counted_set(question: str) -> str:
    """What a question counts: 吉林省追责问责的人 of 吉林省一共追责问责了多少人; empty where it counts nothing."""
    match = _COUNTED.match(question.strip(" ？?。"))
    if not match:
        return ""
    told = re.sub("一共|总共", "", match["before"] + match["after"]).strip("，, ").removesuffix("了").removesuffix("的")
    return f"{told}的{match['noun'] or ''}" if told else ""
