"""What the comparison with other programs counts."""

import json
from pathlib import Path

from benchmarks.peer_systems import PEERS
from benchmarks.peers import REQUIREMENTS, _gold, recall


def test_recall_counts_the_document_among_the_first_found() -> None:
    found = {"who": ["b", "a"], "when": ["a", "b"], "where": []}
    gold = {"who": "a", "when": "a", "where": "c"}
    assert (recall(found, gold, 1), recall(found, gold, 2)) == (1 / 3, 2 / 3)


def test_only_questions_about_the_documents_are_asked(tmp_path: Path) -> None:
    rows = [{"question": f"q{at}", "doc_id": name} for at, name in enumerate("abca")]
    (tmp_path / "q.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert _gold(tmp_path / "q.jsonl", [{"doc_id": "a"}, {"doc_id": "c"}], 2) == {"q0": "a", "q2": "c"}


def test_each_peer_and_its_version_is_pinned() -> None:
    pinned = {line.partition("==")[0] for line in REQUIREMENTS.read_text("utf-8").splitlines()}
    assert {package for _, package in PEERS.values()} <= pinned
