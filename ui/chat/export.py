"""A conversation as a file, Markdown for people or JSON for programs, with every quote and its offsets."""

import html
import json
import re
from collections.abc import Sequence

from ui.chat.answer_parts import table_of
from ui.chat.quote_html import ocr_sign
from ui.chat.turns import Cited, Turn
from ui.texts.messages import say
from ui.texts.part_names import part_name

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|!~$])")
_RAISED = re.compile(r"\[(\d+)\]")
_CITATION_MARK = re.compile(r"\\\[(\d+)\\\]")


def to_json(name: str, turns: Sequence[Turn]) -> str:
    """One JSON object with the name and the turns, as the store keeps them."""
    return json.dumps({"name": name, "turns": [turn.to_json() for turn in turns]}, ensure_ascii=False, indent=2) + "\n"


def to_markdown(name: str, turns: Sequence[Turn]) -> str:
    """Each question as a heading, then its answer and its quotes with their sources; texts are escaped for Markdown."""
    return "\n\n".join([f"# {_plain(_one_line(name))}", *(_turn(turn) for turn in turns)]) + "\n"


def quote_as_text(cited: Cited) -> str:
    """The quote with its source and offsets, for the clipboard."""
    place = say("quote_as_text", cited.language, start=cited.start, end=cited.end)
    part = part_name(cited.part, cited.language)
    sign = say(ocr_sign(cited), cited.language, figures=", ".join(cited.unsure)) if cited.ocr else ""
    source = ", ".join(detail for detail in (cited.title, cited.publisher, cited.date, part, sign) if detail)
    return f"“{cited.quote}”\n— {source} ({cited.document_id}, {place})"


def answer_as_text(turn: Turn) -> str:
    """The answer with its numbered quotes, for the clipboard; the reason for a refusal or a failure."""
    if not turn.cited:
        return turn.reason or turn.problem
    return "\n\n".join([turn.text, *(f"[{cited.number}] {quote_as_text(cited)}" for cited in turn.cited)])


def answer_as_markdown(turn: Turn) -> str:
    """The answer with its numbered quotes as Markdown, a comparison as a table."""
    return "\n\n".join([_marked(turn), *(f"{cited.number}. {_quoted(cited)}" for cited in turn.cited)])


def answer_as_html(turn: Turn) -> str:
    """The answer with its numbered quotes as HTML for a word processor, a comparison as a table."""
    rows = table_of(turn)
    if rows:
        lines = "".join(f"<tr>{''.join(f'<td>{_raised(cell.text)}</td>' for cell in row)}</tr>" for row in rows)
        text = f'<table border="1">{lines}</table>'
    else:
        text = "".join(f"<p>{_raised(line)}</p>" for line in turn.text.splitlines() if line)
    quotes = (f"[{cited.number}] {quote_as_text(cited)}".splitlines() for cited in turn.cited)
    return text + "".join(f"<p>{'<br>'.join(html.escape(line) for line in lines)}</p>" for lines in quotes)


def _raised(text: str) -> str:
    return _RAISED.sub(r"<sup>[\1]</sup>", html.escape(text))


def _turn(turn: Turn) -> str:
    parts = [f"## {_plain(_one_line(turn.question))}"]
    if turn.understood:
        parts.append(f"*{say('understood_as', turn.language)} {_plain(_one_line(turn.understood))}*")
    if turn.text:
        parts.append(answer_as_markdown(turn))
    else:
        nothing = turn.stage == "stopped" and say("stopped", turn.language)
        parts.append(_plain(turn.reason or turn.problem or nothing or ""))
    return "\n\n".join(part for part in parts if part)


def _marked(turn: Turn) -> str:
    """The text of an answer in Markdown; only its marks and the lines of its table are markup."""
    rows = [[_CITATION_MARK.sub(r"[\1]", _plain(cell.text)) for cell in row] for row in table_of(turn)]
    if not rows:
        return _CITATION_MARK.sub(r"[\1]", _plain(turn.text))
    rows.insert(1, ["---"] * len(rows[0]))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _quoted(cited: Cited) -> str:
    lines = "\n".join(f"   > {_plain(line)}" for line in quote_as_text(cited).splitlines())
    return lines.removeprefix("   ")


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _one_line(text: str) -> str:
    return " ".join(text.split())
