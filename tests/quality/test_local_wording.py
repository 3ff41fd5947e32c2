"""The real local model words answers; skipped by name where its packages or its file are not there."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from embeddings import Embedder
from qa import Assistant, Settings, build_index
from qa.answering.figures import unsupported
from qa.answering.local_model import FILE_BYTES, FILE_NAME
from qa.types import CITATION_MARK

pytestmark = pytest.mark.quality

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
QUESTIONS = (
    "How many people were held accountable in Jilin?",
    "吉林全省因疫情防控不力一共问责了多少人？",
    "Who led the working group?",
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    settings = Settings.from_environment()
    file = settings.cache_folder / FILE_NAME
    if find_spec("xllamacpp") is None:
        pytest.skip("the extra local-llm is not installed")
    if not file.exists() or file.stat().st_size != FILE_BYTES:
        pytest.skip(f"{FILE_NAME} is not in the cache folder; make local-model puts it there")
    folder = tmp_path_factory.mktemp("index")
    embedder = Embedder(settings.embedding_model, cache_folder=settings.cache_folder, precision=settings.precision)
    build_index([CORPUS], folder, embedder=embedder)
    return Assistant.open(folder, language_model="local", settings=settings, embedder=embedder)


@pytest.mark.timeout(600)
def test_what_is_shown_holds_no_figure_without_a_quote_and_is_the_same_twice(assistant: Assistant) -> None:
    worded = 0
    for question in QUESTIONS:
        first, second = assistant.ask(question), assistant.ask(question)
        assert first.text == second.text
        assert first.reason == ""
        quotes = "\n".join(f"{one.quote}\n{one.title}" for one in first.citations)
        assert unsupported(CITATION_MARK.sub(" ", first.text), quotes) == ()
        worded += not first.text.startswith(first.citations[0].answer)
    assert worded >= 1
