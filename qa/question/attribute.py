"""What a question asks of its subject: the net profit, the manager, 市值, how many of which things."""

import re

from qa.language import detect, is_han
from qa.language.changes import asks_change, names_change
from qa.language.measure_words import measure_words
from qa.types import Question, Range, Term

_AUXILIARY = r"(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should|must|may)"
_ENDS = rf"(?:\b(?:{_AUXILIARY}|of|in|at|on|for|from|to|by|with|during|that|which|who)\b|[?.,;]|$)"
# The words behind the question word, or behind it and a verb: what profit did, who is the manager of, how many meals.
_IN_ENGLISH = re.compile(
    rf"\b(?:how\s(?:many|much)|what|which|who|whose)\s(?:{_AUXILIARY}\s)?(?:the\s|an?\s)?"
    rf"(?:(?:percentage|percent|share|proportion|number|amount|part)\sof\s(?:all\s)?(?:the\s)?)?"
    rf"(?:[A-Z][\w-]*(?:\s[A-Z][\w-]*)*['’]s\s)?(?P<asked>\S.*?)\s?(?={_ENDS})",
    re.IGNORECASE,
)
# What grew, where only by how much is asked: by what percentage did Jilin's exports grow.
_CHANGED_IN_ENGLISH = re.compile(
    rf"\b{_AUXILIARY}\s(?:the\s)?(?:[A-Z][\w-]*(?:\s[A-Z][\w-]*)*['’]s\s)?(?P<asked>\S.*?)\s"
    r"(?:of\s|in\s|grow|rise|increase|fall|drop|decline|decrease|change|climb)",
)
_IN_CHINESE = re.compile(rf"(?:有|是|为|共)?(?:多少|几|谁|什么|哪[个些里位]?|何)[{measure_words('counted')}]?")
# How far from the question word a Chinese word that says what is asked may stand, in characters.
_REACH = 1


def asked_terms(question: Question) -> tuple[Term, ...]:
    """The terms that say what is asked; none where the question does not say it in words of its own, as "when"."""
    places = _asked_in_chinese(question) if detect(question.text) == "zh" else _asked_in_english(question.text)
    return tuple(
        term
        for term in question.terms
        if not term.is_place and any(_stands_within(question.text, term.text, place) for place in places)
    )


def _asked_in_english(text: str) -> list[Range]:
    match = asks_change(text) and _CHANGED_IN_ENGLISH.search(text) or _IN_ENGLISH.search(text)
    return [match.span("asked")] if match else []


def _asked_in_chinese(question: Question) -> list[Range]:
    """The word right before the question word, and the one right after it; what changed before 增长了多少."""
    match = _IN_CHINESE.search(question.text)
    if not match:
        return []
    found = _beside(question, match.span())
    before = [place for place in found if place[1] <= match.start()]
    if before and asks_change(question.text) and names_change(question.text[slice(*before[0])]):
        found += [place for place in _beside(question, before[0]) if place[1] <= before[0][0]]
    return found


def _beside(question: Question, place: Range) -> list[Range]:
    """The Chinese terms of a question that stand right before or behind a place of it."""
    found = []
    for term in question.terms:
        if is_han(term.text[0]):
            for match in re.finditer(re.escape(term.text), question.text):
                if 0 <= place[0] - match.end() <= _REACH or 0 <= match.start() - place[1] <= _REACH:
                    found.append(match.span())
    return found


def _stands_within(text: str, word: str, place: Range) -> bool:
    return word.lower() in text[slice(*place)].lower()
