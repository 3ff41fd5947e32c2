"""The words of a text, as search sees them: folded, English ones stemmed, without words that carry no content."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from qa.language.numbers import search_terms
from qa.language.scripts import fold, is_han

_REMEMBERED = 2**16  # stems, about 13 MB
_WORD = re.compile(r"[a-zà-öø-ɏ]+(?:['’][a-z]+)?|\d+(?:[.,]\d+)*|[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")

# What is not seen but parts a word: zero-width and direction marks, tags, and combining marks that no letter takes up.
INVISIBLE = re.compile(
    "[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]+"
)

# Words that only build the sentence or ask; a question's content is what is left.
_STOP_EN = """
    a about above across after again against all also although am among an and any are as at be because been before
    being below between both but by can could despite did do does doing down during each every except few for from
    further had has have having he her here hers him his how i if in into is it its itself just let made make many
    me more most much my no nor not of off on once one only or other our out over own per please same she should
    since so some such tell than that the their them then there these they this those through to too under until up
    upon us very was we were what when where which while who whom whose why will with within without would you your
    s t d ll m re ve give show find name named called number figure belongs blank now latest currently percentage
    percent
    """
_STOP_ZH = """
    的 了 是 在 有 和 与 及 或 也 都 就 而 被 把 对 从 向 于 为 以 之 其 这 那 该 此 个 多少
    几 什么 哪 哪些 哪个 哪里 哪儿 谁 何时 何 怎么 怎样 如何 为什么 为何 吗 呢 吧 啊 请问 一共 共
    总共 一个 多 过 到 中 里 人 名 位 次 项 些 时候 几个 多久 请 我 你 他 她 它 们 处 数字 这样
    一句 句 话 地 得 着 又 还 等 并 由 让 使 所 则 但 要 会 能 可以 没有 不 很 最 上 下 后 前
    叫 叫做 现在 目前 最新 当前 如今 年 月 日 几点 几号 几月 几岁 几年 几天 哪年 哪天 哪一年 哪一天
    怎么办 百分之几 百分比
    """
STOP_WORDS_EN = frozenset(_STOP_EN.split())
STOP_WORDS_ZH = frozenset(_STOP_ZH.split())

# Irregular forms that a stemmer cannot know, each group headed by its base form.
_IRREGULAR = """
    be was were been; begin began begun; bring brought; break broke broken; build built; buy bought; catch caught;
    choose chose chosen; come came; cut cuts; deal dealt; draw drew drawn; drive drove driven; fall fell fallen;
    feel felt; fight fought; find found; fly flew flown; get got gotten; give gave given; go went gone;
    grow grew grown; hear heard; hold held; keep kept; know knew known; lead led; learn learnt; leave left;
    lend lent; lose lost; make made; mean meant; meet met; pay paid; rise rose risen; run ran; say said;
    see saw seen; sell sold; send sent; shoot shot; show shown; speak spoke spoken; spend spent; stand stood;
    steal stole stolen; strike struck; take took taken; teach taught; tell told; think thought; throw threw thrown;
    understand understood; win won; write wrote written; child children; man men; woman women; foot feet;
    tooth teeth; person people persons; wear wore worn; bear bore born; eat ate eaten; sing sang sung;
    swim swam swum; drink drank drunk; become became; forget forgot; hide hid hidden; lay laid; seek sought;
    shrink shrank; sink sank sunk
"""
_REGULAR = {form: forms[0] for forms in (group.split() for group in _IRREGULAR.split(";")) for form in forms[1:]}


def words(text: str) -> tuple[str, ...]:
    """The words of `text` for one ranked list: Chinese ones by dictionary, English stems, figures by value."""
    return words_and_runs(text)[0]


def words_and_runs(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of `text`, and its runs of Chinese characters as they stand there, folded."""
    text = visible(text)
    found: list[str] = []
    runs: list[str] = []
    for token in _WORD.findall(fold(text)):
        if is_han(token[0]):
            runs.append(token)
            found.extend(cut_chinese(token))
        elif token[0].isalpha():
            found.append(stem(token))
    return (*found, *search_terms(text)), tuple(runs)


def han_runs(text: str) -> tuple[str, ...]:
    """The runs of Chinese characters of `text`, folded."""
    return tuple(token for token in _WORD.findall(fold(visible(text))) if is_han(token[0]))


def bigrams(text: str) -> tuple[str, ...]:
    """Neighbouring pairs of Chinese characters, in order, so that a longer word is a phrase of them."""
    return tuple(run[at : at + 2] for run in han_runs(text) for at in range(len(run) - 1))


def content_words(text: str) -> tuple[str, ...]:
    """The words of a question that say what it is about, folded but not stemmed, each once."""
    found: dict[str, None] = {}
    for token in _WORD.findall(fold(visible(text))):
        parts = cut_chinese(token) if is_han(token[0]) else [token]
        for part in parts:
            if part not in STOP_WORDS_ZH and part not in STOP_WORDS_EN and not part[0].isdigit():
                found[part] = None
    return tuple(found)


def visible(text: str) -> str:
    """The text with composed letters and without invisible marks, for search; its offsets are not those of `text`."""
    return text if text.isascii() else INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def cut_chinese(text: str) -> list[str]:
    """A run of Chinese characters cut into words."""
    import rjieba

    cut: list[str] = rjieba.cut(text)
    return cut


def known_share(text: str) -> float:
    """The share of the Chinese characters of `text` that stand in words of two or more which a dictionary has."""
    import rjieba

    runs = [run for run in _WORD.findall(fold(text)) if is_han(run[0])]
    known = sum(len(word) for run in runs for word in rjieba.cut(run, hmm=False) if len(word) > 1)
    return known / max(1, sum(map(len, runs)))


@lru_cache(_REMEMBERED)
def stem(word: str) -> str:
    """The stem of an English word, so that "removed" meets "removal" and "held" meets "hold"."""
    base = re.sub(r"['’].*", "", word)
    stemmed: str = _stemmer().stemWord(_REGULAR.get(base, base))
    return stemmed


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")
