"""Statements and questions in words.

{S} stands for the subject, {S's} for its genitive, {V} for the value, {P} for the period, {F} for a period to come.
"""

import re
from random import Random

from training.contrast.facts import Claim, Fact, Period
from training.contrast.word_lists import Attribute

_TENSE = re.compile(r"\[([^/\]]*)/([^\]]*)\]")
# Kinds whose key makes no good sentence by itself.
_NO_KEY_SENTENCE = ("floor", "weekday", "room")
_RUN_BY = ("manager", "director", "head teacher")

_ROLE_STATEMENTS = {
    ("", "en"): ("{V} is the {key} of {S}", "The {key} of {S} is {V}", "{V} has been {key} of {S} for some time"),
    ("", "zh"): ("{S}的{key}是{V}", "{S}{key}为{V}", "{S}{key}{V}", "{V}任{S}{key}", "{S}现任{key}是{V}"),
    ("former", "en"): (
        "The former {key} of {S} is {V}",
        "{V} used to be {key} of {S}",
        "{V} has resigned as {key} of {S}",
    ),
    ("former", "zh"): ("{S}原{key}{V}已经离任", "{V}不再担任{S}{key}", "{S}前任{key}为{V}"),
    ("acting", "en"): ("{V} is acting {key} of {S}", "For now {V} stands in as {key} of {S}"),
    ("acting", "zh"): ("{S}{key}一职暂由{V}代理", "{V}代理{S}{key}"),
    ("next", "en"): ("{V} will be the next {key} of {S}", "{V} is to take over as {key} of {S}"),
    ("next", "zh"): ("{V}将接任{S}{key}", "{S}下一任{key}将是{V}"),
    ("left", "en"): ("The former {key} of {S}, {W}, left on {V}", "{W} stepped down as {key} of {S} on {V}"),
    ("left", "zh"): ("{S}原{key}{W}于{V}辞职", "{W}于{V}卸任{S}{key}"),
}
_ROLE_QUESTIONS = {
    ("", "en"): (
        "Who is the {key} of {S}",
        "Who is {S's} {key}",
        "What is the name of the {key} of {S}",
        "Who serves as {key} of {S}",
    ),
    ("", "zh"): ("{S}的{key}是谁", "谁是{S}的{key}", "{S}{key}叫什么名字", "{S}的{key}由谁担任"),
    ("former", "en"): ("Who was the former {key} of {S}", "Who used to be {key} of {S}"),
    ("former", "zh"): ("{S}的前任{key}是谁", "{S}原来的{key}是谁"),
    ("acting", "en"): ("Who is the acting {key} of {S}", "Who stands in as {key} of {S}"),
    ("acting", "zh"): ("谁代理{S}的{key}", "{S}的代理{key}是谁"),
    ("next", "en"): ("Who will be the next {key} of {S}", "Who is to take over as {key} of {S}"),
    ("next", "zh"): ("谁将接任{S}的{key}", "{S}的下一任{key}是谁"),
    ("left", "en"): ("When did the former {key} of {S} leave", "On what date did the former {key} of {S} step down"),
    ("left", "zh"): ("{S}原{key}是什么时候离任的", "{S}的前任{key}哪天卸任"),
}
_ASPECT_QUESTIONS = {
    ("growth", "en"): (
        "By what percentage did the {key} of {S} change{P}",
        "What was the growth rate of the {key} of {S}{P}",
        "By how many percent did the {key} of {S} {move}{P}",
    ),
    ("growth", "zh"): ("{S}{P}{key}同比变化百分之几", "{S}{P}{key}的增速是多少", "{S}{P}{key}比上年{move}了百分之几"),
    ("increase", "en"): ("By how many {unit} did the {key} of {S} {move}{P}",),
    ("increase", "zh"): ("{S}{P}{key}比上年{move}了多少{unit}",),
    ("plan", "en"): (
        "What is the target for the {key} of {S}{F}",
        "What {key} does {S} expect{F}",
        "What {key} is planned for {S}{F}",
    ),
    ("plan", "zh"): ("{S}计划{F}{key}达到多少", "{S}预计{F}{key}是多少", "{S}{F}{key}的目标是多少"),
}
_PLANS = {
    "en": (
        "The plan{F} puts the {key} of {S} at {V}",
        "The {key} of {S} is forecast at {V}{F}",
        "{S} expects the {key} to reach {V}{F}",
        "The target for the {key} of {S}{F} is {V}",
    ),
    "zh": ("{S}计划{F}{key}达到{V}", "{S}预计{F}{key}为{V}", "{S}{F}{key}目标为{V}", "{S}力争{F}{key}达到{V}"),
}
_GROWTHS = {
    ("en", True): (", up {G} on the year before", ", an increase of {G}", ", {G} more than the year before"),
    ("en", False): (", down {G} on the year before", ", a fall of {G}", ", {G} less than the year before"),
    ("zh", True): ("，比上年增长{G}", "，同比增长{G}", "，增幅{G}"),
    ("zh", False): ("，比上年下降{G}", "，同比下降{G}", "，降幅{G}"),
}
_GROWTHS_ALONE = {
    ("en", True): ("The {key} of {S} grew by {G}{P}", "The {key} of {S} rose by {G}{P}"),
    ("en", False): ("The {key} of {S} fell by {G}{P}", "The {key} of {S} shrank by {G}{P}"),
    ("zh", True): ("{S}{P}{key}增长{G}", "{S}{P}{key}同比上升{G}"),
    ("zh", False): ("{S}{P}{key}下降{G}", "{S}{P}{key}同比减少{G}"),
}
_MOVES = {("en", True): "rise", ("en", False): "fall", ("zh", True): "增加", ("zh", False): "减少"}


def unit_after(attribute: Attribute, language: str) -> str:
    """The counter that follows a Chinese count; nothing elsewhere."""
    return attribute.unit.zh[0] if language == "zh" and attribute.kind == "count" else ""


def _key_sentences(attribute: Attribute, language: str) -> tuple[str, ...]:
    if attribute.mode == "role" or attribute.kind in _NO_KEY_SENTENCE:
        return ()
    if language == "zh":
        return (f"{{S}}{{P}}的{{key}}为{{V}}{unit_after(attribute, 'zh')}",)
    return ("The {key} of {S} [is/was] {V}{P}" if attribute.mode != "flow" else "The {key} of {S} was {V}{P}",)


def _key_questions(attribute: Attribute, language: str) -> tuple[str, ...]:
    if attribute.mode == "role" or attribute.kind in _NO_KEY_SENTENCE:
        return ()
    if language == "zh":
        asked = (
            "是哪天"
            if attribute.kind == "date"
            else "是多少"
            if attribute.unit.zh[0] or "oney" in attribute.kind
            else "是什么"
        )
        return (f"{{S}}{{P}}的{{key}}{'是多少' if attribute.kind == 'percent' else asked}",)
    if attribute.kind in ("firm", "person"):
        return ("Who is the {key} of {S}", "Which firm is the {key} of {S}")[: 2 if attribute.kind == "firm" else 1]
    return ("What [is/was] the {key} of {S}{P}" if attribute.mode != "flow" else "What was the {key} of {S}{P}",)


def level_statements(attribute: Attribute, language: str) -> tuple[str, ...]:
    """Every way to state the value itself."""
    if attribute.mode == "role" and not attribute.statements.of(language):
        told = _ROLE_STATEMENTS["", language]
        return (*told, *(("{S} is run by {V}",) if language == "en" and attribute.key.en[0] in _RUN_BY else ()))
    own = attribute.statements.of(language)
    return (*own, *own, *_key_sentences(attribute, language))


def level_questions(attribute: Attribute, language: str) -> tuple[str, ...]:
    """Every way to ask for the value itself."""
    if attribute.mode == "role" and not attribute.questions.of(language):
        asked = _ROLE_QUESTIONS["", language]
        run_by = ("Who runs {S}",) if language == "en" else ("{S}由谁负责",)
        return (*asked, *(run_by if attribute.key.en[0] in _RUN_BY else ()))
    own = attribute.questions.of(language)
    return (*own, *own, *_key_questions(attribute, language))


def with_period(template: str, period: Period | None, language: str, *, stock: bool, style: int) -> str:
    """The template with its period told, its tense set, and {F} ("for 2024") filled."""
    if language == "en":
        told = f" {period.text('en', stock=stock, style=style)}" if period else ""
        future = f" for {period.text('en', stock=False, style=style).removeprefix('in ')}" if period else ""
    else:
        told = period.text("zh", stock=stock, style=style) if period else ""
        future = period.text("zh", stock=False, style=style) if period else ""
    template = _TENSE.sub(lambda match: match[2 if told else 1], template)
    return template.replace("{P}", told).replace("{F}", future)


def question(
    random: Random, attribute: Attribute, aspect: str, period: Period | None, language: str, *, risen: bool
) -> str:
    """A question with {S} left open."""
    if aspect == "":
        template = random.choice(level_questions(attribute, language))
    elif attribute.mode == "role":
        template = random.choice(_ROLE_QUESTIONS[aspect, language])
    else:
        template = random.choice(_ASPECT_QUESTIONS[aspect, language])
    unit = attribute.unit.of(language)[0] or ("units of money" if language == "en" else "元")
    template = template.replace("{key}", attribute.key.of(language)[0]).replace("{unit}", unit)
    template = template.replace("{move}", _MOVES[language, risen])
    return with_period(template, period, language, stock=attribute.mode == "stock", style=random.randrange(2))


def statement(random: Random, claim: Claim, marked: dict[Fact, str], language: str) -> str:
    """A clause with {S} left open; `marked` gives the text of each value."""
    return _FORMS[claim.form](random, claim, marked, language).replace("{key}", claim.attribute.key.of(language)[0])


def _told_period(fact: Fact) -> Period | None:
    return fact.period if fact.explicit else None


def _level(random: Random, claim: Claim, marked: dict[Fact, str], language: str) -> str:
    fact = claim.facts[0]
    template = random.choice(level_statements(claim.attribute, language))
    stock, style, period = claim.attribute.mode == "stock", random.randrange(2), _told_period(fact)
    if period and random.random() < 0.3 and "{P}" in template:
        lead = period.text(language, stock=stock, style=style)
        template = _TENSE.sub(lambda match: match[2], template).replace("{P}", "")
        joint = ", " if language == "en" else "，"
        rest = template if template.startswith("{") else template[0].lower() + template[1:]
        template = f"{lead[0].upper() + lead[1:]}{joint}{rest}"
    template = with_period(template, period, language, stock=stock, style=style)
    return template.replace("{V}", marked[fact])


def _with_growth(random: Random, claim: Claim, marked: dict[Fact, str], language: str) -> str:
    growth = claim.facts[1]
    suffix = random.choice(_GROWTHS[language, growth.value.number > 0])
    return _level(random, claim, marked, language) + suffix.replace("{G}", marked[growth])


def _with_increase(random: Random, claim: Claim, marked: dict[Fact, str], language: str) -> str:
    increase = claim.facts[1]
    risen = increase.value.number > 0
    if language == "en":
        suffix = f", {marked[increase]} {'more' if risen else 'fewer'} than the year before"
    else:
        suffix = f"，比上年{'增加' if risen else '减少'}{marked[increase]}{unit_after(claim.attribute, 'zh')}"
    return _level(random, claim, marked, language) + suffix


def _with_previous(random: Random, claim: Claim, marked: dict[Fact, str], language: str) -> str:
    previous = claim.facts[1]
    assert previous.period
    told, year = marked[previous] + unit_after(claim.attribute, language), previous.period.year
    english = (f" ({year}: {told})", f", compared with {told} in {year}", f", after {told} in {year}")
    chinese = (f"（{year}年为{told}）", f"，{year}年为{told}", f"，而{year}年是{told}")
    return _level(random, claim, marked, language) + random.choice(english if language == "en" else chinese)


def _from_to(random: Random, claim: Claim, marked: dict[Fact, str], language: str) -> str:
    now, before = claim.facts
    assert now.period
    assert before.period
    risen, unit = now.value.number > before.value.number, unit_after(claim.attribute, language)
    if language == "en":
        moved = random.choice(("rose", "went up", "grew") if risen else ("fell", "went down", "dropped"))
        then = f"from {marked[before]} in {before.period.year} to {marked[now]} in {now.period.year}"
        return f"The {{key}} of {{S}} {moved} {then}"
    moved = random.choice(("增加到", "上升到") if risen else ("减少到", "下降到"))
    return (
        f"{{S}}的{{key}}由{before.period.year}年的{marked[before]}{unit}{moved}{now.period.year}年的{marked[now]}{unit}"
    )


def _growth(random: Random, claim: Claim, marked: dict[Fact, str], language: str) -> str:
    fact = claim.facts[0]
    template = random.choice(_GROWTHS_ALONE[language, fact.value.number > 0])
    template = with_period(template, _told_period(fact), language, stock=False, style=random.randrange(2))
    return template.replace("{G}", marked[fact])


def _plan(random: Random, claim: Claim, marked: dict[Fact, str], language: str) -> str:
    fact = claim.facts[0]
    template = with_period(
        random.choice(_PLANS[language]), fact.period, language, stock=False, style=random.randrange(2)
    )
    return template.replace("{V}", marked[fact] + unit_after(claim.attribute, language))


def _role(random: Random, claim: Claim, marked: dict[Fact, str], language: str) -> str:
    fact = claim.facts[-1]
    template = random.choice(_ROLE_STATEMENTS[fact.aspect, language])
    return template.replace("{V}", marked[fact]).replace("{W}", marked[claim.facts[0]])


_FORMS = {
    "level": _level,
    "with growth": _with_growth,
    "with increase": _with_increase,
    "with previous": _with_previous,
    "from to": _from_to,
    "growth": _growth,
    "plan": _plan,
    "role": _role,
}
_LABELS = {
    ("growth", "en"): "{key}, change on the year before",
    ("growth", "zh"): "{key}同比增速",
    ("increase", "en"): "{key}, difference to the year before",
    ("increase", "zh"): "{key}比上年增减",
    ("plan", "en"): "{key} (plan)",
    ("plan", "zh"): "{key}（计划）",
    ("former", "en"): "former {key}",
    ("former", "zh"): "原{key}",
    ("acting", "en"): "acting {key}",
    ("acting", "zh"): "代理{key}",
    ("next", "en"): "incoming {key}",
    ("next", "zh"): "拟任{key}",
    ("left", "en"): "departure of the former {key}",
    ("left", "zh"): "原{key}离任日期",
    ("", "en"): "{key}",
    ("", "zh"): "{key}",
}


def label(fact: Fact, language: str) -> str:
    """What stands before the colon of a "key: value" line."""
    text = _LABELS[fact.aspect, language].replace("{key}", fact.attribute.key.of(language)[0])
    period = _told_period(fact)
    if period and language == "en":
        text = f"{text} {period.text('en', stock=False, style=1).removeprefix('in ')}"
    elif period:
        text = f"{period.text('zh', stock=False, style=0)}{text}"
    return text[0].upper() + text[1:]
