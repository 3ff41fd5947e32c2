"""Whether a sentence says only what quoted sources say: its figures, dates, names, signs and words."""

import re
from collections.abc import Sequence
from functools import lru_cache

from qa.answering.wording.sentence_and_source import FindTerms, SentenceAgainstSource, Source
from qa.language import figures
from qa.language.clauses import clauses

# What no answer of ours holds: an address, marks of formatting or of a chat model's own, another's citation.
_FOREIGN = re.compile(
    r"https?:|www\.|\]\(|!\[|[<>`|{}⟦⟧【】]|\\|\bdata:|\.(?:com|net|org|cn|io)\b|_{3}|@", re.IGNORECASE
)
_LONGEST = 600


class Checker:
    """Checks sentences of either language against quotes of either; `find_terms` knows what a word is in the other."""

    def __init__(self, find_terms: FindTerms) -> None:
        self._find_terms = lru_cache(maxsize=256)(find_terms)

    def support(self, sentence: str, sources: Sequence[Source]) -> tuple[int, ...]:
        """The numbers of the sources that each hold a sentence, or else together all its clauses; empty if none do."""
        if len(sentence) > _LONGEST or _FOREIGN.search(sentence):
            return ()
        if whole := tuple(source.number for source in sources if not self.fault(sentence, source)):
            return whole
        parts = [sentence[start:end] for start, end in clauses(sentence)]
        if len(parts) < 2:
            return ()
        found = [next((source.number for source in sources if not self.fault(part, source)), 0) for part in parts]
        # If one source holds every clause, it was checked above whether it holds the sentence as a whole.
        return tuple(sorted(set(found))) if all(found) and len(set(found)) > 1 else ()

    def fault(self, sentence: str, source: Source) -> str:
        """What a source does not hold of a sentence, in a word; empty if it holds all of it."""
        pair = SentenceAgainstSource(sentence, source, self._find_terms)
        checks = (
            ("figure", pair.figures_hold),
            ("date", pair.dates_hold),
            ("ordinal", pair.ordinals_hold),
            ("name", pair.names_hold),
            ("order", pair.names_in_order),
            ("tie", pair.figures_tied),
            ("about", pair.figures_of_the_same),
            ("sign", pair.signs_hold),
            ("words", pair.words_hold),
        )
        return next((name for name, holds in checks if not holds()), "")


def unsupported(text: str, quotes: str) -> tuple[str, ...]:
    """The figures of `text`, as it writes them, whose value is not in `quotes`: 42 is 四十二, and 12% is not 12."""
    known = {(figure.value, figure.percent) for figure in figures(quotes)}
    return tuple(
        text[figure.start : figure.end] for figure in figures(text) if (figure.value, figure.percent) not in known
    )
