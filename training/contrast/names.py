"""Names drawn from spaces too large to be learnt by heart, and names that look like them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from pypinyin import lazy_pinyin

from training.contrast.word_lists import pairs, words

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Name:
    """A name in both languages; `extra` is the second part (a sector, a kind of machine), `woman` for persons.

    `zh` is Latin where the name exists in English only; `latin` says so.
    """

    en: str
    zh: str
    extra: tuple[str, str] = ("", "")
    latin: bool = False
    woman: bool = False


def chinese_number(number: int) -> str:
    """A whole number from 1 to 99,999 in Chinese numerals."""
    text, units = "", ["", "十", "百", "千", "万"]
    digits = [int(digit) for digit in str(number)]
    for place, digit in enumerate(digits):
        power = len(digits) - 1 - place
        text += _DIGITS[digit] + units[power] if digit else "零"
    while "零零" in text:
        text = text.replace("零零", "零")
    text = text.rstrip("零")
    return text[1:] if text.startswith("一十") else text


@cache
def _pinyin(text: str) -> str:
    return "".join(lazy_pinyin(text))


def in_pinyin(text: str) -> str:
    return _pinyin(text).capitalize()


def _western_place(random: Random) -> str:
    middle = random.choice(words("middle")) if random.random() < 0.35 else ""
    return random.choice(words("onset")) + middle + random.choice(words("coda"))


def _chinese_place(random: Random) -> str:
    first, second = random.choice(words("place_first")), random.choice(words("place_second"))
    if first == second:
        return _chinese_place(random)
    if random.random() < 0.08:
        return random.choice("东西南北上下") + first + second if first not in "东西南北" else first + second
    return first + second


def place(random: Random, language: str) -> Name:
    if language == "en" and random.random() < 0.65:
        name = _western_place(random)
        if random.random() < 0.1:
            name = f"{random.choice(pairs('compass'))[0]} {name}"
        return Name(name, name, latin=True)
    name = _chinese_place(random)
    return Name(in_pinyin(name), name)


def person(random: Random, language: str) -> Name:
    if language == "en" and random.random() < 0.7:
        given = random.choice(words("given"))
        surname = random.choice(words("onset")) + random.choice(words("surname_end"))
        return Name(f"{given} {surname}", f"{given} {surname}", latin=True, woman=given in words("women"))
    surname, given = random.choice(words("surname")), _chinese_given(random)
    return Name(f"{in_pinyin(surname)} {in_pinyin(given)}", surname + given, woman=random.random() < 0.5)


def _chinese_given(random: Random) -> str:
    if random.random() < 0.45:
        return random.choice(words("given_one"))
    if random.random() < 0.4:
        return random.choice(words("given_two"))
    return random.choice(words("given_one")) + random.choice(words("given_one"))


def _same(text: str) -> Name:
    return Name(text, text)


def model(random: Random, language: str) -> Name:
    letters = "".join(random.choice("ABCDEFGHJKLMNPRSTVWXYZ") for _ in range(random.choice((1, 1, 2))))
    joint = random.choice(("", "", "-"))
    number = random.choice((random.randint(2, 99), random.randint(1, 99) * 10, random.randint(1, 9) * 100))
    return _same(f"{letters}{joint}{number}{random.choice(('', '', '', 'S', 'B'))}")


def section(random: Random, language: str) -> Name:
    return _same(
        f"{random.randint(1, 14)}.{random.randint(1, 12)}" + random.choice(("", "", f".{random.randint(1, 6)}"))
    )


def form(random: Random, language: str) -> Name:
    return _same(f"{random.choice('ABCDEFGHKLMRST')}-{random.randint(1, 48)}")


def contract(random: Random, language: str) -> Name:
    return _same(
        "".join(random.choices("ABCEHKLMNPRST", k=2)) + f"-{random.randint(2015, 2025)}-{random.randint(1, 299):03}"
    )


def number(random: Random, language: str) -> Name:
    letter = random.choice("ABCDE") + "-" if random.random() < 0.25 else ""
    return _same(f"{letter}{random.randint(101, 699)}")


def line(random: Random, language: str) -> Name:
    return _same(str(random.randint(1, 320)))


def house(random: Random, language: str) -> Name:
    if random.random() < 0.3:
        return _same(random.choice("ABCDEFGHK"))
    number = random.randint(1, 36)
    return Name(str(number), chinese_number(number) if random.random() < 0.6 else str(number))


def stem(random: Random, language: str) -> Name:
    place_in_row = random.randrange(len(_STEMS))
    return Name("ABCDEFGHIJ"[place_in_row], _STEMS[place_in_row], random.choice(pairs("machine")))


def drug(random: Random, language: str) -> Name:
    if language == "zh":
        start = "".join(random.sample(words("zh_drug"), 2))
        name = start + random.choice(words("zh_drug_end"))
        return Name(in_pinyin(name), name)
    name = random.choice(words("drug_start")) + random.choice(words("drug_middle")) + random.choice(words("drug_end"))
    return Name(name, name, latin=True)


def course(random: Random, language: str) -> Name:
    degree, field = random.choice(pairs("course_degree")), random.choice(pairs("course_field"))
    number = random.choice((("", ""), ("", ""), (" I", "（一）"), (" II", "（二）"), (" III", "（三）")))
    return Name(f"{degree[0]} {field[0]}{number[0]}", f"{degree[1]}{field[1]}{number[1]}")


def _with_extra(list_name: str) -> Callable[[Random, str], Name]:
    def make(random: Random, language: str) -> Name:
        return replace(place(random, language), extra=random.choice(pairs(list_name)))

    return make


MAKERS: dict[str, Callable[[Random, str], Name]] = {
    "place": place,
    "hotel": place,
    "person": person,
    "model": model,
    "section": section,
    "form": form,
    "contract": contract,
    "number": number,
    "line": line,
    "house": house,
    "stem": stem,
    "drug": drug,
    "course": course,
    "company": _with_extra("sector"),
    "project": _with_extra("works"),
    "law": _with_extra("law"),
    "team": _with_extra("club"),
    "department": _with_extra("office"),
}
_NUMBERED = {"model", "section", "form", "contract", "number", "line"}


def similar(random: Random, maker: str, name: Name, language: str) -> Name:
    """Another name that is easily taken for `name`; both its English and its Chinese differ from those of `name`."""
    for _ in range(60):
        other = _similar(random, maker, name, language)
        if other.en.lower() != name.en.lower() and other.zh != name.zh:
            return other
    raise ValueError(f"no name looks like {name}")


def _similar(random: Random, maker: str, name: Name, language: str) -> Name:
    if maker in _NUMBERED:
        changed = _one_character(random, name.en)
        return Name(changed, changed)
    if maker in ("house", "stem", "course"):
        return replace(MAKERS[maker](random, language), extra=name.extra)
    if maker == "person":
        return _similar_person(random, name, language)
    if maker == "drug":
        return _similar_drug(random, name, language)
    return _similar_place(random, name)


def _one_character(random: Random, text: str) -> str:
    places = [place for place, character in enumerate(text) if character.isalnum()]
    place = random.choice(places)
    alphabet = "123456789" if text[place].isdigit() else "ABCDEFGHKLMNPRSTX"
    return text[:place] + random.choice(alphabet) + text[place + 1 :]


def _similar_person(random: Random, name: Name, language: str) -> Name:
    if name.latin:
        given, surname = name.en.split(" ", 1)
        if random.random() < 0.5:
            given = random.choice(words("given"))
        else:
            surname = random.choice(words("onset")) + random.choice(words("surname_end"))
        return Name(f"{given} {surname}", f"{given} {surname}", latin=True, woman=given in words("women"))
    surname, given = name.zh[0], name.zh[1:]
    if random.random() < 0.5:
        surname = random.choice(words("surname"))
    elif len(given) == 2 and random.random() < 0.6:
        given = given[0] + random.choice(words("given_one"))
    else:
        given = _chinese_given(random)
    return Name(f"{in_pinyin(surname)} {in_pinyin(given)}", surname + given, woman=name.woman)


def _similar_drug(random: Random, name: Name, language: str) -> Name:
    if name.latin:
        start = next((start for start in words("drug_start") if name.en.startswith(start)), name.en[:3])
        other = start + random.choice(words("drug_middle")) + random.choice(words("drug_end"))
        return Name(other, other, latin=True)
    other = name.zh[:1] + random.choice(words("zh_drug")) + random.choice(words("zh_drug_end"))
    return Name(in_pinyin(other), other)


def _similar_place(random: Random, name: Name) -> Name:
    if not name.latin:
        place = random.randrange(len(name.zh))
        pool = words("place_second") if place == len(name.zh) - 1 else words("place_first")
        other = name.zh[:place] + random.choice(pool) + name.zh[place + 1 :]
        return replace(name, en=in_pinyin(other), zh=other)
    compass = [word for word, _ in pairs("compass")]
    parts = name.en.split(" ")
    if len(parts) == 2:
        other = f"{random.choice(compass)} {parts[1]}"
    elif random.random() < 0.25:
        other = f"{random.choice(compass)} {name.en}"
    else:
        other = _other_syllable(random, name.en)
    return replace(name, en=other, zh=other)


def _other_syllable(random: Random, name: str) -> str:
    coda = max((coda for coda in words("coda") if name.endswith(coda)), key=len, default="")
    if random.random() < 0.5:
        return random.choice(words("onset")) + coda
    return name[: len(name) - len(coda)] + random.choice(words("coda"))
