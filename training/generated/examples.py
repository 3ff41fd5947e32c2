"""The whole set of generated examples, in fixed shares of each kind."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from training.examples import Example
from training.generated.blanks import blank_questions
from training.generated.chinese import figure_questions
from training.generated.composed import composed_questions
from training.generated.counted import count_questions
from training.generated.drafts import Draft
from training.generated.happenings import name_questions, when_questions, where_questions
from training.generated.measured import metric_questions
from training.generated.negatives import (
    changed_figure,
    exchanged_mention,
    impossible_question,
    moved_passage,
    other_passage,
    without_sentence,
    wrong_kind,
)
from training.generated.persons import age_questions, office_questions
from training.generated.scenes import Scene, Source, read_sources, scenes

Rule = Callable[[Scene, Random], Iterator[Draft]]
Change = Callable[[Draft, Random], Example | None]

# How many questions each rule may give, and out of that the positive examples of each.
_MOST: dict[str, int] = {
    "figure-zh": 2400, "count-en": 2900, "metric-en": 900, "composed-en": 900, "blank-zh": 800, "when-zh": 500,
    "when-en": 400, "where-zh": 250, "where-en": 250, "office-zh": 400, "office-en": 400, "age-zh": 100, "age-en": 100,
    "name-zh": 150, "name-en": 150,
}  # fmt: skip
_RULES: tuple[Rule, ...] = (
    figure_questions,
    count_questions,
    metric_questions,
    composed_questions,
    blank_questions,
    when_questions,
    where_questions,
    office_questions,
    age_questions,
    name_questions,
)
_NEGATIVES: tuple[Change, ...] = (
    impossible_question,
    impossible_question,
    without_sentence,
)
# Those that turn on a place or year come first: only some questions name one.
_FIRST: tuple[Change, ...] = (exchanged_mention, moved_passage)
# A row of a table may give at most so many, or the daily quotations of shares would be a tenth of all.
_MOST_OF_WORDS = 70
_NEGATIVE_SHARE, _CHANGED_SHARE, _WRONG_KIND_SHARE = 0.95, 0.15, 0.06
# How often a question that names a place or year is asked of the wrong one as well.
_ELSEWHERE_SHARE = 0.6


def generated_examples(seed: int, *, data: Path) -> Iterator[Example]:
    """Questions made by rules over Chinese news and government prose; about two in five have no answer."""
    random = Random(seed)
    sources = read_sources(data)
    random.shuffle(sources)
    drafts = [draft for source in sources for draft in drafts_of(source, random)]
    examples = list(_examples(_limited(drafts, random), random))
    random.shuffle(examples)
    yield from examples


def drafts_of(source: Source, random: Random) -> list[Draft]:
    """Every question that the rules make of a document."""
    return [draft for scene in scenes(source, random) for rule in _RULES for draft in rule(scene, random)]


def _limited(drafts: list[Draft], random: Random) -> list[Draft]:
    """At most so many of each rule, drawn by chance."""
    chosen: list[Draft] = []
    for rule, most in _MOST.items():
        fitting = [draft for draft in drafts if draft.rule == rule]
        random.shuffle(fitting)
        chosen += _varied(fitting)[:most]
    return chosen


def _varied(drafts: list[Draft]) -> list[Draft]:
    """The drafts without those of a row of a table that has had its share."""
    seen = Counter[tuple[str, ...]]()
    kept = []
    for draft in drafts:
        seen[draft.words] += 1
        if not draft.words or seen[draft.words] <= _MOST_OF_WORDS:
            kept.append(draft)
    return kept


def _examples(drafts: list[Draft], random: Random) -> Iterator[Example]:
    """Each draft as it is, for many one with another figure, and for most one that has no answer."""
    for draft in drafts:
        yield Example(draft.question, draft.scene.passage, draft.answer, f"generated {draft.rule}")
        if random.random() < _CHANGED_SHARE and (changed := changed_figure(draft, random)):
            yield changed
        if random.random() < _NEGATIVE_SHARE and (negative := _negative(draft, drafts, random)):
            yield negative
        if draft.mentions and random.random() < _ELSEWHERE_SHARE and (other := random.choice(_FIRST)(draft, random)):
            yield other


def _negative(draft: Draft, drafts: list[Draft], random: Random) -> Example | None:
    order = [*random.sample(_FIRST, 2), *random.sample(_NEGATIVES, len(_NEGATIVES))]
    if random.random() < _WRONG_KIND_SHARE and (example := wrong_kind(draft, random)):
        return example
    for change in order:
        if example := change(draft, random):
            return example
    for _ in range(20):
        if example := other_passage(draft, random.choice(drafts), random):
            return example
    return None
