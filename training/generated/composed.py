"""English questions put together from glosses: "How many satellites did the company launch?"."""

from collections.abc import Iterator
from random import Random

import rjieba

from training.generated.amounts import Amount, is_plain
from training.generated.drafts import Draft
from training.generated.glosses import counted_without_plural, noun_gloss, plural, verb_gloss
from training.generated.placing import placed
from training.generated.scenes import Scene
from training.generated.tables import counts, pairs

_CLASSIFIERS = frozenset(
    [
        "个",
        "名",
        "位",
        "家",
        "座",
        "条",
        "项",
        "件",
        "辆",
        "台",
        "艘",
        "架",
        "部",
        "份",
        "张",
        "所",
        "间",
        "栋",
        "颗",
        "枚",
        "支",
        "只",
        "头",
        "棵",
        "株",
        "套",
        "本",
        "幅",
        "处",
        "门",
        "户",
        "艘次",
        "场",
        "篇",
        "款",
        "批",
    ]
)
_WITHOUT_VERB = (
    "How many {} were there{}?",
    "How many {} are mentioned{}?",
    "What is the number of {}{}?",
    "What was the number of {}{}?",
    "How many {} were involved{}?",
)


def composed_questions(scene: Scene, random: Random) -> Iterator[Draft]:
    """Questions for figures that count a noun, which stands right after them and which the dictionary knows."""
    for clause in scene.clauses:
        for amount in scene.amounts_within(clause):
            if amount.unit not in _CLASSIFIERS or not is_plain(scene.passage, amount):
                continue
            counted = _counted(scene.passage[amount.end : clause[1]])
            if counted is None or _is_rivalled(scene, amount, counted[-1][0]):
                continue
            word = "".join(one for one, _ in counted)
            if any(word in row.words for row in counts()):
                continue
            nouns = " ".join([english for _, english in counted[:-1]] + [plural(counted[-1][1])])
            yield _draft(scene, clause, amount, (word, nouns), random)


def _counted(after: str) -> list[tuple[str, str]] | None:
    """The one or two nouns that follow the figure, each with its gloss; None where one has none or more follow."""
    tokens = rjieba.tag(after[:16]) if after else []
    nouns = []
    for word, tag in tokens:
        if not tag.startswith(("n", "vn")):
            break
        nouns.append(word)
    following, tag = tokens[len(nouns)] if len(tokens) > len(nouns) else ("", "x")
    found = [(noun, gloss) for noun in nouns if (gloss := noun_gloss(noun))]
    is_whole = tag in ("p", "d", "t", "ul") or following in ("", "，", "。", "；", "！", "？")
    if not 1 <= len(nouns) <= 2 or len(found) < len(nouns) or not is_whole:
        return None
    if counted_without_plural(found[-1][1]):
        return None
    return found if all(" " not in gloss for _, gloss in found[:-1]) else None


def _is_rivalled(scene: Scene, amount: Amount, noun: str) -> bool:
    """Whether another figure of the unit, or of the same noun, stands in the passage."""
    rivals = [one for one in scene.amounts if one.start != amount.start]
    return any(one.unit == amount.unit or noun in scene.passage[one.start : one.end + 12] for one in rivals)


def _draft(scene: Scene, clause: tuple[int, int], amount: Amount, counted: tuple[str, str], random: Random) -> Draft:
    where, mentions = placed(scene, random)
    doing = _doing(scene.passage[clause[0] : amount.start])
    if doing and random.random() < 0.8:
        question = f"How many {counted[1]} did {doing}{where}?"
    else:
        question = random.choice(_WITHOUT_VERB).format(counted[1], where)
    return Draft(question, scene, (amount.start, amount.end), amount.unit, "composed-en", "en", (counted[0],), mentions)


def _doing(before: str) -> str | None:
    """Such as "the company launch": a subject and its verb, right before the figure; None where it is not so plain."""
    tokens = [(word, tag) for word, tag in rjieba.tag(before) if tag not in ("d", "ul", "t", "x", "m")]
    if len(tokens) < 2 or tokens[-1][1] != "v" or not tokens[-2][1].startswith("n"):
        return None
    if len(tokens) > 2 and not tokens[-3][1].startswith("ns"):
        return None
    verb, subject = verb_gloss(tokens[-1][0]), tokens[-2][0]
    name = pairs("offices").get(subject) or noun_gloss(subject)
    return f"the {name} {verb}" if verb and name and verb not in ("be", "have") else None
