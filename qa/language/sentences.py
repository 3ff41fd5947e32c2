"""Where the sentences of a text begin and end, in Chinese and English, by character offsets."""

import re
from collections.abc import Iterator

from qa.language.dates import MONTH_SHORT
from qa.language.lines import LINE, joined_lines
from qa.language.punctuation import CUT, SENTENCE_ENDS, STOPS
from qa.language.quotations import CLOSERS, OPENERS, Quoting
from qa.language.scripts import is_han, measure
from qa.types import Range

_QUOTES = CLOSERS + "\"'"
_STOP = re.compile(rf"[{SENTENCE_ENDS}.．]|(?<=[{SENTENCE_ENDS}.．])[{re.escape(_QUOTES)}]")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nos|vs|etc|al|Inc|Ltd|Co|Corp|Gen|Col|Lt|Sgt|Rev|Hon|Jr|Sr|Fig|Eq|Vol|pp|cf|ca"
    rf"|approx|est|dept|{MONTH_SHORT}|e\.g|i\.e|a\.m|p\.m)|\b[A-Z](?:\.[A-Z])*)$"
)
# An abbreviation that often ends a sentence, and a word that, after it, begins the next.
_MAY_END = re.compile(r"\b(?:etc|Inc|Ltd|Co|Corp|Jr|a\.m|p\.m|[A-Z](?:\.[A-Z])+)$")
_STARTER = re.compile(r"\s+(?:The|In|It|He|She|This|These|They|But|On|At|We|However|After|For|Its|His|Her)\s")
_NUMBERED = re.compile(r"\s*(?:[-*+>#]+\s+)?\(?\d{1,3}$")
_NEXT = re.compile(r"\s*(\S)?")
# Who said it, after a quotation that is a sentence: “……。”省纪委监委有关负责人表示。
_SPEAKER = re.compile(rf"[^{STOPS}\n“「：:]{{0,30}}?(?:说|表示|介绍|强调|指出|认为|称|道)[。，！,]")
# White space, and what Markdown sets before a heading, a quotation or an item of a list.
_MARK = re.compile(r"\s*(?:(?:#{1,6}|>|[-*+])\s+)?\s*")
_CUT = re.compile(CUT)
_SPACE = re.compile(r"\s+")

# A sentence longer than this (in characters of Chinese) is cut at its clauses: nobody reads a quote of that length.
LONGEST = 400.0

__all__ = ["LINE", "LONGEST", "is_whole", "sentences"]


def is_whole(sentence: str) -> bool:
    """Whether a range of `sentences` ends as a sentence does; a heading or an entry of a table does not."""
    return sentence.endswith(tuple(f"{SENTENCE_ENDS}.．{_QUOTES}"))


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Range, ...]:
    """The ranges of the sentences in `text[start:end]`, without the white space around them, from left to right."""
    end = len(text) if end is None else end
    return tuple(
        piece
        for paragraph in joined_lines(text, start, end)
        for sentence in _split_paragraph(text, *paragraph)
        for piece in _cut_long(text, *sentence)
    )


def _split_paragraph(text: str, start: int, end: int) -> Iterator[Range]:
    mark = _MARK.match(text, start, end)
    first = mark.end() if mark else start
    quoting = Quoting(text, start, end, longest=int(LONGEST))
    for match in _STOP.finditer(text, first, end):
        at = match.start()
        if at < first or quoting.covers(at) or not _is_end(text, at, first, end, quoting):
            continue
        after = _after_closers(text, at, end, quoting)
        yield from _stripped(text, first, after)
        first = after
    yield from _stripped(text, first, end)


def _is_end(text: str, at: int, first: int, end: int, quoting: Quoting) -> bool:
    """Whether the sentence that began at `first` ends with the stop at `at`, which stands outside all quotations."""
    if text[at] in _QUOTES:
        is_whole = text[at] not in ")）]］】》" or text[first:at].lstrip()[:1] in OPENERS
        return is_whole and not quoting.opens(at) and _starts_anew(text, at + 1, end)
    following = text[at + 1] if at + 1 < end else " "
    if text[at] in ".．":
        return _is_full_stop(text, at, first, end, quoting)
    if following in SENTENCE_ENDS:
        return False
    # As in "http://host/page?id=5".
    return text[at] not in "!?" or not (following.isascii() and (following.isalnum() or following in "=&/#%_-"))


def _is_full_stop(text: str, at: int, first: int, end: int, quoting: Quoting) -> bool:
    after = _after_closers(text, at, end, quoting)
    if after < end and not text[after].isspace():
        return at > first and is_han(text[at - 1]) and is_han(text[after])
    before = text[max(first, at - 12) : at]
    if _ABBREVIATION.search(before) and not (_MAY_END.search(before) and _STARTER.match(text, after, end)):
        return False
    if at - first <= 12 and _NUMBERED.match(text[first:at]):
        return False
    following = _next(text, after, end)
    return not following or not following.islower()


def _after_closers(text: str, at: int, end: int, quoting: Quoting) -> int:
    at += 1
    while at < end and (text[at] in SENTENCE_ENDS or text[at] in _QUOTES and not quoting.opens(at)):
        at += 1
    return at


def _starts_anew(text: str, at: int, end: int) -> bool:
    """Whether what follows a closed quotation is a sentence of its own, not the rest of the one that holds it."""
    following = _next(text, at, end)
    if not following:
        return True
    is_rest = following in "，、；：。,;:.的地得）)" or following.islower()
    return not is_rest and not _SPEAKER.match(text, at, end)


def _next(text: str, at: int, end: int) -> str:
    """The next character that is not white space, or nothing."""
    found = _NEXT.match(text, at, end)
    return (found[1] or "") if found else ""


def _stripped(text: str, start: int, end: int) -> Iterator[Range]:
    space = _SPACE.match(text, start, end)
    start = space.end() if space else start
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _cut_long(text: str, start: int, end: int) -> Iterator[Range]:
    """The range itself, or its pieces of at most LONGEST, cut after clauses, else between words, else anywhere."""
    while (window := _furthest(text, start, end)) < end:
        middle = start + (window - start) // 2
        stops = [match.end() for match in _CUT.finditer(text, middle, window)]
        stops = stops or [match.end() for match in _SPACE.finditer(text, middle, window)]
        cut = stops[-1] if stops else window
        yield from _stripped(text, start, cut)
        start = cut
    yield from _stripped(text, start, end)


def _furthest(text: str, start: int, end: int) -> int:
    """The furthest offset such that `text[start:offset]` measures at most LONGEST."""
    # Every character measures at least a quarter.
    window = min(end, start + int(LONGEST) * 4)
    while (excess := measure(text[start:window]) - LONGEST) > 0:
        # A character measures at most one, so that many have to go.
        window -= max(1, int(excess))
    return window
