import os
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest

from qa.errors import DocumentMissing, IndexDamaged
from qa.index_builder import build_index
from qa.retrieval.generations import current
from qa.retrieval.knowledge_base import KnowledgeBase
from qa.retrieval.read_only_database import CONNECTIONS
from qa.retrieval.store import read_proved
from qa.settings import Settings
from tests.fakes import letters, write_texts

OPEN_FILES = Path("/proc/self/fd")
TEXTS = {
    "library.txt": "# Winter hours\n\nThe library is open until 5 p.m. in winter. It is closed on Mondays.\n\n"
    "# Summer hours\n\nThe library is open until 9 p.m. in summer.\n",
    "报告/吉林.txt": "# 吉林省通报\n\n吉林省追责问责484人。其中免职12人，诫勉谈话30人。\n\n# 下一步\n\n将继续督查。\n",
    "mixed.md": "# Both 两种\n\n全省粮食产量同比增长百分之三。\n\nGrain output rose by three per cent.\n",
}


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """A small index, and the folder it was made from beside it."""
    folder = tmp_path / "index"
    build_index([write_texts(tmp_path / "texts", TEXTS)], folder, settings=Settings(), embedder=letters())
    return folder


def opened(index: Path) -> KnowledgeBase:
    generation, manifest = current(index)
    return KnowledgeBase(generation, dimension=manifest.dimension)


def test_every_passage_is_a_slice_of_its_document(index: Path) -> None:
    base = opened(index)
    documents, count = base.count()
    passages = base.passages(range(count))
    assert documents == 3
    assert len(passages) == count >= 5
    for passage in passages:
        assert base.document(passage.document_id).text[passage.start : passage.end] == passage.text
    assert base.document("报告/吉林.txt").text == TEXTS["报告/吉林.txt"]


def test_rows_come_back_in_the_order_asked_for(index: Path) -> None:
    base = opened(index)
    forwards = base.passages([0, 1, 2])
    assert base.passages([2, 0]) == [forwards[2], forwards[0]]


def test_each_language_is_one_range_and_all_rows_are_in_one(index: Path) -> None:
    base = opened(index)
    ranges = base.ranges
    assert list(ranges) == ["en", "zh"]
    assert ranges["en"][0] == 0
    assert ranges["en"][1] == ranges["zh"][0]
    assert ranges["zh"][1] == base.count()[1]
    assert [len(base.vectors[language]) for language in ("en", "zh")] == [end - first for first, end in ranges.values()]
    chinese = base.passages(range(*ranges["zh"]))
    assert "吉林省追责问责484人" in "".join(passage.text for passage in chinese)
    assert all("library" not in passage.text for passage in chinese)


def test_an_unknown_document_is_missing(index: Path) -> None:
    with pytest.raises(DocumentMissing, match="No document 'x'"):
        opened(index).document("x")


def test_a_reader_goes_on_after_its_folder_was_removed(index: Path) -> None:
    """A thread that asks for the first time must not need the file again."""
    base = opened(index)
    shutil.rmtree(index)
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(base.passages([0])[0].id)) for _ in range(3 * CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["library.txt#0"] * len(threads)


@pytest.mark.skipif(not OPEN_FILES.exists(), reason="this system does not tell which files are open")
def test_threads_come_and_go_without_opening_files(index: Path) -> None:
    base = opened(index)
    before = files_open_below(index)
    for _ in range(50):
        thread = threading.Thread(target=base.passages, args=([0],))
        thread.start()
        thread.join()
    assert files_open_below(index) == before
    assert before.count("store.sqlite") == CONNECTIONS
    base.close()
    assert "store.sqlite" not in files_open_below(index)


def files_open_below(folder: Path) -> list[str]:
    targets = [Path(os.readlink(entry)) for entry in OPEN_FILES.iterdir() if entry.is_symlink()]
    return [target.name for target in targets if target.is_relative_to(folder)]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM passages WHERE row = 1",
        "UPDATE passages SET language = 'fr' WHERE row = 0",
        "UPDATE passages SET language = 'zh' WHERE row = 0",
        "DROP TABLE runs",
        "CREATE VIEW more AS SELECT * FROM documents",
        "CREATE TRIGGER t AFTER INSERT ON passages BEGIN SELECT 1; END",
        "ALTER TABLE documents ADD COLUMN more TEXT",
    ],
)
def test_a_store_that_is_not_ours_is_damage_when_it_is_opened(index: Path, statement: str) -> None:
    generation, manifest = current(index)
    with sqlite3.connect(generation / "store.sqlite") as connection:
        connection.execute(statement)
    connection.close()
    with pytest.raises(IndexDamaged, match=r"store\.sqlite cannot be used .*qa index PATH --index"):
        KnowledgeBase(generation, dimension=manifest.dimension)


@pytest.mark.parametrize("name", ["store.sqlite", "zh.vectors", "words.postings", "heads.postings", "lengths.arrays"])
@pytest.mark.parametrize("content", [b"", b"garbage" * 999, b"SQLite format 3\x00" + bytes(4080)])
def test_a_file_of_something_else_is_damage(index: Path, name: str, content: bytes) -> None:
    generation, manifest = current(index)
    (generation / name).write_bytes(content)
    with pytest.raises(IndexDamaged):
        KnowledgeBase(generation, dimension=manifest.dimension)


def test_vectors_of_another_dimension_are_damage(index: Path) -> None:
    with pytest.raises(IndexDamaged):
        KnowledgeBase(current(index)[0], dimension=7)


def test_a_passage_outside_its_document_is_damage_when_it_is_read(index: Path) -> None:
    generation, manifest = current(index)
    with sqlite3.connect(generation / "store.sqlite") as connection:
        connection.execute("UPDATE passages SET stop = stop + 100000 WHERE row = 0")
    connection.close()
    with pytest.raises(IndexDamaged, match="passage 0"):
        KnowledgeBase(generation, dimension=manifest.dimension).passages([0])


def test_a_row_proves_itself_in_a_changed_store(index: Path) -> None:
    store = current(index)[0] / "store.sqlite"
    assert sorted(read_proved(store).documents) == sorted(TEXTS)
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE documents SET title = 'Another' WHERE id = 'mixed.md'")
    connection.close()
    proved = read_proved(store)
    assert sorted(proved.documents) == ["library.txt", "报告/吉林.txt"]
    assert proved.total == 3
