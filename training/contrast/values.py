"""Values of every kind, written as documents of a language write them."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from training.contrast.names import chinese_number, person, place
from training.contrast.word_lists import MONTHS, Attribute, pairs

_CURRENCIES = (("dollars", "$"), ("dollars", "US$"), ("euros", "€"), ("pounds", "£"), ("yuan", "CNY "))
_SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


@dataclass(frozen=True)
class Value:
    """A value as it is written, and its number where it has one."""

    text: str
    number: float = 0.0


@dataclass(frozen=True)
class Hand:
    """How one document writes its values: its language, its currency, its way with dates and percentages."""

    language: str
    currency: tuple[str, str]
    sign_first: bool
    commas: bool
    date_style: int
    percent: str
    wan: bool

    @staticmethod
    def draw(random: Random, language: str) -> "Hand":
        return Hand(
            language,
            random.choice(_CURRENCIES),
            sign_first=random.random() < 0.35,
            commas=random.random() < (0.85 if language == "en" else 0.12),
            date_style=random.randrange(4),
            percent=random.choice(("%", "%", " percent", " per cent")) if language == "en" else "%",
            wan=random.random() < 0.3,
        )


def _drawn(random: Random, attribute: Attribute) -> float:
    """A number of the attribute's range; small and large ones alike, and seldom a round one."""
    low, high = attribute.low, attribute.high
    if high > 50 * max(low, 1):
        low = max(low, 1)
        drawn = low * (high / low) ** random.random()
    else:
        drawn = random.uniform(low, high)
    number = round(drawn, attribute.decimals)
    if attribute.decimals == 0 and number > 200 and random.random() < 0.3:
        number = round(number, -1 if number < 2000 else -2)
    return number or (1 if attribute.decimals == 0 else 0.5)


def _figure(number: float, decimals: int, commas: bool) -> str:
    text = f"{number:,.{decimals}f}" if commas else f"{number:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def count(random: Random, number: float, hand: Hand) -> str:
    whole = int(number)
    if hand.language == "en":
        return _SMALL[whole] if whole <= 12 and random.random() < 0.3 else _figure(whole, 0, hand.commas)
    if hand.wan and whole >= 10000:
        return _figure(round(whole / 10000, 2), 2, False) + "万"
    if 0 < whole < 10000 and random.random() < 0.12:
        return chinese_number(whole).replace("零零", "零")
    return _figure(whole, 0, hand.commas)


def _money(number: float, decimals: int, hand: Hand) -> str:
    if hand.language == "zh":
        return _figure(number, decimals, hand.commas) + "元"
    figure = _figure(number, decimals, hand.commas)
    return f"{hand.currency[1]}{figure}" if hand.sign_first else f"{figure} {hand.currency[0]}"


def _big_money(number: float, decimals: int, hand: Hand) -> str:
    if hand.language == "zh":
        return _figure(number * 100, 0, hand.commas) + "万元" if hand.wan else _figure(number, decimals, False) + "亿元"
    figure = _figure(number, decimals, False)
    return f"{hand.currency[1]}{figure} million" if hand.sign_first else f"{figure} million {hand.currency[0]}"


def day(year: int, month: int, day_of_month: int, hand: Hand) -> str:
    if hand.language == "zh":
        return f"{year}-{month:02}-{day_of_month:02}" if hand.date_style == 3 else f"{year}年{month}月{day_of_month}日"
    name = MONTHS[month - 1]
    styles = (f"{day_of_month} {name} {year}", f"{name} {day_of_month}, {year}", f"{day_of_month} {name} {year}")
    return f"{year}-{month:02}-{day_of_month:02}" if hand.date_style == 3 else styles[hand.date_style]


def _time(random: Random, attribute: Attribute, hand: Hand) -> Value:
    hour, minute = (
        random.randint(int(attribute.low), int(attribute.high)),
        random.choice((0, 5, 10, 15, 20, 30, 40, 45)),
    )
    if hand.language == "zh" and hand.date_style < 2:
        part = "早上" if hour < 12 else "晚上" if hour >= 18 else "下午"
        shown = hour if hour <= 12 else hour - 12
        return Value(f"{part}{shown}点" + (f"{minute}分" if minute else ""))
    return Value(f"{hour}:{minute:02}")


def _date(random: Random, attribute: Attribute, hand: Hand) -> Value:
    year = random.randint(int(attribute.low), int(attribute.high))
    return Value(day(year, random.randint(1, 12), random.randint(1, 28), hand))


def _year(random: Random, attribute: Attribute, hand: Hand) -> Value:
    year = random.randint(int(attribute.low), int(attribute.high))
    return Value(f"{year}年" if hand.language == "zh" else str(year), year)


def _listed(name: str) -> Callable[[Random, Attribute, Hand], Value]:
    def draw(random: Random, attribute: Attribute, hand: Hand) -> Value:
        return Value(random.choice(pairs(name))[0 if hand.language == "en" else 1])

    return draw


def _named(text: str) -> Callable[[Random, Attribute, Hand], Value]:
    def draw(random: Random, attribute: Attribute, hand: Hand) -> Value:
        made = person(random, hand.language) if text == "person" else place(random, hand.language)
        return Value(made.en if hand.language == "en" else made.zh)

    return draw


def _firm(random: Random, attribute: Attribute, hand: Hand) -> Value:
    name, sector = place(random, hand.language), random.choice(pairs("sector"))
    if hand.language == "zh":
        return Value(f"{name.zh}{sector[1]}{random.choice(('公司', '有限公司', '集团'))}")
    return Value(f"{name.en} {sector[0]}{random.choice((' Ltd', '', ' & Co', ' Group'))}")


def _phone(random: Random, attribute: Attribute, hand: Hand) -> Value:
    return Value(
        random.choice(
            (f"0{random.randint(20, 899)}-{random.randint(1000000, 9999999)}", str(random.randint(2000, 9899)))
        )
    )


def _room(random: Random, attribute: Attribute, hand: Hand) -> Value:
    return Value(random.choice((str(random.randint(101, 799)), f"{random.choice('ABCD')}-{random.randint(101, 499)}")))


_DRAWN: dict[str, Callable[[Random, Attribute, Hand], Value]] = {
    "date": _date,
    "year": _year,
    "time": _time,
    "person": _named("person"),
    "place": _named("place"),
    "firm": _firm,
    "phone": _phone,
    "room": _room,
    "floor": _listed("floor"),
    "colour": _listed("colour"),
    "material": _listed("material"),
    "weekday": _listed("weekday"),
}
NUMERIC = ("count", "measure", "money", "bigmoney", "percent")


def written(random: Random, attribute: Attribute, number: float, hand: Hand) -> Value:
    """A number written as a value of this attribute."""
    kind, decimals = attribute.kind, attribute.decimals
    number = round(number, decimals)
    if kind == "count":
        return Value(count(random, number, hand), number)
    if kind == "money":
        return Value(_money(number, decimals, hand), number)
    if kind == "bigmoney":
        return Value(_big_money(number, decimals, hand), number)
    if kind == "percent":
        return Value(_figure(number, decimals, False) + hand.percent, number)
    unit = attribute.unit.of(hand.language)[0]
    joint = " " if hand.language == "en" else ""
    return Value(f"{_figure(number, decimals, hand.commas)}{joint}{unit}", number)


def draw_value(random: Random, attribute: Attribute, hand: Hand) -> Value:
    """A value of this attribute's kind and range."""
    if attribute.kind in NUMERIC:
        return written(random, attribute, _drawn(random, attribute), hand)
    return _DRAWN[attribute.kind](random, attribute, hand)
