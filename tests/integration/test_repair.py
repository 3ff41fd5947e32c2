"""A damaged index is made whole out of what is there; what is lost is told; a step back and forth."""

import shutil
from pathlib import Path

import pytest

from embeddings import Embedder
from qa.cli import main
from qa.errors import IndexBusy, IndexDamaged, IndexMissing
from qa.index_builder import build_index, remove_document
from qa.indexing.repair import repair, roll_back
from qa.retrieval.generation_writer import writing
from qa.retrieval.generations import current, recorded
from qa.retrieval.knowledge_base import KnowledgeBase
from qa.settings import Settings
from tests.fakes import LetterEmbedder, letters, write_texts
from tests.small_pdf import Page, lines_of, pdf

pytestmark = pytest.mark.integration

SETTINGS = Settings()
TEXTS = {f"{name}.txt": f"{name} library opened in 19{number}.\n" for number, name in enumerate("abcdef", start=10)}


def texts(folder: Path) -> dict[str, str]:
    generation, manifest = current(folder)
    base = KnowledgeBase(generation, dimension=manifest.dimension)
    assert len(base.passages(range(manifest.passages))) == manifest.passages
    return {stored.document.id: stored.document.text for stored in base.documents()}


def spoil(file: Path) -> None:
    data = file.read_bytes()
    middle = len(data) // 2
    file.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index whose files have gone, with the generation before, which lacks f.txt and has another a.txt."""
    index, source = tmp_path / "index", tmp_path / "texts"
    write_texts(source, {name: text for name, text in TEXTS.items() if name != "f.txt"} | {"a.txt": "The old a.\n"})
    build_index(source, index, settings=SETTINGS, embedder=letters())
    build_index(write_texts(source, TEXTS), index, settings=SETTINGS, embedder=letters())
    shutil.rmtree(source)
    return index


def test_a_whole_index_is_left_alone(folder: Path) -> None:
    generation = current(folder)[0]
    done = repair(folder, SETTINGS, embedder=letters())
    assert (done.fault, done.documents, done.loss, done.lost) == ("", 6, "", ())
    assert current(folder)[0] == generation


@pytest.mark.parametrize("name", ["en.vectors", "manifest.json"])
def test_vectors_are_made_anew_from_the_documents_without_embedding(folder: Path, name: str) -> None:
    spoil(current(folder)[0] / name)
    counter = LetterEmbedder()
    embedder: Embedder = counter  # type: ignore[assignment]
    done = repair(folder, SETTINGS, embedder=embedder)
    assert name in done.fault
    assert (done.documents, done.loss, done.lost, counter.passages) == (6, "", (), [])
    assert texts(folder) == TEXTS


def test_without_the_cache_they_are_embedded_again(folder: Path) -> None:
    for file in (*current(folder)[0].glob("*.vectors"), *folder.glob("vectors.cache.sqlite*")):
        file.write_bytes(b"garbage")
    counter = LetterEmbedder()
    repair(folder, SETTINGS, embedder=counter)  # type: ignore[arg-type]
    assert len(counter.passages) == 6
    assert texts(folder) == TEXTS


@pytest.mark.parametrize("content", [None, b"garbage"])
def test_the_pointer_is_made_anew(folder: Path, content: bytes | None) -> None:
    (folder / "CURRENT").unlink()
    if content is not None:
        (folder / "CURRENT").write_bytes(content)
    done = repair(folder, SETTINGS, embedder=letters())
    assert "CURRENT" in done.fault or "No index" in done.fault
    assert texts(folder) == TEXTS


def test_a_lost_store_is_made_up_for_by_the_generation_before_and_what_is_lost_is_named(folder: Path) -> None:
    (current(folder)[0] / "store.sqlite").write_bytes(b"garbage")
    done = repair(folder, SETTINGS, embedder=letters())
    assert done.lost == ("f.txt",)
    assert done.loss.startswith("the index was damaged: 0 documents in it were whole and are kept; 5 more came from")
    assert texts(folder)["a.txt"] == "The old a.\n"
    assert repair(folder, SETTINGS, embedder=letters()).fault == ""


def test_after_a_repair_the_files_are_read_again_and_what_was_lost_is_there(folder: Path) -> None:
    (current(folder)[0] / "store.sqlite").write_bytes(b"garbage")
    repair(folder, SETTINGS, embedder=letters())
    report = build_index(write_texts(folder.parent / "texts", TEXTS), folder, settings=SETTINGS, embedder=letters())
    assert (report.added, report.changed, report.unchanged) == (1, 1, 4)
    assert texts(folder) == TEXTS


def test_a_damaged_copy_of_a_file_is_deleted_and_made_anew_by_the_next_indexing(tmp_path: Path) -> None:
    source, folder = write_texts(tmp_path / "texts", TEXTS), tmp_path / "index"
    (source / "page.pdf").write_bytes(pdf([Page(lines_of(72, 100, ["The library opened in 1910."]))]))
    build_index(source, folder, settings=SETTINGS, embedder=letters())
    (copy,) = (folder / "files").iterdir()
    content = copy.read_bytes()
    spoil(copy)
    assert main(["check", "--index", str(folder)]) == 1
    done = repair(folder, SETTINGS, embedder=letters())
    assert (done.fault, done.files, copy.exists()) == ("", (copy.name,), False)
    assert main(["check", "--index", str(folder)]) == 0
    assert build_index(source, folder, settings=SETTINGS, embedder=letters()).unchanged == 7
    assert copy.read_bytes() == content


def test_where_nothing_is_whole_nothing_is_written(folder: Path) -> None:
    for store in folder.rglob("store.sqlite"):
        store.write_bytes(b"garbage")
    before = sorted(folder.rglob("*"))
    with pytest.raises(IndexDamaged, match="nothing can be repaired. Index the files again"):
        repair(folder, SETTINGS, embedder=letters())
    assert sorted(folder.rglob("*")) == before


def test_a_folder_without_an_index_is_not_damaged(tmp_path: Path) -> None:
    for act in (lambda: repair(tmp_path, SETTINGS, embedder=letters()), lambda: roll_back(tmp_path)):
        with pytest.raises(IndexMissing, match="No index"):
            act()


def test_a_step_back_and_forth(folder: Path) -> None:
    assert roll_back(folder).documents == 5
    assert texts(folder)["a.txt"] == "The old a.\n"
    assert roll_back(folder).documents == 6
    assert texts(folder) == TEXTS


def test_after_a_step_back_a_file_that_has_not_changed_is_indexed_all_the_same(folder: Path) -> None:
    source = write_texts(folder.parent / "texts", TEXTS)
    build_index(source, folder, settings=SETTINGS, embedder=letters())
    roll_back(folder)
    report = build_index(source, folder, settings=SETTINGS, embedder=letters())
    assert (report.added, report.changed, report.unchanged) == (1, 1, 4)


def test_from_a_damaged_generation_the_step_back_is_for_good(folder: Path) -> None:
    spoil(current(folder)[0] / "store.sqlite")
    roll_back(folder)
    assert len(recorded(folder)) == len(list(folder.glob("generation-*"))) == 1
    with pytest.raises(IndexMissing, match="no whole generation before"):
        roll_back(folder)


def test_a_removed_document_does_not_come_back_with_a_step_back(folder: Path) -> None:
    remove_document("b.txt", folder, settings=SETTINGS, embedder=letters())
    with pytest.raises(IndexMissing, match="none after a document was removed"):
        roll_back(folder)


def test_while_another_process_writes_nothing_is_done(folder: Path) -> None:
    for act in (lambda: repair(folder, SETTINGS, embedder=letters()), lambda: roll_back(folder)):
        with writing(folder), pytest.raises(IndexBusy):
            act()


def test_the_command_says_what_was_done_and_what_is_lost(
    tmp_path: Path, model_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WENJU_EMBEDDING_MODEL", str(model_folder))
    source, folder = write_texts(tmp_path / "texts", {"a.txt": "One.\n"}), tmp_path / "index"
    main(["index", str(source), "--index", str(folder)])
    main(["index", str(write_texts(source, {"b.txt": "Two.\n"})), "--index", str(folder)])
    assert main(["check", "--rollback", "--index", str(folder)]) == 0
    assert main(["check", "--rollback", "--index", str(folder)]) == 0
    (current(folder)[0] / "store.sqlite").write_bytes(b"garbage")
    capsys.readouterr()
    assert main(["check", "--index", str(folder)]) == 1
    assert "qa check --repair" in capsys.readouterr().err
    assert main(["check", "--repair", "--index", str(folder)]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith(f"damaged: {folder}/generation-000002/store.sqlite is missing or damaged")
    assert printed[1:3] == [f"made anew: 1 documents, 1 passages in {folder}", "lost: b.txt"]
    assert main(["check", "--repair", "--index", str(folder)]) == 0
    assert capsys.readouterr().out == f"{folder}: nothing to repair, all files as they were written\n"
