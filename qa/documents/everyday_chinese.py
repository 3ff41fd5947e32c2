"""How much a text looks like everyday Chinese, to tell the right encoding of its bytes from the wrong ones."""

import re

from qa.language import fold, is_han, known_share

# The most frequent characters of modern Chinese prose (the head of Jun Da's list of 2004), which fold makes Simplified.
_FREQUENT = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去"
    "法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业"
    "市区县省员政党委组查监防治检责任人口新高水年月日时间问题报告导通知产生情况建设发展管理社会经济教育电话应见体头湾"
)
_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》【】「」『』—…·％　〔〕℃")
_SAMPLE = 2000
_WIDE = re.compile(r"[^\x00-\x7f]")


def likeness(text: str) -> float:
    """From 0 to 1: how far the characters beyond ASCII are frequent ones, and neighbours that make up known words."""
    text = text[:_SAMPLE]
    wide = _WIDE.findall(text)
    han = sum(map(is_han, wide))
    if not han:
        return 0.0
    marks = sum(character in _PUNCTUATION for character in wide)
    frequent = sum(fold(character) in _FREQUENT for character in wide)
    return (0.6 * known_share(text) * han + 0.4 * frequent + 0.8 * marks) / len(wide)
