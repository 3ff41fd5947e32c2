"""What indexing tells while it runs, and that it can be ended at any step without harm."""

from pathlib import Path

import pytest

from qa.assistant import Assistant
from qa.errors import Cancelled, IndexMissing, NothingToIndex
from qa.indexing import build_index, index_version
from qa.settings import Settings
from tests.fakes import letters, write_texts

SETTINGS = Settings(reader="plain")
TEXTS = {"a.txt": "The library opened in 1910.\n", "b.txt": "图书馆于1911年开放。\n"}


def test_each_step_is_told_in_order_with_its_counts(tmp_path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    paths = [write_texts(tmp_path / "texts", TEXTS)]
    build_index(
        paths, tmp_path / "index", settings=SETTINGS, embedder=letters(), progress=lambda *step: steps.append(step)
    )
    assert steps == [
        ("reading", 1, 0),
        ("reading", 2, 0),
        ("embedding", 1, 2),
        ("embedding", 2, 2),
        ("indexing", 0, 1),
    ]


@pytest.mark.parametrize("step", ["reading", "embedding", "indexing"])
def test_a_run_that_is_cancelled_at_any_step_leaves_the_index_as_it_was(tmp_path: Path, step: str) -> None:
    index, embedder = tmp_path / "index", letters()
    texts = write_texts(tmp_path / "texts", TEXTS)
    build_index(texts, index, settings=SETTINGS, embedder=embedder)
    before = index_version(index)
    write_texts(texts, {"c.txt": "The museum opened in 1950.\n"})

    def stop(name: str, done: int, total: int) -> None:
        if name == step:
            raise Cancelled

    with pytest.raises(Cancelled):
        build_index(texts, index, settings=SETTINGS, embedder=embedder, progress=stop)
    assert index_version(index) == before
    assert build_index(texts, index, settings=SETTINGS, embedder=embedder).added == 1
    assert index_version(index) != before


def test_passages_are_counted_by_document_and_a_version_needs_an_index(tmp_path: Path) -> None:
    build_index(write_texts(tmp_path / "texts", TEXTS), tmp_path / "index", settings=SETTINGS, embedder=letters())
    assistant = Assistant.open(tmp_path / "index", settings=SETTINGS, embedder=letters())
    assert assistant.passage_counts() == {"a.txt": 1, "b.txt": 1}
    with pytest.raises(IndexMissing):
        index_version(tmp_path / "none")


def test_where_nothing_can_be_indexed_each_file_has_its_reason(tmp_path: Path) -> None:
    files = write_texts(tmp_path, {"empty.txt": " \n", "picture.png": "x"})
    with pytest.raises(NothingToIndex) as raised:
        build_index(
            [files / "empty.txt", files / "picture.png"], tmp_path / "index", settings=SETTINGS, embedder=letters()
        )
    assert raised.value.reasons["empty.txt"] == "the file is empty"
    assert raised.value.reasons["picture.png"].startswith("not one of .txt")
