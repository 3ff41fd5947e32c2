"""Open questions over three collections: python -m benchmarks.open_questions [--half 0|1] [--show].

A row of `data/open_questions.jsonl` says what a good answer tells (`want`: groups of forms, looked for in the answer
and its quotes), how many of these at least, the documents it may cite (parts of their ids), and the most quotes that
one reads (8, unless it says so). Rows of an even number were looked at while the answers were built; half 1, the
others, was not.
"""

import argparse
import json
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.held_out import QUESTIONS
from benchmarks.readers import load_embedder
from qa.assistant import Assistant
from qa.index_builder import build_index
from qa.settings import Settings
from qa.types import Answer

ROOT = Path(__file__).resolve().parents[1]
ROWS = Path(__file__).with_name("data") / "open_questions.jsonl"
CONTRAST = ROOT.parent / "shared" / "eval" / "contrast_dev.json"
PROVINCES = QUESTIONS / "provinces_dev.docs.jsonl"
_MOST_QUOTES = 8
Row = Mapping[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", type=int, choices=[0, 1], help="only rows of an even (0) or an odd number (1)")
    parser.add_argument("--show", action="store_true", help="print each answer that is not as wanted")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in ROWS.read_text("utf-8").splitlines()]
    chosen = [row for number, row in enumerate(rows) if arguments.half in (None, number % 2)]
    settings = Settings.from_environment()
    embedder = load_embedder(settings)
    right: dict[str, list[bool]] = defaultdict(list)
    seconds: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for collection in dict.fromkeys(row["in"] for row in chosen):
            documents = _documents(collection, Path(folder))
            if documents is None:
                print(f"{collection}: skipped, its documents are not there", file=sys.stderr)
                continue
            index = Path(folder) / f"{collection}-index"
            build_index([documents], index, embedder=embedder)
            assistant = Assistant.open(index, embedder=embedder)
            for row in (row for row in chosen if row["in"] == collection):
                answer = assistant.ask(row["question"])
                lacks = lacking(row, answer)
                right[row["kind"]].append(not lacks)
                seconds.append(answer.seconds["total"])
                if lacks and arguments.show:
                    print(f"{collection} {row['kind']}: {row['question']} → {lacks}: {answer.text[:200]!r}")
    print("| kind | as wanted | questions |\n|---|---|---|")
    every = [one for found in right.values() for one in found]
    for kind, found in [*sorted(right.items()), ("all", every)]:
        print(f"| {kind} | {sum(found) / max(1, len(found)):.2f} | {len(found)} |")
    print(f"\nSeconds: median {sorted(seconds)[len(seconds) // 2]:.2f}, longest {max(seconds):.2f}.")
    return 0


def lacking(row: Row, answer: Answer) -> str:
    """What an answer lacks of what a row wants; empty where nothing."""
    if row.get("status", "answered") != answer.status:
        return f"it is {answer.status}"
    told = _joined("\n".join([answer.text, *(citation.quote for citation in answer.citations)]))
    found = sum(any(_joined(form) in told for form in group) for group in row["want"])
    if found < row["least"]:
        return f"{found} of the {row['least']} things to be told"
    allowed = row["documents"]
    foreign = [
        one.document_id for one in answer.citations if allowed and not any(part in one.document_id for part in allowed)
    ]
    if foreign:
        return f"it cites {foreign[0]}"
    return f"{len(answer.citations)} quotes" if len(answer.citations) > row.get("most", _MOST_QUOTES) else ""


def _joined(text: str) -> str:
    """The text in half width and small letters, without spaces and commas."""
    return "".join(unicodedata.normalize("NFKC", text).lower().replace(",", "").replace("，", "").split())


def _documents(collection: str, folder: Path) -> Path | None:
    """The folder or file of a collection; None where it is not there."""
    if collection == "corpus":
        return ROOT / "corpus"
    if collection == "provinces":
        return PROVINCES if PROVINCES.exists() else None
    if not CONTRAST.exists():
        return None
    group = json.loads(CONTRAST.read_text("utf-8"))[int(collection.removeprefix("contrast-"))]
    place = folder / collection
    place.mkdir()
    for name, text in group["documents"].items():
        (place / name).write_text(text, "utf-8", newline="")
    return place


if __name__ == "__main__":
    raise SystemExit(main())
