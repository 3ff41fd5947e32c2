"""Parts and wholes: a share, what is left, a count told as a share, a whole told by its part, so much for each."""

import re
from collections.abc import Sequence
from decimal import Decimal

from qa.answering.tables.complement import opposite_parts
from qa.answering.tables.counted import Counted, same_unit, words
from qa.answering.tables.multiples import multiples
from qa.answering.tables.sheet import is_total
from qa.answering.tables.told_figures import (
    Result,
    Told,
    matching,
    only,
    quotient,
    result_of,
    shown,
    unit_behind,
    written_number,
)
from qa.language import fold, plain
from qa.language.clauses import item_at
from qa.question.calculation import Wanted

# So many cells of a column are added up to its whole.
_MOST_ADDED = 12

# How much of the whole something takes up: 占多少 asks for the share itself.
_ASKS_SHARE = re.compile(r"占(?:了|到)?(?:多少|几成)[？?]?$")


def share_of_whole(wanted: Sequence[Wanted], told: Sequence[Told]) -> Result | None:
    """A part of its whole, in hundredths; nothing where a share is told itself."""
    part = only(matching(wanted[0], told))
    if part is None or matching(wanted[0], told, shares=True):
        return None
    # A share is one of what it is a part of: women of the teachers, and not of the guests.
    if not words(wanted[1].words) <= words(wanted[0].words) | part.counted.things | part.counted.around:
        return None
    whole = only(matching(wanted[1], told, besides=part))
    column = [whole] if whole else _column(part, told, wanted[1])
    total = sum((one.counted.value for one in column), Decimal())
    if not column or not all(same_unit(part.counted, one.counted) for one in column) or part.counted.value > total > 0:
        return None
    if not total:
        return None
    sign, share = quotient(100 * part.counted.value, total)
    below = " + ".join(shown(one) for one in column)
    formula = f"{shown(part)} ÷ {below if len(column) == 1 else f'({below})'} {sign} {share}%"
    return Result(f"{share}%", formula, (part, *(one for one in column if one is not part)))


def _column(part: Told, told: Sequence[Told], wanted: Wanted) -> list[Told]:
    """The cells of a column that add up to the whole of one of them, where its head is all that the whole is called."""
    cell = part.counted
    if cell.grid is None or cell.things != words(wanted.words) or any(is_total(row) for row in cell.grid.rows):
        return []
    cells = [one for one in told if one.counted.grid is cell.grid and one.counted.column == cell.column]
    rows = [row for row in cell.grid.rows if row.cells]
    return cells if len(cells) == len(rows) <= _MOST_ADDED else []


def left_over(wanted: Sequence[Wanted], told: Sequence[Told]) -> Result | None:
    """What is left of a whole without a part that is told as a count or as a share."""
    part = only(matching(wanted[1], told))
    whole = only(matching(wanted[0], told, besides=part))
    if part is None and (share := only(matching(wanted[1], told, shares=True))):
        whole = whole or _counted_beside(share, told)
        if whole is None:
            return None
        sign, left = quotient(whole.counted.value * (100 - share.counted.value), Decimal(100))
        return Result(left, f"{shown(whole)} × (100% − {shown(share)}%) {sign} {left}", (whole, share))
    if part and whole is None and (known := whole_of_part(wanted[0], told)):
        told_share = known.operands[1].counted.value
        sign, left = quotient(part.counted.value * (100 - told_share), told_share)
        formula = f"{shown(part)} ÷ {plain(told_share)}% − {shown(part)} {sign} {left}"
        return Result(f"{left}{unit_behind(part)}", formula, known.operands)
    if whole is None or part is None:
        return None
    if not same_unit(whole.counted, part.counted) or whole.counted.value < part.counted.value:
        return None
    left = written_number(whole.counted.value - part.counted.value)
    return result_of(f"{left}{unit_behind(whole)}", f"{{0}} − {{1}} = {left}", whole, part)


def _counted_beside(share: Told, told: Sequence[Told]) -> Told | None:
    """The whole that a share is told of: 12% of the members, of whom there are 350; 常客500人，其中老年人占36%."""
    own = share.counted
    if own.whole:
        for size in range(1, min(4, len(own.whole) + 1)):
            if found := only(matching(Wanted(" ".join(own.whole[:size])), told, besides=share)):
                return found
        return None
    before = [
        one
        for one in told
        if one.hit is share.hit and one.counted.line == own.line and one.counted.place[1] <= own.place[0]
    ]
    between = share.hit.passage.text[before[-1].counted.place[1] : own.place[0]] if before else ""
    return before[-1] if before and "其中" in between and not before[-1].counted.is_share else None


def count_of_share(question: str, told: Sequence[Told]) -> Result | None:
    """A count that is told as a share of a whole: 12% of the 350 members; nothing where it is told itself."""
    wanted = Wanted(question)
    if matching(wanted, told) or _ASKS_SHARE.search(question):
        return None
    if found := _other_part(question, told) or _multiple(question, told):
        return found
    share = only(matching(wanted, told, shares=True, beside=True))
    whole = _counted_beside(share, told) if share else None
    if share is None or whole is None:
        return None
    sign, count = quotient(whole.counted.value * share.counted.value, Decimal(100))
    formula = f"{shown(whole)} × {shown(share)}% {sign} {count}"
    return Result(f"{count}{unit_behind(whole)}", formula, (whole, share))


def whole_of_part(wanted: Wanted, told: Sequence[Told]) -> Result | None:
    """A whole of which a part is told as a count and as a share: 28 samples, 35 % of all samples."""
    for share in (one for one in told if one.counted.is_share and one.counted.value):
        before = [
            one
            for one in told
            if one.hit is share.hit
            and one.counted.line == share.counted.line
            and one.counted.place < share.counted.place
        ]
        own = share.counted.whole or ()
        if not before or before[-1].counted.is_share or words(" ".join(own[:2])) != words(wanted.words):
            continue
        if not words(wanted.words) <= before[-1].counted.things:
            continue
        part = before[-1]
        sign, count = quotient(100 * part.counted.value, share.counted.value)
        return Result(count, f"{shown(part)} ÷ {shown(share)}% {sign} {count}", (part, share))
    return None


def per_each(wanted: Sequence[Wanted], told: Sequence[Told]) -> Result | None:
    """So much of one thing for each of another."""
    share = only(matching(wanted[1], told, by_unit=True))
    of = only(matching(wanted[0], told, besides=share))
    if of is None or share is None or not share.counted.value or of.counted.is_share or share.counted.is_share:
        return None
    sign, each = quotient(of.counted.value, share.counted.value)
    unit = unit_behind(of)
    return Result(f"{each}{unit}", f"{shown(of)} ÷ {shown(share)} {sign} {each}", (of, share))


def _other_part(question: str, told: Sequence[Told]) -> Result | None:
    """What is left of a whole where a question asks for one side of a pair and the other is told: men, and women."""
    asked = fold(question)
    for own, other in opposite_parts():
        if not own.search(asked) or other.search(asked):
            continue
        rest = words(own.sub(" ", asked))
        parts = [
            one for one in told if not one.counted.is_share and _is_other(one, own, other) and _is_of(one, other, rest)
        ]
        part = only(parts)
        whole = only(matching(Wanted(own.sub(" ", asked)), told)) if part else None
        if part and whole is None and part.counted.grid is not None:
            whole = only([one for one in told if one.counted.line == part.counted.line and not one.counted.things])
        if part is None or whole is None or not same_unit(part.counted, whole.counted):
            continue
        left = whole.counted.value - part.counted.value
        if left >= 0:
            return result_of(
                f"{written_number(left)}{unit_behind(whole)}", f"{{0}} − {{1}} = {written_number(left)}", whole, part
            )
    return None


def _is_other(one: Told, own: re.Pattern[str], other: re.Pattern[str]) -> bool:
    """Whether a figure is told of the other side of a pair, by its item of a list or the head of its column."""
    if one.counted.grid is not None:
        item = fold(one.counted.grid.heads[one.counted.column])
    else:
        item = fold(one.hit.passage.text[slice(*item_at(one.hit.passage.text, one.counted.place))])
    return other.search(item) is not None and not own.search(item)


def _is_of(one: Told, other: re.Pattern[str], rest: frozenset[str]) -> bool:
    counted = one.counted
    own = counted.things - words(" ".join(match[0] for match in other.finditer(" ".join(counted.things))))
    own = frozenset(word for word in own if not other.search(word))
    return own <= rest and counted.of <= rest and (counted.grid is not None or rest <= counted.around | own)


def _multiple(question: str, told: Sequence[Told]) -> Result | None:
    """A figure that a sentence tells as a multiple of another one: twice as much as the blue crew."""
    asked = words(question)
    for hit, source in {one.hit.passage.id: (one.hit, one.document) for one in told}.values():
        for multiple in multiples(hit.passage.text):
            # What tells the one from the other has to be asked for.
            if not asked <= words(multiple.of) or not asked & words(multiple.of) - words(multiple.than):
                continue
            base = Wanted(multiple.than)
            found = only(matching(base, told)) or only(matching(base, told, is_loose=True))
            if found is None:
                continue
            value = written_number(multiple.times * found.counted.value)
            bare = frozenset[str]()
            number = Counted(multiple.times, "", "", multiple.place, multiple.line, things=bare, of=bare, around=bare)
            formula = f"{shown(found)} × {plain(multiple.times)} = {value}{found.counted.scale}"
            return Result(f"{value}{unit_behind(found)}", formula, (found, Told(number, hit, source)))
    return None
