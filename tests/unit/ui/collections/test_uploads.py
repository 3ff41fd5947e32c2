"""Uploads: only files that were received here count."""

from pathlib import Path

from tests.fakes import write_texts
from ui.collections.uploads import received


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
    assert [(upload.name, upload.path is not None) for upload in found] == [
        ("a.txt", True), ("b.txt", False), ("c.txt", False), ("d.txt", False), ("e.txt", False), ("f.txt", False)
    ]  # fmt: skip
    assert received("x", inside) == received(None, inside) == []
