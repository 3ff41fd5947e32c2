"""Blocks of bytes over a pipe, each after its length."""

from typing import IO

_LENGTH = 8


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Write a block and see it off."""
    stream.write(len(data).to_bytes(_LENGTH, "big"))
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes], *, at_most: int) -> bytes | None:
    """The next block; None at the end, or where one is cut short or claims to be longer than `at_most`."""
    head = stream.read(_LENGTH)
    length = int.from_bytes(head, "big")
    if len(head) < _LENGTH or length > at_most:
        return None
    data = stream.read(length)
    return data if len(data) == length else None
