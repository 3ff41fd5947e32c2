"""Answers that are no single fact: talk, what the documents say of themselves, summaries, comparisons and overviews."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.answering.answers.about_documents import answer_of, none_meant, which_meant
from qa.answering.answers.complete_list import complete_list
from qa.answering.answers.documents_meant import LEAST, documents_meant, is_one
from qa.answering.answers.library import Library
from qa.answering.answers.overview import LENGTHS, overview, tells_figure
from qa.answering.answers.quoted import in_sections, listed, not_found, whole_sentences
from qa.answering.answers.side_by_side import side_by_side
from qa.answering.answers.summary import summary
from qa.answering.answers.talk import talk
from qa.answering.evidence.scope import Scope
from qa.answering.evidence.subject_scope import stands_in
from qa.language import detect
from qa.messages import say
from qa.question.intent import Intent
from qa.types import Answer, Document, Evidence, Language, Question, Subject

# Passages that an overview chooses its sentences from, and those of one side of a comparison.
_PASSAGES, _SENTENCES_A_SIDE = 20, 3
# What an overview tells beyond the sentences of its text.
_FURTHER = 3
_DOCUMENTS_SUMMARISED = 8
# How much of a topic a document tells that only mentions it.
_MENTIONED = 0.2
_LANGUAGES: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"\bchinese (?:report|document|article|text|briefing)|中文", re.I),
    "en": re.compile(r"\benglish (?:report|document|article|text|briefing)|英文", re.I),
}


def answer_in_words(question: Question, intent: Intent, library: Library) -> Answer | None:
    """The answer to a question of one of these kinds; None where a fact of the text has to be looked for instead."""
    match intent.kind:
        case "talk":
            return talk(question, intent.asked, library.documents())
        case "about":
            return _about(question, intent, library)
        case "summary":
            return _summary(question, intent, library)
        case "comparison":
            return _comparison(question, intent, library)
        case "overview":
            return _overview(question, intent, library)
        case "list":
            return _list(question, library)
        case _:
            return None


def _about(question: Question, intent: Intent, library: Library) -> Answer | None:
    documents = _in_language_named(question, library.documents())
    if intent.asked in ("count", "list"):
        return answer_of(question, intent.asked, documents, total=len(documents), is_one=False)
    if intent.asked == "person":
        named = replace(question, terms=library.understand(intent.topic).terms)
        return answer_of(named, intent.asked, documents, total=len(documents), is_one=False)
    topic = library.understand(intent.topic) if intent.topic else None
    least = _MENTIONED if intent.asked == "on" else LEAST
    meant = documents_meant(topic, documents, least=least) if topic else list(documents)
    if intent.asked == "on":
        return answer_of(question, "on", meant, total=len(documents), is_one=False) if meant else None
    if topic and is_one(topic, meant):
        return answer_of(question, intent.asked, meant[:1], total=len(documents), is_one=True)
    if topic is None and len(documents) > 1:
        return which_meant(question, (), documents)
    return answer_of(question, intent.asked, meant, total=len(documents), is_one=False) if meant else None


def _summary(question: Question, intent: Intent, library: Library) -> Answer:
    documents = _in_language_named(question, library.documents())
    if not intent.topic:
        return _of_all(question, documents, library)
    topic = library.understand(intent.topic)
    meant = documents_meant(topic, documents)
    if not meant:
        return none_meant(question, library.search(question, limit=_PASSAGES), intent.topic)
    if not is_one(topic, meant):
        return which_meant(question, (), meant)
    most = _most(intent)
    evidence = summary(library.passages_of(meant[0].id), library.embed, most=most)
    if not evidence:
        return none_meant(question, (), intent.topic)
    return whole_sentences(question, evidence, [each.hit for each in evidence], library.document)


def _of_all(question: Question, documents: Sequence[Document], library: Library) -> Answer:
    """A sentence for each document, under its title."""
    if len(documents) == 1:
        evidence = summary(library.passages_of(documents[0].id), library.embed)
        return whole_sentences(question, evidence, [each.hit for each in evidence], library.document)
    sections: list[tuple[str, list[Evidence]]] = []
    for document in documents[:_DOCUMENTS_SUMMARISED]:
        evidence = summary(library.passages_of(document.id), library.embed, most=1)
        sections.append((document.title or document.id, evidence))
    rest = len(documents) - _DOCUMENTS_SUMMARISED
    more = say(question.language, "and_more", count=f"{rest:,}") if rest > 0 else ""
    return in_sections(question, sections, library.document, more=more)


def _comparison(question: Question, intent: Intent, library: Library) -> Answer | None:
    """What is told of each side, side by side; a side without anything is named. None where neither has anything."""
    named = [library.understand(name).subjects for name, _ in intent.sides]
    sides = []
    for (name, words), own, other in zip(intent.sides, named, reversed(named), strict=True):
        told = _told(library.understand(words), library, most=2 * _SENTENCES_A_SIDE)
        evidence = [each for each in told if _names(own, each) or not _names(other, each)]
        sides.append((name, evidence[:_SENTENCES_A_SIDE]))
    if not any(evidence for _, evidence in sides):
        return None
    return side_by_side(question, sides, document=library.document, embed=library.embed)


def _names(subjects: Sequence[Subject], evidence: Evidence) -> bool:
    """Whether a sentence names one of some subjects."""
    text = evidence.sentence_text
    return any(stands_in(subject, text, detect(text)) for subject in subjects)


def _list(question: Question, library: Library) -> Answer | None:
    """All that a list is asked for, counted; None where nothing of a known kind is found."""
    found = complete_list(question, library)
    return listed(question, found, library.document) if len(found) > 1 else None


def _overview(question: Question, intent: Intent, library: Library) -> Answer:
    topic = library.understand(intent.topic)
    most = _most(intent)
    wanted = tells_figure if intent.asked == "figures" else bool
    evidence = _told(topic, library, most=most, further=_FURTHER, wanted=wanted)
    if evidence:
        read = [each.hit for each in evidence]
        return whole_sentences(question, evidence[:most], read, library.document, further=evidence[most:])
    hits = library.search(topic, limit=_PASSAGES)
    scope = Scope(topic, library.document)
    if scope.nowhere:
        return not_found(question, hits, say(question.language, "no_place", place=", ".join(scope.nowhere)), 0.0)
    names = [f"“{subject.text}”" for subject in topic.subjects if subject.is_nowhere]
    if names:
        told = say(question.language, "list").join(names)
        return not_found(question, hits, say(question.language, "nowhere", names=told), 0.0)
    terms = ", ".join(term.text for term in topic.terms) or intent.topic[:80]
    return not_found(question, hits, say(question.language, "unsure", terms=terms), 0.0)


def _told(
    topic: Question, library: Library, *, most: int, further: int = 0, wanted: Callable[[str], bool] = bool
) -> list[Evidence]:
    """The sentences that tell of a topic, of the passages that are about its places and years, as `overview` does."""
    scope = Scope(topic, library.document)
    if scope.nowhere:
        return []
    hits = scope.within(library.search(topic, limit=_PASSAGES))
    return overview(
        topic,
        hits,
        document=library.document,
        likeness=library.likeness,
        most=most,
        further=further,
        wanted=wanted,
    )


def _in_language_named(question: Question, documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents in the language that a question names, as in "the Chinese report"; all where it names none."""
    named = {language for language, words in _LANGUAGES.items() if words.search(question.text)}
    own = tuple(document for document in documents if document.language in named)
    return own or tuple(documents)


def _most(intent: Intent) -> int:
    """How many sentences are wanted."""
    return int(intent.length) if intent.length.isdecimal() else LENGTHS[intent.length]
