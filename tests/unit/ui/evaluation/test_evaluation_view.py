"""The view Evaluate without a browser: a run is kept and exported, a fault is a sentence."""

from pathlib import Path
from typing import Any

import pytest

from qa import Assistant, Preview, Settings
from tests.fakes import WordReader, letters, write_texts
from ui.collections.collections import Collections
from ui.collections.registry import DEFAULT
from ui.collections.uploads import Upload
from ui.evaluation.evaluation_view import EvaluationView

SETTINGS = Settings()
QUESTION = '{"id": "1", "question": "when did the library open?", "answers": ["1910"], "doc_id": "a.txt"}\n'


def opened(index: Path | Preview, embedder: Any) -> Assistant:
    return Assistant.open(index, make_reader=WordReader, embedder=embedder)


@pytest.fixture
def collections(tmp_path: Path) -> Collections:
    return Collections(tmp_path / "data", opened, settings=SETTINGS, embedder=letters())


def upload(folder: Path, name: str, text: str) -> Upload:
    path = write_texts(folder, {name: text}) / name
    return Upload(name, path, path.stat().st_size)


def test_a_run_of_questions_is_kept_with_its_collection_and_exported(collections: Collections, tmp_path: Path) -> None:
    collections.index(DEFAULT, [upload(tmp_path, "a.txt", "The library opened in 1910.\n")])
    view = EvaluationView(collections, built_in=None)
    *_, last = view.run_uploaded(DEFAULT, [upload(tmp_path, "q.jsonl", QUESTION)])
    assert last == ""
    assert "Every answer is right." in view.report(DEFAULT)
    assert '"name": "wenju-evaluation-' in view.export(DEFAULT, "csv")
    assert view.export(DEFAULT, "exe") == view.export(collections.create("new"), "json") == ""
    assert "data-run" not in view.start(DEFAULT)


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("q.csv", "question,answers\nwho?,x\n,y\n", "Line 3 of the file has no “question”."),
        ("q.jsonl", "{\n", "Line 1 of the file is no row that can be read."),
        ("q.jsonl", "\n", "There is no question in this file."),
        ("q.txt", QUESTION, "A set of questions is one file, .jsonl or .csv"),
        ("q.jsonl", QUESTION, "This collection has no documents yet."),
    ],
)
def test_a_set_that_cannot_be_run_is_told_in_words(
    collections: Collections, tmp_path: Path, name: str, text: str, sentence: str
) -> None:
    *_, last = EvaluationView(collections, None).run_uploaded(DEFAULT, [upload(tmp_path, name, text)])
    assert sentence in last
    assert str(tmp_path) not in last
    *_, again = EvaluationView(collections, None).run_uploaded(DEFAULT, [upload(tmp_path, name, text)])
    assert again == last
