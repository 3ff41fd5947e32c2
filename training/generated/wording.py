"""The same in fewer or in other Chinese words."""

from random import Random

import rjieba

from training.generated.tables import paraphrases

Token = tuple[str, str]
_DROPPABLE = frozenset(
    [
        "已",
        "共",
        "就",
        "还",
        "也",
        "均",
        "都",
        "将",
        "则",
        "又",
        "再",
        "仅",
        "约",
        "分别",
        "已经",
        "共计",
        "累计",
        "同比",
        "直接",
        "目前",
    ]
)


def shortened(text: str, random: Random) -> str:
    """Without adverbs, and often without the time that begins it."""
    tokens: list[Token] = rjieba.tag(text) if text else []
    while len(tokens) > 4 and tokens[0][1] == "t" and random.random() < 0.6:
        tokens = tokens[1:]
    return "".join(word for word, _ in tokens if word not in _DROPPABLE)


def paraphrased(text: str, random: Random) -> str:
    """With one of its words exchanged for another that means the same."""
    words = [word for word, _ in rjieba.tag(text)] if text else []
    known = [at for at, word in enumerate(words) if word in paraphrases()]
    if known:
        at = random.choice(known)
        words[at] = random.choice(paraphrases()[words[at]])
    return "".join(words)
