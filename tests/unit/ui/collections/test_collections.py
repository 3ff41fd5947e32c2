"""Collections over real indexes with a fake embedder: what is kept, replaced, refused, and what goes on meanwhile."""

import shutil
import threading
from pathlib import Path
from typing import Any

import pytest

from benchmarks.sample_files import Block, docx, html, zipped
from qa import Assistant, Cancelled, Preview, Settings, WenjuError, build_index
from tests.fakes import WordReader, letters, write_texts
from tests.time_limits import PATIENCE
from ui.collections.collections import Busy, Collections, TooMuchAtOnce
from ui.collections.registry import DEFAULT, CollectionEmpty, CollectionMissing, CollectionNameTaken, CollectionStays
from ui.collections.uploads import FileResult, Upload

SETTINGS = Settings(max_file_bytes=1_000)
EMBEDDER = letters()


def opened(index: Path | Preview, embedder: Any) -> Assistant:
    return Assistant.open(index, make_reader=WordReader, embedder=embedder or EMBEDDER)


@pytest.fixture
def collections(tmp_path: Path) -> Collections:
    return Collections(tmp_path / "collections", opened, settings=SETTINGS, embedder=EMBEDDER)


def upload(folder: Path, name: str, text: str | bytes) -> Upload:
    """A received file; where it was received says nothing of its name."""
    folder.mkdir(exist_ok=True)
    path = folder / f"received-{len(list(folder.iterdir()))}"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Upload(name, path, path.stat().st_size)


def titles(collections: Collections, name: str = DEFAULT) -> list[str]:
    return [listed.document.id for listed in collections.documents(name)]


def outcomes(files: tuple[FileResult, ...]) -> list[tuple[str, str, str]]:
    return sorted((file.name, file.outcome, file.reason) for file in files)


def test_each_file_of_a_batch_has_its_own_result(collections: Collections, tmp_path: Path) -> None:
    batch = [
        upload(tmp_path / "in", "../../x<script>.txt", "The library opened in 1910.\n"),
        upload(tmp_path / "in", "twin.txt", "The museum opened in 1911.\n"),
        upload(tmp_path / "in", "twin.txt", "The theatre opened in 1912.\n"),
        upload(tmp_path / "in", "copy.txt", "The museum opened in 1911.\n"),
        upload(tmp_path / "in", "empty.txt", ""),
        upload(tmp_path / "in", "blank.txt", " \n"),
        upload(tmp_path / "in", "broken.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        upload(tmp_path / "in", "large.txt", "x" * 1_001),
        upload(tmp_path / "in", "page.exe", "<p>x</p>"),
        Upload("lost.txt", None, 5),
    ]
    indexed = collections.index(DEFAULT, batch)
    assert outcomes(indexed.files) == [
        ("../../x<script>.txt", "added", ""),
        ("blank.txt", "skipped", "unreadable"),
        ("broken.txt", "skipped", "unreadable"),
        ("copy.txt", "skipped", "duplicate"),
        ("empty.txt", "skipped", "empty"),
        ("large.txt", "skipped", "too_large"),
        ("lost.txt", "skipped", "not_received"),
        ("page.exe", "skipped", "wrong_kind"),
        ("twin.txt", "added", ""),
        ("twin.txt", "added", ""),
    ]
    assert titles(collections) == ["twin-2.txt", "twin.txt", "x_script_.txt"]
    originals = collections.folder(DEFAULT) / "originals"
    assert sorted(file.name for file in originals.iterdir()) == ["twin-2.txt", "twin.txt", "x_script_.txt"]


def test_a_second_upload_is_unchanged_or_takes_the_firsts_place(collections: Collections, tmp_path: Path) -> None:
    collections.index(DEFAULT, [upload(tmp_path / "in", "a.txt", "The library opened in 1910.\n")])
    same = collections.index(DEFAULT, [upload(tmp_path / "in", "a.txt", "The library opened in 1910.\n")])
    assert same.report is None
    assert outcomes(same.files) == [("a.txt", "unchanged", "")]
    changed = collections.index(DEFAULT, [upload(tmp_path / "in", "a.txt", "The library opened in 1999.\n")])
    assert outcomes(changed.files) == [("a.txt", "changed", "")]
    assert "1999" in collections.assistant(DEFAULT).ask("when did the library open?").text
    broken = collections.index(DEFAULT, [upload(tmp_path / "in", "a.txt", b"\x89PNG\r\n\x1a\n")])
    assert outcomes(broken.files) == [("a.txt", "skipped", "unreadable")]
    assert (collections.folder(DEFAULT) / "originals/a.txt").read_text() == "The library opened in 1999.\n"
    assert titles(collections) == ["a.txt"]


def test_only_bad_files_leave_a_new_collection_empty(collections: Collections, tmp_path: Path) -> None:
    indexed = collections.index(DEFAULT, [upload(tmp_path / "in", "blank.txt", "\n")])
    assert indexed.report is None
    assert outcomes(indexed.files) == [("blank.txt", "skipped", "unreadable")]
    assert collections.documents(DEFAULT) == ()
    with pytest.raises(CollectionEmpty):
        collections.assistant(DEFAULT)


def test_an_asker_keeps_its_assistant_and_the_next_one_gets_the_new(collections: Collections, tmp_path: Path) -> None:
    collections.index(DEFAULT, [upload(tmp_path / "in", "a.txt", "The library opened in 1910.\n")])
    before = collections.assistant(DEFAULT)
    assert collections.assistant(DEFAULT) is before
    collections.index(DEFAULT, [upload(tmp_path / "in", "b.txt", "The museum opened in 1950.\n")])
    after = collections.assistant(DEFAULT)
    assert [document.id for document in before.documents()] == ["a.txt"]
    assert [document.id for document in after.documents()] == ["a.txt", "b.txt"]
    assert after.embedder is before.embedder


def test_questions_are_answered_while_one_indexes_and_a_second_indexer_is_told_so(
    collections: Collections, tmp_path: Path
) -> None:
    collections.index(DEFAULT, [upload(tmp_path / "in", "a.txt", "The library opened in 1910.\n")])
    reached, go_on = threading.Event(), threading.Event()

    def wait(step: str, done: int, total: int) -> None:
        reached.set()
        assert go_on.wait(PATIENCE)

    more = [upload(tmp_path / "in", "b.txt", "The museum opened in 1950.\n")]
    thread = threading.Thread(target=collections.index, args=(DEFAULT, more, wait))
    thread.start()
    assert reached.wait(PATIENCE)
    assert "1910" in collections.assistant(DEFAULT).ask("when did the library open?").text
    with pytest.raises(Busy):
        collections.index(collections.create("other"), more)
    with pytest.raises(Busy):
        collections.remove(DEFAULT, "a.txt")
    go_on.set()
    thread.join()
    assert titles(collections) == ["a.txt", "b.txt"]


def test_a_cancelled_run_leaves_files_and_index_as_they_were(collections: Collections, tmp_path: Path) -> None:
    collections.index(DEFAULT, [upload(tmp_path / "in", "a.txt", "The library opened in 1910.\n")])

    def stop(step: str, done: int, total: int) -> None:
        if step == "embedding":
            raise Cancelled

    batch = [upload(tmp_path / "in", "a.txt", "other words\n"), upload(tmp_path / "in", "b.txt", "a museum\n")]
    with pytest.raises(Cancelled):
        collections.index(DEFAULT, batch, stop)
    originals = collections.folder(DEFAULT) / "originals"
    assert {file.name: file.read_text() for file in originals.iterdir()} == {"a.txt": "The library opened in 1910.\n"}
    assert titles(collections) == ["a.txt"]
    assert sorted(file.name for file in originals.parent.iterdir()) == ["index", "originals"]


def test_a_cancelled_preview_is_shown_no_more(collections: Collections, tmp_path: Path) -> None:
    batch = [upload(tmp_path / "in", f"{number}.txt", f"Town {number} has a library.\n") for number in range(60)]

    def stop(step: str, done: int, total: int) -> None:
        if step == "embedding":
            assert len(collections.documents(DEFAULT)) == 60
            assert collections.is_previewed(DEFAULT)
            raise Cancelled

    with pytest.raises(Cancelled):
        collections.index(DEFAULT, batch, stop)
    assert not collections.is_previewed(DEFAULT)
    assert collections.documents(DEFAULT) == ()
    with pytest.raises(CollectionEmpty):
        collections.assistant(DEFAULT)


def test_a_removed_document_goes_with_its_file_and_an_older_index_keeps_its_own(tmp_path: Path) -> None:
    texts = write_texts(tmp_path / "texts", {"a.txt": "A library.\n", "b.txt": "A museum.\n"})
    build_index([texts], tmp_path / "index", settings=SETTINGS, embedder=EMBEDDER)
    shelf = Collections(
        tmp_path / "data", opened, default_index=tmp_path / "index", settings=SETTINGS, embedder=EMBEDDER
    )
    shelf.index(DEFAULT, [upload(tmp_path / "in", "a.txt", "A theatre.\n")])
    assert titles(shelf) == ["a-2.txt", "a.txt", "b.txt"]
    shelf.remove(DEFAULT, "a-2.txt")
    shelf.remove(DEFAULT, "b.txt")
    assert titles(shelf) == ["a.txt"]
    assert list((shelf.folder(DEFAULT) / "originals").iterdir()) == []
    assert (texts / "b.txt").exists()
    shelf.remove(DEFAULT, "a.txt")
    assert shelf.documents(DEFAULT) == ()


def test_an_index_deleted_under_the_server_is_told_and_can_be_made_again(
    collections: Collections, tmp_path: Path
) -> None:
    collections.index(DEFAULT, [upload(tmp_path / "in", "a.txt", "The library opened in 1910.\n")])
    held = collections.assistant(DEFAULT)
    shutil.rmtree(collections.folder(DEFAULT) / "index")
    with pytest.raises(WenjuError, match="No index"):
        collections.assistant(DEFAULT)
    assert "1910" in held.ask("when did the library open?").text
    assert collections.index(DEFAULT, []).report is not None
    assert "1910" in collections.assistant(DEFAULT).ask("when did the library open?").text


def test_collections_are_named_by_people_and_survive_a_restart(collections: Collections, tmp_path: Path) -> None:
    assert collections.names() == (DEFAULT,)
    assert collections.create("../Reports") == "../Reports"
    assert collections.create(unnamed="文档集") == "文档集 2"
    with pytest.raises(CollectionNameTaken):
        collections.create("../reports")
    again = Collections(tmp_path / "collections", opened, settings=SETTINGS, embedder=EMBEDDER)
    assert again.names() == (DEFAULT, "../Reports", "文档集 2")
    assert all(again.folder(name).parent == tmp_path / "collections" for name in again.names())
    assert again.documents("文档集 2") == ()
    with pytest.raises(CollectionMissing):
        again.assistant("nobody's")


def test_more_than_is_taken_at_once_is_refused_before_anything_is_done(collections: Collections) -> None:
    with pytest.raises(TooMuchAtOnce):
        collections.index(DEFAULT, [Upload("a.txt", None)] * 501)
    with pytest.raises(TooMuchAtOnce):
        collections.index(DEFAULT, [Upload("a.txt", None, 200_000_001)])
    assert collections.documents(DEFAULT) == ()


def test_a_renamed_collection_keeps_its_documents_and_is_found_by_the_name_it_had(
    collections: Collections, tmp_path: Path
) -> None:
    name = collections.create("Towns")
    collections.index(name, [upload(tmp_path / "in", "a.txt", "The library opened in 1910.\n")])
    assert collections.rename(name, " Old \n towns ") == "Old towns"
    assert collections.names() == (DEFAULT, "Old towns")
    assert titles(collections, "Old towns") == titles(collections, "Towns") == ["a.txt"]
    assert collections.known("Towns") == "Old towns"
    assert collections.rename("Old towns", "") == "Old towns"
    other = collections.create("Towns")
    assert titles(collections, other) == []
    with pytest.raises(CollectionNameTaken):
        collections.rename(other, "OLD TOWNS")
    assert collections.rename(other, "towns") == "towns"


def test_a_deleted_collection_is_gone_from_the_list_and_from_the_disk(collections: Collections, tmp_path: Path) -> None:
    name = collections.create("Towns")
    collections.index(name, [upload(tmp_path / "in", "a.txt", "The library opened in 1910.\n")])
    folder = collections.folder(name)
    before = collections.assistant(name)
    collections.delete(name)
    assert not folder.exists()
    assert collections.names() == (DEFAULT,)
    assert collections.known(name) == DEFAULT
    assert "1910" in before.ask("when did the library open?").text
    with pytest.raises(CollectionMissing):
        collections.delete(name)


def test_the_default_collection_can_be_neither_renamed_nor_deleted(collections: Collections) -> None:
    with pytest.raises(CollectionStays):
        collections.rename(DEFAULT, "mine")
    with pytest.raises(CollectionStays):
        collections.delete(DEFAULT)


def test_a_collection_whose_last_document_was_deleted_is_empty_again(collections: Collections, tmp_path: Path) -> None:
    collections.index(DEFAULT, [upload(tmp_path / "in", "a.txt", "The library opened in 1910.\n")])
    collections.remove(DEFAULT, "a.txt")
    with pytest.raises(CollectionEmpty):
        collections.assistant(DEFAULT)


def test_files_of_other_kinds_are_taken_and_an_archive_gives_its_documents(tmp_path: Path) -> None:
    shelf = Collections(tmp_path / "collections", opened, settings=Settings(), embedder=EMBEDDER)
    page = html([Block("paragraph", "The library opened in 1910.")])
    indexed = shelf.index(
        DEFAULT,
        [
            upload(tmp_path / "in", "page.html", page),
            upload(tmp_path / "in", "report.docx", docx([Block("paragraph", "The museum opened in 1911.")])),
            upload(tmp_path / "in", "pack.zip", zipped({"a.txt": b"A theatre.\n", "bad.docx": b"PK\x03\x04"})),
            upload(tmp_path / "in", "all_bad.zip", zipped({"bad.docx": b"PK\x03\x04"})),
            upload(tmp_path / "in", "cut.docx", b"PK\x03\x04"),
        ],
    )
    assert outcomes(indexed.files) == [
        ("all_bad.zip", "skipped", "unreadable"),
        ("cut.docx", "skipped", "unreadable"),
        ("pack.zip", "added", ""),
        ("page.html", "added", ""),
        ("report.docx", "added", ""),
    ]
    assert titles(shelf) == ["pack.zip/a.txt", "page.html", "report.docx"]
