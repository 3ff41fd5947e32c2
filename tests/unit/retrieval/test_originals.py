"""Files that are shown by their pages stay with the index, by their hash."""

import hashlib
from pathlib import Path

import pytest

from qa.retrieval.originals import keep, original, tidy

DATA = b"%PDF-1.7 pages"
DIGEST = hashlib.sha256(DATA).hexdigest()


def test_a_kept_file_is_found_again_by_its_hash(tmp_path: Path) -> None:
    assert keep(tmp_path, DATA) == keep(tmp_path, DATA) == DIGEST
    assert original(tmp_path, DIGEST) == DATA
    assert [file.name for file in (tmp_path / "files").iterdir()] == [DIGEST]


def test_a_file_that_is_gone_or_has_changed_is_none(tmp_path: Path) -> None:
    assert original(tmp_path, DIGEST) is None
    keep(tmp_path, DATA)
    (tmp_path / "files" / DIGEST).write_bytes(DATA[:-1] + b"S")
    assert original(tmp_path, DIGEST) is None
    (tmp_path / "files" / DIGEST).write_bytes(DATA[:5])
    keep(tmp_path, DATA)
    assert original(tmp_path, DIGEST) == DATA


@pytest.mark.parametrize("name", ["", ".", "../secret", "../../etc/passwd", DIGEST + "/..", DIGEST.upper()])
def test_a_hash_from_a_hostile_index_leads_nowhere(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    keep(tmp_path, DATA)
    assert original(tmp_path, name) is None


def test_a_link_in_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "elsewhere").write_bytes(DATA)
    (tmp_path / "files" / DIGEST).symlink_to(tmp_path / "elsewhere")
    assert original(tmp_path, DIGEST) is None


def test_what_no_document_has_any_more_is_deleted_and_nothing_else(tmp_path: Path) -> None:
    tidy(tmp_path, ())
    keep(tmp_path, DATA)
    keep(tmp_path, b"other")
    (tmp_path / "files" / f"{DIGEST}.partial").write_bytes(b"half")
    (tmp_path / "files" / "note.txt").write_text("a note")
    tidy(tmp_path, {DIGEST})
    assert sorted(file.name for file in (tmp_path / "files").iterdir()) == sorted([DIGEST, "note.txt"])
