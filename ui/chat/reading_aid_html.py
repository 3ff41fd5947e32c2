"""The reading aid of a quote in another language than the question's: words that tell their meaning when pointed at."""

import logging
import threading
from collections.abc import Sequence

from qa import Gloss, WenjuError, reading_aid
from ui.chat.layers import Layer, Place
from ui.texts.markup import safe, words

LOG = logging.getLogger("wenju.ui")
AT_ONCE = 8  # names and figures told below a quote without pointing at them
SHORTEST_FIGURE = 3  # characters
_OF_KIND = {"name": " name", "figure": " figure"}


def glosses_of(text: str, language: str, asked_in: str) -> tuple[Gloss, ...]:
    """The glosses of a text for who asks in another language; none in the same, or where the dictionary fails."""
    if language == asked_in:
        return ()
    try:
        return reading_aid(text)
    except WenjuError as error:  # a quote is worth more than its glosses
        LOG.warning("a quote has no reading aid: %s", error)
        return ()


def warm_up() -> None:
    """Load the dictionary in a thread of its own, so that the first foreign quote does not wait for it."""
    threading.Thread(target=glosses_of, args=("中文", "zh", "en"), daemon=True).start()


def words_to_point_at(glosses: Sequence[Gloss], offset: int = 0) -> Layer:
    """The glossed words as elements; the keyboard reaches the first one, and the others from there by arrows."""
    return [
        Place(
            gloss.start + offset,
            gloss.end + offset,
            f'<span class="word{_OF_KIND.get(gloss.kind, "")}" tabindex="{"-1" if at else "0"}" '
            f'data-reading="{safe(gloss.reading)}" data-meaning="{safe("; ".join(gloss.meanings))}">',
        )
        for at, gloss in enumerate(glosses)
    ]


def told_at_once(text: str, glosses: Sequence[Gloss], language: str, asked_in: str) -> str:
    """The names and figures of a quote as its reader writes them, on a line of their own; empty without any."""
    told = {text[gloss.start : gloss.end]: shown for gloss in glosses if (shown := _at_once(gloss))}
    pairs = "".join(
        f'<span><b lang="{safe(language)}">{safe(word)}</b> <span lang="{safe(asked_in)}">{safe(shown)}</span></span>'
        for word, shown in list(told.items())[:AT_ONCE]
    )
    return f'<p class="at-once">{pairs}</p>' if pairs else ""


def hint() -> str:
    """How the aid is used, once for all quotes of an answer."""
    return f'<p class="hint aid-hint">{words("reading_aid")}</p>'


def _at_once(gloss: Gloss) -> str:
    """A name in Latin letters, with the tones where the dictionary knows it, or a figure; empty for any other word.

    A short figure, as "three" is 3, is told only when it is pointed at.
    """
    if gloss.kind == "word":
        return gloss.reading if gloss.reading[:1].isupper() else ""
    is_short = gloss.kind == "figure" and len(gloss.meanings[0]) < SHORTEST_FIGURE
    return "" if is_short else gloss.meanings[0]
