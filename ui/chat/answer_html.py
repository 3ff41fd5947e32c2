"""An answer as HTML: how sure it is, its sentence or table with marks, and the evidence, each quote once."""

from collections.abc import Sequence

from ui.chat.answer_parts import CITATION_MARK, Cell, QuoteInText, quotes_in, table_of
from ui.chat.quote_html import ColouredPlaces, coloured, marked_quote, origin_of, shared_terms, with_colours
from ui.chat.reading_aid_html import glosses_of, hint, told_at_once
from ui.chat.turns import Cited, Turn
from ui.texts.markup import button, safe, words


def answer(turn: Turn, by_key: dict[str, int]) -> str:
    """The answer of a turn. A quote that the text only repeats is left to the evidence; offsets and marks stay."""
    shared = [pair for cited in turn.cited for pair in shared_terms(turn, cited)[1]]
    marked = coloured(shared, by_key)
    wording = f'<p class="searching">{words("wording_answer")}</p>' if turn.stage == "writing" else ""
    if rows := table_of(turn):
        return _table(turn, rows) + wording + evidence(turn, is_open=False)
    quotes = quotes_in(turn)
    whole = [quote for quote in quotes if quote.is_whole_line]
    if whole and not _text_without(turn.text, quotes):
        return wording + evidence(turn, is_open=True)
    shown = with_marks(turn, marked, quotes)
    text = f'<p class="answer-text" lang="{safe(turn.language)}">{shown}</p>'
    return _state(turn, bool(whole)) + text + wording + evidence(turn, is_open=not whole)


def with_marks(turn: Turn, places: ColouredPlaces, quotes: Sequence[QuoteInText] = ()) -> str:
    """The text of an answer with a button for each mark and its places in colour.

    Of the quotes in it, only those that are a whole line are shown, as the evidence shows them.
    """
    cuts = [(quote.start, quote.end, _quoted(turn, quote.cited) if quote.is_whole_line else "") for quote in quotes]
    for match in CITATION_MARK.finditer(turn.text):
        cited = turn.citation(match[1])
        cuts.append((*match.span(), mark(turn, cited) if cited else safe(match[0])))
    shown, at = "", 0
    for start, end, instead in sorted(cuts):
        shown += with_colours(turn.text[at:start], places, at) + instead
        at = end
    return shown + with_colours(turn.text[at:], places, at)


def _quoted(turn: Turn, cited: Cited) -> str:
    return f'<span class="quoted" lang="{safe(cited.language)}">“{marked_quote(cited, turn)}”</span>'


def mark(turn: Turn, cited: Cited) -> str:
    """The button that opens the source of a citation."""
    return (
        f'<button type="button" class="mark" data-act="mark" data-turn="{safe(turn.id)}" '
        f'data-number="{cited.number}"><span class="unseen">{words("show_source")} </span>{cited.number}</button>'
    )


def evidence(turn: Turn, *, is_open: bool) -> str:
    """The quotes with their sources; those of no mark in the text, which are told further, are folded.

    Where the text shows every quote itself, the whole list is folded.
    """
    numbers = set(CITATION_MARK.findall(turn.text))
    shown = [cited for cited in turn.cited if str(cited.number) in numbers] or list(turn.cited)
    further = [cited for cited in turn.cited if cited not in shown]
    more = _folded("further", further, turn) if further else ""
    aid = hint() if any(cited.language != turn.language for cited in turn.cited) else ""
    if not is_open:
        return f'<section class="evidence">{_folded("evidence_of", shown, turn)}{more}{aid}</section>'
    return f'<section class="evidence"><h3>{words("evidence")}</h3><ol>{_listed(turn, shown)}</ol>{more}{aid}</section>'


def _state(turn: Turn, is_told: bool) -> str:
    """How sure the answer is, in plain words; nothing for one that only quotes."""
    if turn.stage != "answered" or is_told:
        return ""
    name = "probable" if turn.is_probable else "sure"
    return f'<p class="state {name}">{words("state_" + name)}</p>'


def _folded(name: str, cited: Sequence[Cited], turn: Turn) -> str:
    return (
        f'<details class="folded"><summary>{words(name, count=len(cited))}</summary><ol>{_listed(turn, cited)}</ol>'
        "</details>"
    )


def _listed(turn: Turn, cited: Sequence[Cited]) -> str:
    """Citations as items; of neighbours from one document only the first shows its title."""
    before = [None, *(one.document_id for one in cited)]
    return "".join(_citation(turn, one, one.document_id == last) for one, last in zip(cited, before, strict=False))


def _citation(turn: Turn, cited: Cited, is_same_document: bool) -> str:
    language = safe(cited.language)
    glosses = glosses_of(cited.quote, cited.language, turn.language)
    same = ' class="same"' if is_same_document else ""
    return (
        f'<li{same} data-cited="{cited.number}">{mark(turn, cited)}<div class="cited">'
        f'<p class="origin" lang="{language}">{origin_of(cited)}</p>'
        f'<blockquote lang="{language}">{marked_quote(cited, turn)}</blockquote>'
        f"{told_at_once(cited.quote, glosses, cited.language, turn.language)}{_translate(turn, cited)}</div></li>"
    )


def _translate(turn: Turn, cited: Cited) -> str:
    """The button that has a quote in another language translated, where a language model can, and its place."""
    if not turn.can_translate or cited.language == turn.language:
        return ""
    asked = button("translate", "translate", "quiet translate", turn=turn.id, number=str(cited.number))
    return f'{asked}<div class="translation" aria-live="polite"></div>'


def _table(turn: Turn, rows: Sequence[Sequence[Cell]]) -> str:
    head = "".join(f'<th scope="col">{safe(cell.text)}</th>' for cell in rows[0])
    body = "".join(f"<tr>{''.join(_cell(turn, cell) for cell in row)}</tr>" for row in rows[1:])
    return (
        f'<div class="compared" tabindex="0" role="region" aria-label="{safe(turn.question)}">'
        f'<table lang="{safe(turn.language)}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _cell(turn: Turn, cell: Cell) -> str:
    cited = cell.cited
    if cited is None:
        return f'<td class="none">{safe(cell.text)}</td>'
    quote = f'<blockquote lang="{safe(cited.language)}">{marked_quote(cited, turn)}</blockquote>'
    return f"<td>{quote}{mark(turn, cited)}</td>"


def _text_without(text: str, quotes: Sequence[QuoteInText]) -> str:
    """The words of a text beside its quotes and marks."""
    for quote in reversed(quotes):
        text = text[: quote.start] + text[quote.end :]
    return CITATION_MARK.sub("", text).strip()
