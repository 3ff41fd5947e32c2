"""A page of a source as it was printed: the picture, the quote and the answer marked on it, and buttons to turn it."""

import base64
from collections.abc import Sequence

from qa import Mark, PagePicture
from ui.chat.turns import Cited, Turn
from ui.texts.languages import LANGUAGES
from ui.texts.markup import attribute, button, safe, words
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
    picture = base64.b64encode(shown.png).decode("ascii")
    return (
        f'<section class="page-view" data-turn="{safe(turn.id)}" data-number="{cited.number}">'
        f"{_bar(shown, cited_page)}{note}"
        f'<div class="page-sheet" tabindex="0" role="region"{_named("page_region")}><figure>'
        f'<img src="data:image/png;base64,{picture}" alt="{_alt(shown, cited)}">{_marks(shown.marks)}'
        "</figure></div></section>"
    )


def _bar(shown: PagePicture, cited_page: int) -> str:
    last = shown.pages
    steps = (
        _turning("page_back", "‹", shown.page - 1, is_possible=shown.page > 1),
        f'<span class="place" role="status">{words("page_of", page=shown.page, pages=last)}</span>',
        _turning("page_on", "›", shown.page + 1, is_possible=shown.page < last),
    )
    home = ""
    if cited_page and cited_page != shown.page:
        home = button("sheet", "page_cited", page=str(cited_page))
    zoom = "".join(
        f'<button type="button" class="quiet zoom" data-act="zoom" data-by="{by}">'
        f'<span aria-hidden="true">{sign}</span><span class="unseen">{words(name)}</span></button>'
        for name, sign, by in (("page_smaller", "−", "-1"), ("page_larger", "+", "1"))
    )
    return f'<div class="page-bar">{"".join(steps)}{home}<span class="zooms">{zoom}</span></div>'


def _turning(name: str, sign: str, page: int, *, is_possible: bool) -> str:
    goal = f'data-page="{page}"' if is_possible else "disabled"
    return (
        f'<button type="button" class="quiet turn-page" data-act="sheet" data-way="{name}" {goal}>'
        f'<span aria-hidden="true">{sign}</span><span class="unseen">{words(name)}</span></button>'
    )


def _marks(marks: Sequence[Sequence[Mark]]) -> str:
    """The boxes over the picture, in shares of its size; the answer's lie over the quote's."""
    boxes = "".join(
        f'<rect class="{kind}" x="{mark.left:.5f}" y="{mark.top:.5f}" width="{mark.right - mark.left:.5f}" '
        f'height="{mark.bottom - mark.top:.5f}"/>'
        for kind, group in zip(("quote", "answer"), marks, strict=False)
        for mark in group
    )
    return f'<svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">{boxes}</svg>'


def _alt(shown: PagePicture, cited: Cited) -> str:
    values: dict[str, object] = {"page": shown.page, "title": cited.title}
    if not any(shown.marks):
        return attribute(say("page_alt_unmarked", cited.language, **values))
    return attribute(say("page_alt", cited.language, quote=cited.quote[:_LONGEST_ALT], **values))


def _named(name: str) -> str:
    """The name of a region: an attribute cannot carry every language apart, so it carries them side by side."""
    return f' aria-label="{attribute(" · ".join(say(name, language) for language in LANGUAGES))}"'
