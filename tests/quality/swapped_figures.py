"""Sentences whose figure can be swapped, with questions about it: the answer must follow the text, not memory.

Written for this test; nothing of `corpus/` or of any training set. `{}` is where the figure stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Swapped:
    """A question, a text, and the figure in it that answers, as it is written there."""

    question: str
    passage: str
    figure: str


@dataclass(frozen=True, slots=True)
class _Template:
    """One text with one open figure, questions about it in both languages, and figures to put in."""

    passage: str
    questions: tuple[str, str]
    figures: tuple[str, str]


_TEMPLATES = (
    _Template(
        "青石镇今年完成了旧桥改造。工程队共修复桥梁{}座，新铺道路17公里，工期八个月。",
        ("青石镇共修复了多少座桥梁？", "How many bridges were repaired in Qingshi town?"),
        ("23", "412"),
    ),
    _Template(
        "云溪县图书馆去年对外开放310天。全年接待读者{}人次，举办讲座26场。",
        ("云溪县图书馆全年接待读者多少人次？", "How many readers did the Yunxi library receive in the year?"),
        ("58204", "7.3万"),
    ),
    _Template(
        "南坪果园的苹果上市了。果园今年产苹果{}吨，其中外销90吨，种植户增至41户。",
        ("南坪果园今年产苹果多少吨？", "How many tonnes of apples did the Nanping orchard produce this year?"),
        ("365", "1280"),
    ),
    _Template(
        "据统计，东湾港上月进出船舶1902艘。港口货物吞吐量同比增长{}，集装箱业务增长3.1%。",
        ("东湾港货物吞吐量同比增长多少？", "By how much did cargo throughput at Dongwan port grow?"),
        ("12.4%", "5.8%"),
    ),
    _Template(
        "白沙小学新楼启用。新教学楼投资{}，可容纳学生900名，配有12间实验室。",
        ("白沙小学新教学楼投资多少钱？", "How much was invested in the new building of Baisha primary school?"),
        ("2650万元", "880万元"),
    ),
    _Template(
        "昨夜的暴雨影响了三个乡。救援队转移群众{}人，抢修电线杆64根，没有人员伤亡。",
        ("救援队转移了多少群众？", "How many people did the rescue team move to safety?"),
        ("1347", "96"),
    ),
    _Template(
        "文化馆公布了展览情况。本次展览展出书画作品{}件，持续45天，参展作者来自9个省。",
        ("本次展览展出了多少件书画作品？", "How many works of painting and calligraphy were shown in the exhibition?"),
        ("208", "57"),
    ),
    _Template(
        "The town of Elmwick opened its new library in spring. It holds {} books and has 40 desks on two floors.",
        ("埃尔姆威克的新图书馆有多少本书？", "How many books does the new library hold?"),
        ("18,400", "7,250"),
    ),
    _Template(
        "Heavy snow closed the Marrow Pass. Crews cleared {} kilometres of road in 3 days, using 22 ploughs.",
        ("工作人员清理了多少公里的道路？", "How many kilometres of road did the crews clear?"),
        ("64", "135"),
    ),
    _Template(
        "The annual report lists 12 offices abroad. The company employs {} people and made 5 acquisitions.",
        ("该公司雇用了多少人？", "How many people does the company employ?"),
        ("3,906", "871"),
    ),
    _Template(
        "The Tarn ferry runs from May to October. Last season it carried {} passengers on 610 crossings.",
        ("上个航季渡轮运送了多少名乘客？", "How many passengers did the ferry carry last season?"),
        ("92,310", "4,480"),
    ),
    _Template(
        "A fire broke out in the old mill. Firefighters saved {} paintings, while 14 vehicles blocked the bridge.",
        ("消防员抢救了多少幅画？", "How many paintings did the firefighters save?"),
        ("37", "215"),
    ),
)


def swapped_figures() -> Iterator[Swapped]:
    """Every template with each of its questions and figures."""
    for one in _TEMPLATES:
        for question in one.questions:
            for figure in one.figures:
                yield Swapped(question, one.passage.format(figure), figure)
