"""The panels of the view Ask: the conversations, the chat, the source. Gradio is imported when they are built."""

import json
from dataclasses import dataclass
from typing import Any

from ui.assistants import QUESTION_LIMIT
from ui.chat import conversation_html, source_html
from ui.chat.history_html import conversations
from ui.chat.page_state import PageUpdate, Session
from ui.texts.languages import DEFAULT_LANGUAGE
from ui.texts.messages import say

_ATTACH = "wenjuAttach.listen(element);"
STATE_SECONDS = 12 * 3600  # after which the state of a page is dropped


@dataclass(frozen=True, slots=True)
class Panels:
    """The Gradio components of the view Ask."""

    session: Any
    header: Any
    history: Any
    past: Any
    current: Any
    choice: Any
    question: Any
    send: Any
    stop: Any
    source: Any
    page: Any
    file: Any
    translation: Any


def asking_view(header: Any, *, can_attach: bool = False) -> Panels:
    """Build the panels: the conversations at the left, the chat, and the source at the right.

    Files can be attached to the question box only where there is a view that takes them.
    """
    import gradio as gr

    session = gr.State(Session(), time_to_live=STATE_SECONDS)
    with gr.Row(elem_id="wenju-columns"):
        with gr.Column(elem_id="wenju-history", min_width=0):
            history = reporting(conversations((), "", ""), "conversation")
        with gr.Column(elem_id="wenju-chat", min_width=0):
            past = reporting(conversation_html.conversation(()), "mark", "earlier", "translate", elem_id="wenju-past")
            current = reporting(
                conversation_html.loading(), "mark", "submit", "nudge", "translate", elem_id="wenju-current"
            )
            with gr.Column(elem_id="wenju-ask", min_width=0):
                choice = reporting("", "collection", elem_id="wenju-choice")
                if can_attach:
                    gr.HTML(conversation_html.attached(), elem_id="wenju-attached", apply_default_css=False)
                with gr.Row(elem_id="wenju-ask-row"):
                    if can_attach:
                        gr.HTML(
                            conversation_html.paper_clip(),
                            elem_id="wenju-attach",
                            js_on_load=_ATTACH,
                            apply_default_css=False,
                        )
                    question, send, stop = question_box()
        with gr.Column(elem_id="wenju-side", min_width=0):
            source = reporting(source_html.empty_source(), "mark")
            page = reporting("", "sheet", elem_id="wenju-page")
    file = reporting("", "saved")
    translation = reporting("", elem_id="wenju-translation")
    return Panels(
        session, header, history, past, current, choice, question, send, stop, source, page, file, translation
    )


def reporting(shown: str, *acts: str, elem_id: str | None = None) -> Any:
    """A piece of HTML whose elements report these acts to the server, by way of `page.js`."""
    import gradio as gr

    script = f"wenju.attach(element, trigger, watch, {json.dumps(acts)});"
    return gr.HTML(shown, elem_id=elem_id, js_on_load=script, apply_default_css=False)


def question_box() -> Any:
    """The question box and the buttons Ask and Stop.

    With `lines=1`, Gradio sends on Enter and breaks the line on Shift+Enter.
    """
    import gradio as gr

    label, placeholder, button, stop = labels_in(DEFAULT_LANGUAGE)
    question = gr.Textbox(
        elem_id="wenju-question",
        label=label,
        placeholder=placeholder,
        show_label=False,
        container=False,
        lines=1,
        max_lines=6,
        max_length=QUESTION_LIMIT,
        autofocus=True,
        scale=1,
    )
    send = gr.Button(button, elem_id="wenju-send", variant="primary", scale=0, min_width=72)
    return question, send, gr.Button(stop, elem_id="wenju-stop", scale=0, min_width=72)


def labels_in(language: str) -> list[str]:
    """The labels of the question box and its buttons in a language."""
    return [say(name, language) for name in ("question", "placeholder", "send", "stop")]


def in_language(language: object) -> list[Any]:
    """Updates that relabel the question box and its buttons; all other HTML carries every language."""
    import gradio as gr

    label, placeholder, button, stop = labels_in(str(language))
    return [gr.update(label=label, placeholder=placeholder), gr.update(value=button), gr.update(value=stop)]


def outputs_of(parts: Panels) -> list[Any]:
    """The components in the order of `drawn`."""
    return [
        parts.question,
        parts.session,
        parts.past,
        parts.current,
        parts.history,
        parts.source,
        parts.choice,
        parts.file,
    ]


def drawn(shown: PageUpdate) -> list[Any]:
    """The values of an update for `outputs_of`; a part that is None stays as it is."""
    import gradio as gr

    parts = (
        shown.question,
        shown.session,
        shown.past,
        shown.current,
        shown.history,
        shown.source,
        shown.choice,
        shown.file,
    )
    return [gr.skip() if part is None else part for part in parts]
