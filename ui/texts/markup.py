"""The small pieces of HTML that every part of the page is made of. Every word that is not our own is escaped."""

import html
import unicodedata
from collections.abc import Iterable, Sequence

from qa import Pair, pairs
from ui.chat.turns import Cited, Turn
from ui.texts import messages

PAIR_COLOURS = 4
_INSTEAD = {"Cc": "\N{REPLACEMENT CHARACTER}", "Cs": "\N{REPLACEMENT CHARACTER}", "Cf": ""}

Coloured = Sequence[tuple[int, int, int]]  # start, end, colour


def safe(text: str) -> str:
    """`text` to stand in HTML, as an attribute too. Control, format and half characters are not let through.

    It changes lengths: cut by offsets first, then call it on the pieces.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    instead = {
        ord(one): _INSTEAD[kind] for one in set(plain) - {"\n", "\t"} if (kind := unicodedata.category(one)) in _INSTEAD
    }
    return html.escape(plain.translate(instead))


def attribute(text: str) -> str:
    """`text` to be handed on by an attribute, character for character; only half characters cannot be."""
    return html.escape(text.encode("utf-8", "replace").decode("utf-8"))


def both(name: str, **values: object) -> str:
    """A string of the interface in every language; the style sheet shows the one that was chosen."""
    return "".join(
        f'<span class="in-{language}" lang="{language}">{safe(table[name].format(**values))}</span>'
        for language, table in messages.MESSAGES.items()
    )


def button(act: str, name: str, classes: str = "quiet", **data: str) -> str:
    """A button that reports `act` to the page's script, with its label in every language."""
    attributes = "".join(f' data-{key}="{attribute(value)}"' for key, value in data.items())
    return f'<button type="button" class="{classes}" data-act="{act}"{attributes}>{both(name)}</button>'


def origin(title: str, publisher: str, date: str) -> str:
    """A document's title, publisher and date."""
    details = " · ".join(safe(one) for one in (publisher, date) if one)
    return f"<cite>{safe(title)}</cite>" + (f"<span>{details}</span>" if details else "")


def shared_terms(turn: Turn, cited: Cited) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """What question and answer share with a quote in another language; nothing for a quote in the same one."""
    if cited.language == turn.language:
        return (), ()
    return pairs(turn.question, cited.quote), pairs(own_words(turn), cited.quote)


def own_words(turn: Turn) -> str:
    """The answer's text with its quotes blanked out, so that only its own words are paired; offsets stay."""
    text = turn.text
    for quote in sorted({cited.quote for cited in turn.cited}, key=len, reverse=True):
        text = text.replace(quote, " " * len(quote))
    return text


def colours(turn: Turn) -> dict[str, int]:
    """A colour for each figure or name that is shared across languages, the same wherever it stands."""
    keys = [pair.key for cited in turn.cited for found in shared_terms(turn, cited) for pair in found]
    return {key: place % PAIR_COLOURS + 1 for place, key in enumerate(dict.fromkeys(keys))}


def coloured(found: Iterable[Pair], by_key: dict[str, int], *, second: bool = False) -> Coloured:
    """The places of shared terms in the first or the second text, from left to right, none inside another."""
    places = sorted(
        (start, end, by_key[pair.key])
        for pair in found
        if pair.key in by_key
        for start, end in (pair.second if second else pair.first)
    )
    kept: list[tuple[int, int, int]] = []
    for place in places:
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
    return kept


def with_colours(text: str, marked: Coloured, start: int = 0) -> str:
    """`text`, which begins at `start` of what `marked` counts in, with the marked places in their colours."""
    shown, at = "", 0
    for first, last, colour in marked:
        inside = max(first - start, at), min(last - start, len(text))
        if inside[0] < inside[1]:
            shown += safe(text[at : inside[0]])
            shown += f'<span class="pair pair-{colour}">{safe(text[inside[0] : inside[1]])}</span>'
            at = inside[1]
    return shown + safe(text[at:])


def marked_quote(cited: Cited, turn: Turn) -> str:
    """The quote with the answer in it marked, and what it shares with question and answer in colour."""
    marked = coloured([pair for found in shared_terms(turn, cited) for pair in found], colours(turn), second=True)
    if cited.answer_start is None or cited.answer_end is None:
        return with_colours(cited.quote, marked)
    first, last = cited.answer_start - cited.start, cited.answer_end - cited.start
    before, answer, after = cited.quote[:first], cited.quote[first:last], cited.quote[last:]
    return (
        f'{with_colours(before, marked)}<mark class="answer">{with_colours(answer, marked, first)}</mark>'
        f"{with_colours(after, marked, last)}"
    )
