"""The conversation as HTML: questions, answers with their citation marks, refusals with the nearest passages.

No text is read as Markdown.
"""

from collections.abc import Sequence

from ui.chat.answer_html import answer
from ui.chat.explanation_html import explanation
from ui.chat.export import answer_as_html, answer_as_markdown, answer_as_text
from ui.chat.quote_html import coloured, colours, origin, shared_terms, with_colours
from ui.chat.turns import Near, Turn
from ui.collections.collection_label import label
from ui.texts import markup
from ui.texts.languages import LANGUAGES, language_of
from ui.texts.markup import button, safe, words
from ui.texts.messages import say


def header(views: Sequence[str]) -> str:
    """The top of the page, with a switch between the views if there is more than one."""
    switches = "".join(
        f'<button type="button" data-act="view" data-view="{view}" class="view-switch">{words("view_" + view)}</button>'
        for view in views
    )
    languages = "".join(
        f'<button type="button" data-act="language" data-language="{language}" lang="{language}">'
        f"{safe(say('language_name', language))}</button>"
        for language in LANGUAGES
    )
    return (
        '<header class="wenju-header"><button type="button" class="menu quiet" data-act="drawer" aria-expanded="false">'
        f'<span aria-hidden="true">☰</span><span class="unseen">{words("conversations")}</span></button>'
        f"<h1>{words('name')}</h1><p>{words('tagline')}</p>"
        + (f'<nav class="views">{switches}</nav>' if len(views) > 1 else "")
        + f'<div class="languages" role="group" aria-label="Language 语言">{languages}</div></header>'
    )


def collection_choice(names: Sequence[str], chosen: str) -> str:
    """The choice of a collection to ask; empty if there is only one."""
    if len(names) < 2:
        return ""
    options = "".join(
        f'<option value="{safe(name)}"{" selected" if name == chosen else ""}>{safe(label(name))}</option>'
        for name in names
    )
    shown = f'<select data-act="collection">{options}</select>'
    return f'<label class="choice"><span>{words("collection")}</span>{shown}</label>'


def paper_clip() -> str:
    """The button that attaches files to the question box; the page's script sends them to the collection asked."""
    drawn = "M20 11.5l-8.2 8.2a5 5 0 0 1-7.1-7.1l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8l-8.4 8.4a1.7 1.7 0 0 1-2.4-2.4l7.6-7.6"
    return (
        f'<label class="clip"><input type="file" multiple><span class="unseen">{words("attach")}</span>'
        f'<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{drawn}"/></svg></label>'
    )


def attached() -> str:
    """Where it is told what becomes of attached files."""
    return '<div class="attached" role="status"></div>'


def loading() -> str:
    """The placeholder until the page knows what it showed before."""
    return f'<p class="loading">{words("loading")}</p>'


def welcome(examples: Sequence[str]) -> str:
    """The page before the first question: what can be asked, with examples."""
    buttons = "".join(
        f'<li><button type="button" class="example" data-act="submit" data-example="{index}" '
        f'lang="{language_of(example)}">{safe(example)}</button></li>'
        for index, example in enumerate(examples)
    )
    tried = f"<h3>{words('examples')}</h3><ul>{buttons}</ul>" if buttons else ""
    return f'<section class="welcome"><h2>{words("welcome")}</h2><p>{words("welcome_more")}</p>{tried}</section>'


def empty_welcome() -> str:
    """The page over a collection without documents, with a button to bring some."""
    return (
        f'<section class="welcome"><h2>{words("welcome_empty")}</h2><p>{words("welcome_empty_more")}</p>'
        f"{button('view', 'bring', 'primary', view='documents')}</section>"
    )


def conversation(turns: Sequence[Turn], *, more: bool = False) -> str:
    """Turns, oldest first; `more` adds a button that shows the turns before them."""
    earlier = f'<p class="earlier">{button("earlier", "earlier")}</p>' if more else ""
    return f'<div class="wenju-turns">{earlier}{"".join(_turn(turn) for turn in turns)}</div>'


def current(turn: Turn, conversation_id: str, trouble: str = "") -> str:
    """The last turn, which a screen reader follows as it grows.

    `trouble` names the message that says why the turn is not kept; empty if it is.
    """
    again = button("submit", "retry", retry="yes") if not turn.is_under_way else ""
    notice = markup.notice(words(trouble)) if trouble else ""
    return (
        f'<div class="wenju-turns last{" under-way" if turn.is_under_way else ""}" role="log" aria-live="polite" '
        f'data-conversation="{safe(conversation_id)}">{_turn(turn, again)}{notice}</div>'
    )


def _turn(turn: Turn, again: str = "") -> str:
    by_key = colours(turn)
    shared = [pair for cited in turn.cited for pair in shared_terms(turn, cited)[0]]
    asked = with_colours(turn.question, coloured(shared, by_key))
    understood = (
        f'<p class="understood">{words("understood_as")} '
        f'<span lang="{turn.language}">{safe(turn.understood)}</span></p>'
        if turn.understood
        else ""
    )
    return (
        f'<article class="turn" id="turn-{safe(turn.id)}"><h2 class="asked" lang="{safe(turn.language)}">'
        f'<span class="unseen">{words("asked")}: </span>{asked}</h2>'
        f'<div class="reply">{understood}{_reply(turn, by_key)}{_tools(turn, again)}</div></article>'
    )


def _reply(turn: Turn, by_key: dict[str, int]) -> str:
    language = safe(turn.language)
    if turn.stage == "waiting":
        return f'<p class="searching">{words("searching")}</p>'
    if turn.stage == "reading":
        return f'<p class="searching">{words("reading_passages")}</p>{_nearest(turn.near)}'
    if turn.stage == "stopped":
        return f'<div class="not-found"><strong>{words("stopped")}</strong><p>{words("stopped_more")}</p></div>'
    if turn.stage == "problem":
        heading = safe(say("no_answer", turn.language))
        return f'<div class="problem" lang="{language}"><strong>{heading}</strong><p>{safe(turn.problem)}</p></div>'
    if turn.stage == "not_found" and turn.text:
        return f'<p class="answer-text" lang="{language}">{safe(turn.text)}</p>'
    if turn.stage == "not_found":
        heading = safe(say("not_found", turn.language))
        near = f'<h3 class="near-heading">{words("nearest")}</h3>{_nearest(turn.near)}' if turn.near else ""
        return (
            f'<div class="not-found" lang="{language}"><strong>{heading}</strong><p>{safe(turn.reason)}</p></div>{near}'
        )
    return answer(turn, by_key)


def _nearest(near: Sequence[Near]) -> str:
    listed = "".join(
        f'<li lang="{safe(passage.language)}"><p class="origin">'
        f"{origin(passage.title, passage.publisher, passage.date)}</p>"
        f"<blockquote>{safe(passage.text)}</blockquote></li>"
        for passage in near
    )
    return f'<ul class="near">{listed}</ul>' if listed else ""


def _tools(turn: Turn, again: str) -> str:
    """The row below a turn that has ended: copy, ask again, and why this is the answer."""
    if turn.is_under_way:
        return ""
    text = answer_as_text(turn)
    copy = button("copy", "copy", text=text) if text else ""
    if turn.cited:
        copy = button("copy", "copy_cited", text=text, html=answer_as_html(turn))
        copy += button("copy", "copy_markdown", text=answer_as_markdown(turn))
    return f'<div class="tools">{copy}{again}</div>{explanation(turn)}'
