"""The assistant behind the queue: the same answers, one turn for each question, given back however it ends."""

import pytest

from tests.serving import BROKEN_QUESTION, JILIN, QUESTION, SLOW_QUESTION, TalkingAssistant, answer_to
from ui.fair_assistant import FairAssistant
from ui.fair_queue import Asker, AskerGone, FairQueue, ServerBusy


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
