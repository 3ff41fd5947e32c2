"""The real local model words answers; skipped by name where its packages or its file are not there."""

import os
import time
from pathlib import Path

import pytest

from embeddings import Embedder
from qa import Assistant, Settings, build_index
from qa.answering.wording.language_model import LanguageModel, open_language_model
from qa.answering.wording.sentence_check import unsupported
from qa.types import CITATION_MARK
from tests.requirements import needs
from tests.time_limits import PATIENCE, at_most, wait_until

pytestmark = pytest.mark.quality

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
QUESTIONS = (
    "How many people were held accountable in Jilin?",
    "吉林全省因疫情防控不力一共问责了多少人？",
    "Who led the working group in Jilin?",
)


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    needs("xllamacpp")
    needs("the local language model")
    settings = Settings.from_environment()
    opened = open_language_model("local", cache_folder=settings.cache_folder, url="", seconds=4 * PATIENCE)
    assert opened is not None
    return opened


@pytest.fixture(scope="module")
def assistant(model: LanguageModel, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    settings = Settings.from_environment()
    folder = tmp_path_factory.mktemp("index")
    embedder = Embedder(settings.embedding_model, cache_folder=settings.cache_folder, precision=settings.precision)
    build_index([CORPUS], folder, embedder=embedder)
    assert not isinstance(model.chat, MemoryError)
    return Assistant.open(folder, language_model=model.chat, settings=settings, embedder=embedder)


def test_no_port_is_open(model: LanguageModel) -> None:
    """Of the listening addresses of this machine none belongs to this process; it talks to the runtime by a file."""
    tables = [Path("/proc/self/net/tcp"), Path("/proc/self/net/tcp6")]
    if not tables[0].exists():
        pytest.skip("this system does not tell its listening addresses in /proc")
    rows = [line.split() for table in tables if table.exists() for line in table.read_text("ascii").splitlines()[1:]]
    listening = {f"socket:[{row[9]}]" for row in rows if row[3] == "0A"}
    own = {os.readlink(one) for one in Path("/proc/self/fd").iterdir() if one.is_symlink()}
    assert not listening & own


def test_a_cancelled_answer_stops_the_model_within_two_seconds(model: LanguageModel) -> None:
    assert not isinstance(model.chat, MemoryError)
    stream = model.chat.stream("Count from one to one thousand in words.")
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    with at_most(3):
        wait_until(_is_idle)


def _is_idle() -> bool:
    """Whether all threads of this process together worked less than a third of the next second."""
    before = time.process_time()
    time.sleep(1)
    return time.process_time() - before < 0.3


def test_what_is_shown_holds_no_figure_without_a_quote_and_is_the_same_twice(assistant: Assistant) -> None:
    worded = 0
    for question in QUESTIONS:
        events = list(assistant.stream(question))
        first, second = events[-1].answer, assistant.ask(question)
        assert first is not None
        assert first.text == second.text
        assert first.reason == ""
        quotes = "\n".join(f"{one.quote}\n{one.title}" for one in first.citations)
        assert unsupported(CITATION_MARK.sub(" ", first.text), quotes) == ()
        worded += any(event.name == "written" for event in events)
    assert worded >= 1
