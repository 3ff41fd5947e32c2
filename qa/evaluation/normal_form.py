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
        (date.start, date.end, (f"<{date.year}>" if date.year else "") + f"<{date.month}-{date.day}>")
        for date in dates(text)
        if date.month and date.day
    ]
    numbers = [
        (figure.start, figure.end, f"<{plain(figure.value)}>" + ("%" if figure.percent else ""))
        for figure in figures(text)
    ]
    return sorted([*days, *numbers], key=lambda found: (found[0], -found[1]))


def _bare(text: str) -> str:
    return "".join(
        character for character in fold(unicodedata.normalize("NFKC", text)) if character.isalnum() or character == "%"
    )


def _spaced(text: str) -> str:
    kept = (
        character if character.isalnum() or character == "%" else " "
        for character in fold(unicodedata.normalize("NFKC", text))
    )
    return "".join(f" {character} " if is_han(character) else character for character in kept)
