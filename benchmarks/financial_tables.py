"""Questions over financial tables with their text: python -m benchmarks.financial_tables [--half 0|1] [--tables N].

TAT-QA, its development and test part: each table with its paragraphs in an index of its own, and questions whose
answer is worked out, counted, or stands in a cell or a sentence. Nothing is fitted to it. Documents of an even number
were looked at while calculations were built; half 1, the others, was not. A number is right to half of its last place;
words are right where they stand in what the answer says itself; of several, all have to.
"""

import argparse
import gzip
import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.held_out import QUESTIONS
from benchmarks.readers import load_embedder
from benchmarks.tables import written
from qa.assistant import Assistant
from qa.evaluation.normal_form import normalise
from qa.index_builder import build_index
from qa.settings import Settings
from qa.types import CITATION_MARK, Answer

TABLES = QUESTIONS.parent / "tables" / "tatqa_dev_test.json.gz"
_NUMBER = re.compile(r"[-−(]?\s?\d[\d,]*(?:\.\d+)?")
_VERDICTS = ("right", "wrong", "refused")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", type=int, choices=[0, 1], default=1)
    parser.add_argument("--tables", type=int, default=60, help="so many tables, the first of the half")
    parser.add_argument("--show", action="store_true", help="print each question that is not right")
    arguments = parser.parse_args()
    if not TABLES.exists():
        print(f"skipped: {TABLES.name} is not there", file=sys.stderr)
        return 0
    embedder = load_embedder(Settings.from_environment())
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in islice(_documents(arguments.half), arguments.tables):
        with tempfile.TemporaryDirectory() as folder:
            document = Path(folder) / "report.md"
            document.write_text(_text(one), "utf-8")
            build_index([document], Path(folder) / "index", embedder=embedder)
            assistant = Assistant.open(Path(folder) / "index", embedder=embedder)
            for asked in one["questions"]:
                answer = assistant.ask(asked["question"])
                verdict = _verdict(answer, asked)
                counts[asked["answer_type"]][verdict] += 1
                if arguments.show and verdict != "right":
                    said = answer.text[:90].replace("\n", " ")
                    print(f"{verdict:8}{asked['answer_type']:11}{asked['question']} → {said!r} ({asked['answer']})")
    print("| answer | questions | right | wrong | refused |\n|---|---|---|---|---|")
    for kind, own in [*sorted(counts.items()), ("all", sum(counts.values(), Counter[str]()))]:
        shares = " | ".join(f"{own[name] / max(1, own.total()):.2f}" for name in _VERDICTS)
        print(f"| {kind} | {own.total()} | {shares} |")
    return 0


def _documents(half: int) -> Iterator[dict[str, Any]]:
    with gzip.open(TABLES, "rt", encoding="utf-8") as file:
        yield from (one for number, one in enumerate(json.load(file)) if number % 2 == half)


def _text(one: dict[str, Any]) -> str:
    paragraphs = [part["text"] for part in sorted(one["paragraphs"], key=lambda part: part["order"])]
    return "\n\n".join([*paragraphs, written(one["table"]["table"], "markdown")])


def _verdict(answer: Answer, asked: dict[str, Any]) -> str:
    if answer.status != "answered":
        return "refused"
    first = CITATION_MARK.sub("", answer.text.partition("\n")[0])
    # An answer in the document's own words is its quote.
    own = first.partition("“")[0].strip() or first
    wanted = asked["answer"]
    if isinstance(wanted, int | float) or (asked["answer_type"] in ("arithmetic", "count")):
        return "right" if _says_number(own, float(str(wanted).replace(",", ""))) else "wrong"
    parts: Sequence[str] = wanted if isinstance(wanted, list) else [str(wanted)]
    return "right" if all(normalise(part) in normalise(own) for part in parts) else "wrong"


def _says_number(own: str, wanted: float) -> bool:
    """Whether the result, which stands before its formula, is the number, with or without its sign."""
    result = own.split(": ", 1)[0]
    numbers = (re.sub(r"[,\s(]", "", match[0]).replace("−", "-") for match in _NUMBER.finditer(result))
    places = len(str(wanted).partition(".")[2])
    return any(abs(abs(float(number)) - abs(wanted)) <= 0.5 * 10**-places + 1e-9 for number in numbers)


if __name__ == "__main__":
    raise SystemExit(main())
