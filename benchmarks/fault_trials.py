"""Trials of an index that benchmarks/durability.py does not make: faults at each system call, readers, writers, order.

Each function makes some trials and raises AssertionError with what was seen at the first that fails. Whatever needs
strace kills a writer at, or lets fail, the n-th call by which it changes the disk.
"""

import argparse
import json
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import cast

from benchmarks.durability import ROOT, index_texts, index_version, served_version, write_version
from embeddings import Embedder
from qa.errors import IndexBusy, IndexProblem
from qa.index_builder import build_index
from qa.retrieval.generations import current
from qa.retrieval.knowledge_base import KnowledgeBase
from qa.settings import Settings
from tests.fakes import LetterEmbedder, letters, write_texts

# The calls by which a process changes what is on the disk.
_CALLS = "write,pwrite64,fsync,fdatasync,rename,unlink,mkdir,rmdir,ftruncate,fallocate"
_DONE, _TOLD = 0, 3
_READERS = 8


Point = tuple[str, int]
"""A system call by its name, and which one of that name in a writing, from 1."""


def points(folder: Path) -> list[Point]:
    """The calls that change the disk while a small index is written, by the main thread."""
    log = folder / "calls.txt"
    write_version(folder, 1)
    command = ["strace", "-o", str(log), "-e", f"trace={_CALLS}", *_once(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
    names = [line.partition("(")[0] for line in log.read_text("utf-8", "replace").splitlines() if "(" in line]
    counts = Counter[str]()
    found = []
    for name in names:
        counts[name] += 1
        found.append((name, counts[name]))
    return found


def faults_at(folder: Path, chosen: Sequence[Point], fault: str) -> int:
    """Let each of these calls fail by `fault` (`signal=KILL`, `error=EIO`), each time in another writing.

    The index serves the old or the new version after each; a call that fails is told by an error of ours, or does not
    matter. How many writings did not come to their end.
    """
    index_version(folder, 1)
    stopped = 0
    for name, number in chosen:
        before = served_version(folder)
        command = ["strace", "-o", "/dev/null", "-e", f"inject={name}:{fault}:when={number}", *_once(folder)]
        write_version(folder, before + 1)
        done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
        served = served_version(folder)
        assert served in (before, before + 1), f"{fault} at {name} {number}: {before} was served, then {served}"
        if fault.startswith("error"):
            assert done.returncode in (_DONE, _TOLD), f"{fault} at {name} {number}: {done.stderr[-500:]}"
            assert served == before + 1 or done.returncode == _TOLD, f"{fault} at {name} {number} went unsaid"
        stopped += done.returncode != _DONE
    return stopped


def _once(folder: Path) -> list[str]:
    return [sys.executable, "-B", "-m", "benchmarks.fault_trials", "--once", str(folder)]


@dataclass(frozen=True, slots=True)
class Reading:
    """What readers saw: how many readings there were, and 95 of 100 took at most so many seconds, idle and busy."""

    readings: int
    idle: float
    busy: float


def readers(folder: Path, writings: int) -> Reading:
    """Eight threads open and read the index while it is written anew so many times by another process."""
    index_version(folder, 1)
    idle = [_timed_reading(folder) for _ in range(30)]
    seconds: list[float] = []
    failures: list[BaseException] = []
    is_over = threading.Event()

    def read_on() -> None:
        try:
            while not is_over.is_set():
                seconds.append(_timed_reading(folder))
                time.sleep(0.02)
        except BaseException as failure:  # it is raised again below, in the main thread
            failures.append(failure)

    threads = [threading.Thread(target=read_on) for _ in range(_READERS)]
    for thread in threads:
        thread.start()
    try:
        for version in range(2, writings + 2):
            write_version(folder, version)
            subprocess.run(_once(folder), cwd=ROOT, check=True)
    finally:
        is_over.set()
        for thread in threads:
            thread.join()
    if failures:
        raise failures[0]
    assert served_version(folder) == writings + 1
    return Reading(len(seconds), quantiles(idle, n=20)[-1], quantiles(seconds, n=20)[-1])


def _timed_reading(folder: Path) -> float:
    """The seconds of opening the index and reading all of it; AssertionError where it holds parts of two versions."""
    began = time.perf_counter()
    for attempt in range(3):
        try:
            served_version(folder)
            break
        except IndexProblem:
            # The generation that was named may be gone where two writings ended since: whoever opens asks anew.
            if attempt == 2:
                raise
    return time.perf_counter() - began


@dataclass(frozen=True, slots=True)
class Writing:
    """How many writings ended well, how many were told that another one is writing, and how late that was told."""

    written: int
    busy: int
    slowest_word: float


def two_writers(folder: Path, rounds: int) -> Writing:
    """Two processes that write one index at the same time, each its own documents, so many times each."""
    command = [sys.executable, "-m", "benchmarks.fault_trials", "--writer", str(folder), "--rounds", str(rounds)]
    children = [
        subprocess.Popen([*command, "--name", name], stdout=subprocess.PIPE, text=True, cwd=ROOT) for name in "ab"
    ]
    told = [json.loads(child.communicate()[0]) for child in children]
    generation, manifest = current(folder / "index")
    base = KnowledgeBase(generation, dimension=manifest.dimension)
    held = {name: {each.document.text for each in base.documents() if each.root.endswith(f"/{name}")} for name in "ab"}
    base.close()
    for name, child in zip("ab", told, strict=True):
        assert held[name] == {_said(name, child["last"])}, f"writer {name}: {child['last']} was acknowledged"
    return Writing(
        sum(child["written"] for child in told),
        sum(child["busy"] for child in told),
        max(child["slowest"] for child in told),
    )


def _said(name: str, number: int) -> str:
    return f"Writer {name} wrote version {number}.\n"


def _write_on(folder: Path, name: str, rounds: int) -> None:
    """Write so many versions, trying each until it is written, and print what was met."""
    counts: dict[str, float] = {"written": 0, "busy": 0, "slowest": 0.0, "last": 0}
    for number in range(1, rounds + 1):
        write_texts(folder / name, {f"{name}{at}.txt": _said(name, number) for at in range(3)})
        while counts["last"] != number:
            began = time.perf_counter()
            try:
                build_index([folder / name], folder / "index", settings=Settings(), embedder=letters())
                counts["written"] += 1
                counts["last"] = number
            except IndexBusy:
                counts["busy"] += 1
                counts["slowest"] = max(counts["slowest"], time.perf_counter() - began)
    print(json.dumps(counts))


def same_twice(folder: Path) -> int:
    """Index the same texts twice, named in another order; how many passages there are, with the same ids and order."""
    texts = {
        f"{number}.md": f"# Report {number}\n\n{'Grain output rose. 粮食产量增长。' * 30}\n" for number in range(9)
    }
    seen = []
    for number, names in enumerate((sorted(texts), sorted(texts, reverse=True))):
        source = write_texts(folder / str(number) / "texts", {name: texts[name] for name in names})
        index = folder / str(number) / "index"
        build_index([source / name for name in names], index, settings=Settings(), embedder=letters())
        generation, manifest = current(index)
        base = KnowledgeBase(generation, dimension=manifest.dimension)
        passages = base.passages(range(base.count()[1]))
        vectors = [file.read_bytes() for file in sorted(generation.glob("*.vectors"))]
        seen.append((passages, vectors))
        base.close()
    assert seen[0] == seen[1], "two indexes of the same texts differ"
    return len(seen[0][0])


def whole_folder(folder: Path, files: int) -> tuple[int, int]:
    """Index that many mixed files, 2 % of them bad, twice: bad ones that were named, and passages embedded again."""
    source = folder / "many"
    good = {f"{number}.{('txt', 'md', 'csv')[number % 3]}": f"File {number}, 2022.\n" for number in range(files)}
    write_texts(source, good)
    bad = [f"{number}.{('txt', 'md', 'csv')[number % 3]}" for number in range(0, files, 50)]
    for name in bad:
        (source / name).write_bytes(b"\x7fELF" + bytes(range(256)))
    model = LetterEmbedder()
    embedder = cast("Embedder", model)
    report = build_index([source], folder / "index", settings=Settings(), embedder=embedder)
    assert report.documents + len(report.failed) == files, f"{report.documents} and {len(report.failed)} of {files}"
    assert sorted(one.source for one in report.failed) == sorted(bad)
    before = len(model.passages)
    build_index([source], folder / "index", settings=Settings(), embedder=embedder)
    return len(bad), len(model.passages) - before


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--once", type=Path)
    parser.add_argument("--writer", type=Path)
    parser.add_argument("--name")
    parser.add_argument("--rounds", type=int)
    asked = parser.parse_args()
    if asked.writer is not None:
        _write_on(asked.writer, asked.name, asked.rounds)
        return _DONE
    try:
        index_texts(asked.once)
    except IndexProblem:
        return _TOLD
    return _DONE


if __name__ == "__main__":
    raise SystemExit(main())
