"""What a chat model writes, piece by piece, within a time and a length, with patience for an address that is busy."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from qa.answering.wording.failures import WordingFailed, failed, may_pass, pauses
from qa.answering.wording.spending import Spending, spent_on

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

Schema = Mapping[str, Any]
# A reply longer than this is none that is worth waiting for, in characters.
LONGEST_REPLY = 4_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a reply, and the tokens of the whole where the server tells them with it."""

    text: str
    usage: Any = None


def pieces(
    chat: "BaseChatModel",
    prompt: "list[BaseMessage]",
    *,
    seconds: float,
    spending: Spending,
    schema: Schema | None = None,
) -> Iterator[str]:
    """The parts of a reply as they come, in all up to `LONGEST_REPLY` characters. Raises `WordingFailed`.

    Before the first part, an address that is busy is asked again while the time lasts. Closing the iterator stops the
    model.
    """
    deadline = time.monotonic() + seconds
    waits: Iterator[float] | None = None
    while True:
        try:
            began = False
            for text in _once(chat, prompt, deadline, spending, schema):
                began = True
                yield text
            return
        except _Interrupted as stopped:
            error = stopped.error
            waits = waits or pauses(error)
            wait = next(waits, None)
            if began or wait is None or not may_pass(error) or time.monotonic() + wait >= deadline:
                raise failed(error) from error
            time.sleep(wait)
        except Empty:
            raise WordingFailed(f"no answer within {seconds:g} s", "model_slow") from None


class _Interrupted(Exception):
    """The model, its address or its library failed."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(str(error))
        self.error = error


def _once(
    chat: "BaseChatModel", prompt: "list[BaseMessage]", deadline: float, spending: Spending, schema: Schema | None
) -> Iterator[str]:
    """One request; it runs on a thread, so that a silent one is left in time."""
    queue: SimpleQueue[Piece | Exception | None] = SimpleQueue()
    cancelled = threading.Event()
    threading.Thread(target=_run, args=(chat, prompt, schema, queue.put, cancelled), daemon=True).start()
    written, usage = "", None
    try:
        while len(written) < LONGEST_REPLY:
            piece = queue.get(timeout=max(0.0, deadline - time.monotonic()))
            if piece is None:
                return
            if isinstance(piece, BaseException):
                raise _Interrupted(piece)
            usage = piece.usage or usage
            text = piece.text[: LONGEST_REPLY - len(written)]
            written += text
            if text:
                yield text
    finally:
        cancelled.set()
        if written:
            spending.count(spent_on("".join(message.text for message in prompt), written, usage))


def _run(
    chat: "BaseChatModel",
    prompt: "list[BaseMessage]",
    schema: Schema | None,
    put: Callable[[Any], None],
    cancelled: threading.Event,
) -> None:
    """Stream a reply into a queue until it ends or nobody waits for it."""
    try:
        stream = _stream(chat, prompt, schema)
        for piece in stream:
            if cancelled.is_set():
                stream.close()  # type: ignore[attr-defined]
                return
            put(piece)
        put(None)
    except (Exception, MemoryError) as error:  # an address, a library or the memory failed: the quotes stand
        put(error)


def _stream(chat: "BaseChatModel", prompt: "list[BaseMessage]", schema: Schema | None) -> Iterator[Piece]:
    # What LangChain would parse of the reply is left: it may be cut or wrong, and comes only when all is there.
    model = chat if schema is None else getattr(chat.with_structured_output(dict(schema)), "first", chat)
    for chunk in model.stream(prompt):
        called = "".join(call.get("args") or "" for call in getattr(chunk, "tool_call_chunks", ()))
        yield Piece(chunk.text + called, getattr(chunk, "usage_metadata", None))
