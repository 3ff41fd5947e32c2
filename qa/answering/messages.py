"""Every sentence that Wenju itself says in an answer, in each language."""

from typing import Literal

from qa.types import Language

Key = Literal[
    "quoted",
    "quoted_from",
    "also",
    "also_there",
    "missing",
    "list",
    "nothing",
    "unsure",
    "no_place",
    "no_scope",
    "nearest",
    "more",
    "fewer",
    "equal",
    "difference",
    "sum",
    "operand",
    "stated",
    "rough",
    "no_operand",
    "same_operand",
    "other_unit",
    "other_year",
    "no_document",
]

MESSAGES: dict[Language, dict[Key, str]] = {
    "en": {
        "quoted": "{answer}: “{quote}”{mark}",
        "quoted_from": "{answer} ({origin}): “{quote}”{mark}",
        "also": "Another source ({origin}) says {answer}: “{quote}”{mark}",
        "also_there": "The same source also says {answer}: “{quote}”{mark}",
        "missing": "Not found: {part}",
        "list": ", ",
        "nothing": "These documents do not answer that.",
        "unsure": "No sentence says it clearly enough. Looked for: {terms}.",
        "no_place": "{place} is not in these documents.",
        "no_scope": "No document that fits is about {named}.",
        "nearest": "No passage is near this question. Looked for: {terms}.",
        "more": "{name} has more: {formula} {mark}",
        "fewer": "{name} has fewer: {formula} {mark}",
        "equal": "Both are the same: {formula} {mark}",
        "difference": "The difference is {result}: {formula} {mark}",
        "sum": "Together {result}: {formula} {mark}",
        "operand": "{name}, {answer}: “{quote}”{mark}",
        "stated": "The result itself is stated too: “{quote}”{mark}",
        "rough": "At least one of these figures is rounded in its source.",
        "no_operand": "No figure was found for: {part}.",
        "same_operand": "Only one figure was found for both: {quote}",
        "other_unit": "The figures found do not count the same thing: {quotes}.",
        "other_year": "The figures found are not of one and the same year: {quotes}.",
        "no_document": "No document is about that. Looked for: {terms}.",
    },
    "zh": {
        "quoted": "{answer}：“{quote}”{mark}",
        "quoted_from": "{answer}（{origin}）：“{quote}”{mark}",
        "also": "另一来源（{origin}）称{answer}：“{quote}”{mark}",
        "also_there": "同一来源还提到{answer}：“{quote}”{mark}",
        "missing": "未找到：{part}",
        "list": "，",
        "nothing": "这些文档没有回答这个问题。",
        "unsure": "没有一句话明确说到。查找的内容：{terms}。",
        "no_place": "这些文档里没有提到{place}。",
        "no_scope": "相关文档都没有提到{named}。",
        "nearest": "没有与这个问题相近的段落。查找的内容：{terms}。",
        "more": "{name}更多：{formula} {mark}",
        "fewer": "{name}更少：{formula} {mark}",
        "equal": "两者相同：{formula} {mark}",
        "difference": "相差{result}：{formula} {mark}",
        "sum": "合计{result}：{formula} {mark}",
        "operand": "{name}，{answer}：“{quote}”{mark}",
        "stated": "原文也直接给出这个结果：“{quote}”{mark}",
        "rough": "其中至少有一个数字在原文中是约数。",
        "no_operand": "没有找到这个数字：{part}。",
        "same_operand": "两者只找到同一个数字：{quote}",
        "other_unit": "找到的数字所指的不是同一种东西：{quotes}。",
        "other_year": "找到的数字不属于同一年：{quotes}。",
        "no_document": "没有文档是讲这个的。查找的内容：{terms}。",
    },
}


def say(language: Language, key: Key, **values: str) -> str:
    """The message in that language; values are put in as they are."""
    return MESSAGES[language][key].format_map(values)
