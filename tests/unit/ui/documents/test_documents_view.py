"""The view Documents without a browser: what comes from outside is checked, what fails is a sentence."""

import shutil
import threading
from pathlib import Path
from typing import Any

import pytest

from qa import Assistant, Preview, Settings
from qa.retrieval.generation_writer import writing
from tests.fakes import LetterEmbedder, WordReader, letters, write_texts
from tests.time_limits import PATIENCE
from ui.collections.collections import Busy, Collections
from ui.collections.registry import DEFAULT
from ui.collections.uploads import Upload
from ui.documents.documents_view import DocumentsView

SETTINGS = Settings()
NAME = "x<img src=x onerror=alert(1)>"


def opened(index: Path | Preview, embedder: Any) -> Assistant:
    return Assistant.open(index, make_reader=WordReader, embedder=embedder)


@pytest.fixture
def collections(tmp_path: Path) -> Collections:
    return Collections(tmp_path / "data", opened, settings=SETTINGS, embedder=letters())


def upload(folder: Path, name: str, text: str) -> Upload:
    path = write_texts(folder, {name: text}) / name
    return Upload(name, path, path.stat().st_size)


def test_files_taken_are_told_step_by_step_and_the_received_copies_go(collections: Collections, tmp_path: Path) -> None:
    view = DocumentsView(collections)
    batch = [upload(tmp_path, "a.txt", "The library opened in 1910.\n"), upload(tmp_path, "bad.exe", "x")]
    *_, (last, listing) = view.take("a name that is gone", batch)
    assert "1 indexed" in last
    assert "a.txt" in listing
    assert "not a kind that can be read; use .txt" in last
    assert not (tmp_path / "a.txt").exists()
    assert "a.txt" in view.listing(DEFAULT)
    assert "1 document, 1 passage" in view.listing(DEFAULT)
    assert "This document is no longer there." in view.text(DEFAULT, {"not": "an id"})
    assert "deleted" in view.remove(DEFAULT, "a.txt")
    assert "No documents yet" in view.listing(DEFAULT)
    assert "This document is no longer there." in view.remove(DEFAULT, "a.txt")
    assert "This collection has no documents yet." in view.text(DEFAULT, "a.txt")


def test_while_documents_are_embedded_the_view_says_that_they_can_be_asked_and_lists_them(
    collections: Collections, tmp_path: Path
) -> None:
    reached, go_on = threading.Event(), threading.Event()
    letters_counted = LetterEmbedder.encode_passages

    def slowly(self: LetterEmbedder, texts: Any, *, progress: Any = None) -> Any:
        if progress is not None:  # indexing; a question embeds the sentences that it reads
            reached.set()
            assert go_on.wait(PATIENCE)
        return letters_counted(self, texts, progress=progress)

    view = DocumentsView(collections)
    batch = [upload(tmp_path, f"{number}.txt", f"Town {number} has a library.\n") for number in range(60)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LetterEmbedder, "encode_passages", slowly)
        steps = view.take(DEFAULT, batch)
        shown, listing = next(pair for pair in steps if pair[1])
        assert reached.wait(PATIENCE)
        assert "60 documents, 60 passages" in listing
        assert "You can ask about these documents already" in shown
        answer = collections.assistant(DEFAULT).ask("Which town has a library?")
        assert answer.hits
        assert next(steps)[1] == ""  # the list is drawn once
        go_on.set()
        *_, (last, listing) = steps
    assert "60 indexed" in last
    assert "60 documents" in listing
    assert not collections.is_previewed(DEFAULT)


def test_an_index_that_another_program_writes_or_deletes_is_told_in_words(
    collections: Collections, tmp_path: Path
) -> None:
    view = DocumentsView(collections)
    list(view.take(DEFAULT, [upload(tmp_path, "a.txt", "The library opened in 1910.\n")]))
    index = collections.folder(DEFAULT) / "index"
    with writing(index):
        *_, (busy, _) = view.take(DEFAULT, [upload(tmp_path, "b.txt", "The museum opened in 1950.\n")])
    assert "Another program is writing this index just now." in busy
    shutil.rmtree(index)
    gone = view.listing(DEFAULT)
    assert "The index of this collection is not there any more." in gone
    assert "data-rebuild" in gone
    list(view.take(DEFAULT, ()))
    assert "a.txt" in view.listing(DEFAULT)
    assert "b.txt" not in view.listing(DEFAULT)


def test_one_persons_work_is_cancelled_by_its_own_id_while_another_is_told_to_wait(tmp_path: Path) -> None:
    reached = threading.Event()

    class Slow(Collections):
        def index(self, name: str, files: Any, progress: Any = None) -> Any:
            if files:
                raise Busy("not now")
            while not reached.wait(0.01):
                progress("embedding", 1, 2)
            progress("embedding", 2, 2)

    view = DocumentsView(Slow(tmp_path, opened, settings=SETTINGS, embedder=letters()))
    first = view.take(DEFAULT, ())
    shown, _ = next(first)
    *_, (other, _) = view.take(DEFAULT, [Upload("a.txt", None)])
    assert "Other documents are being indexed just now." in other
    view.cancel("no job")
    view.cancel(shown.split('data-cancel="')[1].split('"')[0])
    reached.set()
    assert "Cancelled. The documents are as they were." in list(first)[-1][0]


def test_a_full_disk_is_a_sentence_without_a_path(tmp_path: Path) -> None:
    class Full(Collections):
        def index(self, *arguments: Any, **more: Any) -> Any:
            raise OSError(28, "No space left on device", "/srv/secret")

    *_, (last, _) = DocumentsView(Full(tmp_path, opened, settings=SETTINGS, embedder=letters())).take(DEFAULT, ())
    assert "The disk did not take it." in last
    assert "磁盘无法写入" in last
    assert "secret" not in last


def test_a_collection_is_renamed_and_deleted_by_its_name_and_the_default_one_by_none(collections: Collections) -> None:
    view = DocumentsView(collections)
    name, _ = view.create(NAME, DEFAULT, "Collection")
    assert 'data-ask="rename"' in view.switcher(name)
    assert "<img" not in view.switcher(name)
    assert 'data-ask="rename"' not in view.switcher(DEFAULT)
    assert view.rename(name, "Towns") == ("Towns", "")
    assert view.rename("Towns", {"not": "a name"}) == ("Towns", "")
    chosen, shown = view.delete("Towns")
    assert (chosen, collections.names()) == (DEFAULT, (DEFAULT,))
    assert "The collection “Towns” is deleted." in shown
    for _, shown in (view.rename(DEFAULT, "mine"), view.delete("a name that is gone")):
        assert "The default collection keeps its name and cannot be deleted." in shown
