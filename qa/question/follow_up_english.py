"""An English follow-up to a question that stands alone: "and in Changchun?", "how many of them were removed"."""

import re

from qa.language.dates import MONTH, MONTH_BEGINS, YEAR
from qa.language.english_names import (
    counted_set,
    happening,
    institution,
    name_ranges,
    place_range,
    subject_name,
)
from qa.language.places import Places, place_words
from qa.language.tables import any_of
from qa.question.follow_up import Context
from qa.question.parts import completed

_OPENING = re.compile(r"^(?:(?:and|ok|okay|so|then|now|but|also)\b[\s,]*)+", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:what|how)\s+about\s+", re.IGNORECASE)
_PREPOSITION = re.compile(r"^(?:in|at|for|on|during|across|since)\s+", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:how|when|who|whom|whose|where|what|which|why)\b", re.IGNORECASE)
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|did|do|does|has|have|had|can|could|will|would|should|tell|list|give|show|summari[sz]e|explain"
    r"|compare|thanks?|please|you|me|i|my)\b",
    re.IGNORECASE,
)
_TIME = re.compile(rf"\b{YEAR}\b|\b(?:{MONTH_BEGINS})[a-z]*\b")
_YEAR = re.compile(rf"\b{YEAR}\b")
_DAY = re.compile(rf"\b(?:\d{{1,2}}\s+)?(?:{MONTH})(?:\s+\d{{1,2}}\b(?!\d))?(?:,?\s+{YEAR}\b)?")
_STUB = re.compile(r"^(?:(?:in|at|on|by)\s+)?(?:how many\s+[\w-]+|when|where|why|how)$", re.IGNORECASE)
_COUNTS_NOTHING = re.compile(r"^how many\s+(?:were|was|are|have|had|died|[a-z]+ed)\b", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\b(?:(?P<set>of\s+(?:them|these|those))|(?P<person>he|she|him)|(?P<persons>his|hers?)|(?P<they>they|them)"
    r"|(?P<theirs>their|its)|(?P<it>it)|(?P<there>there)|(?P<year>(?:in|during)\s+(?:that|the same)\s+year)"
    rf"|(?P<place>that|this|the same)\s+(?:{any_of(place_words('en', 'that'))})"
    r"|(?P<body>that|this|the same)\s+(?:group|team|commission|company|department|report|notice|plan|meeting))\b",
    re.IGNORECASE,
)
# "it takes", "is it true", "there are" point at nothing.
_EMPTY_IT = re.compile(
    r"\bit\s+(?:takes?|took|rains?|is|was|seems?|means?)\b(?!\s+(?:called|named))"
    r"|\b(?:is|was)\s+it\s+(?:[a-z]+\s+(?:to|that|if)\b|true|possible|that|determined|decided|known|said)\b",
    re.IGNORECASE,
)
_TAKES = re.compile(r"\b(?:does|did|will|would)\s+it\s+(?:take|mean|matter|pay|make sense|cost|be|to)\b", re.IGNORECASE)
_EMPTY_THERE = re.compile(
    r"\bthere(?:'s|’s)?\s+(?:(?:is|are|was|were|has|have)(?:n['’]t)?|any)\b"
    r"|\b(?:is|are|was|were|been|be)\s+there\b|\bthere['’]s\b",
    re.IGNORECASE,
)
# A thing named within the question, to which a later pronoun points: "which county had its problems corrected".
_OWN = re.compile(
    r"\b(?:which|whose|what)\s+(?!about\b|(?:is|are|was|were|did|do|does|had|has)\b)[a-z]+", re.IGNORECASE
)
_RIGHT_AFTER = re.compile(
    r"\b(?:did|do|does|was|were|is|are|has|have|had|by|of|to|that|station[s]?)\s+$", re.IGNORECASE
)
_LONE_NAME = re.compile(r"\(([^(),]+)\)\?$")
# A question that asks about the matter, not one that a person asks of himself.
_IS_QUESTION = re.compile(
    r"(?:(?:in|at|on|by|from|to|of)\s+)?(?:how|who|whom|whose|when|where|which|what|why"
    r"|did|do|does|was|were|is|are|has|have|had)\b(?!.*\b(?:I|you|we|my|our|us|me)\b)(?!.*[.?!;]\s+\S)",
    re.IGNORECASE,
)
# What a pronoun behind it may point at: another clause, or a person of the question itself.
_CLAUSE = re.compile(
    r"\b(?:and|but|if|because|while|after|before|whether)\b|\b(?:the|an?)\s+[a-z]+['’]s\b", re.IGNORECASE
)
_MOST_WORDS, _MOST_WORDS_OF_A_DATE, _LONGEST_LEANING = 8, 3, 16
_END = " \n?.!,;"


def follow_english(question: str, context: Context, places: Places) -> str:
    """The question as it stands alone after `context`; itself where it leans on nothing that is known."""
    opened = _OPENING.sub("", question.strip())
    asked = _ABOUT.sub("", opened).strip(_END)
    is_opened = opened != question.strip() or asked != opened.strip(_END)
    if not asked:
        return question
    is_known = bool(places(asked)) or question.rstrip().endswith("?") or asked != opened.strip(_END)
    if fragment := _fragment(asked, is_opened, places) if is_opened or is_known else "":
        return _swapped(fragment, context, places) or question
    if _STUB.match(asked):
        told = happening(context.question)
        return f"{asked} {told}?" if told else _scoped(opened, context, places, question)
    is_question = _IS_QUESTION.match(opened) and len(opened.split()) <= _LONGEST_LEANING
    resolved = _resolved(opened, context, places) if is_question else opened
    if resolved is None:
        return question
    if resolved != opened:
        return resolved
    is_bare = _COUNTS_NOTHING.match(opened) is not None or (is_opened and _IS_QUESTION.match(opened) is not None)
    return _scoped(opened, context, places, question) if is_bare and not name_ranges(opened, places) else question


def _fragment(asked: str, is_opened: bool, places: Places) -> str:
    """What is asked about instead, "in Changchun" of "and in Changchun?"; empty where it is a whole question."""
    if _ASKS.search(asked) or _SENTENCE.search(asked) or len(asked.split()) > _MOST_WORDS:
        return ""
    bare = _PREPOSITION.sub("", asked)
    names = name_ranges(bare, places)
    is_name = bool(names) and names[0][0] == 0 and names[-1][1] == len(bare)
    is_time = _TIME.search(bare) is not None and len(bare.split()) <= _MOST_WORDS_OF_A_DATE
    return asked if is_opened or is_name or is_time else ""


def _swapped(fragment: str, context: Context, places: Places) -> str:
    """The last question about another time, place or thing; empty where it is not sure which."""
    bare = _PREPOSITION.sub("", fragment)
    last = context.question
    if _TIME.search(bare):
        pattern = _YEAR if _YEAR.fullmatch(bare) else _DAY
        if pattern.search(last):
            return pattern.sub(bare, last, count=1)
        return _with_end(last, fragment if bare != fragment else f"in {bare}")
    names = name_ranges(bare, places)
    if names and names[0][0] == 0:
        return _in_another_place(bare, fragment, context, places)
    thing = re.sub(r"^(?:the|any)\s+", "", bare)
    count = re.match(r"how many\b", last, re.IGNORECASE)
    asked = f"how many {thing}" if count and thing == bare and thing.endswith("s") else f"what about {bare}"
    return _scoped(asked, context, places, "")


def _in_another_place(bare: str, fragment: str, context: Context, places: Places) -> str:
    last = context.question
    ranges = name_ranges(last, places)
    old = place_range(last, places)
    if old is None:
        return _with_end(last, fragment if bare != fragment else f"in {bare}")
    after = last[old[1] :]
    # Of "Changchun or Siping" it is not said which is meant.
    if len(ranges) > 1 and re.match(r"\s+(?:and|or)\s+[A-Z]", after):
        return ""
    return f"{last[: old[0]]}{bare}{after}"


def _with_end(question: str, added: str) -> str:
    return f"{question.strip(_END)} {added}?"


def _scoped(question: str, context: Context, places: Places, otherwise: str) -> str:
    """The question with the place, time and people of the last one."""
    whole = _LONE_NAME.sub(r"in \1?", completed(question, context.question))
    if whole != question and name_ranges(whole, places):
        return whole
    name = subject_name(context.question, places)
    return _with_end(question, f"in {name}") if name else otherwise


def _resolved(question: str, context: Context, places: Places) -> str | None:
    """The question with its pronouns named; None where one of them points at nothing that is known."""
    at = 0
    for match in list(_PRONOUN.finditer(question)):
        if _is_own(question, match, places):
            continue
        kind = match.lastgroup or ""
        named = _named(kind, question[: match.start()], context, places)
        if not named:
            return None
        before, after = question[: match.start() + at], question[match.end() + at :]
        question = before + named + after
        at += len(named) - (match.end() - match.start())
    return question


def _is_own(question: str, match: re.Match[str], places: Places) -> bool:
    """Whether a word is used as no pronoun ("it is true that"), or points at something within the question."""
    for empty in (_EMPTY_IT, _TAKES, _EMPTY_THERE):
        if any(found.start() <= match.start() < found.end() for found in empty.finditer(question)):
            return True
    before = question[: match.start()]
    if _CLAUSE.search(before):
        return True
    if any(end <= match.start() for _, end in name_ranges(question, places)):
        return True
    if match.lastgroup in ("person", "there") or not _OWN.search(before):
        return False
    return match.lastgroup == "theirs" or not _RIGHT_AFTER.search(before)


def _named(kind: str, before: str, context: Context, places: Places) -> str:
    """What a pronoun points at; empty where that is not known."""
    last = context.question
    found = place_range(last, places)
    place = context.place or (last[slice(*found)] if found else "")
    body = context.place or context.thing or institution(last) or subject_name(last, places)
    if kind == "set":
        counted = counted_set(last)
        return f"of {counted}" if counted else ""
    if kind == "they":
        is_done_to = re.search(r"\b(?:were|are|was)\s+$", before, re.IGNORECASE)
        return (counted_set(last) if is_done_to else "") or body
    if kind == "year":
        year = _YEAR.search(last)
        return f"in {year[0]}" if year else ""
    named = {"person": context.person, "persons": context.person, "there": f"in {place}" if place else ""}
    named |= {"theirs": body, "it": body, "place": place, "body": institution(last)}
    return _possessive(named[kind]) if kind in ("persons", "theirs") else named[kind]


def _possessive(name: str) -> str:
    return f"{name}'s" if name else ""
