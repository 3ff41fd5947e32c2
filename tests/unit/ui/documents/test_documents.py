"""The views Documents and Evaluate without a browser: what comes from outside is checked, what fails is a sentence."""

import shutil
import string
import threading
from pathlib import Path
from typing import Any

import pytest

from qa import Assistant, Cancelled, Preview, Settings
from qa.retrieval.generation_writer import writing
from tests.fakes import LetterEmbedder, letters, write_texts
from ui.collections.collections import Busy, Collections
from ui.collections.registry import DEFAULT
from ui.collections.uploads import Upload, received
from ui.documents import documents_html as documents_rendering
from ui.documents.documents_view import Shelf
from ui.evaluation.evaluation_view import Judge
from ui.queue.jobs import Job
from ui.texts import views_messages, views_problems

SETTINGS = Settings(reader="plain")
NAME = "x<img src=x onerror=alert(1)>"
QUESTION = '{"id": "1", "question": "when did the library open?", "answers": ["1910"], "doc_id": "a.txt"}\n'


def opened(index: Path | Preview, embedder: Any) -> Assistant:
    return Assistant.open(index, settings=SETTINGS, embedder=embedder)


@pytest.fixture
def collections(tmp_path: Path) -> Collections:
    return Collections(tmp_path / "data", opened, settings=SETTINGS, embedder=letters())


def upload(folder: Path, name: str, text: str) -> Upload:
    path = write_texts(folder, {name: text}) / name
    return Upload(name, path, path.stat().st_size)


def test_only_files_that_were_received_here_count(tmp_path: Path) -> None:
    inside = write_texts(tmp_path / "temporary", {"x/a.txt": "a", "x/link.txt": ""})
    (inside / "x/link.txt").unlink()
    (inside / "x/link.txt").symlink_to("/etc/passwd")
    rows = [
        {"name": "a.txt", "size": 1, "path": str(inside / "x/a.txt")},
        {"name": "b.txt", "size": 1, "path": str(inside / "../outside.txt")},
        {"name": "c.txt", "size": 1, "path": str(inside / "x/link.txt")},
        {"name": "d.txt", "size": 1, "path": "/etc/pass\0wd"},
        {"name": "e.txt", "size": 1, "path": str(inside)},
        {"name": "f.txt", "size": 1, "path": None},
        {"name": 7, "size": 1, "path": None},
        {"name": "g.txt", "size": -1, "path": None},
        {"name": "h.txt", "size": True, "path": None},
        "i.txt",
    ]
    found = received(rows, inside)
    assert [(one.name, one.path is not None) for one in found] == [
        ("a.txt", True), ("b.txt", False), ("c.txt", False), ("d.txt", False), ("e.txt", False), ("f.txt", False)
    ]  # fmt: skip
    assert received("x", inside) == received(None, inside) == []


def test_files_taken_are_told_step_by_step_and_the_received_copies_go(collections: Collections, tmp_path: Path) -> None:
    shelf = Shelf(collections)
    batch = [upload(tmp_path, "a.txt", "The library opened in 1910.\n"), upload(tmp_path, "bad.pdf", "x")]
    *_, (last, listing) = shelf.take("a name that is gone", batch)
    assert "1 indexed" in last
    assert "a.txt" in listing
    assert "not a kind that can be read; use .txt" in last
    assert not (tmp_path / "a.txt").exists()
    assert "a.txt" in shelf.listing(DEFAULT)
    assert "1 document, 1 passage" in shelf.listing(DEFAULT)
    assert "This document is no longer there." in shelf.text(DEFAULT, {"not": "an id"})
    assert "deleted" in shelf.remove(DEFAULT, "a.txt")
    assert "No documents yet" in shelf.listing(DEFAULT)
    assert "This document is no longer there." in shelf.remove(DEFAULT, "a.txt")
    assert "This collection has no documents yet." in shelf.text(DEFAULT, "a.txt")


def test_while_documents_are_embedded_the_view_says_that_they_can_be_asked_and_lists_them(
    collections: Collections, tmp_path: Path
) -> None:
    reached, go_on = threading.Event(), threading.Event()
    letters_counted = LetterEmbedder.encode_passages

    def slowly(self: LetterEmbedder, texts: Any, *, progress: Any = None) -> Any:
        if progress is not None:  # indexing; a question embeds the sentences that it reads
            reached.set()
            assert go_on.wait(20)
        return letters_counted(self, texts, progress=progress)

    shelf = Shelf(collections)
    batch = [upload(tmp_path, f"{number}.txt", f"Town {number} has a library.\n") for number in range(60)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LetterEmbedder, "encode_passages", slowly)
        steps = shelf.take(DEFAULT, batch)
        shown, listing = next(pair for pair in steps if pair[1])
        assert reached.wait(20)
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
    shelf = Shelf(collections)
    list(shelf.take(DEFAULT, [upload(tmp_path, "a.txt", "The library opened in 1910.\n")]))
    index = collections.folder(DEFAULT) / "index"
    with writing(index):
        *_, (busy, _) = shelf.take(DEFAULT, [upload(tmp_path, "b.txt", "The museum opened in 1950.\n")])
    assert "Another program is writing this index just now." in busy
    shutil.rmtree(index)
    gone = shelf.listing(DEFAULT)
    assert "The index of this collection is not there any more." in gone
    assert "data-rebuild" in gone
    list(shelf.take(DEFAULT, ()))
    assert "a.txt" in shelf.listing(DEFAULT)
    assert "b.txt" not in shelf.listing(DEFAULT)


def test_one_persons_work_is_cancelled_by_its_own_id_while_another_is_told_to_wait(tmp_path: Path) -> None:
    reached = threading.Event()

    class Slow(Collections):
        def index(self, name: str, files: Any, progress: Any = None) -> Any:
            if files:
                raise Busy("not now")
            while not reached.wait(0.01):
                progress("embedding", 1, 2)
            progress("embedding", 2, 2)

    shelf = Shelf(Slow(tmp_path, opened, settings=SETTINGS, embedder=letters()))
    first = shelf.take(DEFAULT, ())
    shown, _ = next(first)
    *_, (other, _) = shelf.take(DEFAULT, [Upload("a.txt", None)])
    assert "Other documents are being indexed just now." in other
    shelf.cancel("no job")
    shelf.cancel(shown.split('data-cancel="')[1].split('"')[0])
    reached.set()
    assert "Cancelled. The documents are as they were." in list(first)[-1][0]


def test_a_full_disk_is_a_sentence_without_a_path(tmp_path: Path) -> None:
    class Full(Collections):
        def index(self, *arguments: Any, **more: Any) -> Any:
            raise OSError(28, "No space left on device", "/srv/secret")

    *_, (last, _) = Shelf(Full(tmp_path, opened, settings=SETTINGS, embedder=letters())).take(DEFAULT, ())
    assert "The disk did not take it." in last
    assert "磁盘无法写入" in last
    assert "secret" not in last


def test_a_job_tells_its_step_and_ends_when_it_is_cancelled() -> None:
    reached, go_on = threading.Event(), threading.Event()

    def work(progress: Any) -> str:
        progress("embedding", 3, 9)
        reached.set()
        go_on.wait(20)
        progress("embedding", 4, 9)
        return "done"

    job = Job("reading", work).start()
    assert reached.wait(20)
    assert (job.step.name, job.step.done, job.step.total) == ("embedding", 3, 9)
    assert not job.has_ended(0)
    job.cancel()
    go_on.set()
    with pytest.raises(Cancelled):
        job.result()


def test_a_run_of_questions_is_kept_with_its_collection_and_exported(collections: Collections, tmp_path: Path) -> None:
    collections.index(DEFAULT, [upload(tmp_path, "a.txt", "The library opened in 1910.\n")])
    judge = Judge(collections, built_in=None)
    *_, last = judge.run_uploaded(DEFAULT, [upload(tmp_path, "q.jsonl", QUESTION)])
    assert last == ""
    assert "Every answer is right." in judge.report(DEFAULT)
    assert '"name": "wenju-evaluation-' in judge.export(DEFAULT, "csv")
    assert judge.export(DEFAULT, "exe") == judge.export(collections.create("new"), "json") == ""
    assert "data-run" not in judge.start(DEFAULT)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("q.csv", "question,answers\nwho?,x\n,y\n", "Line 3 of the file has no “question”."),
        ("q.jsonl", "{\n", "Line 1 of the file is no row that can be read."),
        ("q.jsonl", "\n", "There is no question in this file."),
        ("q.txt", QUESTION, "A set of questions is one file, .jsonl or .csv"),
        ("q.jsonl", QUESTION, "This collection has no documents yet."),
    ],
)
def test_a_set_that_cannot_be_run_is_told_in_words(
    collections: Collections, tmp_path: Path, name: str, text: str, said: str
) -> None:
    *_, last = Judge(collections, None).run_uploaded(DEFAULT, [upload(tmp_path, name, text)])
    assert said in last
    assert str(tmp_path) not in last
    *_, again = Judge(collections, None).run_uploaded(DEFAULT, [upload(tmp_path, name, text)])
    assert again == last


def test_a_hostile_name_is_shown_as_text() -> None:
    row = documents_rendering.switcher((DEFAULT, '"><img src=x>'), DEFAULT)
    assert "<img" not in row
    assert 'data-collection="&quot;&gt;&lt;img src=x&gt;"' in row


def test_every_string_is_there_in_both_languages_with_the_same_values() -> None:
    for table in (views_messages.MESSAGES, views_problems.PROBLEMS, views_problems.REASONS):
        for english, chinese in table.values():
            assert english
            assert chinese
            assert set(_values(english)) == set(_values(chinese))


def test_what_reading_says_is_said_in_both_languages() -> None:
    assert "编码无法识别" in views_problems.reason(
        "unreadable", "the encoding of the file is not known. Save it as UTF-8"
    )
    assert "文件是空的" in views_problems.reason("unreadable", "the file is empty")
    assert "无法读取：page 3 is torn" in views_problems.reason("unreadable", "page 3 is torn")


def _values(sentence: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(sentence) if name]


def test_a_collection_is_renamed_and_deleted_by_its_name_and_the_default_one_by_none(collections: Collections) -> None:
    shelf = Shelf(collections)
    name, _ = shelf.create(NAME, DEFAULT, "Collection")
    assert 'data-ask="rename"' in shelf.switcher(name)
    assert "<img" not in shelf.switcher(name)
    assert 'data-ask="rename"' not in shelf.switcher(DEFAULT)
    assert shelf.rename(name, "Towns") == ("Towns", "")
    assert shelf.rename("Towns", {"not": "a name"}) == ("Towns", "")
    chosen, said = shelf.delete("Towns")
    assert (chosen, collections.names()) == (DEFAULT, (DEFAULT,))
    assert "The collection “Towns” is deleted." in said
    for _, said in (shelf.rename(DEFAULT, "mine"), shelf.delete("a name that is gone")):
        assert "The default collection keeps its name and cannot be deleted." in said


def test_a_thing_is_counted_in_words_that_fit_one_and_many() -> None:
    assert views_messages.counted("passage", 1) == ("1 passage", "1 个段落")
    assert views_messages.counted("passage", 1_200) == ("1,200 passages", "1,200 个段落")
    assert views_messages.counted("document", 0) == ("0 documents", "0 份文档")
