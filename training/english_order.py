"""Parsed Chinese clauses written as English: the question first, modifiers after what they modify."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from training.english_clauses import Clause, parse
from training.english_verbs import participle, past, plural, third_person
from training.english_words import ASKING, Kind, Word
from training.word_tables import peoples

_POSSESSIVES = {"he": "his", "she": "her", "it": "its", "they": "their", "who": "whose", "you": "your", "we": "our"}
_ACTIVE = 0.6  # of the questions after the agent of 被: "Who appointed him" rather than "By whom was he appointed"
_NOT_MANY = frozenset({"one", "first", "second", "third", "1"})
_WHEN_ALONE = {"what kind of": "what kind", "how many": "how many", "which": "which one", "what": "what"}


class QuestionWriter:
    """Writes parsed clauses; holds the tense of the sentence and the source of variation."""

    def __init__(self, random: Random, *, is_past: bool) -> None:
        self._random = random
        self._is_past = is_past

    def statement(self, clause: Clause) -> str:
        """A clause that asks nothing."""
        subject = self.noun_phrase(clause.subject)
        verb = self._verb_after_subject(clause)
        return _join(subject, verb, self._object(clause), self._agent(clause), *self._phrases(clause, None))

    def question(self, clause: Clause) -> str:
        """A clause with its question phrase first."""
        if _asks(clause.subject):
            if clause.verb is None:
                return _join("what is", self.noun_phrase(clause.subject), *self._phrases(clause, None))
            return self.statement(clause)
        asked = next((index for index, phrase in enumerate(clause.phrases) if _asks(phrase)), None)
        if asked is not None:
            first = self.phrase(clause.phrases[asked])
        elif _asks(clause.agent):
            if self._random.random() < _ACTIVE:
                return self.statement(_as_active(clause))
            first = "by " + _whom(self.noun_phrase(clause.agent))
            clause.agent = []
        elif _asks(clause.object):
            cut = _after_last_verb(clause.object)
            first = self.noun_phrase(clause.object[cut:])
            clause.object = clause.object[:cut]
            if first == "how many" and clause.verb is not None and clause.verb.english == "be":
                first = "what"
        else:
            first = "what" if clause.verb is None or not clause.object else ""
        return self._inverted(first, clause, asked)

    def _inverted(self, first: str, clause: Clause, asked: int | None) -> str:
        auxiliary, verb = self._auxiliary(clause)
        subject = self.noun_phrase(clause.subject)
        if first == "where" and verb.endswith(" in"):
            verb = verb.removesuffix(" in")
        rest = self._phrases(clause, asked)
        if verb == "have" and not subject:
            return _join(first, "were" if self._is_past else "are", "there", self._object(clause), *rest)
        return _join(first, auxiliary, subject, verb, self._object(clause), self._agent(clause), *rest)

    def _auxiliary(self, clause: Clause) -> tuple[str, str]:
        """The auxiliary before the subject and the rest of the verb after it."""
        base = clause.verb.english if clause.verb else "be"
        adverbs = " ".join(word.english for word in clause.before_verb if word.kind is Kind.ADVERB)
        negation = "not" if any(word.kind is Kind.NEGATION for word in clause.before_verb) else ""
        modal = next((word.english for word in clause.before_verb if word.kind is Kind.MODAL), "")
        is_passive = any(word.kind is Kind.AGENT for word in clause.before_verb) and not base.startswith("be ")
        if is_passive:
            base = f"be {participle(base)}"
        if modal:
            return modal, _join(negation, adverbs, base)
        if base == "be" or base.startswith("be "):
            return "was" if self._is_past else "is", _join(negation, adverbs, base[3:])
        return "did" if self._is_past else "does", _join(negation, adverbs, base)

    def _verb_after_subject(self, clause: Clause) -> str:
        if clause.verb is None and not clause.before_verb:
            return ""
        auxiliary, verb = self._auxiliary(clause)
        negated = verb.startswith("not")
        if auxiliary not in ("did", "does") or negated:
            return _join(auxiliary, verb)
        adverbs = " ".join(word.english for word in clause.before_verb if word.kind is Kind.ADVERB)
        base = clause.verb.english if clause.verb else ""
        return _join(adverbs, (past if self._is_past else third_person)(base))

    def _object(self, clause: Clause) -> str:
        text = self.noun_phrase(clause.object)
        starts_with_verb = bool(clause.object) and clause.object[0].kind is Kind.VERB and clause.verb is not None
        return f"to {text}" if starts_with_verb else text

    def _agent(self, clause: Clause) -> str:
        return _join("by", self.noun_phrase(clause.agent)) if clause.agent else ""

    def _phrases(self, clause: Clause, left_out: int | None) -> list[str]:
        return [self.phrase(phrase) for index, phrase in enumerate(clause.phrases) if index != left_out]

    def phrase(self, words: Sequence[Word]) -> str:
        """A phrase of time, place or manner with its preposition first."""
        preposition = "in" if words[0].kind is Kind.TIME else ""
        inner = list(words)
        if inner and inner[0].kind is Kind.PREPOSITION:
            preposition = inner.pop(0).english
        if inner and inner[-1].kind is Kind.PLACED:
            preposition = inner.pop().english
        if any(word.kind is Kind.WHEN for word in inner):
            asked = self.noun_phrase(inner)
            if preposition in ("in", "to", "at", "on", ""):
                return asked
            return _join(preposition, asked.removeprefix("in "))
        if not any(word.kind is Kind.VERB for word in inner):
            return _join(preposition, _whom(self.noun_phrase(inner)))
        return _join(preposition, self.statement(parse(inner)))

    def noun_phrase(self, words: Sequence[Word]) -> str:
        """Nouns with their modifiers: A的B as "B of A", "A B", "B that A"."""
        words = list(words)
        while words and words[-1].kind is Kind.MARK:
            words.pop()
        marks = [place for place, word in enumerate(words) if word.kind is Kind.MARK]
        if not marks:
            return self._plain(words)
        for place, word in enumerate(words):
            if word.kind is Kind.JOINT and marks[0] < place < marks[-1]:
                return _join(self.noun_phrase(words[:place]), word.english, self.noun_phrase(words[place + 1 :]))
        return self._modified(words[: marks[-1]], words[marks[-1] + 1 :])

    def _modified(self, modifier: list[Word], head_words: list[Word]) -> str:
        head = self._plain(head_words) or "what"
        if modifier and modifier[-1].english == "type" and _asks(modifier):
            return _join(self._plain(modifier), "of", head.removeprefix("the "))
        if all(word.kind in (Kind.ADJECTIVE, Kind.ADVERB, Kind.NUMBER, Kind.WHICH) for word in modifier):
            return _join(" ".join(word.english for word in modifier), head.removeprefix("the "))
        if len(modifier) == 1 and modifier[0].english in _POSSESSIVES:
            return _join(_POSSESSIVES[modifier[0].english], head.removeprefix("the "))
        if any(word.kind is Kind.VERB for word in modifier):
            return _join(head, "" if head == "what" else "that", self.statement(parse(modifier)))
        if modifier and (modifier[0].kind is Kind.PREPOSITION or modifier[-1].kind is Kind.PLACED):
            return _join(head, self.phrase(modifier))
        owner = self.noun_phrase(modifier)
        if len(modifier) == 1 and self._random.random() < 0.3:
            return _join(owner + ("'s" if modifier[0].kind is Kind.NAME else ""), head.removeprefix("the "))
        return _join(head, "of", owner)

    def _plain(self, words: Sequence[Word]) -> str:
        """Words side by side; a postposition goes before, an article stands before a common noun."""
        if not words:
            return ""
        words = list(words)
        if words[-1].kind is Kind.PLACED and len(words) > 1:
            return _join(words[-1].english, self._plain(words[:-1]))
        if len(words) == 1 and words[0].kind is Kind.WHICH:
            if words[0].chinese == "哪些":
                return "what"
            return _WHEN_ALONE.get(words[0].english, words[0].english)
        texts = [word.english for word in words]
        for place, word in enumerate(words[:-1]):
            if word.kind is Kind.NAME and words[place + 1].kind in (Kind.NOUN, Kind.ADJECTIVE):
                texts[place] = peoples().get(word.english, word.english)
        if words[0].kind is Kind.WHICH and words[0].english in ("which", "who"):
            texts[0] = self._random.choice(("which", "what"))
        is_many = words[0].english == "how many" or (words[0].kind is Kind.NUMBER and words[0].english not in _NOT_MANY)
        if is_many and words[-1].kind is Kind.NOUN:
            texts[-1] = plural(texts[-1])
        has_article = words[0].kind in (Kind.NOUN, Kind.ADJECTIVE) and words[-1].kind is Kind.NOUN
        return _join("the" if has_article and self._random.random() < 0.7 else "", *texts)


def _after_last_verb(words: Sequence[Word]) -> int:
    """Where what is asked for begins: after the last verb before the question word."""
    asked = next(place for place, word in enumerate(words) if word.kind in ASKING)
    return max((place + 1 for place in range(asked) if words[place].kind is Kind.VERB), default=0)


def _as_active(clause: Clause) -> Clause:
    """被 turned round: its agent does it to the subject."""
    before = [word for word in clause.before_verb if word.kind is not Kind.AGENT]
    return replace(clause, subject=clause.agent, object=[*clause.subject, *clause.object], agent=[], before_verb=before)


def _asks(words: Sequence[Word]) -> bool:
    return any(word.kind in ASKING for word in words)


def _whom(text: str) -> str:
    return "whom" if text == "who" else text


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)
