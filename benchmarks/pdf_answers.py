"""The sample questions over the sample corpus as it is, and as PDF printed by Chromium.

python -m benchmarks.pdf_answers [--questions 40]
"""

import argparse
import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.pdf_content import CORPUS, contents
from benchmarks.pdf_printers import PRINTERS
from embeddings import Embedder
from qa import Assistant, build_index
from qa.evaluation.question_set import read_questions
from qa.evaluation.report import evaluate, to_table

LAYOUTS = {"zh": "indented", "en": "two columns"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=40)
    limit = parser.parse_args().questions
    printer, is_there, install = PRINTERS["Chromium"]
    if not is_there():
        print(f"Chromium is missing, nothing is measured. Install it with: {install}")
        return 0
    gold = list(read_questions(CORPUS / "questions.jsonl"))
    gold = gold[:: max(1, len(gold) // limit)][:limit]
    embedder = Embedder.default() if hasattr(Embedder, "default") else None
    rows, judged = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder) / "pdf"
        for content in contents():
            (printed / content.language).mkdir(parents=True, exist_ok=True)
            sample = printer(content, LAYOUTS[content.language])
            (printed / content.language / f"{content.name}.pdf").write_bytes(sample.data)
        for name, documents, suffix in (("text", CORPUS, ".md"), ("PDF", printed, ".pdf")):
            index = Path(folder) / name
            build_index([documents], index)
            assistant = Assistant.open(index) if embedder is None else Assistant.open(index, embedder=embedder)
            asked = [
                replace(one, document_id=one.document_id.replace(".md", suffix) if one.document_id else None)
                for one in gold
            ]
            found = evaluate(asked, assistant.ask)
            rows[name] = found.report
            judged[name] = {case.gold.id: case for case in found.cases}
            right = sum(case.is_right for case in found.cases)
            print(f"{name}: {right} of {len(found.cases)} right\n{to_table(found.report)}", flush=True)
    for identity, case in judged["text"].items():
        other = judged["PDF"][identity]
        if case.is_right != other.is_right:
            print(f"{identity}: {case.is_right} → {other.is_right}\n  {case.answer.text}\n  {other.answer.text}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
