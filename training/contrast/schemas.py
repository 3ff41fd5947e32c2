"""Lessons of contrast over documents drawn from schemas: what is told, and its near misses.

>>> lessons = schema_lessons(seed=1, count=1000)
"""

from dataclasses import replace
from random import Random

from training.contrast.documents import Document, draw_document
from training.contrast.facts import Ask, Fact, Subject, answers
from training.contrast.near_misses import NearMiss, near_misses_of
from training.contrast.rendering import Rendered, filled, render
from training.contrast.wording import question
from training.examples import Example

# Question and document, and how often: most questions are asked in the language of the document.
_PAIRS = (("zh", "zh"), ("en", "en"), ("en", "zh"), ("zh", "en"))
_PAIR_WEIGHTS = (40, 30, 20, 10)
_ANSWERED = 0.45


def schema_lessons(seed: int, count: int) -> list[Example]:
    """`count` lessons, 45 % of them answered; the same for the same seed."""
    random = Random(seed)
    lessons: list[Example] = []
    answered = 0
    while len(lessons) < count:
        language, told_in = random.choices(_PAIRS, _PAIR_WEIGHTS)[0]
        document = draw_document(random, told_in)
        rendered = render(random, document)
        owed = round(_ANSWERED * (len(lessons) + 5) - answered)
        of_document = _answered_lessons(random, document, rendered, language, limit=min(3, max(1, owed)))
        answered += len(of_document)
        lessons += of_document
        lessons += [_refused(random, miss, language) for miss in near_misses_of(random, document, rendered)]
    return lessons[:count]


def _answered_lessons(
    random: Random, document: Document, rendered: Rendered, language: str, *, limit: int
) -> list[Example]:
    facts = random.sample(document.facts, min(limit, len(document.facts)))
    made = [_answered(random, document, rendered, fact, language) for fact in facts]
    return [lesson for lesson in made if lesson]


def _answered(random: Random, document: Document, rendered: Rendered, fact: Fact, language: str) -> Example | None:
    """A question whose one answer is `fact`; None where the document tells two answers."""
    ask = Ask(fact.subject, fact.attribute, fact.aspect)
    told = [other for other in document.facts if (other.subject, other.attribute) == (fact.subject, fact.attribute)]
    is_one_of_several = len(answers(ask, told)) > 1 or any(other.aspect == "plan" for other in told)
    if fact.period and (is_one_of_several or random.random() < 0.55):
        ask = replace(ask, period=fact.period)
    if answers(ask, document.facts) != [fact]:
        return None
    words, is_short = _worded(random, document, ask, language, risen=fact.value.number >= 0)
    start, end = rendered.spans[fact]
    assert rendered.passage[start:end] == fact.value.text
    source = f"schema {_kind(fact, rendered, is_short)} {language}-{document.language}"
    return Example(words, rendered.passage, (start, end), source, rendered.head)


def _refused(random: Random, miss: NearMiss, language: str) -> Example:
    words, _ = _worded(random, miss.document, miss.ask, language, risen=random.random() < 0.7)
    source = f"schema {miss.kind} {language}-{miss.document.language}"
    return Example(words, miss.rendered.passage, None, source, miss.rendered.head)


def _kind(fact: Fact, rendered: Rendered, is_short: bool) -> str:
    if fact.aspect in ("growth", "increase"):
        return "quantity"
    if fact.aspect:
        return "status"
    way = rendered.mentions[fact]
    if way in ("head", "pronoun"):
        return {"head": "head only", "pronoun": "pronoun"}[way]
    return "alias" if is_short or way == "alias" else "present"


def _worded(random: Random, document: Document, ask: Ask, language: str, *, risen: bool) -> tuple[str, bool]:
    """The question in words, and whether it uses a short form of the subject."""
    template = question(random, ask.attribute, ask.aspect, ask.period, language, risen=risen)
    mark = "?" if language == "en" else "？"
    subject, draw = ask.subject, random.random()
    if document.subjects == (subject,) and draw < 0.18:
        if language == "zh" and template.startswith("{S}") and draw < 0.1:
            return template.removeprefix("{S}").removeprefix("的") + mark, False
        return filled(template, random.choice(subject.plain_generics(language)), language) + mark, False
    shorts = subject.shorts(language)
    if shorts and draw < 0.4 and _is_clear(document, subject, shorts, language):
        return filled(template, random.choice(shorts), language) + mark, True
    return filled(template, subject.full(language), language) + mark, False


def _is_clear(document: Document, subject: Subject, shorts: tuple[str, ...], language: str) -> bool:
    others = [other.full(language) for other in document.subjects if other != subject]
    return not any(short in other for short in shorts for other in others)
