"""Wenju 问据: questions about documents, answered with the exact sentence each answer rests on.

>>> from qa import Assistant, build_index
>>> build_index(["corpus"], "my-index")
>>> Assistant.open("my-index").ask("how many people were held accountable in Jilin")
"""

from qa.assistant import Assistant, ask
from qa.errors import WenjuError
from qa.indexing import IndexReport, build_index
from qa.pairing import Pair, pairs
from qa.settings import Settings
from qa.types import Answer, Citation, Document, Event, Evidence, Hit, Passage

__all__ = [
    "Answer",
    "Assistant",
    "Citation",
    "Document",
    "Event",
    "Evidence",
    "Hit",
    "IndexReport",
    "Pair",
    "Passage",
    "Settings",
    "WenjuError",
    "ask",
    "build_index",
    "pairs",
]
