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
    "word_for_word",
    "wording_failed",
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
        "word_for_word": "Word for word from the sources:",
        "wording_failed": "The language model failed, so the sources are quoted ({error}).",
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
        "word_for_word": "原文引用：",
        "wording_failed": "语言模型未能完成表述，因此引用原文（{error}）。",
    },
}


def say(language: Language, key: Key, **values: str) -> str:
    """The message in that language; values are put in as they are."""
    return MESSAGES[language][key].format_map(values)
