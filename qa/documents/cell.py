"""A cell: a child process that runs parsers of files, and dies at its limits without taking anything with it.

Parsers read what strangers wrote, and libraries in C and Rust crash over it, loop, or take all memory. The child gets
bytes and gives text back; it has no network, writes no file, and is killed at its time.
"""

import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from qa.documents.extracted import Extracted, Part
from qa.documents.formats.table import Format
from qa.documents.frames import read_frame, write_frame
from qa.errors import DocumentUnreadable

PROGRAM = "qa.documents.parser_process"
_ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 60.0
# What a child needs of the environment; keys and tokens stay here.
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "PYTHONHOME")
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What the parsing of one file may take: seconds, bytes of memory, and bytes of the text with its parts."""

    seconds: float = 60.0
    memory: int = 2_000_000_000
    output: int = 200_000_000


class CellDied(Exception):
    """A child ended over a file; `reason` is for the user. The file may be tried again unless it used up its time."""

    def __init__(self, reason: str, *, may_retry: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.may_retry = may_retry


class Cell:
    """One child at a time, started when it is first needed and after each death. For one thread at a time."""

    def __init__(self, limits: Limits, *, program: str = PROGRAM) -> None:
        self._limits = limits
        self._program = program
        self._process: subprocess.Popen[bytes] | None = None
        self._is_late = False
        self._allowed = limits.seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def extract(self, kind: Format, data: bytes, name: str, *, more_seconds: float = 0.0) -> Extracted:
        """What the parser of a kind takes out of a file, for which it may have more time than the limits say.

        Raises `DocumentUnreadable` and `CellDied`.
        """
        process = self._started()
        self._allowed = self._limits.seconds + more_seconds
        head = {"kind": kind.name, "name": name, "seconds": self._allowed}
        reply = self._timed(process, self._allowed, lambda: _exchange(process, head, data, self._limits.output))
        if reply is None:
            raise self._death()
        if reply.pop("is_spent", False):
            self.close()
        if "error" in reply:
            raise DocumentUnreadable(str(reply["error"]))
        return _extracted(reply)

    def close(self) -> None:
        """End the child."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _close(pipe)

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        path = os.pathsep.join([str(_ROOT), *filter(None, sys.path)])
        # -P: the folder that is worked in, perhaps one of documents, is no place to import from.
        command = [sys.executable, "-P", "-m", self._program, json.dumps(asdict(self._limits))]
        process = self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**passed, **_ONE_THREAD, "PYTHONPATH": path},
        )
        assert process.stdout is not None
        pipe = process.stdout
        if self._timed(process, _START_SECONDS, lambda: read_frame(pipe, at_most=100)) is None:
            self.close()
            raise CellDied("the process that reads such files could not be started")
        return process

    def _timed(self, process: "subprocess.Popen[bytes]", seconds: float, work: Any) -> Any:
        """What the work with a child gives; None where the child has ended, or was killed because it took too long."""
        self._is_late = False

        def kill() -> None:
            self._is_late = True
            process.kill()

        watch = threading.Timer(seconds, kill)
        watch.daemon = True
        watch.start()
        try:
            return work()
        except OSError:
            return None
        finally:
            watch.cancel()

    def _death(self) -> CellDied:
        """Why the child ended."""
        process, is_late = self._process, self._is_late
        self.close()
        if is_late or (process is not None and process.returncode == -24):  # SIGXCPU
            return CellDied(f"reading it took more than {self._allowed:.0f} seconds", may_retry=False)
        return CellDied("the file brought its reader down; it may be damaged. Save it anew")


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:
        return


def _exchange(
    process: "subprocess.Popen[bytes]", head: dict[str, Any], data: bytes, at_most: int
) -> dict[str, Any] | None:
    """Hand a file to a child; its reply, or None where it did not give a whole one."""
    assert process.stdin is not None
    assert process.stdout is not None
    write_frame(process.stdin, json.dumps(head).encode())
    write_frame(process.stdin, data)
    reply = read_frame(process.stdout, at_most=at_most)
    found = None if reply is None else json.loads(reply)
    return found if isinstance(found, dict) else None


def _extracted(reply: dict[str, Any]) -> Extracted:
    parts = tuple(map(Part.from_json, reply["parts"]))
    about = {key: reply[key] for key in ("text", "title", "source", "date", "scans")}
    return Extracted(**about, parts=parts, notes=tuple(reply["notes"]))
