"""A conversation as a file: Markdown to read, JSON for programs; both with every quote and its offsets."""

import json
import re
from collections.abc import Sequence

from ui.chat.turns import Cited, Turn
from ui.texts import messages

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|!~$])")
_CITATION_MARK = re.compile(r"\\\[(\d+)\\\]")


def to_json(name: str, turns: Sequence[Turn]) -> str:
    """One JSON object: the name and the turns as they are kept."""
    return json.dumps({"name": name, "turns": [turn.to_json() for turn in turns]}, ensure_ascii=False, indent=2) + "\n"


def to_markdown(name: str, turns: Sequence[Turn]) -> str:
    """A heading for each question, its answer, and each quote with its source; no text is read as Markdown."""
    return "\n\n".join([f"# {_plain(_one_line(name))}", *(_turn(turn) for turn in turns)]) + "\n"


def quote_as_text(cited: Cited) -> str:
    """The quote with its source and offsets, as it is copied."""
    said = messages.message("quote_as_text", cited.language, start=cited.start, end=cited.end)
    source = ", ".join(one for one in (cited.title, cited.publisher, cited.date) if one)
    return f"“{cited.quote}”\n— {source} ({cited.document_id}, {said})"


def answer_as_text(turn: Turn) -> str:
    """The answer with its numbered quotes, as it is copied; a refusal is its reason."""
    if not turn.cited:
        return turn.reason or turn.problem
    return "\n\n".join([turn.text, *(f"[{one.number}] {quote_as_text(one)}" for one in turn.cited)])


def _turn(turn: Turn) -> str:
    parts = [f"## {_plain(_one_line(turn.question))}"]
    if turn.understood:
        parts.append(f"*{messages.message('understood', turn.language)} {_plain(_one_line(turn.understood))}*")
    if turn.text:
        parts.append(_CITATION_MARK.sub(r"[\1]", _plain(turn.text)))
    else:
        nothing = turn.stage == "stopped" and messages.message("stopped", turn.language)
        parts.append(_plain(turn.reason or turn.problem or nothing or ""))
    parts += [f"{one.number}. {_quoted(one)}" for one in turn.cited]
    return "\n\n".join(part for part in parts if part)


def _quoted(cited: Cited) -> str:
    lines = "\n".join(f"   > {_plain(line)}" for line in quote_as_text(cited).splitlines())
    return lines.removeprefix("   ")


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _one_line(text: str) -> str:
    return " ".join(text.split())
