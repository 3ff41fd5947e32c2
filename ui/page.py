"""The page: the chat at the left, the source at the right. Gradio is imported only when a page is built."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ui import chat, documents_view, judging_view, messages, rendering
from ui.chat import Answering, AskingFailed, SourceLost, Turn
from ui.collections import Collections
from ui.registry import DEFAULT

STATIC = Path(__file__).parent / "static"
ASKERS_AT_ONCE = 4
QUEUE_LENGTH = 64
SESSION_SECONDS = 12 * 3600

Turns = tuple[Turn, ...]

# Marks and examples report their numbers to the server; the script of the page does the rest.
ON_CLICK = """
element.addEventListener("click", (event) => {
  const mark = event.target.closest("[data-number]");
  if (mark) {
    wenju.choose(mark);
    trigger("select", {turn: Number(mark.dataset.turn), number: Number(mark.dataset.number)});
  }
  const example = event.target.closest("[data-example]");
  if (example) trigger("example_select", {example: Number(example.dataset.example)});
});
"""
ON_SOURCE_CLICK = """
element.addEventListener("click", (event) => { if (event.target.closest(".back")) wenju.showChosen(); });
"""


class Conversation:
    """What the page does when something is asked or clicked; the state itself is each session's own."""

    def __init__(self, assistant: Answering, examples: tuple[str, ...]) -> None:
        self._assistant = assistant
        self._examples = examples

    def ask(self, question: str, turns: Turns) -> Iterator[tuple[str, str, Turns]]:
        """First the question with a sign that it is worked on, then its answer; the box is emptied at once."""
        if not question.strip():
            yield question, self.show(turns), turns
            return
        waiting = Turn(question[: chat.QUESTION_LIMIT])
        yield "", self.show((*turns, waiting)), turns
        turn = chat.take_turn(self._assistant, question)
        answered = (*turns, turn if turn.answer else Turn(waiting.question, problem=turn.problem))
        yield "", self.show(answered), answered

    def example(self, index: object) -> str:
        """The example that was clicked, or nothing for an index that is none."""
        return self._examples[index] if type(index) is int and 0 <= index < len(self._examples) else ""

    def open_source(self, turns: Turns, turn: object, number: object) -> str:
        """The source panel for a clicked mark."""
        try:
            return rendering.source(chat.open_source(self._assistant, turns, turn, number))
        except SourceLost as lost:
            return rendering.lost_source(str(lost))

    def show(self, turns: Turns) -> str:
        return rendering.conversation(turns, self._examples)

    def answer_as_json(self, question: str) -> dict[str, object]:
        return chat.ask(self._assistant, question).to_json()


def build_page(
    assistant: Answering,
    examples: tuple[str, ...] = messages.EXAMPLES,
    *,
    collections: Collections | None = None,
    built_in: Path | None = None,
) -> Any:
    """The `gradio.Blocks` of the chat over one assistant; with collections also the views Documents and Evaluate."""
    import gradio as gr

    conversation = Conversation(assistant, examples)
    with gr.Blocks(title="Wenju 问据", analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600)) as page:
        turns = gr.State((), time_to_live=SESSION_SECONDS)
        gr.HTML(rendering.header(), elem_id="wenju-top", js_on_load=None, apply_default_css=False)
        with gr.Row(elem_id="wenju-columns"):
            with gr.Column(elem_id="wenju-chat", min_width=0):
                shown = gr.HTML(conversation.show(()), js_on_load=ON_CLICK, apply_default_css=False)
                with gr.Row(elem_id="wenju-ask"):
                    question, send = question_box()
            with gr.Column(elem_id="wenju-side", min_width=0):
                source = gr.HTML(rendering.empty_source(), js_on_load=ON_SOURCE_CLICK, apply_default_css=False)
        if collections is not None:
            chosen = gr.State(DEFAULT, time_to_live=SESSION_SECONDS)
            documents_view.build(collections, chosen)
            judging_view.build(collections, chosen, built_in=built_in)
        translate(page, question=question, send=send)
        connect(conversation, turns=turns, shown=shown, question=question, send=send, source=source)
    page.queue(max_size=QUEUE_LENGTH, default_concurrency_limit=ASKERS_AT_ONCE, api_open=False)
    return page


def question_box() -> Any:
    """The box and its button; Enter sends and Shift+Enter breaks the line, as Gradio does it for a box of one line."""
    import gradio as gr

    label, placeholder, button = spoken(messages.DEFAULT_LANGUAGE)
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
    return question, gr.Button(button, elem_id="wenju-send", variant="primary", scale=0, min_width=72)


def spoken(language: str) -> list[str]:
    """The words on the box and its button."""
    return [messages.message(name, language) for name in ("question", "placeholder", "send")]


def translate(page: Any, *, question: Any, send: Any) -> None:
    """Put the box and the button into the browser's language; all other words stand on the page in each language."""
    import gradio as gr

    def on_load(request: gr.Request) -> list[Any]:
        language = messages.browser_language(request.headers.get("accept-language", ""))
        label, placeholder, button = spoken(language)
        return [gr.update(label=label, placeholder=placeholder), gr.update(value=button)]

    quietly = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
    page.load(on_load, None, [question, send], **quietly)
    page.load(None, js="() => wenju.nameLanguage()", **quietly)


def connect(conversation: Conversation, *, turns: Any, shown: Any, question: Any, send: Any, source: Any) -> None:
    """What happens on each event; asking has its own share of the queue, so that sources open while others ask."""
    import gradio as gr

    def on_question(text: str, before: Turns) -> Iterator[tuple[str, str, Turns]]:
        yield from conversation.ask(text, before)

    def on_example(before: Turns, event: gr.EventData) -> Iterator[tuple[str, str, Turns]]:
        yield from conversation.ask(conversation.example((event._data or {}).get("example")), before)

    def on_mark(before: Turns, event: gr.EventData) -> str:
        clicked = event._data or {}
        return conversation.open_source(before, clicked.get("turn"), clicked.get("number"))

    def ask(question: str) -> dict:  # type: ignore[type-arg]  # Gradio reads this type and knows the bare name only
        try:
            return conversation.answer_as_json(question)
        except AskingFailed as failure:
            raise gr.Error(str(failure), print_exception=False) from None

    asking = {"concurrency_limit": ASKERS_AT_ONCE, "concurrency_id": "ask"}
    quietly = {"show_progress": "hidden", "api_visibility": "private"}
    outputs = [question, shown, turns]
    scroll = {"fn": None, "js": "() => wenju.showLastTurn()", "queue": False, "api_visibility": "private"}
    gr.on([question.submit, send.click], on_question, [question, turns], outputs, **asking, **quietly).then(**scroll)
    shown.example_select(on_example, [turns], outputs, **asking, **quietly).then(**scroll)
    reveal = {**scroll, "js": "() => wenju.showQuote()"}
    shown.select(on_mark, [turns], [source], concurrency_id="source", **quietly).then(**reveal)
    gr.api(ask, api_name="ask", api_description="Ask a question; the answer as JSON, with its citations.", **asking)


def head() -> str:
    """Our style sheet and script, for the head of the page: nothing else is loaded."""
    styles = [(STATIC / name).read_text(encoding="utf-8") for name in ("page.css", "views.css")]
    scripts = [(STATIC / name).read_text(encoding="utf-8") for name in ("page.js", "views.js")]
    return "".join([*(f"<style>{one}</style>" for one in styles), *(f"<script>{one}</script>" for one in scripts)])
