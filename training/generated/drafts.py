"""A question that is known to be answered, with what is needed to make questions from it that are not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qa.types import Language, Range
from training.generated.scenes import Scene
from training.generated.tables import Place, places

# So followed or so led, a place says where something is; else it may be part of a name, as in 上海环境.
_IS_WHERE_BEFORE = re.compile(r"(?:在|于|来自|到|赴|位于|驻|抵达|前往|，)$")
_IS_WHERE_AFTER = re.compile(
    r"(?:市|省|州|地区|境内|全[省市国]|当地|警方|公安|法院|检察|各|、|，|。|的|举办|举行|召开|发生|发布|累计|共|已|有|新增|政府|部分|遭|南部|北部|东部|西部)"
)
_PART_OF_NAME = re.compile(
    r"证券|银行|日报|晚报|大学|学院|队|男|女|选手|公司|集团|股份|媒体|新闻|时报|网|籍|产|语|人|路|湖|海|站"
)
_YEAR = re.compile(r"(?<!\d)(20[012]\d|19\d\d)年")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place or year that question and passage name: as the passage writes it, and as the question does."""

    word: str
    shown: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A question, its passage and answer.

    `unit` is the answer's unit, or its kind where it is no figure. `words` are Chinese words one of which any passage
    that answers would hold. `impossible` are questions that this passage surely does not answer.
    """

    question: str
    scene: Scene
    answer: Range
    unit: str
    rule: str
    language: Language
    words: tuple[str, ...]
    mentions: tuple[Mention, ...] = ()
    impossible: tuple[str, ...] = ()


def mentioned_places(text: str, start: int, end: int) -> Iterator[Place]:
    """The places of the table that `text[start:end]` names as a place, in order."""
    for match in _place_pattern().finditer(text, start, end):
        place = _places_by_word()[match[0]]
        is_city_of_that_name = place.level == "p" and text[match.end() :].startswith("市") and place.word == "吉林"
        is_where = _IS_WHERE_BEFORE.search(text[: match.start()][-3:]) or _IS_WHERE_AFTER.match(text, match.end())
        is_named = _PART_OF_NAME.match(text, match.end()) or is_city_of_that_name
        if is_where and not is_named and place.word != "中国":
            yield place


def mentioned_years(text: str, start: int, end: int) -> list[str]:
    """The years that `text[start:end]` names in full, as digits."""
    return [match[1] for match in _YEAR.finditer(text, start, end)]


@lru_cache
def _places_by_word() -> dict[str, Place]:
    return {place.word: place for place in places()}


@lru_cache
def _place_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_places_by_word(), key=len, reverse=True)))
