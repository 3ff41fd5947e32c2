"""`make evaluate`: every question set at hand run through the program, then one table with a row for each set.

What other programs measure comes after it.

`python -m benchmarks.evaluate provinces contrast` runs only the sets whose name holds one of these words. Sets beside
the project that are not there are skipped by name. Of XQuAD and SQuAD 2.0 only questions of articles that the reader
never learnt from are asked, over all documents. The whole takes three quarters of an hour on two cores.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.held_out import article_of, english_squad2, in_half
from embeddings import Embedder
from qa import Assistant, Settings, build_index
from qa.evaluation.question_set import GoldQuestion, read_questions
from qa.evaluation.report import Report, run, summarise, to_table

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
# 120 cases over 14 small documents, written by us and then looked at while features were built.
OWN_CONTRAST = ROOT / "benchmarks" / "data" / "contrast_own.json"
QUESTIONS = SHARED / "data" / "questions"
# Name, questions, documents, and how many questions at most, spread over the set.
SETS = (
    ("corpus", ROOT / "corpus" / "questions.jsonl", ROOT / "corpus", 0),
    ("five reports", SHARED / "eval" / "seeds_dev.jsonl", SHARED / "seeds", 0),
    *(
        (f"XQuAD {pair}", QUESTIONS / f"xquad_{pair}.jsonl", QUESTIONS / f"xquad_{pair}.docs.jsonl", 100)
        for pair in ("zh-zh", "en-zh", "en-en", "zh-en")
    ),
    *(
        (
            f"work reports {name}",
            QUESTIONS / f"govwr2008_22_{name}.jsonl",
            QUESTIONS / f"govwr2008_22_{name}.docs.jsonl",
            60,
        )
        for name in ("zh-zh", "en-zh", "absent_en-zh")
    ),
    ("SQuAD 2.0", QUESTIONS / "squad2_dev500.jsonl", QUESTIONS / "squad2_dev500.docs.jsonl", 100),
    *(
        (f"provinces {name}", QUESTIONS / f"provinces_dev_{name}.jsonl", QUESTIONS / "provinces_dev.docs.jsonl", 0)
        for name in ("zh-zh", "en-zh")
    ),
    *(
        (f"snippets {name}", QUESTIONS / f"rgb_{name}.jsonl", QUESTIONS / f"rgb_{name}.docs.jsonl", 50)
        for name in ("zh_posnoise", "en_posnoise", "zh_noiseonly", "en_noiseonly")
    ),
    ("MTRAG-UN", QUESTIONS / "mtrag_un.jsonl", QUESTIONS / "mtrag_un.docs.jsonl", 60),
)


# What other programs measure: their names and arguments; each prints a table of its own.
PROGRAMS = (
    ("open questions", ["-m", "benchmarks.open_questions"]),
    ("tables", ["-m", "benchmarks.tables", "--half", "1", "--tables", "60"]),
    ("reading", ["-m", "benchmarks.reading", "--limit", "374", "--readers", "trained"]),
    ("retrieval and reranking", ["-m", "benchmarks.reranking", "--half", "report", "--limit", "130"]),
    ("conversations", ["-m", "benchmarks.conversations"]),
    ("memory", ["-m", "benchmarks.memory", "--questions", "400", "--uploads", "40"]),
)
# The columns of the one table, by the metrics of `qa.evaluation`.
COLUMNS = {
    "right": "answer_accuracy",
    "grounded": "grounded_accuracy",
    "refused rightly": "refusal_recall",
    "precision of refusals": "refusal_precision",
    "refused wrongly": "false_refusal_rate",
    "right document in five": "recall_at_5",
    "seconds": "seconds_p50",
}


def main() -> int:
    settings = Settings.from_environment()
    embedder = Embedder(settings.embedding_model, cache_folder=settings.cache_folder, precision=settings.precision)
    out = ROOT / "data" / "evaluation"
    out.mkdir(parents=True, exist_ok=True)
    wanted = [word.lower() for word in sys.argv[1:]]
    rows: list[str] = []
    for name, questions_file, documents, limit in SETS:
        if not _is_wanted(name, wanted):
            continue
        if not questions_file.exists() or not documents.exists():
            print(f"\n{name}: skipped, {questions_file.name} is not there", flush=True)
            continue
        report = _evaluate(name, questions_file, documents, limit=limit, out=out, embedder=embedder)
        figures = [report[metric] for metric in COLUMNS.values()]
        told = ["–" if figure is None else f"{float(str(figure)):.2f}" for figure in figures]
        rows.append(f"| {name} | {report['questions']} | {' | '.join(told)} |")
    is_contrast = _is_wanted("contrast", wanted)
    kinds, own = (_contrast(), _contrast(OWN_CONTRAST)) if is_contrast else ({}, {})
    print(f"\n| set | questions | {' | '.join(COLUMNS)} |\n|{'---|' * (len(COLUMNS) + 2)}")
    print("\n".join(rows), flush=True)
    if kinds:
        print("\n| contrast cases | right | of our own |\n|---|---|---|")
        shares = ((kind, *(_told(found.get(kind)) for found in (kinds, own))) for kind in {**kinds, **own})
        print("\n".join(f"| {' | '.join(row)} |" for row in shares))
    for name, arguments in PROGRAMS:
        if _is_wanted(name, wanted):
            print(f"\n{name}:", flush=True)
            subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True)
    return 0


def _is_wanted(name: str, wanted: list[str]) -> bool:
    return not wanted or any(word in name.lower() for word in wanted)


def _told(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}"


def _contrast(*cases: Path) -> dict[str, float]:
    """Small cases by kind, those that came with their program or others: the share that is right of all and of each."""
    program = SHARED / "eval" / "contrast.py"
    if not program.exists():
        print("\ncontrast: skipped, contrast.py is not there", flush=True)
        return {}
    print("\ncontrast:", flush=True)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, program, *cases], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    print(done.stdout, flush=True)
    told = json.loads(done.stdout.strip().splitlines()[-1])
    return {"all": told["share"], **told["by_kind"]}


def _evaluate(name: str, questions_file: Path, documents: Path, *, limit: int, out: Path, embedder: Embedder) -> Report:
    index = out / name.replace(" ", "-")
    began = time.perf_counter()
    built = build_index([documents], index, embedder=embedder)
    questions = _never_learnt(read_questions(questions_file), questions_file)
    if limit:
        questions = questions[:: max(1, len(questions) // limit)][:limit]
    results = run(questions, Assistant.open(index, embedder=embedder).ask)
    report = summarise(results)
    index.with_suffix(".json").write_text(json.dumps(report, ensure_ascii=False, indent=1), "utf-8")
    took = time.perf_counter() - began
    print(
        f"\n{name}: {built.documents} documents, {built.passages} passages, {took:.0f} s\n\n{to_table(report)}",
        flush=True,
    )
    return report


def _never_learnt(questions: tuple[GoldQuestion, ...], file: Path) -> tuple[GoldQuestion, ...]:
    """The questions of held-out articles, where a set was trained on in part."""
    if file.name.startswith("xquad"):
        return tuple(one for one in questions if one.document_id and in_half(article_of(one.document_id), "both"))
    if file.name.startswith("squad2"):
        held_out = {row["id"] for row in english_squad2()[0]}
        return tuple(one for one in questions if one.id in held_out)
    return questions


if __name__ == "__main__":
    raise SystemExit(main())
