"""A language model's file as a LangChain chat model, run in this process by llama.cpp."""

import ctypes
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.output_parsers import JsonOutputParser
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable

from qa.answering.wording.prompts import MOST_TOKENS, SEED, Asked, messages
from qa.errors import LanguageModelUnavailable

# Room for the prompt (some 1,200 tokens), the answer, and both once more where a reply has to be repaired.
_CONTEXT = 3072
# The longest replies by a schema, in tokens.
_MOST_BY_SCHEMA = 200
# Tokens of the prompt that are read in one step: a second's work, so that a cancelled question soon stops.
_STEP = 64
# What a model needs in memory beside its own length: context and working space.
_BESIDE = 400_000_000
_ROLES = {"system": "system", "human": "user", "ai": "assistant"}
# Room for the C library's description of a signal's handler, which is 152 bytes on Linux and 16 on macOS.
_HANDLER_BYTES = 256

Event = dict[str, Any]


class LocalChatModel(BaseChatModel):
    """Answers one prompt at a time, always in the same way: the best token each time, a fixed seed."""

    server: Any

    @property
    def _llm_type(self) -> str:
        return "wenju-local"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        """Pieces of the answer; an empty one for each step of reading the prompt. Closing it stops the model."""
        request = {
            "messages": [{"role": _ROLES[message.type], "content": str(message.content)} for message in messages],
            "stream": True,
            "return_progress": True,
            "cache_prompt": True,
            "temperature": 0,
            "seed": SEED,
            "max_tokens": MOST_TOKENS,
            "stop": stop or [],
        } | kwargs
        yield from map(_chunk, self._events(request))

    def with_structured_output(self, schema: dict[str, Any] | type, **kwargs: Any) -> Runnable[LanguageModelInput, Any]:
        """Replies by a JSON schema: the runtime lets the model write nothing else."""
        form = {"type": "json_schema", "json_schema": {"name": "reply", "schema": schema}}
        return self.bind(response_format=form, max_tokens=_MOST_BY_SCHEMA) | JsonOutputParser()

    def _events(self, request: dict[str, Any]) -> Iterator[Event]:
        """What the runtime reports; it calls back on a thread of its own."""
        events: SimpleQueue[Event | Exception | None] = SimpleQueue()
        cancelled = threading.Event()

        def report(event: Event) -> bool:
            events.put(event)
            return cancelled.is_set()  # the runtime stops where this is true

        def run() -> None:
            try:
                self.server.handle_chat_completions(request, report)
                events.put(None)
            except Exception as error:  # whatever it is, it is raised where the answer is awaited
                events.put(error)

        threading.Thread(target=run, daemon=True, name="language-model").start()
        try:
            while (event := events.get()) is not None:
                if isinstance(event, Exception):
                    raise event
                yield event
        finally:
            cancelled.set()


def load(file: Path, *, threads: int | None = None) -> LocalChatModel:
    """The model of a GGUF file, ready to answer. LanguageModelUnavailable for another file; MemoryError."""
    try:
        import xllamacpp
    except ImportError:
        raise LanguageModelUnavailable(
            "A local language model needs the package xllamacpp. Install it with: pip install 'wenju[local-llm]'"
        ) from None
    _check(file)
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(file)
    parameters.n_ctx = _CONTEXT
    parameters.n_parallel = 1
    parameters.n_batch = parameters.n_ubatch = _STEP
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = threads or os.cpu_count() or 1
    parameters.cache_ram_mib = 0  # the prompt's beginning stays in the one context; no second store
    parameters.verbosity = -1
    with tempfile.TemporaryDirectory(prefix="wenju-", ignore_cleanup_errors=True) as folder, handlers_kept():
        if sys.platform != "win32":
            parameters.hostnames = [f"{folder}/model.sock"]  # a file that only this user may enter: no port is open
        try:
            server = xllamacpp.Server(parameters)
        except RuntimeError as error:
            raise LanguageModelUnavailable(
                f"The language model {file} cannot be loaded: {error} Use another GGUF file, or language model none"
            ) from None
    model = LocalChatModel(server=server)
    model.invoke(messages(Asked("?", "en", ("?",))), max_tokens=1)  # so that the prompt's beginning is read once, here
    return model


def _check(file: Path) -> None:
    """Whether this is a model's file, and the memory is there for it."""
    try:
        length = file.stat().st_size
        with file.open("rb") as opened:
            magic = opened.read(4)
    except OSError as error:
        raise LanguageModelUnavailable(
            f"The language model {file} cannot be read: {error.strerror}. Check the path and the rights to it"
        ) from None
    if magic != b"GGUF":
        raise LanguageModelUnavailable(f"{file} is no GGUF file. Give the path of one, or use local or none")
    free = free_memory()
    if free is not None and free < length + _BESIDE:
        raise MemoryError(f"{(length + _BESIDE) // 10**6:,} MB are needed, {free // 10**6:,} MB are free")


def free_memory(table: Path = Path("/proc/meminfo")) -> int | None:
    """The bytes of memory that a program can have; None where the system does not tell."""
    try:
        lines: Sequence[str] = table.read_text("ascii").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, ValueError, IndexError, StopIteration):
        return None


@contextmanager
def handlers_kept() -> Iterator[None]:
    """Give back the handlers of Ctrl-C and of the end, which the runtime sets to its own when it has loaded."""
    if sys.platform == "win32":
        yield
        return
    action = ctypes.CDLL(None).sigaction
    kept = {number: ctypes.create_string_buffer(_HANDLER_BYTES) for number in (signal.SIGINT, signal.SIGTERM)}
    for number, handler in kept.items():
        action(int(number), None, handler)
    try:
        yield
    finally:
        for number, handler in kept.items():
            action(int(number), handler, None)


def _chunk(event: Event) -> ChatGenerationChunk:
    if "error" in event:
        raise RuntimeError(event["error"].get("message", "the runtime failed"))
    choices = event.get("choices") or [{}]
    text = choices[0].get("delta", {}).get("content") or ""
    return ChatGenerationChunk(message=AIMessageChunk(content=text, usage_metadata=_usage(event.get("timings"))))


def _usage(timings: Event | None) -> UsageMetadata | None:
    """The tokens that the runtime read, those kept from before too, and wrote."""
    if not timings:
        return None
    read, written = int(timings.get("prompt_n", 0) + timings.get("cache_n", 0)), int(timings.get("predicted_n", 0))
    return UsageMetadata(input_tokens=read, output_tokens=written, total_tokens=read + written)
