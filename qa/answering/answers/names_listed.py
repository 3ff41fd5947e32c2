"""All the names behind a label where the reader points at one of them: "Present: Mina Okafor, Paul Stein"."""

import re
from dataclasses import replace

from qa.answering.matching import Matcher
from qa.language import detect
from qa.question.kind import kind_of
from qa.types import Evidence, Question

# A label at the beginning of a sentence, perhaps with its number.
_LABEL = re.compile(r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）.、]\s*)?(?P<label>[^:：\n]{2,24})[:：]\s*")
_PARTED = re.compile(r"[,，、;；]|\band\b|和")
_LONGEST_ITEM = 40
_END = " \n。.;；"
# Who is there: a list of those present is asked for by other words than its label has.
_ASKS_PRESENT = re.compile(
    r"\b(?:took part|tak(?:e|es|ing) part|participat\w*|attend\w*|present|(?:was|were) (?:there|at))\b"
    r"|参加|出席|到会|与会|在场",
    re.IGNORECASE,
)
_PRESENT = re.compile(r"\b(?:present|attend\w*|participants?|in attendance)\b|参加|出席|到会|与会|在场", re.IGNORECASE)


def with_all_names(question: Question, evidence: Evidence) -> Evidence:
    """The evidence with its span over the whole list, where the label, and no word in the item itself, is asked for."""
    if evidence.span is None or kind_of(question.text) != "person":
        return evidence
    text = evidence.sentence_text
    label = _LABEL.match(text)
    at = evidence.sentence[0]
    start, end = (place - at for place in evidence.span)
    if label is None or start < label.end():
        return evidence
    items = _PARTED.split(text[label.end() :].strip(_END))
    own = next((item for item in items if text[start:end] in item), text[start:end])
    is_list = len(items) > 1 and all(0 < len(item.strip()) <= _LONGEST_ITEM for item in items)
    if not is_list or _names(question, own) or not _is_asked(question, label["label"]):
        return evidence
    last = label.end() + len(text[label.end() :].rstrip(_END))
    return replace(evidence, span=(at + label.end(), at + last))


def _is_asked(question: Question, label: str) -> bool:
    both_present = _ASKS_PRESENT.search(question.text) and _PRESENT.search(label)
    return bool(both_present) or _names(question, label)


def _names(question: Question, text: str) -> bool:
    """Whether a text has a word of the question."""
    matcher = Matcher(text)
    return any(matcher.find(term, detect(text)) for term in question.terms)
