"""Resident memory of one process that answers many different questions, with uploads in between.

python -m benchmarks.memory                                   2,000 questions and 200 uploads: about an hour
python -m benchmarks.memory --questions 400 --uploads 40      as `make evaluate` runs it

Questions and documents are those of corpus/ with other names, so that each is of another length to the models. Each
question is asked on a thread of its own, as the page does. The exit code is 1 if memory grew by more than
`--may-grow` since a tenth of the questions were asked, or is above `--at-most` at the end.
"""

import argparse
import random
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from qa import Assistant, build_index, read_questions

ROOT = Path(__file__).resolve().parents[1]
# What is put into questions and documents; drawn anew for each from a fixed seed.
NAMES = {
    "zh": ("王秀英", "欧阳建国", "临江街道", "青石镇", "二〇一九年三月", "梧桐社区", "第七工作组", "南山区", "李明"),
    "en": ("Zhang Wei", "Margaret O'Neill", "Riverside Street", "March 2019", "the 7th working group", "Li Na", "Oak"),
}
MOST_NAMES = 6
KEPT_FILES = 20  # uploads that are in the collection at once: more would measure the size of an index
STEPS = 20  # lines of the table


def main() -> int:
    """Ask, upload, and print the table."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--questions", type=int, default=2_000)
    command.add_argument("--uploads", type=int, default=200)
    command.add_argument("--may-grow", type=float, default=150, metavar="MB")
    command.add_argument("--at-most", type=float, default=1_500, metavar="MB")
    chosen = command.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measured(Path(folder), questions=chosen.questions, uploads=chosen.uploads)
    early, last = found[max(1, chosen.questions // 10)], found[chosen.questions]
    most = max(found.values())
    print(
        f"\ngrown by {last - early:.0f} MB since a tenth of the questions; {last:.0f} MB at the end, {most:.0f} at most"
    )
    return int(last - early > chosen.may_grow or last > chosen.at_most)


def measured(folder: Path, *, questions: int, uploads: int) -> dict[int, float]:
    """Resident memory in MB by the number of questions that were asked; each step's is printed as a row."""
    chooser = random.Random(0)
    index, files = folder / "index", folder / "files"
    files.mkdir()
    build_index([ROOT / "corpus"], index)
    assistant = Assistant.open(index)
    embedder = assistant.embedder
    print("| questions | uploads | resident MB | of these private | CPU seconds a question |\n|---|---|---|---|---|")
    print(f"| 0 | 0 | {resident():.0f} | {resident('RssAnon'):.0f} | – |", flush=True)
    found, uploaded, seconds = {0: resident()}, 0, 0.0
    every = max(1, questions // STEPS)
    for number, question in enumerate(different_questions(questions, chooser), start=1):
        while uploaded < uploads * number // questions:
            uploaded += 1
            upload(files, uploaded, chooser)
            build_index([ROOT / "corpus", files], index, embedder=embedder)
            assistant = Assistant.open(index, embedder=embedder)
        began = time.process_time()
        on_own_thread(assistant, question)
        seconds += time.process_time() - began
        if number % every == 0 or number in (questions // 10, questions):
            found[number] = resident()
            told = f"{found[number]:.0f} | {resident('RssAnon'):.0f} | {seconds / number:.2f}"
            print(f"| {number} | {uploaded} | {told} |", flush=True)
    return found


def different_questions(count: int, chooser: random.Random) -> Iterator[str]:
    """The sample questions, and then the same with names before them, in which no two are alike."""
    golds = read_questions(ROOT / "corpus" / "questions.jsonl")
    for number in range(count):
        gold = golds[number % len(golds)]
        names = drawn(gold.pair[:2], chooser) if number >= len(golds) else ""
        yield f"{names} {gold.question}".strip()


def upload(files: Path, number: int, chooser: random.Random) -> None:
    """Write a document like one of the samples, with other names in it; the oldest one goes where there are enough."""
    samples = sorted((ROOT / "corpus").glob("*/*.md"))
    sample = samples[number % len(samples)]
    lines = sample.read_text("utf-8").splitlines()
    told = [f"{line} {drawn(sample.parent.name, chooser)}" if line.strip() else line for line in lines]
    (files / f"{number}.md").write_text("\n".join(told), "utf-8")
    (files / f"{number - KEPT_FILES}.md").unlink(missing_ok=True)


def drawn(language: str, chooser: random.Random) -> str:
    """Some names and a number, in one of the languages."""
    names: Sequence[str] = chooser.choices(NAMES[language], k=chooser.randint(1, MOST_NAMES))
    return " ".join([*names, str(chooser.randrange(10**6))])


def on_own_thread(assistant: Assistant, question: str) -> None:
    """Ask, on a thread that ends with the answer."""
    asking = threading.Thread(target=assistant.ask, args=(question,))
    asking.start()
    asking.join()


def resident(part: str = "VmRSS") -> float:
    """Megabytes of this process in memory, or of one part of them."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith(f"{part}:"):
            return int(line.split()[1]) / 1024
    raise SystemExit("/proc/self/status does not say what is in memory: run this on Linux")


if __name__ == "__main__":
    raise SystemExit(main())
