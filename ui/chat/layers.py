"""A text as HTML with elements around parts of it: one layer of places within another, each where its offsets say."""

from collections.abc import Sequence
from dataclasses import dataclass

from ui.texts.markup import safe


@dataclass(frozen=True, slots=True)
class Place:
    """A range of a text and the element around it; `opening` is its start tag, already HTML."""

    start: int
    end: int
    opening: str

    @property
    def closing(self) -> str:
        """The end tag."""
        return f"</{self.opening[1:-1].split(' ')[0]}>"


Layer = Sequence[Place]
"""Places from left to right that do not overlap."""


def layered(text: str, layers: Sequence[Layer], start: int = 0) -> str:
    """`text` with the places of each layer as elements, those of an earlier layer around those of a later one.

    A place that an earlier layer cuts becomes several elements. `start` is the offset of `text` in what places count.
    """
    layers = [layer for layer in layers if layer]
    if not layers:
        return safe(text)
    (outer, *inner), shown, at = layers, "", 0
    for place in outer:
        first, last = max(place.start - start, at), min(place.end - start, len(text))
        if first < last:
            shown += layered(text[at:first], inner, start + at)
            shown += f"{place.opening}{layered(text[first:last], inner, start + first)}{place.closing}"
            at = last
    return shown + (layered(text[at:], inner, start + at) if at < len(text) else "")
