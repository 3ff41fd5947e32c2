"""The text of a document as HTML, with layers over it; Markdown as headings, lists and tables, other text as it is.

Every character stays in the page in its order: what is only markup is hidden, never left out. So text that is marked is
the document's own, character for character.
"""

from collections.abc import Sequence

from qa import Document
from ui.chat.layers import Layer, Place, layered
from ui.chat.markdown_blocks import Block, blocks, is_markdown

_HIDDEN = '<span class="markup">'
_HEADINGS = {1: "h3", 2: "h4"}


def document_html(document: Document, first: int, last: int, layers: Sequence[Layer]) -> str:
    """The part of a document from `first` to `last`, with layers whose offsets are the document's."""
    text = document.text
    if not is_markdown(document):
        return layered(text[first:last], layers, first)
    begins = min((layer[0].start for layer in layers if layer), default=last)
    ends = max((layer[-1].end for layer in layers if layer), default=first)
    nothing: Sequence[Layer] = [()] * len(layers)
    shown: list[str] = []
    group = ""
    for block in blocks(text, first, last):
        wanted = _group(block)
        if wanted != group:
            shown += [f"</{group}>" if group else "", f"<{wanted}>" if wanted else ""]
            group = wanted
        is_marked = block.start < ends and begins < block.end
        own = [_within(layer, block.start, block.end) for layer in layers] if is_marked else nothing
        shown.append(_shown(text, block, own))
    return "".join([*shown, f"</{group}>" if group else ""])


def _within(layer: Layer, start: int, end: int) -> Layer:
    return [place for place in layer if place.start < end and start < place.end]


def _group(block: Block) -> str:
    """The element around neighbouring blocks of this kind."""
    if block.kind == "item":
        return "ol" if block.level else "ul"
    return "table" if block.kind in ("row", "rule") else ""


def _shown(text: str, block: Block, layers: Sequence[Layer]) -> str:
    hidden = [Place(start, end, _HIDDEN) for start, end in block.markup]

    def part(start: int, end: int) -> str:
        return layered(text[start:end], [*layers[:1], hidden, *layers[1:]], start)

    match block.kind:
        case "heading":
            tag = _HEADINGS.get(block.level, "h5")
        case "item":
            tag = "li"
        case "row":
            cell = "th" if block.level else "td"
            return f"<tr>{''.join(f'<{cell}>{part(*place)}</{cell}>' for place in block.cells)}</tr>"
        case "rule":
            return f'<tr class="markup"><td>{part(block.start, block.end)}</td></tr>'
        case "code":
            tag = "pre"
        case "quote":
            tag = "blockquote"
        case _:
            tag = "p"
    return f"<{tag}>{part(block.start, block.end)}</{tag}>"
