"""Which sentences of a passage are on the subjects of a question, and which hold what else it asks about."""

from collections.abc import Sequence
from functools import cache

from qa.answering.evidence.subject_scope import stands_in
from qa.answering.matching import Matcher
from qa.language import detect, sentences, stem
from qa.language.tables import table
from qa.question.subject import kinds_of_name, named_in, without_lone_characters
from qa.types import Document, Language, Passage, Question, Range, Subject, Term


def sentences_on(question: Question, passage: Passage, document: Document) -> list[Range]:
    """The sentences of a passage, as ranges of its text, that are on every subject of a question.

    A sentence is on a subject that it names, or that stands above it: at the head of the document, in its first lines
    or in its heading.
    It is also on the one that the sentences before it named last, if they named it alone: what follows "the cities of
    Tibet, Gansu and Xinjiang" is no text on Tibet.
    """
    above = f"{document.head_with_lead}\n{document.id}\n{passage.heading}"
    found = sentences(passage.text)
    kept = [True] * len(found)
    for subject in question.subjects:
        if not stands_in(subject, above, document.language):
            kept = [old and new for old, new in zip(kept, _on(subject, passage, found), strict=True)]
    return [place for place, is_on in zip(found, kept, strict=True) if is_on]


def _on(subject: Subject, passage: Passage, places: Sequence[Range]) -> list[bool]:
    """Which sentences are on a subject that does not stand above them."""
    language = detect(passage.text)
    is_on, told = False, []
    for place in places:
        sentence = passage.text[slice(*place)]
        if stands_in(subject, sentence, language):
            told.append(True)
            is_on = not _others(subject, sentence)
        else:
            is_on = is_on and not _others(subject, sentence)
            told.append(is_on)
    return told


def _others(subject: Subject, text: str) -> bool:
    """Whether a text names others of a subject's kind: persons for a person, what is none for all else."""
    is_person = "person" in subject.kinds
    for place in named_in(text):
        if ("person" in kinds_of_name(text, place)) == is_person and not stands_in(
            subject, text[slice(*place)], detect(text)
        ):
            return True
    return False


def content_terms(question: Question, language: Language) -> list[Term]:
    """The terms of a question with forms in a language, but for names and what says only that something is done."""
    names = {word.lower() for subject in question.subjects for word in [subject.text, *subject.text.split()]}
    names |= {part.text.lower() for subject in question.subjects for part in subject.parts}
    told = [term for term in question.terms if term.forms.get(language) and not term.is_place]
    kept = [term for term in told if term.text.lower() not in names and not _is_doing(term.text)]
    return list(map(without_lone_characters, kept))


def weights_held(terms: Sequence[Term], text: str, language: Language) -> list[float]:
    """The weights of those terms that a text holds."""
    matcher = Matcher(text)
    return [term.weight_in(language) for term in terms if matcher.find(term, language)]


def _is_doing(words: str) -> bool:
    """Whether a term only says that something is done or told: "measures", "take", 工作, 情况."""
    stems = {stem(word) for word in words.lower().split()}
    return words in _doings("zh") or stems <= _doings("en")


@cache
def _doings(language: Language) -> frozenset[str]:
    words = {word for row in table("doings") for word in row.parts(language)}
    return frozenset(map(stem, words) if language == "en" else words)
