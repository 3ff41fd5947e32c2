"""What a question asks of its subject: the net profit, the manager, 市值, how many of which things."""

import re

from qa.language import detect, is_han
from qa.language.measure_words import measure_words
from qa.types import Question, Range, Term

_AUXILIARY = r"(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should|must|may)"
_ENDS = rf"(?:\b(?:{_AUXILIARY}|of|in|at|on|for|from|to|by|with|during|that|which|who)\b|[?.,;]|$)"
# The words behind the question word, or behind it and a verb: what profit did, who is the manager of, how many meals.
_IN_ENGLISH = re.compile(
    rf"\b(?:how\s(?:many|much)|what|which|who|whose)\s(?:{_AUXILIARY}\s)?(?:the\s|an?\s)?"
    rf"(?:[A-Z][\w-]*(?:\s[A-Z][\w-]*)*['’]s\s)?(?P<asked>\S.*?)\s?(?={_ENDS})",
    re.IGNORECASE,
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
    match = _IN_ENGLISH.search(text)
    return [match.span("asked")] if match else []


def _asked_in_chinese(question: Question) -> list[Range]:
    """The word right before the question word, and the one right after it."""
    match = _IN_CHINESE.search(question.text)
    if not match:
        return []
    found = []
    for term in question.terms:
        for place in re.finditer(re.escape(term.text), question.text):
            is_before = 0 <= match.start() - place.end() <= _REACH
            is_after = 0 <= place.start() - match.end() <= _REACH
            if is_han(term.text[0]) and (is_before or is_after):
                found.append(place.span())
    return found


def _stands_within(text: str, word: str, place: Range) -> bool:
    return word.lower() in text[slice(*place)].lower()
