"""Wenju 问据: questions about documents, answered with the exact sentence each answer rests on.

>>> from qa import Assistant, build_index
>>> build_index(["corpus"], "my-index")
>>> Assistant.open("my-index").ask("how many people were held accountable in Jilin")
"""

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
