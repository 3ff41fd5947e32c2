"""Fill-the-blank questions: a sentence with its figure left out."""

from collections.abc import Iterator
from random import Random

from training.generated.amounts import is_plain
from training.generated.drafts import Draft
from training.generated.scenes import Scene

_FORMS = (
    "有这样一句话，____处的数字是多少？“{}”",
    "下面这句话的空格处应填什么数字？“{}”",
    "“{}”这句话里____处是多少？",
    "请填空：“{}”",
    "补全这句话：{}",
    "____处原文的数字是什么？“{}”",
)
_REPORT_FORMS = (
    "{year}年国务院《政府工作报告》中有这样一句话，____处的数字是多少？“{sentence}”",
    "{year}年政府工作报告里，“{sentence}”，空格处是什么数字？",
)


def blank_questions(scene: Scene, random: Random) -> Iterator[Draft]:
    """One figure of the sentence left out; only where the sentence says enough to be found again."""
    start, end = scene.sentence
    text = scene.passage
    fitting = [one for one in scene.amounts_within(scene.sentence) if is_plain(text, one)]
    if not fitting or end - start < 16:
        return
    amount = random.choice(fitting)
    # As in the form that it is asked in, the unit stays in the question.
    kept = text[amount.number_end : amount.end] if amount.unit != "%" and random.random() < 0.7 else ""
    blanked = text[start : amount.start] + "____" + kept + text[amount.end : end]
    part = blanked if len(blanked) <= 90 else _around(blanked)
    part = part.rstrip("。") + "。"
    is_report = bool(scene.report_year) and random.random() < 0.5
    if is_report:
        question = random.choice(_REPORT_FORMS).format(year=scene.report_year, sentence=part)
    else:
        question = random.choice(_FORMS).format(part)
    yield Draft(question, scene, (amount.start, amount.end), amount.unit, "blank-zh", "zh", ())


def _around(sentence: str) -> str:
    """The clauses around the blank, 90 characters at most on either side of it."""
    at = sentence.index("____")
    first = max(sentence.rfind(stop, 0, max(0, at - 8)) for stop in "，；：") + 1
    ends = [found for stop in "，；：。" if (found := sentence.find(stop, at + 12)) > 0]
    return sentence[first : min(ends)] if ends else sentence[first:]
