"""The parts of the view that asks: the conversations, the chat, the source. Gradio is imported when they are built."""

import json
from dataclasses import dataclass
from typing import Any

from ui.chat import conversation_html as rendering
from ui.chat import question_under_way as chat
from ui.chat import source_html as source_rendering
from ui.chat.history_html import conversations
from ui.chat.page_state import Session, Shown
from ui.texts import messages

SESSION_SECONDS = 12 * 3600


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the view that asks."""

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
    file: Any


def asking_view(header: Any) -> Parts:
    """The conversations at the left, the chat, and the source at the right."""
    import gradio as gr

    session = gr.State(Session(), time_to_live=SESSION_SECONDS)
    with gr.Row(elem_id="wenju-columns"):
        with gr.Column(elem_id="wenju-history", min_width=0):
            history = reporting(conversations((), "", ""), "conversation")
        with gr.Column(elem_id="wenju-chat", min_width=0):
            past = reporting(rendering.conversation(()), "mark", "earlier", elem_id="wenju-past")
            current = reporting(rendering.loading(), "mark", "submit", "nudge", elem_id="wenju-current")
            with gr.Column(elem_id="wenju-ask", min_width=0):
                choice = reporting("", "collection", elem_id="wenju-choice")
                with gr.Row(elem_id="wenju-ask-row"):
                    question, send, stop = question_box()
        with gr.Column(elem_id="wenju-side", min_width=0):
            source = reporting(source_rendering.empty_source(), "mark")
    file = reporting("", "saved")
    return Parts(session, header, history, past, current, choice, question, send, stop, source, file)


def reporting(shown: str, *acts: str, elem_id: str | None = None) -> Any:
    """A part of the page whose elements report these acts to the server; `page.js` does the rest."""
    import gradio as gr

    script = f"wenju.attach(element, trigger, watch, {json.dumps(acts)});"
    return gr.HTML(shown, elem_id=elem_id, js_on_load=script, apply_default_css=False)


def question_box() -> Any:
    """The box and its buttons; Enter sends and Shift+Enter breaks the line, as Gradio does it for a box of one line."""
    import gradio as gr

    label, placeholder, button, stop = spoken(messages.DEFAULT_LANGUAGE)
    question = gr.Textbox(
        elem_id="wenju-question",
        label=label,
        placeholder=placeholder,
        show_label=False,
        container=False,
        lines=1,
        max_lines=6,
        max_length=chat.QUESTION_LIMIT,
        autofocus=True,
        scale=1,
    )
    send = gr.Button(button, elem_id="wenju-send", variant="primary", scale=0, min_width=72)
    return question, send, gr.Button(stop, elem_id="wenju-stop", scale=0, min_width=72)


def spoken(language: str) -> list[str]:
    """The words on the box and its buttons."""
    return [messages.message(name, language) for name in ("question", "placeholder", "send", "stop")]


def in_language(language: object) -> list[Any]:
    """The box and its buttons in that language; all other words stand on the page in each language."""
    import gradio as gr

    label, placeholder, button, stop = spoken(str(language))
    return [gr.update(label=label, placeholder=placeholder), gr.update(value=button), gr.update(value=stop)]


def outputs_of(parts: Parts) -> list[Any]:
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


def drawn(shown: Shown) -> list[Any]:
    """The values for `outputs_of`; what is None stays as it is."""
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
