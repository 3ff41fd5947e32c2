"""The conversation as HTML: questions, answers with their marks, refusals with what was near. Nothing is Markdown."""

import re
from collections.abc import Sequence

from ui.chat import export as exporting
from ui.chat.turns import Cited, Near, Turn
from ui.chat.why_html import why
from ui.collections.registry import DEFAULT
from ui.texts import messages, views_messages
from ui.texts.markup import both, button, coloured, colours, marked_quote, origin, safe, shared_terms, with_colours

_CITATION_MARK = re.compile(r"\[(\d+)\]")


def header(views: Sequence[str]) -> str:
    """The top of the page; the views can be switched only where there is more than one."""
    switches = "".join(
        f'<button type="button" data-act="view" data-view="{view}" class="view-switch">{both("view_" + view)}</button>'
        for view in views
    )
    languages = "".join(
        f'<button type="button" data-act="language" data-language="{language}" lang="{language}">'
        f"{safe(table['language'])}</button>"
        for language, table in messages.MESSAGES.items()
    )
    return (
        '<header class="wenju-header"><button type="button" class="menu quiet" data-act="drawer" aria-expanded="false">'
        f'<span aria-hidden="true">☰</span><span class="unseen">{both("conversations")}</span></button>'
        f"<h1>{both('name')}</h1><p>{both('tagline')}</p>"
        + (f'<nav class="views">{switches}</nav>' if len(views) > 1 else "")
        + f'<div class="languages" role="group" aria-label="Language 语言">{languages}</div></header>'
    )


def in_words(collection: str) -> str:
    """A collection's name where only plain text can stand, in every language for the one that has no name."""
    return " · ".join(views_messages.MESSAGES["default_collection"]) if collection == DEFAULT else collection


def collection_choice(names: Sequence[str], chosen: str) -> str:
    """What is asked, where there is a choice."""
    if len(names) < 2:
        return ""
    options = "".join(
        f'<option value="{safe(name)}"{" selected" if name == chosen else ""}>{safe(in_words(name))}</option>'
        for name in names
    )
    shown = f'<select data-act="collection">{options}</select>'
    return f'<label class="choice"><span>{both("collection")}</span>{shown}</label>'


def loading() -> str:
    """What stands there until the page knows what it showed before."""
    return f'<p class="loading">{both("loading")}</p>'


def welcome(examples: Sequence[str]) -> str:
    """What stands there before the first question: what can be asked, and examples of it."""
    buttons = "".join(
        f'<li><button type="button" class="example" data-act="submit" data-example="{index}" '
        f'lang="{messages.language_of(example)}">{safe(example)}</button></li>'
        for index, example in enumerate(examples)
    )
    tried = f"<h3>{both('examples')}</h3><ul>{buttons}</ul>" if buttons else ""
    return f'<section class="welcome"><h2>{both("welcome")}</h2><p>{both("welcome_more")}</p>{tried}</section>'


def empty_welcome() -> str:
    """What stands there where there is nothing to ask yet, with the way to bring documents."""
    return (
        f'<section class="welcome"><h2>{both("welcome_empty")}</h2><p>{both("welcome_empty_more")}</p>'
        f"{button('view', 'bring', 'primary', view='documents')}</section>"
    )


def conversation(turns: Sequence[Turn], *, more: bool = False) -> str:
    """Turns, oldest first, with a way to those before them."""
    earlier = f'<p class="earlier">{button("earlier", "earlier")}</p>' if more else ""
    return f'<div class="wenju-turns">{earlier}{"".join(_turn(turn) for turn in turns)}</div>'


def current(turn: Turn, conversation_id: str, trouble: str = "") -> str:
    """The last turn, which is read out as it grows; `trouble` names the message that says why it is not kept."""
    again = button("submit", "retry", retry="yes") if not turn.is_under_way else ""
    notice = f'<p class="notice" role="status">{both(trouble)}</p>' if trouble else ""
    return (
        f'<div class="wenju-turns last{" under-way" if turn.is_under_way else ""}" role="log" aria-live="polite" '
        f'data-conversation="{safe(conversation_id)}">{_turn(turn, again)}{notice}</div>'
    )


def _turn(turn: Turn, again: str = "") -> str:
    by_key = colours(turn)
    found = [pair for cited in turn.cited for pair in shared_terms(turn, cited)[0]]
    asked = with_colours(turn.question, coloured(found, by_key))
    understood = (
        f'<p class="understood">{both("understood")} <span lang="{turn.language}">{safe(turn.understood)}</span></p>'
        if turn.understood
        else ""
    )
    return (
        f'<article class="turn" id="turn-{safe(turn.id)}"><h2 class="asked" lang="{safe(turn.language)}">'
        f'<span class="unseen">{both("asked")}: </span>{asked}</h2>'
        f'<div class="reply">{understood}{_reply(turn, by_key)}{_tools(turn, again)}</div></article>'
    )


def _reply(turn: Turn, by_key: dict[str, int]) -> str:
    language = safe(turn.language)
    if turn.stage == "waiting":
        return f'<p class="searching">{both("searching")}</p>'
    if turn.stage == "reading":
        return f'<p class="searching">{both("reading")}</p>{_nearest(turn.near)}'
    if turn.stage == "stopped":
        return f'<div class="not-found"><strong>{both("stopped")}</strong><p>{both("stopped_more")}</p></div>'
    if turn.stage == "problem":
        heading = safe(messages.message("problem", turn.language))
        return f'<div class="problem" lang="{language}"><strong>{heading}</strong><p>{safe(turn.problem)}</p></div>'
    if turn.stage == "not_found":
        heading = safe(messages.message("not_found", turn.language))
        near = f'<h3 class="near-heading">{both("nearest")}</h3>{_nearest(turn.near)}' if turn.near else ""
        return (
            f'<div class="not-found" lang="{language}"><strong>{heading}</strong><p>{safe(turn.reason)}</p></div>{near}'
        )
    return _answer(turn, by_key)


def _answer(turn: Turn, by_key: dict[str, int]) -> str:
    found = [pair for cited in turn.cited for pair in shared_terms(turn, cited)[1]]
    marked = coloured(found, by_key)
    shown, at = "", 0
    for match in _CITATION_MARK.finditer(turn.text):
        cited = turn.citation(match[1])
        shown += with_colours(turn.text[at : match.start()], marked, at)
        shown += _mark(turn, cited) if cited else safe(match[0])
        at = match.end()
    shown += with_colours(turn.text[at:], marked, at)
    listed = "".join(_citation(turn, cited) for cited in turn.cited)
    wording = f'<p class="searching">{both("wording")}</p>' if turn.stage == "writing" else ""
    return (
        f'<p class="answer-text" lang="{safe(turn.language)}">{shown}</p>{wording}'
        f'<section class="evidence"><h3>{both("evidence")}</h3><ol>{listed}</ol></section>'
    )


def _mark(turn: Turn, cited: Cited) -> str:
    return (
        f'<button type="button" class="mark" data-act="mark" data-turn="{safe(turn.id)}" '
        f'data-number="{cited.number}"><span class="unseen">{both("show_source")} </span>{cited.number}</button>'
    )


def _citation(turn: Turn, cited: Cited) -> str:
    language = safe(cited.language)
    return (
        f'<li data-cited="{cited.number}">{_mark(turn, cited)}<div class="cited">'
        f'<p class="origin" lang="{language}">{origin(cited.title, cited.publisher, cited.date)}</p>'
        f'<blockquote lang="{language}">{marked_quote(cited, turn)}</blockquote></div></li>'
    )


def _nearest(near: Sequence[Near]) -> str:
    listed = "".join(
        f'<li lang="{safe(one.language)}"><p class="origin">{origin(one.title, one.publisher, one.date)}</p>'
        f"<blockquote>{safe(one.text)}</blockquote></li>"
        for one in near
    )
    return f'<ul class="near">{listed}</ul>' if listed else ""


def _tools(turn: Turn, again: str) -> str:
    """Below a turn that has ended: copy, ask again, and why this is the answer."""
    if turn.is_under_way:
        return ""
    text = exporting.answer_as_text(turn)
    copy = button("copy", "copy", text=text) if text else ""
    return f'<div class="tools">{copy}{again}</div>{why(turn)}'
