"""The page of a source as it was printed, with the quote and the answer marked on it."""

from qa import PagePicture
from ui.chat.turns import Cited, Turn
from ui.collections.page_sheet import sheet, turning
from ui.texts.markup import button, safe, words
from ui.texts.messages import say

# What the name of a part begins with where the part is a page.
_PAGE = "p. "
_LONGEST_ALT = 300


def is_paged(cited: Cited) -> bool:
    """Whether the citation stands on a page that may be shown."""
    return cited.part.startswith(_PAGE)


def lost_page() -> str:
    """The view of a page that cannot be shown."""
    return f'<section class="page-view"><p class="hint">{words("page_lost")}</p></section>'


def page_view(shown: PagePicture, cited: Cited, turn: Turn) -> str:
    """The picture of a page with its marks; `shown.marks` are the boxes of the quote, then those of the answer."""
    cited_page = int(digits) if (digits := cited.part.removeprefix(_PAGE)).isdigit() else 0
    note = "" if shown.marks else f'<p class="hint">{words("page_unmarked")}</p>'
    return (
        f'<section class="page-view" data-turn="{safe(turn.id)}" data-number="{cited.number}">'
        f"{_bar(shown, cited_page)}{note}{sheet(shown, _alt(shown, cited))}</section>"
    )


def _bar(shown: PagePicture, cited_page: int) -> str:
    steps = turning(shown, lambda page: f'data-act="sheet" data-page="{page}"')
    home = ""
    if cited_page and cited_page != shown.page:
        home = button("sheet", "page_cited", page=str(cited_page))
    zoom = "".join(
        f'<button type="button" class="quiet zoom" data-act="zoom" data-by="{by}">'
        f'<span aria-hidden="true">{sign}</span><span class="unseen">{words(name)}</span></button>'
        for name, sign, by in (("page_smaller", "−", "-1"), ("page_larger", "+", "1"))
    )
    return f'<div class="page-bar">{steps}{home}<span class="zooms">{zoom}</span></div>'


def _alt(shown: PagePicture, cited: Cited) -> str:
    values: dict[str, object] = {"page": shown.page, "title": cited.title}
    if not any(shown.marks):
        return say("page_alt_unmarked", cited.language, **values)
    return say("page_alt", cited.language, quote=cited.quote[:_LONGEST_ALT], **values)
