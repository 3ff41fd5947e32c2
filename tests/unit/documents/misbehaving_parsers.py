"""Parsers that do what a library does over a hostile file, for the child of a cell. Run by test_cell.py."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from qa.documents.extracted import Extracted, Part
from qa.documents.parser_process import main
from qa.errors import DocumentUnreadable


def _hang(data: bytes, name: str) -> Extracted:
    time.sleep(600)
    return Extracted("")


def _crash(data: bytes, name: str) -> Extracted:
    os.kill(os.getpid(), signal.SIGSEGV)
    return Extracted("")


def _hungry(data: bytes, name: str) -> Extracted:
    return Extracted(str(len([bytearray(10_000_000) for _ in range(1_000)])))


def _deep(data: bytes, name: str) -> Extracted:
    return _deep(data, name)


def _print(data: bytes, name: str) -> Extracted:
    os.write(1, b"printed by a library")
    sys.stdout.write("and by another")
    return Extracted("quiet")


def _connect(data: bytes, name: str) -> Extracted:
    socket.create_connection(("127.0.0.1", int(data)))
    return Extracted("connected")


def _write(data: bytes, name: str) -> Extracted:
    Path(data.decode()).write_text("written")
    return Extracted("written")


def _write_below(data: bytes, name: str) -> Extracted:
    """As a library in C does, past Python."""
    descriptor = os.open(data, os.O_WRONLY | os.O_CREAT)
    os.write(descriptor, b"written")
    return Extracted("written")


def _start(data: bytes, name: str) -> Extracted:
    subprocess.run(["true"], check=True)
    return Extracted("started")


def _flawed(data: bytes, name: str) -> Extracted:
    raise KeyError(name)


def _refuse(data: bytes, name: str) -> Extracted:
    raise DocumentUnreadable("the file is encrypted")


def _long(data: bytes, name: str) -> Extracted:
    return Extracted("a" * 1_000_000)


def _good(data: bytes, name: str) -> Extracted:
    parts = (Part(0, "p. 1"), Part(2, "p. 2"))
    return Extracted(f"{data.decode()} \ud800", name, "source", "2022-05-26", parts, ("a note", str(os.getpid())))


if __name__ == "__main__":
    main(
        {
            "hang": _hang,
            "crash": _crash,
            "hungry": _hungry,
            "deep": _deep,
            "print": _print,
            "connect": _connect,
            "write": _write,
            "write below": _write_below,
            "start": _start,
            "flawed": _flawed,
            "refuse": _refuse,
            "long": _long,
            "good": _good,
        }
    )
