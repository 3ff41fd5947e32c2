"""The steps of an answer with a scripted language model, through the same constructor as a real one."""

import threading
import time
from pathlib import Path

import pytest

from benchmarks.plain_reader import PlainReader
from qa import Answer, Assistant, Event, Settings, build_index
from qa.errors import BadSetting
from qa.types import CITATION_MARK
from tests.fakes import ScriptedChatModel, letters, write_texts
from tests.requirements import needs
from tests.time_limits import PATIENCE

pytestmark = pytest.mark.integration

SETTINGS = Settings(language_model_seconds=10)
TEXT = "Across Jilin, 484 people were held accountable. Zhang Zhong led the working group.\n"
HOW_MANY = "How many people were held accountable in Jilin?"
RIGHT = "In Jilin, 484 people were held accountable."


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    build_index([write_texts(folder / "documents", {"report.md": TEXT})], folder, settings=SETTINGS, embedder=letters())
    return folder


def _opened(index: Path, chat: ScriptedChatModel) -> Assistant:
    return Assistant.open(index, language_model=chat, settings=SETTINGS, make_reader=PlainReader, embedder=letters())


def _answer(event: Event) -> Answer:
    assert event.answer is not None
    return event.answer


def test_the_quotes_come_at_once_then_each_checked_sentence_then_the_end(index: Path) -> None:
    chat = ScriptedChatModel(says=lambda _: f"{RIGHT} Over 900 people were held accountable in Jilin.")
    retrieved, quoted, *written, last = _opened(index, chat).stream(HOW_MANY)
    assert [retrieved.name, quoted.name, last.name] == ["retrieved", "quoted", "answered"]
    assert [one.name for one in written] == ["written"]
    assert "“Across Jilin, 484 people were held accountable.”" in _answer(quoted).text
    assert _answer(written[0]).text == f"{RIGHT}[1]"
    assert _answer(last).text == f"{RIGHT}[1]"
    for event in (quoted, *written, last):
        marks = {int(number) for number in CITATION_MARK.findall(_answer(event).text)}
        assert marks == {one.number for one in _answer(event).citations}
    assert set(_answer(last).seconds) == {"retrieve", "read", "compose", "write", "total"}


def test_where_nothing_survives_the_quotes_stand(index: Path) -> None:
    chat = ScriptedChatModel(says=lambda _: "In Jilin, 485 people were held accountable.")
    quoted, last = list(_opened(index, chat).stream(HOW_MANY))[1:]
    assert (_answer(last).text, _answer(last).reason) == (_answer(quoted).text, "")


def test_without_a_language_model_there_are_two_steps(index: Path) -> None:
    assistant = Assistant.open(index, settings=SETTINGS, make_reader=PlainReader, embedder=letters())
    assert [event.name for event in assistant.stream(HOW_MANY)] == ["retrieved", "answered"]


def test_a_refusal_is_not_put_into_words(index: Path) -> None:
    chat = ScriptedChatModel(says=lambda _: RIGHT, prompts=[])
    answer = _opened(index, chat).ask("Which bridge in Toronto was painted green?")
    assert answer.status == "not_found"
    assert chat.prompts == []


def test_a_result_that_was_worked_out_and_a_summary_are_not_put_into_words(tmp_path: Path) -> None:
    texts = {
        f"{city}.md": f"# Report on {city}\n\nIn 2022, inspectors solved {solved} problems in {city}.\n"
        for city, solved in (("Changchun", 686), ("Siping", 120))
    }
    built = tmp_path / "index"
    build_index([write_texts(tmp_path / "documents", texts)], built, settings=SETTINGS, embedder=letters())
    chat = ScriptedChatModel(says=lambda _: "In 2022, inspectors solved 120 problems in Siping.", prompts=[])
    assistant = _opened(built, chat)
    compared = assistant.ask("Did Changchun or Siping solve more problems?")
    summary = assistant.ask("summarise the report on Siping")
    assert "686 > 120" in compared.text
    assert summary.text == "“In 2022, inspectors solved 120 problems in Siping.”[1]"
    assert chat.prompts == []


def test_a_failing_model_leaves_the_quotes_and_says_so(index: Path) -> None:
    chat = ScriptedChatModel(says=lambda _: RIGHT, failure=ConnectionError("refused"))
    answer = _opened(index, chat).ask(HOW_MANY)
    assert "“Across Jilin, 484 people were held accountable.”" in answer.text
    assert answer.reason == ("The language model failed, so the sources are quoted (ConnectionError: refused).")


def test_closing_the_stream_stops_the_model_within_two_seconds(index: Path) -> None:
    chat = ScriptedChatModel(says=lambda _: f"{RIGHT} " + "More. " * 10_000, pause=0.005, written=[])
    stream = _opened(index, chat).stream(HOW_MANY)
    assert next(event for event in stream if event.name == "written")
    stream.close()  # type: ignore[attr-defined]
    time.sleep(0.5)
    written = len(chat.written)
    time.sleep(0.5)
    assert len(chat.written) == written


def test_eight_askers_at_once_all_get_their_own_answer(index: Path) -> None:
    assistant = _opened(index, ScriptedChatModel(says=lambda _: RIGHT, pause=0.002))
    texts: list[str] = []
    threads = [threading.Thread(target=lambda: texts.append(assistant.ask(HOW_MANY).text)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert texts == [f"{RIGHT}[1]"] * 8


def test_a_model_too_large_for_the_memory_leaves_the_quotes_and_says_so(index: Path, tmp_path: Path) -> None:
    needs("xllamacpp")
    file = tmp_path / "huge.gguf"
    with file.open("wb") as opened:
        opened.write(b"GGUF")
        opened.truncate(10**13)  # a hole: it takes no room on the disk
    answer = Assistant.open(
        index, language_model=str(file), settings=SETTINGS, make_reader=PlainReader, embedder=letters()
    ).ask(HOW_MANY)
    assert "“Across Jilin, 484 people were held accountable.”" in answer.text
    assert answer.reason.startswith(
        "The language model failed, so the sources are quoted (not enough memory: 10,000,400 MB"
    )


def test_an_unknown_name_is_refused(index: Path) -> None:
    with pytest.raises(BadSetting, match="is not known"):
        Assistant.open(index, language_model="clever", settings=SETTINGS, make_reader=PlainReader, embedder=letters())
