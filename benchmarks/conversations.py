"""Conversations: python -m benchmarks.conversations [--half ours|held_out] [--rules-only] [--language-model local].

For every question after the first of corpus/conversations.jsonl: whether the rules make it stand alone, and what the
whole path answers with the conversation and, beside it, without. The history is what the program itself answered, with
nothing for a refusal; for the rules alone it is the accepted answer. Rows of MTRAG-UN are single turns without their
conversation, so only this is measured there: a first turn stands alone, and an unrelated pair before it must not
change it.
"""

import argparse
import json
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.wording import figures_without_quote
from qa import Answer, Assistant, build_index
from qa.evaluation.metrics import Result, is_accurate, is_grounded
from qa.evaluation.question_set import GoldQuestion
from qa.language.places import no_places
from qa.question.context import stand_alone

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
MTRAG = CORPUS.parents[1] / "shared" / "data" / "questions" / "mtrag_un.jsonl"
HALVES = ("ours", "held_out")
_UNRELATED = (
    ("How many problems did Changchun solve in 2022?", "8,586"),
    ("Who led the working group of Jilin?", "Zhang Zhong"),
    ("长春推动解决的问题有多少个？", "8586"),
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question of a conversation; `mentions` is None where it stands alone and must stay as it is."""

    question: str
    mentions: tuple[tuple[str, ...], ...] | None
    without: tuple[str, ...]
    answers: tuple[str, ...]
    document_ids: tuple[str, ...]

    def is_understood(self, alone: str) -> bool:
        """Whether a rewriting says what it must, and nothing that it must not."""
        if self.mentions is None:
            return alone == self.question
        lowered = alone.lower()
        holds = all(any(form.lower() in lowered for form in forms) for forms in self.mentions)
        return holds and not any(re.search(_whole(word), alone, re.IGNORECASE) for word in self.without)

    def results(self, answer: Answer) -> list[Result]:
        """The answer judged against each document that holds it."""
        return [
            Result(GoldQuestion("", "", self.question, self.answers, one, bool(self.answers)), answer)
            for one in self.document_ids or (None,)
        ]


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns of one case, in order."""

    id: str
    half: str
    language: str
    turns: tuple[Turn, ...]


def read_conversations(file: Path = CORPUS / "conversations.jsonl") -> tuple[Conversation, ...]:
    """The cases of a file."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return tuple(Conversation(row["id"], row["half"], row["lang"], tuple(map(_turn, row["turns"]))) for row in rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES, help="only this half of the cases")
    parser.add_argument("--rules-only", action="store_true", help="without the models: rewriting alone")
    parser.add_argument("--mistakes", action="store_true", help="print what was understood wrongly")
    parser.add_argument("--language-model", default="none", help="what words the answers (default: %(default)s)")
    arguments = parser.parse_args()
    cases = [one for one in read_conversations() if arguments.half in (None, one.half)]
    for language in ("en", "zh"):
        chosen = [one for one in cases if one.language == language]
        _print_rewriting(language, chosen, mistakes=arguments.mistakes)
    _print_unrelated()
    if not arguments.rules_only:
        with tempfile.TemporaryDirectory() as index:
            build_index([CORPUS], index)
            assistant = Assistant.open(index, language_model=arguments.language_model)
            for with_history in (True, False):
                _print_path(assistant, cases, with_history=with_history)
    return 0


def _print_rewriting(language: str, cases: Sequence[Conversation], *, mistakes: bool) -> None:
    judged: list[tuple[bool, bool]] = []
    for case in cases:
        history: list[tuple[str, str]] = []
        for turn in case.turns:
            alone = stand_alone(turn.question, history, no_places)
            is_right = turn.is_understood(alone)
            if history:
                judged.append((turn.mentions is None, is_right))
            if mistakes and not is_right:
                print(f"{case.id}: {turn.question} -> {alone}")
            history.append((turn.question, turn.answers[0] if turn.answers else ""))
    for stands_alone, name in ((False, "follow-ups made to stand alone"), (True, "others left as they are")):
        right = [is_right for alone, is_right in judged if alone == stands_alone]
        print(f"{language}, {name}: {sum(right)} of {len(right)}")


def _print_unrelated() -> None:
    if not MTRAG.exists():
        print("MTRAG-UN: skipped, it is not there")
        return
    questions = [json.loads(line) for line in MTRAG.read_text("utf-8").splitlines()]
    first = [row["question"] for row in questions if row["id"].endswith(":>1")]
    later = [row["question"] for row in questions if not row["id"].endswith(":>1")]
    for name, rows in (("first", first), ("later", later)):
        changed = sum(any(stand_alone(one, [pair]) != one for pair in _UNRELATED) for one in rows)
        print(f"MTRAG-UN, {name} turns that an unrelated pair changes: {changed} of {len(rows)}")


def _print_path(assistant: Assistant, cases: Sequence[Conversation], *, with_history: bool) -> None:
    accurate: list[bool] = []
    grounded: list[bool] = []
    refused: list[bool] = []
    wrongly: list[bool] = []
    loose: list[str] = []
    for case in cases:
        history: list[tuple[str, str]] = []
        for turn in case.turns:
            answer = assistant.ask(turn.question, history if with_history else ())
            loose += figures_without_quote(answer, assistant.document)
            results = turn.results(answer)
            is_refused = answer.status == "not_found"
            if history and turn.answers:
                accurate.append(is_accurate(results[0]))
                grounded.append(any(map(is_grounded, results)))
                wrongly.append(is_refused)
            elif history:
                refused.append(is_refused)
            history.append((turn.question, "" if is_refused else answer.text))
    figures = [("right", accurate), ("grounded", grounded), ("refused wrongly", wrongly), ("refused rightly", refused)]
    told = ", ".join(f"{name} {sum(found)} of {len(found)}" for name, found in figures)
    told += f", figures in no quote {len(loose)}"
    print(f"whole path {'with' if with_history else 'without'} history: {told}", flush=True)


def _turn(row: dict[str, Any]) -> Turn:
    mentions = row["mentions"] and tuple(map(tuple, row["mentions"]))
    return Turn(row["question"], mentions, tuple(row["without"]), tuple(row["answers"]), tuple(row["doc_ids"]))


def _whole(word: str) -> str:
    return rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)


if __name__ == "__main__":
    raise SystemExit(main())
