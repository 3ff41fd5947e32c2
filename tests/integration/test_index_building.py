"""Indexing over real files with a fake embedder: what is kept, embedded, renamed; and D10, determinism."""

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings import Embedder
from qa.errors import DocumentMissing, WrongUse
from qa.index_builder import build_index, remove_document
from qa.indexing.index_report import IndexReport
from qa.retrieval.dictionary import Dictionary
from qa.retrieval.generations import current
from qa.retrieval.knowledge_base import KnowledgeBase
from qa.retrieval.retriever import Retriever
from qa.settings import Settings
from tests.fakes import LetterEmbedder, letters, write_texts

pytestmark = pytest.mark.integration

SETTINGS = Settings()
TEXTS = {f"{name}.txt": f"{name} library opened in 19{number}.\n" for number, name in enumerate("abcdef", start=10)}


def index(folder: Path, *paths: Path, embedder: Embedder | None = None) -> IndexReport:
    return build_index(paths, folder, settings=SETTINGS, embedder=embedder or letters())


def opened(folder: Path) -> KnowledgeBase:
    return KnowledgeBase(current(folder)[0], dimension=current(folder)[1].dimension)


def ids(folder: Path) -> list[str]:
    return [stored.document.id for stored in opened(folder).documents()]


def counts(report: IndexReport) -> tuple[int, int, int, int]:
    return report.documents, report.added, report.changed, report.removed


class CountingEmbedder(LetterEmbedder):
    """Breaks off after so many texts, as a killed run does."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def encode_passages(
        self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """The vectors, until the limit is reached."""
        if len(self.passages) + len(texts) > self.limit:
            raise KeyboardInterrupt
        return super().encode_passages(texts, progress=progress)


def counting(limit: int = 10**9) -> tuple[CountingEmbedder, Embedder]:
    one = CountingEmbedder(limit)
    return one, one  # type: ignore[return-value]


def test_added_changed_and_removed_documents_are_counted(tmp_path: Path) -> None:
    source, folder = write_texts(tmp_path / "texts", TEXTS), tmp_path / "index"
    assert counts(index(folder, source)) == (6, 6, 0, 0)
    assert counts(index(folder, source)) == (6, 0, 0, 0)
    (source / "a.txt").unlink()
    write_texts(source, {"b.txt": "Another text.\n", "g.txt": "A new one.\n"})
    assert counts(index(folder, source)) == (6, 1, 1, 1)
    assert ids(folder) == ["b.txt", "c.txt", "d.txt", "e.txt", "f.txt", "g.txt"]


def test_unchanged_text_is_not_embedded_again(tmp_path: Path) -> None:
    source, folder = write_texts(tmp_path / "texts", TEXTS), tmp_path / "index"
    counter, embedder = counting()
    index(folder, source, embedder=embedder)
    index(folder, source, embedder=embedder)
    assert len(counter.passages) == 6
    write_texts(source, {"b.txt": "Another text.\n"})
    index(folder, source, embedder=embedder)
    assert len(counter.passages) == 7
    assert "Another text." in counter.passages[-1]


def test_a_run_that_was_broken_off_goes_on_where_it_was(tmp_path: Path) -> None:
    many = {f"{number:04}.txt": f"Report number {number}.\n" for number in range(1200)}
    source, folder = write_texts(tmp_path / "texts", many), tmp_path / "index"
    with pytest.raises(KeyboardInterrupt):
        index(folder, source, embedder=counting(limit=1100)[1])
    counter, embedder = counting()
    assert index(folder, source, embedder=embedder).documents == 1200
    assert len(counter.passages) == 1200 - 1024


def test_another_model_embeds_everything_anew_and_loses_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    first, second = write_texts(tmp_path / "one", TEXTS), write_texts(tmp_path / "two", {"z.txt": "Last one.\n"})
    index(folder, first)
    report = index(folder, second, embedder=letters("others", 16))
    assert counts(report) == (7, 1, 0, 0)
    assert {index.dimension for index in opened(folder).vectors.values()} == {16}


def test_the_same_index_whatever_the_order_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """D10: the same ids and the same hits in the same order."""
    source = write_texts(tmp_path / "texts", {**TEXTS, "甲.txt": "甲图书馆开放。\n", "乙.txt": "乙图书馆开放。\n"})
    other = write_texts(tmp_path / "other", {"x.txt": "The other library.\n"})
    index(tmp_path / "one", source, other)
    real = os.walk
    monkeypatch.setattr(
        os, "walk", lambda *a, **k: ((where, dirs, list(reversed(names))) for where, dirs, names in real(*a, **k))
    )
    index(tmp_path / "two", other, source)
    bases = [opened(tmp_path / name) for name in ("one", "two")]
    rows = range(bases[0].count()[1])
    assert bases[0].passages(rows) == bases[1].passages(rows)
    dictionary, embedder = Dictionary(SETTINGS.cache_folder), LetterEmbedder()
    retrievers = [Retriever(base, lambda text: embedder.encode_queries([text])[0], dictionary) for base in bases]
    for question in ("Which library opened in 1912?", "图书馆何时开放", "library"):
        hits = [one.search(one.understand(question), limit=9) for one in retrievers]
        assert hits[0] == hits[1]


def test_two_folders_with_one_file_name_keep_both_documents(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    notes = write_texts(tmp_path / "notes", {"a.txt": "The note.\n"})
    reports = write_texts(tmp_path / "reports", {"a.txt": "The report.\n"})
    index(folder, notes)
    assert counts(index(folder, reports)) == (2, 1, 0, 0)
    assert ids(folder) == ["a.txt", "reports/a.txt"]
    assert counts(index(folder, reports, notes)) == (2, 0, 0, 0)
    assert opened(folder).document("reports/a.txt").text == "The report.\n"


def test_one_folder_under_two_spellings_is_one_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write_texts(tmp_path / "texts", TEXTS)
    (tmp_path / "link").symlink_to(source)
    index(tmp_path / "index", source)
    monkeypatch.chdir(source)
    for spelling in (Path("."), Path("../texts"), tmp_path / "link"):
        assert counts(index(tmp_path / "index", spelling)) == (6, 0, 0, 0)


def test_a_file_that_cannot_be_read_this_time_keeps_its_document(tmp_path: Path) -> None:
    source, folder = write_texts(tmp_path / "texts", TEXTS), tmp_path / "index"
    index(folder, source)
    (source / "a.txt").write_bytes(b"")
    report = index(folder, source)
    assert counts(report) == (6, 0, 0, 0)
    assert [one.source for one in report.failed] == ["a.txt"]


def test_rows_of_a_broken_file_stay(tmp_path: Path) -> None:
    rows = tmp_path / "texts" / "rows.docs.jsonl"
    rows.parent.mkdir()
    row = json.dumps({"doc_id": "r1", "title": "One", "text": "The first row."})
    rows.write_text(row + "\n")
    index(tmp_path / "index", rows.parent)
    rows.write_text(row[:-5] + "\n")
    report = index(tmp_path / "index", rows.parent)
    assert ids(tmp_path / "index") == ["r1"]
    assert len(report.failed) == 1


def test_a_file_name_that_is_no_text_is_indexed(tmp_path: Path) -> None:
    source = write_texts(tmp_path / "texts", TEXTS)
    try:
        Path(os.fsdecode(os.fsencode(source) + b"/\xff\xfe.txt")).write_text("A strange name.\n")
    except OSError:
        pytest.skip("this file system takes no such names")
    assert index(tmp_path / "index", source).documents == 7


def test_a_removed_document_is_gone_from_the_disk_too(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    index(folder, write_texts(tmp_path / "texts", {**TEXTS, "secret.txt": "Mellonballoon.\n"}))
    index(folder, tmp_path / "texts")
    remove_document("secret.txt", folder, settings=SETTINGS, embedder=letters())
    assert "secret.txt" not in ids(folder)
    assert not [file for file in folder.rglob("*") if file.is_file() and b"ellonballoon" in file.read_bytes()]
    with pytest.raises(DocumentMissing):
        remove_document("secret.txt", folder, settings=SETTINGS)


def test_the_last_document_can_be_removed(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    index(folder, write_texts(tmp_path / "texts", {"a.txt": "One.\n"}))
    remove_document("a.txt", folder, settings=SETTINGS, embedder=letters())
    base = opened(folder)
    assert base.count() == (0, 0)
    embedder = LetterEmbedder()
    retriever = Retriever(base, lambda text: embedder.encode_queries([text])[0], Dictionary(SETTINGS.cache_folder))
    assert retriever.search(retriever.understand("one"), limit=3) == ()


def test_nothing_to_index_leaves_the_index_alone(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="nothing to index"):
        index(tmp_path / "index", tmp_path / "nowhere", Path("x" * 5000), Path("nul\0"))
    with pytest.raises(WrongUse, match="Name at least one"):
        index(tmp_path / "index")
