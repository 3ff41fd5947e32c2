"""Properties that hold for any text, page and table, with many cases each: python -m benchmarks.properties [--cases N].

They are the property tests of the unit tests, which try a few cases each time they run. 10,000 cases of each take a
quarter of an hour on one core without other work; --only says whose names to run.
"""

import argparse
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The files whose properties are joins, offsets, boxes and tables; a test sees that each of them takes its number here.
FILES = (
    "tests/unit/documents/formats/test_pdf_properties.py",
    "tests/unit/documents/formats/test_scans.py",
    "tests/unit/documents/test_splitter.py",
    "tests/unit/documents/test_text_decoder.py",
    "tests/unit/language/test_plain_text.py",
    "tests/unit/language/test_sentences.py",
    "tests/unit/answering/tables/test_grid_properties.py",
)
VARIABLE = "PROPERTY_CASES"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many properties held and how many did not, and what was said of those."""

    passed: int
    failed: int
    said: str = ""


def run(cases: int, *, only: str = "") -> Outcome:
    """Try each property with so many cases."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "0",
        "-p",
        "no:cacheprovider",
        "--timeout",
        "0",
        "-m",
        "properties",
    ]
    command += [*FILES, *(("-k", only) if only else ())]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, VARIABLE: str(cases)}, capture_output=True, text=True, check=False
    )
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|error)", done.stdout)}
    failed = counts.get("failed", 0) + counts.get("error", 0)
    return Outcome(counts.get("passed", 0), failed or int(done.returncode != 0), done.stdout if done.returncode else "")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    outcome = run(options.cases, only=options.only)
    print(f"{outcome.passed} properties hold over {options.cases:,} cases each, {outcome.failed} do not")
    print(outcome.said, end="")
    return 1 if outcome.failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
