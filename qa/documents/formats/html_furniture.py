"""What of a web page is no text of it: what nobody sees, and what the site puts around each of its pages."""

import re
from collections import defaultdict
from typing import Any

from qa.documents.formats.html_tree import Tree

_NEVER_SHOWN = (
    "script, style, noscript, template, iframe, object, embed, svg, canvas, math annotation, head, datalist,"
    ' [hidden], [aria-hidden="true"], input, select, button, textarea, audio, video'
)
_STYLE_HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|!)"
    r"|font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|$|!)"
    r"|(?:text-indent|left|top)\s*:\s*-\d{3,}",
    re.I,
)
_COLOURS = re.compile(r"(?:^|;)\s*(color|background(?:-color)?)\s*:\s*([^;!]+)", re.I)
_RULE = re.compile(r"([^{}@]+)\{([^{}]*)\}")
_SIMPLE_SELECTOR = re.compile(r"[a-z]*[.#][\w-]+", re.I)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)

_AROUND = (
    'nav, footer, aside, dialog, [role="navigation"], [role="banner"], [role="contentinfo"], [role="search"],'
    ' [role="complementary"], [role="menu"], [role="menubar"], [role="dialog"], body > header'
)
_FURNITURE_NAME = re.compile(
    r"(?:^|[-_\s])(?:nav(?:bar|igation)?|(?:main|sub|side|top|foot|left)?-?menu|bread-?crumbs?|crumbs?|(?:page-?)?footer"
    r"|foot|site-?header|top-?bar|side-?bar|share(?:-?bar|-?box)?|sharing|social(?:-?media)?|related(?:-?\w+)?"
    r"|recommend(?:ed|ation)?s?|copyright|cookie\S*|advert(?:isement)?s?|ads?|banner|pagination|pager|toolbar"
    r"|skip-?link|friend-?links?|hot-?news|login|newsletter|subscribe)(?:$|[-_\s])",
    re.I,
)
# A block of links is navigation when links make up this share of its characters, and no sentence stands in it.
_LINK_SHARE = 0.6
_LEAST_LINKS = 3
_BLOCKS = "ul, ol, dl, table, p, div, section, td"
# What holds more than this of a page's text is its text, whatever it is called.
_MOST = 0.4


def remove_hidden(tree: Tree) -> None:
    """Take out what a browser does not show: scripts, hidden elements, text of no size or of its ground's colour."""
    selectors = [*_hidden_by_rules(tree)]
    _remove(tree, _NEVER_SHOWN)
    for selector in selectors:
        _remove(tree, selector)
    for element in tree.body.query_selector_all("[style]")[:]:
        style = element.getattr("style") or ""
        if _STYLE_HIDES.search(style) or _is_in_colour_of_ground(style):
            element.remove()


def _hidden_by_rules(tree: Tree) -> list[str]:
    """The classes and ids that a style sheet in the page hides on every screen."""
    found = []
    for sheet in tree.document.query_selector_all("style")[:50]:
        rules = _without_conditions(_COMMENT.sub("", sheet.text_content))
        for names, body in _RULE.findall(rules):
            if re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", body, re.I):
                found += [name.strip() for name in names.split(",") if _SIMPLE_SELECTOR.fullmatch(name.strip())]
    return found[:200]


def _without_conditions(sheet: str) -> str:
    """The rules that stand outside of @media and its like."""
    kept, depth, start = [], 0, 0
    at_rule = False
    for match in re.finditer(r"[{}@]", sheet):
        if match[0] == "@" and depth == 0 and not at_rule:
            kept.append(sheet[start : match.start()])
            at_rule = True
        elif match[0] == "{":
            depth += 1
        elif match[0] == "}" and depth:
            depth -= 1
            if depth == 0 and at_rule:
                at_rule, start = False, match.end()
    return "".join([*kept, "" if at_rule else sheet[start:]])


def _is_in_colour_of_ground(style: str) -> bool:
    colours = {name.lower()[:5]: value.strip().lower() for name, value in _COLOURS.findall(style)}
    return "color" in colours and colours["color"] == colours.get("backg")


def remove_furniture(tree: Tree) -> None:
    """Take out navigation, side bars, share bars and the like, told by their elements, their names or their links."""
    body = tree.body
    most = _MOST * len(body.text_content)
    for element in body.query_selector_all(_AROUND)[:]:
        _remove_if_small(element, most)
    for element in body.query_selector_all(
        "div[class], div[id], ul[class], ul[id], section[class], p[class], table[class]"
    )[:]:
        name = f"{element.getattr('class') or ''} {element.getattr('id') or ''}"
        if _FURNITURE_NAME.search(name):
            _remove_if_small(element, most)
    _remove_link_blocks(body, most)


def _remove_link_blocks(body: Any, most: float) -> None:
    """Take out the blocks that are little but links."""
    lengths: dict[Any, int] = defaultdict(int)
    counts: dict[Any, int] = defaultdict(int)
    for link in body.query_selector_all("a[href]")[:5000]:
        block = link.closest(_BLOCKS)
        if block is None:
            continue
        lengths[block] += len(link.text_content.strip())
        counts[block] += 1
    for block, count in counts.items():
        text = block.text_content
        if count >= _LEAST_LINKS and lengths[block] > _LINK_SHARE * len("".join(text.split())) and "。" not in text:
            _remove_if_small(block, most)


def _remove_if_small(element: Any, most: float) -> None:
    if len(element.text_content) <= most:
        element.remove()


def _remove(tree: Tree, selector: str) -> None:
    for element in tree.document.query_selector_all(selector)[:]:
        if element.tag not in ("html", "body"):
            element.remove()
