"""The events of the Ask view, a question or a click, each answered by a page update; Gradio is not known here."""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from qa import Document, WenjuError
from ui.assistants import QUESTION_LIMIT, AskableCollections, TranslatingAssistant
from ui.chat import conversation_html, export, history_html, question_under_way, source_html, translation_html
from ui.chat.conversation_store import ConversationStore, StoreTrouble
from ui.chat.examples import examples_for
from ui.chat.page_state import PageUpdate, Session, left
from ui.chat.question_under_way import QuestionUnderWay
from ui.chat.turns import Turn
from ui.collections.registry import CollectionEmpty
from ui.texts.languages import language_of
from ui.texts.markup import words

LOG = logging.getLogger("wenju.ui")
SHOWN_TURNS = 20  # of a long conversation; earlier ones are shown on demand, 20 at a time


class Conversation:
    """Turns the events of every page into page updates. The state of a page is in its `Session`, never here."""

    def __init__(self, collections: AskableCollections, store: ConversationStore | None) -> None:
        self._collections = collections
        self._store = store
        self._examples_made: dict[str, tuple[Callable[[], tuple[Document, ...]], tuple[str, ...]]] = {}

    def open_page(self, owner: str, conversation: str) -> PageUpdate:
        """The first update of a page: the conversation that it showed before, or a welcome."""
        names = self._collections.names()
        session = self._over(Session(owner), names[0] if names else "")
        session = self._opened(session, conversation) if conversation else session
        return self._whole(session)

    def ask(self, session: Session, question: str) -> Iterator[PageUpdate]:
        """Ask a question. Yields the page with the question and an empty box, then each step of the answer."""
        if not question.strip():
            yield PageUpdate(session)
            return
        language = language_of(question)
        turn = Turn(question[:QUESTION_LIMIT], collection=session.collection, language=language)
        yield from self._take(session, turn, question)

    def retry(self, session: Session) -> Iterator[PageUpdate]:
        """Ask the last question again; its new answer takes the place of the old one."""
        if session.turns:
            last, earlier = session.turns[-1], replace(session, turns=session.turns[:-1])
            again = Turn(last.question, id=last.id, collection=last.collection, language=last.language)
            yield from self._take(earlier, again, last.question)
        else:
            yield PageUpdate(session)

    def _take(self, session: Session, turn: Turn, question: str) -> Iterator[PageUpdate]:
        earlier = session.turns
        asked = replace(turn, question=question)
        asking = QuestionUnderWay(
            partial(self._collections.assistant, turn.collection), asked, question_under_way.history_of(earlier)
        )
        first = max(0, len(earlier) - SHOWN_TURNS)
        session = self._kept(replace(session, turns=(*earlier, turn), shown_from=first, asking=asking), turn)
        past = conversation_html.conversation(earlier[first:], more=first > 0)
        yield PageUpdate(session, question="", past=past, current=self._current(session), history=self._list(session))
        try:
            for step in asking.steps():
                turn = replace(step, question=turn.question)
                session = replace(session, turns=(*earlier, turn))
                if turn.is_under_way and not asking.is_left:
                    yield PageUpdate(session, current=self._current(session))
        finally:
            asking.stop()
        session = self._kept(replace(session, asking=None), turn)
        if not asking.is_left:
            yield PageUpdate(session, current=self._current(session), history=self._list(session))

    def stop(self, session: Session) -> None:
        """Stop the question under way, if there is one; `ask` then yields how far it came."""
        if session.asking is not None:
            session.asking.stop()

    def example(self, session: Session, index: object) -> str:
        """The example that was clicked; empty for an index without an example."""
        places = {str(place): example for place, example in enumerate(session.examples)}
        return places.get(str(index), "")

    def earlier(self, session: Session) -> PageUpdate:
        """The conversation with up to `SHOWN_TURNS` more of its earlier turns."""
        session = replace(session, shown_from=max(0, session.shown_from - SHOWN_TURNS))
        return PageUpdate(session, past=self._past(session))

    def open_source(self, session: Session, turn_id: object, number: object) -> PageUpdate:
        """The source panel for a citation mark that was clicked."""
        turn = next((turn for turn in session.turns if turn.id == turn_id), None)
        cited = turn.citation(number) if turn else None
        if turn is None or cited is None:
            return PageUpdate(session, source=source_html.lost_source("source_gone"))
        source = question_under_way.open_source(partial(self._collections.assistant, turn.collection), cited)
        return PageUpdate(session, source=source_html.source(source, turn))

    def translate(self, session: Session, turn_id: object, number: object) -> Iterator[str]:
        """A cited quote in the other language as HTML, longer with each sentence; nothing without such a citation."""
        turn = next((turn for turn in session.turns if turn.id == turn_id), None)
        cited = turn.citation(number) if turn else None
        if turn is None or cited is None:
            return
        place = turn.id, str(cited.number)
        yield translation_html.waiting(*place)
        try:
            assistant = self._collections.assistant(turn.collection)
            if not isinstance(assistant, TranslatingAssistant) or not assistant.can_translate:
                raise WenjuError("no language model is set")
            for version in assistant.translate(cited.quote):
                yield translation_html.translation(*place, version)
        except Exception as error:  # the page must go on working whatever the model raises
            LOG.warning("a quote cannot be translated: %s: %s", type(error).__name__, error)
            yield translation_html.failed(*place, words("translation_failed"))

    def choose(self, session: Session, name: object) -> PageUpdate:
        """Ask another collection from now on; an unknown name changes nothing, unless the chosen one has gone."""
        if name in self._collections.names():
            session = self._over(session, str(name))
        elif session.collection not in self._collections.names():
            session = self._over(session, self._collections.known(session.collection))
        return PageUpdate(
            session, current=None if session.turns else self._current(session), choice=self._choice(session)
        )

    def change(self, session: Session, wanted: Mapping[str, object]) -> PageUpdate:
        """Do what the list of conversations asks for: new, open, rename, delete or export; ignore anything else."""
        act, conversation = wanted.get("what"), str(wanted.get("id", ""))
        session = replace(session, trouble="")
        try:
            if act == "new":
                return self._whole(left(session))
            if self._store is None or not session.owner:
                return PageUpdate(session)
            if act == "open":
                return self._whole(self._opened(left(session), conversation))
            if act == "rename":
                self._store.rename(session.owner, conversation, str(wanted.get("name", "")))
            if act == "delete":
                self._store.delete(session.owner, conversation)
                if conversation == session.conversation:
                    return self._whole(left(session))
            if act == "export":
                return PageUpdate(session, file=self._exported(session, conversation, str(wanted.get("format", ""))))
        except StoreTrouble as trouble:
            session = replace(session, trouble=str(trouble))
        return PageUpdate(session, history=self._list(session))

    def answer_as_json(self, question: str) -> dict[str, object]:
        """The answer of the default collection as `qa ask --json` prints it. Raises `AskingFailed`."""
        names = self._collections.names()
        return question_under_way.ask(
            partial(self._collections.assistant, names[0] if names else ""), question
        ).to_json()

    def _exported(self, session: Session, conversation: str, form: str) -> str:
        assert self._store is not None
        turns = self._store.turns(session.owner, conversation)
        if turns is None:
            return ""
        name = self._store.name(session.owner, conversation)
        write = export.to_json if form == "json" else export.to_markdown
        return history_html.file(name, form, write(name, turns))

    def _opened(self, session: Session, conversation: str) -> Session:
        """The session with a kept conversation opened; unchanged if the owner has none of that id."""
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
        """The session after keeping the turn; if that fails, `trouble` names the message that says why."""
        if self._store is None or not session.owner:
            return session
        try:
            conversation = session.conversation
            if not conversation or not self._store.put(session.owner, conversation, turn):
                conversation = self._store.start(session.owner, turn.question)
                for earlier in session.turns:
                    self._store.put(session.owner, conversation, earlier)
            return replace(session, conversation=conversation, trouble="")
        except StoreTrouble as trouble:
            return replace(session, trouble=str(trouble))

    def _whole(self, session: Session) -> PageUpdate:
        return PageUpdate(
            session,
            past=self._past(session),
            current=self._current(session),
            history=self._list(session),
            source=source_html.empty_source(),
            choice=self._choice(session),
        )

    def _past(self, session: Session) -> str:
        """The turns before the last, which is drawn apart: a step of its answer must not redraw a long conversation."""
        return conversation_html.conversation(session.turns[session.shown_from : -1], more=session.shown_from > 0)

    def _current(self, session: Session) -> str:
        if not session.turns:
            return (
                conversation_html.empty_welcome() if session.is_empty else conversation_html.welcome(session.examples)
            )
        return conversation_html.current(session.turns[-1], session.conversation, session.trouble)

    def _list(self, session: Session) -> str:
        if self._store is None or not session.owner:
            return history_html.conversations((), session.conversation, "")
        try:
            return history_html.conversations(self._store.listed(session.owner), session.conversation, session.trouble)
        except StoreTrouble as trouble:
            return history_html.conversations((), session.conversation, str(trouble))

    def _choice(self, session: Session) -> str:
        return conversation_html.collection_choice(self._collections.names(), session.collection)

    def _over(self, session: Session, collection: str) -> Session:
        """The session with a collection chosen and its examples; without examples if they cannot be made."""
        session = replace(session, collection=collection, examples=(), is_empty=False)
        try:
            return replace(session, examples=self._examples(collection))
        except CollectionEmpty:
            return replace(session, is_empty=True)
        except Exception as error:  # the page must open all the same; a question will tell what is wrong
            LOG.warning("no examples can be made for %r: %s: %s", collection, type(error).__name__, error)
            return session

    def _examples(self, collection: str) -> tuple[str, ...]:
        """The examples of a collection, which are made once for each assistant over it."""
        assistant = self._collections.assistant(collection)
        made = self._examples_made.get(collection)
        if made is None or made[0] != assistant.documents:
            made = self._examples_made[collection] = assistant.documents, examples_for(assistant.documents())
        return made[1]
