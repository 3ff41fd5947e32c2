"""Chinese word order turned into that of an English question."""

from collections.abc import Sequence
from random import Random

from training.english_clauses import parse
from training.english_order import QuestionWriter
from training.english_words import ASKING, Kind, Word

# The shares that sound right: questions in reading sets are mostly about what has been.
_PAST, _PAST_WITH_WHEN = 0.45, 0.8


def order_as_english(words: Sequence[Word], random: Random) -> str:
    """The English of all words, with the question first and what stood before it after it."""
    clauses = _split(words)
    asking = [index for index, clause in enumerate(clauses) if any(word.kind in ASKING for word in clause)]
    main = asking[-1] if asking else len(clauses) - 1
    writer = QuestionWriter(random, is_past=_is_past(words, random))
    question = writer.question(parse(clauses[main]))
    rest = [writer.statement(parse(clause)) for index, clause in enumerate(clauses) if index != main]
    ordered = [*rest, question] if random.random() < 0.5 else [question, *rest]
    text = " , ".join(part for part in ordered if part)
    text = " ".join(text.replace(" ,", ",").split())
    return text[:1].upper() + text[1:] + "?"


def _split(words: Sequence[Word]) -> list[list[Word]]:
    clauses: list[list[Word]] = [[]]
    for word in words:
        if word.kind is Kind.COMMA:
            clauses.append([])
        else:
            clauses[-1].append(word)
    return [clause for clause in clauses if clause] or [[]]


def _is_past(words: Sequence[Word], random: Random) -> bool:
    if any(word.kind in (Kind.ASPECT, Kind.AGENT) or word.chinese[:1].isdigit() for word in words):
        return True
    return random.random() < (_PAST_WITH_WHEN if any(word.kind is Kind.WHEN for word in words) else _PAST)
