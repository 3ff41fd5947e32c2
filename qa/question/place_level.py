"""Levels of places, province to village: which one a question counts, and of which one an office is."""

import re

from qa.question.unit import HOW_MANY, NUMERAL_END, stands_behind

# What a level of places is called in both languages; a figure that counts such places has one of its names behind it.
_LEVELS = (
    (r"cit(?:y|ies)\b", r"市"),
    (r"count(?:y|ies)\b", r"县"),
    (r"provinces?\b", r"省"),
    (r"districts?\b", r"区(?!间)"),
    (r"townships?\b|towns?\b", r"乡镇|镇|乡"),
    (r"villages?\b", r"村"),
    (r"(?:countr(?:y|ies)|nations?|states?)\b", r"国家?"),
)
_PLACES_EN = re.compile(rf"\bhow many\s+(?:different\s+|other\s+)?({'|'.join(one for one, _ in _LEVELS)})", re.I)
_PLACES_ZH = re.compile(rf"(?:多少|几)个?({'|'.join(one for _, one in _LEVELS)})(?![级委属里人])")
# What else may be counted in places: "how many areas" can be answered by 11个县市区.
_ANY_PLACES = re.compile(
    r"\bhow many\s+(?:[\w-]+\s+){0,2}?(?:places|areas|regions|locations|localities|jurisdictions|communities|streets"
    r"|sub-?districts|neighbou?rhoods|divisions|units)\b|(?:多少|几)个?(?:地方|地区|区域|单位|社区|街道|行政)",
    re.I,
)
_COUNTS_PLACES = re.compile(
    rf"{NUMERAL_END}个?(?:设区|地级|县级)?(?:县市区|市县区|市县|县区|区县|省份|省区市|城市|乡镇|街道|行政村)"
)
# The level of an office in a Chinese text, 省 of 省监委.
OFFICE = re.compile(r"([省市县区])(?=委|纪委|监委|政府|人大|政协)")
_OFFICE_ASKED = {
    "省": re.compile(r"\bprovincial\b|省(?=委|纪委|监委|政府|人大|政协)", re.I),
    "市": re.compile(r"\bmunicipal\b|市(?=委|纪委|监委|政府|人大|政协)", re.I),
    "县": re.compile(r"\bcounty (?:party|discipline|supervis|committee|commission)|县(?=委|纪委|监委|政府)", re.I),
    "区": re.compile(r"\bdistrict (?:party|discipline|supervis|committee|commission)|区(?=委|纪委|监委|政府)", re.I),
}


def place_counted(question: str) -> re.Pattern[str] | None:
    """What a question that counts places calls them, in both languages: cities, 市; None where it counts others."""
    match = _PLACES_EN.search(question) or _PLACES_ZH.search(question)
    if not match:
        return None
    return next(
        (
            re.compile(f"{english}|{chinese}")
            for english, chinese in _LEVELS
            if re.fullmatch(f"{english}|{chinese}", match[1], re.I)
        ),
        None,
    )


def may_count_places(question: str) -> bool:
    """Whether a figure that counts places could answer a question: it asks for some places, or counts nothing."""
    return not HOW_MANY.search(question) or _ANY_PLACES.search(question) is not None


def counts_places(figure: str, after: str) -> bool:
    """Whether a figure counts places, by what follows it: 11个县市区."""
    return stands_behind(_COUNTS_PLACES, figure, after)


def offices_asked(question: str) -> set[str]:
    """The levels of the offices that a question names: 省 of "the provincial supervisory commission"."""
    return {level for level, pattern in _OFFICE_ASKED.items() if pattern.search(question)}
