"""The name of a collection as a reader sees it; the default collection's is translated."""

from ui.collections.registry import DEFAULT
from ui.texts.markup import safe, words
from ui.texts.messages import in_every_language


def label(name: str) -> str:
    """The name as plain text; that of the default collection in every language."""
    return in_every_language("default_collection", separator=" · ") if name == DEFAULT else name


def label_html(name: str) -> str:
    """The name as HTML; that of the default collection in the language that is chosen."""
    return words("default_collection") if name == DEFAULT else safe(name)
