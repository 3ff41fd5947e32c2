"""The page in Gradio: its views and the handler of each event. Gradio is imported only when a page is built."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ui.assistants import AskableCollections
from ui.chat import conversation_html
from ui.chat.conversation import Conversation
from ui.chat.conversation_store import ConversationStore
from ui.chat.page_state import PageUpdate, Session, owner_of
from ui.chat.question_under_way import AskingFailed, QuestionUnderWay
from ui.chat.source_pages import SourcePages
from ui.panels import STATE_SECONDS, Panels, asking_view, drawn, in_language, outputs_of, reporting

STATIC = Path(__file__).resolve().parents[1] / "static"
STYLES = ("page.css", "answers.css", "views.css", "pages.css")
SCRIPTS = ("page.js", "pages.js", "list.js", "reading.js", "views.js", "attach.js")
ASKERS_AT_ONCE = None  # no limit of Gradio's: every question passes the fair queue
QUEUE_LENGTH = 64

# Builds another view inside the page, given the `gr.State` that holds the name of the chosen collection.
View = Callable[[Any], object]
NO_VIEWS: Mapping[str, View] = {}

QUIETLY = {"show_progress": "hidden", "api_visibility": "private"}


def build_page(
    collections: AskableCollections, store: ConversationStore | None = None, views: Mapping[str, View] = NO_VIEWS
) -> Any:
    """The `gradio.Blocks` of the page over the collections; without a store no conversation is kept."""
    import gradio as gr

    with gr.Blocks(title="Wenju 问据", analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600)) as page:
        header = reporting(conversation_html.header(("ask", *views)), "language", "view", elem_id="wenju-top")
        chosen = gr.State(next(iter(collections.names()), ""), time_to_live=STATE_SECONDS)
        with gr.Column(elem_id="view-ask", elem_classes="wenju-view"):
            panels = asking_view(header, can_attach="documents" in views)
        for name, build in views.items():
            with gr.Column(elem_id=f"view-{name}", elem_classes="wenju-view"):
                build(chosen)
        conversation = Conversation(collections, store)
        on_loading(page, conversation, panels, chosen)
        on_asking(page, conversation, panels)
        on_clicking(conversation, panels, chosen)
        on_paging(SourcePages(collections), panels)
        on_choosing(conversation, panels, chosen)
        answer_scripts(conversation)
    page.queue(max_size=QUEUE_LENGTH, default_concurrency_limit=ASKERS_AT_ONCE, api_open=False)
    return page


def on_loading(page: Any, conversation: Conversation, panels: Panels, chosen: Any) -> None:
    """Restore an opening page: the browser remembers its key, its conversation and its language."""
    import gradio as gr

    def on_load(remembered: str, request: gr.Request) -> list[Any]:
        known = read(remembered)
        owner = owner_of(request.username, known.get("key"))
        shown = conversation.open_page(owner, str(known.get("conversation") or ""))
        return [*drawn(shown)[1:], *in_language(known.get("language"))]

    def on_language(event: gr.EventData) -> list[Any]:
        return in_language(data_of(event).get("language"))

    remembered = gr.Textbox(visible=False)
    words = [panels.question, panels.send, panels.stop]
    outputs = [*outputs_of(panels)[1:], *words]
    loaded = page.load(on_load, [remembered], outputs, js="() => wenju.remembered()", queue=False, **QUIETLY)
    # In an event of its own: Gradio does not tell the other views of a state that changes outside its queue.
    loaded.then(lambda session: session.collection, [panels.session], [chosen], concurrency_id="source", **QUIETLY)
    panels.header.language(on_language, None, words, queue=False, **QUIETLY)


def on_asking(page: Any, conversation: Conversation, panels: Panels) -> None:
    """Take questions from the box, an example or "Ask again", one at a time for each page; closing it stops one."""
    import gradio as gr

    under_way: dict[str | None, QuestionUnderWay] = {}

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

    outputs = outputs_of(panels)
    triggers = [panels.question.submit, panels.send.click, panels.current.submit]
    asking = {"concurrency_limit": ASKERS_AT_ONCE, "concurrency_id": "ask", "trigger_mode": "always_last"}
    gr.on(triggers, on_question, [panels.question, panels.session], outputs, **asking, **QUIETLY)
    panels.stop.click(conversation.stop, [panels.session], None, queue=False, **QUIETLY)
    # It does nothing but reopen the stream of updates, which may have closed just as something was sent.
    panels.current.nudge(lambda: None, None, None, concurrency_id="nudge", **QUIETLY)
    page.unload(on_leaving)


def on_clicking(conversation: Conversation, panels: Panels, chosen: Any) -> None:
    """Citation marks open sources, the list opens conversations; neither waits for a question under way."""
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

    def on_translate(session: Session, event: gr.EventData) -> Iterator[str]:
        clicked = data_of(event)
        yield from conversation.translate(session, clicked.get("turn"), clicked.get("number"))

    outputs = outputs_of(panels)
    session = [panels.session]
    for part in (panels.past, panels.current):
        part.translate(on_translate, session, [panels.translation], concurrency_id="translate", **QUIETLY)
    for part in (panels.past, panels.current, panels.source):
        part.mark(on_mark, session, [panels.source], queue=False, **QUIETLY)  # a click should feel instant
    panels.past.earlier(on_earlier, session, outputs, concurrency_id="source", **QUIETLY)
    panels.header.view(on_view, session, outputs, queue=False, **QUIETLY)
    panels.history.conversation(on_conversation, session, [*outputs, chosen], concurrency_id="source", **QUIETLY)


def on_paging(pages: SourcePages, panels: Panels) -> None:
    """Show a page of the open source as it was printed."""
    import gradio as gr

    def on_page(session: Session, event: gr.EventData) -> str:
        clicked = data_of(event)
        return pages.show(session, clicked.get("turn"), clicked.get("number"), clicked.get("page"))

    panels.page.sheet(on_page, [panels.session], [panels.page], queue=False, **QUIETLY)


def on_choosing(conversation: Conversation, panels: Panels, chosen: Any) -> None:
    """Whichever view a collection is chosen in, all views change to it."""
    import gradio as gr

    def on_collection(session: Session, event: gr.EventData) -> list[Any]:
        return over(conversation.choose(session, data_of(event).get("value")))

    def on_change(name: str, session: Session) -> list[Any]:
        return drawn(PageUpdate(session) if name == session.collection else conversation.choose(session, name))

    outputs = outputs_of(panels)
    panels.choice.collection(on_collection, [panels.session], [*outputs, chosen], concurrency_id="source", **QUIETLY)
    chosen.change(on_change, [chosen, panels.session], outputs, concurrency_id="source", **QUIETLY)


def over(shown: PageUpdate) -> list[Any]:
    """The values to redraw, and the name of the chosen collection for the other views."""
    return [*drawn(shown), shown.session.collection]


def answer_scripts(conversation: Conversation) -> None:
    """The HTTP API: a question is answered with JSON."""
    import gradio as gr

    def ask(question: str) -> dict:  # type: ignore[type-arg]  # Gradio reads this type and knows the bare name only
        try:
            return conversation.answer_as_json(question)
        except AskingFailed as failure:
            raise gr.Error(str(failure), print_exception=False) from None

    description = "Ask a question; the answer as JSON, with its citations."
    gr.api(ask, api_name="ask", api_description=description, concurrency_limit=ASKERS_AT_ONCE, concurrency_id="ask")


def data_of(event: Any) -> dict[str, Any]:
    """The data that the page's script sent with an event; empty for Gradio's own events."""
    return event._data if isinstance(event._data, dict) else {}


def read(remembered: object) -> dict[str, Any]:
    """What the browser remembers of earlier visits; empty if it is not a JSON object."""
    try:
        known = json.loads(remembered) if isinstance(remembered, str) else None
    except ValueError:
        return {}
    return known if isinstance(known, dict) else {}


def head() -> str:
    """Our style sheets and scripts for the head of the page, which loads nothing else."""
    styles, scripts = ([(STATIC / name).read_text(encoding="utf-8") for name in names] for names in (STYLES, SCRIPTS))
    return "".join(
        [*(f"<style>{style}</style>" for style in styles), *(f"<script>{script}</script>" for script in scripts)]
    )
