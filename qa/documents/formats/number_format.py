"""How a spreadsheet shows a value: percentages, decimals, thousands, currencies and dates by their format code."""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

Value = str | float | int | bool | datetime.date | datetime.time | datetime.timedelta

GENERAL = "General"
# The codes that a file names by number alone. Those of dates differ by country, so a day is shown as 2022-05-26.
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    31: 'yyyy"年"m"月"d"日"',
    37: "#,##0;(#,##0)",
    38: "#,##0;(#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)",
    57: 'yyyy"年"m"月"',
}
# A literal in quotes or after a backslash, a currency, a colour or condition, and blanks as wide as a character.
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|(\[[^\]]*\])|([_*].)', re.S)
_NUMBER = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*,*)?")
_DATE_TOKEN = re.compile(r"yyyy|yy|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|am/pm|a/p|.", re.I | re.S)
_SAFE = "\ue000"


def shown(value: Value, code: str = GENERAL) -> str:
    """A value as its cell shows it; one whose code is not understood, as it is without one."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, code)
    if isinstance(value, datetime.date):
        return _date(value, code)
    return str(value)


def _number(value: float, code: str) -> str:
    if code in ("", GENERAL, "@") or value != value or abs(value) == float("inf"):
        return _general(value)
    section, is_signed = _section(code, value)
    pattern, literals = _without_literals(section)
    match = _NUMBER.search(pattern)
    if match is None and literals and not re.search(r"[@ymdhs]", pattern, re.I):
        return _with_literals(pattern, literals)
    if match is None or re.search(r"[E/@]|[ymdhs]", pattern[: match.start()] + pattern[match.end() :], re.I):
        return _general(value)
    percents = pattern.count("%")
    scaled = Decimal(repr(float(value))).scaleb(2 * percents - 3 * (len(match[0]) - len(match[0].rstrip(","))))
    digits = _digits(abs(scaled), match[0].rstrip(","))
    sign = "-" if scaled < 0 and is_signed and re.search(r"[1-9]", digits) else ""
    text = pattern[: match.start()] + digits + pattern[match.end() :]
    return (sign + _with_literals(text, literals)).strip()


def _section(code: str, value: float) -> tuple[str, bool]:
    """The part of a code for values of this sign, and whether the minus is still to be shown."""
    sections = re.findall(r'(?:"[^"]*"|\\.|[^;"\\])*', code)
    sections = [section for section in sections if section] or [code]
    if value < 0 and len(sections) > 1:
        return sections[1], False
    return sections[2 if value == 0 and len(sections) > 2 else 0], True


def _without_literals(section: str) -> tuple[str, list[str]]:
    """The code with a stand-in for each literal, and the literals."""
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        if match[4] or match[5]:
            return ""
        literals.append(next(group for group in match.groups()[:3] if group is not None))
        return _SAFE

    return _TOKEN.sub(keep, section), literals


def _with_literals(text: str, literals: list[str]) -> str:
    given = iter(literals)
    return re.sub(_SAFE, lambda _: next(given), text)


def _digits(value: Decimal, pattern: str) -> str:
    whole, _, fraction = pattern.partition(".")
    try:
        rounded = value.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    except InvalidOperation:
        return _general(float(value))
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    digits, _, decimals = text.partition(".")
    while len(decimals) > fraction.count("0") and decimals.endswith("0"):
        decimals = decimals[:-1]
    digits = digits.rjust(whole.count("0"), "0")
    return f"{digits}.{decimals}" if decimals else digits


def _general(value: float) -> str:
    """A number as a cell without a format shows it, but with all its digits."""
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    return format(float(value), ".15g")


def _date(value: datetime.date, code: str) -> str:
    pattern, literals = _without_literals(re.split(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", code)[0])
    if not re.search(r"y", pattern, re.I) or not re.search(r"m", pattern, re.I):
        return _iso(value)
    pieces, after_hour = [], False
    for token in _DATE_TOKEN.findall(pattern):
        piece = _date_piece(value, token.lower(), is_minute=after_hour)
        after_hour = token.lower() in ("h", "hh", ":") and (after_hour or token != ":")
        pieces.append(token if piece is None else piece)
    return _with_literals("".join(pieces), literals).strip()


def _date_piece(value: datetime.date, token: str, *, is_minute: bool) -> str | None:
    hour, minute, second = (getattr(value, name, 0) for name in ("hour", "minute", "second"))
    if is_minute and token in ("m", "mm"):
        return f"{minute:0{len(token)}}"
    return {
        "yyyy": f"{value.year:04}",
        "yy": f"{value.year % 100:02}",
        "mmmm": value.strftime("%B"),
        "mmm": value.strftime("%b"),
        "mm": f"{value.month:02}",
        "m": str(value.month),
        "dddd": value.strftime("%A"),
        "ddd": value.strftime("%a"),
        "dd": f"{value.day:02}",
        "d": str(value.day),
        "hh": f"{hour:02}",
        "h": str(hour),
        "ss": f"{second:02}",
        "s": str(second),
        "am/pm": "AM" if hour < 12 else "PM",
    }.get(token)


def _iso(value: datetime.date) -> str:
    if isinstance(value, datetime.datetime):
        is_midnight = value.time() == datetime.time()
        return (
            value.date().isoformat()
            if is_midnight
            else value.isoformat(" ", "minutes" if not value.second else "seconds")
        )
    return value.isoformat()
