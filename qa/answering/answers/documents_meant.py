"""Which documents a topic means: by what they are called and by their first lines, before what they mention."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from qa.answering.evidence.subject_scope import stands_in
from qa.answering.matching import Matcher
from qa.language import detect
from qa.language.english_names import told_names
from qa.language.mentions import of_kind
from qa.types import Document, Question

# What a term of the topic is worth by where it stands: in title, publisher, date or file name, in the first lines, or
# only farther down.
_IN_HEAD, _IN_LEAD, _IN_TEXT = 1.0, 0.8, 0.3
# A document is meant if its worth is at least this share of the topic's, and of the best one's.
LEAST, _NEAR_BEST = 0.5, 0.85
# What decides between documents that hold equally much: the language of the question, the share of the names in a title
# that the topic names, and a file name that names it too.
_OWN_LANGUAGE, _OWN_NAMES, _FILE_NAME = 0.05, 0.2, 0.05
# Beside the best one, a document that is worth less by no more than this may as well be meant.
_SAME = 0.01
# Of a long document this much is looked through.
_READ = 60_000


def documents_meant(topic: Question, documents: Sequence[Document], *, least: float = LEAST) -> list[Document]:
    """The documents that a topic may mean, best first; none where none holds all that the topic names.

    With a lower `least` also those that only mention it, far from the best.
    """
    share = _NEAR_BEST if least == LEAST else 0.0
    worth = {document.id: _worth(topic, document) for document in documents}
    best = max(worth.values(), default=0.0)
    held = [one for one in documents if worth[one.id] >= max(least, share * best)]
    return sorted(held, key=lambda one: (-worth[one.id], one.id))


def is_one(topic: Question, meant: Sequence[Document]) -> bool:
    """Whether the best of some documents is the only one that a topic may mean."""
    if len(meant) < 2:
        return bool(meant)
    first, second = (_worth(topic, document) for document in meant[:2])
    return first - second > _SAME


def _worth(topic: Question, document: Document) -> float:
    """The share of the topic's weight that a document holds; 0 where it holds not every name or place of the topic."""
    text = document.text[:_READ]
    if not all(
        stands_in(subject, f"{document.head}\n{document.id}\n{text}", document.language) for subject in topic.subjects
    ):
        return 0.0
    head = Matcher(f"{document.head}\n{document.id}\n{document.first_line}")
    lead, body = Matcher(document.lead), Matcher(text)
    found = total = 0.0
    for term in topic.terms:
        weight = max([1.0, *term.weights.values()])
        total += weight
        places = ((head, _IN_HEAD), (lead, _IN_LEAD), (body, _IN_TEXT))
        share = next((share for where, share in places if where.find(term, document.language)), 0.0)
        if term.is_place and not share:
            return 0.0
        found += weight * share
    if not total:
        return 0.0
    bonus = _OWN_LANGUAGE * (document.language == detect(topic.text)) + _OWN_NAMES * _share_of_names(topic, document)
    stem = PurePosixPath(document.id).stem.replace("-", " ").replace("_", " ")
    is_in_name = any(Matcher(stem).find(term, "en") for term in topic.terms)
    return found / total + bonus + _FILE_NAME * is_in_name


def _share_of_names(topic: Question, document: Document) -> float:
    """The share of the names in a title that the topic names; 0 where the title names nothing."""
    title = document.title
    names = of_kind(title, "place", "zh") if document.language == "zh" else told_names(title)
    asked = [place for term in topic.terms for place in Matcher(title).find(term, document.language)]
    return sum(any(first < end and start < last for first, last in asked) for start, end in names) / max(1, len(names))
