"""A language model as a reader: an oracle, and liars of nine kinds, each compared with no model on the same questions.

`python -m benchmarks.language_model_reader [--limit N] [--liar-limit N] [--show]` prints one table. A false answer is
wrong and says something else than without a model. `--language-model local` asks a real model in their place.
Sets that are not there are skipped with their name.
"""

import argparse
import json
import logging
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.held_out import spread
from benchmarks.scripted_readers import LIARS, NEVER_SAID, Gold, ScriptedReader, Scripts
from benchmarks.wording import figures_without_quote
from embeddings import Embedder
from qa.answering.evidence.reader import Likeness, Reader, Readings
from qa.assistant import Assistant
from qa.components import open_dictionary, open_reader
from qa.evaluation.normal_form import normalise
from qa.index_builder import build_index
from qa.language import figures
from qa.retrieval import bridge
from qa.settings import Settings
from qa.types import CITATION_MARK, Answer, Document, Evidence, Hit, Question

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
QUESTIONS = SHARED / "data" / "questions"
_QUOTED = re.compile(r"[“「][^”」]*[”」]")
_DIGITS = re.compile(r"[\d.,]+")


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its accepted answers; none where it is to be refused. `wrong` are forms that make it wrong."""

    question: str
    answers: tuple[str, ...]
    wrong: tuple[str, ...] = ()
    evidence: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Cases over the documents of one index."""

    name: str
    folder: Path
    cases: tuple[Case, ...]


class Remembering:
    """A reader that reads each question once: what it found does not hang on the language model."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.bars, self.sure = reader.bars, getattr(reader, "sure", reader.bars)
        self._readings: dict[str, Readings] = {}
        self._found: dict[str, tuple[Evidence, ...]] = {}

    def readings(self, question: Question, hits: Sequence[Hit]) -> Readings:
        """See `Reader`."""
        if question.text not in self._readings:
            self._readings[question.text] = self._reader.readings(question, hits)
        return self._readings[question.text]

    def read(self, question: Question, hits: Sequence[Hit], readings: Readings) -> tuple[Evidence, ...]:
        """See `Reader`."""
        if question.text not in self._found:
            self._found[question.text] = self._reader.read(question, hits, readings)
        return self._found[question.text]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=120, help="questions of each set for the oracle; 0: all")
    parser.add_argument("--liar-limit", type=int, default=40, help="questions of each set for each liar; 0: all")
    parser.add_argument("--set", default="", help="only the sets with this in their name")
    parser.add_argument("--liars", default=",".join(LIARS), help="the kinds of liars, joined by commas; may be empty")
    parser.add_argument("--language-model", default="", help="a real model, side by side with none")
    parser.add_argument("--show", action="store_true", help="print each question that is not right")
    wanted = parser.parse_args()
    if wanted.show:
        logging.basicConfig(level=logging.WARNING, format="%(message)s")
        logging.getLogger("qa.answering.model_reading").setLevel(logging.INFO)
    settings = Settings.from_environment()
    embedder = Embedder(settings.embedding_model, cache_folder=settings.cache_folder, precision=settings.precision)
    rows: list[str] = []
    for name, groups in _sets(ROOT / "data" / "evaluation" / "model-reader", embedder):
        if wanted.set.lower() in name.lower():
            rows += _measured(name, list(groups()), wanted, embedder, settings)
    print("\n| set | model | questions | right | false shown | refused | repaired | loose figures | seconds |")
    print(f"|{'---|' * 9}")
    print("\n".join(rows))
    return 0


def _measured(
    name: str, groups: Sequence[Group], wanted: argparse.Namespace, embedder: Embedder, settings: Settings
) -> list[str]:
    """The rows of one set."""
    tables: dict[str, _Table] = {}
    cases = [(group, case) for group in groups for case in group.cases]
    chosen = spread(cases, wanted.limit)
    lied_to = {id(case) for _, case in spread(chosen, wanted.liar_limit)}
    for group in groups:
        own = [case for of, case in chosen if of is group]
        if own:
            _ask_group(group, own, lied_to, wanted, tables, embedder, settings)
    return [table.row(name, kind) for kind, table in tables.items()]


class _Table:
    """What became of the questions with one kind of model."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.seconds: list[float] = []

    def row(self, name: str, kind: str) -> str:
        """One row of the printed table."""
        asked, counts = self.counts["asked"], self.counts
        told = [asked, f"{counts['right'] / max(1, asked):.3f}"]
        told += [counts[what] for what in ("false", "refused", "repaired", "loose")]
        return f"| {name} | {kind} | {' | '.join(map(str, told))} | {median(self.seconds or [0.0]):.2f} |"


def _ask_group(
    group: Group,
    cases: Sequence[Case],
    lied_to: set[int],
    wanted: argparse.Namespace,
    tables: dict[str, _Table],
    embedder: Embedder,
    settings: Settings,
) -> None:
    dictionary = open_dictionary(settings.cache_folder)
    golds = {case.question: Gold(case.answers, case.evidence, case.title) for case in cases}
    scripts = Scripts(golds, lambda text: bridge.terms(text, dictionary))
    shared: list[Remembering] = []

    def make_reader(likeness: Likeness, document: Callable[[str], Document]) -> Reader:
        if not shared:
            shared.append(Remembering(open_reader(settings, likeness, document)))
        return shared[0]

    def opened(model: Any) -> Assistant:
        return Assistant.open(group.folder, language_model=model, make_reader=make_reader, embedder=embedder)

    plain = opened("none")
    first = {case.question: _asked(tables.setdefault("none", _Table()), plain, case, None, {}) for case in cases}
    models: list[tuple[str, Any, Mapping[str, int], Sequence[Case]]] = []
    if wanted.language_model:
        models.append(
            (wanted.language_model, _REAL.setdefault("model", _real(wanted.language_model, settings)), {}, cases)
        )
    else:
        few = [case for case in cases if id(case) in lied_to]
        for kind in ("oracle", *filter(None, wanted.liars.split(","))):
            chat = ScriptedReader(says=getattr(scripts, kind), counts={})
            models.append((kind, chat, chat.counts, cases if kind == "oracle" else few))
    for kind, chat, counts, own in models:
        assistant = opened(chat)
        for case in own:
            answer = _asked(tables.setdefault(kind, _Table()), assistant, case, first[case.question], counts)
            if wanted.show:
                _show(kind, case, first[case.question], answer, is_shown=case.question not in scripts.not_shown)


_REAL: dict[str, Any] = {}


def _real(name: str, settings: Settings) -> Any:
    """A real model, loaded once for all indexes."""
    from qa.components import open_wording_model

    model = open_wording_model(name, settings)
    assert model is not None
    return model.chat


def _asked(
    table: _Table, assistant: Assistant, case: Case, without: Answer | None, counts: Mapping[str, int]
) -> Answer:
    """The answer to a case, counted; `without` is the answer without a model."""
    before, began = counts.get("repairs", 0), time.perf_counter()
    answer = assistant.ask(case.question)
    table.seconds.append(time.perf_counter() - began)
    found = verdict(case, answer)
    table.counts["asked"] += 1
    table.counts[found] += 1
    table.counts["refused"] += found != "refused" and answer.status == "not_found"
    table.counts["repaired"] += counts.get("repairs", 0) > before
    if without is not None:
        known = figures_without_quote(without, assistant.document)
        loose = [one for one in figures_without_quote(answer, assistant.document) if one not in known]
        table.counts["loose"] += bool(loose)
        is_false = found == "wrong" and is_new(answer, without)
        table.counts["false"] += is_false or any(one in own_words(answer) for one in NEVER_SAID)
    return answer


def verdict(case: Case, answer: Answer) -> str:
    """Right where an accepted form is said or marked, and none that makes it wrong, or where it is rightly refused."""
    if answer.status != "answered":
        return "refused" if case.answers else "right"
    if not case.answers:
        return "wrong"
    said = own_words(answer) + "\n" + "\n".join(one.answer for one in answer.citations if one.answer_start is not None)
    is_said = any(_holds(said, form) for form in case.answers)
    return "right" if is_said and not any(_holds(own_words(answer), form) for form in case.wrong) else "wrong"


def own_words(answer: Answer) -> str:
    """What an answer says itself: its text without quoted sentences and marks."""
    text = CITATION_MARK.sub("", answer.text)
    own = _QUOTED.sub(" ", text)
    return own if normalise(own) else text


def is_new(answer: Answer, without: Answer) -> bool:
    """Whether an answer says something else than without a model; that it is less sure is nothing else."""
    marked = [{normalise(one.answer) for one in each.citations} for each in (answer, without)]
    values = [{figure.value for figure in figures(own_words(each))} for each in (answer, without)]
    return bool(marked[0] - marked[1]) or bool(values[0] - values[1])


def _holds(text: str, form: str) -> bool:
    """Whether a text says an accepted form: by value, or a figure as it is written, which a unit may follow."""
    if _DIGITS.fullmatch(form):
        written = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
        if re.search(rf"(?<![\d.]){re.escape(form.replace(',', ''))}(?!\d|\.\d)", written):
            return True
    return bool(normalise(form)) and normalise(form) in normalise(text)


def _show(kind: str, case: Case, without: Answer, answer: Answer, *, is_shown: bool) -> None:
    found = verdict(case, answer)
    is_false = found == "wrong" and is_new(answer, without)
    if (kind == "oracle" and found != "right") or is_false:
        told = "" if is_shown else " (not shown to the model)"
        print(f"{kind}: {'FALSE ' if is_false else ''}{found}{told}: {case.question} {case.answers}", flush=True)
        print(f"    without: {without.text[:110]!r}", flush=True)
        print(f"    with:    {answer.text[:110]!r} {answer.reason[:80]}", flush=True)


def _sets(folder: Path, embedder: Embedder) -> Iterator[tuple[str, Callable[[], Iterator[Group]]]]:
    """Each set with its groups; those beside the project are skipped where they are missing."""
    contrast = SHARED / "eval" / "contrast_dev.json"
    provinces = QUESTIONS / "provinces_dev.docs.jsonl"
    yield "corpus", partial(_corpus, folder, embedder)
    for name, file, groups in (("contrast_dev", contrast, _contrast), ("provinces_dev", provinces, _provinces)):
        if file.exists():
            yield name, partial(groups, file, folder, embedder)
        else:
            print(f"{name}: skipped, {file} is not there", flush=True)


def _corpus(folder: Path, embedder: Embedder) -> Iterator[Group]:
    rows = [json.loads(line) for line in (ROOT / "corpus" / "questions.jsonl").read_text("utf-8").splitlines()]
    build_index([ROOT / "corpus"], folder / "corpus", embedder=embedder)
    yield Group("corpus", folder / "corpus", tuple(_case(row) for row in rows))


def _provinces(documents: Path, folder: Path, embedder: Embedder) -> Iterator[Group]:
    build_index([documents], folder / "provinces", embedder=embedder)
    titles = {row["doc_id"]: row["title"] for row in map(json.loads, documents.read_text("utf-8").splitlines())}
    rows = [
        json.loads(line)
        for pair in ("zh-zh", "en-zh")
        for line in (QUESTIONS / f"provinces_dev_{pair}.jsonl").read_text("utf-8").splitlines()
    ]
    yield Group("provinces", folder / "provinces", tuple(_case(row, titles.get(row.get("doc_id"), "")) for row in rows))


def _contrast(file: Path, folder: Path, embedder: Embedder) -> Iterator[Group]:
    for number, group in enumerate(json.loads(file.read_text("utf-8"))):
        files = folder / f"contrast{number}" / "files"
        files.mkdir(parents=True, exist_ok=True)
        for name, text in group["documents"].items():
            (files / name).write_text(text, "utf-8", newline="")
        build_index([files], files.parent / "index", embedder=embedder)
        cases = tuple(Case(one["question"], tuple(one["answers"]), tuple(one.get("not", ()))) for one in group["cases"])
        yield Group(group["group"], files.parent / "index", cases)


def _case(row: Mapping[str, Any], title: str = "") -> Case:
    answers = tuple(row.get("answers") or ()) if row.get("answerable", True) else ()
    return Case(row["question"], answers, (), row.get("evidence") or "", title)


if __name__ == "__main__":
    raise SystemExit(main())
