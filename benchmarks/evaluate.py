"""`make evaluate`: every question set at hand run through the program, one table each, for docs/measurements.md.

Sets beside the project that are not there are skipped by name. Of XQuAD and SQuAD 2.0 only questions of articles that
the reader never learnt from are asked, over all documents.
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
from qa.evaluation.report import run, summarise, to_table

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
QUESTIONS = SHARED / "data" / "questions"
# Name, questions, documents, and how many questions at most, spread over the set.
SETS = (
    ("corpus", ROOT / "corpus" / "questions.jsonl", ROOT / "corpus", 0),
    ("five reports", SHARED / "eval" / "seeds_dev.jsonl", SHARED / "seeds", 0),
    *(
        (f"XQuAD {pair}", QUESTIONS / f"xquad_{pair}.jsonl", QUESTIONS / f"xquad_{pair}.docs.jsonl", 200)
        for pair in ("zh-zh", "en-zh", "en-en", "zh-en")
    ),
    *(
        (
            f"work reports {name}",
            QUESTIONS / f"govwr2008_22_{name}.jsonl",
            QUESTIONS / f"govwr2008_22_{name}.docs.jsonl",
            100,
        )
        for name in ("zh-zh", "en-zh", "absent_en-zh")
    ),
    ("SQuAD 2.0", QUESTIONS / "squad2_dev500.jsonl", QUESTIONS / "squad2_dev500.docs.jsonl", 200),
    *(
        (f"provinces {name}", QUESTIONS / f"provinces_dev_{name}.jsonl", QUESTIONS / "provinces_dev.docs.jsonl", 0)
        for name in ("zh-zh", "en-zh")
    ),
    *(
        (f"snippets {name}", QUESTIONS / f"rgb_{name}.jsonl", QUESTIONS / f"rgb_{name}.docs.jsonl", 100)
        for name in ("zh_posnoise", "en_posnoise", "zh_noiseonly", "en_noiseonly")
    ),
    ("MTRAG-UN", QUESTIONS / "mtrag_un.jsonl", QUESTIONS / "mtrag_un.docs.jsonl", 100),
)


def main() -> int:
    settings = Settings.from_environment()
    embedder = Embedder(settings.embedding_model, cache_folder=settings.cache_folder, precision=settings.precision)
    out = ROOT / "data" / "evaluation"
    out.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1:]
    for name, questions_file, documents, limit in SETS:
        if wanted and not any(one.lower() in name.lower() for one in wanted):
            continue
        if not questions_file.exists() or not documents.exists():
            print(f"\n{name}: skipped, {questions_file.name} is not there", flush=True)
            continue
        _evaluate(name, questions_file, documents, limit=limit, out=out, embedder=embedder)
    if not wanted or "contrast" in wanted:
        _contrast()
    return 0


def _contrast() -> None:
    """Small cases by kind, asked by the program that came with them."""
    program = SHARED / "eval" / "contrast.py"
    if not program.exists():
        print("\ncontrast: skipped, contrast.py is not there", flush=True)
        return
    print("\ncontrast:", flush=True)
    subprocess.run([sys.executable, program], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)


def _evaluate(name: str, questions_file: Path, documents: Path, *, limit: int, out: Path, embedder: Embedder) -> None:
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
