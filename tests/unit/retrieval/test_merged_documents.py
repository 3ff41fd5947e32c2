from collections.abc import Sequence
from pathlib import Path

from qa.retrieval.merged_documents import Merged, merge
from qa.retrieval.store import StoredDocument
from qa.types import Document


def stored(identity: str, root: str | Path, text: str = "text") -> StoredDocument:
    return StoredDocument(Document(identity, identity, text, "en"), str(root))


def merged(before: Sequence[StoredDocument], found: Sequence[StoredDocument], *roots: str, unread: str = "") -> Merged:
    return merge(
        {one.document.id: one for one in before},
        found,
        roots=frozenset(roots) | {one.root for one in found},
        unread=[unread] if unread else [],
    )


def texts(result: Merged) -> dict[str, str]:
    return {key: one.document.text for key, one in sorted(result.documents.items())}


def test_documents_of_other_roots_stay_and_vanished_ones_go() -> None:
    before = [stored("a", "/x"), stored("b", "/x"), stored("c", "/y")]
    assert list(texts(merged(before, [stored("a", "/x", "new")]))) == ["a", "c"]
    assert texts(merged(before, [stored("a", "/x", "new")]))["a"] == "new"


def test_what_cannot_be_read_this_time_stays() -> None:
    before = [stored("a", "/x"), stored("x/a", "/x"), stored("b", "/x")]
    assert list(texts(merged(before, [], "/x", unread="a"))) == ["a", "x/a"]
    assert list(texts(merged(before, [], "/x", unread="x"))) == ["x/a"]
    assert list(texts(merged(before, [], "/x", unread="more.docs.jsonl:7"))) == ["a", "b", "x/a"]


def test_two_roots_with_one_id_keep_both_documents() -> None:
    first, second = stored("a.txt", "/x/notes", "one"), stored("a.txt", "/x/reports", "two")
    expected = {"a.txt": "one", "reports/a.txt": "two"}
    assert texts(merged([], [first, second])) == expected
    assert texts(merged([], [second, first])) == expected
    assert texts(merged([first], [second])) == expected


def test_the_document_that_has_an_id_keeps_it() -> None:
    first, second = stored("a.txt", "/x/notes", "one"), stored("a.txt", "/x/reports", "two")
    expected = {"a.txt": "two", "notes/a.txt": "one"}
    after = merged([second], [first])
    assert texts(after) == expected
    assert texts(merged(list(after.documents.values()), [first, second])) == expected
    assert texts(merged(list(after.documents.values()), [first])) == expected
    assert texts(merged(list(after.documents.values()), [second])) == expected


def test_folders_of_one_name_are_told_apart_by_the_folder_above() -> None:
    found = [stored("a.txt", f"/{letter}/reports", letter) for letter in "bca"]
    assert texts(merged([], found)) == {"a.txt": "a", "reports/a.txt": "b", "c/reports/a.txt": "c"}


def test_a_document_whose_own_path_is_the_name_that_another_one_gets_is_not_lost() -> None:
    found = [stored("a.txt", "/x", "1"), stored("a.txt", "/y", "2"), stored("y/a.txt", "/y", "3")]
    assert sorted(texts(merged([], found)).values()) == ["1", "2", "3"]


def test_the_same_id_twice_in_one_root_is_reported() -> None:
    result = merged([], [stored("a", "/x", "one"), stored("a", "/x", "two")])
    assert texts(result) == {"a": "one"}
    assert result.ids.count(None) == 1


def test_a_file_named_alone_is_the_one_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("new")
    old, new = stored("a.txt", tmp_path, "old"), stored("a.txt", tmp_path / "a.txt", "new")
    assert texts(merged([old], [new])) == {"a.txt": "new"}
    assert merged([], [old, new]).ids == ("a.txt", None)


def test_an_unchanged_document_of_a_folder_that_was_moved_is_the_same(tmp_path: Path) -> None:
    old = stored("a.txt", tmp_path / "gone", "text")
    assert texts(merged([old], [stored("a.txt", tmp_path, "text")])) == {"a.txt": "text"}
    assert len(merged([old], [stored("a.txt", tmp_path, "other")]).documents) == 2
