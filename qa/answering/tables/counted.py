"""Figures of a text with the words that tell what each counts, in sentences as in tables, so that they can be found.

`things` are the words that narrow what is counted: a question has to have them all. `of` are those that name the row of
a table. `around` are the words beside them, which a question may use and need not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from qa.answering.tables.grid import Cell, Grid, Row
from qa.answering.tables.sheet import is_group, tokens
from qa.answering.tables.wanted import MONEY_HEAD, TOTAL
from qa.language import detect, figures, fold, is_han, is_whole, sentences
from qa.language.clauses import clause_at
from qa.language.dates import MONTH_FOLDED, YEAR
from qa.language.measure_words import measure_words
from qa.language.mentions import of_kind
from qa.language.punctuation import PHRASE_MARKS
from qa.language.qualifiers import qualifiers_of_figure
from qa.language.tables import LANGUAGES, any_of, table
from qa.language.units import PERCENT, UNITS, unit_at, unit_forms
from qa.question.subject import named_in
from qa.types import Range

# Tables with more rows are looked up by their nets alone.
_MOST_ROWS, _MOST_COLUMNS = 2000, 28
# What stands above a table and is longer is a paragraph, not its caption.
_LONGEST_CAPTION = 90
_REMEMBERED = 32
_YEARS = re.compile(rf"{YEAR}年?")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[^\u4e00-\u9fff]+")
_TIME_ZH = re.compile(
    rf"{YEAR}年|[一二三四五六七八九十]{{1,2}}月份?|\d{{1,2}}月份?|[今去前明本上]年|第?[一二三四]季度|[上下]半年"
)
# A cell that holds one number: its sign, the currency before it, and its unit or a mark behind it.
_CELL = re.compile(
    r"\s*(?P<sign>[-−–(])?[+\s]?(?:[A-Z]{2,3}\s?)?[$€£¥￥]?\s*(?P<sign_behind>[-−–(])?(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<behind>\D{0,16})"
)
# What heads of columns say of the time beside the year: years ended 30 September.
_PERIOD_HEAD = re.compile(
    rf"\b(?:fiscal|financial|years?|months?|ended|ending|as of)\b|\b(?:{MONTH_FOLDED})\b(?:\s\d{{1,2}}\b)?"
    rf"|\b\d{{1,2}}\s(?:{MONTH_FOLDED})\b"
)
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALE = re.compile(r"\s{0,2}(?:万亿|千万|百万|[万亿千百]|thousand\b|million\b|billion\b|trillion\b)")
_CURRENCY = re.compile(r"(?:EUR|USD|GBP|RMB|CNY|HK\$|US\$|[$€£¥￥])\s?$")
_IN_BRACKETS = re.compile(r"[（(]([^）)]{1,24})[)）]")
# Behind a number that counts nothing: a time of day, a code, a multiple.
_GOES_ON = re.compile(r"[:/-]\d|\s?(?:倍|成|times\b|-?fold\b)|(?:st|nd|rd|th)\b")
_IN_YEAR = re.compile(rf"\b(?:in|of|for) {YEAR}\b")
_SPAN = re.compile(rf"\s?(?:{unit_forms('span')}|{unit_forms('money')})")
_Told = tuple[frozenset[str], frozenset[str]]
_ROUGH = frozenset(("over", "under", "about"))
# Of what a share is told: 12% of the members.
_WHOLE_EN = re.compile(r"\s*of (?:all (?:of )?|the |its |our |their )*([a-z][a-z -]*)")
# A share that stands between a figure and its verb: 28 samples, 35 % of all samples, were clean.
_APPOSED = re.compile(r",\s*(?:or )?\d[\d.,]*\s?(?:%|per ?cent)[^,]*,")


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure with its unit and scale as they are written, where it stands, and the words that tell it.

    `value` is the number without its scale: 2.6 of 2.6亿元. `whole` are the words behind "12% of", in English.
    """

    value: Decimal
    scale: str
    unit: str
    place: Range
    line: Range
    things: frozenset[str]
    of: frozenset[str]
    around: frozenset[str]
    is_rough: bool = False
    whole: tuple[str, ...] = ()
    column: int = -1
    grid: Grid | None = None

    @property
    def is_share(self) -> bool:
        """Whether it is a share of a whole."""
        return self.unit == PERCENT

    @property
    def cell(self) -> Cell:
        """Its place as that of a cell."""
        return Cell("", self.place)


@lru_cache(4096)
def words(text: str) -> frozenset[str]:
    """The words that tell something: stems in English; in Chinese the single characters, but for measure words."""
    folded = fold(text)
    latin = tokens(" ".join(_LATIN.findall(folded)))
    return (latin | frozenset(_HAN.findall(folded))) - _generic()


@lru_cache(1)
def _generic() -> frozenset[str]:
    """What tells nothing of what is counted: "there", "number", 的, 有."""
    own = [part for row in table("counting_words") for language in LANGUAGES for part in row[language].split()]
    return frozenset(own) | frozenset(measure_words("numeral"))


@lru_cache(1)
def _holding() -> re.Pattern[str]:
    """Verbs behind which a figure counts what their subject has: has, there are, 有, 共."""
    return re.compile(any_of(row["zh_holding"] for row in table("counting_words")))


@lru_cache(_REMEMBERED)
def counted_in_text(text: str) -> tuple[Counted, ...]:
    """The figures of the sentences of a text, but for years and parts of dates."""
    return tuple(one for place in sentences(text) if is_whole(text[slice(*place)]) for one in _in_sentence(text, place))


def _in_sentence(text: str, line: Range) -> Iterator[Counted]:
    sentence = text[slice(*line)]
    language = detect(sentence)
    places = [place for place in of_kind(sentence, "figure", language) if _counts_something(sentence, place)]
    names = named_in(sentence) if places and language == "zh" else []
    told = _told_zh if language == "zh" else _told_en
    for at, (start, end) in enumerate(places):
        number = figures(sentence[start:end])[0]
        stop = places[at + 1][0] if at + 1 < len(places) else len(sentence)
        things, around = told(sentence, (places[at - 1][1] if at else 0, start), (end, stop), names)
        value, scale, unit = _number(sentence, start, end)
        whole = _WHOLE_EN.match(fold(sentence), end)
        yield Counted(
            value,
            scale,
            PERCENT if number.percent else unit,
            (line[0] + start, line[0] + end),
            line,
            things - words(unit),
            frozenset(),
            around | words(unit),
            bool(qualifiers_of_figure(sentence, start, end) & _ROUGH),
            tuple(whole[1].split()) if whole and number.percent else (),
        )


def _counts_something(sentence: str, place: Range) -> bool:
    """Whether a figure is a number of something: no year, no time of day, no part of a code, no multiple."""
    start, end = place
    before, behind = sentence[max(0, start - 1) : start], sentence[end : end + 9]
    is_part = before in ":-/#" and bool(before) or before.isalpha() and before.isascii() or _GOES_ON.match(behind)
    return not is_part and not _YEARS.fullmatch(sentence[start:end]) and len(figures(sentence[start:end])) == 1


def _told_en(sentence: str, before: Range, behind: Range, names: Sequence[Range]) -> _Told:
    """What stands behind a figure narrows it; before it stands who has it, or in front of a comma of what it is."""
    first, end = clause_at(sentence, before[1])
    last = max(behind[0], min(end, behind[1]))
    rest = sentence[behind[0] : last]
    if apposed := _APPOSED.match(sentence, last):
        rest += f" {sentence[apposed.end() :]}"
    own = sentence[first : before[1]]
    # What has no subject of its own goes on with that of the sentence: has 640 pupils and 40 teachers.
    lead = "" if words(own) else _DIGITS.sub("", sentence[: before[0] or before[1]])
    things = words(_IN_YEAR.sub("", rest))
    return things, words(lead) | words(own) | things | words(rest)


def _told_zh(sentence: str, before: Range, behind: Range, names: Sequence[Range]) -> _Told:
    """What stands between the verb and the figure, or else before the verb, and behind the figure, narrows it.

    A clause goes on with what stands before it up to a name or a time: 八月卖出大米3200斤，收入19200元.
    """
    starts = [0, *(at + 1 for at, mark in enumerate(sentence[: before[1]]) if mark in f"{PHRASE_MARKS}；")]
    first = max(before[0], starts[-1])
    # A name right before the figure is what it counts.
    owners = [name for name in names if name[1] < before[1]]
    own = "".join(letter for at, letter in enumerate(sentence) if first <= at < before[1] and not _within(at, owners))
    own = _TIME_ZH.sub("", own)
    verbs = list(_holding().finditer(own))
    noun = own[verbs[-1].end() :] if verbs else own
    if not words(noun) and verbs:
        noun = own[verbs[-2].end() if len(verbs) > 1 else 0 : verbs[-1].start()]
    ends = [at for mark in f"{PHRASE_MARKS}；" if (at := sentence.find(mark, behind[0], behind[1])) >= 0]
    last = min([*ends, behind[1]])
    begins = [*(name[0] for name in names), *(match.start() for match in _TIME_ZH.finditer(sentence))]
    led = max((at for at in starts if any(at <= begin < before[1] for begin in begins)), default=0)
    things = words(noun) | words(sentence[behind[0] : last])
    return things, words(sentence[led:last])


def _within(at: int, places: Sequence[Range]) -> bool:
    return any(first <= at < last for first, last in places)


def _number(sentence: str, start: int, end: int) -> tuple[Decimal, str, str]:
    """The number without its scale, the scale, and the unit, as they are written."""
    folded = fold(sentence)
    digits = _DIGITS.match(folded, start)
    if digits is None:
        return figures(sentence[start:end])[0].value, "", _unit(folded, start, end)
    scale = _SCALE.match(folded, digits.end())
    number_end = scale.end() if scale else digits.end()
    value = Decimal(digits[0].replace(",", ""))
    return value, scale[0].strip() if scale else "", _unit(folded, start, number_end)


def _unit(folded: str, start: int, end: int) -> str:
    """The unit behind a figure or the sign before it, as it is written; empty without one."""
    behind = [match[0].strip() for unit in UNITS if (match := unit.after.match(folded, end)) and match[0]]
    if behind:
        return max(behind, key=len).lstrip("余多")
    if span := _SPAN.match(folded, end):
        return span[0].strip()
    currency = _CURRENCY.search(folded[:start].upper())
    return currency[0].strip() if currency else ""


@dataclass(frozen=True, slots=True)
class _Head:
    """What the head of a column says that its cells count, and their unit."""

    things: frozenset[str]
    words: frozenset[str]
    unit: str


def counted_in_grid(grid: Grid, asked: frozenset[str], *, by_price: bool = False) -> tuple[Counted, ...]:
    """The figures of a table's cells; of a wide table, those of the columns that a question of these words names.

    `by_price` says that the head of a price need not be asked for.
    """
    rows = [row for row in grid.rows[: _MOST_ROWS + 1] if row.cells and not is_group(row)]
    if len(rows) > _MOST_ROWS or grid.is_record:
        return ()
    heads = {at: _head(head, by_price=by_price) for at, head in enumerate(grid.heads) if at}
    if len(heads) > _MOST_COLUMNS:
        heads = {at: head for at, head in heads.items() if head.things <= asked}
    above = words(f"{grid.heads[0]} {grid.above if len(grid.above) <= _LONGEST_CAPTION else ''}")
    found = []
    for row in rows:
        around = above | words(" ".join(cell.text for cell in row.cells if not _CELL.fullmatch(cell.text)))
        of = words(TOTAL.sub("", row.cells[0].text.strip()))
        for at, head in heads.items():
            if match := _CELL.fullmatch(fold(row.cell(at).text)):
                found.append(_in_cell(grid, row, at, match, head, of=of, around=around))
    return tuple(found)


def _head(text: str, *, by_price: bool) -> _Head:
    bare, bracketed = _IN_BRACKETS.sub("", text), _IN_BRACKETS.search(text)
    is_price = by_price and MONEY_HEAD.search(text) is not None
    unit = PERCENT if "%" in text else bracketed[1] if bracketed else ""
    things = words(_PERIOD_HEAD.sub(" ", fold(bare)))
    return _Head(frozenset() if is_price else things, words(bare), unit)


def _in_cell(
    grid: Grid, row: Row, at: int, match: re.Match[str], head: _Head, *, of: frozenset[str], around: frozenset[str]
) -> Counted:
    """The figure of a cell that holds no other."""
    text, first = fold(row.cell(at).text), row.cell(at).place[0]
    value, scale, unit = _number(text, *match.span("digits"))
    unit = PERCENT if match["behind"].strip().startswith(("%", "percent")) else unit or head.unit
    return Counted(
        -value if match["sign"] or match["sign_behind"] else value,
        scale,
        unit,
        (first + match.start("digits"), first + match.end("digits")),
        row.line,
        head.things,
        of,
        around | head.words | words(unit),
        column=at,
        grid=grid,
    )


def same_unit(one: Counted, other: Counted) -> bool:
    """Whether two figures are of one unit and scale, as they are written or by what the units count: 人 and 名."""
    if one.scale != other.scale:
        return False
    return one.unit == other.unit or (bool(_counts(one)) and _counts(one) == _counts(other))


def _counts(one: Counted) -> str:
    return unit_at(f"1{fold(one.unit)}", 0, 1)[0] if one.unit and is_han(one.unit[0]) else ""
