"""Whom or what a question is about by name: persons, places, institutions, products, identifiers such as A-7 or 三号楼.

Common nouns are left to the terms. A name that no document holds is the strongest sign that a question has no answer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from qa.language import cut_chinese, detect, is_han, stem
from qa.language.demonyms import is_demonym
from qa.language.english_names import name_ranges
from qa.language.places import no_places
from qa.language.words import STOP_WORDS_EN
from qa.types import Form, Question, Range, Term

Kind = Literal["name", "identifier"]

# Letters with figures (X400, A-7, B-204, 4.3), as they are written in any language.
_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z]{1,6}-?\d[A-Za-z0-9.-]*|[A-Z]-[A-Z0-9]{1,4}|\d+(?:\.\d+)+(?![\d%]))(?<![.-])"
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d{2}")
# A figure or a lone capital behind a noun names one of several: room 215, bus route 41, Building D.
_NUMBERED = re.compile(
    r"\b(?P<noun>[A-Za-z]{3,})\s+(?:[Nn]o\.?\s*)?(?P<number>\d{1,5}|[A-Z])(?![A-Za-z0-9%.,’'-]*[A-Za-z0-9%])"
)
_NO_NOUN = frozenset(
    [
        "than",
        "over",
        "about",
        "least",
        "most",
        "under",
        "nearly",
        "almost",
        "around",
        "between",
        "and",
        "the",
        "for",
        "from",
        "with",
        "until",
        "since",
        "after",
        "before",
        "were",
        "was",
        "are",
        "has",
        "had",
        "did",
        "does",
        "have",
        "only",
        "some",
        "top",
        "first",
        "last",
        "next",
        "past",
        "another",
        "these",
        "those",
        "all",
        "any",
        "per",
        "how",
        "many",
        "much",
        "into",
        "onto",
        "what",
        "when",
        "which",
        "who",
        "whom",
        "whose",
        "why",
        "where",
        "can",
        "could",
        "will",
        "would",
        "should",
        "may",
        "might",
        "must",
        "this",
        "that",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "vitamin",
    ]
)
_NUMERAL = "0-9０-９〇零一二三四五六七八九十百"
# What is numbered in Chinese, and what is told apart by the heavenly stems or by letters.
_NUMBERED_HAN = re.compile(
    rf"第?(?P<number>[{_NUMERAL}]{{1,6}})(?P<noun>号楼|号线|号仓库|号库|号馆|号院|号机组|号机|标段|号|楼|条|章|节|室|路|栋|幢|届|期|区|组|班)"
    r"(?![人名位个年月日])"
)
_STEM_HAN = re.compile(
    r"(?P<letter>[甲乙丙丁戊己庚辛壬癸A-ZＡ-Ｚ])(?P<noun>型|方|组|班|级|类|等|区|座|栋|款|线|段|角|股)"
)
# How names of institutions, waters, roads and the like end in Chinese.
_ENDINGS = (
    "维吾尔自治区|回族自治区|壮族自治区|自治区|自治州|自治县|有限责任公司|股份有限公司|有限公司|集团公司|分公司|公司|集团|股份|银行|大学|学院|中学|小学|幼儿园|学校|医院|诊所|卫生院|研究院|研究所"
    "|出版社|日报|晚报|电视台|博物馆|图书馆|体育馆|公园|广场|水库|电厂|电站|车站|机场|港口|码头|大桥|隧道|铁路|高速|项目|工程|工厂|农场|林场"
    "|街道|社区|小区|村|镇|乡|县|市|区|省|州|盟|旗|河|江|湖|岛|山|峡|港|站|桥|路|厂|矿|局|店|馆|寺|队|科技|药业|股份"
)
_NAMED_HAN = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{1,7}}?)(?P<ending>{_ENDINGS})(?=[\u4e00-\u9fff]|\W|\d|$)")
# Before such an ending these make no name: 该公司, 全市, 哪个县.
_NO_NAME_HAN = re.compile(
    r"[该本我全各两某哪几多每这那其此个家座条所的是在和与及或于由从到对把被将了有无不为中里上下前后去今明年月日第一二三四五六七八九十新旧老大小"
    r"什么谁吗呢]$"
)
_STOPS_HAN = re.compile(r".*(?:[的是在和与及或于由从到对把被将了有为，、。？?：:年月日]|哪些|哪个|哪家|多少|什么)")
_NAME_TAGS = ("nr", "ns", "nt")
# Words that the segmenter takes for names of places and that name none.
_GENERIC_HAN = re.compile(rf"(?:[各省市县区镇乡村州盟旗地城农]|{_ENDINGS})+")
_FIRST_WORDS = frozenset(("within", "by", "under", "please", "according"))
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_HAN_DIGITS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Subject:
    """A name with its parts, each as it may stand in a text of either language; the last part tells most.

    An identifier has a pattern instead: what it looks like as written, in text of half width.
    """

    text: str
    kind: Kind
    parts: tuple[Term, ...] = ()
    pattern: str = ""


def subjects(question: Question) -> tuple[Subject, ...]:
    """The subjects of a question from left to right, each once."""
    text = question.text
    identifiers = list(_identifiers(text))
    taken = [place for _, place in identifiers]
    names = _chinese_names(text) if detect(text) == "zh" else _english_names(text)
    named = [(name, place) for name, place in names if not any(_overlap(place, other) for other in taken)]
    found = [*identifiers, *((Subject(name, "name", _parts(name, question.terms)), place) for name, place in named)]
    ordered = sorted(found, key=lambda one: one[1])
    return tuple({subject.text: subject for subject, _ in ordered if subject.parts or subject.pattern}.values())


def _overlap(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _identifiers(text: str) -> Iterator[tuple[Subject, Range]]:
    for match in _CODE.finditer(text):
        if not re.fullmatch(r"[QHqh]\d", match[0]):
            yield (
                Subject(match[0], "identifier", pattern=_whole(re.escape(match[0]).replace(r"\-", r"[-‐‑– ]?"))),
                match.span(),
            )
    for match in _NUMBERED.finditer(text):
        if match["noun"].lower() not in _NO_NOUN and not _YEAR.fullmatch(match["number"]):
            yield Subject(match[0], "identifier", pattern=_number_pattern(match["number"])), match.span()
    if detect(text) != "zh":
        return
    for match in _NUMBERED_HAN.finditer(text):
        number = match["number"].translate(_DIGITS)
        if not _YEAR.fullmatch(number):
            yield Subject(match[0], "identifier", pattern=_number_pattern(number)), match.span()
    for match in _STEM_HAN.finditer(text):
        yield Subject(match[0], "identifier", pattern=re.escape(match["letter"])), match.span()


def _number_pattern(number: str) -> str:
    """A number in figures, and in Chinese numerals where it is small."""
    value = _value(number)
    if value is None:
        return _whole(re.escape(number))
    forms = [rf"(?<![\d.,]){value}(?![\d]|[.,]\d)"]
    if value < 100:
        forms.append(rf"(?<![{_HAN_DIGITS}百千万]){_in_han(value)}(?![{_HAN_DIGITS}百千万个名人])")
    return "|".join(forms)


def _value(number: str) -> int | None:
    if number.isdigit() and number.isascii():
        return int(number)
    tens, ten, ones = number.partition("十")
    if any(one not in _HAN_DIGITS for one in number) or (not ten and len(number) > 1):
        return None
    digit = {character: at for at, character in enumerate(_HAN_DIGITS)}
    if not ten:
        return digit[number]
    return 10 * (digit[tens] if tens else 1) + (digit[ones] if ones else 0)


def _in_han(value: int) -> str:
    tens, ones = divmod(value, 10)
    head = ("" if tens == 1 else _HAN_DIGITS[tens]) + "十" if tens else ""
    return head + (_HAN_DIGITS[ones] if ones or not tens else "")


def _whole(pattern: str) -> str:
    return rf"(?<![A-Za-z0-9]){pattern}(?![A-Za-z0-9])"


def _english_names(text: str) -> Iterator[tuple[str, Range]]:
    for start, end in name_ranges(text, no_places):
        name = text[start:end]
        if (
            len(name) > 1
            and not is_demonym(name)
            and not name.isupper()
            and not (start == 0 and name.lower() in STOP_WORDS_EN | _FIRST_WORDS)
        ):
            yield name, (start, end)


def _chinese_names(text: str) -> Iterator[tuple[str, Range]]:
    """What the segmenter tags as a name, and what ends as names of institutions and the like do; Latin words too."""
    ranges = [*_tagged(text), *_by_ending(text)]
    kept: list[Range] = []
    for start, end in sorted(ranges, key=lambda one: (one[0] - one[1], one[0])):
        if not any(_overlap((start, end), other) for other in kept):
            kept.append((start, end))
    yield from ((text[slice(*place)], place) for place in sorted(kept))
    for match in re.finditer(r"(?<![A-Za-z])[A-Z][A-Za-z]{2,}(?:\s[A-Z][A-Za-z]+)*", text):
        if not match[0].isupper():
            yield match[0], match.span()


def _tagged(text: str) -> Iterator[Range]:
    import rjieba

    at = 0
    for word, tag in rjieba.tag(text):
        if tag[:2] in _NAME_TAGS and len(word) > 1 and is_han(word[0]) and not _GENERIC_HAN.fullmatch(word):
            yield at, at + len(word)
        at += len(word)


def _by_ending(text: str) -> Iterator[Range]:
    for match in _NAMED_HAN.finditer(text):
        stopped = _STOPS_HAN.match(match["name"])
        start = match.start() + (stopped.end() if stopped else 0)
        name = text[start : match.end("name")]
        if name and not _NO_NAME_HAN.search(name) and len(name) <= 5:
            yield start, match.end()


def _parts(name: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    """The words of a name as terms, with the forms that the dictionary and pinyin give them."""
    if is_han(name[0]):
        ending = re.search(rf"(?:{_ENDINGS})$", name)
        own = name[: ending.start()] if ending and ending.start() > 0 else name
        return (_han_term(own, [term for term in terms if term.text in (name, own)] or terms),)
    found = []
    for word in re.findall(r"[A-Za-zÀ-ÿ0-9'’-]{2,}", name):
        bare = re.sub(r"['’]s$", "", word)
        known = [term for term in terms if bare.lower() in term.text.lower().split()]
        if bare.lower() not in ("of", "the", "de", "von", "van"):
            found.append(
                known[0]
                if known
                else Term(bare, {"en": (Form(stem(bare.lower())),), "zh": (Form(stem(bare.lower())),)})
            )
    return _distinct(found)


def _distinct(terms: Sequence[Term]) -> tuple[Term, ...]:
    return tuple({term.text: term for term in terms}.values())


def _han_term(own: str, terms: Sequence[Term]) -> Term:
    """A Chinese name; in English text it is found by the forms of its pieces."""
    known = [term for term in terms if term.text.startswith(own)]
    pieces = set(cut_chinese(own))
    english = tuple(
        form for term in known or terms if known or term.text in pieces for form in term.forms.get("en", ())
    )
    return Term(own, {"zh": (Form(own),), "en": english})
