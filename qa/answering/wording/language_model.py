"""From the name of a language model to a LangChain chat model, and the sentences that it writes."""

import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from qa.answering.wording.local_model_file import Progress, local_model
from qa.answering.wording.prompts import MOST_TOKENS, SEED
from qa.answering.wording.waiting_line import Turns
from qa.errors import BadSetting, LanguageModelUnavailable
from qa.language import sentences

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

NONE, LOCAL = "none", "local"
# A server words several answers at once, this computer one after another.
_PLACES_AT_A_SERVER = 8
# A single piece of a draft longer than this is none that is worth waiting for, in characters.
_LONGEST_DRAFT = 4_000
_EXTRAS = {"openai": "openai", "ollama": "ollama"}


class WordingFailed(Exception):
    """The model did not word the answer: what it said, or that it said nothing in time."""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A chat model with its turns and the seconds that one answer may take."""

    chat: "BaseChatModel | MemoryError"
    seconds: float
    turns: Turns = field(default_factory=Turns)

    def sentences(self, prompt: "list[BaseMessage]") -> Iterator[str]:
        """The sentences of the model's draft, each when it is whole. Closing it stops the model. WordingFailed."""
        if isinstance(self.chat, MemoryError):
            raise WordingFailed(f"not enough memory: {self.chat}")
        with self.turns.turn():
            draft = ""
            for piece in self._pieces(prompt, time.monotonic() + self.seconds):
                draft += piece
                *whole, last = sentences(draft) or ((0, 0),)
                yield from (draft[start:end] for start, end in whole)
                draft = draft[last[0] :] if whole else draft
            yield from (draft[start:end] for start, end in sentences(draft))

    def _pieces(self, prompt: "list[BaseMessage]", deadline: float) -> Iterator[str]:
        """What the model writes, piece by piece; it runs on a thread, so that a silent one is left in time."""
        pieces: SimpleQueue[str | Exception | None] = SimpleQueue()
        cancelled = threading.Event()
        threading.Thread(target=_run, args=(self.chat, prompt, pieces.put, cancelled), daemon=True).start()
        length = 0
        try:
            while True:
                try:
                    piece = pieces.get(timeout=max(0.0, deadline - time.monotonic()))
                except Empty:
                    raise WordingFailed(f"no answer within {self.seconds:g} s") from None
                if piece is None or length > _LONGEST_DRAFT:
                    return
                if isinstance(piece, Exception):
                    raise WordingFailed(f"{type(piece).__name__}: {piece}") from piece
                length += len(piece)
                yield piece
        finally:
            cancelled.set()


def unavailable(error: MemoryError) -> LanguageModel:
    """A language model that the memory is too small for: each wording fails with that."""
    return LanguageModel(error, seconds=0)


def _run(chat: "BaseChatModel", prompt: "list[BaseMessage]", put: Any, cancelled: threading.Event) -> None:
    """Stream an answer into a queue until it ends or nobody waits for it."""
    try:
        stream = chat.stream(prompt)
        for chunk in stream:
            if cancelled.is_set():
                stream.close()  # type: ignore[attr-defined]
                return
            put(chunk.text if isinstance(chunk.text, str) else str(chunk.content))
        put(None)
    except (Exception, MemoryError) as error:  # an address, a library or the memory failed: the quotes stand
        put(error)


def open_language_model(
    name: "str | BaseChatModel", *, cache_folder: Path, url: str, seconds: float, progress: Progress | None = None
) -> LanguageModel | None:
    """The language model of that name; None for "none". BadSetting, LanguageModelUnavailable or MemoryError."""
    if not isinstance(name, str):
        return LanguageModel(name, seconds)
    if name == NONE:
        return None
    if name == LOCAL or name.lower().endswith(".gguf"):
        file = local_model(cache_folder, progress) if name == LOCAL else Path(name).expanduser()
        return LanguageModel(_loaded(file), seconds)
    return LanguageModel(_remote(name, url, seconds), seconds, Turns(_PLACES_AT_A_SERVER))


def _loaded(file: Path) -> "BaseChatModel":
    from qa.answering.wording.local_chat_model import (
        load,  # langchain takes most of a second to import, and few need it
    )

    return load(file)


def _remote(name: str, url: str, seconds: float) -> "BaseChatModel":
    """A model behind an address, by `init_chat_model`."""
    from langchain.chat_models import init_chat_model

    provider, colon, model = name.partition(":")
    if not colon or not model:
        raise BadSetting(
            f"language model {name!r} is not known. Use none, local, the path of a .gguf file, openai:NAME,"
            " ollama:NAME or another name that LangChain's init_chat_model takes"
        )
    options: dict[str, Any] = {"temperature": 0}
    if provider == "openai":
        options |= {"seed": SEED, "max_tokens": MOST_TOKENS, "timeout": seconds, "max_retries": 0}
        # A server of one's own asks for no key, but the client wants one.
        options |= {"base_url": url, "api_key": os.environ.get("OPENAI_API_KEY") or "none"} if url else {}
    elif provider == "ollama":
        options |= {"seed": SEED, "num_predict": MOST_TOKENS} | ({"base_url": url} if url else {})
    try:
        chat: BaseChatModel = init_chat_model(name, **options)
        return chat
    except ImportError:
        extra = _EXTRAS.get(provider)
        install = f"'wenju[{extra}]'" if extra else f"langchain-{provider.replace('_', '-')}"
        raise LanguageModelUnavailable(
            f"The language model {name} needs a package that is missing. Install it with: pip install {install}"
        ) from None
    except Exception as error:  # each provider has errors of its own, mostly a key that is not set
        raise LanguageModelUnavailable(
            f"The language model {name} cannot be used: {str(error).splitlines()[0] if str(error) else error!r}."
            " Check its name, its key and WENJU_LANGUAGE_MODEL_URL"
        ) from None
