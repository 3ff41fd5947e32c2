"""The plain view of a text, for reading and matching: what a person sees, each place of it known in the text itself.

Entities are decoded, invisible characters left out, full-width letters, radicals and spaces inside figures made usual,
and hard line breaks inside a sentence joined, with the marks of a quotation before them.
"""

import html
import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.language.lines import joints
from qa.language.words import INVISIBLE
from qa.types import Range

_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,9});"
# One character to one: full-width letters, figures, per cent, and full stops inside figures; radicals as characters.
_USUAL = r"[０-９Ａ-Ｚａ-ｚ％\u2e80-\u2fdf\uf900-\ufaff]|(?<=[0-9０-９])．(?=[0-9０-９])"
# A space inside a figure that no line may break at: a comma stands there for every reader of figures.
_SPACE_IN_FIGURE = r"(?<=\d)(?:[\u00a0\u2007\u2009\u202f]|&(?:nbsp|thinsp|#160|#8239|#8201);)(?=\d{3}(?!\d))"
_UNUSUAL = re.compile(
    rf"(?P<space>{_SPACE_IN_FIGURE})|(?P<entity>{_ENTITY})|(?P<invisible>{INVISIBLE.pattern})|(?P<usual>{_USUAL})"
)
_REMEMBERED = 4096

# A range of a text and what the plain view has instead.
_Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class PlainText:
    """A plain view, and where each of its characters begins and ends in the text; nothing where they are the same."""

    text: str
    begins: Sequence[int] = ()
    ends: Sequence[int] = ()

    def place(self, view: Range) -> Range:
        """The range of the text that shows as a range of the view, which must not be empty."""
        start, end = view
        return (self.begins[start], self.ends[end - 1]) if self.begins else view


@lru_cache(_REMEMBERED)
def plain(text: str) -> PlainText:
    """The plain view of a text; most texts are their own."""
    return _edited(text, [*_unusual(text), *joints(text)])


def on_one_line(words: str) -> str:
    """The plain view of words of one sentence, in which every line break is a joint."""
    view = _edited(words, [*_unusual(words), *joints(words, is_one_sentence=True)])
    return " ".join(view.text.split())


def _edited(text: str, found: Sequence[_Edit]) -> PlainText:
    edits = sorted(found)
    if not edits:
        return PlainText(text)
    pieces: list[str] = []
    begins, ends = array("Q"), array("Q")
    at = 0
    for start, end, instead in [*edits, (len(text), len(text), "")]:
        if start < at:
            continue
        pieces += (text[at:start], instead)
        begins.extend(range(at, start))
        ends.extend(range(at + 1, start + 1))
        begins.extend([start] * len(instead))
        ends.extend([end] * len(instead))
        at = end
    return PlainText("".join(pieces), begins, ends)


def _unusual(text: str) -> Iterator[_Edit]:
    for match in _UNUSUAL.finditer(text):
        instead = _instead(match)
        if instead != match[0]:
            yield *match.span(), instead


def _instead(match: re.Match[str]) -> str:
    if match["space"]:
        return ","
    if match["entity"]:
        character = html.unescape(match[0])
        return _instead_of_decoded(character) if len(character) == 1 else character
    if match["invisible"]:
        # A mark that no letter takes up is left out; one that is part of a letter stays.
        return "" if unicodedata.combining(match[0][0]) == 0 else match[0]
    return unicodedata.normalize("NFKC", match[0])


def _instead_of_decoded(character: str) -> str:
    """What an entity shows: a mark that is not seen shows nothing, and a space is a space."""
    if INVISIBLE.fullmatch(character):
        return ""
    return " " if character.isspace() else character
