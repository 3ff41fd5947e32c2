"""What the style of a Word paragraph makes of it: a heading and its level, or an item of a list."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from qa.documents.formats.xml_tree import Element, attribute, child, children

_HEADING = re.compile(r"(?:heading|标题|標題)\s*(\d)", re.I)
_TITLE = re.compile(r"(?:title|标题|標題)", re.I)
_DEEPEST = 9
_MOST_PARENTS = 20


@dataclass(frozen=True, slots=True)
class Style:
    """`level` is 0 for what is no heading; `list_depth` is None for what is no item of a list."""

    level: int = 0
    list_depth: int | None = None
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by id."""

    by_id: Mapping[str, Style] = field(default_factory=dict)

    def of(self, paragraph: Element) -> Style:
        """The style of a paragraph, with what the paragraph itself sets."""
        properties = child(paragraph, "pPr")
        if properties is None:
            return Style()
        named = child(properties, "pStyle")
        style = self.by_id.get(attribute(named, "val"), Style()) if named is not None else Style()
        return _with(style, properties)


def read_styles(root: Element | None) -> Styles:
    """The styles of word/styles.xml; none where there is none."""
    if root is None:
        return Styles()
    elements = {attribute(each, "styleId"): each for each in children(root, "style")}
    return Styles({key: _style(element, elements) for key, element in elements.items()})


def _style(element: Element, elements: Mapping[str, Element]) -> Style:
    """A style with what it takes over from those that it is based on."""
    chain = [element]
    while len(chain) < _MOST_PARENTS:
        parent = child(chain[-1], "basedOn")
        above = elements.get(attribute(parent, "val")) if parent is not None else None
        if above is None:
            break
        chain.append(above)
    style = Style()
    for each in reversed(chain):
        properties = child(each, "pPr")
        if properties is not None:
            style = _with(style, properties)
        style = _named(style, _name(each))
    return style


def _name(element: Element) -> str:
    name = child(element, "name")
    return attribute(name, "val") if name is not None else ""


def _named(style: Style, name: str) -> Style:
    if match := _HEADING.fullmatch(name):
        return Style(int(match[1]) or 1, None)
    return Style(1, None, True) if _TITLE.fullmatch(name) else style


def _with(style: Style, properties: Element) -> Style:
    """The style with the outline level and the list that these properties set."""
    outline, numbering = child(properties, "outlineLvl"), child(properties, "numPr")
    level, depth = style.level, style.list_depth
    if outline is not None:
        value = _number(attribute(outline, "val"), 9)
        level = value + 1 if value < _DEEPEST else 0
    if numbering is not None:
        number, at = child(numbering, "numId"), child(numbering, "ilvl")
        is_off = number is not None and attribute(number, "val") == "0"
        depth = None if is_off else min(_number(attribute(at, "val"), 0) if at is not None else depth or 0, _DEEPEST)
    return Style(level, depth, style.is_title)


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else otherwise
