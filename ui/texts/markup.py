"""The pieces of HTML that every view is made of. Every text that is not our own is escaped."""

import html
import unicodedata

from ui.texts.languages import LANGUAGES, Sentence
from ui.texts.messages import say

SHOWN_LENGTH = 300_000  # characters of one document; a browser takes long to lay out more
_REPLACEMENTS = {"Cc": "\N{REPLACEMENT CHARACTER}", "Cs": "\N{REPLACEMENT CHARACTER}", "Cf": ""}


def safe(text: str) -> str:
    """`text` escaped for HTML, for an attribute too.

    Control characters and lone surrogates become U+FFFD; format characters are dropped. The length may change: cut a
    text by its offsets first, then call this on the pieces.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    replaced = {
        ord(character): _REPLACEMENTS[category]
        for character in set(plain) - {"\n", "\t"}
        if (category := unicodedata.category(character)) in _REPLACEMENTS
    }
    return html.escape(plain.translate(replaced))


def attribute(text: str) -> str:
    """`text` as an attribute that a script reads back unchanged, except that a lone surrogate becomes "?"."""
    return html.escape(text.encode("utf-8", "replace").decode("utf-8"))


def words(sentence: Sentence | str, /, **values: object) -> str:
    """A sentence, or the message of that name, in every language; the style sheet shows the chosen language.

    Values are filled in as `say` does. Raises `KeyError` as `say` does.
    """
    return "".join(
        f'<span class="in-{language}" lang="{language}">{safe(say(sentence, language, **values))}</span>'
        for language in LANGUAGES
    )


def button(act: str, name: str, classes: str = "quiet", **data: str) -> str:
    """A button that reports `act` and `data` to the page's script; `name` is the message on it."""
    attributes = "".join(f' data-{key}="{attribute(value)}"' for key, value in data.items())
    return f'<button type="button" class="{classes}" data-act="{act}"{attributes}>{words(name)}</button>'


def notice(sentence: str) -> str:
    """A sentence, already HTML, about what was done."""
    return f'<p class="notice" role="status">{sentence}</p>'


def trouble(sentence: str, *, remedy: str = "") -> str:
    """A sentence about what did not work, and perhaps a button that helps; both are HTML already."""
    return f'<div class="trouble" role="alert"><strong>{words("did_not_work")}</strong><p>{sentence}</p>{remedy}</div>'
