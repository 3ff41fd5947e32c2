"""From a question in one language to the forms its terms take in the other: dictionary, pinyin, figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.language import content_words, cut_chinese, detect, fold, is_han, search_terms, stem
from qa.language.pinyin import readings, spellings
from qa.language.places import english_levels, place_words
from qa.language.words import STOP_WORDS_EN
from qa.retrieval.dictionary import Dictionary, Translation
from qa.retrieval.place_levels import LEVELS, at_level
from qa.types import Form, Language, Term

# The possessive is cut off: Jilin's is Jilin.
_TOKEN = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’](?!s\b)[A-Za-z]+)?")
_LONGEST_PHRASE = 5
# The second part of a phrasal verb, which ends a phrase of the dictionary: "set up", "carried out".
_PARTICLES = frozenset(("up", "out", "off", "down"))
# Verbs that say little and mean too much: hardly one of their translations stands where they do.
_LIGHT_VERBS = """
    give gives gave given giving get gets got getting make makes made making put puts putting take takes took taken
    taking go goes went gone going come comes came set sets setting let lets keep keeps kept bring brings brought
"""
_LIGHT = frozenset(_LIGHT_VERBS.split())
# A word's exact translations, and words in whose gloss it stands; more of them add noise, not recall.
_MOST_EXACT, _MOST_PARTIAL = 24, 6
# The levels without which the name of a place is said too.
_BARE = place_words("zh", "bare")
# The Chinese words for levels of places, without a name.
_LEVEL_WORDS = frozenset(english_levels())
# What makes of a noun its process: 城镇 town, 城镇化 urbanisation.
_PROCESS = "化"
# The weight of a form that is only likely.
_GUESSED = 0.5
# Of a very long question, as many terms from its beginning as from its end: each costs several queries.
_MOST_TERMS = 128


# Stop words that may stand within a phrase: "Ministry of Education", but not "Shanghai do for old".
_WITHIN_PHRASE = frozenset(("of", "the", "and", "for", "to", "in", "on", "at", "by", "with", "a", "an", "as", "or"))


def terms(question: str, dictionary: Dictionary) -> tuple[Term, ...]:
    """What a question is about, each with its forms in both languages."""
    language = detect(question)
    found = list(_english_terms(question, dictionary) if language == "en" else _chinese_terms(question, dictionary))
    found.extend(
        Term(code, {"zh": (Form(code),), "en": (Form(code),)}) for code in dict.fromkeys(search_terms(question))
    )
    distinct = tuple({term.text: term for term in found}.values())
    return distinct if len(distinct) <= _MOST_TERMS else distinct[: _MOST_TERMS // 2] + distinct[-_MOST_TERMS // 2 :]


def _english_terms(question: str, dictionary: Dictionary) -> Iterator[Term]:
    """Longest phrases first: those of the dictionary, names read as pinyin, then single words."""
    tokens = _TOKEN.findall(question)
    at = 0
    while at < len(tokens):
        length = _phrase_length(tokens[at:], dictionary)
        part = tokens[at : at + length]
        at += length
        if at < len(tokens) and tokens[at].lower() in LEVELS and (place := _english_term(part, dictionary)).is_place:
            yield at_level(place, tokens[at])
            at += 1
        elif length > 1 and not all(token[0].isupper() for token in part):
            yield from _phrase_terms(part, dictionary)
        elif length == 1 and part[0] in _LIGHT:
            yield Term(part[0], {"en": (Form(_stems(part)),)})
        elif length > 1 or part[0].lower() not in STOP_WORDS_EN:
            yield _english_term(part, dictionary)
    yield from (_chinese_term(word, dictionary) for word in content_words(question) if is_han(word[0]))


def _phrase_terms(part: Sequence[str], dictionary: Dictionary) -> Iterator[Term]:
    """A phrase of common words: one term in Chinese, and in English its words, which need not stand together."""
    phrase = _english_term(part, dictionary)
    if phrase.is_place or any(form.is_reading for form in phrase.forms["zh"]):
        yield phrase
        return
    yield replace(phrase, forms={"zh": phrase.forms["zh"]})
    yield from (Term(word, {"en": (Form(_stems([word])),)}) for word in part if word.lower() not in STOP_WORDS_EN)


def _phrase_length(tokens: Sequence[str], dictionary: Dictionary) -> int:
    """How many of the first tokens make one phrase of the dictionary or one name in pinyin."""
    for length in range(min(_LONGEST_PHRASE, len(tokens)), 1, -1):
        part = tokens[:length]
        if part[0].lower() in STOP_WORDS_EN or part[-1].lower() in STOP_WORDS_EN - _PARTICLES:
            continue
        if any(token.lower() in STOP_WORDS_EN - _WITHIN_PHRASE for token in part[1:-1]):
            continue
        if "or" in part:
            # A choice in a question, whatever the dictionary explains so: 京广 is "Beijing and Guangdong".
            continue
        if any(found.weight == 1 for found in dictionary.to_chinese(_stems(part))) or dictionary.by_content(part):
            return length
        if length <= 3 and all(_may_be_pinyin(token, dictionary) for token in part):
            return length
    return 1


def _english_term(tokens: Sequence[str], dictionary: Dictionary) -> Term:
    key = _stems(tokens)
    chosen = _chosen([*dictionary.to_chinese(key), *dictionary.by_content(tokens)])
    # "Xinjiang" is a gloss of 自治区 too, which is no name of it.
    if tokens[0][0].isupper() and any(translation.is_place for translation in chosen):
        chosen = [translation for translation in chosen if translation.text not in _LEVEL_WORDS]
    forms = [Form(translation.text, weight=translation.weight) for translation in chosen] + [Form(key)]
    forms += [Form(root, weight=_GUESSED) for root in dict.fromkeys(_roots(chosen))]
    forms += [Form(translation.text, weight=_GUESSED) for translation in _of_single_words(tokens, dictionary)]
    # A common word may name a place too: Split is one, to split is not.
    is_common = tokens[0].islower() and any(
        translation.weight == 1 and not translation.is_place for translation in chosen
    )
    is_place = any(translation.is_place for translation in chosen) and not is_common
    if all(_may_be_pinyin(token, dictionary) for token in tokens):
        spelled = ["".join(tokens)] if len(tokens) == 1 else [" ".join(tokens)]
        forms += [Form(reading, is_reading=True) for reading in _readings_of(spelled[0], dictionary)]
    return Term(" ".join(tokens), {"zh": tuple(forms), "en": (Form(key),)}, is_place)


def _roots(translations: Sequence[Translation]) -> Iterator[str]:
    """The nouns that the dictionary has only as a process: "urban" is 城镇化, and so 城镇."""
    for translation in translations:
        if len(translation.text) > 2 and translation.text.endswith(_PROCESS):
            yield translation.text[: -len(_PROCESS)]


def _of_single_words(tokens: Sequence[str], dictionary: Dictionary) -> list[Translation]:
    """What the words of a phrase mean one by one: the text may use another word than the phrase's own."""
    words = [token for token in tokens if token.lower() not in STOP_WORDS_EN] if len(tokens) > 1 else []
    found = [
        translation
        for word in words
        for translation in dictionary.to_chinese(_stems([word]))
        if translation.weight == 1
    ]
    return found[:_MOST_EXACT]


def _chosen(translations: Sequence[Translation]) -> list[Translation]:
    exact = [translation for translation in translations if translation.weight == 1][:_MOST_EXACT]
    return exact + [translation for translation in translations if translation.weight < 1][:_MOST_PARTIAL]


def _stems(tokens: Sequence[str]) -> str:
    return " ".join(stem(fold(token)) for token in tokens)


def _may_be_pinyin(token: str, dictionary: Dictionary) -> bool:
    """Whether a Latin word reads as pinyin and is no English word (or is written as a name)."""
    if not spellings(token, dictionary.syllables):
        return False
    return token[0].isupper() or not _is_english(token, dictionary)


def _is_english(token: str, dictionary: Dictionary) -> bool:
    return token.lower() in STOP_WORDS_EN or any(
        translation.weight == 1 and not translation.is_place
        for translation in dictionary.to_chinese(stem(token.lower()))
    )


def _readings_of(spelled: str, dictionary: Dictionary) -> Iterator[str]:
    """Syllable phrases for a name of one or several words; a lone syllable is no name."""
    cuts: list[tuple[str, ...]] = [()]
    for word in spelled.split():
        cuts = [(*before, *cut) for before in cuts for cut in spellings(word, dictionary.syllables)]
    yield from (" ".join(cut) for cut in cuts[:4] if len(cut) > 1)


def _chinese_terms(question: str, dictionary: Dictionary) -> Iterator[Term]:
    for word in content_words(question):
        yield _chinese_term(word, dictionary) if is_han(word[0]) else _english_term([word], dictionary)


def _chinese_term(word: str, dictionary: Dictionary) -> Term:
    translations = dictionary.to_english(word)
    forms: list[Form] = [Form(translation.text) for translation in translations[:_MOST_EXACT]]
    if not translations and len(word) > 2:
        parts = [part for part in cut_chinese(word) if part != word] or [word[:2], word[2:]]
        forms += [
            Form(translation.text, weight=_GUESSED)
            for part in parts
            for translation in dictionary.to_english(part)[:_MOST_EXACT]
        ]
    forms += [Form(name) for name in _latin_names(word)]
    is_place = any(translation.is_place for translation in translations)
    by_language: dict[Language, tuple[Form, ...]] = {"zh": (Form(word),), "en": tuple(forms)}
    return Term(word, by_language, is_place)


def _latin_names(word: str) -> Iterator[str]:
    """How a Chinese name is written in English: Chenzhou, Zhang Zhong, Wang Lingbo; without 市 or 省 at its end too."""
    if len(word) < 2:
        return
    for name in dict.fromkeys((word, word[:-1] if word[-1] in _BARE and len(word) > 2 else word)):
        syllables = readings(name)
        yield stem("".join(syllables))
        if 2 <= len(syllables) <= 3:
            yield f"{stem(syllables[0])} {stem(''.join(syllables[1:]))}"
