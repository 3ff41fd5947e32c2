"""What Wenju says to a greeting, to thanks, and to the question what it can do: a few words, and questions to try."""

import re
from collections.abc import Iterator, Sequence

from qa.language.dates import MONTH
from qa.language.punctuation import CLAUSE_MARKS
from qa.messages import Key, say
from qa.types import Answer, Document, Language, Question

_EXAMPLES = 3
_DOCUMENTS_READ, _CHARACTERS_READ = 40, 20_000
_WORDS: dict[str, Key] = {"greeting": "hello", "thanks": "welcome", "help": "can_do"}
# A clause with a single count becomes the question for that count: 全省追责问责484人 → 全省追责问责多少人？
_CHINESE = re.compile(
    rf"(?:^|[{CLAUSE_MARKS}\n])((?!其中)[\u4e00-\u9fff]{{5,18}})(\d{{2,}})([人名个家件起项户次套][\u4e00-\u9fff]{{0,8}})"
    rf"(?=[{CLAUSE_MARKS}])",
    re.MULTILINE,
)
# "Across Jilin, 484 people were held accountable." → "Across Jilin, how many people were held accountable?"
_ENGLISH = re.compile(
    r"(?:^|[.!?]\s|\n)((?:In|Across|At|From|Throughout) [A-Z][A-Za-z ]{2,30}, )(\d[\d,]*)"
    r"( [a-z]{3,}[a-z ]{8,60})(?=[.,;])"
)
_MONTHS = re.compile(rf" (?:{MONTH})\b")


def talk(question: Question, said: str, documents: Sequence[Document]) -> Answer:
    """A few words, in the asker's language, with questions that these documents may answer; nothing is cited."""
    text = say(question.language, _WORDS[said])
    examples = questions_to_try(documents, question.language)
    if examples and said != "thanks":
        text = "\n\n".join([text, say(question.language, "to_try"), "\n".join(f"- {each}" for each in examples)])
    reason = say(question.language, "only_talk")
    return Answer(question.text, question.language, "not_found", text, (), (), 0.0, reason)


def is_talk(answer: Answer) -> bool:
    """Whether an answer is only talk, as to a greeting, and no refusal of a question."""
    return answer.status == "not_found" and answer.reason == say(answer.language, "only_talk")


def questions_to_try(documents: Sequence[Document], language: Language, *, most: int = _EXAMPLES) -> tuple[str, ...]:
    """Up to `most` questions in a language: from figures of its documents, one of each, then on titles.

    Where no document is in that language, they are on the titles of the others.
    """
    read = documents[:_DOCUMENTS_READ]
    own = [document for document in read if document.language == language]
    counted = [next(_counted(document), "") for document in own]
    titled = [say(language, "summarise_title", title=document.title) for document in own or read if document.title]
    return tuple(dict.fromkeys(filter(None, [*counted, *titled])))[:most]


def _counted(document: Document) -> Iterator[str]:
    """Questions made of the clauses of a document that give a single count, in its language."""
    text = document.text[:_CHARACTERS_READ]
    if document.language == "zh":
        for lead, _, counted in _CHINESE.findall(text):
            yield f"{lead}多少{counted}？"
        return
    for lead, _, counted in _ENGLISH.findall(text):
        if not _MONTHS.match(counted):
            yield f"{lead}how many{counted}?"
