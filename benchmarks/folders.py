"""What indexing a folder again costs. Run: python -m benchmarks.folders [FILES] [--mixed] [--model]

The files are short reports put together from the sample documents, and a fake embedder stands for the model, so what is
measured is reading, searching words and writing; with `--model` the bundled one embeds. Each line: what was done,
seconds, documents, passages embedded. The last line is the most memory that the process has had. `--mixed` takes files
of all formats instead, of which one in fifty is bad, and tells whether the counts of the report add up to the files on
the disk.
"""

import argparse
import random
import resource
import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.sample_files import MAKERS, Block
from embeddings import Embedder
from qa.index_builder import build_index
from qa.indexing.index_report import IndexReport
from qa.settings import Settings
from tests.fakes import letters, write_texts

_CORPUS = Path(__file__).resolve().parent.parent / "corpus"
_SHORTEST_PARAGRAPH, _PARAGRAPHS, _IN_A_FOLDER = 40, 4, 100
_BAD_EVERY, _BINARY = 50, ("docx", "epub", "pptx", "xlsx")
_DIMENSION = 384  # as the bundled model's


def write_reports(folder: Path, count: int) -> None:
    """So many files of about 4 kB, a hundred in each folder; the same for the same count."""
    chances = random.Random(0)
    lines = [line for file in sorted(_CORPUS.glob("*/*.md")) for line in file.read_text("utf-8").split("\n")]
    paragraphs = [line for line in lines if len(line) >= _SHORTEST_PARAGRAPH]
    for number in range(count):
        text = "\n\n".join([f"Report {number}", *chances.sample(paragraphs, _PARAGRAPHS)])
        write_texts(folder / f"{number // _IN_A_FOLDER:04}", {f"{number}.txt": text})


def write_mixed(folder: Path, count: int) -> int:
    """So many files of all formats that the standard makers make, one in fifty bad; the number of bad ones."""
    folder.mkdir()
    makers = sorted(MAKERS.items())
    for number in range(count):
        suffix, make = makers[number % len(makers)]
        data = make([Block("paragraph", f"Depot {number} holds {number + 1000} crates. 第{number}号仓库存有货物。")])
        cut = (b"", data[: len(data) // 2] if suffix in _BINARY else b"\0\1" * 500)[number // _BAD_EVERY % 2]
        (folder / f"{number:05}.{suffix}").write_bytes(cut if number % _BAD_EVERY == 0 else data)
    return len(range(0, count, _BAD_EVERY))


class Runs:
    """Indexings of one folder into one index, each printed."""

    def __init__(self, source: Path, index: Path, embedder: Embedder) -> None:
        self._source, self._index, self._embedder = source, index, embedder

    def run(self, what: str) -> IndexReport:
        """Index once and print what came of it."""
        embedded = [0]

        def listen(step: str, done: int, total: int) -> None:
            if step == "embedding":
                embedded.append(done)

        began = time.perf_counter()
        report = build_index(self._source, self._index, settings=Settings(), embedder=self._embedder, progress=listen)
        seconds = time.perf_counter() - began
        print(f"{what}: {seconds:.2f} s, {report.documents} documents, {embedded[-1]} passages embedded", flush=True)
        return report


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=int, nargs="?", default=10_000)
    parser.add_argument("--mixed", action="store_true", help="files of all formats, some of them bad")
    parser.add_argument("--model", action="store_true", help="embed with the bundled model")
    arguments = parser.parse_args()
    embedder = Embedder(cache_folder=Settings().cache_folder) if arguments.model else letters(dimension=_DIMENSION)
    with tempfile.TemporaryDirectory() as place:
        (_mixed if arguments.mixed else _reports)(Path(place), arguments.files, embedder)
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return 0


def _mixed(place: Path, count: int, embedder: Embedder) -> None:
    source = place / "mixed"
    bad = write_mixed(source, count)
    runs = Runs(source, place / "index", embedder)
    for what in ("first", "unchanged"):
        report = runs.run(what)
        indexed, skipped = report.added + report.changed, len(report.skipped)
        print(f"  {indexed} indexed + {report.unchanged} unchanged + {skipped} skipped of {count} files, {bad} bad")
        assert indexed + report.unchanged + skipped == report.found == count
        assert sorted(one.reason == "" for one in report.failed) == [False] * bad


def _reports(place: Path, count: int, embedder: Embedder) -> None:
    source = place / "reports"
    write_reports(source, count)
    runs = Runs(source, place / "index", embedder)
    runs.run("first")
    time.sleep(3)  # until no file is young
    runs.run("unchanged, by hash")
    runs.run("unchanged, by stat")
    write_texts(source / "0000", {"0.txt": "Another text."})
    runs.run("one changed")
    (source / "0000").rename(source / "renamed")
    runs.run("a folder renamed")
    (source / "renamed" / "1.txt").rename(source / "renamed" / "one.txt")
    runs.run("a file renamed")
    shutil.rmtree(source / "renamed")
    runs.run("a folder removed")


if __name__ == "__main__":
    raise SystemExit(main())
