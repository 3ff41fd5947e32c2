"""A language model beside the first reader: what both say gains, what one denies loses, what fails changes nothing."""

import json
from collections.abc import Callable

import pytest

from qa.answering.answers.by_form import Read
from qa.answering.model_reading.model_reader import ModelReader, SecondReading
from qa.answering.wording.language_model import LanguageModel
from qa.language import detect
from qa.question.subject import subjects
from qa.retrieval import bridge
from qa.retrieval.dictionary import Dictionary
from qa.settings import Settings
from qa.types import Evidence, Question
from tests.fakes import ScriptedChatModel
from tests.sources import found, shelf, source

DEPOTS = source(
    "depots.txt",
    "The Oak depot has 61 buses. The Birch depot has 44 buses. At the Oak depot 12 drivers work."
    " At the Oak depot 9 cleaners work.",
    language="en",
)
OAK = "How many buses does the Oak depot have?"
RIGHT = found(DEPOTS, "The Oak depot has 61 buses.", "61", 0.5)
WRONG = found(DEPOTS, "The Birch depot has 44 buses.", "44", 0.5)
BAR = 0.2


def reply(*numbers: int, words: str = "", answer: str = "") -> str:
    return json.dumps({"stated": bool(numbers), "sentences": list(numbers), "words": words, "answer": answer})


YES = reply(1, words="61", answer="The Oak depot has 61 buses.")
NO = reply()


def _supports(reading: SecondReading) -> dict[str, float]:
    return {one.span_text: one.support for one in reading.evidence or ()}


@pytest.fixture(scope="module")
def read() -> Callable[..., SecondReading]:
    """What a model's replies, one after another, make of what the first reader found."""
    dictionary = Dictionary(Settings().cache_folder)

    def second(replies: list[str], *evidence: Evidence, asked: str = OAK, sure: float = 0.9) -> SecondReading:
        left = list(replies)
        chat = ScriptedChatModel(says=lambda _: left.pop(0))
        terms = bridge.terms(asked, dictionary)
        question = Question(asked, detect(asked), terms, subjects(asked, terms))
        model = LanguageModel(chat, 10, trust=0.8)
        reader = ModelReader(model, lambda text: bridge.terms(text, dictionary), shelf([DEPOTS]))
        enough = tuple(one for one in evidence if one.support >= BAR)
        best = max((one.support for one in evidence), default=0.0)
        hits = (RIGHT.hit,)
        first = Read(question, hits, enough, "" if enough else "unsure", best, sure, evidence, hits)
        reading = reader.read(question, first, bars=lambda _: BAR)
        assert left == []
        return reading

    return second


def test_what_both_readers_say_gains(read: Callable[..., SecondReading]) -> None:
    reading = read([YES], RIGHT)
    # Both would have to err: 1 - (1 - 0.5) * (1 - 0.8).
    assert _supports(reading) == {"61": pytest.approx(0.9)}
    assert (reading.sentence, reading.note) == ("The Oak depot has 61 buses.", None)


def test_what_only_the_model_finds_is_evidence_of_its_worth(read: Callable[..., SecondReading]) -> None:
    reading = read([YES])
    assert _supports(reading) == {"61": pytest.approx(0.8)}


def test_an_answer_about_another_gives_way_to_a_claim_that_holds(read: Callable[..., SecondReading]) -> None:
    reading = read([YES], WRONG)
    assert _supports(reading) == {"61": pytest.approx(0.8)}


def test_an_answer_that_holds_stays_but_is_not_sure_any_more(read: Callable[..., SecondReading]) -> None:
    asked = "How many work at the Oak depot?"
    twelve = found(DEPOTS, "At the Oak depot 12 drivers work.", "12 drivers", 0.95)
    reading = read([reply(4, words="9 cleaners", answer="9 cleaners")], twelve, asked=asked)
    assert reading.evidence is None
    assert reading.note == "model_differs"
    # 0.95 * 0.2 / (0.95 * 0.2 + 0.05 * 0.8)
    assert reading.doubted == pytest.approx(0.826, abs=0.001)


def test_what_the_model_does_not_find_stays_where_it_was_sure(read: Callable[..., SecondReading]) -> None:
    sure = found(DEPOTS, "The Oak depot has 61 buses.", "61", 0.95)
    reading = read([NO], sure)
    assert (reading.evidence, reading.note) == (None, "model_not_stated")
    assert reading.doubted == pytest.approx(0.826, abs=0.001)


def test_what_was_hardly_sure_is_refused_where_the_model_does_not_find_it(read: Callable[..., SecondReading]) -> None:
    weak = found(DEPOTS, "The Oak depot has 61 buses.", "61", 0.4)
    for denied in (read([NO], weak), read([NO], found(DEPOTS, "The Birch depot has 44 buses.", "44", 0.8))):
        assert denied.evidence is not None
        assert [one.support for one in denied.evidence] == [0.0]


def test_a_reply_that_does_not_hold_is_asked_for_once_more(read: Callable[..., SecondReading]) -> None:
    wrong = reply(1, words="62", answer="The Oak depot has 62 buses.")
    repaired = read([wrong, YES])
    assert repaired.evidence is not None
    assert [one.span_text for one in repaired.evidence] == ["61"]
    assert read([wrong, wrong], RIGHT) == SecondReading()


@pytest.mark.parametrize("half", [YES[:-12], "{", '{"answer": "61"}'])
def test_a_reply_that_cannot_be_read_changes_nothing_and_says_so(read: Callable[..., SecondReading], half: str) -> None:
    assert read([half, half], RIGHT) == SecondReading(note="model_unreadable")
    repaired = read([half, YES], RIGHT)
    assert repaired.evidence is not None


def test_plain_sentences_are_a_draft_of_the_answer(read: Callable[..., SecondReading]) -> None:
    assert read(["The Oak depot has 61 buses."], RIGHT) == SecondReading(draft="The Oak depot has 61 buses.")
