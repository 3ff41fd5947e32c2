"""The explanation of an answer: what was searched, which lists found each quote, the confidence, and the time."""

from collections.abc import Mapping

from ui.chat.turns import Turn
from ui.texts.markup import safe, words

# The lists of a search, each with a message; a list that is not named here is left out.
LISTS = ("dense", "lexical", "bridge", "joint", "reader")
PARTS = ("retrieve", "read", "compose", "total")


def explanation(turn: Turn) -> str:
    """The details that open below an answer or a refusal; empty for any other turn."""
    if turn.stage not in ("answered", "not_found") or not turn.seconds:
        return ""
    rows = [_row("why_searched", words("why_read", passages=turn.passages, documents=turn.documents))]
    if turn.stage == "not_found":
        rows.append(_row("why_outcome", f'<span lang="{safe(turn.language)}">{safe(turn.reason)}</span>'))
    for cited in turn.cited:
        if cited.ranks:
            rows.append(_row("why_found", _ranks(cited.ranks), number=cited.number))
    for place, near in enumerate(turn.near, start=1):
        rows.append(_row("why_near", _ranks(near.ranks), number=place))
    rows.append(_row("why_confidence", f"{turn.confidence:.2f}"))
    rows.append(_row("why_seconds", _seconds(turn.seconds)))
    return f'<details class="why"><summary>{words("why")}</summary><dl>{"".join(rows)}</dl></details>'


def _row(name: str, value: str, **values: object) -> str:
    return f"<div><dt>{words(name, **values)}</dt><dd>{value}</dd></div>"


def _ranks(ranks: Mapping[str, int]) -> str:
    return " · ".join(f"{words('list_' + name)} {ranks[name]}" for name in LISTS if name in ranks)


def _seconds(seconds: Mapping[str, float]) -> str:
    return " · ".join(f"{words('seconds_' + name)} {seconds[name]:.2f}\u00a0s" for name in PARTS if name in seconds)
