"""The view Documents as HTML: the collections, the drop zone, the results of an upload, the list, one text."""

from collections import Counter
from collections.abc import Sequence

from qa import Document, PagePicture, accepted_suffixes
from ui.collections.collection_label import label_html
from ui.collections.collections import Indexed
from ui.collections.open_indexes import ListedDocument
from ui.collections.page_sheet import Goal, sheet, turning
from ui.collections.registry import DEFAULT
from ui.collections.safe_names import LONGEST_COLLECTION_NAME
from ui.collections.uploads import BYTES_AT_ONCE, FILES_AT_ONCE, FileResult, Outcome
from ui.texts.languages import LANGUAGES
from ui.texts.markup import SHOWN_LENGTH, attribute, safe, words
from ui.texts.messages import counted, say
from ui.texts.part_names import part_name
from ui.texts.problems import file_problem

ROWS = 500  # a browser takes long to lay out more
OUTCOMES: tuple[Outcome, ...] = ("added", "changed", "unchanged", "skipped")


def switcher(names: Sequence[str], chosen: str) -> str:
    """The collections as buttons, the forms to rename and delete the chosen one, and the form to make a new one."""
    buttons = "".join(
        f'<button type="button" class="chip" data-collection="{safe(name)}" '
        f'aria-pressed="{str(name == chosen).lower()}">{label_html(name)}</button>'
        for name in names
    )
    return (
        f'<nav class="collections"><h2 class="title">{words("view_documents")}</h2>'
        f'<div class="chips" role="group"><span class="unseen">{words("collections")}</span>{buttons}</div>'
        f'<form class="new-collection"><label><span>{words("new_collection_name")}</span>'
        f'<input name="name" maxlength="{LONGEST_COLLECTION_NAME}" autocomplete="off"></label>'
        f'<button type="submit">{words("new_collection")}</button></form>{_changes(chosen)}</nav>'
    )


def _changes(chosen: str) -> str:
    """Forms to rename and delete a collection, both with a confirmation; empty for the default collection."""
    if chosen == DEFAULT:
        return ""
    return (
        f'<div class="act"><span class="asks">'
        f'<button type="button" class="quiet" data-ask="rename">{words("rename_collection")}</button> '
        f'<button type="button" class="quiet" data-ask="sure">{words("delete_collection")}</button></span>'
        f'<form class="rename" hidden><label><span>{words("new_name")}</span>'
        f'<input name="name" maxlength="{LONGEST_COLLECTION_NAME}" value="{safe(chosen)}" required autocomplete="off">'
        f'</label><button type="submit">{words("rename")}</button> '
        f'<button type="button" class="quiet" data-keep>{words("cancel")}</button></form>'
        f'<span class="sure" hidden>{words("delete_collection_sure", name=chosen)} '
        f'<button type="button" class="danger" data-delete-collection>{words("delete")}</button> '
        f'<button type="button" class="quiet" data-keep>{words("keep")}</button></span></div>'
    )


def drop_zone(max_bytes: int) -> str:
    """The zone to drop or choose files; the page's script reads the limits from its attributes."""
    kinds = ", ".join(accepted_suffixes())
    limits = {"files": FILES_AT_ONCE, "megabytes": BYTES_AT_ONCE // 1_000_000, "largest": max_bytes // 1_000_000}
    return (
        f'<div class="drop" data-files="{FILES_AT_ONCE}" data-bytes="{BYTES_AT_ONCE}" data-largest="{max_bytes}" '
        f'data-kinds="{",".join(accepted_suffixes())}"><label class="drop-here"><input type="file" multiple '
        f'accept="{",".join(accepted_suffixes())}"><strong>{words("drop")}</strong>'
        f"<span>{words('drop_more', kinds=kinds, **limits)}</span></label>"
        f'<div class="sending" hidden role="status"><p>{words("sending", name="")}<span class="sent"></span></p>'
        f'<progress max="1" value="0"></progress>'
        f'<button type="button" class="quiet" data-stop-sending>{words("cancel")}</button></div></div>'
    )


def rebuild_button() -> str:
    """The button that builds a missing index from the uploaded files."""
    return f'<button type="button" class="quiet" data-rebuild>{words("rebuild")}</button>'


def ended(shown: str, turn: str) -> str:
    """How the work on a set of files ended, marked with the turn that the page gave to the set."""
    return f'<div data-ended="{safe(turn)}">{shown}</div>'


def results(indexed: Indexed) -> str:
    """The result of each file of an upload, skipped files first."""
    counts = Counter(file.outcome for file in indexed.files)
    tallies = "".join(
        f'<span class="tally {name}">{words(f"count_{name}", count=counts[name])}</span>'
        for name in OUTCOMES
        if counts[name]
    )
    ordered = sorted(indexed.files, key=lambda file: (-OUTCOMES.index(file.outcome), file.name))
    rows = "".join(map(_result, ordered))
    is_open = " open" if counts["skipped"] or len(ordered) <= 10 else ""
    return (
        f'<section class="results" role="status"><details{is_open}><summary>{words("results")} {tallies}</summary>'
        f"<ul>{rows}</ul></details></section>"
    )


def _result(file: FileResult) -> str:
    why = ""
    if file.reason:
        why = f'<span class="why">{words(file_problem(file.reason, file.detail), detail=file.detail)}</span>'
    return (
        f'<li class="{file.outcome}"><span class="file">{safe(file.name)}</span>'
        f'<span class="outcome">{words("outcome_" + file.outcome)}</span>{why}</li>'
    )


def listing(listed: Sequence[ListedDocument]) -> str:
    """The documents as a table with a box that filters it; an invitation if there are none."""
    if not listed:
        return f'<section class="nothing"><h2>{words("empty_list")}</h2><p>{words("empty_list_more")}</p></section>'
    names = ("title", "language", "date", "size", "passages")
    head = "".join(f'<th scope="col" class="{name}">{words(name)}</th>' for name in names)
    rows = "".join(map(_row, listed[:ROWS]))
    passages = sum(document.passages for document in listed)
    more = f'<p class="hint">{words("more_rows", count=ROWS, all=len(listed))}</p>' if len(listed) > ROWS else ""
    heading = words("shown", documents=counted("document", len(listed)), passages=counted("passage", passages))
    return (
        f'<section class="listing"><div class="list-head"><h2>{heading}</h2>'
        f'<label class="filter"><span>{words("filter")}</span><input type="search" autocomplete="off"></label></div>'
        f'<table><thead><tr>{head}<th><span class="unseen">{words("delete")}</span></th></tr></thead>'
        f'<tbody>{rows}</tbody></table><p class="hint none-fits" hidden>{words("no_match")}</p>{more}</section>'
    )


def _row(listed: ListedDocument) -> str:
    document, key = listed.document, safe(listed.document.id)
    searched = safe(" ".join((document.title, document.id, document.source, document.date)).lower())
    source = f'<span class="source">{safe(document.source or document.id)}</span>'
    return (
        f'<tr data-searched="{searched}"><td class="title"><button type="button" class="plain" data-show="{key}">'
        f"{safe(document.title)}</button>{source}</td>"
        f'<td class="language">{words("language_" + document.language)}</td>'
        f'<td class="date">{safe(document.date)}</td><td class="size">{size(document.text)}</td>'
        f'<td class="passages"><span class="figure">{listed.passages:,}</span>'
        f'<span class="unit">{words(counted("passage", listed.passages))}</span></td>'
        f'<td class="act"><span class="asks">'
        f'<button type="button" class="quiet" data-ask="sure">{words("delete")}<span class="unseen"> '
        f"{safe(document.title)}</span></button></span>"
        f'<span class="sure" hidden>{words("delete_sure")} <button type="button" class="danger" data-delete="{key}">'
        f"{words('delete')}</button> "
        f'<button type="button" class="quiet" data-keep>{words("keep")}</button></span></td></tr>'
    )


def size(text: str) -> str:
    """The size of a text in UTF-8, in bytes, KB or MB."""
    count = len(text.encode("utf-8", "surrogatepass"))
    for unit, width in (("MB", 1_000_000), ("KB", 1_000)):
        if count >= width:
            return f"{count / width:.1f} {unit}"
    return f"{count} B"


def text_of(document: Document, pages: str = "") -> str:
    """The text of a document; of a very long one, the first `SHOWN_LENGTH` characters. `pages` is HTML above it."""
    about = " · ".join(part for part in (document.source, document.date, document.id) if part)
    return (
        f'<section class="reader" lang="{document.language}"><header><div><h2>{safe(document.title)}</h2>'
        f'<p class="hint">{safe(about)}</p></div>'
        f'<button type="button" class="quiet" data-close>{words("close")}</button></header>'
        f"{_read_by_ocr(document)}{pages}"
        f'<div class="text" tabindex="0">{safe(document.text[:SHOWN_LENGTH])}</div></section>'
    )


def _read_by_ocr(document: Document) -> str:
    """Which pages were read from pictures; empty where none was."""
    names = [part.name for part in document.parts if part.ocr]
    if not names:
        return ""
    spans = {language: ", ".join(part_name(name, language) for name in names) for language in LANGUAGES}
    return f'<p class="hint">{words("ocr_pages", parts=tuple(spans.values()))}</p>'


def pages_button(document: Document) -> str:
    """The button that shows a document as it was printed; empty for one without pages."""
    if not document.parts or not document.parts[0].name.startswith("p. "):
        return ""
    goal = _page_goal(document)(1)
    return f'<p class="page-bar"><button type="button" class="quiet" {goal}>{words("page_region")}</button></p>'


def page_of(shown: PagePicture, document: Document) -> str:
    """A page of a document as it was printed, with buttons to turn it."""
    alt = say("page_alt_unmarked", document.language, page=shown.page, title=document.title)
    bar = turning(shown, _page_goal(document))
    return f'<section class="page-view"><div class="page-bar">{bar}</div>{sheet(shown, alt)}</section>'


def _page_goal(document: Document) -> Goal:
    return lambda page: f'data-page-of="{attribute(document.id)}" data-page="{page}"'
