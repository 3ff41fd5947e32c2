"""The child of a cell: it takes files one after the other and gives back what their parsers take out.

Run as `python -m qa.documents.parser_process LIMITS`; it is started by cell.py only.
"""

import ctypes
import json
import os
import resource
import sys
import warnings
from collections.abc import Mapping
from typing import IO, Any

from qa.documents.extracted import Extracted
from qa.documents.formats.table import FORMATS, SCAN, Format, Parser, parser_of
from qa.documents.frames import read_frame, write_frame
from qa.errors import DocumentUnreadable

_LARGEST_FILE = 2**40
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000
# No parser opens a connection or starts a program.
_REFUSED = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "urllib.")


def main(parsers: Mapping[str, Parser]) -> None:
    """Answer files, each with the parser of its kind, until the parent closes the pipe."""
    limits = json.loads(sys.argv[1])
    files, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # A library that prints does not write into the replies.
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)
    _confine(limits["memory"])
    write_frame(replies, b"ready")
    while (head := read_frame(files, at_most=_LARGEST_FILE)) is not None:
        data = read_frame(files, at_most=_LARGEST_FILE)
        if data is None:
            return
        asked = json.loads(head)
        _allow_time(asked["seconds"])
        _send(replies, _reply(parsers, asked, data), limits["output"])


def _confine(memory: int) -> None:
    """Give up what a parser does not need: network, files to write, programs to start, and memory without end."""
    warnings.simplefilter("ignore")
    sys.dont_write_bytecode = True
    system = ctypes.CDLL(None, use_errno=True)
    # A network of its own is empty. Where the system does not allow one, the hook below stands alone.
    if system.unshare(_NEW_NETWORK) != 0:
        system.unshare(_NEW_NETWORK | _NEW_USER)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_REFUSED):
        raise PermissionError(f"{event} is not allowed here")
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        raise PermissionError("no file may be written here")


def _allow_time(seconds: float) -> None:
    """Processor time for one more file: the parent may be gone, and kills nobody then."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _reply(parsers: Mapping[str, Parser], head: dict[str, Any], data: bytes) -> dict[str, Any]:
    """What a parser takes out, or why it does not; a child whose memory ran out takes no more files."""
    try:
        return _to_json(parsers[head["kind"]](data, head["name"]))
    except DocumentUnreadable as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "reading it takes more memory than is allowed. Split it", "is_spent": True}
    except RecursionError:
        return {"error": "it is nested too deeply", "is_spent": True}
    except Exception as error:  # whatever a library makes of a damaged file
        return {"error": f"the file is damaged, or not what its name says ({type(error).__name__})"}


def _to_json(found: Extracted) -> dict[str, Any]:
    return {
        "text": found.text,
        "title": found.title,
        "source": found.source,
        "date": found.date,
        "parts": [part.to_json() for part in found.parts],
        "notes": list(found.notes),
        "scans": found.scans,
    }


def _send(stream: IO[bytes], reply: dict[str, Any], limit: int) -> None:
    data = json.dumps(reply).encode()
    if len(data) > limit:
        data = json.dumps({"error": f"more than {limit:,} bytes of text come out of it. Split it"}).encode()
    write_frame(stream, data)


def _late(kind: Format) -> Parser:
    """A parser whose library is loaded with the first file."""
    return lambda data, name: parser_of(kind)(data, name)


if __name__ == "__main__":
    main({kind.name: _late(kind) for kind in (*FORMATS, SCAN)})
