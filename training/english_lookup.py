"""Chinese text without question words, figures and Latin letters: its words, looked up one by one."""

import re
from collections.abc import Iterator, Mapping, Sequence

import rjieba

from qa.language import is_han
from training.english_names import SURNAMES, by_sound, is_foreign, name_in_letters
from training.english_words import Kind, Word
from training.glosses import Gloss, longest_words
from training.word_tables import common_words

_TAGS = (
    ("nr", Kind.NAME), ("ns", Kind.NAME), ("nt", Kind.NAME), ("nz", Kind.NAME), ("vn", Kind.NOUN), ("an", Kind.NOUN),
    ("ad", Kind.ADVERB), ("v", Kind.VERB), ("a", Kind.ADJECTIVE), ("b", Kind.ADJECTIVE), ("d", Kind.ADVERB),
    ("p", Kind.PREPOSITION), ("c", Kind.JOINT), ("t", Kind.TIME), ("q", Kind.DROPPED), ("u", Kind.DROPPED),
    ("y", Kind.DROPPED), ("m", Kind.NUMBER),
)  # fmt: skip
_CLASSIFIERS = frozenset("个位名次种座家条所项部支只届间首张集本架艘场栋辆组件份颗段块片")
_PUNCTUATION = re.compile(r"[，,；;：:。]")
_GUESS = 0.4
_SHORTEST_COMPOUND = 3
_NEVER_JOINED = frozenset("的了是在于和与、")


def look_up(text: str, glosses: Mapping[str, Gloss]) -> Iterator[Word]:
    """The words of a stretch of Chinese text; what has no English keeps its Chinese, with certainty 0."""
    for word, tag in _merged(rjieba.tag(text), glosses) if text else ():
        if _PUNCTUATION.fullmatch(word):
            yield Word(word, ",", Kind.COMMA)
        elif word in common_words():
            yield _common(word, glosses)
        elif any(map(is_han, word)):
            yield from _looked_up(word, tag, glosses)


def _common(word: str, glosses: Mapping[str, Gloss]) -> Word:
    name, english = common_words()[word]
    kind = Kind.NAME if name == Kind.NOUN and english[:1].isupper() else Kind(name)
    gloss = glosses.get(word, Gloss())
    others = {Kind.NOUN: gloss.verb, Kind.VERB: gloss.other}
    return Word(word, english, kind, as_other=others.get(kind, ""))


def _merged(tagged: Sequence[tuple[str, str]], glosses: Mapping[str, Gloss]) -> Iterator[tuple[str, str]]:
    """The segmenter's words, neighbours joined where the tables or the dictionary have them as one."""
    tagged = [part for pair in tagged for part in _cut(pair, glosses)]
    place = 0
    while place < len(tagged):
        size = next((size for size in (3, 2) if _is_one_word(tagged[place : place + size], size, glosses)), 1)
        word = "".join(part for part, _ in tagged[place : place + size])
        tag = tagged[place + size - 1][1] if size == 1 or not glosses.get(word, Gloss()).other else "n"
        yield word, tag
        place += size


def _cut(pair: tuple[str, str], glosses: Mapping[str, Gloss]) -> Iterator[tuple[str, str]]:
    """The segmenter glues small words to names that it does not know: 被诺布尔, 淑是."""
    word, tag = pair
    is_known = word in glosses or word in common_words() or len(word) == 1
    if not is_known and word[0] in "被在从对把所":
        yield word[0], "p"
        yield from _cut((word[1:], tag), glosses)
    elif not is_known and word[-1] in "是在由被":
        yield word[:-1], tag
        yield word[-1], "v"
    else:
        yield pair


def _is_one_word(tagged: Sequence[tuple[str, str]], size: int, glosses: Mapping[str, Gloss]) -> bool:
    word = "".join(part for part, _ in tagged)
    if len(tagged) < size or len(word) < _SHORTEST_COMPOUND:
        return False
    has_mark = any(part in _NEVER_JOINED for part, _ in tagged)
    return word in common_words() or (word in glosses and not has_mark)


def _looked_up(word: str, tag: str, glosses: Mapping[str, Gloss]) -> Iterator[Word]:
    kind = next((kind for start, kind in _TAGS if tag.startswith(start)), Kind.NOUN)
    gloss = glosses.get(word, Gloss())
    if word in _CLASSIFIERS:
        return
    if kind is Kind.NAME or gloss == Gloss(name=gloss.name):
        is_person = tag.startswith("nr")  # the segmenter takes many words for persons: 孙子 is a grandson first
        english = (gloss.other if is_person else "") or gloss.name or gloss.other
        if not english and kind is Kind.NAME and _is_in_words(word, glosses):
            yield from _in_parts(word, Kind.NOUN, glosses)
            return
        if english or (kind is Kind.NAME and len(word) > 1):
            yield Word(word, english or name_in_letters(word), Kind.NAME)
            return
    elif gloss.other or gloss.verb:
        is_verb = gloss.verb and (kind is Kind.VERB or not gloss.other)
        pair = (gloss.verb, gloss.other) if is_verb else (gloss.other or gloss.verb, gloss.verb)
        kind = Kind.VERB if is_verb else Kind.NOUN if kind is Kind.VERB else kind
        yield Word(word, pair[0], kind, certainty=1.0 if len(word) > 1 else _GUESS, as_other=pair[1])
        return
    yield from _in_parts(word, kind, glosses)


def _is_in_words(word: str, glosses: Mapping[str, Gloss]) -> bool:
    """Whether what the segmenter takes for a name is rather a compound: it holds a word and begins with no surname."""
    if word[0] in SURNAMES or is_foreign(word):
        return False
    parts = longest_words(word, glosses)
    return 1 < len(parts) < len(word) and all(part in glosses or part in common_words() for part in parts)


def _in_parts(word: str, kind: Kind, glosses: Mapping[str, Gloss]) -> Iterator[Word]:
    """A compound without a gloss of its own by its parts; what has none at all stays Chinese."""
    if is_foreign(word):
        yield Word(word, by_sound(word), Kind.NAME, certainty=_GUESS)
        return
    parts = longest_words(word, glosses) if len(word) > 1 else []
    english = []
    for part in parts:
        gloss = glosses.get(part, Gloss())
        english.append(common_words().get(part, ("", gloss.other or gloss.verb or gloss.name))[1].split("|")[0])
    if parts and all(english):
        yield Word(word, " ".join(english), kind, certainty=_GUESS if 1 in map(len, parts) else 1.0)
    else:
        yield Word(word, word, kind, certainty=0.0)
