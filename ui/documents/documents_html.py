"""The view Documents as HTML: collections, the place to drop files, what became of them, the list, one text."""

from collections import Counter
from collections.abc import Sequence

from qa import Document, accepted_suffixes
from ui.chat.source_html import SHOWN_LENGTH
from ui.collections.collections import Indexed
from ui.collections.open_indexes import Listed
from ui.collections.registry import DEFAULT
from ui.collections.safe_names import LONGEST_COLLECTION_NAME
from ui.collections.uploads import BYTES_AT_ONCE, FILES_AT_ONCE, FileResult, Outcome
from ui.queue.jobs import Step
from ui.texts.markup import safe
from ui.texts.views_messages import both, counted, spoken
from ui.texts.views_problems import reason

ROWS = 500  # a browser lays out more only slowly
OUTCOMES: tuple[Outcome, ...] = ("added", "changed", "unchanged", "skipped")


def collection_label(name: str) -> str:
    return both("default_collection") if name == DEFAULT else safe(name)


def switcher(names: Sequence[str], chosen: str) -> str:
    """The collections as buttons, the chosen one pressed; what can be done with it, and the way to a new one."""
    buttons = "".join(
        f'<button type="button" class="chip" data-collection="{safe(name)}" '
        f'aria-pressed="{str(name == chosen).lower()}">{collection_label(name)}</button>'
        for name in names
    )
    return (
        f'<nav class="collections"><h2 class="title">{both("documents")}</h2>'
        f'<div class="chips" role="group"><span class="unseen">{both("collections")}</span>{buttons}</div>'
        f'<form class="new-collection"><label><span>{both("new_collection_name")}</span>'
        f'<input name="name" maxlength="{LONGEST_COLLECTION_NAME}" autocomplete="off"></label>'
        f'<button type="submit">{both("new_collection")}</button></form>{_changes(chosen)}</nav>'
    )


def _changes(chosen: str) -> str:
    """The ways to another name and to the end of a collection, each asked for twice; the default one has neither."""
    if chosen == DEFAULT:
        return ""
    return (
        f'<div class="act"><span class="asks">'
        f'<button type="button" class="quiet" data-ask="rename">{both("rename_collection")}</button> '
        f'<button type="button" class="quiet" data-ask="sure">{both("delete_collection")}</button></span>'
        f'<form class="rename" hidden><label><span>{both("new_name")}</span>'
        f'<input name="name" maxlength="{LONGEST_COLLECTION_NAME}" value="{safe(chosen)}" required autocomplete="off">'
        f'</label><button type="submit">{both("rename")}</button> '
        f'<button type="button" class="quiet" data-keep>{both("cancel")}</button></form>'
        f'<span class="sure" hidden>{both("delete_collection_sure", name=chosen)} '
        f'<button type="button" class="danger" data-delete-collection>{both("yes")}</button> '
        f'<button type="button" class="quiet" data-keep>{both("no")}</button></span></div>'
    )


def drop_zone(max_bytes: int) -> str:
    """Where files are dropped or chosen; the script reads the limits from it."""
    kinds = ", ".join(accepted_suffixes())
    limits = {"files": FILES_AT_ONCE, "megabytes": BYTES_AT_ONCE // 1_000_000, "largest": max_bytes // 1_000_000}
    return (
        f'<div class="drop" data-files="{FILES_AT_ONCE}" data-bytes="{BYTES_AT_ONCE}" data-largest="{max_bytes}" '
        f'data-kinds="{",".join(accepted_suffixes())}"><label class="drop-here"><input type="file" multiple '
        f'accept="{",".join(accepted_suffixes())}"><strong>{both("drop")}</strong>'
        f"<span>{both('drop_more', kinds=kinds, **limits)}</span></label>"
        f'<div class="sending" hidden role="status"><p>{both("sending", name="")}<span class="sent"></span></p>'
        f'<progress max="1" value="0"></progress>'
        f'<button type="button" class="quiet" data-stop-sending>{both("cancel")}</button></div></div>'
    )


def working(step: Step, job: str, *, can_be_asked: bool = False) -> str:
    """How far the work is, whether its documents can be asked already, and the way to end it."""
    count = f" {step.done:,} / {step.total:,}" if step.total > 1 else f" {step.done:,}" if step.done else ""
    value = f' max="{step.total}" value="{step.done}"' if step.total else ""
    askable = f'<p class="askable">{both("can_be_asked")}</p>' if can_be_asked else ""
    return (
        f'<div class="working" role="status"><p>{both(step.name)}<span class="count">{count}</span></p>'
        f"<progress{value}></progress>{askable}"
        f'<button type="button" class="quiet" data-cancel="{safe(job)}">{both("cancel")}</button></div>'
    )


def notice(sentence: str) -> str:
    """A sentence, already HTML, about what was done."""
    return f'<p class="notice" role="status">{sentence}</p>'


def trouble(sentence: str, *, may_rebuild: bool = False) -> str:
    """A sentence, already HTML, about what did not work; with a way to build the index anew where that helps."""
    button = f'<button type="button" class="quiet" data-rebuild>{both("rebuild")}</button>' if may_rebuild else ""
    return f'<div class="trouble" role="alert"><strong>{both("problem")}</strong><p>{sentence}</p>{button}</div>'


def results(indexed: Indexed) -> str:
    """Each file with what became of it; those that were skipped come first."""
    counts = Counter(one.outcome for one in indexed.files)
    said = "".join(
        f'<span class="tally {name}">{both(f"count_{name}", count=counts[name])}</span>'
        for name in OUTCOMES
        if counts[name]
    )
    ordered = sorted(indexed.files, key=lambda one: (-OUTCOMES.index(one.outcome), one.name))
    rows = "".join(map(_result, ordered))
    is_open = " open" if counts["skipped"] or len(ordered) <= 10 else ""
    return (
        f'<section class="results" role="status"><details{is_open}><summary>{both("results")} {said}</summary>'
        f"<ul>{rows}</ul></details></section>"
    )


def _result(one: FileResult) -> str:
    why = f'<span class="why">{reason(one.reason, one.detail)}</span>' if one.reason else ""
    return (
        f'<li class="{one.outcome}"><span class="file">{safe(one.name)}</span>'
        f'<span class="outcome">{both(one.outcome)}</span>{why}</li>'
    )


def listing(listed: Sequence[Listed]) -> str:
    """The documents as a table with a box to filter it; without any, a word of welcome."""
    if not listed:
        return f'<section class="nothing"><h2>{both("empty_list")}</h2><p>{both("empty_list_more")}</p></section>'
    names = ("title", "language", "date", "size", "passages")
    head = "".join(f'<th scope="col" class="{name}">{both(name)}</th>' for name in names)
    rows = "".join(map(_row, listed[:ROWS]))
    passages = sum(one.passages for one in listed)
    more = f'<p class="hint">{both("more_rows", count=ROWS, all=len(listed))}</p>' if len(listed) > ROWS else ""
    heading = both("shown", documents=counted("document", len(listed)), passages=counted("passage", passages))
    return (
        f'<section class="listing"><div class="list-head"><h2>{heading}</h2>'
        f'<label class="filter"><span>{both("filter")}</span><input type="search" autocomplete="off"></label></div>'
        f'<table><thead><tr>{head}<th><span class="unseen">{both("delete")}</span></th></tr></thead>'
        f'<tbody>{rows}</tbody></table><p class="hint none-fits" hidden>{both("none_fits")}</p>{more}</section>'
    )


def _row(one: Listed) -> str:
    document, key = one.document, safe(one.document.id)
    searched = safe(" ".join((document.title, document.id, document.source, document.date)).lower())
    source = f'<span class="source">{safe(document.source or document.id)}</span>'
    return (
        f'<tr data-searched="{searched}"><td class="title"><button type="button" class="plain" data-show="{key}">'
        f'{safe(document.title)}</button>{source}</td><td class="language">{both(document.language)}</td>'
        f'<td class="date">{safe(document.date)}</td><td class="size">{size(document.text)}</td>'
        f'<td class="passages"><span class="figure">{one.passages:,}</span>'
        f'<span class="unit">{spoken(counted("passage", one.passages))}</span></td>'
        f'<td class="act"><span class="asks">'
        f'<button type="button" class="quiet" data-ask="sure">{both("delete")}<span class="unseen"> '
        f"{safe(document.title)}</span></button></span>"
        f'<span class="sure" hidden>{both("delete_sure")} <button type="button" class="danger" data-delete="{key}">'
        f'{both("yes")}</button> <button type="button" class="quiet" data-keep>{both("no")}</button></span></td></tr>'
    )


def size(text: str) -> str:
    """The size of a text in UTF-8, in the unit that fits."""
    count = len(text.encode("utf-8", "surrogatepass"))
    for unit, width in (("MB", 1_000_000), ("KB", 1_000)):
        if count >= width:
            return f"{count / width:.1f} {unit}"
    return f"{count} B"


def text_of(document: Document) -> str:
    """One document's whole text, or its beginning where it is very long."""
    about = " · ".join(part for part in (document.source, document.date, document.id) if part)
    return (
        f'<section class="reader" lang="{document.language}"><header><div><h2>{safe(document.title)}</h2>'
        f'<p class="hint">{safe(about)}</p></div>'
        f'<button type="button" class="quiet" data-close>{both("close")}</button></header>'
        f'<div class="text" tabindex="0">{safe(document.text[:SHOWN_LENGTH])}</div></section>'
    )
