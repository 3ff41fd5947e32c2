"""What can be checked of a sentence: its figures with unit and thing counted, its dates, ordinals and names."""

import re
from dataclasses import dataclass

from qa.language import dates, figures, fold, is_han
from qa.language.dates import MONTH_FOLDED, YEAR_FROM_1800
from qa.language.measure_words import measure_word_groups
from qa.language.mentions import of_kind
from qa.language.punctuation import PHRASE_MARKS
from qa.language.qualifiers import qualifiers_of_figure
from qa.language.units import PERCENT, UNIT_REACH
from qa.language.values import Day, Measure, meaning
from qa.language.words import STOP_WORDS_EN
from qa.types import Language, Range

_ORDINAL_WORDS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_ORDINAL = re.compile(
    rf"第\s?([\d零〇一二三四五六七八九十百]+)|(首)|\b({'|'.join(_ORDINAL_WORDS)})\b|\b(\d+)(?:st|nd|rd|th)\b"
)
_STOP = re.compile(rf"[{PHRASE_MARKS}“]")
_PLAIN_YEAR = re.compile(YEAR_FROM_1800)
_ONE_OF = re.compile(r"one(?= of\b| another\b)|one$")
_CALENDAR = re.compile(rf"(?:{MONTH_FOLDED}|\w+day)")
# Words that begin a sentence with a capital without naming anything.
_OPENERS = {"according", "overall", "together", "altogether", "yes", "total", "currently", "however", "also", "both"}
_CAPITAL = re.compile(r"(?<![A-Za-zÀ-ÿ’'])[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÿ0-9-]*")
_TITLED = re.compile(r"《([^》]{1,60})》")
_NAME_TAGS = ("nr", "ns", "nt", "nz")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+")
_TOLD_AS = measure_word_groups("told")


@dataclass(frozen=True, slots=True)
class Count:
    """A figure where it stands: what it measures, the signs beside it, and the text that follows."""

    place: Range
    measure: Measure
    signs: frozenset[str]
    after: str

    @property
    def phrase(self) -> str:
        """What the text says of the figure: the words after it up to the next stop or comma."""
        return _STOP.split(fold(self.after), maxsplit=1)[0].strip()

    def is_counted_as(self, other: "Count", language: Language) -> bool:
        """Whether the word that follows both figures, in one language, names the same thing."""
        if self.measure.counts and self.measure.counts == other.measure.counts:
            return True
        if language == "zh":
            return _same_measure_word(self.after.lstrip()[:1], other.after.lstrip()[:1])
        mine, theirs = _WORD.match(self.after.strip()), [word.lower() for word in _WORD.findall(other.after)][:5]
        return mine is None or mine[0].lower() in STOP_WORDS_EN or _is_like(mine[0].lower(), theirs)


@dataclass(frozen=True, slots=True)
class Facts:
    """The checkable parts of a text."""

    counts: tuple[Count, ...]
    days: tuple[Day, ...]
    ordinals: frozenset[int]
    names: tuple[Range, ...]

    @property
    def years(self) -> set[int]:
        """Every year in the text, in a date or alone."""
        alone = {int(count.measure.value) for count in self.counts if is_year(count)}
        return {day.year for day in self.days if day.year is not None} | alone

    def __bool__(self) -> bool:
        return bool(self.counts or self.days or self.ordinals or self.names)


def facts(text: str, language: Language) -> Facts:
    """The facts of a text of that language."""
    found = dates(text)
    in_dates = [(date.start, date.end) for date in found]
    return Facts(
        counts=tuple(_counts(text, language)),
        days=tuple(Day(date.year, date.month, date.day) for date in found),
        ordinals=frozenset(_ordinals(text, in_dates)),
        names=names(text, language),
    )


def is_ordinal(word: str) -> bool:
    """Whether a word is one of first, second, third, or the like."""
    return bool(_ORDINAL.fullmatch(fold(word)))


def is_year(count: Count) -> bool:
    """Whether a figure without a unit could be a year."""
    value = count.measure.value
    return count.measure.counts in ("", "year") and value == int(value) and bool(_PLAIN_YEAR.fullmatch(str(int(value))))


def names(text: str, language: Language) -> tuple[Range, ...]:
    """Where names of persons, places and institutions stand; in English, every word with a capital."""
    return tuple(_english_names(text)) if language == "en" else tuple(_chinese_names(text))


def _counts(text: str, language: Language) -> list[Count]:
    found = []
    folded = fold(text)
    for start, end in of_kind(text, "figure", language):
        if _ONE_OF.match(folded, start) or _is_ordinal(folded, start, end):
            continue
        (first, *_) = figures(text[start:end]) or (None,)
        measures = meaning(text[start:end], kind="figure", after=text[end : end + UNIT_REACH]).measures
        if first is not None and measures:
            at = start + first.end
            found.append(
                Count((start, end), measures[0], qualifiers_of_figure(text, start, at), text[at : at + UNIT_REACH * 2])
            )
    return found


def _is_ordinal(folded: str, start: int, end: int) -> bool:
    return folded[max(0, start - 1) : start] == "第" or bool(re.match(r"(?:st|nd|rd|th)\b", folded[end:]))


def _ordinals(text: str, in_dates: list[Range]) -> list[int]:
    found = []
    for match in _ORDINAL.finditer(fold(text)):
        if any(first <= match.start() < last for first, last in in_dates):
            continue
        han, first_one, word, digits = match.groups()
        numbers = figures(han) if han else ()
        if han:
            found += [int(number.value) for number in numbers[:1]]
        else:
            found.append(1 if first_one else _ORDINAL_WORDS.index(word) + 1 if word else int(digits[:9]))
    return found


def _english_names(text: str) -> list[Range]:
    """Words with a capital; several in a row are one name, but for the stop words among them."""
    found: list[Range] = []
    for match in _CAPITAL.finditer(text):
        word = match[0].lower()
        if word in STOP_WORDS_EN or figures(word) or _CALENDAR.fullmatch(word) or word in _OPENERS:
            continue
        if found and text[found[-1][1] : match.start()] == " ":
            found[-1] = (found[-1][0], match.end())
        else:
            found.append((match.start(), match.end()))
    return found


def _chinese_names(text: str) -> list[Range]:
    import rjieba

    found: list[Range] = [(match.start(1), match.end(1)) for match in _TITLED.finditer(text)]
    at = 0
    for word, tag in rjieba.tag(text):
        if tag.startswith(_NAME_TAGS) and len(word) > 1 and is_han(word[0]) and not figures(word):
            found.append((at, at + len(word)))
        at += len(word)
    found += [match.span() for match in _CAPITAL.finditer(text)]
    return sorted(found)


def _same_measure_word(one: str, other: str) -> bool:
    if one == other or not (one and is_han(one)):
        return True
    return one in _TOLD_AS and (not other or _TOLD_AS[one] == _TOLD_AS.get(other))


def _is_like(word: str, others: list[str]) -> bool:
    """Whether a word, but for its ending, is one of the others."""
    stem = word[: max(3, len(word) - 2)]
    return any(other.startswith(stem) for other in others)


def same_value(one: Measure, other: Measure) -> bool:
    """Whether two measures are the same value of the same kind; a missing unit may be any but a share."""
    if one.value != other.value:
        return False
    if PERCENT in (one.counts, other.counts):
        return one.counts == other.counts
    return not one.counts or not other.counts or one.counts == other.counts
