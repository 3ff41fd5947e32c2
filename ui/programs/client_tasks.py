"""What chat programs ask for themselves: a title for the chat, tags, follow-up questions. No document answers these."""

import json
import re
from collections.abc import Sequence

# A request of this kind begins with what is to be made, and names the chat as its matter.
_HEAD = 400
_TITLE = re.compile(
    r"\b(?:generate|create|provide|give|suggest|write|make|summari[sz]e|come up with)\b[^\n]{0,120}"
    r"\b(?:title|name|heading)\b"
    r"|(?:生成|起|取|写|拟|给出|返回|概括|总结)[^\n]{0,30}(?:标题|主题|名称|名字)",
    re.IGNORECASE,
)
_OF_THE_CHAT = re.compile(r"\b(?:chat|conversation|dialog(?:ue)?)\b|对话|聊天|会话|这句话", re.IGNORECASE)
_LISTS = (
    (re.compile(r"^#+ *task:?\s*generate [^\n]{0,40}\btags\b", re.IGNORECASE), "tags"),
    (re.compile(r"^#+ *task:?\s*suggest [^\n]{0,40}\bfollow-?up", re.IGNORECASE), "follow_ups"),
    (re.compile(r"^#+ *task:?\s*analy[sz]e the chat history [^\n]{0,80}\bsearch quer", re.IGNORECASE), "queries"),
)
_WANTS_JSON = re.compile(r"json", re.IGNORECASE)
_FIRST_QUESTION = re.compile(
    r"^\s*(?:\*\*)?(?:user|human|用户|question|问)(?:\*\*)?\s*[:：]\s*(.+)", re.IGNORECASE | re.MULTILINE
)
_LONGEST = 40
_UNTITLED = "Wenju 问据"


def reply_to_task(message: str, earlier: Sequence[str]) -> str:
    """The reply to a chat program's own request; empty if the message is a question.

    `earlier` are the questions before it. The title is the first question, cut to 40 characters.
    """
    head = message.strip()[:_HEAD]
    for pattern, name in _LISTS:
        if pattern.match(head):
            return json.dumps({name: []})
    if not (_TITLE.search(head) and _OF_THE_CHAT.search(head)):
        return ""
    told = _FIRST_QUESTION.findall(message)
    first = told[0] if told else next(iter(earlier), "")
    title = _shortened(" ".join(first.split())) or _UNTITLED
    return json.dumps({"title": title}, ensure_ascii=False) if _WANTS_JSON.search(message) else title


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    whole = text[:_LONGEST].rpartition(" ")[0]
    return (whole if len(whole) > _LONGEST // 2 else text[: _LONGEST - 1]).rstrip(" ,.，。;；:：") + "…"
