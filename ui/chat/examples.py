"""Example questions for the documents at hand, so that a newcomer's first question has an answer."""

import re
from collections.abc import Iterator, Sequence

from qa import Document
from ui.texts.languages import LANGUAGES
from ui.texts.messages import say

SAMPLE = "zh/jilin-2022.md"  # a document of the sample documents, which have examples of their own
SAMPLE_EXAMPLES = (
    "how many people were held accountable in Jilin",
    "How many cadres did Yuexiu send to Guangta Street?",
    "长春市推动解决了多少个问题？",
    "郴州立案几人、免职几人？",
)
EACH_LANGUAGE = 2
DOCUMENTS_READ, CHARACTERS_READ = 40, 20_000

# A clause with a single count becomes the question for that count: 全省追责问责484人 → 全省追责问责多少人？
_CHINESE = re.compile(
    r"(?:^|[，。；！？\n])((?!其中)[\u4e00-\u9fff]{5,18})(\d{2,})([人名个家件起项户次套][\u4e00-\u9fff]{0,8})(?=[，。；])",
    re.MULTILINE,
)
# "Across Jilin, 484 people were held accountable." → "Across Jilin, how many people were held accountable?"
_ENGLISH = re.compile(
    r"(?:^|[.!?]\s|\n)((?:In|Across|At|From|Throughout) [A-Z][A-Za-z ]{2,30}, )(\d[\d,]*)"
    r"( [a-z]{3,}[a-z ]{8,60})(?=[.,;])"
)
_MONTHS = re.compile(r" (?:January|February|March|April|May|June|July|August|September|October|November|December)\b")


def examples_for(documents: Sequence[Document]) -> tuple[str, ...]:
    """Up to two questions in each language: from figures of the documents, or from titles if there are too few."""
    if any(document.id == SAMPLE for document in documents):
        return SAMPLE_EXAMPLES
    chosen: list[str] = []
    for language in LANGUAGES:
        held = [document for document in documents if document.language == language][:DOCUMENTS_READ]
        asked = [question for document in held for question in _first(_questions(document))]
        titled = [say("example_of_title", language, title=document.title) for document in held if document.title]
        chosen += list(dict.fromkeys([*asked, *titled]))[:EACH_LANGUAGE]
    return tuple(chosen)


def _first(questions: Iterator[str]) -> tuple[str, ...]:
    return tuple(question for question, _ in zip(questions, range(1), strict=False))


def _questions(document: Document) -> Iterator[str]:
    text = document.text[:CHARACTERS_READ]
    if document.language == "zh":
        for lead, _, counted in _CHINESE.findall(text):
            yield f"{lead}多少{counted}？"
        return
    for lead, _, counted in _ENGLISH.findall(text):
        if not _MONTHS.match(counted):
            yield f"{lead}how many{counted}?"
