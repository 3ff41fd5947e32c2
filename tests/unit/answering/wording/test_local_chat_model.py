"""What surrounds the local runtime: the handlers of signals, and the memory that is free."""

import ctypes
import signal
import sys
from pathlib import Path

import pytest

from qa.answering.wording.local_chat_model import free_memory, handlers_kept


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such handlers")
def test_ctrl_c_works_as_before_after_a_library_took_it() -> None:
    ignore = ctypes.c_void_p(1)  # SIG_IGN
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a test process of many may not hear it
    with handlers_kept():
        ctypes.CDLL(None).signal(int(signal.SIGINT), ignore)
        signal.raise_signal(signal.SIGINT)  # nobody hears it
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    signal.signal(signal.SIGINT, before)


def test_free_memory_is_read_from_the_systems_table(tmp_path: Path) -> None:
    table = tmp_path / "meminfo"
    table.write_text("MemTotal:  24000000 kB\nMemFree:  10 kB\nMemAvailable:  2000000 kB\n", "ascii")
    assert free_memory(table) == 2_048_000_000


@pytest.mark.parametrize("content", ["", "MemAvailable:\n", "MemAvailable: many kB\n"])
def test_a_table_that_does_not_tell_gives_nothing(tmp_path: Path, content: str) -> None:
    table = tmp_path / "meminfo"
    table.write_text(content, "ascii")
    assert free_memory(table) is None
    assert free_memory(tmp_path / "missing") is None
