"""Small stand-ins for the heavy parts, used through the same constructors and arguments as those."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from numpy.typing import NDArray

from qa.answering.evidence.reader import Likeness, Readings
from qa.answering.evidence.support import PAIRS, LanguagePair
from qa.answering.matching import Matcher
from qa.language import detect, sentences
from qa.types import Document, Evidence, Hit, Question

if TYPE_CHECKING:
    from embeddings import Embedder


class LetterEmbedder:
    """Counts characters: texts that share letters are near each other. It remembers what it was asked to embed."""

    def __init__(self, name: str = "letters", dimension: int = 32) -> None:
        self.name = name
        self.fingerprint = sha256(f"{name} {dimension}".encode()).hexdigest()
        self.dimension = dimension
        self.passages: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit-length vectors of questions."""
        return np.stack([self._vector(text) for text in texts])

    def encode_passages(
        self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """Unit-length vectors of passages; `progress` hears of each text."""
        self.passages.extend(texts)
        for done in range(1, len(texts) + 1):
            if progress is not None:
                progress(done, len(texts))
        return self.encode_queries(texts)

    def _vector(self, text: str) -> NDArray[np.float32]:
        counts = np.bincount([ord(one) % self.dimension for one in text.lower()] or [0], minlength=self.dimension)
        return (counts / np.linalg.norm(counts)).astype(np.float32)


def letters(name: str = "letters", dimension: int = 32) -> "Embedder":
    """A `LetterEmbedder` for those who ask for an `Embedder` by name."""
    return LetterEmbedder(name, dimension)  # type: ignore[return-value]


class WordReader:
    """Finds the sentences that hold terms of the question; the share that one holds is its support."""

    bars: Mapping[LanguagePair, float] = dict.fromkeys(PAIRS, 0.5)

    def __init__(self, likeness: Likeness, document: Callable[[str], Document]) -> None:
        """Takes what every reader is made from, and needs none of it."""

    def readings(self, question: Question, hits: Sequence[Hit]) -> Readings:
        """Nothing, so that passages stay in the order of the search."""
        return {}

    def read(self, question: Question, hits: Sequence[Hit], readings: Readings) -> tuple[Evidence, ...]:
        """Every sentence that holds a term, best first."""
        found = [
            Evidence(hit, (hit.passage.start + start, hit.passage.start + end), None, share)
            for hit in hits
            for start, end in sentences(hit.passage.text)
            if (share := _share_held(question, hit.passage.text[start:end]))
        ]
        return tuple(sorted(found, key=lambda evidence: -evidence.support))


def _share_held(question: Question, sentence: str) -> float:
    matcher, language = Matcher(sentence), detect(sentence)
    return sum(bool(matcher.find(term, language)) for term in question.terms) / max(1, len(question.terms))


class ScriptedChatModel(BaseChatModel):
    """Says what a function of its prompt's last message gives, letter by letter; it remembers prompts and its end.

    `pause` is the seconds before each letter; `fails_at` is the letter at which it raises `failure`.
    """

    says: Callable[[str], str]
    pause: float = 0.0
    failure: Exception | None = None
    fails_at: int = 0
    prompts: list[str] = []
    threads: list[int] = []
    written: list[str] = []

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(
        self, messages: list[BaseMessage], stop: list[str] | None = None, run_manager: Any = None, **kwargs: Any
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))

    def _stream(
        self, messages: list[BaseMessage], stop: list[str] | None = None, run_manager: Any = None, **kwargs: Any
    ) -> Iterator[ChatGenerationChunk]:
        asked = str(messages[-1].content)
        self.prompts.append(asked)
        self.threads.append(threading.get_ident())
        for at, letter in enumerate(self.says(asked)):
            time.sleep(self.pause)
            if self.failure is not None and at == self.fails_at:
                raise self.failure
            self.written.append(letter)
            yield ChatGenerationChunk(message=AIMessageChunk(content=letter))


def write_texts(folder: Path, texts: dict[str, str]) -> Path:
    """A folder with these files."""
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def write_json(path: Path, content: object) -> None:
    """A JSON file, with the folders it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
