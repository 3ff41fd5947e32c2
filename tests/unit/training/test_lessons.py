"""The lessons beyond the mixture: near misses, wordings, and which pass takes which."""

import json
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from training.curriculum import Curriculum
from training.examples import Example
from training.near_misses import near_misses
from training.reading_sets import Json
from training.windows import Window
from training.wordings import Wordings, reworded

CROSSING = Example("How many talks?", "谈话53人。", (2, 5), "xquad_en-zh")
# Of XQuAD's articles the third is held out. SQuAD 2.0 has the first and the third of them, and one that XQuAD lacks.
NAMES = ("first", "second", "held-out")


def _article(name: str, context: str, *rows: Json) -> Json:
    return {"paragraphs": [{"context": context, "qas": [{"id": f"{name} {at}", **row} for at, row in enumerate(rows)]}]}


def _write(file: Path, *articles: Json) -> None:
    file.write_text(json.dumps({"data": articles}), "utf-8")


def _write_lines(file: Path, *rows: Json) -> None:
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")


@pytest.fixture(name="sets")
def _sets(tmp_path: Path) -> Path:
    answered = {"question": "asked in XQuAD", "answers": []}
    for language in ("zh", "en"):
        _write(
            tmp_path / f"xquad_{language}.json", *(_article(one, f"{one}, XQuAD {language}", answered) for one in NAMES)
        )
    rows = (
        answered,
        {"question": "没有的？ ", "is_impossible": True},
        {"question": "也没有？", "is_impossible": True},
        {"question": "哪一年？", "answers": [{"text": "1945"}]},
        {"question": "谁？", "answers": [{"text": "国王"}]},
    )
    names = ("first", "held-out", "unknown")
    _write(tmp_path / "chinese_squad2_dev.json", *(_article(one, f"{one}, SQuAD zh", *rows) for one in names))
    english = [
        {"id": f"squad2-{one} 1", "question": "What is not told?", "answerable": False, "answers": [], "doc_id": one}
        for one in names
    ]
    _write_lines(tmp_path / "squad2_dev500.jsonl", *english)
    documents = [{"doc_id": one, "text": f"{one}, SQuAD en: it was 1945."} for one in names]
    _write_lines(tmp_path / "squad2_dev500.docs.jsonl", *documents)
    return tmp_path


def test_what_a_paragraph_does_not_answer_is_asked_over_its_translations(sets: Path) -> None:
    lessons = {
        (one.question, one.passage, one.passage[slice(*one.answer)] if one.answer else "")
        for one in near_misses(sets, sets)
    }
    own = "first, SQuAD en: it was 1945."
    over_xquad = {
        (question, f"first, XQuAD {language}", "")
        for question in ("没有的？", "也没有？", "What is not told?")
        for language in ("zh", "en")
    }
    assert lessons == over_xquad | {("没有的？", own, ""), ("也没有？", own, ""), ("哪一年？", own, "1945")}


def test_no_held_out_article_is_among_the_near_misses(sets: Path) -> None:
    passages = {one.passage for one in near_misses(sets, sets)}
    assert passages
    assert all(passage.startswith("first") for passage in passages)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [(("部分一", "部分二"), {"whole": 0.6, "part": 0.2, "asked": 0.2}), ((), {"whole": 0.8, "part": 0, "asked": 0.2})],
)
def test_of_ten_crossing_questions_six_are_glossed_two_in_part_and_two_as_asked(
    parts: tuple[str, ...], expected: dict[str, float]
) -> None:
    kinds = {"全部": "whole", "部分一": "part", "部分二": "part", CROSSING.question: "asked"}
    rng = Random(0)
    drawn = [reworded(CROSSING, Wordings("全部", parts), rng) for _ in range(5000)]
    counts = Counter(kinds[one.question] for one in drawn)
    assert {kind: counts[kind] / 5000 for kind in expected} == pytest.approx(expected, abs=0.02)
    assert {(one.passage, one.answer) for one in drawn} == {(CROSSING.passage, CROSSING.answer)}


def test_a_question_without_wordings_stays_and_draws_nothing() -> None:
    rng = Random(0)
    assert reworded(CROSSING, None, rng) is CROSSING
    assert rng.random() == Random(0).random()


class _Maker:
    """Makes no window, and remembers what it was given."""

    given: list[Example]

    def windows(self, examples: list[Example], rng: Random) -> list[Window]:
        self.given = examples
        return []


def test_passes_take_the_mixtures_in_turn_and_all_near_misses() -> None:
    mixtures = [[Example(f"问{number}", "文", None, "")] for number in range(4)]
    curriculum = Curriculum(mixtures, [CROSSING], {})
    maker = _Maker()
    asked = []
    for number in range(4):
        curriculum.windows(number, seed=2, maker=maker)  # type: ignore[arg-type]
        asked.append([one.question for one in maker.given])
    assert asked == [[f"问{number}", CROSSING.question] for number in (2, 3, 0, 1)]
