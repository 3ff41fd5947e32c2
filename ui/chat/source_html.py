"""The source panel: the whole document, with the quote and the answer in it marked."""

from dataclasses import replace

from qa import Document
from ui.chat.document_html import document_html
from ui.chat.export import quote_as_text
from ui.chat.layers import Layer, Place
from ui.chat.page_html import is_paged
from ui.chat.question_under_way import OpenedSource
from ui.chat.quote_html import layers_of_quote, marked_quote, origin_of
from ui.chat.reading_aid_html import glosses_of, words_to_point_at
from ui.chat.turns import Cited, Turn
from ui.texts.markup import SHOWN_LENGTH, button, safe, words
from ui.texts.messages import say

QUOTE_ID = "wenju-quote"
GLOSSED = 600  # characters before and behind a quote that have a reading aid too
_QUOTE = '<mark class="quote">'
_FIRST_QUOTE = f'<mark class="quote" id="{QUOTE_ID}">'


def empty_source() -> str:
    """The panel before a citation is clicked."""
    return _panel(f'<p class="hint">{words("source_empty")}</p>', "wenju-source empty")


def lost_source(name: str) -> str:
    """The panel for a source that cannot be shown; `name` is the message that says why."""
    return _panel(f'<p class="hint">{words(name)}</p>')


def source(shown: OpenedSource, turn: Turn) -> str:
    """The panel for a citation; only the kept quote if its document has gone or changed."""
    cited = shown.cited
    language = safe(cited.language)
    head = f'<p class="origin" lang="{language}">{origin_of(cited)}</p>'
    classes = "wenju-source paged" if is_paged(cited) else "wenju-source"
    return _panel(head + _between(cited, turn) + _text(shown, turn, language), classes)


def _text(shown: OpenedSource, turn: Turn, language: str) -> str:
    cited, document = shown.cited, shown.document
    opening = f'<div class="source-text" lang="{language}" tabindex="0" role="region" aria-label="{safe(cited.title)}">'
    if document is None:
        quote = f'<mark class="quote" id="{QUOTE_ID}">{marked_quote(cited, turn)}</mark>'
        return f'<p class="hint">{words(shown.change)}</p>{opening}{quote}</div>'
    first, last = _window(len(document.text), cited)
    note = ""
    if (first, last) != (0, len(document.text)):
        values = {"first": first + 1, "last": last, "length": len(document.text)}
        note = f'<p class="hint">{safe(say("source_shortened", document.language, **values))}</p>'
    body = document_html(document, first, last, _layers(cited, turn, document, first, last))
    return f"{note}{opening}{body.replace(_QUOTE, _FIRST_QUOTE, 1)}</div>"


def _layers(cited: Cited, turn: Turn, document: Document, first: int, last: int) -> list[Layer]:
    """The quote, then what is marked in it; around it, for `GLOSSED` characters, only glosses."""
    answer, colours, glosses = (
        [replace(place, start=place.start + cited.start, end=place.end + cited.start) for place in layer]
        for layer in layers_of_quote(cited, turn)
    )
    before, after = max(first, cited.start - GLOSSED), min(last, cited.end + GLOSSED)
    around = ((before, cited.start), (cited.end, after))
    lead, rest = (
        words_to_point_at(glosses_of(document.text[start:end], cited.language, turn.language), start)
        for start, end in around
    )
    return [[Place(cited.start, cited.end, _QUOTE)], answer, colours, [*lead, *glosses, *rest]]


def _between(cited: Cited, turn: Turn) -> str:
    """Buttons for the citations before and after this one, and for copying the quote."""
    numbers = [citation.number for citation in turn.cited]
    place = numbers.index(cited.number)
    steps = ""
    for name, sign, other in (("previous", "←", place - 1), ("next", "→", place + 1)):
        goal = f'data-number="{numbers[other]}"' if 0 <= other < len(numbers) else "disabled"
        steps += (
            f'<button type="button" class="quiet {name}" data-act="mark" data-turn="{safe(turn.id)}" {goal}>'
            f'<span aria-hidden="true">{sign}</span><span class="unseen">{words(name)}</span></button>'
        )
    counted = f'<span class="place">{place + 1} / {len(numbers)}</span>' if len(numbers) > 1 else ""
    steps = steps.replace("</button>", f"</button>{counted}", 1) if counted else ""
    copy = button("copy", "copy_quote", text=quote_as_text(cited))
    return f'<div class="between" data-turn="{safe(turn.id)}" data-number="{cited.number}">{steps}{copy}</div>'


def _window(length: int, cited: Cited) -> tuple[int, int]:
    """The part of a document to show: all of it, or about `SHOWN_LENGTH` characters around the quote."""
    if length <= SHOWN_LENGTH:
        return 0, length
    first = max(0, cited.start - SHOWN_LENGTH // 2)
    return first, min(length, max(first + SHOWN_LENGTH, cited.end))


def _panel(body: str, classes: str = "wenju-source") -> str:
    return (
        f'<aside class="{classes}"><div class="source-head"><h2>{words("source")}</h2>'
        f'<button type="button" class="quiet back" data-act="back"><span class="far">{words("close")}</span>'
        f'<span class="near-by">{words("back")}</span></button></div>{body}</aside>'
    )
