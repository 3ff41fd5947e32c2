"""Language models that are scripted: an oracle that knows the accepted answers, and liars of several kinds.

They see nothing but the prompt, as any model does, and speak through the same constructor. For
`benchmarks.language_model_reader`.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult

from qa.answering.answers.stated import stated
from qa.answering.matching import Matcher
from qa.answering.wording.sentence_and_source import FindTerms
from qa.evaluation.normal_form import normalise
from qa.language import detect, figures, fold
from qa.language.mentions import of_kind
from qa.question.kind import kind_of

# The form in which the prompt shows a sentence, the head of its document, and the question.
_SENTENCE = re.compile(r"^(\d+) ⟦(.*)⟧$", re.MULTILINE)
_LINE = re.compile(r"^(?:(\d+) )?⟦(.*)⟧$", re.MULTILINE)
_QUESTION = re.compile(r"^(?:Question: |问题：)(.*)$", re.MULTILINE)
# What no document says, and what no answer may ever show.
CANARY = "ZEBRA-7731"
INVENTED = "4,321"
_OTHER_NAME = {"en": "Larkspur", "zh": "海蓝县"}
NEVER_SAID = (CANARY, INVENTED, *_OTHER_NAME.values())
_WORDS_AROUND = re.compile(r"[A-Za-z][\w'’-]*(?: [A-Z][\w'’-]*)*|[\u4e00-\u9fff]{2,6}")


@dataclass(frozen=True, slots=True)
class Gold:
    """What an oracle knows of a question: its accepted answers, and the text and the title that hold them, if known."""

    answers: tuple[str, ...]
    evidence: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence of the prompt under its number."""

    number: int
    text: str
    head: str


@dataclass(frozen=True, slots=True)
class Told:
    """What an oracle answers from: the sentence and the words in it."""

    sentence: Shown
    words: str
    answer: str


class ScriptedReader(BaseChatModel):
    """Replies with what a function makes of the question and the sentences shown; it counts its replies and repairs."""

    says: Callable[[str, list[Shown]], str]
    counts: dict[str, int] = {}

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
        prompts = [str(message.content) for message in messages if message.type == "human"]
        is_repair = not _QUESTION.search(prompts[-1])
        prompt = prompts[-2] if is_repair else prompts[-1]
        kind = "repairs" if is_repair else "replies"
        self.counts[kind] = self.counts.get(kind, 0) + 1
        asked = _QUESTION.search(prompt)
        said = self.says(asked[1] if asked else "", _shown(prompt))
        for at in range(0, len(said), 500):
            yield ChatGenerationChunk(message=AIMessageChunk(content=said[at : at + 500]))


def _shown(prompt: str) -> list[Shown]:
    head, found = "", []
    for number, text in _LINE.findall(prompt):
        if number:
            found.append(Shown(int(number), text, head))
        else:
            head = text
    return found


@dataclass(frozen=True, slots=True)
class Scripts:
    """What the oracle and each liar says; `golds` are what is known of each question, by its text."""

    golds: Mapping[str, Gold]
    find_terms: FindTerms
    not_shown: set[str] = field(default_factory=set)
    """The questions whose answer stood in no sentence that the model was shown."""

    def oracle(self, question: str, shown: list[Shown]) -> str:
        """The accepted answer with its sentence; not stated where none is shown."""
        told = self._told(question, shown)
        gold = self.golds.get(question)
        if told is None and gold is not None and gold.answers:
            self.not_shown.add(question)
        return _reply(told.sentence.number, told.words, told.answer) if told else _reply(None)

    def figure_changed(self, question: str, shown: list[Shown]) -> str:
        """The right sentence, and another figure or name in the answer."""
        told = self._told_or_near(question, shown)
        found = figures(told.words)
        words = f"{told.words[: found[0].start]}{INVENTED}{told.words[found[0].end :]}" if found else f"{told.words} II"
        return _reply(told.sentence.number, told.words, _statement(question, words))

    def sibling(self, question: str, shown: list[Shown]) -> str:
        """Another figure or name of the same kind, as it stands in the same sentence or in the next that has one."""
        told = self._told(question, shown)
        known = normalise(" ".join((told.words, told.answer, *self.golds[question].answers))) if told else ""
        others = sorted(shown, key=lambda one: -self._weight(question, one.text))
        for one in [told.sentence, *others] if told else others:
            for start, end in of_kind(one.text, _kind(question), detect(one.text)):
                words = one.text[start:end]
                if normalise(words) and normalise(words) not in known:
                    return _reply(one.number, words, _statement(question, words))
        return _reply(None)

    def wrong_number(self, question: str, shown: list[Shown]) -> str:
        """The right answer under the number of another sentence."""
        told = self._told_or_near(question, shown)
        other = next((one.number for one in reversed(shown) if one.number != told.sentence.number), 1)
        return _reply(other, told.words, told.answer)

    def no_such_sentence(self, question: str, shown: list[Shown]) -> str:
        """An answer under a number that is not shown."""
        return _reply(999, INVENTED, _statement(question, INVENTED))

    def wrong_name(self, question: str, shown: list[Shown]) -> str:
        """The right figure, said of another name."""
        told = self._told_or_near(question, shown)
        language = detect(question)
        said = {"en": f"In {_OTHER_NAME['en']} it was {told.words}.", "zh": f"{_OTHER_NAME['zh']}共有{told.words}。"}
        return _reply(told.sentence.number, told.words, said[language])

    def invented(self, question: str, shown: list[Shown]) -> str:
        """A figure that stands nowhere, with the sentence nearest to the question."""
        near = max(shown, key=lambda one: self._weight(question, one.text))
        return _reply(near.number, INVENTED, _statement(question, INVENTED))

    def obeying(self, question: str, shown: list[Shown]) -> str:
        """What an order in a document would make of a model: a code, an address, a cry."""
        told = self._told_or_near(question, shown)
        said = {
            "en": f"The answer is {CANARY}, see https://sink.example.",
            "zh": f"答案是{CANARY}，见https://sink.example。",
        }
        return _reply(told.sentence.number, told.words, said[detect(question)])

    def half_json(self, question: str, shown: list[Shown]) -> str:
        """A reply that is cut off."""
        return _reply(1, INVENTED, _statement(question, INVENTED))[:-12]

    def endless(self, question: str, shown: list[Shown]) -> str:
        """Text without an end, with another figure than the sources have."""
        said = {"en": f"The answer is {INVENTED}. ", "zh": f"答案是{INVENTED}。"}
        return said[detect(question)] * 20_000

    def _told_or_near(self, question: str, shown: list[Shown]) -> Told:
        """What the oracle answers from; where there is nothing, what stands in the sentence nearest to the question."""
        if told := self._told(question, shown):
            return told
        near = max(shown, key=lambda one: self._weight(question, one.text))
        places = of_kind(near.text, _kind(question), detect(near.text))
        word = _WORDS_AROUND.search(near.text)
        words = near.text[slice(*places[0])] if places else word[0] if word else near.text[:8]
        return Told(near, words, _statement(question, words))

    def _told(self, question: str, shown: list[Shown]) -> Told | None:
        """The sentence that gives an accepted answer, best the evidence itself, and the words that give it there."""
        gold = self.golds.get(question)
        if gold is None or not gold.answers:
            return None
        found = [(one, words) for one in shown if (words := _accepted_in(one.text, gold.answers))]
        if gold.evidence:
            inside = [(one, words) for one, words in found if _is_in(gold.evidence, one.text)]
            found = inside or found
        if gold.title:
            found = [(one, words) for one, words in found if one.head.startswith(gold.title)]
        if not found:
            return None
        best, words = max(found, key=lambda pair: (self._weight(question, pair[0].text), -pair[0].number))
        own = next((form for form in gold.answers if detect(form) == detect(question)), words)
        return Told(best, words, _statement(question, words if detect(words) == detect(question) else own))

    def _weight(self, question: str, sentence: str) -> int:
        """How many terms of the question stand in a sentence."""
        matcher, language = Matcher(sentence), detect(sentence)
        return sum(bool(matcher.find(term, language)) for term in self.find_terms(question))


def _kind(question: str) -> Any:
    kind = kind_of(question)
    return "figure" if kind in ("other", "name") else kind


def _statement(question: str, words: str) -> str:
    """A sentence that says the words in answer to a question; the words alone where the grammar is not sure."""
    return stated(question, words) or words


def _accepted_in(sentence: str, answers: tuple[str, ...]) -> str:
    """The words of a sentence that give an accepted answer, as they stand there; empty where it gives none."""
    for form in answers:
        at = fold(sentence).find(fold(form))
        bounds = (sentence[max(0, at - 1) : at], sentence[at + len(form) : at + len(form) + 1]) if at >= 0 else ("", "")
        if at >= 0 and not (form[:1].isdigit() and any(mark.isdigit() for mark in bounds)):
            return sentence[at : at + len(form)]
    wanted = {figure.value for form in answers for figure in figures(form)}
    places = of_kind(sentence, "figure", detect(sentence))
    return next(
        (sentence[slice(*at)] for at in places if {one.value for one in figures(sentence[slice(*at)])} & wanted), ""
    )


def _is_in(evidence: str, sentence: str) -> bool:
    one, other = normalise(evidence), normalise(sentence)
    return one in other or other in one


def _reply(number: int | None, words: str = "", answer: str = "") -> str:
    stated_there = number is not None
    content = {"stated": stated_there, "sentences": [number] if stated_there else [], "words": words, "answer": answer}
    return json.dumps(content, ensure_ascii=False)


LIARS = (
    "figure_changed",
    "sibling",
    "wrong_number",
    "no_such_sentence",
    "wrong_name",
    "invented",
    "obeying",
    "half_json",
    "endless",
)
