"""Which documents a topic means: by what they are called and by their first lines, before what they mention."""

from collections.abc import Sequence

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
_LEAST, _NEAR_BEST = 0.3, 0.85
# What decides between documents that hold equally much: the language of the question, and fewer other names in a title.
_OWN_LANGUAGE, _OTHER_NAME = 0.05, 0.004
# Beside the best one, a document that is worth less by no more than this may as well be meant.
_SAME = 0.01
# Of a long document this much is looked through.
_READ = 60_000


def documents_meant(topic: Question, documents: Sequence[Document]) -> list[Document]:
    """The documents that a topic may mean, best first; none where none holds all that the topic names."""
    worth = {document.id: _worth(topic, document) for document in documents}
    best = max(worth.values(), default=0.0)
    held = [one for one in documents if worth[one.id] >= max(_LEAST, _NEAR_BEST * best)]
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
    names = of_kind(document.title, "place", "zh") if document.language == "zh" else told_names(document.title)
    bonus = _OWN_LANGUAGE * (document.language == detect(topic.text)) - _OTHER_NAME * min(len(names), 9)
    return found / total + bonus
