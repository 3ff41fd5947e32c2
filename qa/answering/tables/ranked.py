"""Things in order by a figure, or parted by a number, over rows of a table or over what sentences tell of names."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import ge, gt, le, lt

from qa.answering.tables.counted import words
from qa.answering.tables.grid import Cell, Grid, Row, grids
from qa.answering.tables.lookup import language_of
from qa.answering.tables.named_cells import limits
from qa.answering.tables.rows_cited import row_evidence
from qa.answering.tables.sheet import is_group, is_total
from qa.answering.tables.told import YEARS, told_grid
from qa.answering.tables.wanted import FEWEST, MONEY_HEAD, MOST
from qa.answering.tables.worked import PASSAGES, is_on, operand, worked_answer
from qa.language import fold
from qa.language.dates import YEAR_FROM_1000
from qa.language.units import unit_at
from qa.messages import Key, say
from qa.question.polar import is_polar
from qa.question.ranking import Order, Ranking, ranking_of
from qa.types import Answer, Document, Evidence, Hit, Question

_SIGNS = {">": (gt, ">"), ">=": (ge, "≥"), "<": (lt, "<"), "<=": (le, "≤")}
_NOT = re.compile(r"\b(?:not|no|never|without)\b|n['’]t\b|不(?!少于|低于|超过|多于|足|到)|没|未")
_YEAR = re.compile(rf"{YEAR_FROM_1000}年?")
_NUMBER = re.compile(r"\s*[-−–+]?\s?(?:EUR|USD|GBP|RMB|[$€£¥￥])?\s?(\d[\d,]*(?:\.\d+)?)")
_CURRENCY = re.compile(r"EUR|USD|GBP|RMB|CNY|[$€£¥￥]")
_NOUN = re.compile(
    r"\b(?:which|what|how many) ([a-z]+)"
    r"|(?:哪[个一些]*|多少|几)[个条艘家座]?([\u4e00-\u9fff]{1,3}?)(?=[的最第有是比在])"
)
_IN_BRACKETS = re.compile(r"[（(]([^）)]{1,24})[)）]")
# Rows whose figures are shown in a formula and quoted; where more are meant, they are not all told, and none is.
_SHOWN = 8
# Rows of the largest table that is put in order.
_MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class _Thing:
    """A named row with its figure."""

    name: str
    value: Decimal
    row: Row
    cell: Cell

    @property
    def written(self) -> str:
        """The figure without its unit; a year is not parted in groups of digits."""
        is_year = _YEAR.fullmatch(self.cell.text.strip()) is not None
        return f"{self.value}" if is_year else f"{self.value:,f}"


def ranked_answer(
    question: Question, hits: Sequence[Hit], document: Callable[[str], Document], *, by_measure: bool
) -> Answer | None:
    """The thing at a place in an order, or those on one side of a number, with their figures quoted.

    With `by_measure` only what a word or a unit orders, as "second", "longest" or "over 9 metres" do: what is learnt
    over tables knows the rest. None where the question wants none of it, or no figures of one unit are told.
    """
    if is_polar(question.text) or _NOT.search(fold(question.text)):
        return None
    folded = fold(question.text)
    asked = limits(folded)
    ranking = ranking_of(question.text, compares=bool(asked))
    if ranking is None or (by_measure and ranking.place == 1 and not _measures(ranking, folded, asked)):
        return None
    for hit in hits[:PASSAGES]:
        source = document(hit.passage.document_id)
        if not is_on(question, hit, source):
            continue
        for grid, is_told in _grids(hit, source):
            around, text = (_around(hit, source), hit.passage.text) if is_told else ("", "")
            things = _things(question, grid, ranking, asked, around, text)
            chosen = _chosen(ranking, things, asked)
            # Each one that is named is quoted.
            if chosen and len(chosen) <= _SHOWN:
                shown = list(dict.fromkeys([*chosen, *(_in_order(ranking, things) if ranking.kind == "end" else ())]))
                evidence = [_evidence(one, grid, hit, source, is_told=is_told) for one in shown[:_SHOWN]]
                name, formula = _said(question, ranking, chosen, things, asked)
                key: Key = "different" if ranking.kind == "count" else "extreme"
                said = {"result": str(len(chosen)), "names": f"{name} ({formula})", "name": name, "formula": formula}
                return worked_answer(question, evidence, hits, document, key, **said)
    return None


def _measures(ranking: Ranking, folded: str, asked: Sequence[tuple[str, str]]) -> bool:
    if asked:
        return bool(_measure_of(folded, asked))
    return all(order.measure for order in ranking.orders)


def _grids(hit: Hit, source: Document) -> Iterator[tuple[Grid, bool]]:
    """The tables that a passage is of, and those of what its sentences tell, unless they say which is the most."""
    for grid in grids(source.text):
        if (
            grid.place[0] < hit.passage.end
            and hit.passage.start < grid.place[1]
            and not grid.is_record
            and (len(grid.rows) <= _MOST_ROWS)
        ):
            yield grid, False
    text = fold(hit.passage.text)
    if not (MOST.search(text) or FEWEST.search(text)):
        for of_years in (False, True):
            if told := told_grid(hit.passage.text, of_years=of_years):
                yield told, True


def _around(hit: Hit, source: Document) -> str:
    """What names the kind of things that a passage tells of."""
    return f"{hit.passage.text}\n{hit.passage.heading}\n{source.head}\n{source.first_line}\n{source.id}"


def _things(
    question: Question, grid: Grid, ranking: Ranking, asked: Sequence[tuple[str, str]], around: str, text: str
) -> list[_Thing]:
    """The rows with a figure in the one column that the question orders or compares by."""
    folded = fold(question.text)
    if not around and language_of(grid) != question.language:
        return []
    orders = ranking.orders or (Order(_measure_of(folded, asked), is_from_most=True),)
    named = [at for at in range(1, len(grid.heads)) if _is_named(grid.heads[at], folded)]
    if around and not named and not _tells_of(folded, around):
        return []
    for columns in (named, [at for at in range(1, len(grid.heads)) if any(_fits(grid, at, one) for one in orders)]):
        figured = [at for at in columns if len(_figures(grid, at)) > 1]
        if len(figured) == 1:
            things = _figures(grid, figured[0])
            return _of_one_unit(_most_on(folded, things, text) if text and columns is not named else things)
    return []


def _most_on(folded: str, things: Sequence[_Thing], text: str) -> list[_Thing]:
    """Of things that sentences tell, those whose line has most of the question's words: the offers for the roof."""
    asked = words(folded)
    held = [len(asked & words(text[slice(*one.row.line)])) for one in things]
    return [one for one, number in zip(things, held, strict=True) if number == max(held)]


def _is_named(head: str, folded: str) -> bool:
    """Whether a question has all the words of a head, or the head as it is: 人数."""
    bare = fold(_IN_BRACKETS.sub("", head)).strip()
    own = words(bare)
    return bool(bare) and head != YEARS and (own <= words(folded) if own else bare in folded)


def _tells_of(folded: str, around: str) -> bool:
    """Whether the kind of thing that a question asks for is named: boats."""
    match = _NOUN.search(folded)
    noun = words(next((part for part in match.groups() if part), "")) if match else frozenset[str]()
    return bool(noun) and noun <= words(around)


def _fits(grid: Grid, at: int, order: Order) -> bool:
    """Whether a column holds what an order measures."""
    head = grid.heads[at]
    cells = [text for row in grid.rows if (text := row.cell(at).text)]
    if not order.measure or not cells:
        return False
    if order.measure == "year":
        return all(_YEAR.fullmatch(text.strip()) for text in cells)
    if order.measure == "money":
        return bool(MONEY_HEAD.search(head) or all(_CURRENCY.search(text) for text in cells))
    bracketed = _IN_BRACKETS.search(head)
    unit = bracketed[1] if bracketed else head
    return all(order.measure in (_counts(text), unit_at(f"1{fold(unit)}", 0, 1)[0]) for text in cells)


def _counts(text: str) -> str:
    folded = fold(text)
    match = _NUMBER.match(folded)
    return unit_at(folded, match.start(1), match.end(1))[0] if match else ""


def _figures(grid: Grid, at: int) -> list[_Thing]:
    found = []
    for row in grid.rows:
        if not row.cells or is_total(row) or is_group(row) or not row.cells[0].text:
            continue
        cell = row.cell(at)
        if match := _NUMBER.match(fold(cell.text)):
            sign = -1 if re.match(r"\s*[-−–]", cell.text) else 1
            found.append(_Thing(row.cells[0].text, sign * Decimal(match[1].replace(",", "")), row, cell))
    return found


def _of_one_unit(things: list[_Thing]) -> list[_Thing]:
    """The things, where each has another name and all figures are written with one unit and none as about so much."""
    rests = {re.sub(r"[\d.,\s\-−–+]|\[.*?\]", "", fold(one.cell.text)) for one in things}
    is_clear = len(rests) == 1 and len({one.name for one in things}) == len(things)
    return things if is_clear else []


def _measure_of(folded: str, asked: Sequence[tuple[str, str]]) -> str:
    """What the number that a question compares with measures, by its unit or as a year."""
    for _, number in reversed(asked):
        at = folded.rindex(number)
        if _YEAR.fullmatch(number):
            return "year"
        if counts := unit_at(folded, at, at + len(number))[0]:
            return "money" if _CURRENCY.search(number.upper()) else counts
    return ""


def _chosen(ranking: Ranking, things: Sequence[_Thing], asked: Sequence[tuple[str, str]]) -> list[_Thing]:
    """The thing at the place asked for, or all on the side of the numbers that is asked for."""
    if ranking.kind == "end":
        ordered = _in_order(ranking, things)
        at = ranking.place - 1
        beside = [ordered[near].value for near in (at - 1, at + 1) if 0 <= near < len(ordered)]
        # The second of two says what the first one is not; among ties there is no place.
        return [ordered[at]] if at < len(ordered) and ordered[at].value not in beside else []
    compared = []
    for sign, number in asked:
        match = _NUMBER.match(number)
        if match is None or re.search(r"[^\d\W]|[%％万亿]", number.upper().replace("EUR", "").replace("USD", "")):
            return []
        compared.append((_SIGNS[sign][0], Decimal(match[1].replace(",", ""))))
    return [one for one in things if all(compare(one.value, limit) for compare, limit in compared)]


def _in_order(ranking: Ranking, things: Sequence[_Thing]) -> list[_Thing]:
    return sorted(things, key=lambda one: one.value, reverse=ranking.orders[0].is_from_most)


def _evidence(one: _Thing, grid: Grid, hit: Hit, source: Document, *, is_told: bool) -> Evidence:
    if is_told:
        return operand(hit, one.row.line, one.cell.place)
    return row_evidence(source, grid, one.row, one.cell, 0.7)


def _said(
    question: Question,
    ranking: Ranking,
    chosen: Sequence[_Thing],
    things: Sequence[_Thing],
    asked: Sequence[tuple[str, str]],
) -> tuple[str, str]:
    """The names of the things chosen, and how they compare with the others or with the numbers of the question."""
    names = say(question.language, "list").join(one.name for one in chosen)
    if ranking.kind == "end":
        sign = " > " if ranking.orders[0].is_from_most else " < "
        shown = [one.written for one in _in_order(ranking, things)]
        return names, sign.join(shown[:_SHOWN]) + (" …" if len(shown) > _SHOWN else "")
    if len(asked) == 2:
        (_, least), (_, most) = asked
        return names, ", ".join(f"{least} ≤ {one.written} ≤ {most}" for one in chosen)
    sign, number = asked[0]
    return names, ", ".join(f"{one.written} {_SIGNS[sign][1]} {number}" for one in chosen)
