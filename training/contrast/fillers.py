"""Sentences that tell nothing of any subject: two lists of halves for each language."""

from random import Random

_ENGLISH = (
    [
        "The papers",
        "Copies of this text",
        "Further details",
        "All documents",
        "The records",
        "The drawings",
        "Comments of readers",
        "Earlier issues",
        "The annexes",
        "Corrections",
    ],
    [
        "can be seen at the front desk",
        "are kept in the archive",
        "will be sent on request",
        "are checked once more before printing",
        "may be quoted freely",
        "are not part of this text",
        "have been read by both sides",
        "were handed to the members",
        "can be had from the secretariat",
    ],
)
_ENGLISH_WHOLE = (
    "Everyone involved was thanked for the work",
    "Care was taken to keep the text short",
    "Some remarks follow",
    "Please keep this page for later use",
    "The weather had little influence on this",
    "Questions are welcome at any time",
    "There were no objections",
    "Readers are asked to report mistakes",
    "This is in line with what was agreed",
    "The matter will be looked at again",
)
_CHINESE = (
    ["有关资料", "本文件副本", "更多细节", "相关记录", "图纸", "读者意见", "往期内容", "附件", "勘误说明", "原始凭证"],
    [
        "可在前台查阅",
        "已存档备查",
        "可以来函索取",
        "付印前已经复核",
        "欢迎转载",
        "不属于本文内容",
        "双方均已确认",
        "已经发给各位成员",
        "由秘书处保管",
    ],
)
_CHINESE_WHOLE = (
    "感谢大家的辛勤付出",
    "下面作简要说明",
    "请妥善保存本页",
    "天气对此影响不大",
    "如有疑问欢迎随时提出",
    "会上没有人提出异议",
    "请读者指正",
    "以上情况与此前约定一致",
    "此事将另行研究",
    "各项工作有序推进",
)


def filler(random: Random, language: str) -> str:
    """A neutral sentence without its full stop."""
    halves, whole = (_ENGLISH, _ENGLISH_WHOLE) if language == "en" else (_CHINESE, _CHINESE_WHOLE)
    if random.random() < 0.35:
        return random.choice(whole)
    joint = " " if language == "en" else ""
    return f"{random.choice(halves[0])}{joint}{random.choice(halves[1])}"
