"""Chinese questions for the figure of a clause, made from the clause's own words and from others that mean the same."""

import re
from collections.abc import Iterator
from random import Random

import rjieba

from training.generated.amounts import Amount, is_plain
from training.generated.drafts import Draft, Mention, mentioned_places, mentioned_years
from training.generated.scenes import Scene
from training.generated.tables import counts, is_absent, metrics
from training.generated.wording import paraphrased, shortened

_NOMINAL = ("n", "t", "s", "j", "vn", "eng", "b")
_CONTENT = ("n", "v", "j", "a", "eng")
_LEADING = re.compile(
    r"^(?:其中|此外|另外|同时|而且|并且|目前|据悉|据介绍|据统计|据了解|截至目前|截至|而|但|并|且|则|也|还|又|又有|即|如|比如|例如|因此|所以|经查|——)+"
)
_DANGLING = re.compile(r"(?:中|时|后|前|以来|的话|期间|现场|表示|显示|说|称|起)$")
_APPROXIMATELY = re.compile(r"(?:大约|约|近|将近|超过|逾|超|高达|多达|至少|仅|只有|已有|已)+$")
_UNCERTAIN = re.compile(
    r"不到|不足|未满|不超过|不少于|不低于|不高于|几乎|每|分别|各|之一|或者|如果|虽然|尽管|因为|由于|为了|随着|若|可能|力争|争取|假设|原价|从|由"
)
_LINKS = re.compile(r"(?:就|已|共|总共|累计|合计|总计|将)?(?:达到了|达到|达|为|共计|共|约为|是|超过|突破|完成|实现)$")
_UNUSABLE = re.compile(r"[“”\"‘’（）()《》【】\[\]、\s…]|^[的了和与及]")
_PREFIXES = ("请问", "文中提到", "根据这段文字，", "据报道，", "想知道", "")
_COUNTED = frozenset(("人", "名", "件", "起"))
_TIMES = frozenset(["小时", "个小时", "分钟", "秒", "天", "周", "个月", "个多月", "个多小时"])
_REPORTING = re.compile(r"表示|介绍|说|获悉|指出|报道|称|显示|认为|告诉|透露|了解")


def figure_questions(scene: Scene, random: Random) -> Iterator[Draft]:
    """Questions for the figures of the scene's sentence that only one figure of its unit can answer."""
    for clause in scene.clauses:
        within = scene.amounts_within(clause)
        if len(within) != 1 or not is_plain(scene.passage, within[0]) or clause[1] - clause[0] > 60:
            continue
        amount = within[0]
        parts = _parts(scene, clause, amount)
        if parts is None:
            continue
        rivals = [one for one in scene.amounts if one.unit == amount.unit and one.start != amount.start]
        asked = _ask(parts, scene.passage, amount, random, is_alone=not rivals)
        words = _content_words("".join(parts))
        if asked and len(words) >= 2 and not _is_rivalled(scene, words, rivals):
            yield _draft(asked, scene, amount, words)


def _parts(scene: Scene, clause: tuple[int, int], amount: Amount) -> tuple[str, str] | None:
    """What stands before and after the figure, with a subject; None where no question can be made of it."""
    text = scene.passage
    before, after = _LEADING.sub("", text[clause[0] : amount.start]), text[amount.end : clause[1]].rstrip("。！？!? ")
    if _UNUSABLE.search(before) or _UNUSABLE.search(after) or _UNCERTAIN.search(before + after) or not before:
        return None
    if before.endswith("等") or after.startswith(("据", "值得")) or _DANGLING.search(after or before):
        return None
    tokens = rjieba.tag(before)
    if amount.unit in _TIMES and not tokens[-1][1].startswith("v") and not tokens[-1][0].endswith(("达", "了", "约")):
        return None
    tag = tokens[0][1]
    if not tag.startswith(_NOMINAL):
        subject = _subject(scene, clause) if tag.startswith(("v", "d")) else ""
        if not subject:
            return None
        before = subject + before
    return (before, after) if len(before) + len(after) >= 6 else None


def _subject(scene: Scene, clause: tuple[int, int]) -> str:
    """The nouns that begin the sentence, where the clause goes on to speak of them; nothing where that is not sure."""
    first = scene.clauses[0]
    if first == clause or _REPORTING.search(scene.passage[first[0] : first[1]]):
        return ""
    found = ""
    for word, tag in rjieba.tag(_LEADING.sub("", scene.passage[first[0] : first[1]])):
        if not tag.startswith(("n", "j", "vn", "eng")):
            is_subject = tag.startswith(("v", "d"))
            return found if is_subject and 2 <= len(found) <= 14 else ""
        found += word
    return ""


def _ask(parts: tuple[str, str], text: str, amount: Amount, random: Random, *, is_alone: bool) -> str:
    before, after = parts
    before = _APPROXIMATELY.sub("", before) if random.random() < 0.7 else before
    if is_alone and random.random() < 0.4:
        before, after = shortened(before, random), shortened(after, random)
    if random.random() < 0.5:
        before, after = paraphrased(before, random), paraphrased(after, random)
    asking = _asking(text, amount, random)
    if is_alone and random.random() < 0.08:
        return " ".join([*_content_words(before), asking + "".join(_content_words(after)[:1])])
    link = _LINKS.search(before)
    if not after and link and len(before) - len(link[0]) >= 4 and random.random() < 0.6:
        before = before[: link.start()]
        return (
            f"{random.choice(_PREFIXES)}{before}{random.choice(('是多少', '有多少', f'是{asking}', f'一共{asking}'))}？"
        )
    return f"{random.choice(_PREFIXES) if random.random() < 0.3 else ''}{before}{asking}{after}？"


def _asking(text: str, amount: Amount, random: Random) -> str:
    """多少人, 几个, 百分之几, 多少钱: the question word in the figure's place."""
    if amount.unit == "%":
        return random.choice(("百分之多少", "百分之几", "多少"))
    scale = text[amount.number_end - 1]
    forms = [f"多少{amount.unit}"] * 2
    forms += ["多少钱"] if amount.unit == "元" else []
    forms += [f"多少{scale}{amount.unit}"] if scale in "万亿" else []
    forms += [f"几{amount.unit}"] * 2 if amount.is_small else []
    return random.choice(forms)


def _content_words(text: str) -> list[str]:
    return [word for word, tag in rjieba.tag(text) if tag.startswith(_CONTENT) and len(word) > 1]


def _is_rivalled(scene: Scene, words: list[str], rivals: list[Amount]) -> bool:
    """Whether a figure of the same unit stands near any word of the question, so that it might be meant."""
    text = scene.passage
    for rival in rivals:
        near = text[max(0, rival.start - 24) : rival.end + 16]
        clause_words = [word for word in words if word in near]
        if clause_words:
            return True
    return False


def _draft(question: str, scene: Scene, amount: Amount, words: list[str]) -> Draft:
    named = tuple(
        Mention(place.word, place.word, place) for place in mentioned_places(question, 0, len(question))
    ) + tuple(Mention(year, year, None) for year in mentioned_years(question, 0, len(question)))
    return Draft(
        question,
        scene,
        (amount.start, amount.end),
        amount.unit,
        "figure-zh",
        "zh",
        tuple(words),
        tuple(one for one in named if question.count(one.shown) == 1 and one.word in scene.passage),
        _impossible(question, scene.passage),
    )


def _impossible(question: str, passage: str) -> tuple[str, ...]:
    """The question about another thing of the same unit, none of whose names stands in the passage."""
    for row in counts():
        word = next((word for word in row.words if word in question), None)
        if word and not row.is_noun and row.units & _COUNTED:
            others = [one for one in counts() if one.units == row.units and not one.is_noun and one.is_specific]
            absent = [one.words[0] for one in others if is_absent(one.words, passage)]
            return tuple(question.replace(word, one) for one in absent[:12])
    for metric in metrics():
        word = next((word for word in metric.words if word in question), None)
        if word:
            names = [one.words[0] for one in metrics() if not any(name in passage for name in one.words)]
            alike = [
                name for name in names if name[-2:] == word[-2:] or name[-1] == word[-1] and name[-1] in "率量额值"
            ]
            return tuple(question.replace(word, name) for name in alike if name not in word and word not in name)
    return ()
