"""Wenju through LangChain: its own standard tests for retrievers, and what our runnable gives."""

import json
from pathlib import Path
from typing import Any

import pytest
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests

from qa import Assistant, build_index
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
