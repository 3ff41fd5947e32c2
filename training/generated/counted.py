"""English questions for the figure of a Chinese clause, from the table of what is counted."""

import re
from collections.abc import Iterator
from random import Random

import rjieba

from qa.types import Range
from training.generated.amounts import Amount, is_plain
from training.generated.drafts import Draft
from training.generated.placing import placed
from training.generated.scenes import Scene
from training.generated.tables import Count, counts, is_absent

_BETWEEN = re.compile(
    r"^(?:共|共有|共计|达|达到|有|为|总数|数量|人数|累计|约|超过|近|已|超|突破|已有|已达|合计|就|了)*$"
)
_NO_COUNT_AFTER = re.compile(r"事故|率|案件|时间|事件|赔偿|证明|原因|名单|风险|保险|预警|应急")
# Words after a figure of persons that say what these do or suffer; of others it must say that they are done to them.
_OF_THEMSELVES = frozenset(
    [
        "死亡",
        "遇难",
        "身亡",
        "丧生",
        "受伤",
        "失踪",
        "失联",
        "受灾",
        "撤离",
        "避险",
        "获救",
        "被困",
        "落网",
        "被捕",
        "报名",
        "参赛",
        "参加",
        "参与",
        "出席",
        "治愈",
        "出院",
        "脱贫",
        "被骗",
        "确诊",
        "落户",
    ]
)
_SUFFERED = re.compile(r"(?:被|遭|受|受到|获)(?:[^，的]{0,4})$")


def count_questions(scene: Scene, random: Random) -> Iterator[Draft]:
    """Questions such as "How many people were evacuated in Hebei?"."""
    for clause in scene.clauses:
        for amount in scene.amounts_within(clause):
            if not is_plain(scene.passage, amount):
                continue
            fitting = [row for row in counts() if _counts(row, scene, clause, amount)]
            if fitting and (len(fitting) == 1 or all(set(fitting[0].words) & set(row.words) for row in fitting)):
                row = random.choice(fitting)
                where, mentions = placed(scene, random)
                yield Draft(
                    random.choice(row.questions).replace("{in}", where),
                    scene,
                    (amount.start, amount.end),
                    amount.unit,
                    "count-en",
                    "en",
                    row.words,
                    mentions,
                    _other_counts(row, scene.passage, where, random),
                )


def _counts(row: Count, scene: Scene, clause: Range, amount: Amount) -> bool:
    """Whether the clause says the figure of that row's thing, and nothing else in the passage does."""
    if amount.unit not in row.units:
        return False
    text = scene.passage
    near = any(_is_counted(row, word, text, clause, amount) for word in row.words)
    if not near:
        return False
    rivals = [one for one in scene.amounts if one.unit in row.units and one.start != amount.start]
    return not any(
        clause[0] <= one.start < clause[1]
        or row.is_noun
        or any(word in text[max(0, one.start - 25) : one.end + 20] for word in row.words)
        for one in rivals
    )


def _is_counted(row: Count, word: str, text: str, clause: Range, amount: Amount) -> bool:
    before, after = text[clause[0] : amount.start], text[amount.end : clause[1]]
    if row.is_noun:
        at = after.find(word)
        if 0 <= at <= 4 and "的" not in after[:at] and _ends_noun(after, at + len(word)):
            return True
        return word in before and _BETWEEN.match(before[before.rfind(word) + len(word) :]) is not None
    if word in after:
        at = after.find(word)
        is_person = amount.unit in ("人", "名", "位", "个")
        if is_person and word not in _OF_THEMSELVES and not _SUFFERED.search(after[:at]):
            return False
        return at <= 10 and "的" not in after[:at] and not _NO_COUNT_AFTER.match(after[at + len(word) :])
    if word in before:
        between = before[before.rfind(word) + len(word) :]
        return len(between) <= 8 and not _NO_COUNT_AFTER.match(between)
    return False


def _ends_noun(text: str, end: int) -> bool:
    """Whether no further noun follows, as in 学生家长, which are no students."""
    following = rjieba.tag(text[end:]) if text[end:] else []
    return not following or not following[0][1].startswith(("n", "vn"))


def _other_counts(row: Count, passage: str, where: str, random: Random) -> tuple[str, ...]:
    """Questions for other things of the same units, none of whose words stands in the passage."""
    others = [one for one in counts() if one.units & row.units and one.is_specific and is_absent(one.words, passage)]
    return tuple(random.choice(one.questions).replace("{in}", where) for one in others)
