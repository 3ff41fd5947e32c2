"""From the name of a language model to a LangChain chat model, and the sentences that it writes."""

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.answering.wording.chat_stream import Schema, pieces
from qa.answering.wording.failures import WordingFailed, wants_no_schema
from qa.answering.wording.local_model_file import Progress, local_model
from qa.answering.wording.prompts import SEED
from qa.answering.wording.spending import Spending
from qa.answering.wording.waiting_line import Turns
from qa.errors import BadSetting, LanguageModelUnavailable
from qa.language import sentences

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

NONE, LOCAL = "none", "local"
# A server words several answers at once, this computer one after another.
_PLACES_AT_A_SERVER = 8
# The text of sources that a model reads at once, in characters of Chinese. A server reads all that was found; on this
# computer a hundred characters take about a second.
ROOM_AT_A_SERVER, ROOM_HERE = 6_000.0, 300.0
# A model of a server reads better than one that is small enough for this computer.
TRUST_IN_A_SERVER, TRUST_HERE = 0.8, 0.6
# The longest replies of a server, in tokens; some think before they write.
_MOST_TOKENS = 1_000
# Of the tokens that a model says it can take in, sources get this share: the rest is for rules, names and its reply.
_SHARE_FOR_SOURCES = 0.5
__all__ = ["LanguageModel", "WordingFailed", "open_language_model", "unavailable"]
_EXTRAS = {"openai": "openai", "ollama": "ollama"}


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A chat model with its turns, the seconds that one answer may take, and how much text it can be shown."""

    chat: "BaseChatModel | MemoryError"
    seconds: float
    turns: Turns = field(default_factory=Turns)
    room: float = ROOM_AT_A_SERVER
    """The text of sources that it reads at once, in characters of Chinese."""
    trust: float = TRUST_IN_A_SERVER
    """How often it is taken to be right where it reads: what its word is worth beside the trained reader's."""
    spending: Spending = field(default_factory=Spending)
    _plain: threading.Event = field(default_factory=threading.Event)
    """Set as soon as the model or its server has shown that it knows no schema."""

    def sentences(self, prompt: "list[BaseMessage]") -> Iterator[str]:
        """The sentences of the model's draft, each when it is whole. Closing it stops the model. WordingFailed."""
        with self.turns.turn():
            draft = ""
            for piece in pieces(self._loaded, prompt, seconds=self.seconds, spending=self.spending):
                draft += piece
                *whole, last = sentences(draft) or ((0, 0),)
                yield from (draft[start:end] for start, end in whole)
                draft = draft[last[0] :] if whole else draft
            yield from (draft[start:end] for start, end in sentences(draft))

    def reply(self, prompt: "list[BaseMessage]", schema: Schema, *, seconds: float | None = None) -> str:
        """The whole reply, by a schema where the model knows how, cut where it is too long. Raises `WordingFailed`."""
        seconds = self.seconds if seconds is None else seconds
        with self.turns.turn():
            if not self._plain.is_set():
                try:
                    return "".join(pieces(self._loaded, prompt, seconds=seconds, spending=self.spending, schema=schema))
                except WordingFailed as error:
                    if error.__cause__ is None or not wants_no_schema(error.__cause__):
                        raise
                    self._plain.set()
            return "".join(pieces(self._loaded, prompt, seconds=seconds, spending=self.spending))

    @property
    def _loaded(self) -> "BaseChatModel":
        if isinstance(self.chat, MemoryError):
            raise WordingFailed(f"not enough memory: {self.chat}", "model_memory")
        return self.chat


def unavailable(error: MemoryError) -> LanguageModel:
    """A language model that the memory is too small for: each wording fails with that."""
    return LanguageModel(error, seconds=0)


def open_language_model(
    name: "str | BaseChatModel",
    *,
    cache_folder: Path,
    url: str,
    seconds: float,
    key: str = "",
    room: float = ROOM_AT_A_SERVER,
    progress: Progress | None = None,
) -> LanguageModel | None:
    """The language model of that name; None for "none". BadSetting, LanguageModelUnavailable or MemoryError.

    `room` is the most text that it reads at once, in characters of Chinese.
    """
    if not isinstance(name, str):
        return _here(name, seconds, room) if _is_here(name) else LanguageModel(name, seconds, room=_room(name, room))
    if name == NONE:
        return None
    if name == LOCAL or name.lower().endswith(".gguf"):
        file = local_model(cache_folder, progress) if name == LOCAL else Path(name).expanduser()
        return _here(_loaded(file), seconds, room)
    chat = _remote(name, url, key, seconds)
    return LanguageModel(chat, seconds, Turns(_PLACES_AT_A_SERVER), _room(chat, room))


def _here(chat: "BaseChatModel", seconds: float, room: float) -> LanguageModel:
    """A model that this process runs."""
    return LanguageModel(chat, seconds, room=min(room, ROOM_HERE), trust=TRUST_HERE)


def _is_here(chat: "BaseChatModel") -> bool:
    from qa.answering.wording.local_chat_model import LocalChatModel  # late, as in `_loaded`

    return isinstance(chat, LocalChatModel)


def _room(chat: "BaseChatModel", most: float) -> float:
    """What a model can be shown: `most`, or less if it says that it can take in less."""
    profile = getattr(chat, "profile", None)
    tokens = profile.get("max_input_tokens") if isinstance(profile, dict) else None
    return min(most, tokens * _SHARE_FOR_SOURCES) if isinstance(tokens, int) and tokens else most


def _loaded(file: Path) -> "BaseChatModel":
    from qa.answering.wording.local_chat_model import (
        load,  # langchain takes most of a second to import, and few need it
    )

    return load(file)


def _remote(name: str, url: str, key: str, seconds: float) -> "BaseChatModel":
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
        options |= {
            "seed": SEED,
            "max_tokens": _MOST_TOKENS,
            "timeout": seconds,
            "max_retries": 0,
            "stream_usage": True,
        }
        # A server of one's own asks for no key, but the client wants one.
        options |= {"base_url": url, "api_key": key or os.environ.get("OPENAI_API_KEY") or "none"} if url else {}
        options |= {"api_key": key} if key else {}
    elif provider == "ollama":
        options |= {"seed": SEED, "num_predict": _MOST_TOKENS} | ({"base_url": url} if url else {})
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
