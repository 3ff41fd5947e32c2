"""Questions that their passage surely does not answer, and passages whose figure was changed."""

import re
from random import Random

from qa.language import dates
from qa.types import Language
from training.examples import Example
from training.generated.amounts import amounts, another_value
from training.generated.drafts import Draft, Mention
from training.generated.tables import Place, places

_MUNICIPALITIES = frozenset(("北京", "天津", "上海", "重庆"))
_YEARS = tuple(str(year) for year in range(2005, 2025))
_TIME_WORDS = re.compile(
    r"\d{1,2}[日号时点]|今|昨|明|前天|近日|日前|当天|当日|周[一二三四五六日]|星期|上午|下午|晚|凌晨|年|月|时候|期间|期|日"
)
_WHEN: dict[Language, tuple[str, ...]] = {
    "zh": ("这件事发生在哪一天？", "这是什么时候的事？", "事情发生在什么时间？"),
    "en": ("When did this happen?", "On what date did it take place?", "On which day was this announced?"),
}
# Units, and questions that only a figure in one of them would answer.
_AMOUNTS: tuple[tuple[tuple[str, ...], dict[Language, tuple[str, ...]]], ...] = (
    (
        ("元", "钱", "币", "费", "价", "资"),
        {"zh": ("涉及多少元？", "一共花了多少钱？"), "en": ("How much money was spent?", "What sum was involved?")},
    ),
    (
        ("%", "％", "百分点", "倍", "成", "率", "比"),
        {"zh": ("占百分之几？", "比例是多少？"), "en": ("What percentage was it?", "What share was it, in percent?")},
    ),
    (
        ("吨", "斤", "重"),
        {
            "zh": ("一共多少吨？", "重多少公斤？"),
            "en": ("How many tonnes were there?", "What was the weight in tonnes?"),
        },
    ),
)


def exchanged_mention(draft: Draft, random: Random) -> Example | None:
    """The question about another place or year, one that the passage does not name."""
    exchange = _exchange(draft, random)
    if exchange is None:
        return None
    mention, other = exchange
    question = _replaced(draft.question, mention.shown, other[1])
    return Example(question, draft.scene.passage, None, f"generated {draft.rule} exchanged")


def moved_passage(draft: Draft, random: Random) -> Example | None:
    """The same question over the passage told of another place or year."""
    exchange = _exchange(draft, random)
    if exchange is None:
        return None
    mention, other = exchange
    passage = draft.scene.passage.replace(mention.word, other[0])
    return Example(draft.question, passage, None, f"generated {draft.rule} moved")


def impossible_question(draft: Draft, random: Random) -> Example | None:
    """A question of the same form about a thing that the passage does not name."""
    if not draft.impossible:
        return None
    return Example(random.choice(draft.impossible), draft.scene.passage, None, f"generated {draft.rule} other subject")


def without_sentence(draft: Draft, random: Random) -> Example | None:
    """The document around the sentence, without it: with nothing of the kind asked for, or without its words."""
    rest = draft.scene.rest
    held = {one.unit for one in amounts(rest)}
    answer = draft.scene.passage[slice(*draft.answer)]
    if len(rest) < 60 or draft.unit in held or answer in rest or any(word in rest for word in draft.words[:4]):
        return None
    return Example(draft.question, rest, None, f"generated {draft.rule} left out")


def other_passage(draft: Draft, other: Draft, random: Random) -> Example | None:
    """The question over the passage of another with an answer of the same unit, but none of the question's words."""
    text = other.scene.passage
    if other.unit != draft.unit or any(word in text for word in draft.words) or len(draft.words) < 1:
        return None
    return Example(draft.question, text, None, f"generated {draft.rule} other passage")


def changed_figure(draft: Draft, random: Random) -> Example | None:
    """The passage with another figure in place of the answer; the answer is what the text says now."""
    text, (start, end) = draft.scene.passage, draft.answer
    figure = next((one for one in draft.scene.amounts if (one.start, one.end) == draft.answer), None)
    number = re.match(r"[\d.,]+|[一二三四五六七八九](?![十百千万亿])", text[start:end])
    if figure is None or number is None:
        return None
    changed = another_value(number[0], random)
    if changed is None or changed in text:
        return None
    passage = text[:start] + changed + text[start + number.end() :]
    return Example(draft.question, passage, draft.answer, f"generated {draft.rule} changed figure")


def wrong_kind(draft: Draft, random: Random) -> Example | None:
    """A question for a kind of thing of which the passage has none."""
    text = draft.scene.passage
    questions = [] if dates(text) or _TIME_WORDS.search(text) else [*_WHEN[draft.language]]
    held = {one.unit for one in draft.scene.amounts}
    for units, asked in _AMOUNTS:
        if not held & set(units) and not any(unit[-1] in text for unit in units):
            questions += asked[draft.language]
    if not questions:
        return None
    return Example(random.choice(questions), text, None, f"generated {draft.rule} wrong kind")


def _exchange(draft: Draft, random: Random) -> tuple[Mention, tuple[str, str]] | None:
    """A place or year of the question, and another one to put for it; None where there is none."""
    if not draft.mentions:
        return None
    mention = random.choice(draft.mentions)
    other = _other(mention, draft, random)
    return None if other is None else (mention, other)


def _other(mention: Mention, draft: Draft, random: Random) -> tuple[str, str] | None:
    """Another place or year in the passage's form and in the question's."""
    text = draft.scene.passage
    if mention.place is None:
        free = [year for year in _YEARS if year not in text and year[2:] + "年" not in text]
        year = random.choice(free)
        return (year, year)
    is_municipality = mention.place.word in _MUNICIPALITIES
    fitting = [
        one
        for one in places()
        if (one.word in _MUNICIPALITIES) == is_municipality
        and one.level == mention.place.level
        and _is_foreign(one, mention.place, text)
    ]
    if not fitting:
        return None
    place = random.choice(fitting)
    return place.word, place.word if draft.language == "zh" else random.choice(place.names)


def _is_foreign(place: Place, to: Place, text: str) -> bool:
    """Whether a place is not named, holds no place that is named, and cannot be taken for the other."""
    holds = any(city.within == place.word and city.word in text for city in places())
    return place.word != to.word and place.word not in text and not holds and place.word != "中国"


def _replaced(question: str, shown: str, other: str) -> str:
    at = question.rfind(shown)
    return question[:at] + other + question[at + len(shown) :]
