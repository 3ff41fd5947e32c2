"""Wenju 问据: questions about documents, answered with the exact sentence each answer rests on.

>>> from qa import Assistant, build_index
>>> build_index(["corpus"], "my-index")
>>> Assistant.open("my-index").ask("how many people were held accountable in Jilin")

Each name loads when it is first used: a process that parses files needs nothing of what answers.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa.answering.answers.quoted import is_probable
    from qa.answering.answers.talk import is_talk, questions_to_try
    from qa.assistant import Assistant, ask
    from qa.documents.page_pictures import Mark, PagePicture, PagePictures
    from qa.errors import BadQuestionFile, Cancelled, NothingToIndex, WenjuError
    from qa.evaluation.question_set import GoldQuestion, read_questions
    from qa.evaluation.report import Case, Evaluation, evaluate
    from qa.glossary import reading_aid
    from qa.index_builder import accepted_suffixes, build_index, index_version, remove_document
    from qa.indexing.index_report import IndexReport
    from qa.language.common_mentions import CommonMention, common_mentions
    from qa.retrieval.passage_vectors import Preview
    from qa.settings import Settings
    from qa.types import Answer, Citation, Document, Event, Evidence, Gloss, Hit, Passage, Translation

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "Assistant",
    "BadQuestionFile",
    "Cancelled",
    "Case",
    "Citation",
    "CommonMention",
    "Document",
    "Evaluation",
    "Event",
    "Evidence",
    "Gloss",
    "GoldQuestion",
    "Hit",
    "IndexReport",
    "Mark",
    "NothingToIndex",
    "PagePicture",
    "PagePictures",
    "Passage",
    "Preview",
    "Settings",
    "Translation",
    "WenjuError",
    "accepted_suffixes",
    "ask",
    "build_index",
    "common_mentions",
    "evaluate",
    "index_version",
    "is_probable",
    "is_talk",
    "questions_to_try",
    "read_questions",
    "reading_aid",
    "remove_document",
]

# The names of each module.
_NAMES = {
    "answering.answers.quoted": ("is_probable",),
    "answering.answers.talk": ("is_talk", "questions_to_try"),
    "assistant": ("Assistant", "ask"),
    "documents.page_pictures": ("Mark", "PagePicture", "PagePictures"),
    "errors": ("BadQuestionFile", "Cancelled", "NothingToIndex", "WenjuError"),
    "evaluation.question_set": ("GoldQuestion", "read_questions"),
    "evaluation.report": ("Case", "Evaluation", "evaluate"),
    "glossary": ("reading_aid",),
    "index_builder": ("accepted_suffixes", "build_index", "index_version", "remove_document"),
    "indexing.index_report": ("IndexReport",),
    "language.common_mentions": ("CommonMention", "common_mentions"),
    "retrieval.passage_vectors": ("Preview",),
    "settings": ("Settings",),
    "types": ("Answer", "Citation", "Document", "Event", "Evidence", "Gloss", "Hit", "Passage", "Translation"),
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """The public name, from the module that defines it (PEP 562)."""
    if name not in _MODULES:
        raise AttributeError(f"module 'qa' has no attribute {name!r}")
    return getattr(import_module(f"qa.{_MODULES[name]}"), name)
