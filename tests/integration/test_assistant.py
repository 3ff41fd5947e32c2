"""From a folder to a checked answer with a fake embedder: what holds whatever the model."""

import contextlib
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

# The trained reader needs the real model; what is tested here holds for any.
from benchmarks.plain_reader import PlainReader
from qa import Answer, Assistant, Settings, build_index
from qa.errors import BadQuestion, BadSetting, IndexMismatch, IndexMissing
from qa.language import figures
from qa.types import CITATION_MARK
from tests.fakes import letters, write_texts

pytestmark = pytest.mark.integration

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
QUESTIONS = (
    "how many people were held accountable in Jilin",
    "吉林省追责问责了多少人？",
    "How many people had cases filed and how many were removed from office in Chenzhou?",
    "Who led the working group?",
    "长春和四平分别发现多少问题？",
    "When did Jilin hold the meeting on spring ploughing?",
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    build_index([CORPUS], folder, embedder=letters())
    return folder


@pytest.fixture(scope="module")
def assistant(index: Path) -> Assistant:
    return Assistant.open(index, make_reader=PlainReader, embedder=letters())


def _check_promise(answer: Answer, assistant: Assistant) -> None:
    """Quotes are the document's own characters, and every mark has its citation."""
    for one in answer.citations:
        text = assistant.document(one.document_id).text
        assert text[one.start : one.end] == one.quote
        if one.answer_start is not None:
            assert one.start <= one.answer_start < (one.answer_end or 0) <= one.end
    assert {int(number) for number in CITATION_MARK.findall(answer.text)} == {one.number for one in answer.citations}


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quote_is_the_documents_own_text(assistant: Assistant, question: str) -> None:
    _check_promise(assistant.ask(question), assistant)


def test_the_same_question_twice_gives_the_same_answer(assistant: Assistant) -> None:
    first, second = (assistant.ask(QUESTIONS[0]).to_json() for _ in range(2))
    first.pop("seconds")
    second.pop("seconds")
    assert first == second


def test_invisible_marks_change_nothing_and_the_question_stays_as_it_was_asked(assistant: Assistant) -> None:
    marked = "吉\u200b林省追责问责了\u202e多少人？\x00"
    assert assistant.ask(marked).question == marked
    assert assistant.ask(marked).text == assistant.ask("吉林省追责问责了多少人？").text


def test_a_stream_ends_with_the_answer_after_what_was_found(assistant: Assistant) -> None:
    events = list(assistant.stream(QUESTIONS[1]))
    assert [event.name for event in events] == ["retrieved", "answered"]
    assert events[0].hits == events[1].hits != ()
    assert events[1].answer is not None
    assert events[1].answer.text == assistant.ask(QUESTIONS[1]).text


def test_the_seconds_name_each_step(assistant: Assistant) -> None:
    assert list(assistant.ask(QUESTIONS[0]).seconds) == ["retrieve", "read", "compose", "total"]


def test_a_place_that_no_document_names_is_refused_by_name(assistant: Assistant) -> None:
    english = assistant.ask("How many people were held accountable in Shanghai?")
    chinese = assistant.ask("北京市一共追责问责了多少人？")
    assert (english.status, english.citations) == ("not_found", ())
    assert english.reason == "Shanghai is not in these documents."
    assert "北京" in chinese.reason


def test_hits_come_best_first_and_no_more_than_asked_for(assistant: Assistant) -> None:
    hits = assistant.retrieve(QUESTIONS[0], limit=4)
    assert len(hits) == 4
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("question", ["", "   ", "?!。", "\x00\x01", "😀😀", "\u200b\u202e"])
def test_a_question_without_words_is_refused_in_words(assistant: Assistant, question: str) -> None:
    with pytest.raises(BadQuestion, match="question is empty"):
        assistant.ask(question)


def test_a_question_of_100_000_characters_is_refused_at_once(assistant: Assistant) -> None:
    with pytest.raises(BadQuestion, match="100,000 characters; the limit is 4,000"):
        assistant.ask("问" * 100_000)


@pytest.mark.parametrize(
    "question",
    [
        '" OR * NEAR(a b) -x AND',
        "words:\"x\" OR pairs:'y' ; DROP TABLE passages",
        "(" * 2000 + "吉林",
        "Jilin " * 600,
        "¿Cuántas personas fueron sancionadas en Jilin?",
        "吉林\x00问责\u202e多少人",
        "{place} {0} %s [1] **bold**",
        "a" * 3999,
    ],
)
def test_a_hostile_question_gets_an_answer_or_a_refusal(assistant: Assistant, question: str) -> None:
    _check_promise(assistant.ask(question), assistant)


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=80))
def test_any_text_gets_an_answer_a_refusal_or_a_clear_error(assistant: Assistant, question: str) -> None:
    with contextlib.suppress(BadQuestion):
        _check_promise(assistant.ask(question), assistant)


def test_askers_in_several_threads_get_the_same_answers(assistant: Assistant) -> None:
    expected = [assistant.ask(question).text for question in QUESTIONS]
    given_answers: dict[int, list[str]] = {}

    def work(number: int) -> None:
        given_answers[number] = [assistant.ask(question).text for question in QUESTIONS]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(given_answers.values()) == [expected] * 6


def test_an_answer_goes_on_over_the_index_it_opened_while_a_new_one_is_written(tmp_path: Path) -> None:
    folder = write_texts(tmp_path / "files", {"a.txt": "长春解决问题8586个。"})
    build_index([folder], tmp_path / "index", embedder=letters())
    before = Assistant.open(tmp_path / "index", make_reader=PlainReader, embedder=letters())
    write_texts(folder, {"a.txt": "长春解决问题9000个。"})
    build_index([folder], tmp_path / "index", embedder=letters())
    after = Assistant.open(tmp_path / "index", make_reader=PlainReader, embedder=letters())
    assert before.document("a.txt").text == "长春解决问题8586个。"
    assert after.document("a.txt").text == "长春解决问题9000个。"
    assert before.retrieve("长春解决多少问题")[0].passage.text == "长春解决问题8586个。"


def test_an_index_of_another_model_is_refused_with_what_to_do(index: Path) -> None:
    with pytest.raises(IndexMismatch, match=r"was built with the embedding model 'letters'.*qa index PATH"):
        Assistant.open(index, embedder=letters("other"))


def test_a_missing_index_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match=r"No index in .*Build it with: qa index PATH"):
        Assistant.open(tmp_path, make_reader=PlainReader, embedder=letters())


def test_an_unknown_language_model_is_refused(index: Path) -> None:
    with pytest.raises(BadSetting, match="language model 'huge' is not known"):
        Assistant.open(index, language_model="huge", make_reader=PlainReader, embedder=letters())


def test_settings_are_values_that_are_passed_in(index: Path) -> None:
    assistant = Assistant.open(
        index, settings=Settings(max_question_length=10), make_reader=PlainReader, embedder=letters()
    )
    with pytest.raises(BadQuestion, match="the limit is 10"):
        assistant.ask(QUESTIONS[0])


CHANGCHUN = ("How many problems did Changchun solve?", "8,586: “…”[1]")


def test_a_follow_up_is_answered_as_it_was_understood_and_keeps_its_words(assistant: Assistant) -> None:
    events = list(assistant.stream("and in Siping?", [CHANGCHUN]))
    alone = "How many problems did Siping solve?"
    assert [event.name for event in events] == ["understood", "retrieved", "answered"]
    assert events[0].question == alone
    answer = events[-1].answer
    assert answer is not None
    assert (answer.question, answer.understood) == ("and in Siping?", alone)
    assert answer.text == assistant.ask(alone).text
    _check_promise(answer, assistant)


def test_a_place_in_lower_case_is_carried_by_the_dictionary(assistant: Assistant) -> None:
    answer = assistant.ask("and in mayang", [("how many people were removed from office in chenzhou", "four")])
    assert answer.understood == "how many people were removed from office in mayang"


def test_a_question_that_stands_alone_is_answered_as_without_a_conversation(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTIONS[1], [CHANGCHUN])
    assert answer.understood == ""
    assert answer.text == assistant.ask(QUESTIONS[1]).text


@pytest.mark.parametrize(
    "question",
    [
        "Did Changchun or Jilin City solve more problems?",
        "四平和延边州一共整改了多少个问题？",
        "Which cities had people removed from office?",
        "奥健公司为什么产能放不出来？",
        "summarise the report on Jilin",
        "概括越秀的报告",
        "summarise the report on Shanghai",
    ],
)
def test_every_kind_of_answer_quotes_what_it_says(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    _check_promise(answer, assistant)
    quoted = {one.value for citation in answer.citations for one in figures(citation.quote)}
    told = CITATION_MARK.sub("", answer.text)
    results = [one.value for one in figures(told)] if answer.citations else []
    # All but the result of a formula, which stands at most twice.
    assert len({value for value in results if value not in quoted}) <= 1


def test_a_summary_is_of_the_document_that_its_question_names(assistant: Assistant) -> None:
    answer = assistant.ask("概括越秀的报告")
    assert {one.document_id for one in answer.citations} == {"zh/yuexiu-2021.md"}
    assert [one.start for one in answer.citations] == sorted(one.start for one in answer.citations)
    refused = assistant.ask("summarise the report on Shanghai")
    assert refused.reason == "No document is about that. Looked for: Shanghai."
