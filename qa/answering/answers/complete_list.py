"""A list that is complete over its documents: every name of the kind that is asked for, each with its sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.answering.answers.documents_meant import documents_meant
from qa.answering.answers.library import Library
from qa.answering.evidence.scope import Scope
from qa.answering.matching import Matcher
from qa.language import detect, fold, is_whole, measure, sentences
from qa.language.english_names import told_names
from qa.language.mentions import of_kind
from qa.language.places import level_endings, place_words, plural_of, plural_place_words
from qa.language.tables import any_of, table
from qa.language.words import STOP_WORDS_ZH
from qa.types import Document, Evidence, Hit, Language, Passage, Question, Range, Term

# Documents that are read from end to end, and passages of each.
_MOST_DOCUMENTS, _MOST_PASSAGES = 12, 400
# The share of what is said of the things listed that a sentence, or what stands above it, has to hold: less across two
# languages, where a word may be told by another.
_LEAST_HELD, _LEAST_HELD_ACROSS = 0.5, 0.3
_LONGEST_NAME, _LONGEST_PERSON = 30, 3
# Sentences that are compared as vectors, and the shortest that counts, in characters of Chinese.
_MOST_COMPARED, _SHORTEST = 60, 3.0
_LEVELS = level_endings()
# A question that only asks what is named asks nothing else of it.
_ONLY_NAMED_EN = (
    "mentioned named listed described covered included appear occur given all every report document text article"
    " briefing list name enumerate mention describe"
)
_ONLY_NAMED_ZH = "提到 提及 涉及 出现 列出 列举 报告 文章 文件 报道 有 所有 全部 名字 名称 说到 写到"
_ONLY_NAMED = frozenset([*_ONLY_NAMED_EN.split(), *_ONLY_NAMED_ZH.split()])
# By the tags of the segmenter: words that never belong to a name, and common words, which make no name alone.
_NO_PART_OF_NAME, _COMMON = "pcudrmfwtyxe", ("n", "v", "vn", "a", "ad", "an", "b", "vd", "d")
_PLACE_LENGTH, _INSTITUTION_LENGTH = (2, 3), (1, 12)
# What parts an office from the name that it belongs to (省纪委监委驻国信集团), and words of grammar.
_BEFORE_NAMES = STOP_WORDS_ZH | {"驻"}
# Levels of places whose names the segmenter mostly does not know.
_SMALL = ("street", "subdistrict", "community", "village", "township", "town")
# What the segmenter takes for a place, and is none: 个县市, 驻市.
_NO_PLACE = re.compile(rf"^[个各全该本驻某]|^(?:{any_of(place_words('zh', 'full_name'))})+$")


# A name with the sentence that makes it belong, in which it is marked.
Listed = tuple[str, Evidence]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is listed: a level of places by its English word, a row of `listed_kinds.tsv` by its kind."""

    level: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence with the names in it, as ranges of the document, and how much of what is asked it says."""

    passage: Passage
    sentence: Range
    names: tuple[Range, ...]
    held: float


def complete_list(question: Question, library: Library) -> list[Listed]:
    """Every name of the kind asked for in the documents that are meant, in their order; none where no kind is known."""
    wanted = _wanted(question.text)
    if wanted is None:
        return []
    documents = _documents(question, library)
    own = [document for document in documents if document.language == question.language]
    # The same things in another language would be listed twice.
    for chosen in (own, documents):
        if len(found := _listed(question, library, wanted, chosen)) > 1:
            return found
    return []


def _listed(question: Question, library: Library, wanted: _Wanted, documents: Sequence[Document]) -> list[Listed]:
    """The names in some documents, in their order."""
    said = _said(question, wanted)
    scope = Scope(question, library.document)
    told = [
        one
        for document in documents
        for passage in library.passages_of(document.id)[:_MOST_PASSAGES]
        if scope.holds(passage)
        for one in _in_passage(passage, document, wanted, said)
    ]
    found: dict[str, Listed] = {}
    for one in _belonging(question, told, library):
        for place in one.names:
            evidence = Evidence(Hit(one.passage, 0.0, {}), one.sentence, place, 1.0)
            key = _plain_name(evidence.span_text)
            if fold(evidence.span_text) not in fold(question.text):
                known = found.setdefault(key, (evidence.span_text, evidence))
                if not is_whole(known[1].sentence_text) and is_whole(evidence.sentence_text):
                    found[key] = known[0], evidence
    return list(found.values())


def _belonging(question: Question, told: Sequence[_Told], library: Library) -> list[_Told]:
    """The sentences that say what is asked; across two languages also those that stand out by their likeness."""
    held = [one for one in told if one.held >= _LEAST_HELD]
    across = [one for one in told if detect(one.passage.text) != question.language][:_MOST_COMPARED]
    if not across or all(one.held >= 1 for one in across):
        return held
    cosines = library.likeness(question.text, [one.passage.text_at(one.sentence) for one in across])
    least = float(cosines.mean())
    near = {
        id(one) for one, cosine in zip(across, cosines, strict=True) if cosine > least or one.held >= _LEAST_HELD_ACROSS
    }
    return [one for one in told if id(one) in near or one.held >= _LEAST_HELD]


def _wanted(question: str) -> _Wanted | None:
    """The kind of thing that a question wants listed: that of the first word for one."""
    folded = fold(question)
    places: list[tuple[int, _Wanted]] = []
    for level, endings in _LEVELS.items():
        pattern = any_of(
            [
                rf"\b{plural_of(level)}\b",
                rf"(?:哪[些几]个?|什么|所有|全部|列出|列举)(?:的)?(?:城(?=市))?(?:{any_of(endings)})",
            ]
        )
        places += [(match.start(), _Wanted(level=level)) for match in re.finditer(pattern, folded)][:1]
    for row in table("listed_kinds"):
        pattern = any_of(
            [rf"\b(?:{row['en_asked']})\b", rf"(?:哪[些几]个?|什么|所有|全部|列出|列举)(?:的)?(?:{row['zh_asked']})"]
        )
        places += [(match.start(), _Wanted(kind=row["kind"])) for match in re.finditer(pattern, folded)][:1]
    return min(places, key=lambda one: one[0], default=(0, None))[1]


def _documents(question: Question, library: Library) -> list[Document]:
    """The documents that a question names by what they are called, else those that its nearest passages stand in."""
    hits = library.search(question, limit=20)
    near = {hit.passage.document_id: library.document(hit.passage.document_id) for hit in hits}
    places = tuple(term for term in question.terms if term.is_place)
    if places or question.subjects:
        named = Question(question.text, question.language, places, question.subjects)
        meant = documents_meant(named, list(near.values())) if places else []
        return meant[:_MOST_DOCUMENTS]
    return list(near.values())[:_MOST_DOCUMENTS]


def _said(question: Question, wanted: _Wanted) -> tuple[Term, ...]:
    """The terms for what is said of the things listed: no place, no word for their kind, none that only asks."""
    own = {*place_words("en", "level"), *plural_place_words("level")}
    rows = [row for row in table("listed_kinds") if row["kind"] == wanted.kind]
    kinds = re.compile(any_of([*(row["en_asked"] for row in rows), *(row["zh_asked"] for row in rows), r"(?!)"]))
    return tuple(
        term
        for term in question.terms
        if not term.is_place
        and term.text.lower() not in own | _ONLY_NAMED
        and not kinds.fullmatch(term.text.lower())
        and not _NO_PLACE.search(term.text)
    )


def _in_passage(passage: Passage, document: Document, wanted: _Wanted, said: Sequence[Term]) -> Iterator[_Told]:
    """The sentences of a passage that name things of the kind."""
    language = detect(passage.text)
    known = [term for term in said if term.forms.get(language)]
    above = Matcher(f"{document.title}\n{passage.heading}")
    given = {term.text for term in known if above.find(term, language)}
    weights = {term.text: term.weight_in(language) for term in known}
    total = sum(weights.values())
    for start, end in sentences(passage.text):
        sentence = passage.text[start:end]
        names = [
            place for place in _names(sentence, wanted, language, document) if place[1] - place[0] <= _LONGEST_NAME
        ]
        if not names or measure(sentence) < _SHORTEST:
            continue
        matcher = Matcher(sentence)
        held = sum(weights[term.text] for term in known if term.text in given or matcher.find(term, language))
        at = passage.start + start
        places = tuple((at + first, at + last) for first, last in names)
        yield _Told(passage, (at, passage.start + end), places, held / total if total else 1.0)


def _names(sentence: str, wanted: _Wanted, language: Language, document: Document) -> list[Range]:
    """Where a sentence names things of the kind."""
    if wanted.level:
        return _places(sentence, wanted.level, language, document)
    if wanted.kind == "person":
        return of_kind(sentence, "person", language) if language == "zh" else _persons(sentence)
    if wanted.kind == "document":
        return of_kind(sentence, "name", language)
    row = next(row for row in table("listed_kinds") if row["kind"] == wanted.kind)
    if language == "zh":
        return _by_ending(sentence, row.parts("zh_ends"), _INSTITUTION_LENGTH) if row["zh_ends"] else []
    holds = re.compile(rf"\b(?:{row['en_holds']})\b")
    return [place for place in told_names(sentence) if holds.search(sentence[slice(*place)])]


def _places(sentence: str, level: str, language: Language, document: Document) -> list[Range]:
    """Places whose level the document tells somewhere: 长沙 is a city where 长沙市 stands too."""
    if language == "en":
        return [place for place in told_names(sentence) if _is_of_level(sentence[slice(*place)], level, document)]
    endings = [ending for ending in _LEVELS[level] if ending]
    found = []
    for start, end in of_kind(sentence, "place", "zh"):
        name = sentence[start:end]
        after = next((ending for ending in endings if sentence.startswith(ending, end)), "")
        is_level = (name.endswith(tuple(endings)) and len(name) > _PLACE_LENGTH[0]) or after
        if _NO_PLACE.search(name):
            continue
        if is_level or any(f"{name}{ending}" in document.text for ending in endings):
            found.append((start, end + len(after)))
    by_ending = _by_ending(sentence, endings, _PLACE_LENGTH) if level in _SMALL else []
    return found + [
        place for place in by_ending if not any(place[0] < last and first < place[1] for first, last in found)
    ]


def _is_of_level(name: str, level: str, document: Document) -> bool:
    """Whether an English text calls a name of that level, or glosses it in Chinese and calls it of no other level."""
    bare = re.sub(rf"\s+{level}$", "", name, flags=re.IGNORECASE)
    called = re.compile(
        rf"\b{re.escape(bare)}\s+(?:\([\u4e00-\u9fff]+\)\s*)?(?P<level>{any_of(place_words('en', 'level'))})\b", re.I
    )
    levels = {match["level"].lower() for match in called.finditer(document.text)}
    is_glossed = re.search(rf"\b{re.escape(bare)}\s+\([\u4e00-\u9fff]+\)", document.text) is not None
    return level in levels or (is_glossed and not levels)


def _persons(sentence: str) -> list[Range]:
    """English names of two or three words without a word for a place or an institution."""
    rows = table("listed_kinds")
    other = re.compile(rf"\b(?:{any_of(row['en_holds'] for row in rows)}|{any_of(place_words('en', 'level'))})\b", re.I)
    found = []
    for start, end in told_names(sentence):
        words = sentence[start:end].split()
        # "Later Maria Lopez" begins with a word of the sentence.
        if start == 0 and len(words) == _LONGEST_PERSON:
            start = sentence.index(words[1])
        if 2 <= len(sentence[start:end].split()) <= _LONGEST_PERSON and not other.search(sentence[start:end]):
            found.append((start, end))
    return found


def _by_ending(sentence: str, endings: Sequence[str], length: Range) -> list[Range]:
    """Chinese names by their ending, from the first word that may belong to them; `length` is of what is before."""
    import rjieba

    words: list[tuple[int, int, str]] = []
    at = 0
    for word, tag in rjieba.tag(sentence):
        words.append((at, at + len(word), tag))
        at += len(word)
    found: list[Range] = []
    for match in re.finditer(any_of(sorted(endings, key=len, reverse=True)), sentence):
        before = [word for word in words if word[0] < match.start()]
        parts: list[tuple[int, int, str]] = []
        while before and match.start() - before[-1][0] <= length[1]:
            first, last, tag = before.pop()
            word = sentence[first:last]
            if tag[0] in _NO_PART_OF_NAME or word in STOP_WORDS_ZH or (tag == "ns" and _NO_PLACE.search(word)):
                break
            if len(word) == 1 and tag[0] == "v" and (not parts or parts[0][0] <= match.start() - 2):
                break  # 赴华信公司, 帮企业; but a lone character between others may be part of a name
            parts.insert(0, (first, last, tag))
        start = parts[0][0] if parts else match.start()
        is_common = all(tag in _COMMON and _is_known(sentence[first:last]) for first, last, tag in parts)
        if length[0] <= match.start() - start and not is_common and (not found or start >= found[-1][1]):
            found.append((start, match.end()))
    return found


def _is_known(word: str) -> bool:
    """Whether a Chinese word of two characters or more is in the segmenter's dictionary, not guessed by it."""
    import rjieba

    return len(word) > 1 and rjieba.cut(word, hmm=False) == [word]


def _plain_name(name: str) -> str:
    """A name as it is compared: 长沙 and 长沙市 are one."""
    bare = "".join(fold(name).split())
    for endings in _LEVELS.values():
        for ending in endings:
            if bare.endswith(ending) and len(bare) - len(ending) >= 2:
                return bare.removesuffix(ending)
    return bare
