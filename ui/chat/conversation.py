"""What the page does when something is asked or clicked. The state is each session's own; nothing knows of Gradio."""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from qa import Document
from ui.chat import conversation_html as rendering
from ui.chat import export as exporting
from ui.chat import history_html as history_rendering
from ui.chat import question_under_way as chat
from ui.chat import source_html as source_rendering
from ui.chat.conversation_store import ConversationStore, StoreTrouble
from ui.chat.examples import examples_for
from ui.chat.page_state import Session, Shown, left
from ui.chat.question_under_way import Asking, Collections
from ui.chat.turns import Turn
from ui.collections.registry import CollectionEmpty
from ui.texts import messages

LOG = logging.getLogger("wenju.ui")
SHOWN_TURNS = 20  # of a long conversation; the earlier ones are shown on demand, so many at a time


class Conversation:
    """Answers the events of all pages over the collections and the store of conversations."""

    def __init__(self, collections: Collections, store: ConversationStore | None) -> None:
        self._collections = collections
        self._store = store
        self._examples_made: dict[str, tuple[Callable[[], tuple[Document, ...]], tuple[str, ...]]] = {}

    def open_page(self, owner: str, conversation: str) -> Shown:
        """What a page shows once it is loaded: the conversation it showed before, or a welcome."""
        names = self._collections.names()
        session = self._over(Session(owner), names[0] if names else "")
        session = self._opened(session, conversation) if conversation else session
        return self._whole(session)

    def ask(self, session: Session, question: str) -> Iterator[Shown]:
        """First the question with a sign that it is worked on, then each step of its answer; the box is emptied."""
        if not question.strip():
            yield Shown(session)
            return
        language = messages.language_of(question)
        turn = Turn(question[: chat.QUESTION_LIMIT], collection=session.collection, language=language)
        yield from self._take(session, turn, question)

    def retry(self, session: Session) -> Iterator[Shown]:
        """Ask the last question once more, in the place of what became of it."""
        if session.turns:
            last, earlier = session.turns[-1], replace(session, turns=session.turns[:-1])
            again = Turn(last.question, id=last.id, collection=last.collection, language=last.language)
            yield from self._take(earlier, again, last.question)
        else:
            yield Shown(session)

    def _take(self, session: Session, turn: Turn, question: str) -> Iterator[Shown]:
        earlier = session.turns
        asked = replace(turn, question=question)
        asking = Asking(partial(self._collections.assistant, turn.collection), asked, chat.history_of(earlier))
        first = max(0, len(earlier) - SHOWN_TURNS)
        session = self._kept(replace(session, turns=(*earlier, turn), shown_from=first, asking=asking), turn)
        past = rendering.conversation(earlier[first:], more=first > 0)
        yield Shown(session, question="", past=past, current=self._current(session), history=self._list(session))
        try:
            for step in asking.steps():
                turn = replace(step, question=turn.question)
                session = replace(session, turns=(*earlier, turn))
                if turn.is_under_way and not asking.is_left:
                    yield Shown(session, current=self._current(session))
        finally:
            asking.stop()
        session = self._kept(replace(session, asking=None), turn)
        if not asking.is_left:
            yield Shown(session, current=self._current(session), history=self._list(session))

    def stop(self, session: Session) -> None:
        """Leave the question under way, if there is one; its own events then show how far it came."""
        if session.asking is not None:
            session.asking.stop()

    def example(self, session: Session, index: object) -> str:
        """The example that was clicked, or nothing for an index that is none."""
        places = {str(place): example for place, example in enumerate(session.examples)}
        return places.get(str(index), "")

    def earlier(self, session: Session) -> Shown:
        """The conversation with some more of its earlier turns."""
        session = replace(session, shown_from=max(0, session.shown_from - SHOWN_TURNS))
        return Shown(session, past=self._past(session))

    def open_source(self, session: Session, turn_id: object, number: object) -> Shown:
        """The source panel for a clicked mark."""
        turn = next((one for one in session.turns if one.id == turn_id), None)
        cited = turn.citation(number) if turn else None
        if turn is None or cited is None:
            return Shown(session, source=source_rendering.lost_source("source_gone"))
        source = chat.open_source(partial(self._collections.assistant, turn.collection), cited)
        return Shown(session, source=source_rendering.source(source, turn))

    def choose(self, session: Session, name: object) -> Shown:
        """Ask another collection from now on. A name that is none changes nothing, unless the chosen one has gone."""
        if name in self._collections.names():
            session = self._over(session, str(name))
        elif session.collection not in self._collections.names():
            session = self._over(session, self._collections.known(session.collection))
        return Shown(session, current=None if session.turns else self._current(session), choice=self._choice(session))

    def change(self, session: Session, wanted: Mapping[str, object]) -> Shown:
        """What the list of conversations asks for; anything it cannot ask for changes nothing."""
        act, conversation = wanted.get("what"), str(wanted.get("id", ""))
        session = replace(session, trouble="")
        try:
            if act == "new":
                return self._whole(left(session))
            if self._store is None or not session.owner:
                return Shown(session)
            if act == "open":
                return self._whole(self._opened(left(session), conversation))
            if act == "rename":
                self._store.rename(session.owner, conversation, str(wanted.get("name", "")))
            if act == "delete":
                self._store.delete(session.owner, conversation)
                if conversation == session.conversation:
                    return self._whole(left(session))
            if act == "export":
                return Shown(session, file=self._exported(session, conversation, str(wanted.get("format", ""))))
        except StoreTrouble as trouble:
            session = replace(session, trouble=str(trouble))
        return Shown(session, history=self._list(session))

    def answer_as_json(self, question: str) -> dict[str, object]:
        names = self._collections.names()
        return chat.ask(partial(self._collections.assistant, names[0] if names else ""), question).to_json()

    def _exported(self, session: Session, conversation: str, form: str) -> str:
        assert self._store is not None
        turns = self._store.turns(session.owner, conversation)
        if turns is None:
            return ""
        name = self._store.name(session.owner, conversation)
        write = exporting.to_json if form == "json" else exporting.to_markdown
        return history_rendering.file(name, form, write(name, turns))

    def _opened(self, session: Session, conversation: str) -> Session:
        """The session over another conversation; over a new one where the owner has none of that id."""
        if self._store is None or not session.owner:
            return session
        try:
            turns = self._store.turns(session.owner, conversation)
        except StoreTrouble as trouble:
            return replace(session, trouble=str(trouble))
        if turns is None:
            return session
        first = max(0, len(turns) - 1 - SHOWN_TURNS)
        opened = replace(session, conversation=conversation, turns=turns, shown_from=first)
        return self._over(opened, self._collections.known(turns[-1].collection)) if turns else opened

    def _kept(self, session: Session, turn: Turn) -> Session:
        """The session with the turn kept. Where that fails, the chat goes on and says that it is not kept."""
        if self._store is None or not session.owner:
            return session
        try:
            conversation = session.conversation
            if not conversation or not self._store.put(session.owner, conversation, turn):
                conversation = self._store.start(session.owner, turn.question)
                for one in session.turns:
                    self._store.put(session.owner, conversation, one)
            return replace(session, conversation=conversation, trouble="")
        except StoreTrouble as trouble:
            return replace(session, trouble=str(trouble))

    def _whole(self, session: Session) -> Shown:
        return Shown(
            session,
            past=self._past(session),
            current=self._current(session),
            history=self._list(session),
            source=source_rendering.empty_source(),
            choice=self._choice(session),
        )

    def _past(self, session: Session) -> str:
        """All turns before the last one, which is drawn apart so that a long conversation is not drawn at each step."""
        return rendering.conversation(session.turns[session.shown_from : -1], more=session.shown_from > 0)

    def _current(self, session: Session) -> str:
        if not session.turns:
            return rendering.empty_welcome() if session.is_empty else rendering.welcome(session.examples)
        return rendering.current(session.turns[-1], session.conversation, session.trouble)

    def _list(self, session: Session) -> str:
        if self._store is None or not session.owner:
            return history_rendering.conversations((), session.conversation, "")
        try:
            return history_rendering.conversations(
                self._store.listed(session.owner), session.conversation, session.trouble
            )
        except StoreTrouble as trouble:
            return history_rendering.conversations((), session.conversation, str(trouble))

    def _choice(self, session: Session) -> str:
        return rendering.collection_choice(self._collections.names(), session.collection)

    def _over(self, session: Session, collection: str) -> Session:
        """The session over a collection, whose examples are shown; without any where they cannot be made."""
        session = replace(session, collection=collection, examples=(), is_empty=False)
        try:
            return replace(session, examples=self._examples(collection))
        except CollectionEmpty:
            return replace(session, is_empty=True)
        except Exception as error:  # a question would say what is wrong; the page must open whatever it is
            LOG.warning("no examples can be made for %r: %s: %s", collection, type(error).__name__, error)
            return session

    def _examples(self, collection: str) -> tuple[str, ...]:
        """Made once for each assistant of a collection."""
        assistant = self._collections.assistant(collection)
        made = self._examples_made.get(collection)
        if made is None or made[0] != assistant.documents:
            made = self._examples_made[collection] = assistant.documents, examples_for(assistant.documents())
        return made[1]
