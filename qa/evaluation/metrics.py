"""One number a function: results to a share between 0 and 1, or to seconds; None where nothing counts."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from qa.evaluation.normal_form import normalise, tokens
from qa.evaluation.question_set import GoldQuestion
from qa.types import Answer

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Result:
    """A question with what was answered."""

    gold: GoldQuestion
    answer: Answer

    @property
    def refused(self) -> bool:
        return self.answer.status == "not_found"


Share = float | None


def is_accurate(result: Result) -> bool:
    """An accepted form is in the answer."""
    return not result.refused and _holds_any(result.answer.text, result.gold.answers)


def is_grounded(result: Result) -> bool:
    """Accurate, and a cited quote of the gold document holds an accepted form."""
    return is_accurate(result) and any(_correct_citations(result))


def is_right(result: Result) -> bool:
    """Grounded, or refused where there is no answer; an open question is told as far as wanted, by its documents."""
    if not result.gold.answerable:
        return result.refused
    if result.gold.is_open:
        return not result.refused and _told(result) >= result.gold.least and not any(_foreign(result))
    return is_grounded(result)


def answer_accuracy(results: Sequence[Result]) -> Share:
    return _share(map(is_accurate, _answerable(results)))


def grounded_accuracy(results: Sequence[Result]) -> Share:
    return _share(map(is_grounded, _answerable(results)))


def exact_match(results: Sequence[Result]) -> Share:
    """The marked answer of a citation equals an accepted form."""
    return _share(
        any(normalise(marked) == normalise(form) for marked in _marked(result) for form in result.gold.answers)
        for result in _answerable(results)
    )


def span_f1(results: Sequence[Result]) -> Share:
    """The best F1, over Chinese characters, words and figures, of a marked answer with an accepted form."""
    return _mean(
        [
            max((_f1(marked, form) for marked in _marked(result) for form in result.gold.answers), default=0.0)
            for result in _answerable(results)
        ]
    )


def citation_precision(results: Sequence[Result]) -> Share:
    """Of all citations given, those that quote an accepted form from the gold document."""
    return _share(correct for result in results for correct in _correct_citations(result))


def citation_recall(results: Sequence[Result]) -> Share:
    """Of the answerable questions, those with at least one such citation."""
    return _share(any(_correct_citations(result)) for result in _answerable(results))


def refusal_precision(results: Sequence[Result]) -> Share:
    return _share(not result.gold.answerable for result in results if result.refused)


def refusal_recall(results: Sequence[Result]) -> Share:
    return _share(result.refused for result in results if not result.gold.answerable)


def false_refusal_rate(results: Sequence[Result]) -> Share:
    return _share(result.refused for result in _answerable(results))


def recall_at(depth: int) -> Callable[[Sequence[Result]], Share]:
    """The share of answerable questions whose gold document is among the first `depth` documents found."""
    return lambda results: _share(0 < _rank(result) <= depth for result in _answerable(results))


def mrr_at_10(results: Sequence[Result]) -> Share:
    """The mean of 1/rank of the gold document, 0 beyond the tenth."""
    return _mean([1 / rank if 0 < (rank := _rank(result)) <= DEPTH else 0.0 for result in _answerable(results)])


def seconds_at(percentile: int) -> Callable[[Sequence[Result]], Share]:
    """The seconds within which `percentile` percent of the answers were given (nearest rank)."""

    def seconds(results: Sequence[Result]) -> Share:
        ordered = sorted(result.answer.seconds.get("total", 0.0) for result in results)
        return ordered[max(0, -(-len(ordered) * percentile // 100) - 1)] if ordered else None

    return seconds


def told(results: Sequence[Result]) -> Share:
    """Of what open questions want told at least, the share that the answers and their quotes tell."""
    return _mean([min(1.0, _told(result) / max(1, result.gold.least)) for result in _open(results)])


def foreign_quotes(results: Sequence[Result]) -> Share:
    """Of the quotes of open questions, those from documents that the questions are not about."""
    return _share(foreign for result in _open(results) for foreign in _foreign(result))


METRICS: dict[str, Callable[[Sequence[Result]], Share]] = {
    "answer_accuracy": answer_accuracy,
    "grounded_accuracy": grounded_accuracy,
    "exact_match": exact_match,
    "span_f1": span_f1,
    "citation_precision": citation_precision,
    "citation_recall": citation_recall,
    "refusal_precision": refusal_precision,
    "refusal_recall": refusal_recall,
    "false_refusal_rate": false_refusal_rate,
    "recall_at_1": recall_at(1),
    "recall_at_5": recall_at(5),
    "recall_at_10": recall_at(10),
    "mrr_at_10": mrr_at_10,
    "seconds_p50": seconds_at(50),
    "seconds_p95": seconds_at(95),
}


# Those of open questions, which a report has where the set has such questions.
OPEN_METRICS: dict[str, Callable[[Sequence[Result]], Share]] = {"told": told, "foreign_quotes": foreign_quotes}


def _answerable(results: Sequence[Result]) -> list[Result]:
    return [result for result in results if result.gold.answerable and not result.gold.is_open]


def _open(results: Sequence[Result]) -> list[Result]:
    return [result for result in results if result.gold.answerable and result.gold.is_open]


def _told(result: Result) -> int:
    """How many of the groups that a question wants told stand in the answer or its quotes."""
    if result.refused:
        return 0
    text = "\n".join([result.answer.text, *(citation.quote for citation in result.answer.citations)])
    return sum(_holds_any(text, group) for group in result.gold.want)


def _foreign(result: Result) -> list[bool]:
    """For each quote of an open question whether its document is none that may be quoted."""
    allowed = result.gold.documents
    cited = [citation.document_id for citation in result.answer.citations] if allowed else []
    return [not any(part in document_id for part in allowed) for document_id in cited]


def _holds_any(text: str, forms: Sequence[str]) -> bool:
    normalised = normalise(text)
    return any(normalise(form) in normalised for form in forms if normalise(form))


def _correct_citations(result: Result) -> list[bool]:
    return [
        citation.document_id == result.gold.document_id and _holds_any(citation.quote, result.gold.answers)
        for citation in result.answer.citations
    ]


def _marked(result: Result) -> list[str]:
    return [citation.answer for citation in result.answer.citations]


def _rank(result: Result) -> int:
    """The rank of the gold document among the distinct documents of the hits; 0 where it is not among them."""
    documents = list(dict.fromkeys(hit.passage.document_id for hit in result.answer.hits))
    return documents.index(result.gold.document_id) + 1 if result.gold.document_id in documents else 0


def _f1(first: str, second: str) -> float:
    counts = Counter(tokens(first)), Counter(tokens(second))
    shared = sum((counts[0] & counts[1]).values())
    return 2 * shared / (counts[0].total() + counts[1].total()) if shared else 0.0


def _share(values: Iterable[bool]) -> Share:
    return _mean([float(value) for value in values])


def _mean(values: Sequence[float]) -> Share:
    return sum(values) / len(values) if values else None
