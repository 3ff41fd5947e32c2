"""The settings: plain values, read once from `WENJU_…` environment variables; an unknown name is refused."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Literal, get_args

from platformdirs import user_cache_path

from qa.errors import BadSetting

Precision = Literal["auto", "float32", "bfloat16"]
PREFIX = "WENJU_"
_YES_OR_NO = {"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be chosen. `Settings.from_environment()` reads WENJU_EMBEDDING_MODEL, WENJU_CACHE_FOLDER and so on."""

    embedding_model: str = "bundled"
    """"bundled", a sentence-transformers id, or a folder."""
    precision: Precision = "auto"
    """Arithmetic of the embedder; "auto" measures once at start-up which is faster here."""
    language_model_url: str = ""
    """The address of an OpenAI-compatible server (vLLM, llama-server), for openai:NAME; http://127.0.0.1:8000/v1."""
    language_model_key: str = field(default="", repr=False)
    """The key for that server; else OPENAI_API_KEY. It is never written anywhere."""
    language_model_seconds: int = 60
    """The model may take this long for an answer, not counting the wait for others; after that the quotes stand."""
    language_model_room: int = 6_000
    """The most text of sources that the model reads at once, in characters of Chinese; on this computer at most 300."""
    cache_folder: Path = field(default_factory=lambda: user_cache_path("wenju"))
    """Where the model and the dictionary are put in order, once."""
    index_folder: Path = Path("data/index")
    """The default index, relative to the working folder."""
    passage_length: int = 320
    """The longest passage in characters of Chinese; four Latin letters count as one."""
    max_file_bytes: int = 50_000_000
    """A larger file is skipped with its reason."""
    keep_files: bool = True
    """Whether the index keeps a copy of each file that is shown by its pages, such as a PDF."""
    max_question_length: int = 4_000
    """A longer question is refused, in characters."""

    def __post_init__(self) -> None:
        if self.precision not in get_args(Precision):
            raise BadSetting(f"precision is {self.precision!r}. Use one of: {', '.join(get_args(Precision))}")
        for name in (
            "passage_length",
            "max_file_bytes",
            "max_question_length",
            "language_model_seconds",
            "language_model_room",
        ):
            if getattr(self, name) <= 0:
                raise BadSetting(f"{name} is {getattr(self, name)}. Use a number above 0")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """The defaults with every WENJU_… variable laid over them."""
        known = {PREFIX + setting.name.upper(): setting for setting in fields(cls)}
        values: dict[str, object] = {}
        for name, text in sorted(environment.items()):
            if not name.startswith(PREFIX):
                continue
            if name not in known:
                raise BadSetting(f"unknown setting {name}. Known are: {', '.join(sorted(known))}")
            values[known[name].name] = _convert(name, text, known[name].type)
        return cls(**values)  # type: ignore[arg-type]


def _convert(name: str, text: str, wanted: object) -> object:
    if wanted is Path:
        return Path(text).expanduser()
    if wanted is bool:
        if text.lower() not in _YES_OR_NO:
            raise BadSetting(f"{name} is {text!r}. Use one of: {', '.join(_YES_OR_NO)}")
        return _YES_OR_NO[text.lower()]
    if wanted is int:
        try:
            return int(text)
        except ValueError:
            raise BadSetting(f"{name} is {text!r}. Use a whole number") from None
    return text
