"""Questions for when and where something was done, and what a thing is called, in both languages."""

import re
from collections.abc import Iterator
from random import Random

import rjieba

from qa.language import dates
from qa.types import Language, Range
from training.generated.drafts import Draft, Mention
from training.generated.placing import placed
from training.generated.scenes import Scene
from training.generated.tables import pairs

_NOT_ONE_DAY = re.compile(
    r"^(?:以来|前|后|起|期间|左右|上午|下午|晚|凌晨|中午|电|讯|至|到|、|-|—|~|之|开始|底|初|末|当天|当日|中旬|上旬|下旬|间|\d|（|\()"
)
_NOT_A_DAY_BEFORE = re.compile(
    r"(?:截至|截止|从|自|至|到|和|与|每年|比|较|、|今年|去年|当地时间|同年|次年|[（(\-—~:：])$"
)
_UNUSABLE = re.compile(r"[“”\"‘’（）()《》【】\[\]、\s…]")
_DANGLING = re.compile(
    r"(?:表示|显示|说|称|介绍|指出|强调|告诉|记者|联合.*|获悉|现场|过程中|中|时|后|前|消息|报道|回应|道)$"
)
_WHEN_ZH = ("什么时候", "哪一天", "何时", "几月几日")
_AT = re.compile(
    r"(?:在|于)(?P<place>[^，。；：“”、在于的]{2,18}?)(?:隆重|正式|如期|成功|顺利|盛大)?(?P<verb>举行|举办|召开|开幕|闭幕|成立|揭幕|落成|启动|开赛|去世|逝世|发射|揭牌|开业|上演)"
)
_VERBS = {
    "举行": "held", "举办": "held", "召开": "held", "开幕": "opened", "闭幕": "closed", "启动": "launched",
    "开赛": "started", "揭幕": "opened",
}  # fmt: skip
_TITLED = re.compile(r"《(?P<book>[^》]{2,40})》")
_NAME_ZH = ("文中提到的{}叫什么名字？", "那{}的名称是什么？", "{}的题目叫什么？", "{}叫什么？")
_NAME_EN = ("What is the {} called?", "What is the name of the {}?", "What is the title of the {}?")


def when_questions(scene: Scene, random: Random) -> Iterator[Draft]:
    """When something happened, where the passage names a single day."""
    text = scene.passage
    found = [one for one in dates(text) if one.month or one.year]
    if len(found) != 1 or not found[0].day or re.search(r"\d[日号]", text[: found[0].start] + text[found[0].end :]):
        return
    date = found[0]
    if _NOT_ONE_DAY.match(text[date.end :]) or _NOT_A_DAY_BEFORE.search(text[: date.start]):
        return
    for at, (start, end) in enumerate(scene.clauses):
        if not start <= date.start < end:
            continue
        if (date.start, date.end) == (start, end) and at + 1 < len(scene.clauses):
            start, end = scene.clauses[at + 1]
            before, after = "", text[start:end]
        else:
            before, after = text[start : date.start], text[date.end : end]
        yield from _when(scene, (date.start, date.end), (before, after.rstrip("。！？")), random)


def where_questions(scene: Scene, random: Random) -> Iterator[Draft]:
    """Where something was held or opened."""
    text = scene.passage
    for match in _AT.finditer(text, *scene.sentence):
        place = match["place"]
        tokens = rjieba.tag(place)
        is_place = tokens[0][1] == "ns" and all(tag.startswith(("n", "s", "b", "j", "m")) for _, tag in tokens)
        if not is_place or dates(place) or len(re.findall(match["verb"], text)) != 1:
            continue
        start = max(text.rfind(stop, 0, match.start()) for stop in "，。；：") + 1
        what = text[max(start, scene.sentence[0]) : match.start()]
        answer = (match.start("place"), match.end("place"))
        ends = [end for _, end in scene.clauses if end >= match.end()]
        done = text[match.end() : ends[0]].rstrip("。！？") if ends else ""
        if done.startswith(("的", "期间")) or len(done) > 16 or _UNUSABLE.search(done):
            continue
        event = _event(done) or _event(what)
        if event and match["verb"] in _VERBS:
            verb = f"was the {event} {_VERBS[match['verb']]}"
            forms = [f"Where {verb}?", f"In which place {verb}?"]
            forms += [f"In which city {verb}?"] * 2 if place.endswith("市") else []
            yield _draft(scene, answer, random.choice(forms), "where-en", (event, match["verb"]))
        if len(what) >= 4 and not _UNUSABLE.search(what):
            asking = random.choice(("在哪里", "在什么地方", "于何地"))
            question = f"{what}{asking}{match['verb']}{done}？"
            yield _draft(scene, answer, question, "where-zh", (what[-3:], match["verb"]))


def name_questions(scene: Scene, random: Random) -> Iterator[Draft]:
    """What a film, a report or a plan is called, where only one stands in the passage."""
    text = scene.passage
    matches = list(_TITLED.finditer(text))
    if len(matches) != 1 or not scene.sentence[0] <= matches[0].start() < scene.sentence[1]:
        return
    answer = matches[0].span("book")
    for kind, english in pairs("names").items():
        is_beside = text.endswith(kind, 0, matches[0].start()) or text.startswith(kind, matches[0].end())
        if is_beside and text.count(kind) == 1:
            others = [one for one in pairs("names") if one not in text and pairs("names")[one] not in (english, "set")]
            if random.random() < 0.5:
                form = random.choice(_NAME_EN)
                impossible = tuple(form.format(pairs("names")[one]) for one in others[:24:3])
                yield Draft(form.format(english), scene, answer, "name", "name-en", "en", (kind,), (), impossible)
            else:
                form = random.choice(_NAME_ZH)
                impossible = tuple(form.format(one) for one in others[:24:3])
                yield Draft(form.format(kind), scene, answer, "name", "name-zh", "zh", (kind,), (), impossible)
            return


def _when(scene: Scene, answer: Range, parts: tuple[str, str], random: Random) -> Iterator[Draft]:
    before, after = re.sub(r"(?:于|在)$", "", parts[0]), parts[1].lstrip("，")
    # Before a date that ends its clause mostly stands the heading, which the collected text ran together with it.
    if _UNUSABLE.search(before + after) or _DANGLING.search(after) or not after or not 6 <= len(before + after) <= 50:
        return
    verb = next((verb for verb in _VERBS if verb in after), None)
    done = after.partition(verb)[2] if verb else ""
    event = _event(done) if done else _event(before + after)
    if event and verb and random.random() < 0.8:
        where, mentions = placed(scene, random)
        passive = f"was the {event} {_VERBS[verb]}"
        form = random.choice(("When {}{}?", "On what date {}{}?", "On which day {}{}?"))
        yield _draft(scene, answer, form.format(passive, where), "when-en", (event, verb), mentions)
    tokens = rjieba.tag(before + after)
    if tokens[0][1].startswith(("n", "j", "eng", "b", "s")) and any(tag.startswith("v") for _, tag in tokens):
        asking = random.choice(_WHEN_ZH)
        forms = [f"{before}{asking}{after}？"] if before else [f"{after}是在{asking}？", f"{asking}{after}？"]
        yield _draft(scene, answer, random.choice(forms), "when-zh", tuple(word for word, _ in tokens if len(word) > 1))


def _event(text: str) -> str | None:
    """The English name of the thing held that the text names, if it names just one."""
    found = [word for word in pairs("events") if word in text]
    longest = [word for word in found if not any(word != other and word in other for other in found)]
    return pairs("events")[longest[0]] if len(longest) == 1 else None


def _draft(
    scene: Scene,
    answer: Range,
    question: str,
    rule: str,
    words: tuple[str, ...],
    mentions: tuple[Mention, ...] = (),
) -> Draft:
    language: Language = "en" if rule.endswith("en") else "zh"
    unit = "date" if rule.startswith("when") else "place"
    return Draft(question, scene, answer, unit, rule, language, words, mentions)
