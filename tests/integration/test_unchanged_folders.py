"""A folder that lives: what is the same is not read again, what has another name is not embedded again."""

import json
import os
import shutil
import time
from pathlib import Path

import pytest

from benchmarks.bad_files import bad_files
from benchmarks.folders import write_mixed
from benchmarks.sample_files import zipped
from embeddings import Embedder
from qa.errors import DocumentMissing, NothingToIndex
from qa.index_builder import build_index, index_version, remove_document, restore_document
from qa.indexing.folder_record import FILE, read_record
from qa.indexing.index_report import IndexReport
from qa.retrieval.generations import current
from qa.retrieval.knowledge_base import KnowledgeBase
from qa.settings import Settings
from tests.fakes import LetterEmbedder, letters, write_texts

pytestmark = pytest.mark.integration

SETTINGS = Settings()
TEXTS = {f"{name}.txt": f"{name} library opened in 19{number}.\n" for number, name in enumerate("abcdef", start=10)}


def index(folder: Path, *paths: Path, embedder: Embedder | None = None, settings: Settings = SETTINGS) -> IndexReport:
    return build_index(paths, folder, settings=settings, embedder=embedder or letters())


def texts(folder: Path) -> dict[str, str]:
    generation, manifest = current(folder)
    base = KnowledgeBase(generation, dimension=manifest.dimension)
    return {stored.document.id: stored.document.text for stored in base.documents()}


def counts(report: IndexReport) -> tuple[int, int, int, int, int]:
    return report.documents, report.added, report.changed, report.unchanged, report.removed


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock is ahead, so that the files of the test are no longer young when they are looked at."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10**10)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_texts(tmp_path / "texts", TEXTS)


@pytest.mark.usefixtures("later")
def test_what_is_the_same_costs_a_look_and_no_byte_is_read(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "index"
    write_texts(source, {"empty.txt": " "})
    first = index(folder, source)
    version, real = index_version(folder), Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        assert source not in path.parents, f"{path} is read again"
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    again = index(folder, source)
    assert counts(again) == (6, 0, 0, 6, 0)
    assert again.skipped == first.skipped
    assert again.found == first.found == 7
    assert again.passages == first.passages
    assert index_version(folder) == version


def test_a_young_or_touched_file_is_hashed_and_found_the_same(tmp_path: Path, source: Path) -> None:
    folder = tmp_path / "index"
    index(folder, source)
    version = index_version(folder)
    os.utime(source / "a.txt", ns=(1, 1))
    shutil.copy2(source / "b.txt", source / "copy")
    os.replace(source / "copy", source / "b.txt")
    assert counts(index(folder, source)) == (6, 0, 0, 6, 0)
    assert index_version(folder) == version


def test_a_file_rewritten_at_once_with_its_old_times_and_size_is_noticed(tmp_path: Path, source: Path) -> None:
    folder, file = tmp_path / "index", source / "a.txt"
    index(folder, source)
    before = file.stat()
    file.write_text(TEXTS["a.txt"].replace("opened", "closed"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert counts(index(folder, source)) == (6, 0, 1, 5, 0)
    assert "closed" in texts(folder)["a.txt"]


@pytest.mark.usefixtures("later")
def test_a_file_that_vanished_or_came_is_noticed_among_known_ones(tmp_path: Path, source: Path) -> None:
    folder = tmp_path / "index"
    index(folder, source)
    (source / "c.txt").unlink()
    assert counts(index(folder, source)) == (5, 0, 0, 5, 1)
    write_texts(source, {"c.txt": TEXTS["c.txt"]})
    assert counts(index(folder, source)) == (6, 1, 0, 5, 0)
    assert texts(folder) == TEXTS


@pytest.mark.usefixtures("later")
def test_two_folders_are_remembered_apart_and_each_document_keeps_its_own_text(tmp_path: Path, source: Path) -> None:
    folder, other = tmp_path / "index", write_texts(tmp_path / "more", {"a.txt": "Another a.\n"})
    index(folder, source)
    index(folder, other)
    assert counts(index(folder, source, other)) == (7, 0, 0, 7, 0)
    write_texts(other, {"new.txt": "New.\n"})
    assert counts(index(folder, source, other)) == (8, 1, 0, 7, 0)
    assert texts(folder) == {**TEXTS, "more/a.txt": "Another a.\n", "new.txt": "New.\n"}


@pytest.mark.usefixtures("later")
def test_a_renamed_file_is_cited_by_its_new_name_and_nothing_is_embedded(tmp_path: Path, source: Path) -> None:
    folder, counter = tmp_path / "index", LetterEmbedder()
    embedder: Embedder = counter  # type: ignore[assignment]
    index(folder, source, embedder=embedder)
    embedded = len(counter.passages)
    (source / "a.txt").rename(source / "z.txt")
    assert counts(index(folder, source, embedder=embedder)) == (6, 1, 0, 5, 1)
    assert len(counter.passages) == embedded
    assert texts(folder)["z.txt"] == TEXTS["a.txt"]
    generation, manifest = current(folder)
    (document,) = [
        stored.document
        for stored in KnowledgeBase(generation, dimension=manifest.dimension).documents()
        if stored.document.id == "z.txt"
    ]
    assert document.title == "z"
    write_texts(source, {"new.txt": "Something new.\n"})
    index(folder, source, embedder=embedder)
    assert len(counter.passages) == embedded + 1


@pytest.mark.usefixtures("later")
def test_of_two_rows_with_one_id_the_second_takes_the_place_of_the_first_when_that_has_gone(tmp_path: Path) -> None:
    folder, source = tmp_path / "index", tmp_path / "rows"
    row = {"doc_id": "r", "title": "", "text": "first"}
    write_texts(source, {f"{name}.docs.jsonl": json.dumps(row | {"text": f"text {name}"}) for name in ("one", "two")})
    assert [one.source for one in index(folder, source).failed] == ["r"]
    assert [one.source for one in index(folder, source).failed] == ["r"]
    (source / "one.docs.jsonl").unlink()
    assert not index(folder, source).failed
    assert texts(folder) == {"r": "text two"}


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("content", [b"", b"garbage", b"0" * 64 + b"\n{}", None])
def test_without_its_record_a_folder_is_read_again(tmp_path: Path, source: Path, content: bytes | None) -> None:
    folder = tmp_path / "index"
    index(folder, source)
    version = current(folder)[0]
    if content is None:
        (folder / FILE).unlink()
    else:
        (folder / FILE).write_bytes(content)
    assert counts(index(folder, source)) == (6, 0, 0, 6, 0)
    assert current(folder)[0] != version


@pytest.mark.usefixtures("later")
def test_another_setting_or_model_makes_the_index_anew(tmp_path: Path, source: Path) -> None:
    folder = tmp_path / "index"
    index(folder, source)
    versions = [current(folder)[0]]
    index(folder, source, settings=Settings(passage_length=100))
    versions.append(current(folder)[0])
    index(folder, source, settings=Settings(passage_length=100), embedder=letters("others", 16))
    versions.append(current(folder)[0])
    assert len(set(versions)) == 3


@pytest.mark.usefixtures("later")
def test_a_damaged_index_is_made_anew_though_no_file_has_changed(tmp_path: Path, source: Path) -> None:
    folder = tmp_path / "index"
    index(folder, source)
    next(current(folder)[0].glob("*.vectors")).write_bytes(b"garbage")
    assert index(folder, source).documents == 6
    assert texts(folder) == TEXTS


@pytest.mark.usefixtures("later")
def test_a_file_that_brought_its_reader_down_is_tried_again_and_nothing_is_written(
    tmp_path: Path, source: Path
) -> None:
    folder = tmp_path / "index"
    (source / "far.xlsx").write_bytes(bad_files()["far_cell.xlsx"])
    (source / "cut.docx").write_bytes(b"PK\x03\x04")
    first = index(folder, source)
    generation = current(folder)[0]
    known = read_record(folder).files
    assert {name for _, name in known} == {*TEXTS, "cut.docx"}
    again = index(folder, source)
    assert (again.unchanged, again.skipped) == (6, first.skipped)
    assert [one.source for one in again.failed] == ["cut.docx", "far.xlsx"]
    assert current(folder)[0] == generation
    assert read_record(folder).files == known


def archive(members: dict[str, str]) -> bytes:
    return zipped({name: text.encode() for name, text in members.items()})


@pytest.mark.usefixtures("later")
def test_a_removed_member_of_an_archive_stays_away_until_it_says_something_else(tmp_path: Path, source: Path) -> None:
    folder, pack = tmp_path / "index", source / "pack.zip"
    pack.write_bytes(archive({"in/x.txt": "The x.\n", "y.txt": "The y.\n"}))
    index(folder, source)
    remove_document("pack.zip/in/x.txt", folder, settings=SETTINGS, embedder=letters())
    for content in (None, {"in/x.txt": "The x.\n", "y.txt": "The y.\n", "z.txt": "The z.\n"}):
        if content is not None:
            pack.write_bytes(archive(content))
        report = index(folder, source)
        assert "pack.zip/in/x.txt" not in texts(folder)
        assert [one.reason for one in report.skipped if one.source == "pack.zip/in/x.txt"] == [
            "it was removed from the index; to have it back: qa documents restore ID"
        ]
        assert "pack.zip/y.txt" in texts(folder)
    index(folder, source)
    assert "pack.zip/in/x.txt" not in texts(folder)
    pack.write_bytes(archive({"in/x.txt": "Another x.\n"}))
    index(folder, source)
    assert texts(folder)["pack.zip/in/x.txt"] == "Another x.\n"


@pytest.mark.usefixtures("later")
def test_a_removed_member_can_be_had_back(tmp_path: Path, source: Path) -> None:
    folder = tmp_path / "index"
    (source / "pack.zip").write_bytes(archive({"x.txt": "The x.\n", "y.txt": "The y.\n"}))
    index(folder, source)
    remove_document("pack.zip/x.txt", folder, settings=SETTINGS, embedder=letters())
    index(folder, source)
    with pytest.raises(DocumentMissing, match=r"No document 'a\.txt' of an archive or of rows was removed"):
        restore_document("a.txt", folder)
    restore_document("pack.zip/x.txt", folder)
    assert index(folder, source).added == 1
    assert texts(folder)["pack.zip/x.txt"] == "The x.\n"


@pytest.mark.usefixtures("later")
def test_a_removed_file_comes_back_with_the_next_indexing_of_its_folder(tmp_path: Path, source: Path) -> None:
    folder = tmp_path / "index"
    index(folder, source)
    remove_document("a.txt", folder, settings=SETTINGS, embedder=letters())
    assert counts(index(folder, source)) == (6, 1, 0, 5, 0)


def test_the_counts_of_a_mixed_folder_add_up(tmp_path: Path) -> None:
    """I11 at a tenth of its size: each of the files is indexed, unchanged, or skipped with its reason."""
    source, folder = tmp_path / "mixed", tmp_path / "index"
    files = {f"{number:03}.{('txt', 'md', 'csv')[number % 3]}": f"Row {number}, {number}.\n" for number in range(96)}
    write_texts(
        source, files | {"bad 1.txt": "", "bad 2.md": "\0\1\2\3" * 99, "left.gif": "x", "README.md": "# About\n"}
    )
    first = index(folder, source)
    assert (first.added, len(first.failed), len(first.skipped), first.found) == (96, 2, 4, 100)
    write_texts(source, {"000.txt": "Changed.\n", "new.txt": "New.\n"})
    again = index(folder, source)
    assert (again.added, again.changed, again.unchanged, len(again.skipped), again.found) == (1, 1, 95, 4, 101)
    assert all(one.reason for one in again.skipped)


def test_so_do_those_of_a_folder_of_all_formats(tmp_path: Path) -> None:
    """I11; `python -m benchmarks.folders 1000 --mixed` is the whole of it."""
    source, folder, count = tmp_path / "mixed", tmp_path / "index", 104
    bad = write_mixed(source, count)
    assert bad == 3
    first, again = index(folder, source), index(folder, source)
    assert (first.added, first.unchanged, len(first.skipped)) == (count - bad, 0, bad)
    assert (again.added, again.unchanged, again.skipped) == (0, count - bad, first.skipped)
    assert first.found == again.found == count


def test_where_all_files_are_bad_nothing_is_remembered(tmp_path: Path) -> None:
    source = write_texts(tmp_path / "bad", {"a.txt": ""})
    for _ in range(2):
        with pytest.raises(NothingToIndex):
            index(tmp_path / "index", source)
