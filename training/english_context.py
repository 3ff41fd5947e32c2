"""Words that mean something else beside certain neighbours: 前 is "before" after a noun and "former" before one."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from training.english_verbs import gerund
from training.english_words import ASKING, Kind, Word

_ENDS_A_NOUN = (Kind.VERB, Kind.COMMA, Kind.JOINT, Kind.MODAL, Kind.MARK, Kind.PLACED, *ASKING)
_STARTS_A_PHRASE = (Kind.COMMA, Kind.ADVERB, Kind.MODAL, Kind.ASPECT, Kind.PREPOSITION)
_HAS_A_VERB = (Kind.VERB, Kind.PREPOSITION, Kind.AGENT)
_REACH_OF_AGENT = 5


def in_context(words: Sequence[Word]) -> list[Word]:
    """Each word as its neighbours make it; every rule sees the words that the rules before it have made."""
    fitted = list(words)
    for rule in _RULES:
        fitted = [rule(fitted, place) for place in range(len(fitted))]
    return fitted


def _kind(words: Sequence[Word], place: int) -> Kind:
    """The kind of the word at a place; beyond the ends of the sentence a comma."""
    return words[place].kind if 0 <= place < len(words) else Kind.COMMA


def _noun_after_mark(words: Sequence[Word], place: int) -> Word:
    word = words[place]
    if word.english.startswith("be") or word.kind is not Kind.VERB:
        return word
    if _kind(words, place - 1) is Kind.MARK and _kind(words, place + 1) in _ENDS_A_NOUN:
        return replace(word, kind=Kind.NOUN, english=word.as_other or gerund(word.english), as_other=word.english)
    return word


def _verb_after_agent(words: Sequence[Word], place: int) -> Word:
    """被 wants a verb: the last likely noun after it where no verb follows."""
    word = words[place]
    if word.kind is not Kind.NOUN or not word.as_other or _kind(words, place + 1) is Kind.NOUN:
        return word
    before = [one.kind for one in words[max(0, place - _REACH_OF_AGENT) : place]]
    if Kind.AGENT not in before or Kind.VERB in before[before.index(Kind.AGENT) :]:
        return word
    following = [one.kind for one in words[place + 1 : place + 3]]
    return word if Kind.VERB in following else replace(word, kind=Kind.VERB, english=word.as_other, as_other="")


def _with(words: Sequence[Word], place: int) -> Word:
    """与 joins two nouns, but begins a phrase where no noun stands before it or a question follows."""
    word = words[place]
    is_with = word.english == "and" and (
        _kind(words, place - 1) in _STARTS_A_PHRASE or _kind(words, place + 1) in ASKING
    )
    return replace(word, kind=Kind.PREPOSITION, english="with") if is_with and word.chinese != "以及" else word


def _future(words: Sequence[Word], place: int) -> Word:
    word = words[place]
    is_future = word.chinese == "将" and _kind(words, place + 1) in (*_HAS_A_VERB, Kind.ADVERB, Kind.MODAL)
    return replace(word, kind=Kind.MODAL, english="will") if is_future else word


def _as(words: Sequence[Word], place: int) -> Word:
    word = words[place]
    is_as = word.chinese == "为" and _kind(words, place - 1) is Kind.VERB
    return replace(word, kind=Kind.PREPOSITION, english="as") if is_as else word


def _former(words: Sequence[Word], place: int) -> Word:
    word = words[place]
    begins = _kind(words, place - 1) in (Kind.MARK, Kind.VERB, Kind.COMMA, *ASKING)
    is_former = word.chinese == "前" and begins and _kind(words, place + 1) is Kind.NOUN
    return replace(word, kind=Kind.ADJECTIVE, english="former") if is_former else word


def _last(words: Sequence[Word], place: int) -> Word:
    word = words[place]
    is_last = word.english == "finally" and _kind(words, place + 1) in (Kind.NUMBER, Kind.MARK, Kind.NOUN)
    return replace(word, kind=Kind.ADJECTIVE, english="last") if is_last else word


def _adverb_before_verb(words: Sequence[Word], place: int) -> Word:
    word = words[place]
    if word.kind is Kind.ADJECTIVE and _kind(words, place + 1) in _HAS_A_VERB and word.english in _ADVERBS:
        return replace(word, kind=Kind.ADVERB, english=_ADVERBS[word.english])
    return word


_ADVERBS = {
    "main": "mainly",
    "special": "especially",
    "earliest": "first",
    "different": "differently",
    "free": "freely",
}
_ADVERBS |= {"successful": "successfully", "first": "first", "common": "commonly", "independent": "independently"}
_Rule = Callable[[Sequence[Word], int], Word]
_RULES: tuple[_Rule, ...] = (
    _noun_after_mark,
    _verb_after_agent,
    _with,
    _future,
    _as,
    _former,
    _last,
    _adverb_before_verb,
)
