"""The answer as a sentence, made from the question and the words of the quote, without a language model.

A figure, a date, a person or a place is said in the language of the question; other words of another language are not,
and then there is no sentence.
"""

import re
from decimal import Decimal

from qa.language import dates, detect, figures, fold, is_han
from qa.language.dates import Date
from qa.language.measure_words import measure_words
from qa.language.romanised_names import english_person, english_place
from qa.language.tables import table
from qa.question.gap import Statement
from qa.question.kind import kind_of
from qa.question.statement import statement

# What is said in one sentence: a longer span tells more than was asked.
_LONGEST = {"zh": 24, "en": 60}
_LONGEST_PERSON = 4
_PERCENT = re.compile(r"\s?(?:%|％|per\s?cent|percent)$")
_MEASURE = re.compile(rf"[{measure_words('counted')}{measure_words('persons')}次]{{1,2}}$")
_YUAN = re.compile(r"(?P<scale>[万亿]*)元(?:人民币)?$")
_PERSONS_UNIT = re.compile("人$")
_YEAR = re.compile(r"(?:1[5-9]|20)\d{2}年?")
_MONTHS = tuple(row["en"].capitalize() for row in table("months"))
_BEGINS = re.compile(r"^(?:in|on|at|by|since|from|until|about|around)\s", re.IGNORECASE)


def stated(question: str, answer: str) -> str | None:
    """The sentence that answers a question with the words of a quote; None where it would not be sure to be right."""
    gap = statement(question)
    language = detect(question)
    answer = " ".join(answer.split()).strip("。.，,;；：: ")
    if gap is None or not answer or len(answer) > _LONGEST[detect(answer)] or re.search(r"[。；;\[\]“”]", answer):
        return None
    said = _in_english(gap, question, answer) if language == "en" else _in_chinese(gap, answer)
    return gap.filled(said) if said else None


def _in_english(gap: Statement, question: str, answer: str) -> str | None:
    is_english = detect(answer) == "en"
    match gap.gap:
        case "figure":
            return _english_figure(gap, answer)
        case "date":
            return _english_date(answer)
    if is_english:
        return answer if len(figures(answer)) <= 1 else None
    kind = kind_of(question)
    if figures(answer):
        return _english_figure(gap, answer) if kind in ("figure", "other") else None
    if kind == "person" and 1 < len(answer) <= _LONGEST_PERSON:
        return f"{english_person(answer)} ({answer})"
    if kind == "place":
        return f"{english_place(answer)} ({answer})"
    return None


def _english_figure(gap: Statement, answer: str) -> str | None:
    """The figure with its unit, or alone where the statement names what is counted."""
    found = figures(answer)
    if len(found) != 1:
        return None
    figure = found[0]
    rest = fold(answer[figure.end :]).strip()
    before = fold(answer[: figure.start]).strip()
    if _PERCENT.fullmatch(rest):
        return f"{before} {answer[figure.start : figure.end]} percent".strip() if not before else None
    if detect(answer) == "en" and not any(map(is_han, answer)):
        return _without_unit(answer, gap.unit)
    if before:
        return None
    if money := _YUAN.fullmatch(rest):
        return f"{_yuan(figure.value)} ({answer})" if not gap.unit and money else None
    if gap.unit and (not rest or _MEASURE.fullmatch(rest)):
        return _number(figure.value)
    return None


def _without_unit(answer: str, unit: str) -> str:
    """An English answer without the words that follow the gap: 61 of "61 buses" before "buses"."""
    words = unit.lower().split()
    for size in range(len(words), 0, -1):
        own = " ".join(words[:size])
        if answer.lower().endswith(f" {own}"):
            return answer[: -len(own) - 1]
    return answer


def _number(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _yuan(value: Decimal) -> str:
    """An amount as English says it: 569.6 billion yuan."""
    for name, size in (("trillion", 12), ("billion", 9), ("million", 6)):
        if value >= 10**size:
            return f"{_number(value / 10**size)} {name} yuan"
    return f"{_number(value)} yuan"


def _english_date(answer: str) -> str | None:
    """A date behind its preposition: in 2016, on 3 May 2021, in July 2024."""
    if _BEGINS.match(answer):
        return answer
    if _YEAR.fullmatch(answer):
        return f"in {answer[:4]}"
    found = dates(answer)
    if len(found) != 1 or found[0].end - found[0].start < len(answer):
        return None
    if detect(answer) == "en":
        return f"{'on' if found[0].day else 'in'} {answer}"
    return _english_words(found[0])


def _english_words(date: Date) -> str:
    month = _MONTHS[date.month - 1] if date.month else ""
    words = [str(date.day) if date.day else "", month, str(date.year) if date.year else ""]
    return f"{'on' if date.day else 'in'} {' '.join(filter(None, words))}"


def _in_chinese(gap: Statement, answer: str) -> str | None:
    if gap.gap == "figure":
        return _chinese_figure(gap, answer)
    if gap.gap == "date":
        return _chinese_date(answer)
    return answer if detect(answer) == "zh" or re.fullmatch(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}", answer) else None


def _chinese_figure(gap: Statement, answer: str) -> str | None:
    found = figures(answer)
    if len(found) != 1:
        return None
    figure = found[0]
    rest = fold(answer[figure.end :]).strip()
    digits = answer[figure.start : figure.end]
    if answer == digits and digits.endswith(("%", "％")):
        return answer
    if detect(answer) == "en" and not any(map(is_han, answer)):
        if not answer[: figure.start].strip() and _PERCENT.search(answer):
            return f"{_number(figure.value)}%"
        if answer[: figure.start].strip() or re.search(r"[a-z]", fold(digits)):
            return None
        return digits if gap.unit and re.fullmatch(r"[a-z ]*", rest) else None
    behind = gap.after.rstrip("。")
    for size in range(min(len(rest), len(behind)), 0, -1):
        # 484人 before 人被问责 says 人 once.
        if answer.endswith(behind[:size]):
            return answer[:-size]
    if _PERSONS_UNIT.search(answer) and behind and not gap.unit:
        return f"{answer[:-1]}名"
    if rest and gap.unit and _MEASURE.fullmatch(rest):
        return answer[: -len(rest)]
    return answer


def _chinese_date(answer: str) -> str | None:
    if detect(answer) == "zh":
        return answer
    if _YEAR.fullmatch(answer):
        return f"{answer}年"
    found = dates(answer)
    if len(found) != 1:
        return None
    date = found[0]
    parts = ((date.year, "年"), (date.month, "月"), (date.day, "日"))
    return "".join(f"{number}{unit}" for number, unit in parts if number)
