"""Questions about the documents themselves: who wrote one, when, where; which there are; from their lines, cited."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.answering.answers.quoted import not_found
from qa.answering.matching import Matcher
from qa.language import dates, detect, fold, measure
from qa.language.bylines import Byline, bylines, role_asked, role_said
from qa.language.lines import LINE, line_at
from qa.messages import say
from qa.types import Answer, Citation, Document, Hit, Language, Question, Range

# Documents listed by name; the others are counted.
MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document that says something about it, where in it, and the words for that."""

    document: Document
    line: Range
    place: Range
    said: str


def answer_of(
    question: Question, asked: str, documents: Sequence[Document], *, total: int, is_one: bool
) -> Answer | None:
    """What the documents say of themselves; None where this cannot be told, so that their text may tell it.

    `documents` are those that are meant, of a collection of `total`; `is_one` says that the question names one.
    """
    if asked in ("count", "list", "on"):
        return _listed(question, documents, total=total, is_all=asked != "on")
    if asked == "person":
        return _person(question, documents)
    found = [
        line for document in documents[: 1 if is_one else MOST_LISTED] for line in _lines(question, asked, document)
    ]
    return _answer(question, found) if found else None


def _lines(question: Question, asked: str, document: Document) -> list[Line]:
    """The lines of a document that answer what is asked of it."""
    match asked:
        case "author":
            return _by(question, document)
        case "date":
            place = _date_place(document)
            return [Line(document, _line_at(document.text, place), place, document.date)] if place else []
        case "publisher":
            at = document.text.find(document.source) if document.source else -1
            place = (at, at + len(document.source)) if at >= 0 else None
            return [Line(document, _line_at(document.text, place), place, document.source)] if place else []
        case _:
            place = _title_place(document)
            return [Line(document, place, place, _of_itself(asked, document, question.language))] if place else []


def _of_itself(asked: str, document: Document, language: Language) -> str:
    if asked == "size":
        words = len(document.text.split()) if document.language == "en" else round(measure(document.text))
        return say(language, "words" if document.language == "en" else "characters", count=f"{words:,}")
    if asked == "language":
        return say(language, "in_chinese" if document.language == "zh" else "in_english")
    return document.title


def _by(question: Question, document: Document) -> list[Line]:
    """The bylines with the role that is asked for; for an author, those of a reporter where there is none."""
    found = bylines(document.text)
    wanted = role_asked(question.text) or "author"
    for role in dict.fromkeys([wanted, *(("reporter", "correspondent") if wanted == "author" else ())]):
        if chosen := [byline for byline in found if byline.role == role]:
            return [_of_byline(byline, document, question.language) for byline in chosen]
    return []


def _of_byline(byline: Byline, document: Document, language: Language) -> Line:
    role = role_said(byline.role, language)
    said = f"{byline.name} ({role})" if language == "en" else f"{byline.name}（{role}）"
    return Line(document, byline.line, byline.place, said)


def _person(question: Question, documents: Sequence[Document]) -> Answer | None:
    """Whose name stands in a byline; None where it stands in the text too, which tells more."""
    found = []
    for document in documents:
        for byline in bylines(document.text):
            names = [part for subject in question.subjects for part in subject.parts] or list(question.terms)
            matcher = Matcher(byline.name)
            is_named = byline.name in question.text or (
                names and all(matcher.find(one, detect(byline.name)) for one in names)
            )
            if is_named and fold(document.text).count(fold(byline.name)) == 1:
                found.append(_of_byline(byline, document, question.language))
    return _answer(question, found) if found else None


def _listed(question: Question, documents: Sequence[Document], *, total: int, is_all: bool) -> Answer | None:
    """How many documents there are, or are on something, and their titles, each quoted where its text has it."""
    found = []
    for document in documents:
        place = _title_place(document)
        if place:
            found.append(Line(document, place, place, _named(document)))
    if not found:
        return None
    count = total if is_all else len(documents)
    head = say(question.language, "documents", count=f"{count:,}")
    shown = found[:MOST_LISTED]
    return _answer(question, shown, head=head, rest=count - len(shown))


def _named(document: Document) -> str:
    return " · ".join(dict.fromkeys(filter(None, [document.title, document.date])))


def _title_place(document: Document) -> Range | None:
    """Where the title stands, or else the first line with words."""
    at = document.text.find(document.title) if document.title else -1
    if at >= 0:
        return at, at + len(document.title)
    first = next((match for match in LINE.finditer(document.text) if re.search(r"\w", match[0])), None)
    if first is None:
        return None
    words = first[0].strip()[:120]
    start = first.start() + first[0].index(words)
    return start, start + len(words)


def _date_place(document: Document) -> Range | None:
    """Where the date of the document stands in its text."""
    for date in dates(document.text):
        written = f"{date.year or 0:04}-{date.month or 0:02}" + (f"-{date.day:02}" if date.day else "")
        if document.date and written == document.date:
            return date.start, date.end
    return None


def _line_at(text: str, place: Range) -> Range:
    """The line in which a place stands, without the marks of a list before it."""
    start, end = line_at(text, place)
    while start < place[0] and (text[start].isspace() or text[start] in "•·-*#|"):
        start += 1
    return start, end


def _answer(question: Question, lines: Sequence[Line], *, head: str = "", rest: int = 0) -> Answer:
    citations = tuple(
        Citation(
            line.document,
            number=number,
            document_id=line.document.id,
            title=line.document.title,
            start=line.line[0],
            end=line.line[1],
            quote=line.document.text[slice(*line.line)],
            answer_start=line.place[0],
            answer_end=line.place[1],
        )
        for number, line in enumerate(lines, start=1)
    )
    told = [f"{line.said}[{number}]" for number, line in enumerate(lines, start=1)]
    text = "\n".join([head, *(f"- {each}" for each in told)]) if head else "\n\n".join(told)
    if rest > 0:
        text += "\n" + say(question.language, "and_more", count=f"{rest:,}")
    return Answer(question.text, question.language, "answered", text, citations, (), 1.0)


def none_meant(question: Question, hits: Sequence[Hit], topic: str) -> Answer:
    """No document is on what the question names."""
    return not_found(question, hits, say(question.language, "no_document", terms=topic), 0.0)


def which_meant(question: Question, hits: Sequence[Hit], documents: Sequence[Document]) -> Answer:
    """Several documents fit equally well, so it is asked back which one is meant."""
    titles = "; ".join(_named(document) for document in documents[:MOST_LISTED])
    return not_found(question, hits, say(question.language, "which_document", titles=titles), 0.0)
