"""Answers and sources as HTML. Every word that is not our own is escaped; no text is ever read as Markdown."""

import html
import re
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

from qa import Answer, Citation, Document
from ui import messages
from ui.chat import Source, SourceNote, Turn

SHOWN_LENGTH = 300_000  # characters of one source; a browser lays out more than this only slowly
QUOTE_ID = "wenju-quote"

_CITATION_MARK = re.compile(r"\[(\d+)\]")
_INSTEAD = {"Cc": "\N{REPLACEMENT CHARACTER}", "Cs": "\N{REPLACEMENT CHARACTER}", "Cf": ""}


def safe(text: str) -> str:
    """`text` to stand in HTML, as an attribute too. Control, format and half characters are not let through.

    It changes lengths: cut by offsets first, then call it on the pieces.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    instead = {
        ord(one): _INSTEAD[kind] for one in set(plain) - {"\n", "\t"} if (kind := unicodedata.category(one)) in _INSTEAD
    }
    return html.escape(plain.translate(instead))


def both(name: str) -> str:
    """A string of the interface in every language; the style sheet shows the one the browser asks for."""
    return "".join(
        f'<span class="in-{language}" lang="{language}">{safe(table[name])}</span>'
        for language, table in messages.MESSAGES.items()
    )


def header() -> str:
    return f'<header class="wenju-header"><h1>{both("name")}</h1><p>{both("tagline")}</p></header>'


def conversation(turns: tuple[Turn, ...], examples: tuple[str, ...]) -> str:
    """All turns, oldest first; before the first one, a welcome with the example questions."""
    shown = "".join(_turn(index, turn) for index, turn in enumerate(turns)) or _welcome(examples)
    return f'<div class="wenju-turns" role="log" aria-live="polite">{shown}</div>'


def _welcome(examples: tuple[str, ...]) -> str:
    buttons = "".join(
        f'<li><button type="button" class="example" data-example="{index}" lang="{messages.language_of(example)}">'
        f"{safe(example)}</button></li>"
        for index, example in enumerate(examples)
    )
    return (
        f'<section class="welcome"><h2>{both("welcome")}</h2><p>{both("welcome_more")}</p>'
        f"<h3>{both('examples')}</h3><ul>{buttons}</ul></section>"
    )


def _turn(index: int, turn: Turn) -> str:
    language = messages.language_of(turn.question)
    if turn.answer is not None:
        reply = _answer(index, turn.answer, turn.notes)
    elif turn.problem:
        heading = safe(messages.message("problem", language))
        reply = f'<div class="problem" lang="{language}"><strong>{heading}</strong><p>{safe(turn.problem)}</p></div>'
    else:
        reply = f'<p class="searching" lang="{language}">{safe(messages.message("searching", language))}</p>'
    asked = safe(messages.message("asked", language))
    return (
        f'<article class="turn"><h2 class="asked" lang="{language}"><span class="unseen">{asked}: </span>'
        f'{safe(turn.question)}</h2><div class="reply">{reply}</div></article>'
    )


def _answer(index: int, answer: Answer, notes: tuple[SourceNote, ...]) -> str:
    language = safe(answer.language)
    if answer.status == "not_found":
        heading = safe(messages.message("not_found", answer.language))
        return f'<div class="not-found" lang="{language}"><strong>{heading}</strong><p>{safe(answer.reason)}</p></div>'
    cited = {citation.number: citation for citation in answer.citations}
    pieces = _CITATION_MARK.split(answer.text)
    text = "".join(
        safe(piece) if place % 2 == 0 else _mark(index, cited[int(piece)], answer.language)
        for place, piece in enumerate(pieces)
    )
    listed = "".join(
        _citation(index, citation, note, answer.language)
        for citation, note in zip(answer.citations, notes, strict=True)
    )
    evidence = safe(messages.message("evidence", answer.language))
    return (
        f'<p class="answer-text" lang="{language}">{text}</p>'
        f'<section class="evidence"><h3 lang="{language}">{evidence}</h3><ol>{listed}</ol></section>'
    )


def _mark(index: int, citation: Citation, language: str) -> str:
    label = f"{messages.message('show_source', language)} {citation.number}"
    return (
        f'<button type="button" class="mark" data-turn="{index}" data-number="{citation.number}" '
        f'aria-label="{safe(label)}" title="{safe(citation.quote)}">{citation.number}</button>'
    )


def _citation(index: int, citation: Citation, note: SourceNote, language: str) -> str:
    return (
        f'<li>{_mark(index, citation, language)}<div class="cited">'
        f'<p class="origin" lang="{safe(note.language)}">{_origin(citation.title, note.publisher, note.date)}</p>'
        f'<blockquote lang="{safe(note.language)}">{_marked_quote(citation)}</blockquote></div></li>'
    )


def _origin(title: str, publisher: str, date: str) -> str:
    details = " · ".join(safe(one) for one in (public_name(publisher), date) if one)
    return f"<cite>{safe(title)}</cite>" + (f"<span>{details}</span>" if details else "")


def public_name(source: str) -> str:
    """A source as it may be shown: of a path of this machine, only the file's name."""
    if PurePosixPath(source).is_absolute():
        return PurePosixPath(source).name
    return PureWindowsPath(source).name if PureWindowsPath(source).is_absolute() else source


def _marked_quote(citation: Citation) -> str:
    if citation.answer_start is None or citation.answer_end is None:
        return safe(citation.quote)
    first, last = citation.answer_start - citation.start, citation.answer_end - citation.start
    before, answer, after = citation.quote[:first], citation.quote[first:last], citation.quote[last:]
    return f'{safe(before)}<mark class="answer">{safe(answer)}</mark>{safe(after)}'


def empty_source() -> str:
    return _panel(f'<p class="hint">{both("source_empty")}</p>', "wenju-source empty")


def lost_source(name: str) -> str:
    """The panel for a source that cannot be shown; `name` is the message that says why."""
    return _panel(f'<p class="hint">{both(name)}</p>')


def source(shown: Source) -> str:
    """The whole source as plain text, with the quote and the answer in it marked."""
    document, citation = shown.document, shown.citation
    first, last = _window(document, citation)
    note = ""
    if (first, last) != (0, len(document.text)):
        values = {"first": first + 1, "last": last, "length": len(document.text)}
        note = f'<p class="hint">{safe(messages.message("source_shortened", document.language, **values))}</p>'
    language = safe(document.language)
    return _panel(
        f'<p class="origin" lang="{language}">{_origin(document.title, document.source, document.date)}</p>'
        f'{note}<div class="source-text" lang="{language}" tabindex="0">'
        f"{safe(document.text[first : citation.start])}"
        f'<mark class="quote" id="{QUOTE_ID}">{_marked_quote(citation)}</mark>'
        f"{safe(document.text[citation.end : last])}</div>"
    )


def _window(document: Document, citation: Citation) -> tuple[int, int]:
    if len(document.text) <= SHOWN_LENGTH:
        return 0, len(document.text)
    first = max(0, citation.start - SHOWN_LENGTH // 2)
    return first, min(len(document.text), max(first + SHOWN_LENGTH, citation.end))


def _panel(body: str, classes: str = "wenju-source") -> str:
    return (
        f'<aside class="{classes}"><div class="source-head"><h2>{both("source")}</h2>'
        f'<button type="button" class="back">{both("back")}</button></div>{body}</aside>'
    )
