"""What faults, bad files and hostile content do to Wenju: python -m benchmarks.faults [--quick] [--only D1,D2].

One row for each kind of fault: what was tried, what came of it, the bar, and the verdict. What is not tried here says
so with its reason. The whole takes hours on two cores, --quick about a quarter of an hour. No model is needed but for
the row that runs without a network.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from benchmarks.durability import ROOT
from benchmarks.fault_figures import (
    Counts,
    Found,
    Trial,
    Verdict,
    encodings_told,
    faults_at_calls,
    flipped_bits,
    full_disks,
    large_file,
    large_folder,
    many_askers,
    memory_grown,
    properties_hold,
    random_kills,
    reading_on,
    same_twice,
    strange_files,
    without_network,
    writing_together,
)  # fmt: skip

FULL = Counts(500, 2_000, 90, 1_000, 20, 100, 10_000, 10_000, 400, 600)
QUICK = Counts(10, 60, 8, 8, 2, 5, 200, 100, 20, 10)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: its number, what is tried, and what is to be reached."""

    number: str
    what: str
    bar: str
    trial: Trial


def not_tested(reason: str) -> Trial:
    """The trial of what is not tried, with the reason."""
    return lambda counts, folder: Found(reason, None)


def by_tests(*places: str, needs: str = "") -> Trial:
    """The trial that runs tests by their files or names; where all are skipped, it is not held."""

    def run(counts: Counts, folder: Path) -> Found:
        if needs and which(needs) is None:
            return Found(f"{needs} is not installed", None)
        command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *places]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        last = next((line for line in reversed(done.stdout.splitlines()) if " in " in line), "they could not be run")
        passed = re.search(r"(\d+) passed", last)
        return Found(f"tests: {last.split(' in ')[0].strip('= ')}", done.returncode == 0 and passed is not None)

    return run


_DURABLE = "tests/integration/test_index_durability.py"
_GENERATIONS = "tests/unit/retrieval/test_generations.py"
_SECURITY = "tests/unit/ui/web/test_security.py"
ROWS = (
    Row("D1", "kill −9 at random times", "old or new index each time, 500 kills", random_kills),
    Row("D1", "kill −9 at each call that writes", "old or new index each time", faults_at_calls("signal=KILL")),
    Row("D2", "order of syncing and renaming", "files, then pointer; power cuts themselves: not tried",
        by_tests(f"{_GENERATIONS}::test_files_reach_the_disk_before_the_pointer_that_names_them")),
    Row("D3", "readers during writings", "0 errors, 0 mixed, 95 % within 2 × idle", reading_on),
    Row("D4", "two writers", "“busy” within 1 s, nothing lost, 200 writings", writing_together),
    Row("D5", "disk full", "old index serves, path and bytes told, retry works, 50 sizes", full_disks),
    Row("D6", "flipped bits", "all noticed, 2,000 bits", flipped_bits),
    Row("D6", "cut, swapped and zeroed files", "all noticed",
        by_tests(_DURABLE, "tests/integration/test_index_recovery.py")),
    Row("D7", "input and output error at each call that writes", "told by an error of ours",
        faults_at_calls("error=EIO")),
    Row("D8", "hostile index folder", "no code runs, refused at once",
        by_tests("tests/unit/retrieval/test_hostile_folder.py",
                 f"{_DURABLE}::test_forged_files_with_fitting_hashes_are_refused_at_once")),
    Row("D9", "index of an earlier format", "its documents are kept, or it is told",
        by_tests("tests/integration/test_index_recovery.py::test_documents_of_another_format_are_kept",
              f"{_GENERATIONS}::test_another_format_is_told_apart_from_damage")),
    Row("D10", "the same texts twice", "same passages and vectors", same_twice),
    Row("I1 I4–I6", "damaged, lying and hostile files", "0 unsaid, 0 sound ones lost, 120 files", strange_files),
    Row("I2", "encodings", "≥ 99 % right from 20 characters on", encodings_told),
    Row("I3", "a file of 100 MB", "refused within 0.2 s", large_file),
    Row("I7", "strange names of files", "plain, and inside their folder",
        by_tests("tests/unit/ui/collections/test_safe_names.py")),
    Row("I8", "links, pipes, unreadable files", "not followed out, not waited for",
        by_tests("tests/unit/documents/test_loader.py")),
    Row("I9", "invisible and deceiving characters", "offsets of the source",
        by_tests("tests/unit/language/test_plain_text.py")),
    Row("I10", "properties of any text, page and table", "0 failures, 10,000 cases each", properties_hold),
    Row("I11", "a folder of 10,000 files, 2 % bad", "bad ones named, nothing embedded again", large_folder),
    Row("H1", "markup in texts, names and questions", "nothing runs, nothing is fetched",
        by_tests("tests/browser/test_chat.py::test_what_a_document_and_a_question_say_is_never_run_or_fetched",
                 needs="chromium")),
    Row("H2", "orders in documents, quotes alone", "0 followed", by_tests("tests/integration/test_injection.py")),
    Row("H2", "orders in documents, local model", "≤ 2 % followed",
        not_tested("takes hours with the model: python -m benchmarks.injection")),
    Row("H3", "planted texts", "both sources shown in ≥ 80 %", not_tested("no set of planted texts has been made yet")),
    Row("H4", "secrets", "0 in 200 tries", not_tested("prompts hold the question and quotes only; no tries were made")),
    Row("H5", "strange questions", "an answer, a refusal or a sentence",
        by_tests("tests/integration/test_assistant.py")),
    Row("H6", "questions without an answer", "≥ 90 % refused, ≤ 5 % wrongly", not_tested("measured by make evaluate")),
    Row("L1", "32 askers at once", "0 errors, in turn", many_askers),
    Row("L2", "memory", "≤ 8 MB for 1,000 answers", memory_grown),
    Row("L3", "who closes the page while waiting", "the place is given up",
        by_tests("tests/browser/test_views.py::test_who_stops_or_closes_the_page_while_the_question_waits_gives_up_the_place",
              needs="chromium")),
    Row("L4", "guessing passwords", "a name waits after five, others do not", by_tests("tests/unit/ui/access")),
    Row("L5", "foreign hosts and origins", "all refused", by_tests(_SECURITY)),
    Row("L6", "files of the server", "all refused", by_tests("tests/browser/test_upload_path.py", needs="chromium")),
    Row("L7", "no network", "0 connections", without_network),
    Row("L8", "a parser that crashes or hangs", "told, the rest goes on",
        by_tests("tests/unit/documents/test_cell.py")),
    Row("L9", "little memory", "a message, the index as it was",
        not_tested("no limit on the whole server is set in a test")),
    Row("L10", "packages with known holes", "none below its floor", by_tests("tests/unit/test_versions.py")),
    Row("L11", "mutants of storage and citations", "≥ 80 % found", not_tested("no run of mutants is kept")),
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few trials of each kind")
    parser.add_argument("--only", default="", help="numbers of rows, with commas between")
    options = parser.parse_args()
    wanted = set(filter(None, options.only.split(",")))
    counts = QUICK if options.quick else FULL
    print("| row | what is tried | figure | bar | verdict | s |\n|---|---|---|---|---|---|", flush=True)
    verdicts = list(_printed((row for row in ROWS if not wanted or wanted & set(row.number.split())), counts))
    print("\n" + ", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in ("held", "MISSED", "not tested")))
    return 1 if "MISSED" in verdicts else 0


def _printed(rows: Iterable[Row], counts: Counts) -> Iterable[Verdict]:
    for row in rows:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            try:
                found = row.trial(counts, Path(folder))
            except (AssertionError, subprocess.CalledProcessError) as failure:
                found = Found(" ".join(str(failure).split())[:300], False)
        seconds = time.monotonic() - began
        cells = (row.number, row.what, found.figure.replace("|", "/"), row.bar, found.verdict, f"{seconds:.0f}")
        print(f"| {' | '.join(cells)} |", flush=True)
        yield found.verdict


if __name__ == "__main__":
    raise SystemExit(main())
