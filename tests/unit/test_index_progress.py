"""What indexing tells while it runs, and that it can be ended at any step without harm."""

from pathlib import Path

import pytest

from qa.assistant import Assistant
from qa.errors import Cancelled, IndexMissing, NothingToIndex
from qa.index_builder import build_index, index_version
from qa.indexing.new_generation import WORTH_A_PREVIEW
from qa.retrieval.passage_vectors import Preview
from qa.settings import Settings
from tests.fakes import WordReader, letters, write_texts

SETTINGS = Settings()
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
        ("embedding", 0, 2),
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


def many_texts() -> dict[str, str]:
    """As many passages as are worth a preview, and more."""
    return {f"{number}.txt": f"Town {number} opened its library in {1900 + number}.\n" for number in range(80)}


def test_documents_can_be_asked_by_their_words_before_they_are_embedded(tmp_path: Path) -> None:
    index, embedder = tmp_path / "index", letters()
    texts = write_texts(tmp_path / "texts", TEXTS)
    build_index(texts, index, settings=SETTINGS, embedder=embedder)
    before, told, previews = index_version(index), [], list[Preview]()

    def ask(preview: Preview) -> None:
        told.append("preview")
        previews.append(preview)
        assistant = Assistant.open(preview, make_reader=WordReader)
        assert len(assistant.documents()) == 82
        assert "1933" in assistant.ask("When did Town 33 open its library?").text
        assert index_version(index) == before  # what others read is as it was
        known = [hit for hit in assistant.retrieve("library opened", 20) if "dense" in hit.ranks]
        assert {hit.passage.document_id for hit in known} == {"a.txt"}

    build_index(
        write_texts(texts, many_texts()),
        index,
        settings=SETTINGS,
        embedder=embedder,
        progress=lambda step, done, total: told.append(step),
        preview=ask,
    )
    assert told.index("preview") < told.index("embedding")
    assert told.count("preview") == 1
    assert index_version(index) != before
    # Who was asking goes on, though the folder has another name by now.
    assert "1933" in Assistant.open(previews[0], make_reader=WordReader).ask("When did Town 33 open its library?").text
    whole = Assistant.open(index, make_reader=WordReader, embedder=embedder)
    assert all("dense" in hit.ranks for hit in whole.retrieve("Town 33 opened its library", 5))


def test_a_first_index_can_be_asked_without_any_vector(tmp_path: Path) -> None:
    answers: list[str] = []

    def ask(preview: Preview) -> None:
        answers.append(Assistant.open(preview, make_reader=WordReader).ask("When did Town 33 open its library?").text)

    texts = write_texts(tmp_path / "texts", many_texts() | {"zh.txt": TEXTS["b.txt"]})
    build_index(texts, tmp_path / "index", settings=SETTINGS, embedder=letters(), preview=ask)
    assert "1933" in answers[0]


def test_few_passages_or_known_ones_are_worth_no_preview(tmp_path: Path) -> None:
    def refuse(preview: Preview) -> None:
        pytest.fail("a preview of what is embedded at once")

    few = dict(list(many_texts().items())[: WORTH_A_PREVIEW - 1])
    build_index(
        write_texts(tmp_path / "few", few), tmp_path / "a", settings=SETTINGS, embedder=letters(), preview=refuse
    )
    texts = write_texts(tmp_path / "many", many_texts())
    build_index(texts, tmp_path / "b", settings=SETTINGS, embedder=letters())
    build_index(texts, tmp_path / "b", settings=SETTINGS, embedder=letters(), preview=refuse)


def test_a_run_that_is_cancelled_after_its_preview_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    index, embedder = tmp_path / "index", letters()
    texts = write_texts(tmp_path / "texts", TEXTS)
    build_index(texts, index, settings=SETTINGS, embedder=embedder)
    before, files = index_version(index), sorted(index.rglob("*"))

    def stop(step: str, done: int, total: int) -> None:
        if step == "embedding":
            raise Cancelled

    with pytest.raises(Cancelled):
        build_index(
            write_texts(texts, many_texts()),
            index,
            settings=SETTINGS,
            embedder=embedder,
            progress=stop,
            preview=lambda preview: None,
        )
    assert index_version(index) == before
    assert sorted(index.rglob("*")) == files


def test_passages_are_counted_by_document_and_a_version_needs_an_index(tmp_path: Path) -> None:
    build_index(write_texts(tmp_path / "texts", TEXTS), tmp_path / "index", settings=SETTINGS, embedder=letters())
    assistant = Assistant.open(tmp_path / "index", make_reader=WordReader, embedder=letters())
    assert assistant.passage_counts() == {"a.txt": 1, "b.txt": 1}
    with pytest.raises(IndexMissing):
        index_version(tmp_path / "none")


def test_where_nothing_can_be_indexed_each_file_has_its_reason(tmp_path: Path) -> None:
    files = write_texts(tmp_path, {"empty.txt": " \n", "picture.gif": "x"})
    with pytest.raises(NothingToIndex) as raised:
        build_index(
            [files / "empty.txt", files / "picture.gif"], tmp_path / "index", settings=SETTINGS, embedder=letters()
        )
    assert raised.value.reasons["empty.txt"] == "the file is empty"
    assert raised.value.reasons["picture.gif"].startswith("not one of .txt")
