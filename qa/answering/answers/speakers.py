"""Who says or does something in a chat log or an interview: the speaker, who is meant by "I" there."""

import re
from collections.abc import Callable, Iterator, Sequence

from qa.answering.answers.citations import cite, number_of, unmarked
from qa.language import fold, is_han, sentences, stem
from qa.language.qualifiers import negations
from qa.language.turns import Turn, own_words, turns
from qa.language.words import STOP_WORDS_EN, STOP_WORDS_ZH
from qa.messages import say
from qa.types import Answer, Document, Evidence, Hit, Passage, Question

# Logs are looked at that stand in so many of the nearest passages; what a turn tells surely.
_PASSAGES, _SUPPORT = 8, 0.8
_WHO = re.compile(
    r"^(?P<who>who|whose)\b(?:['’]s)?\s*(?P<do>.+)$|^(?P<zh>谁的?)(?P<do_zh>.+)$|^(?P<thing>.{1,12})(?:是|由)谁(?P<verb>.+)$"
)
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?|\d[\d.,:]*\d|\d|[\u4e00-\u9fff]")
_END = " \n?？.。!！"


def speaker_answer(question: Question, hits: Sequence[Hit], document: Callable[[str], Document]) -> Answer | None:
    """The one speaker whose turn says what is asked; None for another question, or where none or several do."""
    match = _WHO.match(fold(question.text).strip(_END))
    if match is None:
        return None
    asked = match["do"] or match["do_zh"] or f"{match['thing']}{match['verb']}"
    use = "_whose" if (match["who"] or match["zh"]) in ("whose", "谁的") else ""
    for name in dict.fromkeys(hit.passage.document_id for hit in hits[:_PASSAGES]):
        source = document(name)
        found = list(_telling(source, asked, use))
        speakers = {source.text[slice(*turn.speaker)] for turn in found}
        if len(speakers) == 1:
            return _answer(question, found[0], source, hits, document)
    return None


def _telling(source: Document, asked: str, use: str) -> Iterator[Turn]:
    """The turns with a sentence that has all that is asked: of its speaker, or in any words if who said it is asked."""
    said = own_words("_said").match(asked)
    wanted = _content(asked[said.end() :] if said else asked)
    for turn in turns(source.text) if wanted else ():
        for start, end in sentences(source.text, *turn.words):
            sentence = fold(source.text[start:end])
            if sentence.endswith(("?", "？")) or negations(sentence) != negations(asked):
                continue
            if (said or own_words(use).search(sentence)) and wanted <= _content(sentence):
                yield turn
                break


def _content(text: str) -> frozenset[str]:
    found = (word for word in _WORD.findall(text) if word not in STOP_WORDS_EN and word not in STOP_WORDS_ZH)
    return frozenset(word if is_han(word[0]) else stem(re.sub(r"['’].*", "", word)) for word in found)


def _answer(
    question: Question, turn: Turn, source: Document, hits: Sequence[Hit], document: Callable[[str], Document]
) -> Answer:
    start, end = turn.place
    while source.text[start].isspace():
        start += 1
    hit = Hit(Passage(f"{source.id}#{start}", source.id, "", source.text[start:end], start, end), 1.0, {})
    evidence = Evidence(hit, (start, end), turn.speaker, _SUPPORT)
    citations = cite([evidence], document)
    text = say(
        question.language,
        "quoted",
        answer=unmarked(evidence.span_text),
        quote=unmarked(evidence.sentence_text),
        mark=f"[{number_of(evidence, citations)}]",
    )
    return Answer(question.text, question.language, "answered", text, citations, tuple(hits), _SUPPORT)
