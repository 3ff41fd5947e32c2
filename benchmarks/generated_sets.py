"""Questions made by rules over the news that the reader never learnt from: figures in Chinese prose, with near misses.

A near miss asks the same of another place or year, or for another thing of the same place. The documents are every
second news passage, those of an odd number.
"""

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from random import Random

from benchmarks.held_out import QUESTIONS, Half, Row
from training.generated.drafts import Draft
from training.generated.examples import drafts_of
from training.generated.negatives import exchanged_mention, impossible_question
from training.generated.scenes import Source, without_header

NEWS = QUESTIONS / "news_distractors.docs.jsonl.gz"
# Rules whose questions name enough to be told apart among hundreds of documents.
_TELLING = frozenset(("figure-zh", "metric-en", "composed-en", "office-en", "office-zh", "name-zh", "name-en"))
_DOCUMENTS_READ = 4000


def generated_questions(half: Half, limit: int) -> tuple[list[Row], list[Row]]:
    """At most so many questions of a half, as rows with answers, and the documents that hold them."""
    random = Random(0)
    found: list[Row] = []
    documents: dict[str, Row] = {}
    for number, document in _held_out_news(half):
        drafts = [draft for draft in drafts_of(Source(document["text"], ""), random) if _is_telling(draft)]
        # A few of each document, or those with tables would be most of all.
        for draft in random.sample(drafts, min(2, len(drafts))):
            documents[document["doc_id"]] = document
            found += _rows(draft, f"{number}-{len(found)}", document["doc_id"], random)
    random.shuffle(found)
    return found[:limit], list(documents.values())


def _held_out_news(half: Half) -> Iterator[tuple[int, Row]]:
    """Documents of odd numbers; every other one of these is for calibration."""
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(islice(lines, _DOCUMENTS_READ)):
            if number % 2 == 1 and (number % 4 == 1) == (half == "calibration"):
                row = json.loads(line)
                yield number, {**row, "text": without_header(row["text"])}


def _is_telling(draft: Draft) -> bool:
    return bool(draft.mentions) or draft.rule in _TELLING


def _rows(draft: Draft, name: str, document_id: str, random: Random) -> Iterator[Row]:
    """The question, and a near miss where there is one: of another place or year, or else for another thing."""
    answer = draft.scene.passage[slice(*draft.answer)]
    row = {"lang_q": draft.language, "lang_doc": "zh", "doc_id": document_id}
    yield {**row, "id": f"news-{name}", "question": draft.question, "answers": [answer], "answerable": True}
    for change in (exchanged_mention, impossible_question):
        if example := change(draft, random):
            yield {**row, "id": f"news-{name}-no", "question": example.question, "answers": [], "answerable": False}
            break
