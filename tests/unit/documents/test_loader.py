"""Folders, files and rows become documents; what does not is named with its reason."""

import gzip
import json
import os
from pathlib import Path

import pytest

from qa.documents.folder_walk import Skipped
from qa.documents.loader import Loaded, load
from tests.time_limits import at_most

TEXT = "市审计局对全市十二家医院的药品采购进行了专项审计。"
LIMIT = 100_000


def _load(*paths: Path | str, max_bytes: int = LIMIT) -> tuple[list[str], dict[str, str]]:
    found = list(load(paths, max_bytes=max_bytes))
    loaded = [one.document.id for one in found if isinstance(one, Loaded)]
    return loaded, {one.source: one.reason for one in found if isinstance(one, Skipped)}


def test_files_of_a_folder_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    for name in ("b/same.txt", "a/same.txt", "c.md", "B.TXT", "a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    assert _load(tmp_path) == (["B.TXT", "a.txt", "a/same.txt", "b/same.txt", "c.md"], {})


def test_what_describes_a_folder_is_indexed_only_when_it_is_named(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("# About\n\nText.")
    (tmp_path / ".hidden.txt").write_text(TEXT)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "note.txt").write_text(TEXT)
    (tmp_path / "photo.gif").write_bytes(b"GIF89a")
    found = list(load([tmp_path], max_bytes=LIMIT))
    assert [(one.source, one.is_error) for one in found if isinstance(one, Skipped)] == [
        (".git/note.txt", False),
        (".hidden.txt", False),
        ("README.md", False),
        ("photo.gif", False),
    ]
    assert _load(readme) == (["README.md"], {})


def test_links_and_pipes_are_neither_followed_out_nor_waited_for(tmp_path: Path) -> None:
    folder, outside = tmp_path / "folder", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text(TEXT)
    (folder / "a.txt").write_text(TEXT)
    (folder / "inside.txt").symlink_to("a.txt")
    (folder / "out.txt").symlink_to(outside / "secret.txt")
    (folder / "out").symlink_to(outside)
    (folder / "self").symlink_to(folder)
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "dead.txt").symlink_to("nothing")
    os.mkfifo(folder / "pipe.txt")
    with at_most(2):
        loaded, skipped = _load(folder, folder / "pipe.txt", folder / "loop.txt")
    assert loaded == ["a.txt", "inside.txt"]
    assert skipped["out.txt"] == skipped["zero.txt"] == "a link to outside the folder"
    assert skipped["out"] == skipped["self"] == "a link to a folder"
    assert skipped["pipe.txt"] == "not a regular file"
    assert skipped["loop.txt"].startswith("cannot be read")
    assert skipped["dead.txt"].startswith("cannot be read")
    assert skipped[str(folder / "loop.txt")] == "there is no such file or folder"


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "locked.txt").write_text(TEXT)
    (tmp_path / "locked.txt").chmod(0)
    (tmp_path / "shut").mkdir(mode=0)
    _, skipped = _load(tmp_path)
    assert skipped == {
        "locked.txt": "cannot be read: Permission denied",
        "shut": "the folder cannot be read: Permission denied",
    }


def test_missing_empty_large_and_binary_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_text("a" * 2001)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "really.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "good.txt").write_text(TEXT)
    loaded, skipped = _load(tmp_path, tmp_path / "none", "", "a\0b", "x" * 5000, max_bytes=2000)
    assert loaded == ["good.txt"]
    assert skipped["large.txt"].startswith("2,001 bytes; the limit is 2,000.")
    assert skipped["empty.txt"] == "the file is empty"
    assert skipped["really.txt"].startswith("the PDF is damaged or cut off")
    assert [skipped[name] for name in (str(tmp_path / "none"), "", "a\0b", "x" * 5000)] == [
        "there is no such file or folder"
    ] * 4


def test_rows_become_documents_and_bad_ones_are_named_by_line(tmp_path: Path) -> None:
    lines = [
        json.dumps({"doc_id": "one", "title": "Title", "text": TEXT}),
        "no json",
        "",
        "[]",
        json.dumps({"doc_id": "two", "text": TEXT}),
        json.dumps({"doc_id": 3, "text": TEXT}),
        json.dumps({"doc_id": "four", "text": " "}),
        "[" * 50_000,
        '{"doc_id": "\\ud800five", "title": "\\udfff", "text": "a \\ud800 b \\u0000"}',
    ]
    file = tmp_path / "rows.docs.jsonl"
    file.write_text("\n".join(lines))
    packed = tmp_path / "rows.docs.jsonl.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))
    for path in (file, packed):
        loaded, skipped = _load(path)
        assert loaded == ["one", "two", "\ufffdfive"]
        assert skipped == {
            f"{path.name}:2": "the line is no JSON object",
            f"{path.name}:4": "the line is no JSON object",
            f"{path.name}:6": 'a row needs "doc_id", "title" and "text", all of them text',
            f"{path.name}:7": "the text is empty",
            f"{path.name}:8": "the line is no JSON object",
        }
    documents = [one.document for one in load([file], max_bytes=LIMIT) if isinstance(one, Loaded)]
    assert [(one.title, one.text) for one in documents] == [
        ("Title", TEXT),
        ("two", TEXT),
        ("\ufffd", "a \ufffd b \ufffd"),
    ]


def test_rows_in_another_encoding_are_read(tmp_path: Path) -> None:
    (tmp_path / "old.docs.jsonl").write_bytes(f'{{"doc_id": "旧", "text": "{TEXT}"}}'.encode("gbk"))
    assert _load(tmp_path) == (["旧"], {})


def test_a_gzip_bomb_and_a_broken_archive_are_refused(tmp_path: Path) -> None:
    (tmp_path / "bomb.docs.jsonl.gz").write_bytes(gzip.compress(b" " * 20_000_000))
    (tmp_path / "broken.docs.jsonl.gz").write_bytes(b"\x1f\x8bnothing")
    (tmp_path / "cut.docs.jsonl.gz").write_bytes(gzip.compress(TEXT.encode() * 9)[:-9])
    loaded, skipped = _load(tmp_path)
    assert loaded == []
    assert skipped["bomb.docs.jsonl.gz"] == "more than 800,000 bytes unpacked. Split it"
    assert skipped["broken.docs.jsonl.gz"].startswith("cannot be read")
    assert skipped["cut.docs.jsonl.gz"].startswith("cannot be read")


def test_odd_file_names_are_kept_as_far_as_they_are_text(tmp_path: Path) -> None:
    for name in (b"n" * 251 + b".txt", "\u202eexe.txt".encode(), b"new\nline.txt", b"bad\xff.txt", b"CON.txt"):
        with open(os.path.join(os.fsencode(tmp_path), name), "w") as file:
            file.write(TEXT)
    loaded, skipped = _load(tmp_path)
    assert loaded == ["CON.txt", "bad\ufffd.txt", "new\nline.txt", "n" * 251 + ".txt", "\u202eexe.txt"]
    assert skipped == {}
