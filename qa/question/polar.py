"""Questions that want yes or no: "Is study leave paid?", 可以转租吗？, 有没有…"""

import re

_POLAR_EN = re.compile(
    r"^(?:(?:and|but|so)\s+)?(?:is|are|was|were|do|does|did|has|have|had|can|could|may|must|will|would|should)(?:n['’]t)?\s+"
    r"(?!.*\b(?:how|what|which|who|whom|when|where|why)\b\s+(?:is|are|was|were|do|does|did)\b)(?!.*\bor\b)",
    re.IGNORECASE,
)
# 么 asks as 吗 does, but 什么 and 怎么 ask otherwise.
_ME = "(?<![什怎那这多要])么"
_POLAR_ZH = re.compile(rf"(?:吗|{_ME})[？?]?$|是否|是不是|有没有|有无|能不能|可不可以|能否|可否|会不会|要不要|对不对")
_ASKS_IF_THERE_IS = re.compile(r"有没有|有无|了(?:吗|没有)[？?]?$|过吗[？?]?$")
_ASKS_MORE = re.compile(r"多少|几|谁|哪|何时|什么|怎么|为什么")
# What only makes a question of a sentence, so that it says nothing of what is asked.
_FRAME_ZH = re.compile(
    rf"是否|是不是|有没有|有无|能不能|可不可以|能否|可否|会不会|要不要|[吗？?]|{_ME}(?=[？?]?$)|对不对"
)


def is_polar(question: str) -> bool:
    """Whether a question wants yes or no."""
    text = question.strip()
    return bool(_POLAR_EN.match(text)) or (
        bool(_POLAR_ZH.search(text)) and not _ASKS_MORE.search(_FRAME_ZH.sub("", text))
    )


def asks_if_there_is(question: str) -> bool:
    """Whether 有 or 没有 answers a Chinese question, and not 是 or 不是."""
    return _ASKS_IF_THERE_IS.search(question.strip()) is not None


def without_frame(question: str) -> str:
    """What a Chinese question asks about, without 是否 and 吗; an English one as it is."""
    return _FRAME_ZH.sub("", question)
