"""Quotes as HTML: the answer in them is marked, and what they share with the question or the answer is coloured."""

from collections.abc import Iterable, Sequence

from qa import CommonMention, common_mentions
from ui.chat.answer_parts import CITATION_MARK, quotes_in
from ui.chat.layers import Layer, Place, layered
from ui.chat.reading_aid_html import glosses_of, words_to_point_at
from ui.chat.turns import Cited, Turn
from ui.texts.languages import LANGUAGES
from ui.texts.markup import safe, words
from ui.texts.part_names import part_name

PAIR_COLOURS = 4

ColouredPlaces = Sequence[tuple[int, int, int]]
"""Start, end and colour of each place, from left to right."""


def origin(title: str, publisher: str, date: str, part: str = "", sign: str = "") -> str:
    """A document's title, publisher and date, the page, sheet or slide, and a sign as HTML."""
    details = " · ".join(
        [*(safe(detail) for detail in (publisher, date) if detail), *_place(part), *filter(None, [sign])]
    )
    return f"<cite>{safe(title)}</cite>" + (f"<span>{details}</span>" if details else "")


def origin_of(cited: Cited) -> str:
    """The origin of a citation, with a sign where the quote was read from a picture."""
    sign = words(ocr_sign(cited), figures=", ".join(cited.unsure)) if cited.ocr else ""
    return origin(cited.title, cited.publisher, cited.date, cited.part, sign)


def ocr_sign(cited: Cited) -> str:
    """The name of the message that says how the quote was read."""
    return "ocr_unsure" if cited.unsure else "ocr"


def _place(part: str) -> Iterable[str]:
    """The page, sheet or slide in every language; nothing where a document has none."""
    names = {part_name(part, language) for language in LANGUAGES}
    if not part or len(names) == 1:
        return filter(None, map(safe, names))
    return ["".join(_in_language(part_name(part, language), language) for language in LANGUAGES)]


def _in_language(text: str, language: str) -> str:
    return f'<span class="in-{language}" lang="{language}">{safe(text)}</span>'


def shared_terms(turn: Turn, cited: Cited) -> tuple[tuple[CommonMention, ...], tuple[CommonMention, ...]]:
    """What the question and what the answer share with a quote in another language; nothing in the same language."""
    if cited.language == turn.language:
        return (), ()
    return common_mentions(turn.question, cited.quote), common_mentions(_text_without_quotes(turn), cited.quote)


def _text_without_quotes(turn: Turn) -> str:
    """The answer's text with quotes and marks blanked out, so that only its own words are paired; offsets stay."""
    text = CITATION_MARK.sub(lambda mark: " " * len(mark[0]), turn.text)
    for quote in quotes_in(turn):
        text = text[: quote.start] + " " * (quote.end - quote.start) + text[quote.end :]
    return text


def colours(turn: Turn) -> dict[str, int]:
    """A colour for each figure or name that is shared across languages, the same everywhere in the turn."""
    keys = [pair.key for cited in turn.cited for shared in shared_terms(turn, cited) for pair in shared]
    return {key: place % PAIR_COLOURS + 1 for place, key in enumerate(dict.fromkeys(keys))}


def coloured(shared: Iterable[CommonMention], by_key: dict[str, int], *, second: bool = False) -> ColouredPlaces:
    """The places of shared terms in the first text or in the second; of overlapping places only the first is kept."""
    places = sorted(
        (start, end, by_key[pair.key])
        for pair in shared
        if pair.key in by_key
        for start, end in (pair.second if second else pair.first)
    )
    kept: list[tuple[int, int, int]] = []
    for place in places:
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
    return kept


def in_colours(places: ColouredPlaces) -> Layer:
    """The places as a layer of elements in their colours."""
    return [Place(start, end, f'<span class="pair pair-{colour}">') for start, end, colour in places]


def with_colours(text: str, places: ColouredPlaces, start: int = 0) -> str:
    """`text` with its places in their colours; `start` is the offset of `text` in what `places` count."""
    return layered(text, [in_colours(places)], start)


def layers_of_quote(cited: Cited, turn: Turn) -> list[Layer]:
    """The answer in a quote, what the quote shares with question and answer, and its glosses; offsets in the quote."""
    shared = [pair for by_text in shared_terms(turn, cited) for pair in by_text]
    answer: Layer = ()
    if cited.answer_start is not None and cited.answer_end is not None:
        answer = [Place(cited.answer_start - cited.start, cited.answer_end - cited.start, '<mark class="answer">')]
    glosses = words_to_point_at(glosses_of(cited.quote, cited.language, turn.language))
    return [answer, in_colours(coloured(shared, colours(turn), second=True)), glosses]


def marked_quote(cited: Cited, turn: Turn) -> str:
    """The quote with the answer in it marked, what it shares with question and answer in colour, and its glosses."""
    return layered(cited.quote, layers_of_quote(cited, turn))
