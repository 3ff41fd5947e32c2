"""The parts of a Chinese clause: who, what is done, to whom, and the phrases of time, place and manner."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from training.english_words import ASKING, Kind, Word

_BEFORE_A_VERB = (Kind.ADVERB, Kind.MODAL, Kind.NEGATION, Kind.ASPECT)
_CLAUSE_ENDS = frozenset({"后", "之后", "以后", "时", "前", "之前", "以前", "期间", "的时候", "过后", "年时"})


@dataclass(slots=True)
class Clause:
    """The parts of a clause, each in the order in which it stood."""

    subject: list[Word] = field(default_factory=list)
    before_verb: list[Word] = field(default_factory=list)
    phrases: list[list[Word]] = field(default_factory=list)
    agent: list[Word] = field(default_factory=list)
    verb: Word | None = None
    object: list[Word] = field(default_factory=list)


def parse(words: Sequence[Word]) -> Clause:
    """The parts of one clause."""
    words = _without_there_is(_uncleft(_with_a_verb(words)))
    clause = Clause()
    place = _main_verb(words)
    left, right = (words, []) if place is None else (words[:place], words[place + 1 :])
    _read_left(left, clause)
    if place is not None:
        clause.verb = words[place]
        _read_right(right, clause)
    return clause


def _with_a_verb(words: Sequence[Word]) -> list[Word]:
    """The clause with its last likely noun turned into a verb, where it has none but the 是 of 是 … 的."""
    is_cleft = bool(words) and words[-1].kind is Kind.MARK
    words = list(words)
    if any(word.kind is Kind.VERB and not (is_cleft and word.chinese == "是") for word in words):
        return words
    for place in range(len(words) - 1, 0, -1):
        word = words[place]
        is_free = words[place - 1].kind is not Kind.MARK and (is_cleft or words[place + 1 : place + 2] != [])
        if word.kind is Kind.NOUN and word.as_other and is_free:
            words[place] = replace(word, kind=Kind.VERB, english=word.as_other)
            break
    return words


def _without_there_is(words: list[Word]) -> list[Word]:
    """有 before the one who does something has no English: 有 多少 国家 控制 …"""
    for place, word in enumerate(words[:-1]):
        if word.kind is Kind.VERB:
            rest = words[place + 1 :]
            verb = _main_verb(rest)
            is_there = word.chinese in ("有", "共有") and rest[0].kind in ASKING and verb is not None
            if is_there and not any(one.kind is Kind.MARK for one in rest[verb:][:3]):
                return [*words[:place], *rest]
            break
    return words


def _uncleft(words: Sequence[Word]) -> list[Word]:
    """The clause without the frame 是 … 的, and without a 是 before a preposition."""
    words = list(words)
    if words and words[-1].kind is Kind.MARK:
        words.pop()
        place = next((i for i in range(len(words) - 1, -1, -1) if words[i].chinese == "是"), None)
        if place is not None and any(word.kind is Kind.VERB for word in words[place + 1 :]):
            del words[place]
    for place, word in enumerate(words[:-1]):
        following = words[place + 1].kind
        is_frame = following in (Kind.PREPOSITION, Kind.AGENT, Kind.WHEN, Kind.TIME)
        if word.chinese == "是" and is_frame and any(one.kind is Kind.VERB for one in words[place + 2 :]):
            del words[place]
            break
    return words


def _main_verb(words: Sequence[Word]) -> int | None:
    """The first verb that stands in no relative clause and in no clause of time."""
    verbs = [place for place, word in enumerate(words) if word.kind is Kind.VERB]
    for place in verbs:
        closing = [
            end
            for end in range(place + 1, len(words))
            if words[end].kind is Kind.MARK or (words[end].kind is Kind.PLACED and words[end].chinese in _CLAUSE_ENDS)
        ]
        if not any(verb > end for end in closing for verb in verbs):
            return place
    return None


def _read_left(words: Sequence[Word], clause: Clause) -> None:
    place = 0
    while place < len(words):
        word = words[place]
        end = _phrase_end(words, place)
        is_modifier = end < len(words) and words[end].kind is Kind.MARK
        # 与宋朝的冲突: what begins with 与 and holds 的 is one noun phrase
        is_modifier |= word.english == "with" and any(one.kind is Kind.MARK for one in words[place:end])
        if word.kind is Kind.AGENT:
            clause.agent = list(words[place + 1 : end])
            clause.before_verb.append(word)
        elif word.kind is Kind.PREPOSITION and not word.english:
            end = _object_end(words, place)
            clause.object = list(words[place + 1 : end])
        elif word.kind is Kind.PREPOSITION and not is_modifier:
            clause.phrases.append(list(words[place:end]))
        elif (
            word.kind in _BEFORE_A_VERB
            and not (is_modifier or _next_is_mark(words, place))
            and not _modifies(words, place)
        ):
            clause.before_verb.append(word)
            end = place + 1
        elif word.kind in (Kind.TIME, Kind.WHEN) and not _next_is_mark(words, place):
            clause.phrases.append([word])
            end = place + 1
        elif word.kind is Kind.PLACED and not _next_is_mark(words, place) and clause.subject:
            clause.phrases.append([*clause.subject, word])
            clause.subject = []
            end = place + 1
        else:
            clause.subject.append(word)
            end = place + 1
        place = end


def _object_end(words: Sequence[Word], place: int) -> int:
    """Where the object that 把 or 将 puts before its verb ends."""
    ends = (Kind.ADVERB, Kind.PREPOSITION, Kind.AGENT, Kind.WHEN)
    return next((end for end in range(place + 1, len(words)) if words[end].kind in ends), len(words))


def _modifies(words: Sequence[Word], place: int) -> bool:
    """Whether an adverb belongs to an adjective after it: 最 重要 的."""
    return place + 1 < len(words) and words[place + 1].kind is Kind.ADJECTIVE


def _next_is_mark(words: Sequence[Word], place: int) -> bool:
    return place + 1 < len(words) and words[place + 1].kind is Kind.MARK


def _phrase_end(words: Sequence[Word], place: int) -> int:
    """Where the phrase of a preposition ends: after its postposition, else before the next adverb or preposition."""
    for end in range(place + 1, len(words)):
        kind = words[end].kind
        if kind is Kind.PLACED:
            return end + 1
        is_new = kind in (*_BEFORE_A_VERB, Kind.PREPOSITION, Kind.AGENT) and not _modifies(words, end)
        if is_new and end > place + 1:
            return end
    return len(words)


def _read_right(words: Sequence[Word], clause: Clause) -> None:
    place = 0
    while place < len(words):
        word = words[place]
        end = _phrase_end(words, place)
        has_verb = any(one.kind is Kind.VERB for one in words[place:])
        if word.kind is Kind.ASPECT:
            end = place + 1
        elif word.kind is Kind.PREPOSITION and (verb := _next_verb(words, place)):
            clause.phrases.append(list(words[place:verb]))
            end = verb
        elif word.kind is Kind.PREPOSITION and not has_verb and not any(one.kind is Kind.MARK for one in words[end:]):
            clause.phrases.append(list(words[place:end]))
        elif word.kind in (Kind.TIME, Kind.WHEN) and not _next_is_mark(words, place):
            clause.phrases.append([word])
            end = place + 1
        else:
            clause.object.append(word)
            end = place + 1
        place = end


def _next_verb(words: Sequence[Word], place: int) -> int | None:
    """The verb after the phrase of a preposition that stands between two verbs: 开始 对 … 感兴趣."""
    verb = next((end for end in range(place + 2, len(words)) if words[end].kind is Kind.VERB), None)
    return None if verb is None or any(word.kind is Kind.MARK for word in words[verb:]) else verb
