"""Several processes of the assistant at once: processor seconds of a question, and what pace each process keeps.

python -m benchmarks.side_by_side                        1, 2 and 4 processes, 20 questions each: about five minutes
OMP_WAIT_POLICY=ACTIVE python -m benchmarks.side_by_side     the same with threads that spin while they wait

Each process asks the same sample questions over an index of its own opening. The last column is the pace of one process
beside the others, as a share of that of one alone; on two cores four processes cannot have more than half.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from qa import Assistant, build_index, read_questions

ROOT = Path(__file__).resolve().parents[1]
WARM_UP = 3  # questions


def main() -> int:
    """Print the table; or, as one of the processes, what it took."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--questions", type=int, default=20)
    command.add_argument("--processes", type=int, nargs="+", default=[1, 2, 4])
    command.add_argument("--ask", type=Path, metavar="DIR", help=argparse.SUPPRESS)
    chosen = command.parse_args()
    if chosen.ask:
        return ask(chosen.ask, chosen.questions)
    with tempfile.TemporaryDirectory() as folder:
        build_index([ROOT / "corpus"], folder)
        alone = 0.0
        print(f"{len(os.sched_getaffinity(0))} cores, {os.environ['OMP_NUM_THREADS']} threads in each process")
        print("| processes | processor seconds a question | seconds a question | pace of each |\n|---|---|---|---|")
        for count in chosen.processes:
            processor, wall = took(Path(folder), count, chosen.questions)
            alone = alone or wall
            print(f"| {count} | {processor:.2f} | {wall:.2f} | {alone / wall:.2f} |", flush=True)
    return 0


def took(index: Path, count: int, questions: int) -> tuple[float, float]:
    """Processor seconds and seconds of a question, means over processes that begin to ask together."""
    command = [sys.executable, "-m", "benchmarks.side_by_side", "--ask", str(index), "--questions", str(questions)]
    processes = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(count)
    ]
    for process in processes:
        assert process.stdout is not None
        process.stdout.readline()  # it is ready
    told = []
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        told.append(process.communicate()[0].split())
    return statistics.mean(float(one[0]) for one in told), statistics.mean(float(one[1]) for one in told)


def ask(index: Path, questions: int) -> int:
    """Open, say so, wait for the word, ask, and say what a question took."""
    assistant = Assistant.open(index)
    golds = read_questions(ROOT / "corpus" / "questions.jsonl")
    asked = [gold.question for gold in golds[:: len(golds) // (questions + WARM_UP)]]
    for question in asked[:WARM_UP]:
        assistant.ask(question)
    print("ready", flush=True)
    sys.stdin.readline()
    processor, wall = time.process_time(), time.perf_counter()
    for question in asked[WARM_UP : WARM_UP + questions]:
        assistant.ask(question)
    print((time.process_time() - processor) / questions, (time.perf_counter() - wall) / questions, flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
