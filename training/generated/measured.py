"""English questions for what economic news reports: how high a quantity was, or by how much it grew."""

import re
from collections.abc import Iterator
from random import Random

from qa.types import Range
from training.generated.amounts import Amount, is_plain
from training.generated.drafts import Draft
from training.generated.placing import placed
from training.generated.scenes import Scene
from training.generated.tables import metrics

_LEVEL = re.compile(
    r"^(?:[（(][^）)]*[）)])?(?:余额|总额|总量|总值|规模|水平|金额|数量|仅|已|累计|合计|全年|预计|将|首次|报)*"
    r"(?:达到了|达到|达|为|是|约为|约|完成|实现|超过|突破|共计|共|上升到|提高到|下降到|降至|升至|增至|提高至|下降至|超)*$"
)
_CHANGE = re.compile(
    r"^(?:同比|环比|较上年|比上年|较去年同期|比去年|年均|实际|平均|分别|大幅|名义|均|由去年|整体|累计|又|再|了|已|全年|增速为)*"
    r"(?:(?P<up>增长|上升|提高|增加|上涨|上调|涨|增|升)|(?P<down>下降|减少|降低|下滑|下跌|回落|跌|降|收跌))(?:了|约|超过|近|幅度为|幅度达)?$"
)
_PLURAL = re.compile(r"(?<!s)(?<!u)s$")


def metric_questions(scene: Scene, random: Random) -> Iterator[Draft]:
    """Questions such as "By what percentage did exports grow in 2022?" and "How high was the inflation rate?"."""
    for at, clause in enumerate(scene.clauses):
        found = _metric_within(scene.passage, clause)
        within = scene.amounts_within(clause)
        if found is None or len(within) != 1 or not is_plain(scene.passage, within[0]):
            continue
        yield from _about_metric(scene, found, within[0], random)
        following = scene.clauses[at + 1 : at + 2]
        further = scene.amounts_within(following[0]) if following else []
        if len(further) == 1 and further[0].unit == "%" and is_plain(scene.passage, further[0]):
            change = _CHANGE.match(scene.passage[following[0][0] : further[0].start])
            if change and _LEVEL.match(scene.passage[found[1] : within[0].start]) and within[0].unit != "%":
                yield from _change_question(scene, found, change, further[0], random)


def _metric_within(text: str, clause: Range) -> tuple[int, int, int] | None:
    """Start and end of the metric that a clause is about, and its row; None where it names none or two."""
    for row, metric in enumerate(metrics()):
        for word in metric.words:
            at = text.find(word, *clause)
            if at >= 0:
                return at, at + len(word), row
    return None


def _about_metric(scene: Scene, found: tuple[int, int, int], amount: Amount, random: Random) -> Iterator[Draft]:
    between = scene.passage[found[1] : amount.start]
    change = _CHANGE.match(between)
    if change and amount.unit == "%":
        yield from _change_question(scene, found, change, amount, random)
    elif (
        metrics()[found[2]].has_level
        and _LEVEL.match(between)
        and amount.unit
        in [
            "元",
            "美元",
            "%",
            "吨",
            "人",
            "人次",
            "公里",
            "公斤",
            "岁",
            "辆",
            "平方米",
            "千瓦",
            "千瓦时",
            "点",
            "倍",
            "斤",
        ]
    ):
        name = random.choice(metrics()[found[2]].names)
        verb = "were" if _PLURAL.search(name) else "was"
        forms = [f"What {verb} {{}}{{in}}?", f"How high {verb} {{}}{{in}}?", "What level did {} reach{in}?"]
        forms += [f"How much {verb} {{}}{{in}}?"] * 2 if amount.unit in ("元", "美元") else []
        forms += [f"What percentage {verb} {{}}{{in}}?"] if amount.unit == "%" else []
        yield from _metric_draft(scene, found, amount, (random.choice(forms), name), random)


def _change_question(
    scene: Scene, found: tuple[int, int, int], change: re.Match[str], amount: Amount, random: Random
) -> Iterator[Draft]:
    verb = random.choice(("grow", "rise", "increase") if change["up"] else ("fall", "decrease", "drop", "decline"))
    noun = random.choice(("growth", "increase", "rise") if change["up"] else ("fall", "decrease", "decline"))
    form = random.choice(
        (
            f"By what percentage did {{}} {verb}{{in}}?",
            f"By how many percent did {{}} {verb}{{in}}?",
            f"How much did {{}} {verb}{{in}}?",
            f"What was the percentage {noun} in {{}}{{in}}?",
            f"What was the rate of {noun} of {{}}{{in}}?",
        )
    )
    if "同比" in change[0] and random.random() < 0.5:
        form = form.replace("{in}?", " year on year{in}?")
    yield from _metric_draft(scene, found, amount, (form, random.choice(metrics()[found[2]].names)), random)


def _metric_draft(
    scene: Scene, found: tuple[int, int, int], amount: Amount, asked: tuple[str, str], random: Random
) -> Iterator[Draft]:
    """The draft, if no other figure of the unit can be one of the same metric."""
    text, metric = scene.passage, metrics()[found[2]]
    rivals = [one for one in scene.amounts if one.unit == amount.unit and one.start != amount.start]
    if len(rivals) > 3 or sum(text.count(word) for word in metric.words[:1]) > 1:
        return
    for rival in rivals:
        if not _has_other_metric(text, rival, metric.words):
            return
    where, mentions = placed(scene, random)
    form, name = asked
    names = [
        other
        for one in metrics()
        if one.has_level and not any(word in text or word in metric.words[0] for word in one.words)
        for other in one.names
        if bool(_PLURAL.search(other)) == bool(_PLURAL.search(name))
    ]
    yield Draft(
        form.format(name, **{"in": where}),
        scene,
        (amount.start, amount.end),
        amount.unit,
        "metric-en",
        "en",
        metric.words,
        mentions,
        tuple(form.format(other, **{"in": where}) for other in random.sample(names, min(8, len(names)))),
    )


def _has_other_metric(text: str, rival: Amount, words: tuple[str, ...]) -> bool:
    """Whether the rival's own clause names another metric, and not this one."""
    start = max(text.rfind(stop, 0, rival.start) for stop in "，。；：")
    clause = text[start + 1 : rival.start]
    return not any(word in clause for word in words) and _metric_within(text, (start + 1, rival.start)) is not None
