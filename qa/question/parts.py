"""The questions asked at once in one sentence, and each of them as it can be read alone."""

import re

from qa.language.dates import MONTH_BEGINS, dates
from qa.language.persons import person_words
from qa.language.scripts import detect, is_han, measure

# Where a second question begins: "… and how many …", 立案几人、免职几人.
_SECOND_PART = re.compile(
    r"(?:[,;]\s{0,9}(?:(?:and|as well as)\s{1,9})?|\s{1,9}(?:and|as well as)\s{1,9}|\?\s{1,9}(?:and\s{1,9})?)"
    r"(?=(?:how|when|who|where|what|which)\b)"
    r"|(?:以及|并且|[、，,；;？和及])\s*(?=[^、，,；;？?]{0,24}(?:多少|几|谁|何时|何地|什么|哪))",
    re.IGNORECASE,
)
# "when" in "when and where was it held", or 是谁 in 是谁和什么时候, is no question of its own.
_SHORTEST_PART = 2.0
_ASKS = re.compile(r"\b(?:how|when|who|where|what|which)\b|多少|几|谁|何时|何地|什么|哪", re.IGNORECASE)

_OBJECT = r"(?:the\s+)?(?:[A-Z0-9]\S*(?:\s+(?:of\s+)?[A-Z0-9]\S*)*|[a-z]\S*(?=\s*[?.,;]|\s*$))"
_SCOPE = re.compile(rf"\b(?:[Ii]n|[Aa]t|[Oo]n|[Dd]uring|[Aa]cross|[Ss]ince|[Ww]ithin|[Tt]hroughout)\s+{_OBJECT}")
_NO_SCOPE = frozenset(["total", "all", "office", "prison", "custody", "charge", "order", "it", "them"])
_CALENDAR = re.compile(rf"\d|\b(?:{MONTH_BEGINS})|\b(?:year|month|week|quarter)")
_NAME = re.compile(r"(?<=[a-z,]\s)[A-Z]\S*(?:\s+(?:of\s+)?[A-Z0-9]\S*)*")
# "how many removed" counts the people of the part before it; "how many cases … how many removed" does not count cases.
_COUNTED = re.compile(rf"\bhow many\s+((?:[\w-]+\s+){{0,3}}?(?:{person_words('en', 'shared')}))\b", re.IGNORECASE)
_COUNTS_NOTHING = re.compile(r"\bhow many(?=\s+(?:were|was|are|have|had|died|[a-z]+ed)\b)", re.IGNORECASE)
_END = " \n?.,;？"
# Words of a place, person or institution, and what may go on from them, by the tags of the segmenter.
_NAME_TAGS, _GOES_ON_TAGS = ("ns", "nr", "nt", "nz"), ("n", "j", "nz", "nt", "ns")


def split_parts(question: str) -> tuple[str, ...]:
    """The questions asked at once, as in "how many cases and how many removed"; most are one.

    What asks nothing, as 2022年 in 2022年，立案几人、免职几人, stays with the part after it.
    """
    parts: list[str] = []
    start = 0
    for match in _SECOND_PART.finditer(question):
        if _is_whole(question[start : match.start()]) and _is_whole(question[match.end() :]):
            parts.append(question[start : match.start()])
            start = match.end()
    return (*parts, question[start:])


def _is_whole(part: str) -> bool:
    return _ASKS.search(part) is not None and measure(part.strip()) > _SHORTEST_PART


def stand_alone_parts(question: str) -> tuple[str, ...]:
    """The parts of a question in the same order, each with the place, the date and the subject it shares with others.

    A part that names its own place or date keeps it; what no other part names stays unsaid.
    """
    parts = split_parts(question)
    if len(parts) == 1:
        return parts
    if detect(question) == "zh":
        return (parts[0], *(_with_lead(part, parts[0]) for part in parts[1:]))
    return tuple(_completed(part, [other for other in parts if other is not part], parts[0]) for part in parts)


def completed(question: str, last: str) -> str:
    """An English question with the phrases of time and place, the names and the people that it takes from another."""
    return _completed(question, [last.strip(_END)], last.strip(_END))


def with_lead(question: str, last: str) -> str:
    """A Chinese question with the place, person and date at the head of another, as far as it names none itself."""
    return _with_lead(question, last)


def _completed(part: str, others: list[str], first: str) -> str:
    """An English part with the nearest phrases of time and place, the names and the people that it lacks."""
    own = {_is_time(phrase) for phrase in _scopes(part)}
    found: dict[bool, str] = {}
    for phrase in (phrase for other in others for phrase in _scopes(other)):
        if _is_time(phrase) not in own:
            found.setdefault(_is_time(phrase), phrase[0].lower() + phrase[1:])
    names = [] if _NAME.search(part) else [name.strip(_END) for name in _NAME.findall(_SCOPE.sub("", first))]
    counted = _COUNTED.search(first)
    if counted and part is not first:
        part = _COUNTS_NOTHING.sub(f"how many {counted[1]}", part)
    added = [*found.values(), *([f"({', '.join(names)})"] if names else [])]
    return f"{' '.join([part.rstrip(_END), *added])}?" if added else part


def _scopes(part: str) -> list[str]:
    """The phrases that say where and when: "in Hunan", "during 2020"."""
    found = [match[0].rstrip(_END) for match in _SCOPE.finditer(part)]
    return [phrase for phrase in found if phrase.split()[-1] not in _NO_SCOPE]


def _is_time(phrase: str) -> bool:
    return _CALENDAR.search(phrase) is not None


def _with_lead(part: str, first: str) -> str:
    """A Chinese part with the place, person and date at the head of the first one, as far as it names none itself."""
    lead = first[: _lead_end(first)]
    days = _days(lead)
    if _lead_end(part, names_only=True):
        lead = "" if _days(part) else "".join(days)
    elif _days(part):
        for day in days:
            lead = lead.replace(day, "", 1)
    return f"{lead.strip('，,、 ')}{part}"


def _days(text: str) -> list[str]:
    """The dates as they are written, a bare year with its 年."""
    return [text[date.start : date.end + text.startswith("年", date.end)] for date in dates(text)]


def _lead_end(part: str, *, names_only: bool = False) -> int:
    """Where the last name or date before the question word ends, with the nouns that continue it; 0 if there is none.

    The word right before the question word is what is asked about: 立案 in 湖南省纪委立案几起.
    """
    import rjieba

    asks = _ASKS.search(part)
    head = part[: asks.start()] if asks else part
    in_dates = [] if names_only else [date.end + head.startswith("年", date.end) for date in dates(head)]
    end, at, goes_on = max(in_dates, default=0), 0, False
    tagged = rjieba.tag(head)
    for number, (word, tag) in enumerate(tagged, start=1):
        at += len(word)
        is_name = tag in _NAME_TAGS and is_han(word[0]) and len(word) > 1
        goes_on = is_name or (goes_on and tag in _GOES_ON_TAGS and number < len(tagged))
        end = max(end, at) if goes_on else end
    return end
