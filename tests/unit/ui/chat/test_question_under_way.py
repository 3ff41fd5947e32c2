"""A question under way: events become turns, failures become sentences, and whoever waits can leave at any moment."""

import threading
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import partial

import pytest

from qa import Answer, Citation, Document, Event, Hit, Passage, WenjuError
from tests.time_limits import PATIENCE
from ui.chat import question_under_way
from ui.chat.question_under_way import AskingFailed, QuestionUnderWay
from ui.chat.turns import Turn, turn_from_json
from ui.queue.fair_assistant import OneCollection
from ui.texts.messages import say
from ui.texts.problems import QUESTION_PROBLEMS, problem_of

TEXT = "Across Jilin, 484 people were held accountable."
DOCUMENT = Document("jilin", "Jilin", TEXT, "en", "/srv/documents/briefing.md", "2022-05-26")
CITATION = Citation(DOCUMENT, 1, "jilin", "Jilin", 0, len(TEXT), TEXT, 14, 17)
HIT = Hit(Passage("jilin#0", "jilin", "", TEXT, 0, len(TEXT)), 1.0, {"dense": 2, "lexical": 1})
ANSWER = Answer("how many?", "en", "answered", "484 [1]", (CITATION,), (HIT,), 0.9, seconds={"total": 0.5})


@dataclass
class OneAnswer:
    """Knows one document and one answer; `failure` is raised after the passages were found, if there is one."""

    failure: Exception | None = None
    held: Document = DOCUMENT
    worded: tuple[Answer, ...] = ()
    understood: str = ""
    histories: list[tuple[tuple[str, str], ...]] = field(default_factory=list)
    go_on: threading.Event | None = None

    def stream(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Iterator[Event]:
        self.histories.append(tuple(history))
        if self.understood:
            yield Event("understood", question=self.understood)
        yield Event("retrieved", hits=(HIT,))
        if self.go_on:
            self.go_on.wait(PATIENCE)
        for answer in self.worded:
            yield Event("written", answer=answer)
        if self.failure:
            raise self.failure
        yield Event("answered", answer=ANSWER)

    def document(self, document_id: str) -> Document:
        if document_id != self.held.id:
            raise WenjuError(f"No document {document_id} in /srv/index")
        return self.held

    def documents(self) -> tuple[Document, ...]:
        return (self.held,)


def asked(assistant: OneAnswer, question: str = "how many?") -> list[Turn]:
    """Every step of a question."""
    return list(QuestionUnderWay(lambda: assistant, Turn(question), ()).steps())


def test_the_passages_are_shown_first_and_then_the_answer_with_all_its_marks_need() -> None:
    reading, answered = asked(OneAnswer())
    assert (reading.stage, [near.title for near in reading.near]) == ("reading", ["Jilin"])
    assert (answered.stage, answered.text, answered.seconds) == ("answered", "484 [1]", {"total": 0.5})
    cited = answered.citation("1")
    assert cited is not None
    assert (cited.quote, cited.start, cited.end, cited.answer_start, cited.answer_end) == (TEXT, 0, 47, 14, 17)
    assert (cited.publisher, cited.date, cited.ranks) == ("briefing.md", "2022-05-26", {"dense": 2, "lexical": 1})


def test_the_question_as_it_was_understood_is_told_from_its_event_on() -> None:
    steps = asked(OneAnswer(understood="how many in Jilin?"))
    assert [step.understood for step in steps] == ["how many in Jilin?"] * 3


def test_wording_follows_wording_until_the_last_answer() -> None:
    steps = asked(OneAnswer(worded=(replace(ANSWER, text="In words: [1]"),)))
    assert [step.stage for step in steps] == ["reading", "writing", "answered"]
    assert [step.text for step in steps] == ["", "In words: [1]", "484 [1]"]


@pytest.mark.parametrize("failure", [ZeroDivisionError("/srv/index"), WenjuError("No index in /srv/index")])
def test_a_failure_is_told_in_the_questions_language_without_its_details(failure: Exception) -> None:
    for question, language in (("how many?", "en"), ("多少人？", "zh")):
        last = asked(OneAnswer(failure), question)[-1]
        assert (last.stage, last.problem) == ("problem", say(problem_of(type(failure), QUESTION_PROBLEMS), language))
        assert "srv" not in last.problem


def test_what_was_worded_with_its_evidence_stays_when_the_wording_breaks_off() -> None:
    last = asked(OneAnswer(OSError("the model has gone"), worded=(ANSWER,)))[-1]
    assert (last.stage, last.text, last.problem) == ("answered", "484 [1]", "")


def test_a_collection_that_cannot_be_opened_is_a_sentence_too() -> None:
    def opening() -> OneAnswer:
        raise WenjuError("No index in /srv/index")

    (last,) = QuestionUnderWay(opening, Turn("how many?"), ()).steps()
    assert last.problem == say(QUESTION_PROBLEMS["WenjuError"], "en")


def test_a_question_that_is_stopped_ends_at_once_although_the_assistant_is_still_busy() -> None:
    assistant = OneAnswer(go_on=threading.Event())
    asking = QuestionUnderWay(lambda: assistant, Turn("how many?"), ())
    steps = asking.steps()
    assert next(steps).stage == "reading"
    asking.stop()
    assert [step.stage for step in steps] == ["stopped"]
    assert assistant.go_on is not None
    assert not assistant.go_on.is_set()
    assistant.go_on.set()


def test_the_assistant_works_in_the_context_of_whoever_waits_by_which_the_queue_knows_them() -> None:
    asker: ContextVar[str] = ContextVar("asker", default="nobody")
    seen: list[str] = []

    def opening() -> OneAnswer:
        seen.append(asker.get())
        return OneAnswer()

    asker.set("anna")
    list(QuestionUnderWay(opening, Turn("how many?"), ()).steps())
    assert seen == ["anna"]


def test_an_empty_and_a_far_too_long_question_never_reach_the_assistant() -> None:
    assistant = OneAnswer()
    with pytest.raises(AskingFailed, match="The question is empty"):
        question_under_way.ask(lambda: assistant, " \n ")
    with pytest.raises(AskingFailed, match="不要超过 4000 个字符"):
        question_under_way.ask(lambda: assistant, "问" * 5_000_000)
    assert assistant.histories == []


def test_only_answers_are_history() -> None:
    refused, failed = Turn("b", stage="not_found", reason="no"), Turn("c", stage="problem", problem="no")
    turns = (Turn("a", stage="answered", text="484 [1]"), refused, failed)
    assert question_under_way.history_of(turns) == (("a", "484 [1]"), ("b", ""), ("c", ""))
    assert len(question_under_way.history_of([Turn("a")] * 500)) == question_under_way.HISTORY_LENGTH


def test_a_source_that_changed_or_went_is_said_to_have_done_so() -> None:
    cited = asked(OneAnswer())[-1].cited[0]
    whole = OneCollection(OneAnswer())
    assert question_under_way.open_source(partial(whole.assistant, "any"), cited).document == DOCUMENT
    changed = OneAnswer(held=Document("jilin", "Jilin", "new " + TEXT, "en"))
    assert question_under_way.open_source(lambda: changed, cited).change == "source_changed"
    gone = OneAnswer(held=Document("other", "Other", TEXT, "en"))
    assert question_under_way.open_source(lambda: gone, cited).change == "source_gone"


def test_a_turn_comes_back_from_json_as_it_was_and_one_under_way_as_stopped() -> None:
    reading, answered = asked(OneAnswer())
    assert turn_from_json(answered.to_json()) == answered
    assert turn_from_json(reading.to_json()).stage == "stopped"
    with pytest.raises((KeyError, TypeError)):
        turn_from_json({"cited": [], "near": [], "question": "q", "unknown": 1})
