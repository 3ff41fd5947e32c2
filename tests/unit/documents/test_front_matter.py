"""Boilerplate is told from text, and the head of a document says what it is."""

from pathlib import Path

import pytest

from qa.documents.boilerplate import boilerplate_ranges, is_boilerplate, outside
from qa.documents.front_matter import Head, is_heading, read_head

ROOT = Path(__file__).resolve().parents[3]
SEEDS = ROOT.parent / "shared" / "seeds"
BODY = "\n".join(f"第{number}段讲的是老城区自来水管网的改造情况。" for number in range(60))


def _marked(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in boilerplate_ranges(text)]


@pytest.mark.parametrize(
    "line",
    [
        "当前位置: 网站首页 > 纪律审查",
        "您所在的位置:   首页>纪检监察专栏>工作动态",
        "首页 > 新闻 > 要闻",
        "图片",
        "已编辑图片  已编辑图片",
        "微信图片_20220608103224.jpg",
        "原文链接:http://example.org/a",
        "版权和免责声明",
        "[免责声明] 本文来源于网络转载，版权归原作者所有。",
        "上一篇：某地召开会议",
        "? 阅读下一篇",
        "分享到：",
        "Copyright © 2022 Example Press. All rights reserved.",
        "Share this article",
        "Skip to main content",
        "Home > News > Local",
        "Related articles",
    ],
)
def test_a_line_of_the_page_is_boilerplate_wherever_it_stands(line: str) -> None:
    assert _marked(f"{BODY}\n{line}\n{BODY}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "来源：三湘风纪网 作者：蒋伟 编辑：谢航 2021-08-01 15:22:21",
        "• 时间:2022-05-26",
        "记者：王平",
        "责编:顾志铭",
        "Source: Example Press",
        "2020/02/21 16:25  新华报业网",
        "2022年5月26日",
        "欢迎访问 纪委法治网!",
    ],
)
def test_a_credit_is_boilerplate_at_head_and_foot_alone(line: str) -> None:
    assert _marked(f"{line}\n{BODY}") == [line]
    assert _marked(f"{BODY}\n{line}") == [line]
    assert _marked(f"{BODY}\n{line}\n{BODY}") == []


@pytest.mark.parametrize(
    "line",
    [
        "记者：您怎么看这次改造？",
        "作者认为，管网改造应当先易后难。",
        "来源：这批化肥来自营口港，经铁路运到松原市，共计一万六千吨，由市交通运输局负责转运，分三天全部送到各乡镇的农资站点。",
        "2022年5月26日召开全市工作会议",
        "2022年5月26日 专家组抵达武汉",
        "产量>5000吨",
        "> 引用的一句话",
        "Copyright law was changed in 2020.",
        "Home sales rose in May",
        "Search teams found five people",
        "Email from the commission showed the figures",
        "Cookie factories closed",
        "版权声明是著作权人表明权利的一种方式，各国法律对它的效力有不同的规定。",
        "下一条战线在农村",
        "欢迎光临指导的群众代表共四十人，来自十二个乡镇，他们分别查看了三个小区、两所学校和一家医院的改造现场并提出建议。",
    ],
)
def test_real_text_survives_even_at_the_head(line: str) -> None:
    assert _marked(f"{line}\n{BODY}") == []
    assert _marked(f"{BODY}\n{line}\n{BODY}") == []


def test_the_time_of_an_event_is_no_credit_of_the_page() -> None:
    assert _marked("关于召开座谈会的通知\n时间：2022年5月26日上午9时\n地点：市会议中心") == []


def test_decoration_said_again_and_again_is_boilerplate_and_figures_are_not() -> None:
    assert _marked("扫码关注\n甲事。\n" * 4) == ["扫码关注"] * 4
    assert _marked("长春\n5个\n合格。\n" * 3) == []


def test_a_section_name_that_the_breadcrumb_repeats_is_boilerplate() -> None:
    assert _marked("工作动态\n当前位置：首页>专栏>工作动态\n某区护航防控\n正文。")[0] == "工作动态"


def test_outside_gives_the_parts_between() -> None:
    assert list(outside(((2, 4), (6, 8)), 0, 10)) == [(0, 2), (4, 6), (8, 10)]
    assert list(outside(((0, 4),), 1, 3)) == []


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("# 标题在此\n\n来源：某市日报\n日期：2022年5月26日\n\n正文。", Head("标题在此", "2022-05-26", "某市日报")),
        (
            "某市推进管网改造\n2020/02/21 16:25  新华报业网\n\n正文。",
            Head("某市推进管网改造", "2020-02-21", "新华报业网"),
        ),
        (
            "当前位置：首页 > 要闻\n某市推进管网改造\n来源：市报 作者：张三 2021-08-01 15:22\n正文。",
            Head("某市推进管网改造", "2021-08-01", "市报"),
        ),
        (
            "索引号：000014/2022-51\n发文机关：某市人民政府\n成文日期：2022年5月26日\n某政发〔2022〕15号\n关于推进管网改造的通知\n各县区：",
            Head("关于推进管网改造的通知", "2022-05-26", "某市人民政府"),
        ),
        (
            "关于推进管网改造的通知\n各县区：\n请认真贯彻执行。\n某市人民政府\n2022年5月26日",
            Head("关于推进管网改造的通知", "2022-05-26", ""),
        ),
        ("标题：管网改造\n时间：2022-05-26\n正文。", Head("管网改造", "2022-05-26", "")),
        ("---\ntitle: Water pipes\ndate: 2022-05-26\n---\nText.", Head("Water pipes", "2022-05-26", "")),
        (
            "Water pipes renewed\nPublished on May 26, 2022\nSource: Example Press\n\nThe city renewed pipes.",
            Head("Water pipes renewed", "2022-05-26", "Example Press"),
        ),
        ("在规定时间内，2022年3月17日前后，全市完成了改造。", Head("", "", "")),
        ("", Head("", "", "")),
    ],
)
def test_the_head_says_title_date_and_publisher(text: str, head: Head) -> None:
    assert read_head(text) == head


@pytest.mark.parametrize("name", ["zh/jilin-2022.md", "zh/jiangsu-2020.md", "zh/yuexiu-2021.md", "en/hunan-cities.md"])
def test_the_heads_of_the_sample_documents_are_read(name: str) -> None:
    text = (ROOT / "corpus" / name).read_text(encoding="utf-8")
    head = read_head(text)
    assert f"# {head.title}" == text.splitlines()[0]
    assert head.date
    assert head.source


@pytest.mark.skipif(not SEEDS.exists(), reason="the source reports are not part of the project")
def test_the_heads_of_the_source_reports_are_read() -> None:
    heads = [read_head(path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))]
    assert [(head.title[:8], head.date, head.source) for head in heads] == [
        ("全省纪检监察机关", "2022-05-26", "吉林省纪委省监委"),
        ("奋战在抗疫前线的", "2021-08-01", "三湘风纪网"),
        ("江苏省纪委监委前", "2020-02-21", "新华报业网"),
        ("", "", ""),
        ("越秀区纪委监委“", "2021-06-04", "越秀区纪委监委"),
    ]


def test_headings_are_marked_or_short_and_unfinished() -> None:
    yes = ["# Title", "一、总体要求", "第三章 附则", "切实提升站位 把政治监督落实落地", "Who led the work"]
    no = ["", "5", "正文。", "一、立案5件。", "- 张三", "> quoted", "注意：", "图片", "字" * 61, "2022"]
    assert [is_heading(line) for line in yes] == [True] * len(yes)
    assert [is_heading(line) for line in no] == [False] * len(no)


def test_is_boilerplate_counts_credits_too() -> None:
    assert is_boilerplate("作者：蒋伟")
    assert not is_boilerplate("全省追责问责484人。")
