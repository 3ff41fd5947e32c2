"""Seconds and megabytes: python benchmarks/speed.py. Answering is timed over 2,000 passages, medians of one run."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = ROOT.parent / "shared" / "data" / "questions"
PASSAGES = 2_000
ASKED = 100


def main() -> int:
    print(f"| what | figure |\n|---|---|\n| `import qa`, median of 5 | {_import_seconds():.2f} s |", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        documents = _documents(Path(folder))
        index = Path(folder) / "index"
        _print_answering(documents, index)
        print(f"| cold `qa ask`, median of 3 | {_cold_seconds(index):.2f} s |", flush=True)
    return 0


def _import_seconds() -> float:
    return statistics.median(
        _timed([sys.executable, "-c", "import qa"]) - _timed([sys.executable, "-c", ""]) for _ in range(5)
    )


def _cold_seconds(index: Path) -> float:
    command = [
        sys.executable,
        "-m",
        "qa.cli",
        "ask",
        "how many people were held accountable in Jilin",
        "--index",
        str(index),
    ]
    return statistics.median(_timed(command) for _ in range(3))


def _timed(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})
    return time.perf_counter() - began


def _documents(folder: Path) -> list[Path]:
    """The sample corpus and as many work reports as make about 2,000 passages; without them, copies of the corpus."""
    reports = QUESTIONS / "govwr2008_22_zh-zh.docs.jsonl"
    news = QUESTIONS / "xquad_zh-zh.docs.jsonl"
    if reports.exists():
        return [ROOT / "corpus", reports, news, QUESTIONS / "xquad_en-en.docs.jsonl"]
    rows = [
        {"doc_id": f"{file.stem}-{copy}", "title": file.stem, "text": f"{copy}\n" + file.read_text("utf-8")}
        for copy in range(PASSAGES // 80)
        for file in sorted((ROOT / "corpus").glob("*/*.md"))
    ]
    made = folder / "copies.docs.jsonl"
    made.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return [made]


def _print_answering(documents: list[Path], index: Path) -> None:
    import resource

    from qa import Assistant, build_index
    from qa.evaluation.question_set import read_questions

    began = time.perf_counter()
    report = build_index(documents, index)
    print(
        f"| indexing {report.documents} documents, {report.passages} passages | {time.perf_counter() - began:.0f} s |",
        flush=True,
    )
    assistant = Assistant.open(index)
    questions = [gold.question for gold in read_questions(ROOT / "corpus" / "questions.jsonl")][:ASKED]
    for question in questions[:5]:
        assistant.ask(question)
    seconds = [assistant.ask(question).seconds for question in questions]
    for part in ("retrieve", "read", "total"):
        taken = sorted(one[part] for one in seconds)
        median, late = statistics.median(taken) * 1000, taken[-len(taken) // 20] * 1000
        print(f"| `ask`, warm: {part}, median / 95th percentile | {median:.0f} / {late:.0f} ms |")
    print(f"| memory at the most | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB |", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
