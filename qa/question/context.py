"""From a conversation and its next question to that question as it reads on its own, by rules in both languages.

Where the rules are not sure what a question leans on, it stays as it is: a refusal is better than an answer to
something that was not asked.
"""

import re
from collections.abc import Iterator, Sequence

from qa.language import detect
from qa.language.places import Places, no_places
from qa.messages import MESSAGES
from qa.question.asked_again import asked_again
from qa.question.follow_up import Context
from qa.question.follow_up_chinese import follow_chinese
from qa.question.follow_up_english import follow_english
from qa.question.gap import Statement
from qa.question.kind import kind_of
from qa.question.statement import statement

# What is looked at: this many of the last pairs, and up to this many characters of each question and answer.
_PAIRS, _QUESTION, _ANSWER = 6, 400, 200
_LONGEST_NAME = 60
# What can stand for a person or a place: words with capitals, or a few Chinese characters.
_IS_NAME = re.compile(
    r"[A-ZÀ-ÖØ-Þ][\w.'’-]*(?:\s(?:(?:of|the|de|van|von|al)\s)*[A-ZÀ-ÖØ-Þ][\w.'’-]*)*|[\u4e00-\u9fff·]{2,12}"
)
_REFUSALS = tuple(messages["nothing"] for messages in MESSAGES.values())
_PROBABLY = tuple(messages["probably"].partition("{")[0] for messages in MESSAGES.values())
_QUOTE_BEGINS = (": “", "：“")
_ORIGIN_BEGINS = (" (", "（")


def stand_alone(question: str, history: Sequence[tuple[str, str]], places: Places = no_places) -> str:
    """The question worded so that it reads without its history; unchanged, to the character, if it already does.

    `history` holds (question, answer) pairs, oldest first; a pair without an answer, or with a refusal, is no context,
    and neither is a question in the other language: half of each would be a question in none.
    """
    if len(question) > _QUESTION:
        return question
    context: Context | None = None
    for asked, answer in _answered(history):
        alone = _follow(asked, context, places) if context else asked
        context = _context(alone[:_QUESTION], answer)
    return _follow(question, context, places) if context else question


def _follow(question: str, context: Context, places: Places) -> str:
    language = detect(question)
    if language != detect(context.question):
        return question
    if again := asked_again(question, context.question, language):
        return again
    if language == "zh":
        return follow_chinese(question, context, places)
    return follow_english(question, context, places)


def _answered(history: object) -> Iterator[tuple[str, str]]:
    """The last pairs that are a question and its answer; whatever else stands in a history is passed over."""
    if isinstance(history, str) or not isinstance(history, Sequence):
        return
    for pair in history[-_PAIRS:]:
        if isinstance(pair, str) or not isinstance(pair, Sequence) or len(pair) != 2:
            continue
        asked, answer = pair
        if not isinstance(asked, str) or not isinstance(answer, str) or len(asked) > _QUESTION:
            continue
        if asked.strip() and answer.strip() and not answer.strip().startswith(_REFUSALS):
            yield asked, answer[:_ANSWER]


def _context(question: str, answer: str) -> Context:
    """What the next question can lean on; only an answer to "who", "which place" or "what is it called" names one."""
    kind, named = kind_of(question), _named(question, answer)
    is_name = _IS_NAME.fullmatch(named) is not None
    return Context(
        question,
        person=named if kind == "person" and is_name else "",
        place=named if kind == "place" and is_name else "",
        thing=named if kind == "name" else "",
    )


def _named(question: str, answer: str) -> str:
    """The answer itself, without its quote and the sentence around it; empty where it is no short name."""
    for probably in _PROBABLY:
        answer = answer.removeprefix(probably)
    gap = statement(question)
    if gap is not None and (match := re.match(_around(gap), answer, re.IGNORECASE)):
        answer = match[1]
    for begins in _QUOTE_BEGINS:
        answer = answer.partition(begins)[0]
    for begins in _ORIGIN_BEGINS:
        answer = answer.partition(begins)[0]
    named = answer.strip(" \n。.“”")
    is_name = named and len(named) <= _LONGEST_NAME and "\n" not in named and not any(mark in named for mark in ";；[")
    return named if is_name else ""


def _around(gap: Statement) -> str:
    """What finds the words in the gap of a statement with its quote."""
    return rf"{re.escape(gap.before)}(.+?){re.escape(gap.after)}\s?“"
