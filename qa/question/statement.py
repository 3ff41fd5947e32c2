"""A question as the statement that answers it, with a gap for the answer.

By a few transformations, and not by templates for questions: in English the question word goes back to where the answer
stands and the verb takes its form; in Chinese the answer takes the place of the question word. Where the grammar is not
sure there is no statement.
"""

import re

from qa.language import detect
from qa.language.dates import YEAR
from qa.question.gap import Statement
from qa.question.statement_chinese import chinese_statement
from qa.question.statement_english import english_statement

_IN_A_YEAR = re.compile(
    rf"(?:^|,? )(?:in|during|for|of|by|at)(?: the (?:end|start|beginning) of)?(?: the year)? {YEAR}\b(?!-),?"
    rf"|[在到于]?{YEAR}年(?![\d初中]|\d?\d月)(?:度|底|末|期间|全年)?的?[，,]?",
    re.IGNORECASE,
)


def without_years(question: str) -> str:
    """A question without the phrases that name its year: "in 2025", 2025年."""
    return _IN_A_YEAR.sub("", question.strip()).strip()


def statement(question: str) -> Statement | None:
    """The statement that a question asks for; None where it is not sure what that is."""
    text = re.sub(r"\s+", " ", question.strip()).rstrip("?？.。!！ ")
    return chinese_statement(text) if detect(text) == "zh" else english_statement(text)
