"""A translation of a quote as HTML: called one, with what is not in the quote marked and what it lacks told."""

from qa import Translation
from ui.chat.layers import Place, layered
from ui.texts.languages import language_of
from ui.texts.markup import safe, words
from ui.texts.messages import say


def waiting(turn: str, number: str) -> str:
    """The place of a translation before its first sentence."""
    return _slot(turn, number, f'<p class="searching">{words("translating")}</p>')


def failed(turn: str, number: str, sentence: str) -> str:
    """Why there is no translation."""
    return _slot(turn, number, f'<p class="missing">{sentence}</p>')


def translation(turn: str, number: str, shown: Translation) -> str:
    """A translation as far as it is written."""
    language = language_of(shown.text)
    title = f' title="{safe(say("not_in_quote", language))}"'
    marks = [Place(start, end, f'<mark class="differs"{title}>') for start, end in shown.differing]
    text = f'<p class="translated" lang="{language}">{layered(shown.text, [marks])}</p>'
    return _slot(turn, number, f'<p class="label">{words("translation")}</p>{text}{_compared(shown)}')


def _compared(shown: Translation) -> str:
    """What the comparison with the quote found; nothing while the translation is written."""
    if not shown.is_whole:
        return ""
    differing = list(dict.fromkeys(shown.text[start:end] for start, end in shown.differing))
    lines = [words("translation_differs", parts=_listed(differing))] if differing else []
    lines += [words("translation_lacks", parts=_listed(shown.missing))] if shown.missing else []
    if not lines:
        return f'<p class="agrees">{words("translation_agrees")}</p>'
    return "".join(f'<p class="missing">{line}</p>' for line in lines)


def _listed(parts: list[str] | tuple[str, ...]) -> str:
    return ", ".join(f"“{part}”" for part in parts)


def _slot(turn: str, number: str, body: str) -> str:
    return f'<div data-translation="{safe(number)}" data-turn="{safe(turn)}">{body}</div>'
