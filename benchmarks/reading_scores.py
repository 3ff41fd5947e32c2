"""How a span is compared with the accepted answers, as the makers of the sets do it.

English as in SQuAD's script: no case, punctuation or articles; F1 over words. Chinese as in CMRC 2018's: no case or
punctuation; each Chinese character is a token, other letters and digits are tokens by runs. CMRC's F1 counts only the
longest run of tokens that both share, in one piece; `f1` counts all shared tokens as MLQA does, and is never lower.
CMRC's own script cuts Latin runs with NLTK, which for single words comes to the same.
"""

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

from qa.language import is_han
from qa.types import Language

Tokens = list[str]
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_WITHOUT_PUNCTUATION = str.maketrans("", "", string.punctuation)


def exact_match(said: str, answers: Sequence[str], language: Language) -> float:
    """1 where the answer is one of the accepted ones, else 0."""
    return float(any(_TOKENS[language](said) == _TOKENS[language](one) for one in answers))


def f1(said: str, answers: Sequence[str], language: Language) -> float:
    """The best F1 over all shared tokens."""
    return _best(said, answers, language, lambda one, other: sum((Counter(one) & Counter(other)).values()))


def cmrc_f1(said: str, answers: Sequence[str], language: Language) -> float:
    """The best F1 over the longest run of shared tokens."""
    return _best(said, answers, language, _longest_run)


def area_under_curve(answerable: Sequence[float], unanswerable: Sequence[float]) -> float:
    """How often an answerable question scores above an unanswerable one; a tie counts half."""
    if not answerable or not unanswerable:
        return float("nan")
    wins = sum((one > other) + 0.5 * (one == other) for one in answerable for other in unanswerable)
    return wins / (len(answerable) * len(unanswerable))


def _best(said: str, answers: Sequence[str], language: Language, shared: Callable[[Tokens, Tokens], int]) -> float:
    first = _TOKENS[language](said)
    scores = []
    for answer in answers:
        second = _TOKENS[language](answer)
        together = shared(first, second)
        scores.append(2 * together / (len(first) + len(second)) if together else 0.0)
    return max(scores, default=0.0)


def _longest_run(one: Tokens, other: Tokens) -> int:
    """The length of the longest piece that stands in both without a gap."""
    lengths = [0] * (len(other) + 1)
    longest = 0
    for token in one:
        lengths = [0, *(lengths[at] + 1 if token == second else 0 for at, second in enumerate(other))]
        longest = max(longest, *lengths)
    return longest


def _english_tokens(text: str) -> Tokens:
    return _ARTICLES.sub(" ", text.lower().translate(_WITHOUT_PUNCTUATION)).split()


def _chinese_tokens(text: str) -> Tokens:
    """Chinese characters one by one, runs of other letters and digits whole."""
    spaced = "".join(
        f" {one} " if is_han(one) else one if one.isalnum() or one.isspace() else ""
        for one in unicodedata.normalize("NFKC", text).lower()
    )
    return spaced.split()


_TOKENS: dict[Language, Callable[[str], Tokens]] = {"en": _english_tokens, "zh": _chinese_tokens}
