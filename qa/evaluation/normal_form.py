"""The form in which an answer is compared with the accepted ones: 3,800 = 3800, 38万 = 380,000, July 29 = 7月29日."""

import unicodedata

from qa.language import dates, figures, fold, is_han, plain


def normalise(text: str) -> str:
    """Letters without case, spaces and punctuation; figures and days by value between marks, so 48 is not in 484."""
    pieces: list[str] = []
    at = 0
    for start, end, value in _values(text):
        if start >= at:
            pieces += [_bare(text[at:start]), value]
            at = end
    return "".join([*pieces, _bare(text[at:])])


def tokens(text: str) -> list[str]:
    """What F1 counts: Chinese characters, words of other scripts, figures."""
    spaced: list[str] = []
    at = 0
    for start, end, value in _values(text):
        if start >= at:
            spaced += [_spaced(text[at:start]), f" {value} "]
            at = end
    return "".join([*spaced, _spaced(text[at:])]).split()


def _values(text: str) -> list[tuple[int, int, str]]:
    """Days and figures with their canonical form, from left to right, the longer first where two begin together."""
    days = [
        (one.start, one.end, (f"<{one.year}>" if one.year else "") + f"<{one.month}-{one.day}>")
        for one in dates(text)
        if one.month and one.day
    ]
    numbers = [(one.start, one.end, f"<{plain(one.value)}>" + ("%" if one.percent else "")) for one in figures(text)]
    return sorted([*days, *numbers], key=lambda found: (found[0], -found[1]))


def _bare(text: str) -> str:
    return "".join(one for one in fold(unicodedata.normalize("NFKC", text)) if one.isalnum() or one == "%")


def _spaced(text: str) -> str:
    kept = (one if one.isalnum() or one == "%" else " " for one in fold(unicodedata.normalize("NFKC", text)))
    return "".join(f" {one} " if is_han(one) else one for one in kept)
