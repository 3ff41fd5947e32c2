"""Figures with their unit where they stand in Chinese prose: 1.6万吨, 484人, 12.5%, 300余名."""

import re
from dataclasses import dataclass
from random import Random

from qa.language import figures
from qa.language.mentions import of_kind

_UNITS = (
    "个百分点 平方公里 平方米 立方米 平方千米 千瓦时 千瓦 公里 千米 厘米 毫米 米 公斤 千克 吨 克 斤"
    " 亩 公顷 亿美元 美元 欧元 日元 港元 韩元 元"
    " 人次 人 名 位 个多月 个多小时 个月 个小时 小时 分钟 秒 天 周 岁 个 件套 件 起 宗 家 户 例 项"
    " 处 条 场次 场 次 架次 架 辆 台 艘次 艘 列 班 趟 套 所 座 栋 间"
    " 颗 枚 块 粒 发 张 份 本 册 部 种 类 支 批 棵 株 只 头 桶 票 席 级 度 ℃ 摄氏度 倍 股 手 层 篇"
    " 款 期 分 球 剂次 剂 公升 升 瓶 箱 袋 门"
)
_UNIT = re.compile(rf"\s?(?P<over>余|多)?(?P<unit>{'|'.join(sorted(_UNITS.split(), key=len, reverse=True))})")
_PERCENT = re.compile(r"[%％]|百分之|per\s?cent")
# A figure so begun or so followed is an order, a range, a code, a score or the time of day.
_BAD_BEFORE = re.compile(
    r"(?:第|[A-Za-z:：\-—~～/#.]|或|\d[^，。；]{0,4}[至到]|\d[、，,]|\d|\(|（|\d(?:年|个?月|天|个?小时|分钟?|元|角|[时点]多?))$"
)
_BAD_AFTER = re.compile(
    r"^(?:[-—~～:：/A-Za-z\d]|至|到\d|或|、\d|以[上下内]|左右|上下|时\d|点\d|届|号|日|月|线|强|后|成|来|一|全会|[季月]度)"
)
_ORDERS = frozenset("级次期班种类门层位")
_HAN_DIGITS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure and its unit: `number_end` is where the unit begins; `unit` is % for every form of a percentage."""

    start: int
    number_end: int
    end: int
    unit: str
    is_small: bool


def amounts(text: str) -> tuple[Amount, ...]:
    """Every figure of `text` that has a unit, from left to right."""
    found = []
    for start, end in of_kind(text, "figure", "zh"):
        number = next((one for one in figures(text[start:end])), None)
        if number is None:
            continue
        if number.percent or _PERCENT.search(text[start:end]):
            unit = "个百分点" if text[start:end].endswith("点") else "%"
            found.append(Amount(start, end, end, unit, is_small=False))
        elif measured := _UNIT.match(text, start + number.end):
            found.append(
                Amount(start, measured.start(), measured.end(), measured["unit"], is_small=0 < number.value < 10)
            )
    return tuple(found)


def is_plain(text: str, amount: Amount) -> bool:
    """Whether the figure says one quantity: no range, order, score or code."""
    # 两级 and 四次 are seldom an answer that anyone asks for.
    is_order = amount.unit in _ORDERS and text[amount.start] in "一二两三四五六七八九十"
    before, after = text[max(0, amount.start - 8) : amount.start], text[amount.end : amount.end + 8]
    return not is_order and not _BAD_BEFORE.search(before) and not _BAD_AFTER.match(after)


def another_value(number: str, random: Random) -> str | None:
    """A number of the same form and another value, or None where it has no plain form (两, 十几)."""
    if number in _HAN_DIGITS:
        return random.choice([digit for digit in _HAN_DIGITS[1:] if digit != number])
    digits = [at for at, character in enumerate(number) if character.isascii() and character.isdigit()]
    if not digits:
        return None
    changed = list(number)
    for at in digits:
        is_first = at == digits[0] and not number[at + 1 :].startswith(".")
        changed[at] = random.choice("123456789" if is_first or at == digits[-1] else "0123456789")
    return "".join(changed) if changed != list(number) else None
