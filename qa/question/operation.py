"""Questions whose answer is worked out from several figures: which is more, by how many, how many in all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from qa.language import chinese_names, english_names
from qa.language.dates import YEAR
from qa.language.places import Places, no_places, place_words
from qa.language.scripts import detect
from qa.language.tables import LANGUAGES, any_of, table
from qa.question.identifiers import identifiers
from qa.types import Range

OperationKind = Literal["compare", "difference", "sum"]


@dataclass(frozen=True, slots=True)
class Operation:
    """What to work out, for which two names, and for each name the question that its figure answers.

    `wants_less` says that the question asks for the smaller figure, and `word` what it calls it: higher, 更低.
    """

    kind: OperationKind
    names: tuple[str, str]
    questions: tuple[str, str]
    wants_less: bool = False
    word: str = ""


# The two names stand for themselves as one character each, so that patterns can speak of them.
_A, _B = "\ue000", "\ue001"
_LESS = ("fewer", "less", "lower", "smaller", "slower", "shorter", "cheaper", "lighter", "weaker") + (
    "少",
    "低",
    "小",
    "慢",
    "短",
    "轻",
    "弱",
    "便宜",
)
_GREATER_EN = (
    r"(?:high|larg|great|bigg|long|fast|heavi|strong|low|small|slow|short|cheap|light|weak)e?r"
    r"|more expensive|less expensive|more|fewer|less"
)
_GREATER_ZH = "多|高|大|长|宽|深|快|重|强|贵|老|少|低|小|短|窄|浅|慢|轻|弱|便宜|年轻"
_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)")
_JOINED_EN = re.compile(r",?\s+(?:and|or|or in|and in|than|than in|than by|or by)\s+", re.IGNORECASE)
_TOTAL_EN = re.compile(
    r"\s*,?\s*\b(?:in total|in all|altogether|combined|together|between them|taken together)\b", re.I
)
_JOINED_ZH = re.compile(r"和|与|跟|、|及|还是|以及|比")
_TOTAL_ZH = re.compile(r"一共|总共|共计|合计|总计|加起来|加在一起|之和|共(?=有|解决|发现|检查|派|组|整改)")
_TWO_ZH = (
    rf"(?:这?两[个座家]?(?:城市|公司|企业)|这?两个|这?两(?:个)?(?:地|{any_of(place_words('zh', 'two'))})|相比|，|,)*"
)
_OF_TWO_ZH = f"{any_of(place_words('zh', 'which_of_two'))}|公司|企业|单位|学校|医院|部门|产品|机型|型号"
_WHICH_ZH = rf"(?:哪一?[家座条所只款台个]?(?:{_OF_TWO_ZH})的?|哪个|哪一个|哪里|哪边|谁)"
# What two things are measured by: which is heavier asks for their weights.
_MEASURED = table("measured_by")
_MEASURES_EN = any_of(row["en"] for row in _MEASURED)

# Two things that a Chinese question compares or adds up, by the words around them alone: no list has all names.
_PAIR_ZH = re.compile(
    r"(?P<a>[^，,。和与跟及、比的]{2,12})(?:和|与|跟)(?P<b>[^，,。和与跟及、比的]{2,12}?)(?=一共|总共|共有|共计|合计|哪|谁|两|这两|相比|相差)"
)
# No other question is looked at closely.
_MAY_BE = re.compile(
    rf"\b(?:{_GREATER_EN}|difference|total|in all|altogether|combined|together|between them"
    rf"|{_MEASURES_EN})\b|[比更]|较[多少]|哪个|谁|哪|差|一共|总共|共计|合计|总计|加起来|加在一起|之和|共",
    re.IGNORECASE,
)

_Pattern = tuple[OperationKind, str, str]
# The kind, the pattern, and the question about one of the two; {name} stands for its name.
_PATTERNS_EN: tuple[_Pattern, ...] = (
    (
        "compare",
        rf"(?:did|do|does|has|have|had) {_A} or {_B} (?P<do>.+?) (?P<more>more|fewer|less) (?P<what>.+)",
        "how many {what} did {name} {do}",
    ),
    (
        "compare",
        rf"(?:which|who)(?: \w+)?? (?P<do>\w+(?: (?:out|up))?) (?P<more>more|fewer|less) (?P<what>.+?),? {_A} or {_B}",
        "how many {what} did {name} {do}",
    ),
    (
        "compare",
        rf"(?:were|are) (?P<more>more|fewer) (?P<what>.+?) (?P<at>in|by|at) {_A} (?:or|than) (?:(?:in|by|at) )?{_B}",
        "how many {what} {at} {name}",
    ),
    (
        "compare",
        rf"did {_A} (?P<do>.+?) (?P<more>more|fewer) (?P<what>.+?) than {_B}",
        "how many {what} did {name} {do}",
    ),
    (
        "compare",
        rf"(?:which|who)(?: \w+)? (?:has|had|have|achieved|recorded|reported|saw) (?:the |a )?(?P<more>{_GREATER_EN})"
        rf" (?P<what>.+?)(?P<when> in [^,]+)?,? {_A} or {_B}",
        "what was the {what} of {name}{when}",
    ),
    (
        "compare",
        rf"(?:did|does|do|has|have) {_A} or {_B} (?:have|had) (?:the |a )?(?P<more>{_GREATER_EN}) (?P<what>.+?)"
        r"(?P<when> in [^,]+)?",
        "what was the {what} of {name}{when}",
    ),
    (
        "compare",
        rf"(?:where|in which \w+) (?:is|was|are|were) (?:the )?(?P<what>.+?) (?P<more>{_GREATER_EN}),? (?:in )?{_A} or"
        rf" (?:in )?{_B}",
        "what was the {what} in {name}",
    ),
    (
        "difference",
        rf"how many (?P<more>more|fewer) (?P<what>.+?) did {_A} (?P<do>.+?) than {_B}(?: did)?",
        "how many {what} did {name} {do}",
    ),
    (
        "difference",
        rf"how many (?P<more>more|fewer) (?P<what>.+?) (?P<at>in|by|at) {_A} than (?:(?:in|by|at) )?{_B}",
        "how many {what} {at} {name}",
    ),
    (
        "difference",
        rf"how many (?P<more>more|fewer) (?P<what>.+?) did (?P<who>.+?) (?P<do>\w+(?: (?:out|up))?) in {_A}"
        rf" than in {_B}",
        "how many {what} did {who} {do} in {name}",
    ),
    (
        "difference",
        rf"how much (?P<more>{_MEASURES_EN}) (?:is|was|are|were) (?:the )?{_A} than (?:the )?{_B}",
        "what is the {measure} of {name}",
    ),
    (
        "compare",
        rf"(?:which|who|what)(?: \w+){{0,2}}? (?:is|was|are|were) (?:the )?(?P<more>{_MEASURES_EN}),? (?:the )?{_A} or"
        rf" (?:the )?{_B}",
        "what is the {measure} of {name}",
    ),
    (
        "difference",
        rf"what(?: is|'s|’s| was) the difference between (?:the )?(?P<what>.+?) of {_A} and {_B}",
        "what was the {what} of {name}",
    ),
    (
        "difference",
        rf"what(?: is|'s|’s| was) the difference in (?:the )?(?:number of )?(?P<what>.+?) between {_A} and {_B}",
        "how many {what} in {name}",
    ),
)
_PATTERNS_ZH: tuple[_Pattern, ...] = (
    (
        "compare",
        rf"{_A}(?:和|与|跟|、|还是){_B}{_TWO_ZH}{_WHICH_ZH}(?:更|比较|要)(?P<more>{_GREATER_ZH})(?:一些|些)?",
        "{name}的{measure}是多少",
    ),
    (
        "compare",
        rf"(?P<at>.{{0,8}}?){_A}(?:和|与|跟|、|还是){_B}{_TWO_ZH}{_WHICH_ZH}(?P<do>[^更较]+?)了?(?P<more>更多|更少|较多|较少)"
        r"的?(?P<what>.+)",
        "{at}{name}{do}了多少{what}",
    ),
    (
        "compare",
        rf"(?P<at>.{{0,8}}?){_A}(?:和|与|跟|、|还是){_B}{_TWO_ZH}{_WHICH_ZH}(?P<what>.+?)(?:更|比较|要)?(?P<more>多|少)(?:一些|些)?",
        "{at}{name}{what}有多少",
    ),
    (
        "compare",
        rf"(?P<at>.{{0,8}}?){_A}(?:和|与|跟|、|还是){_B}{_TWO_ZH}{_WHICH_ZH}(?P<what>.+?)(?:更|比较|要)?"
        rf"(?P<more>{_GREATER_ZH})(?:一些|些)?",
        "{at}{name}{what}是多少",
    ),
    ("compare", rf"(?P<at>.{{0,8}}?){_A}(?P<what>.+?)比{_B}(?:更|要)?(?P<more>多|少)吗", "{at}{name}{what}有多少"),
    (
        "difference",
        rf"(?P<at>.{{0,8}}?){_A}(?P<what>.+?)(?:数量?)?比{_B}(?P<more>多|少)(?:出|了)?(?:多少|几).{{0,3}}",
        "{at}{name}{what}有多少",
    ),
    (
        "difference",
        rf"(?P<at>.{{0,8}}?){_A}比{_B}(?P<more>多|少)(?:出|了)?(?P<what>.*?(?:多少|几).+)",
        "{at}{name}{what}",
    ),
    (
        "difference",
        rf"(?P<at>.{{0,8}}?){_A}(?:和|与|跟){_B}(?P<what>.+?)(?:数量?)?(?:相差|差)(?:多少|几).{{0,3}}",
        "{at}{name}{what}有多少",
    ),
)


def operation_of(question: str, places: Places = no_places) -> Operation | None:
    """What a question wants worked out from the figures of two names; None for every other question."""
    if not _MAY_BE.search(question):
        return None
    return next(_operations(question, places), None)


def _operations(question: str, places: Places) -> Iterator[Operation]:
    is_chinese = detect(question) == "zh"
    text = question.strip(" \n?？.。")
    for first, second in _pairs(text, places):
        between = text[first[1] : second[0]]
        names = text[slice(*first)], text[slice(*second)]
        if names[0] == names[1]:
            continue
        marked = f"{text[: first[0]]}{_A}{between}{_B}{text[second[1] :]}"
        if found := _matched(marked, names, _PATTERNS_ZH if is_chinese else _PATTERNS_EN):
            yield found
        joined, total = (_JOINED_ZH, _TOTAL_ZH) if is_chinese else (_JOINED_EN, _TOTAL_EN)
        is_counted = re.search(r"多少|几" if is_chinese else r"\bhow many\s+(?!in\b)", marked, re.IGNORECASE)
        if joined.fullmatch(between) and between.strip(", ") != "or" and total.search(marked) and is_counted:
            yield _summed(marked, between, names, total)


def _pairs(text: str, places: Places) -> Iterator[tuple[Range, Range]]:
    """Names, identifiers and years that stand one after the other, and in Chinese what stands on both sides of 和."""
    is_chinese = detect(text) == "zh"
    names = chinese_names.name_ranges(text, places) if is_chinese else english_names.name_ranges(text, places)
    numbered = [place for _, place in identifiers(text)]
    yield from pairwise(names)
    yield from pairwise(sorted(numbered))
    yield from pairwise([match.span() for match in _YEAR.finditer(text)])
    if is_chinese and (match := _PAIR_ZH.match(text)):
        yield match.span("a"), match.span("b")


def _matched(marked: str, names: tuple[str, str], patterns: tuple[_Pattern, ...]) -> Operation | None:
    for kind, pattern, asked in patterns:
        if match := re.fullmatch(pattern, marked, re.IGNORECASE):
            parts = {key: value or "" for key, value in match.groupdict().items()}
            if _A in "".join(parts.values()) or _B in "".join(parts.values()):
                continue
            parts["measure"] = _measure(parts.get("more", ""))
            if "{measure}" in asked and not parts["measure"]:
                continue
            questions = asked.format(name=names[0], **parts), asked.format(name=names[1], **parts)
            word = parts.get("more", "").lower().removeprefix("更").removeprefix("较")
            is_less = word.endswith(_LESS) or any(
                row["less"] and re.fullmatch(row.pattern(), word) for row in _MEASURED
            )
            return Operation(kind, names, _ended(questions), is_less, word)
    return None


def _measure(comparative: str) -> str:
    """What a comparative measures, in its language: weight for heavier; empty where it measures nothing by itself."""
    return next(
        (
            row[f"{language}_noun"]
            for row in _MEASURED
            for language in LANGUAGES
            if re.fullmatch(row[language], comparative, re.IGNORECASE)
        ),
        "",
    )


def _summed(marked: str, between: str, names: tuple[str, str], total: re.Pattern[str]) -> Operation:
    """Each question about one of the names alone, without the words for all of them together."""
    single = re.sub(rf"{_A}{re.escape(between)}{_B}{_TWO_ZH}", _A, total.sub("", marked))
    return Operation("sum", names, _ended((single.replace(_A, names[0]), single.replace(_A, names[1]))))


def _ended(questions: tuple[str, str]) -> tuple[str, str]:
    end = "？" if detect(questions[0]) == "zh" else "?"
    return f"{questions[0].strip()}{end}", f"{questions[1].strip()}{end}"
