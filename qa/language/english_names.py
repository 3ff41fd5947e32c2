"""Names, institutions and sets of things in an English question, for the question that follows it."""

import re

from qa.language.dates import MONTH_FOLDED
from qa.language.persons import person_words
from qa.language.places import Places, no_places, place_words
from qa.types import Range

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w-]*"
_NAME = re.compile(rf"\b{_CAPITAL}(?:\s+(?:of\s+)?{_CAPITAL})*")
_NO_NAME_WORDS = """
    how who whom whose what which when where why in at on of from for during since is are was were did do does has have
    had can could and but so then also now ok okay tell list name the a an i it its they their there he she his her
    should would will shall might must we you summarise summarize give across between monday tuesday wednesday thursday
    friday saturday sunday party
"""
_NO_NAME = frozenset([*_NO_NAME_WORDS.split(), *MONTH_FOLDED.split("|")])
_LEVELS = "|".join(place_words("en", "after_name"))
_GOES_ON = re.compile(rf"\s+(?:{_LEVELS})\b", re.IGNORECASE)
# What an institution or another thing that one can ask about is called, after its name or "the".
_HEADS = (
    "commission|committee|group|team|department|bureau|office|company|firm|factory|hospital|school|university|centre"
    "|center|station|zone|community|subdistrict|ministry|council|court|agency|body|bodies|inspector|authority|authorities"
    "|briefing|report|notice|plan|handbook|letter|meeting|regulator|police"
)
_FUNCTION = (
    "how|who|what|which|when|where|why|in|at|on|of|from|for|to|by|with"
    "|did|do|does|was|were|is|are|has|have|had|many|much"
)
_INSTITUTION = re.compile(
    rf"\b(?:[Tt]he\s+|(?!(?i:{_FUNCTION}|the)\b){_CAPITAL}(?:['’]s)?\s+)"
    rf"(?:(?!(?:{_FUNCTION})\b)[\w'’-]+\s+){{0,7}}?(?:{_HEADS})s?\b(?:\s+of\s+{_CAPITAL})?",
)
_COUNTED = re.compile(
    r"^(?:in total,?\s+)?how many\s+"
    r"(?P<noun>[\w-]+(?:\s+(?!(?:did|do|does|were|was|are|have|has|had)\b)[\w-]+){0,3}?)\s+"
    r"(?P<aux>did|do|does|were|was|are|have|has|had)\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_PEOPLE = re.compile(rf"\b(?:{person_words('en', 'set')})$", re.IGNORECASE)
_SCOPED = re.compile(r"\b(?:in|at|across|within|of|from)\s+$", re.IGNORECASE)
_GLOSS = re.compile(r"['’]s\b|\s\(|,")
_SUBJECT = re.compile(r"\b(?:did|do|does|has|have|had)\s+$", re.IGNORECASE)
_END = " \n?.!,;"


def name_ranges(text: str, places: Places) -> list[Range]:
    """Where names stand, from left to right; "Jilin City" is one, and Jilin in "Jilin's"."""
    found = [_without_first_word(text, match.span()) for match in _NAME.finditer(text)]
    found += [
        match.span() for name in places(text) for match in re.finditer(rf"\b{re.escape(name)}\b", text) if len(name) > 2
    ]
    ranges: list[Range] = []
    for start, end in sorted((span for span in found if span[0] < span[1]), key=lambda span: (span[0], -span[1])):
        goes_on = _GOES_ON.match(text, end)
        last = goes_on.end() if goes_on else end
        if not ranges or start >= ranges[-1][1]:
            ranges.append((start, last))
    return ranges


def told_names(text: str) -> list[Range]:
    """The names of a sentence or title that is no question: its first word alone is one only where a gloss says so."""
    ranges = name_ranges(text, no_places)
    is_glossed = [_GLOSS.match(text, end) is not None or " " in text[start:end] for start, end in ranges]
    return [name for name, glossed in zip(ranges, is_glossed, strict=True) if name[0] > 0 or glossed]


def _without_first_word(text: str, span: Range) -> Range:
    """A run of capitals without the words at its head that are no name: "Did Changchun" is Changchun."""
    start, end = span
    while start < end and (word := re.compile(r"[\w-]+").match(text, start)) and word[0].lower() in _NO_NAME:
        start = word.end()
        while start < end and text[start].isspace():
            start += 1
    return start, max(start, end)


def subject_name(text: str, places: Places) -> str:
    """The name that does what is asked about, "Songyuan" in "did Songyuan move … from Yingkou"; else the first one."""
    ranges = name_ranges(text, places)
    doing = [name for name in ranges if _SUBJECT.search(text[: name[0]])]
    return text[slice(*(doing or ranges)[0])] if ranges else ""


def place_range(text: str, places: Places) -> Range | None:
    """Where the place stands that a question is about: after "in", else what does something, else the first name."""
    ranges = name_ranges(text, places)
    scoped = [name for name in ranges if _SCOPED.search(text[: name[0]])]
    doing = [name for name in ranges if _SUBJECT.search(text[: name[0]])]
    return next(iter([*doing, *scoped, *ranges]), None)


def institution(text: str) -> str:
    """The first institution or document of a question: "Jilin's provincial working group"; empty if it names none."""
    found = _INSTITUTION.search(text)
    return found[0] if found else ""


def counted_set(question: str) -> str:
    """What a question counts: "the people who were held accountable in Jilin"; empty where it counts nothing."""
    match = _COUNTED.match(question.strip(_END))
    if not match:
        return ""
    link = "who" if _PEOPLE.search(match["noun"]) else "that"
    if match["aux"].lower() in ("did", "do", "does"):
        subject, _, action = match["rest"].partition(" ")
        return f"the {match['noun']} {link} {subject} {match['aux'].lower()} {action}" if action else ""
    return f"the {match['noun']} {link} {match['aux'].lower()} {match['rest']}"


def happening(question: str) -> str:
    """What happened by a question that counts: "were officials named in Jilin" of "how many officials were named …"."""
    match = _COUNTED.match(question.strip(_END))
    return f"{match['aux'].lower()} {match['noun']} {match['rest']}" if match and match["aux"][0] in "wWaA" else ""
