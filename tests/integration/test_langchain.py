"""Wenju through LangChain: its own standard tests for retrievers, and what our runnable gives."""

import copy
import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from langchain_core.documents.base import Blob
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests

from benchmarks.sample_files import Block, xlsx
from qa import Assistant, build_index
from qa.documents.blob_parser import WenjuBlobParser
from qa.errors import BadQuestion, DocumentUnreadable, WrongUse
from qa.langchain import WenjuRetriever
from tests.fakes import WordReader, letters

pytestmark = pytest.mark.integration

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
_OPENED: list[Assistant] = []


@pytest.fixture(scope="module", autouse=True)
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("index")
    build_index([CORPUS], folder, embedder=letters())
    _OPENED[:] = [Assistant.open(folder, make_reader=WordReader, embedder=letters())]
    return _OPENED[0]


class TestWenjuRetriever(RetrieversIntegrationTests):
    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return WenjuRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"assistant": _OPENED[0]}

    @property
    def retriever_query_example(self) -> str:
        return "how many people were held accountable in Jilin"


def test_metadata_is_json_and_points_to_the_text(assistant: Assistant) -> None:
    documents = assistant.as_retriever(limit=3).invoke("吉林问责多少人")
    assert len(documents) == 3
    for one in documents:
        assert json.loads(json.dumps(one.metadata)) == one.metadata
        text = assistant.document(one.metadata["document_id"]).text
        assert text[one.metadata["start"] : one.metadata["end"]] == one.page_content


def test_the_runnable_gives_the_json_of_the_answer(assistant: Assistant) -> None:
    question = "吉林问责多少人"
    given = assistant.as_runnable().invoke(question)
    expected = assistant.ask(question).to_json()
    assert list(given) == list(expected)
    assert given["citations"] == expected["citations"]


def test_the_runnable_answers_batches_in_order(assistant: Assistant) -> None:
    questions = ["吉林问责多少人", "Who led the group?"]
    assert [one["question"] for one in assistant.as_runnable().batch(questions)] == questions


def test_the_runnable_takes_a_question_with_its_history(assistant: Assistant) -> None:
    runnable: Any = assistant.as_runnable()
    history = [{"role": "user", "content": "吉林问责多少人"}, {"role": "assistant", "content": "484人。[1]"}]
    given = runnable.invoke({"question": "那长春呢？", "history": history})
    assert given["understood"] == assistant.ask("那长春呢？", [("吉林问责多少人", "484人。[1]")]).understood != ""


@pytest.mark.parametrize("asked", [None, 5, {}, {"query": "who"}, {"question": None}, {"question": "who", "k": 3}])
def test_what_is_no_question_is_told(assistant: Assistant, asked: Any) -> None:
    with pytest.raises(BadQuestion, match="question"):
        assistant.as_runnable().invoke(asked)
    with pytest.raises(BadQuestion, match="of the type NoneType"):
        assistant.ask(None)  # type: ignore[arg-type]


@pytest.mark.parametrize("limit", [-1, 0, 1.5, None])
def test_a_limit_below_one_is_told(assistant: Assistant, limit: Any) -> None:
    with pytest.raises(WrongUse, match="The limit is"):
        assistant.retrieve("吉林问责多少人", limit=limit)


def test_a_retriever_can_be_copied_and_pickled(assistant: Assistant) -> None:
    retriever = assistant.as_retriever(limit=2)
    question = "吉林问责多少人"
    expected = [one.id for one in retriever.invoke(question)]
    for again in (copy.copy(retriever), copy.deepcopy(retriever), pickle.loads(pickle.dumps(retriever))):
        assert [one.id for one in again.invoke(question)] == expected


def test_an_assistant_that_was_not_opened_from_a_folder_says_that_it_cannot_be_pickled(assistant: Assistant) -> None:
    made = Assistant(assistant._index, assistant._answerer._reader, max_question_length=100)
    with pytest.raises(TypeError, match="opened from a folder"):
        pickle.dumps(made)


def test_a_file_is_a_blob_of_parts() -> None:
    book = xlsx([Block("table", rows=(("City", "People"), ("Ash", "5")))])
    parsed = WenjuBlobParser().parse(Blob.from_data(book, path="towns.xlsx", metadata={"shelf": "a"}))
    rows = [(one.metadata["part"], one.page_content) for one in parsed]
    assert rows[-1] == ("Sheet, row 2", "| Ash | 5 |\n")
    assert {one.metadata["shelf"] for one in parsed} == {"a"}
    (plain,) = WenjuBlobParser().parse(Blob.from_data("The library opened in 1910.", path="a.txt"))
    assert (plain.page_content, plain.metadata["part"]) == ("The library opened in 1910.", "")
    with pytest.raises(DocumentUnreadable, match="damaged"):
        WenjuBlobParser().parse(Blob.from_data(b"PK\x03\x04", path="a.docx"))
