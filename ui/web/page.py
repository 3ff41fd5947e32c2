"""The page in Gradio: its views, and what each event calls. Gradio is imported only when a page is built."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ui.chat import conversation_html as rendering
from ui.chat.conversation import Conversation
from ui.chat.conversation_store import ConversationStore
from ui.chat.page_state import Session, Shown, owner_of
from ui.chat.question_under_way import Asking, AskingFailed, Collections
from ui.panels import SESSION_SECONDS, Parts, asking_view, drawn, in_language, outputs_of, reporting

STATIC = Path(__file__).resolve().parents[1] / "static"
ASKERS_AT_ONCE = None  # the fair queue, which every question passes, decides
QUEUE_LENGTH = 64

# What builds a view beside asking inside the page, given the state that holds the name of the chosen collection.
View = Callable[[Any], object]
NO_VIEWS: Mapping[str, View] = {}

QUIETLY = {"show_progress": "hidden", "api_visibility": "private"}


def build_page(
    collections: Collections, store: ConversationStore | None = None, views: Mapping[str, View] = NO_VIEWS
) -> Any:
    """The `gradio.Blocks` of the chat over the collections; without a store nothing is kept."""
    import gradio as gr

    with gr.Blocks(title="Wenju 问据", analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600)) as page:
        header = reporting(rendering.header(("ask", *views)), "language", "view", elem_id="wenju-top")
        chosen = gr.State(next(iter(collections.names()), ""), time_to_live=SESSION_SECONDS)
        with gr.Column(elem_id="view-ask", elem_classes="wenju-view"):
            parts = asking_view(header)
        for name, build in views.items():
            with gr.Column(elem_id=f"view-{name}", elem_classes="wenju-view"):
                build(chosen)
        conversation = Conversation(collections, store)
        on_loading(page, conversation, parts, chosen)
        on_asking(page, conversation, parts)
        on_clicking(conversation, parts, chosen)
        on_choosing(conversation, parts, chosen)
        answer_scripts(conversation)
    page.queue(max_size=QUEUE_LENGTH, default_concurrency_limit=ASKERS_AT_ONCE, api_open=False)
    return page


def on_loading(page: Any, conversation: Conversation, parts: Parts, chosen: Any) -> None:
    """A page that opens says who it is, what it showed before and in which language; it gets all of it anew."""
    import gradio as gr

    def on_load(remembered: str, request: gr.Request) -> list[Any]:
        known = read(remembered)
        owner = owner_of(request.username, known.get("key"))
        shown = conversation.open_page(owner, str(known.get("conversation") or ""))
        return [*drawn(shown)[1:], *in_language(known.get("language"))]

    def on_language(event: gr.EventData) -> list[Any]:
        return in_language(data_of(event).get("language"))

    remembered = gr.Textbox(visible=False)
    words = [parts.question, parts.send, parts.stop]
    outputs = [*outputs_of(parts)[1:], *words]
    loaded = page.load(on_load, [remembered], outputs, js="() => wenju.remembered()", queue=False, **QUIETLY)
    # In an event of its own: of a state that is changed without the queue, the other views do not hear.
    loaded.then(lambda session: session.collection, [parts.session], [chosen], concurrency_id="source", **QUIETLY)
    parts.header.language(on_language, None, words, queue=False, **QUIETLY)


def on_asking(page: Any, conversation: Conversation, parts: Parts) -> None:
    """A question comes from the box, an example or a second try. One page asks one at a time; who closes it leaves."""
    import gradio as gr

    under_way: dict[str | None, Asking] = {}

    def on_question(text: str, session: Session, event: gr.EventData, request: gr.Request) -> Iterator[list[Any]]:
        clicked = data_of(event)
        if "retry" in clicked:
            steps = conversation.retry(session)
        else:
            asked = conversation.example(session, clicked["example"]) if "example" in clicked else text
            steps = conversation.ask(session, asked)
        try:
            for step in steps:
                if step.session.asking is not None:
                    under_way[request.session_hash] = step.session.asking
                yield drawn(step)
        finally:
            under_way.pop(request.session_hash, None)

    def on_leaving(request: gr.Request) -> None:
        asking = under_way.get(request.session_hash)
        if asking is not None:
            asking.stop()

    outputs = outputs_of(parts)
    triggers = [parts.question.submit, parts.send.click, parts.current.submit]
    asking = {"concurrency_limit": ASKERS_AT_ONCE, "concurrency_id": "ask", "trigger_mode": "always_last"}
    gr.on(triggers, on_question, [parts.question, parts.session], outputs, **asking, **QUIETLY)
    parts.stop.click(conversation.stop, [parts.session], None, queue=False, **QUIETLY)
    # It does nothing: where the stream of news closed as something was sent, any event opens it again.
    parts.current.nudge(lambda: None, None, None, concurrency_id="nudge", **QUIETLY)
    page.unload(on_leaving)


def on_clicking(conversation: Conversation, parts: Parts, chosen: Any) -> None:
    """Marks open sources, the list opens conversations; neither waits for a question that is being answered."""
    import gradio as gr

    def on_mark(session: Session, event: gr.EventData) -> Any:
        clicked = data_of(event)
        return conversation.open_source(session, clicked.get("turn"), clicked.get("number")).source

    def on_earlier(session: Session) -> list[Any]:
        return drawn(conversation.earlier(session))

    def on_view(session: Session) -> list[Any]:
        return drawn(conversation.choose(session, session.collection))  # the collections may have changed elsewhere

    def on_conversation(session: Session, event: gr.EventData) -> list[Any]:
        return over(conversation.change(session, data_of(event)))

    outputs = outputs_of(parts)
    session = [parts.session]
    for part in (parts.past, parts.current, parts.source):
        part.mark(on_mark, session, [parts.source], queue=False, **QUIETLY)  # a click should feel instant
    parts.past.earlier(on_earlier, session, outputs, concurrency_id="source", **QUIETLY)
    parts.header.view(on_view, session, outputs, queue=False, **QUIETLY)
    parts.history.conversation(on_conversation, session, [*outputs, chosen], concurrency_id="source", **QUIETLY)


def on_choosing(conversation: Conversation, parts: Parts, chosen: Any) -> None:
    """Whichever view a collection is chosen in, it is the one that is asked and shown in all of them."""
    import gradio as gr

    def on_collection(session: Session, event: gr.EventData) -> list[Any]:
        return over(conversation.choose(session, data_of(event).get("value")))

    def on_change(name: str, session: Session) -> list[Any]:
        return drawn(Shown(session) if name == session.collection else conversation.choose(session, name))

    outputs = outputs_of(parts)
    parts.choice.collection(on_collection, [parts.session], [*outputs, chosen], concurrency_id="source", **QUIETLY)
    chosen.change(on_change, [chosen, parts.session], outputs, concurrency_id="source", **QUIETLY)


def over(shown: Shown) -> list[Any]:
    """What is drawn anew, and the collection that all views are about then."""
    return [*drawn(shown), shown.session.collection]


def answer_scripts(conversation: Conversation) -> None:
    """The answer as JSON, for programs."""
    import gradio as gr

    def ask(question: str) -> dict:  # type: ignore[type-arg]  # Gradio reads this type and knows the bare name only
        try:
            return conversation.answer_as_json(question)
        except AskingFailed as failure:
            raise gr.Error(str(failure), print_exception=False) from None

    said = "Ask a question; the answer as JSON, with its citations."
    gr.api(ask, api_name="ask", api_description=said, concurrency_limit=ASKERS_AT_ONCE, concurrency_id="ask")


def data_of(event: Any) -> dict[str, Any]:
    """What the page's script said of a click; an event of Gradio's own says nothing that is asked for here."""
    return event._data if isinstance(event._data, dict) else {}


def read(remembered: object) -> dict[str, Any]:
    """What the browser remembers of earlier visits; anything else is nothing."""
    try:
        known = json.loads(remembered) if isinstance(remembered, str) else None
    except ValueError:
        return {}
    return known if isinstance(known, dict) else {}


def head() -> str:
    """Our style sheets and scripts, for the head of the page: nothing else is loaded."""
    styles, scripts = (
        [(STATIC / name).read_text(encoding="utf-8") for name in names]
        for names in (("page.css", "views.css"), ("page.js", "list.js", "views.js"))
    )
    return "".join([*(f"<style>{one}</style>" for one in styles), *(f"<script>{one}</script>" for one in scripts)])
