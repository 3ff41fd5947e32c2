"""Look-ups in tables, each over an index of its own: python -m benchmarks.tables [--half 0|1] [--tables N] [--show].

The questions of WikiTableQuestions whose answer is one cell. Tables of an even number were looked at while look-ups
were built; half 1, the others, was not. A question is right where the cell's words stand in what the answer says
itself, without the sentences and rows that it quotes.
"""

import argparse
import csv
import gzip
import io
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.held_out import QUESTIONS
from benchmarks.readers import load_embedder
from qa.assistant import Assistant
from qa.evaluation.normal_form import normalise
from qa.index_builder import build_index
from qa.language import stem
from qa.retrieval.dictionary import Dictionary
from qa.settings import Settings
from qa.types import CITATION_MARK, Answer

TABLES = QUESTIONS.parent / "tables" / "wikitables_train.jsonl.gz"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", type=int, choices=[0, 1], default=1)
    parser.add_argument("--tables", type=int, default=80, help="so many tables, the first of the half")
    parser.add_argument("--form", choices=["markdown", "csv"], default="markdown")
    parser.add_argument(
        "--chinese", action="store_true", help="ask for cells in Chinese instead: a name's column, by dictionary"
    )
    parser.add_argument("--show", action="store_true", help="print each question that is not right")
    arguments = parser.parse_args()
    if not TABLES.exists():
        print(f"skipped: {TABLES.name} is not there", file=sys.stderr)
        return 0
    embedder = load_embedder(Settings.from_environment())
    counts: Counter[str] = Counter()
    dictionary = Dictionary(Settings.from_environment().cache_folder) if arguments.chinese else None
    for table in islice(tables_of(arguments.half), arguments.tables):
        asked = [one for one in table["questions"] if len({cell_at(table, place) for place in one["cells"]}) == 1]
        if dictionary is not None:
            asked = list(_in_chinese(table["rows"], dictionary))
        if not asked:
            continue
        with tempfile.TemporaryDirectory() as folder:
            document = Path(folder) / "table.txt"
            document.write_text(written(table["rows"], arguments.form), "utf-8")
            build_index([document], Path(folder) / "index", embedder=embedder)
            assistant = Assistant.open(Path(folder) / "index", embedder=embedder)
            for one in asked:
                answer = assistant.ask(one["question"])
                verdict = _verdict(answer, one["answer"])
                counts[verdict] += 1
                if arguments.show and verdict != "right":
                    said = answer.text[:110].replace("\n", " ")
                    print(f"{verdict:8}{one['question']} → {said!r} ({one['answer']}) heads {table['rows'][0]}")
    total = sum(counts.values())
    print("| questions | right | wrong | refused |\n|---|---|---|---|")
    print(
        f"| {total} | "
        + " | ".join(f"{counts[name] / max(1, total):.2f}" for name in ("right", "wrong", "refused"))
        + " |"
    )
    return 0


def tables_of(half: int) -> Iterator[dict[str, Any]]:
    with gzip.open(TABLES, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 2 == half:
                yield json.loads(line)


def cell_at(table: dict[str, Any], place: Sequence[int]) -> str:
    row, column = place
    return str(table["rows"][row + 1][column])


def written(rows: Sequence[Sequence[str]], form: str) -> str:
    flat = [[" ".join(cell.split()) for cell in row] for row in rows]
    if form == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(flat)
        return out.getvalue()
    lines = ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in flat]
    return "\n".join([lines[0], "|" + "---|" * len(flat[0]), *lines[1:]]) + "\n"


def _in_chinese(rows: Sequence[Sequence[str]], dictionary: Dictionary) -> Iterator[dict[str, Any]]:
    """A question for each column whose head the dictionary knows: of the name in the middle row, if it stands once."""
    heads, row = rows[0], rows[(len(rows) + 1) // 2]
    key = next((at for at, cell in enumerate(row) if len(cell) > 3 and not any(map(str.isdigit, cell))), -1)
    if key < 0 or sum(other[key] == row[key] for other in rows) > 1:
        return
    for at, head in enumerate(heads):
        found = dictionary.to_chinese(" ".join(map(stem, head.lower().split())))
        if at != key and found and row[at].strip("-–— ") and head not in (*heads[:at], *heads[at + 1 :]):
            ending = "是多少" if row[at][0].isdigit() else "是什么"
            yield {"question": f"{row[key]}的{found[0].text}{ending}？", "answer": row[at]}


def _verdict(answer: Answer, wanted: str) -> str:
    """Whether what the answer itself says, without its quotes and the head of its column, is or holds the cell."""
    if answer.status != "answered":
        return "refused"
    own = CITATION_MARK.sub("", answer.text.partition("“")[0].partition("\n")[0])
    own = own.partition(": ")[0] if " = " in own else own
    head = own.rfind(" (")
    said = own[:head] if own.rstrip().endswith("):") and head > 0 else own
    return "right" if normalise(wanted) in normalise(said) else "wrong"


if __name__ == "__main__":
    raise SystemExit(main())
