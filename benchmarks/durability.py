"""What an index survives: kills, flipped bits, full disks. Run: python -m benchmarks.durability [KILLS] [FLIPS]

It works over small made-up documents with a fake embedder, since only the disk is tried. Each figure that is printed
is the number of trials; the first trial that fails ends the run with what was seen.
"""

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from qa.errors import IndexMissing, IndexProblem, IndexUnwritable
from qa.index_builder import build_index
from qa.retrieval.generations import current
from qa.retrieval.knowledge_base import KnowledgeBase
from qa.settings import Settings
from tests.fakes import letters, write_texts

ROOT = Path(__file__).resolve().parent.parent
# A small index is written in about 40 ms, so a kill within this time falls into the first to the tenth writing.
LONGEST_LIFE = 0.4
FIRST_INDEX_EVERY = 5
MORE = "more "


def texts(version: int) -> dict[str, str]:
    """Documents that all say their version; how many there are changes too."""
    return {
        f"{number}.txt": f"Report {number} of version {version}.\n\n{'Grain output rose. 粮食产量增长。' * 20}\n"
        for number in range(8 + version % 3)
    }


def index_version(folder: Path, version: int) -> None:
    """Make the index of `folder` hold just this version."""
    write_version(folder, version)
    index_texts(folder)


def write_version(folder: Path, version: int) -> None:
    """The texts of a version, in place of others."""
    source = folder / "texts"
    for old in source.glob("*.txt"):
        old.unlink()
    write_texts(source, texts(version))


def index_texts(folder: Path) -> None:
    """Index the texts that are there."""
    build_index([folder / "texts"], folder / "index", settings=Settings(), embedder=letters())


def served_version(folder: Path) -> int:
    """The version that the index serves, 0 where there is none. AssertionError where it holds parts of two."""
    try:
        generation, manifest = current(folder / "index")
    except IndexMissing:
        return 0
    base = KnowledgeBase(generation, dimension=manifest.dimension)
    found = {stored.document.id: stored.document.text for stored in base.documents()}
    version = int(next(iter(found.values())).split("version ")[1].split(".")[0])
    own = {name: text for name, text in found.items() if not name.startswith(MORE)}
    assert own == texts(version), f"documents of several versions in {generation}"
    rows = base.count()[1]
    assert len(base.passages(range(rows))) == rows == manifest.passages
    base.close()
    return version


def kill(folder: Path, after: float) -> int:
    """Start a writer, kill it after so many seconds; the version then served, which may be the one being written."""
    before = served_version(folder)
    command = [sys.executable, "-m", "benchmarks.durability", "--write", str(folder), "--from", str(before + 1)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(after)
        writer.send_signal(signal.SIGKILL)
        acknowledged = [before, *map(int, writer.stdout.read().split())][-1]
    served = served_version(folder)
    assert served in (acknowledged, acknowledged + 1), f"{acknowledged} was acknowledged, {served} is served"
    return served


def kills(folder: Path, count: int, seed: int = 0) -> int:
    """Kill that many writers; how many versions were written in all. Some folders begin without an index."""
    random_times = random.Random(seed)
    versions = 0
    for number in range(0, count, FIRST_INDEX_EVERY):
        place = folder / f"kills-{number}"
        place.mkdir()
        for _ in range(min(FIRST_INDEX_EVERY, count - number)):
            served = kill(place, random_times.uniform(0, LONGEST_LIFE))
        versions += served
        index_version(place, served + 1)
        assert len(list((place / "index").glob("generation-*"))) <= 2, "leftovers of killed writers"
    return versions


def flips(index: Path, count: int, seed: int = 0) -> int:
    """Flip single bits of the index in use; how many of them were noticed when it was opened."""
    chances = random.Random(seed)
    generation, _ = current(index)
    files = [index / "CURRENT", *sorted(generation.iterdir())]
    noticed = 0
    for number in range(count):
        file = files[number % len(files)]
        data = file.read_bytes()
        bit = chances.randrange(8 * len(data))
        file.write_bytes(data[: bit // 8] + bytes([data[bit // 8] ^ 1 << bit % 8]) + data[bit // 8 + 1 :])
        try:
            found, manifest = current(index)
            KnowledgeBase(found, dimension=manifest.dimension)
        except IndexProblem:
            noticed += 1
        file.write_bytes(data)
    return noticed


def fill_disks(folder: Path, sizes: Sequence[int]) -> dict[str, str]:
    """Index a second version with files of at most each size; what was said. The first version must go on serving."""
    index_version(folder, 1)
    write_texts(folder / "more", {MORE + name: text for name, text in texts(2).items()})
    command = [sys.executable, "-m", "benchmarks.durability", "--full", str(folder), "--sizes", *map(str, sizes)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, check=True)
    said: dict[str, str] = json.loads(done.stdout)
    return said


def _fill_disks_here(folder: Path, sizes: Sequence[int]) -> None:
    said = {}
    before = sorted(os.listdir(folder / "index"))
    for size in sizes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        write_error = ""
        try:
            build_index([folder / "more"], folder / "index", settings=Settings(), embedder=letters())
        except IndexUnwritable as error:
            write_error = str(error)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        said[str(size)] = write_error
        assert served_version(folder) == 1, f"at {size} bytes the index is lost"
        left = [name for name in os.listdir(folder / "index") if name not in before and ".sqlite-" not in name]
        assert not left or not write_error, f"at {size} bytes {left} was left"
        if not write_error:
            break
    print(json.dumps(said))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", type=int, nargs="?", default=200)
    parser.add_argument("flips", type=int, nargs="?", default=300)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--from", type=int, dest="first", help=argparse.SUPPRESS)
    parser.add_argument("--full", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--sizes", type=int, nargs="*", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.write is not None:
        _write_until_killed(arguments.write, arguments.first)
    elif arguments.full is not None:
        _fill_disks_here(arguments.full, arguments.sizes)
    else:
        with tempfile.TemporaryDirectory() as folder:
            _report(Path(folder), arguments.kills, arguments.flips)
    return 0


def _write_until_killed(folder: Path, version: int) -> None:
    with tempfile.TemporaryDirectory() as elsewhere:
        index_version(Path(elsewhere), 1)  # loads what is loaded at the first use
    print("ready", flush=True)
    while True:
        index_version(folder, version)
        print(version, flush=True)
        version += 1


def _report(folder: Path, kill_count: int, flip_count: int) -> None:
    began = time.perf_counter()
    versions = kills(folder, kill_count)
    print(f"{kill_count} kills in {versions} writings: old or new index served each time, {_since(began)}")
    index_version(folder, 1)
    began = time.perf_counter()
    print(f"{flip_count} flipped bits: {flips(folder / 'index', flip_count)} noticed, {_since(began)}")
    sizes = [round(1.15**step) for step in range(20, 110)]
    said = fill_disks(folder / "full", sizes)
    print(f"{len(said)} full disks: {sum(map(bool, said.values()))} refused, old index served each time")


def _since(began: float) -> str:
    return f"{time.perf_counter() - began:.0f} s"


if __name__ == "__main__":
    raise SystemExit(main())
