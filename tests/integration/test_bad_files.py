"""A folder of damaged and hostile files: each is read or named with its reason, and the sound ones are read."""

import threading
import time
from collections import defaultdict
from pathlib import Path

import pytest

from benchmarks.bad_files import bad_files, good_files, write_all
from qa.documents.cell import Limits
from qa.documents.folder_walk import Skipped
from qa.documents.loader import Loaded, load

pytestmark = pytest.mark.integration


def test_no_file_ends_the_loading_and_each_has_a_document_or_a_reason(tmp_path: Path) -> None:
    bad, good = bad_files(), good_files()
    assert len(bad) >= 160
    folder = tmp_path / "files"
    folder.mkdir()
    write_all(folder, {**bad, **good})
    before = sorted(path.name for path in tmp_path.rglob("*"))
    began, found = time.monotonic(), defaultdict(list)
    for item in load([folder], max_bytes=50_000_000, limits=Limits(seconds=20)):
        name = item.document.id if isinstance(item, Loaded) else item.source
        found[name.partition("/")[0]].append(item)
    assert time.monotonic() - began < 400
    assert set(found) == {*bad, *good}
    assert all(any(isinstance(item, Loaded) for item in found[name]) for name in good)
    reasons = [item.reason for items in found.values() for item in items if isinstance(item, Skipped)]
    assert all(reason and "Traceback" not in reason for reason in reasons)
    assert sorted(path.name for path in tmp_path.rglob("*")) == before
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("parser")]


def test_a_file_that_ends_its_parser_is_tried_once_more_and_told(tmp_path: Path) -> None:
    write_all(tmp_path, {"far_cell.xlsx": bad_files()["far_cell.xlsx"], **good_files()})
    found = list(load([tmp_path], max_bytes=50_000_000, limits=Limits(seconds=20)))
    (skipped,) = [item for item in found if isinstance(item, Skipped)]
    assert skipped == Skipped("far_cell.xlsx", "the file brought its reader down; it may be damaged. Save it anew")
    ids = [item.document.id for item in found if isinstance(item, Loaded)]
    assert ids == sorted(good_files())
