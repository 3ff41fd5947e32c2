"""An index under kills, flipped bits, full disks, two writers and hostile folders (a short form of the benchmark)."""

import resource
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.durability import ROOT, fill_disks, flips, index_version, kills, served_version
from qa.errors import IndexBusy, IndexDamaged, IndexProblem
from qa.retrieval.generation_writer import publish
from qa.retrieval.generations import current, recorded
from qa.retrieval.knowledge_base import KnowledgeBase
from tests.time_limits import PATIENCE, at_most

pytestmark = pytest.mark.integration

HOLD = (
    "import sys, time; from pathlib import Path; from qa.retrieval.generation_writer import writing\n"
    "with writing(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
)


def test_killed_writers_leave_the_old_or_the_new_index(tmp_path: Path) -> None:
    """D1, also while the first index of a folder is written."""
    kills(tmp_path, 25, seed=1)


def test_every_flipped_bit_is_noticed_when_the_index_is_opened(tmp_path: Path) -> None:
    """D6."""
    index_version(tmp_path, 1)
    assert flips(tmp_path / "index", 40, seed=1) == 40
    assert served_version(tmp_path) == 1


@pytest.mark.parametrize("name", ["store.sqlite", "zh.vectors", "words.postings", "manifest.json", "CURRENT"])
def test_cut_swapped_and_zeroed_files_are_noticed(tmp_path: Path, name: str) -> None:
    """D6."""
    index_version(tmp_path, 1)
    index_version(tmp_path, 2)
    newest, previous = recorded(tmp_path / "index")
    file = tmp_path / "index" / name if name == "CURRENT" else newest.folder / name
    data = file.read_bytes()
    wrong = [b"", data[: len(data) // 3], data[:-1], data + b"x", bytes(len(data))]
    if name != "CURRENT":
        wrong.append((previous.folder / name).read_bytes())
    for content in wrong:
        file.write_bytes(content)
        with pytest.raises(IndexDamaged, match=name):
            current(tmp_path / "index")
    file.unlink()
    with pytest.raises(IndexProblem):
        current(tmp_path / "index")


def test_a_second_writer_is_told_so_within_a_second_and_a_killed_one_leaves_no_lock(tmp_path: Path) -> None:
    """D4."""
    index_version(tmp_path, 1)
    command = [sys.executable, "-c", HOLD, str(tmp_path / "index")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with at_most(1), pytest.raises(IndexBusy, match="Another process is writing"):
            index_version(tmp_path, 2)
        assert served_version(tmp_path) == 1
        other.kill()
    index_version(tmp_path, 2)
    assert served_version(tmp_path) == 2


def test_on_a_full_disk_the_old_index_serves_and_the_message_says_how_much_is_needed(tmp_path: Path) -> None:
    """D5; the last size is enough, so that a retry after space is freed works."""
    said = fill_disks(tmp_path, [10, 100, 1_000, 5_000, 10_000, 20_000, 30_000, 40_000, 10_000_000])
    *refused, allowed = said.values()
    assert len(refused) == 8
    for message in refused:
        assert f"The index in {tmp_path / 'index'} cannot be written" in message
        assert "Free some space (about 1 MB)" in message
    assert allowed == ""


def _copy(source: Path, target: Path) -> None:
    for file in source.iterdir():
        if file.name != "manifest.json":
            shutil.copyfile(file, target / file.name)


@pytest.mark.parametrize("content", [b"", b"\x80\x04cos\nsystem\n", b"IxMp" + b"\xff" * 400, bytes(10_000)])
@pytest.mark.parametrize("name", ["store.sqlite", "zh.vectors", "words.postings", "heads.postings", "lengths.arrays"])
@pytest.mark.timeout(PATIENCE)
def test_forged_files_with_fitting_hashes_are_refused_at_once(tmp_path: Path, name: str, content: bytes) -> None:
    """D8: nothing is run, little memory is taken."""
    index_version(tmp_path, 1)
    index = tmp_path / "index"
    generation, manifest = current(index)

    def forge(fresh: Path) -> None:
        _copy(generation, fresh)
        (fresh / name).write_bytes(content)

    forged = publish(index, forge, manifest)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with at_most(1), pytest.raises(IndexDamaged, match=name):
        KnowledgeBase(forged, dimension=current(index)[1].dimension)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500_000


@pytest.mark.timeout(PATIENCE)
def test_a_forged_view_in_place_of_the_documents_is_never_run(tmp_path: Path) -> None:
    """D8: a query that would never end."""
    index_version(tmp_path, 1)
    index = tmp_path / "index"
    generation, manifest = current(index)

    def forge(fresh: Path) -> None:
        _copy(generation, fresh)
        connection = sqlite3.connect(fresh / "store.sqlite")
        connection.executescript(
            "DROP TABLE documents; CREATE VIEW documents AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1"
            " FROM n) SELECT id, id AS title, id AS text, 'en' AS language, '' AS source, '' AS date, '' AS root,"
            " '' AS proof FROM n;"
        )
        connection.close()

    forged = publish(index, forge, manifest)
    with pytest.raises(IndexDamaged, match="its tables are not ours"):
        KnowledgeBase(forged, dimension=manifest.dimension)
    index_version(tmp_path, 2)
    assert served_version(tmp_path) == 2
