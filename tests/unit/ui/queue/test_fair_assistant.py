"""The assistant behind the queue: the same answers, one turn for each question, given back however it ends."""

import threading

import pytest

from tests.browser.scripted import ScriptedAssistant
from tests.serving import BROKEN_QUESTION, JILIN, QUESTION, SLOW_QUESTION, TalkingAssistant, answer_to
from tests.time_limits import PATIENCE, wait_until
from ui.chat.question_under_way import QuestionUnderWay
from ui.chat.turns import Turn
from ui.queue.fair_assistant import FairAssistant, FairCollections
from ui.queue.fair_queue import Asker, AskerGone, FairQueue, ServerBusy


def behind(assistant: TalkingAssistant, queue: FairQueue) -> FairAssistant:
    return FairAssistant(assistant, queue, lambda: Asker("ann"))


def test_answers_documents_and_history_pass_through_unchanged() -> None:
    assistant = TalkingAssistant()
    fair = behind(assistant, FairQueue())
    assert fair.ask(QUESTION) == answer_to(QUESTION)
    assert [event.name for event in fair.stream(QUESTION, [("a", "b")])] == ["retrieved", "answered"]
    assert assistant.histories == [(), (("a", "b"),)]
    assert fair.documents() == (JILIN,)
    assert fair.document("jilin") == JILIN


def test_a_stream_holds_its_turn_until_its_last_step() -> None:
    fair = behind(TalkingAssistant(), FairQueue(at_once=1, places=0))
    stream = fair.stream(QUESTION)
    next(stream)
    with pytest.raises(ServerBusy):
        fair.ask(QUESTION)
    list(stream)
    assert fair.ask(QUESTION).status == "answered"


def test_a_stream_that_is_closed_or_fails_stops_the_assistant_and_gives_its_turn_back() -> None:
    assistant = TalkingAssistant()
    fair = behind(assistant, FairQueue(at_once=1, places=0))
    stream = fair.stream(SLOW_QUESTION)
    next(stream)
    next(stream)
    stream.close()
    assert assistant.stopped.is_set()
    with pytest.raises(ZeroDivisionError):
        fair.ask(BROKEN_QUESTION)
    assert fair.ask(QUESTION).status == "answered"


def test_on_behalf_of_another_asker_the_queue_stays_the_same() -> None:
    queue = FairQueue(at_once=1)
    fair = behind(TalkingAssistant(), queue)
    stream = fair.stream(QUESTION)
    next(stream)
    with pytest.raises(AskerGone):
        fair.for_asker(Asker("ben"), gone=lambda: True).ask(QUESTION)
    assert queue.waiting == 0


def test_however_many_ask_only_as_many_threads_compute_as_are_served_at_once() -> None:
    assistant = TalkingAssistant(seconds=0.01)
    fair = behind(assistant, FairQueue(at_once=2))
    asking = [threading.Thread(target=fair.ask, args=(QUESTION,)) for _ in range(12)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join(PATIENCE)
    assert len(assistant.asked) == 12
    assert len(assistant.threads) <= 2


class Two:
    """Two collections, each with an assistant of its own."""

    def __init__(self) -> None:
        self.assistants = {"samples": TalkingAssistant(), "reports": TalkingAssistant()}

    def names(self) -> tuple[str, ...]:
        return tuple(self.assistants)

    def known(self, name: object) -> str:
        return str(name)

    def assistant(self, name: str) -> TalkingAssistant:
        return self.assistants[name]


def test_all_collections_stand_in_one_queue() -> None:
    two = Two()
    fair = FairCollections(two, FairQueue(at_once=1, places=0), lambda: Asker("ann"))
    assert fair.names() == ("samples", "reports")
    stream = fair.assistant("samples").stream(QUESTION)
    next(stream)
    with pytest.raises(ServerBusy):
        fair.assistant("reports").ask(QUESTION)
    list(stream)
    fair.assistant("reports").ask(QUESTION)
    assert [assistant.asked for assistant in two.assistants.values()] == [[QUESTION], [QUESTION]]


def test_a_question_that_is_stopped_while_it_waits_gives_up_its_place() -> None:
    queue, assistant = FairQueue(at_once=1), TalkingAssistant()
    fair = behind(assistant, queue)
    served = fair.stream(QUESTION)
    next(served)
    asking = QuestionUnderWay(lambda: fair, Turn("and mine?"), ())
    threading.Timer(0.1, asking.stop).start()
    assert [step.stage for step in asking.steps()] == ["stopped"]
    wait_until(lambda: queue.waiting == 0)
    list(served)
    assert assistant.asked == [QUESTION]


def test_a_translation_holds_a_turn_until_its_last_step_and_gives_it_back_where_it_is_left() -> None:
    fair = FairAssistant(ScriptedAssistant(), FairQueue(at_once=1, places=0), lambda: Asker("ann"))
    assert fair.can_translate
    assert [version.is_whole for version in fair.translate("484人")] == [False, True]
    begun = iter(fair.translate("484人"))
    next(begun)
    with pytest.raises(ServerBusy):
        fair.ask("how many")
    begun.close()  # type: ignore[attr-defined]
    assert fair.ask("how many").status == "not_found"


def test_an_assistant_without_translations_has_none_behind_the_queue_either() -> None:
    fair = behind(TalkingAssistant(), FairQueue())
    assert not fair.can_translate
    assert list(fair.translate("484人")) == []
