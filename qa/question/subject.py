"""Whom or what a question is about by name: persons, places, institutions, products, and identifiers as 三号楼.

Common nouns are left to the terms. A name that no document holds is the strongest sign that a question has no answer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.language import cut_chinese, detect, is_han, stem
from qa.language.chinese_names import tagged
from qa.language.demonyms import is_demonym
from qa.language.english_names import name_ranges as english_name_ranges
from qa.language.english_names import told_names
from qa.language.pinyin import readings
from qa.language.places import level_endings, no_places, place_words
from qa.language.tables import any_of, table
from qa.language.words import STOP_WORDS_EN
from qa.question.identifiers import identifiers
from qa.types import Form, Range, Subject, Term

_ENDINGS = any_of(row["zh"] for row in table("name_endings") if "named" in row.words("uses"))
_BY_ENDING = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{1,7}}?)(?:{_ENDINGS})(?!{_ENDINGS})")
# What stands before a name in a question: the name begins behind it.
_BEFORE_NAME = re.compile(
    r".*(?:[的是在和与及或于由从到对把被将了有为比谁离距向给，、。？?：:年月日]|哪些|哪个|哪家|多少|什么)"
)
# Before an ending these make no name: 该公司, 全市, 哪个县.
_NO_NAME = re.compile(
    r"[该本我全各两某哪几多每这那其此个家座条所的是在和与及或于由从到对把被将了有无不为中里上下前后去今明年月日第一二三四五六七八九十新旧老大小"
    r"什么谁吗呢]$"
)
_SHORTEST, _LONGEST = 2, 5
# A verb before a name has so many characters or more: 担任吉林省.
_VERB = 2
# Persons, places and institutions; its other names are mostly common nouns.
_NAME_TAGS = ("nr", "nrt", "nrfg", "ns", "nt")
# Words that the segmenter takes for names, and that name none: levels of places and endings alone.
_GENERIC = re.compile(rf"(?:{any_of(place_words('zh', 'name'))}|[各全地农城乡镇]|{_ENDINGS})+|东西")
_LATIN = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z]{2,}(?:\s[A-Z][A-Za-z]+)*")
_FIRST_WORDS = frozenset(("within", "by", "under", "please", "according"))
_ENGLISH_WORD = re.compile(r"[A-Za-zÀ-ÿ0-9'’-]{2,}")
# The word behind a name in the same phrase: the Ash depot, Ash district.
_WORD_BEHIND = re.compile(r"(?:['’]s)?[ \t\n]+([a-z]{3,})")
_LEVELS = level_endings()
_PERSON_TAGS = ("nr", "nrt", "nrfg")
# A name of so many words without a level is mostly a person's.
_WORDS_OF_PERSON = (2, 3)
_JOINING = frozenset(("of", "the", "de", "von", "van"))


def subjects(text: str, terms: Sequence[Term]) -> tuple[Subject, ...]:
    """The subjects of a question with its terms, from left to right, each once."""
    numbered = list(identifiers(text))
    names = _chinese_names(text) if detect(text) == "zh" else _english_names(text)
    named = [
        (Subject(text[slice(*place)], _parts(text[slice(*place)], terms), kinds=kinds_of_name(text, place)), place)
        for place in names
        if not any(_overlap(place, other) for _, other in numbered)
    ]
    ordered = sorted([*numbered, *named], key=lambda one: one[1])
    return tuple({subject.text: subject for subject, _ in ordered if subject.parts or subject.pattern}.values())


def named_in(text: str, *, with_first: bool = False) -> list[Range]:
    """Where a sentence names something, in whatever role; in English `with_first` takes its first word for a name."""
    if detect(text) == "zh":
        return _chinese_names(text)
    return english_name_ranges(text, no_places) if with_first else told_names(text)


def kinds_of_name(text: str, name: Range) -> frozenset[str]:
    """What a name shares with others of its kind: its ending or the word behind it; "person" or "place" without one."""
    words = text[slice(*name)]
    if is_han(words[0]):
        return _kinds_in_chinese(words)
    parts = words.split()
    after = _WORD_BEHIND.match(text, name[1])
    kinds = {stem(after[1])} if after and after[1] not in STOP_WORDS_EN else set()
    ending = parts[-1].lower()
    if ending in _LEVELS:
        kinds.add(ending)
    elif len(parts) in _WORDS_OF_PERSON and not kinds & set(_LEVELS):
        kinds.add("person")
    return frozenset(kinds)


def _kinds_in_chinese(name: str) -> frozenset[str]:
    ending = re.search(rf"(?:{_ENDINGS})$", name)
    if ending and ending.start():
        level = next((level for level, endings in _LEVELS.items() if ending[0] in endings), "")
        return frozenset(filter(None, [ending[0], level]))
    return frozenset(["person"] if tagged(name, _PERSON_TAGS) == [(0, len(name))] else ["place"])


def _overlap(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _english_names(text: str) -> Iterator[Range]:
    for start, end in english_name_ranges(text, no_places):
        name = text[start:end]
        is_first = name.lower() in STOP_WORDS_EN or (start == 0 and name.lower() in _FIRST_WORDS)
        if len(name) > 1 and not is_demonym(name) and not name.isupper() and not is_first:
            yield start, end


def _chinese_names(text: str) -> list[Range]:
    """What the segmenter tags as a name, and what ends as names of institutions and the like do; Latin names too."""
    known = [place for place in tagged(text, _NAME_TAGS) if not _GENERIC.fullmatch(text[slice(*place)])]
    kept: list[Range] = []
    # 担任吉林省 ends as a place does, but the segmenter knows where the name in it begins.
    by_ending = [
        (start, end)
        for start, end in _by_ending(text)
        if not any(first - start >= _VERB and end == last for first, last in known)
    ]
    for place in sorted([*known, *by_ending], key=lambda one: (one[0] - one[1], one[0])):
        if not any(_overlap(place, other) for other in kept):
            kept.append(place)
    return [*kept, *(match.span() for match in _LATIN.finditer(text) if not match[0].isupper())]


def _by_ending(text: str) -> Iterator[Range]:
    for match in _BY_ENDING.finditer(text):
        before = _BEFORE_NAME.match(match["name"])
        start = match.start() + (before.end() if before else 0)
        start += _verb_before(text[start : match.end("name")])
        name = text[start : match.end("name")]
        is_whole = _SHORTEST <= len(name) <= _LONGEST and not _NO_NAME.search(name)
        if is_whole and not _GENERIC.fullmatch(text[start : match.end()]):
            yield start, match.end()


def _verb_before(name: str) -> int:
    """How long the verb is that stands before a name of two characters or more: 2 for 负责白马."""
    start, end = next(iter(tagged(name, ("v",))), (0, 0))
    return end if not start and len(name) - end >= _SHORTEST else 0


def _parts(name: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    """The words of a name as terms, with the forms that the dictionary and pinyin give them."""
    if is_han(name[0]):
        return (_chinese_part(name, terms),)
    words = [re.sub(r"['’]s$", "", word) for word in _ENGLISH_WORD.findall(name)]
    parts = (_english_part(word, words, terms) for word in words if word.lower() not in _JOINING)
    return tuple({part.text: part for part in parts}.values())


def _english_part(word: str, name: Sequence[str], terms: Sequence[Term]) -> Term:
    """A word of a name, or the term of several of its words; a phrase with other words lends its Chinese forms."""
    own = Form(stem(word.lower()))
    known = next((term for term in terms if word.lower() in term.text.lower().split()), None)
    if known is None:
        return Term(word, {"en": (own,), "zh": (own,)})
    if set(known.text.lower().split()) <= {other.lower() for other in name}:
        return _certain(_by_sound(known))
    return _certain(Term(word, {**known.forms, "en": (own,)}))


def _by_sound(term: Term) -> Term:
    """A name with only those of its Chinese forms that sound like it, if any does: Jiangsu is 江苏, not 苏菜."""
    forms = term.forms.get("zh", ())
    sounds = tuple({form.text.replace(" ", "") for form in forms if form.is_reading})
    kept = tuple(form for form in forms if form.is_reading or "".join(readings(form.text)).startswith(sounds))
    has_word = sounds and any(not form.is_reading for form in kept)
    return replace(term, forms={**term.forms, "zh": kept}) if has_word else term


def _certain(term: Term) -> Term:
    """A name with the surest of its forms in characters, no lone one beside longer ones: 西藏, not 藏 or 川藏."""
    forms = term.forms.get("zh", ())
    surest = max((form.weight for form in forms if _is_written(form)), default=0.0)
    kept = tuple(form for form in forms if not _is_written(form) or form.weight == surest)
    return without_lone_characters(replace(term, forms={**term.forms, "zh": kept}))


def without_lone_characters(term: Term) -> Term:
    """A term without its forms of one character if it has longer ones: 家 is a house, but mostly something else."""
    forms = term.forms.get("zh", ())
    if not any(_is_written(form) and len(form.text) > 1 for form in forms):
        return term
    kept = tuple(form for form in forms if len(form.text) > 1)
    return replace(term, forms={**term.forms, "zh": kept})


def _is_written(form: Form) -> bool:
    """Whether a form is in Chinese characters."""
    return not form.is_reading and is_han(form.text[0])


def _chinese_part(name: str, terms: Sequence[Term]) -> Term:
    """A Chinese name without its ending; in English text it is found by the forms of its pieces."""
    ending = re.search(rf"(?:{_ENDINGS})$", name)
    own = name[: ending.start()] if ending and ending.start() >= _SHORTEST else name
    known = [term for term in terms if term.text in (name, own)] or [
        term for term in terms if term.text.startswith(own)
    ]
    pieces = set(cut_chinese(own))
    held = known or [term for term in terms if term.text in pieces]
    return Term(own, {"zh": (Form(own),), "en": tuple(form for term in held for form in term.forms.get("en", ()))})
