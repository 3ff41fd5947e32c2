"""A page as it was printed, as HTML: the picture with boxes marked on it, and the buttons to turn it."""

import base64
from collections.abc import Callable, Sequence

from qa import Mark, PagePicture
from ui.texts.languages import LANGUAGES
from ui.texts.markup import attribute, words
from ui.texts.messages import say

# The attributes of a button that leads to a page, from 1.
Goal = Callable[[int], str]


def sheet(shown: PagePicture, alt: str) -> str:
    """The picture and its marks, in a region that scrolls; `alt` is plain text."""
    picture = base64.b64encode(shown.png).decode("ascii")
    # An attribute cannot carry each language apart, so it carries them side by side.
    name = attribute(" · ".join(say("page_region", language) for language in LANGUAGES))
    return (
        f'<div class="page-sheet" tabindex="0" role="region" aria-label="{name}"><figure>'
        f'<img src="data:image/png;base64,{picture}" alt="{attribute(alt)}">{_boxes(shown.marks)}</figure></div>'
    )


def turning(shown: PagePicture, goal: Goal) -> str:
    """Buttons for the page before and the page after, and which one this is."""
    return (
        f"{_button('page_back', '‹', goal(shown.page - 1) if shown.page > 1 else 'disabled')}"
        f'<span class="place" role="status">{words("page_of", page=shown.page, pages=shown.pages)}</span>'
        f"{_button('page_on', '›', goal(shown.page + 1) if shown.page < shown.pages else 'disabled')}"
    )


def _button(name: str, sign: str, goal: str) -> str:
    return (
        f'<button type="button" class="quiet turn-page" data-way="{name}" {goal}>'
        f'<span aria-hidden="true">{sign}</span><span class="unseen">{words(name)}</span></button>'
    )


def _boxes(marks: Sequence[Sequence[Mark]]) -> str:
    """The boxes over the picture, in shares of its size; the answer's lie over the quote's."""
    boxes = "".join(
        f'<rect class="{kind}" x="{mark.left:.5f}" y="{mark.top:.5f}" width="{mark.right - mark.left:.5f}" '
        f'height="{mark.bottom - mark.top:.5f}"/>'
        for kind, group in zip(("quote", "answer"), marks, strict=False)
        for mark in group
    )
    return f'<svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">{boxes}</svg>'
