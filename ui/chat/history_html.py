"""The list of kept conversations as HTML, and a conversation as a file to save."""

from collections.abc import Sequence

from ui.chat.conversation_store import ListedConversation
from ui.texts import markup
from ui.texts.markup import attribute, button, safe, words

_TYPES = {"json": "application/json", "md": "text/markdown"}


def conversations(kept: Sequence[ListedConversation], opened: str, trouble: str) -> str:
    """The list, with the open conversation marked; `trouble` names the message that says why nothing is kept."""
    notice = markup.notice(words(trouble)) if trouble else ""
    listed = "".join(_entry(conversation, conversation.id == opened) for conversation in kept)
    hint = "" if trouble else f'<p class="hint">{words("conversations_empty")}</p>'
    body = f"<ul>{listed}</ul>" if listed else hint
    return (
        f'<nav class="conversations" aria-labelledby="wenju-conversations"><div class="conversations-head">'
        f'<h2 id="wenju-conversations">{words("conversations")}</h2>'
        f"{button('drawer', 'close', 'quiet close-drawer')}</div>"
        f"{button('conversation', 'new_conversation', 'new', what='new')}{notice}{body}</nav>"
    )


def _entry(kept: ListedConversation, opened: bool) -> str:
    marked = ' aria-current="true"' if opened else ""
    key = safe(kept.id)
    menu = (
        f"{button('rename', 'rename', id=kept.id)}"
        f"{button('conversation', 'save_markdown', what='export', format='md', id=kept.id)}"
        f"{button('conversation', 'save_json', what='export', format='json', id=kept.id)}"
        f"{button('ask-delete', 'delete', id=kept.id)}"
        f"{button('conversation', 'delete_for_good', 'quiet sure', what='delete', id=kept.id)}"
    )
    return (
        f'<li data-id="{key}"{marked}><button type="button" class="entry" data-act="conversation" data-what="open" '
        f'data-id="{key}">{safe(kept.name)}</button><details class="menu-of"><summary><span aria-hidden="true">⋯</span>'
        f'<span class="unseen">{words("conversation_menu")} {safe(kept.name)}</span></summary>'
        f'<div class="menu-body">{menu}</div></details></li>'
    )


def file(name: str, form: str, text: str) -> str:
    """A file that the page's script offers to save; `form` is "json" or "md", anything else counts as "md"."""
    ending = form if form in _TYPES else "md"
    kind = _TYPES[ending]
    return f'<div hidden data-file="{safe(name)}.{ending}" data-type="{kind}" data-text="{attribute(text)}"></div>'
