"""Indexing over a damaged index: what proves to be good is kept, what may be lost is said."""

import shutil
from pathlib import Path

import pytest

from embeddings import Embedder
from qa.errors import IndexDamaged
from qa.index_builder import build_index
from qa.indexing.index_report import IndexReport
from qa.retrieval.generations import current
from qa.retrieval.knowledge_base import KnowledgeBase
from qa.settings import Settings
from tests.fakes import letters, write_texts

pytestmark = pytest.mark.integration

SETTINGS = Settings()
TEXTS = {f"{name}.txt": f"{name} library opened in 19{number}.\n" for number, name in enumerate("abcdef", start=10)}


def index(folder: Path, *paths: Path, embedder: Embedder | None = None) -> IndexReport:
    return build_index(paths, folder, settings=SETTINGS, embedder=embedder or letters())


def opened(folder: Path) -> KnowledgeBase:
    generation, manifest = current(folder)
    return KnowledgeBase(generation, dimension=manifest.dimension)


def counts(report: IndexReport) -> tuple[int, int, int, int]:
    return report.documents, report.added, report.changed, report.removed


def damage(file: Path) -> None:
    data = file.read_bytes()
    middle = len(data) // 2
    file.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])


@pytest.fixture
def two_roots(tmp_path: Path) -> Path:
    """An index of two folders, written once more since; the second folder has gone."""
    folder = tmp_path / "index"
    index(folder, write_texts(tmp_path / "one", TEXTS))
    index(folder, write_texts(tmp_path / "two", {"z.txt": "Only here.\n"}))
    index(folder, write_texts(tmp_path / "one", {"a.txt": "The a library moved.\n"}))
    shutil.rmtree(tmp_path / "two")
    return folder


@pytest.mark.parametrize("name", ["en.vectors", "manifest.json"])
def test_indexing_over_damage_elsewhere_keeps_all_documents(two_roots: Path, name: str) -> None:
    damage(current(two_roots)[0] / name)
    with pytest.raises(IndexDamaged, match="documents that are whole are kept"):
        current(two_roots)
    report = index(two_roots, two_roots.parent / "one")
    assert report.documents == 7
    assert not report.failed
    assert opened(two_roots).document("z.txt").text == "Only here.\n"


@pytest.mark.parametrize("content", [None, b"", b"garbage"])
def test_without_its_pointer_the_documents_are_kept(two_roots: Path, content: bytes | None) -> None:
    (two_roots / "CURRENT").unlink()
    if content is not None:
        (two_roots / "CURRENT").write_bytes(content)
    report = index(two_roots, two_roots.parent / "one")
    assert report.documents == 7
    assert not report.failed


def test_documents_of_another_format_are_kept(two_roots: Path) -> None:
    manifest = current(two_roots)[0] / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"format": 2', '"format": 99'))
    report = index(two_roots, two_roots.parent / "one")
    assert report.documents == 7
    assert not report.failed


def test_a_lost_store_is_made_up_for_by_the_generation_before(two_roots: Path) -> None:
    (current(two_roots)[0] / "store.sqlite").write_bytes(b"garbage")
    report = index(two_roots, two_roots.parent / "one")
    assert report.documents == 7
    assert [one.reason for one in report.failed] == [
        "the index was damaged: 0 documents in it were whole and are kept; 7 more came from the generation before."
        " If others were indexed from elsewhere, index those folders again"
    ]
    assert index(two_roots, two_roots.parent / "one").failed == ()


def test_documents_that_are_whole_are_kept_from_a_store_with_one_bad_row(two_roots: Path) -> None:
    for store in two_roots.rglob("store.sqlite"):
        store.write_bytes(store.read_bytes().replace(b"Only here.", b"Only hero."))
    report = index(two_roots, two_roots.parent / "one")
    assert report.documents == 6
    assert "6 of 7 documents in it were whole and are kept." in report.failed[0].reason


def test_what_is_lost_for_good_is_said(two_roots: Path) -> None:
    for store in two_roots.rglob("store.sqlite"):
        store.write_bytes(b"garbage")
    report = index(two_roots, two_roots.parent / "one")
    assert counts(report) == (6, 6, 0, 0)
    assert "0 documents in it were whole" in report.failed[0].reason
    assert report.failed[0].source == str(two_roots)
