"""What a page shows on each event, whose conversations it opens, and that it goes on where nothing can be kept."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa import Translation
from tests.browser.scripted import BRIEFING, JILIN, JILIN_QUESTION, SLOW_QUESTION, ScriptedAssistant
from ui.chat.conversation import SHOWN_TURNS, Conversation
from ui.chat.conversation_store import FILE_NAME, ConversationStore
from ui.chat.page_state import PageUpdate, Session, owner_of
from ui.chat.turns import Turn
from ui.collections.registry import CollectionEmpty
from ui.queue.fair_assistant import OneCollection

ANNA, BEN = owner_of("anna", None), owner_of(None, "b" * 64)


class Named:
    """Two collections of the same documents."""

    def __init__(self, assistant: ScriptedAssistant) -> None:
        self.one = assistant

    def names(self) -> tuple[str, ...]:
        return "first", "second"

    def known(self, name: object) -> str:
        return name if name in self.names() else self.names()[-1]

    def assistant(self, name: str) -> ScriptedAssistant:
        assert name in self.names()
        return self.one


@pytest.fixture
def assistant() -> ScriptedAssistant:
    return ScriptedAssistant()


@pytest.fixture
def store(tmp_path: Path) -> ConversationStore:
    return ConversationStore(tmp_path)


@pytest.fixture
def conversation(assistant: ScriptedAssistant, store: ConversationStore) -> Conversation:
    return Conversation(OneCollection(assistant), store)


def last(steps: Iterator[PageUpdate]) -> PageUpdate:
    *_, end = steps
    return end


def test_whoever_signed_in_owns_by_name_and_any_other_by_a_long_secret_key_only() -> None:
    assert owner_of("anna", "b" * 64) == "user:anna"
    assert BEN.startswith("browser:")
    assert "bbbb" not in BEN
    assert [owner_of(None, key) for key in ("", "short", None, 7, ["b" * 64])] == [""] * 5


def test_a_question_empties_the_box_at_once_and_draws_the_earlier_turns_only_once(conversation: Conversation) -> None:
    session = last(conversation.ask(conversation.open_page(ANNA, "").session, JILIN_QUESTION)).session
    first, *steps = conversation.ask(session, "and then?")
    assert first.question == ""
    assert JILIN_QUESTION in (first.past or "")
    assert "under-way" in (first.current or "")
    assert [step.past for step in steps] == [None, None]
    assert steps[-1].session.asking is None
    assert [turn.stage for turn in steps[-1].session.turns] == ["answered", "not_found"]


def test_a_blank_question_draws_nothing(conversation: Conversation) -> None:
    session = Session(ANNA)
    assert list(conversation.ask(session, " \n")) == [PageUpdate(session)]


def test_a_conversation_is_opened_again_by_its_owner_only(conversation: Conversation) -> None:
    session = last(conversation.ask(Session(ANNA), JILIN_QUESTION)).session
    again = conversation.open_page(ANNA, session.conversation)
    assert again.session.turns == session.turns
    for owner in (BEN, ""):
        assert conversation.open_page(owner, session.conversation).session.turns == ()
        for what in ("open", "rename", "delete", "export"):
            shown = conversation.change(Session(owner), {"what": what, "id": session.conversation, "name": "mine"})
            assert shown.session.turns == ()
            assert not shown.file
    assert conversation.open_page(ANNA, session.conversation).session.turns == session.turns


def test_a_second_try_takes_the_place_of_the_last_turn(
    conversation: Conversation, store: ConversationStore, assistant: ScriptedAssistant
) -> None:
    session = last(conversation.ask(Session(ANNA), JILIN_QUESTION)).session
    session = last(conversation.retry(session)).session
    assert len(session.turns) == 1
    assert len(store.turns(ANNA, session.conversation) or ()) == 1
    assert assistant.histories == [(), ()]


def test_stop_ends_the_question_under_way_and_keeps_it_as_stopped(
    conversation: Conversation, store: ConversationStore, assistant: ScriptedAssistant
) -> None:
    steps = conversation.ask(Session(ANNA), SLOW_QUESTION)
    session = next(steps).session
    next(steps)
    threading.Timer(0.05, conversation.stop, [session]).start()
    end = last(steps)
    assistant.go_on.set()
    assert [turn.stage for turn in end.session.turns] == ["stopped"]
    assert [turn.stage for turn in store.turns(ANNA, end.session.conversation) or ()] == ["stopped"]


def test_a_question_that_is_left_for_another_conversation_draws_nothing_more_and_is_kept_as_stopped(
    conversation: Conversation, store: ConversationStore, assistant: ScriptedAssistant
) -> None:
    steps = conversation.ask(Session(ANNA), SLOW_QUESTION)
    session = next(steps).session
    next(steps)
    assert conversation.change(session, {"what": "new"}).session.turns == ()
    assert list(steps) == []
    assistant.go_on.set()
    assert [turn.stage for turn in store.turns(ANNA, session.conversation) or ()] == ["stopped"]


def test_where_nothing_can_be_kept_the_chat_goes_on_and_says_so(tmp_path: Path, assistant: ScriptedAssistant) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database" * 1000)
    conversation = Conversation(OneCollection(assistant), ConversationStore(tmp_path))
    shown = last(conversation.ask(conversation.open_page(ANNA, "any").session, JILIN_QUESTION))
    assert shown.session.turns[0].stage == "answered"
    assert "their file is damaged" in (shown.current or "")
    assert "their file is damaged" in (shown.history or "")


def test_a_conversation_deleted_elsewhere_is_kept_anew_with_what_the_page_shows(
    conversation: Conversation, store: ConversationStore
) -> None:
    session = last(conversation.ask(Session(ANNA), JILIN_QUESTION)).session
    store.delete(ANNA, session.conversation)
    session = last(conversation.ask(session, "and then?")).session
    assert [turn.question for turn in store.turns(ANNA, session.conversation) or ()] == [JILIN_QUESTION, "and then?"]


@pytest.mark.parametrize(("turn", "number"), [("", "1"), (None, "1"), ("t", "3"), ("t", None), ("t", {}), (0, 1)])
def test_a_click_on_a_mark_that_is_not_there_opens_nothing(
    conversation: Conversation, turn: object, number: object
) -> None:
    session = last(conversation.ask(Session(ANNA), JILIN_QUESTION)).session
    known = session.turns[0].id
    assert JILIN.title in (conversation.open_source(session, known, "1").source or "")
    assert BRIEFING.title in (conversation.open_source(session, known, 2).source or "")
    shown = conversation.open_source(session, known if turn == "t" else turn, number).source or ""
    assert "no longer in the index" in shown


def test_of_a_long_conversation_the_last_turns_are_drawn_and_the_earlier_ones_on_demand(
    conversation: Conversation, store: ConversationStore
) -> None:
    kept = store.start(ANNA, "long")
    for number in range(60):
        store.put(ANNA, kept, Turn(f"question {number}.", id=str(number), stage="stopped"))
    shown = conversation.open_page(ANNA, kept)
    assert "question 38." not in (shown.past or "")
    assert (shown.past or "").count("<article") == SHOWN_TURNS
    assert "question 59." in (shown.current or "")
    more = conversation.earlier(shown.session)
    assert (more.past or "").count("<article") == 2 * SHOWN_TURNS
    assert "earlier" not in (conversation.earlier(more.session).past or "")


def test_the_collection_that_was_chosen_is_asked_and_an_unknown_one_changes_nothing(
    assistant: ScriptedAssistant,
) -> None:
    conversation = Conversation(Named(assistant), None)
    session = conversation.choose(conversation.open_page(ANNA, "").session, "second").session
    assert conversation.choose(session, "third").session.collection == "second"
    turn = last(conversation.ask(session, JILIN_QUESTION)).session.turns[0]
    assert (turn.collection, turn.stage) == ("second", "answered")


def test_an_example_is_one_of_those_shown(conversation: Conversation) -> None:
    session = conversation.open_page(ANNA, "").session
    assert conversation.example(session, "0") == session.examples[0]
    strange: list[object] = ["9", "-1", None, {}]
    assert [conversation.example(session, index) for index in strange] == [""] * 4


class Emptied(Named):
    """Two collections, the second of which holds nothing until it is filled; the first can go."""

    is_filled, has_gone = False, False

    def names(self) -> tuple[str, ...]:
        return ("second",) if self.has_gone else ("first", "second")

    def assistant(self, name: str) -> ScriptedAssistant:
        if name == "second" and not self.is_filled:
            raise CollectionEmpty("nothing in /srv/index")
        return super().assistant(name)


def test_an_empty_collection_invites_to_bring_documents_until_it_has_some(assistant: ScriptedAssistant) -> None:
    collections = Emptied(assistant)
    conversation = Conversation(collections, None)
    shown = conversation.choose(conversation.open_page(ANNA, "").session, "second")
    assert "This collection is empty" in (shown.current or "")
    assert 'data-view="documents"' in (shown.current or "")
    turn = last(conversation.ask(shown.session, JILIN_QUESTION)).session.turns[0]
    assert turn.problem.startswith("This collection has no documents yet. Bring some")
    collections.is_filled = True
    assert "What would you like to know?" in (conversation.choose(shown.session, "second").current or "")


def test_where_the_chosen_collection_was_renamed_it_is_asked_by_its_new_name(assistant: ScriptedAssistant) -> None:
    collections = Emptied(assistant)
    collections.is_filled = True
    conversation = Conversation(collections, None)
    session = conversation.open_page(ANNA, "").session
    collections.has_gone = True
    assert conversation.choose(session, session.collection).session.collection == "second"


def test_a_conversation_about_a_collection_that_was_renamed_goes_on_over_it(
    assistant: ScriptedAssistant, store: ConversationStore
) -> None:
    collections = Emptied(assistant)
    collections.is_filled = True
    conversation = Conversation(collections, store)
    session = last(conversation.ask(conversation.open_page(ANNA, "").session, JILIN_QUESTION)).session
    assert session.turns[0].collection == "first"
    collections.has_gone = True
    assert conversation.open_page(ANNA, session.conversation).session.collection == "second"


def test_a_cited_quote_is_translated_step_by_step_and_anything_else_is_not(conversation: Conversation) -> None:
    session = last(conversation.ask(conversation.open_page(ANNA, "").session, JILIN_QUESTION)).session
    turn = session.turns[-1].id
    waiting, *_, end = conversation.translate(session, turn, "1")
    assert "Translating…" in waiting
    assert '<mark class="differs" title="Not in the quote">485</mark>' in end
    assert list(conversation.translate(session, turn, "9")) == []
    assert list(conversation.translate(session, "<b>", None)) == []


def test_where_no_translation_comes_the_page_says_so_and_nothing_of_the_cause() -> None:
    class Failing(ScriptedAssistant):
        def translate(self, quote: str) -> Iterator[Translation]:
            raise OSError("the key of /srv/model")

    for failing, can in ((Failing(), True), (ScriptedAssistant(), False)):
        failing.can_translate = can
        conversation = Conversation(OneCollection(failing), None)
        session = last(conversation.ask(conversation.open_page(ANNA, "").session, JILIN_QUESTION)).session
        *_, end = conversation.translate(session, session.turns[-1].id, "1")
        assert "The language model could not translate this." in end
        assert "/srv/model" not in end
