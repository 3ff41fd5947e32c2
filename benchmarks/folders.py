"""What indexing a folder again costs. Run: python -m benchmarks.folders [FILES]

The files are short reports put together from the sample documents, and a fake embedder stands for the model, so what is
measured is reading, searching words and writing. Each line: what was done, seconds, documents, passages embedded. The
last line is the most memory that the process has had.
"""

import argparse
import random
import resource
import shutil
import tempfile
import time
from pathlib import Path

from qa.index_builder import build_index
from qa.settings import Settings
from tests.fakes import LetterEmbedder, write_texts

_CORPUS = Path(__file__).resolve().parent.parent / "corpus"
_SHORTEST_PARAGRAPH, _PARAGRAPHS, _IN_A_FOLDER = 40, 4, 100
_DIMENSION = 384  # as the bundled model's


def write_reports(folder: Path, count: int) -> None:
    """So many files of about 4 kB, a hundred in each folder; the same for the same count."""
    chances = random.Random(0)
    lines = [line for file in sorted(_CORPUS.glob("*/*.md")) for line in file.read_text("utf-8").split("\n")]
    paragraphs = [line for line in lines if len(line) >= _SHORTEST_PARAGRAPH]
    for number in range(count):
        text = "\n\n".join([f"Report {number}", *chances.sample(paragraphs, _PARAGRAPHS)])
        write_texts(folder / f"{number // _IN_A_FOLDER:04}", {f"{number}.txt": text})


class Runs:
    """Indexings of one folder into one index, each printed."""

    def __init__(self, source: Path, index: Path) -> None:
        self._source, self._index = source, index
        self._embedder = LetterEmbedder(dimension=_DIMENSION)

    def run(self, what: str) -> float:
        """Index once; the seconds it took."""
        before, began = len(self._embedder.passages), time.perf_counter()
        embedder: object = self._embedder
        report = build_index(self._source, self._index, settings=Settings(), embedder=embedder)  # type: ignore[arg-type]
        seconds = time.perf_counter() - began
        embedded = len(self._embedder.passages) - before
        print(f"{what}: {seconds:.2f} s, {report.documents} documents, {embedded} passages embedded", flush=True)
        return seconds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=int, nargs="?", default=10_000)
    count = parser.parse_args().files
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "reports"
        write_reports(source, count)
        runs = Runs(source, Path(place) / "index")
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
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
