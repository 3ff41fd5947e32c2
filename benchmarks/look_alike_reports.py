"""Long reports of several cities that are alike in everything but their figures, with questions and near misses.

Each is dated at the beginning of a year, tells of the year before, of five years on average and of what is planned, and
leaves out what another one tells. They are drawn by chance from a table of indicators; no city's figures are real.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.held_out import Row

_TABLE = Path(__file__).with_name("data") / "report_indicators.tsv"
_CITIES = (
    ("洛阳市", "Luoyang"),
    ("泉州市", "Quanzhou"),
    ("温州市", "Wenzhou"),
    ("芜湖市", "Wuhu"),
    ("绵阳市", "Mianyang"),
    ("柳州市", "Liuzhou"),
    ("包头市", "Baotou"),
    ("烟台市", "Yantai"),
    ("大同市", "Datong"),
    ("遵义市", "Zunyi"),
    ("桂林市", "Guilin"),
    ("南通市", "Nantong"),
)
_REPORTS = 6
_TOLD = 0.72
_SECTIONS = {
    "economy": ("经济运行稳中向好", "The economy"),
    "people": ("民生福祉持续改善", "Living conditions"),
    "country": ("乡村全面振兴", "The countryside"),
    "science": ("创新动能不断增强", "Innovation"),
    "culture": ("文旅融合发展", "Culture and tourism"),
    "nature": ("生态环境更加优美", "The environment"),
}
_FILLERS_ZH = (
    "我们坚持稳中求进工作总基调，完整准确全面贯彻新发展理念，着力推动高质量发展。",
    "面对复杂多变的外部环境，全市上下迎难而上，较好完成了年度目标任务。",
    "营商环境持续优化，政务服务事项实现一网通办，企业办事更加便利。",
    "重点项目加快建设，一批产业园区建成投用，产业链韧性不断增强。",
    "教育资源布局更加合理，义务教育优质均衡发展水平稳步提升。",
    "医疗卫生服务能力不断增强，基层医疗机构条件明显改善。",
    "城乡面貌持续改善，农村人居环境整治深入推进。",
    "安全生产形势总体平稳，平安建设扎实推进，社会大局保持稳定。",
    "政府自身建设得到加强，认真办理人大代表建议和政协提案。",
    "全面从严治党纵深推进，作风建设不断加强。",
)
_FILLERS_EN = (
    "The city kept to its course in a difficult year and met most of its aims.",
    "Administrative services were simplified, and most of them can now be used online.",
    "Several industrial parks were completed and began work.",
    "Schools in the outer districts were extended and better equipped.",
    "Clinics in the countryside were renewed, and waiting times became shorter.",
    "Work safety remained stable, and the fire service was strengthened.",
    "The proposals of the deputies were dealt with in time.",
    "Much remains to be done: some companies find it hard to hire, and growth rests on too few industries.",
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the table."""

    zh: str
    en: str
    unit_zh: str
    unit_en: str
    low: float
    high: float
    decimals: int
    grows: bool
    section: str

    def drawn(self, random: Random) -> str:
        """A value in its range, as it is written."""
        return f"{random.uniform(self.low, self.high):.{self.decimals}f}"


@dataclass(frozen=True, slots=True)
class _Told:
    """What a report tells of an indicator; empty where it does not."""

    level: str = ""
    growth: str = ""
    average: str = ""
    planned: str = ""


def look_alike_reports(seed: int, questions: int) -> tuple[list[Row], list[Row]]:
    """At most so many questions, and the reports that they are asked of: half in Chinese, half in English."""
    random = Random(seed)
    indicators = list(_read())
    cities = random.sample(_CITIES, _REPORTS + 1)
    year = random.randint(2018, 2024)
    documents: list[Row] = []
    rows: list[Row] = []
    for at, city in enumerate(cities[:_REPORTS]):
        language = ("zh", "en")[at % 2]
        told = {one: _draw(random, one) for one in indicators if random.random() < _TOLD}
        name = f"report-{seed}-{at}"
        documents.append(_document(random, name, city, year, told, language))
        rows += _questions(random, name, city, year, indicators, told, language)
        rows += _of_another(random, cities[-1], year, indicators, language)
    random.shuffle(rows)
    return rows[:questions], documents


def _read() -> Iterator[Indicator]:
    for line in _TABLE.read_text("utf-8").splitlines():
        if line.startswith(("#", "zh\t")):
            continue
        zh, en, unit_zh, unit_en, low, high, decimals, grows, section = line.split("\t")
        yield Indicator(zh, en, unit_zh, unit_en, float(low), float(high), int(decimals), bool(grows), section)


def _draw(random: Random, one: Indicator) -> _Told:
    if not one.grows:
        return _Told(level=one.drawn(random), planned=one.drawn(random) if random.random() < 0.3 else "")
    level, growth = random.choice(((1, 1), (1, 1), (1, 0), (0, 1)))
    return _Told(
        level=one.drawn(random) if level else "",
        growth=f"{random.uniform(1, 14):.1f}" if growth else "",
        average=f"{random.uniform(1, 14):.1f}" if random.random() < 0.4 else "",
        planned=f"{random.uniform(3, 12):.1f}" if random.random() < 0.4 else "",
    )


def _document(
    random: Random, name: str, city: tuple[str, str], year: int, told: dict[Indicator, _Told], language: str
) -> Row:
    is_chinese = language == "zh"
    fillers = list(_FILLERS_ZH if is_chinese else _FILLERS_EN)
    blocks = [f"一、{year - 1}年工作回顾" if is_chinese else f"Part one: the year {year - 1}"]
    averages = [_average(one, said, language) for one, said in told.items() if said.average]
    for section, titles in _SECTIONS.items():
        said = [_sentence(random, one, told[one], language) for one in told if one.section == section]
        random.shuffle(said)
        paragraph = [random.choice(fillers), *_joined(random, said, language), random.choice(fillers)]
        blocks += [titles[0 if is_chinese else 1], ("" if is_chinese else " ").join(paragraph)]
        if section == "economy" and averages:
            blocks.append(
                f"过去五年，{'，'.join(averages)}。"
                if is_chinese
                else f"Over the past five years {', '.join(averages)}."
            )
    plans = [_plan(one, said, language) for one, said in told.items() if said.planned]
    blocks.append(f"二、{year}年工作安排" if is_chinese else f"Part two: what is planned for {year}")
    blocks.append(
        f"今年发展的主要预期目标是：{'，'.join(plans)}。"
        if is_chinese
        else f"The aims of this year: {'; '.join(plans)}."
    )
    blocks += random.sample(fillers, 4)
    title = f"{year}年{city[0]}政府工作报告" if is_chinese else f"Work report of {city[1]}, {year}"
    return {"doc_id": name, "title": title, "date": f"{year}-01-{random.randint(10, 28)}", "text": "\n\n".join(blocks)}


def _joined(random: Random, said: list[str], language: str) -> Iterator[str]:
    """The clauses of a section, some of them together in one sentence."""
    at = 0
    while at < len(said):
        size = random.choice((1, 2, 3))
        together = said[at : at + size]
        at += size
        if language == "zh":
            yield "，".join(together) + "。"
        else:
            joined = ", ".join(together)
            yield joined[0].upper() + joined[1:] + "."


def _sentence(random: Random, one: Indicator, told: _Told, language: str) -> str:
    if language == "zh":
        level = random.choice(("", "达到", "达")) + f"{told.level}{one.unit_zh}" if told.level else ""
        growth = random.choice(("增长", "比上年增长", "同比增长")) + f"{told.growth}%" if told.growth else ""
        return one.zh + random.choice(("、", "，")).join(filter(None, (level, growth)))
    unit = f" {one.unit_en}" if one.unit_en else " percent"
    level = f"reached {told.level}{unit}" if told.level else ""
    growth = f"grew by {told.growth} percent" if told.growth and not level else ""
    return f"{one.en} {level or growth}" + (f", up {told.growth} percent" if told.growth and level else "")


def _average(one: Indicator, told: _Told, language: str) -> str:
    if language == "zh":
        return f"{one.zh}年均增长{told.average}%"
    return f"{one.en} grew by {told.average} percent a year on average"


def _plan(one: Indicator, told: _Told, language: str) -> str:
    if one.grows:
        return (
            f"{one.zh}增长{told.planned}%左右"
            if language == "zh"
            else f"growth of {one.en} by about {told.planned} percent"
        )
    unit = one.unit_zh if language == "zh" else f" {one.unit_en}".rstrip() or " percent"
    return f"{one.zh}{told.planned}{unit}" if language == "zh" else f"{one.en} of {told.planned}{unit}"


def _questions(
    random: Random,
    name: str,
    city: tuple[str, str],
    year: int,
    indicators: list[Indicator],
    told: dict[Indicator, _Told],
    language: str,
) -> Iterator[Row]:
    for one in random.sample(indicators, 20):
        said = told.get(one, _Told())
        asked = random.choice((language, language, "zh", "en"))
        wants_growth = one.grows and random.random() < 0.5
        when = year - 1
        answer = said.growth if wants_growth else said.level
        if answer and random.random() < 0.1:
            when, answer = year - random.randint(4, 6), ""
        unit = "%" if wants_growth or not one.unit_en else (one.unit_zh if language == "zh" else f" {one.unit_en}")
        yield _row(
            name, asked, language, _asked(random, one, city, when, asked, wants_growth=wants_growth), answer, unit
        )


def _of_another(
    random: Random, city: tuple[str, str], year: int, indicators: list[Indicator], language: str
) -> Iterator[Row]:
    """Questions about a city that has no report."""
    for one in random.sample(indicators, 2):
        yield _row("", language, language, _asked(random, one, city, year - 1, language, wants_growth=False), "", "")


def _asked(
    random: Random, one: Indicator, city: tuple[str, str], year: int, language: str, *, wants_growth: bool
) -> str:
    if language == "zh":
        if wants_growth:
            return random.choice((f"{year}年{city[0]}{one.zh}增长了多少？", f"{city[0]}{year}年{one.zh}同比增长多少？"))
        return random.choice((f"{year}年{city[0]}{one.zh}是多少？", f"{city[0]}{year}年的{one.zh}有多少？"))
    if wants_growth:
        return random.choice(
            (
                f"By what percentage did {city[1]}'s {one.en} grow in {year}?",
                f"How much did the {one.en} of {city[1]} grow in {year}?",
            )
        )
    if one.en.startswith("new ") or one.en.endswith("companies"):
        return f"How many {one.en} were there in {city[1]} in {year}?"
    return random.choice(
        (f"What was {city[1]}'s {one.en} in {year}?", f"What was the {one.en} of {city[1]} in {year}?")
    )


def _row(name: str, asked: str, told: str, question: str, answer: str, unit: str) -> Row:
    return {
        "id": question,
        "lang_q": asked,
        "lang_doc": told,
        "question": question,
        "answers": [f"{answer}{unit}", answer] if answer else [],
        "doc_id": name,
        "answerable": bool(answer),
    }
