"""Levels of places, province to village: which one a question counts, and at which one an office stands."""

import re

from qa.language.places import counted_levels, place_words
from qa.language.tables import any_of
from qa.question.unit import HOW_MANY, NUMERAL_END, stands_behind

# 区间 is an interval and no district.
_NO_PLACE = {"区": "(?!间)"}
# What a question calls the places that it counts, by language; a figure that counts them has such a word behind it.
_LEVELS = tuple(
    (
        any_of(rf"{word}\b" for word in words["en"]),
        any_of(f"{word}{_NO_PLACE.get(word, '')}" for word in words["zh"]),
    )
    for words in counted_levels()
)
_PLACES_EN = re.compile(
    rf"\bhow many\s+(?:different\s+|other\s+)?({any_of(english for english, _ in _LEVELS)})", re.IGNORECASE
)
_PLACES_ZH = re.compile(rf"(?:多少|几)个?({any_of(chinese for _, chinese in _LEVELS)})(?![级委属里人])")
# What else may be counted in places: "how many areas" can be answered by 11个县市区.
_ANY_PLACES = re.compile(
    r"\bhow many\s+(?:[\w-]+\s+){0,2}?(?:places|areas|regions|locations|localities|jurisdictions|communities|streets"
    r"|sub-?districts|neighbou?rhoods|divisions|units)\b|(?:多少|几)个?(?:地方|地区|区域|单位|社区|街道|行政)",
    re.IGNORECASE,
)
_COUNTS_PLACES = re.compile(
    rf"{NUMERAL_END}个?(?:设区|地级|县级)?(?:县市区|市县区|市县|县区|区县|省份|省区市|城市|乡镇|街道|行政村)"
)
_OFFICES = "".join(place_words("zh", "office"))
# The level of an office in a Chinese text, 省 of 省监委.
OFFICE = re.compile(rf"([{_OFFICES}])(?=委|纪委|监委|政府|人大|政协)")
_OFFICE_ASKED = {
    "省": re.compile(r"\bprovincial\b|省(?=委|纪委|监委|政府|人大|政协)", re.I),
    "市": re.compile(r"\bmunicipal\b|市(?=委|纪委|监委|政府|人大|政协)", re.I),
    "县": re.compile(r"\bcounty (?:party|discipline|supervis|committee|commission)|县(?=委|纪委|监委|政府)", re.I),
    "区": re.compile(r"\bdistrict (?:party|discipline|supervis|committee|commission)|区(?=委|纪委|监委|政府)", re.I),
}


def place_counted(question: str) -> re.Pattern[str] | None:
    """What a question that counts places calls them, in both languages: cities, 市; None if it counts no places."""
    match = _PLACES_EN.search(question) or _PLACES_ZH.search(question)
    if not match:
        return None
    patterns = (f"{english}|{chinese}" for english, chinese in _LEVELS)
    return next((re.compile(pattern) for pattern in patterns if re.fullmatch(pattern, match[1], re.IGNORECASE)), None)


def may_count_places(question: str) -> bool:
    """Whether a figure that counts places could answer a question: it asks for some places, or counts nothing."""
    return not HOW_MANY.search(question) or _ANY_PLACES.search(question) is not None


def counts_places(figure: str, after: str) -> bool:
    """Whether a figure counts places, by what follows it: 11个县市区."""
    return stands_behind(_COUNTS_PLACES, figure, after)


def offices_asked(question: str) -> set[str]:
    """The levels of the offices that a question names: 省 of "the provincial supervisory commission"."""
    return {level for level, pattern in _OFFICE_ASKED.items() if pattern.search(question)}
