"""The view Documents: it draws what `Collections` holds and passes clicks and uploads on to it."""

import contextlib
import logging
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from qa import Cancelled, PagePictures, Settings, WenjuError
from ui.assistants import KeepsFiles
from ui.collections.collections import Collections, Indexed
from ui.collections.registry import DEFAULT
from ui.collections.uploads import BYTES_AT_ONCE, FILES_AT_ONCE, Upload, received
from ui.documents import documents_html
from ui.queue.job_html import working
from ui.queue.jobs import Job, Progress
from ui.texts.markup import notice, trouble, words
from ui.texts.messages import say
from ui.texts.problems import VIEW_PROBLEMS, problem_of

LOG = logging.getLogger("wenju.ui")
GLANCE_SECONDS = 0.25
_LISTEN = "wenjuViews.listen(element, trigger);"
_LISTEN_TO_FILES = "wenjuViews.listenToFiles(element, trigger, upload);"


class DocumentsView:
    """What the view does on a click or an upload. Each method is given the collection that its page has chosen."""

    def __init__(self, collections: Collections) -> None:
        self._collections = collections
        self._pictures = PagePictures()
        self._jobs: dict[str, Job[Indexed]] = {}

    def known(self, name: object) -> str:
        """The present name of the collection that has or had this name; the default collection if it is gone."""
        return self._collections.known(name)

    def switcher(self, name: str) -> str:
        return documents_html.switcher(self._collections.names(), self.known(name))

    def listing(self, name: str) -> str:
        try:
            return documents_html.listing(self._collections.documents(self.known(name)))
        except Exception as error:
            can_rebuild = self._collections.can_rebuild(self.known(name))
            return trouble(explained(error), remedy=documents_html.rebuild_button() if can_rebuild else "")

    def create(self, wanted: object, chosen: str, unnamed: str) -> tuple[str, str]:
        """Make a collection: the collection chosen then, and HTML that says why none was made, or is empty."""
        try:
            return self._collections.create(wanted if isinstance(wanted, str) else "", unnamed=unnamed), ""
        except Exception as error:
            return chosen, trouble(explained(error))

    def rename(self, name: str, wanted: object) -> tuple[str, str]:
        """Rename a collection: its name then, and HTML that says why it was not renamed, or is empty."""
        try:
            return self._collections.rename(self.known(name), wanted if isinstance(wanted, str) else ""), ""
        except Exception as error:
            return name, trouble(explained(error))

    def delete(self, name: str) -> tuple[str, str]:
        """Delete a collection: the collection chosen then, and HTML that says what was done."""
        collection = self.known(name)
        try:
            self._collections.delete(collection)
            return DEFAULT, notice(words("collection_deleted", name=collection))
        except Exception as error:
            return name, trouble(explained(error))

    def take(self, name: str, uploads: Sequence[Upload], turn: str = "") -> Iterator[tuple[str, str]]:
        """Index files. Yields the progress, then the results, each with the list of documents, or "" if unchanged.

        The results carry `turn`, by which the page knows that it can send the files that wait.
        """
        collection, could_be_asked = self.known(name), False
        job = Job("reading", lambda progress: self._index(collection, uploads, progress))
        self._jobs[job.id] = job.start()
        try:
            while not job.has_ended(GLANCE_SECONDS):
                can_be_asked = self._collections.is_previewed(collection)
                listing = self.listing(name) if can_be_asked and not could_be_asked else ""
                could_be_asked = can_be_asked
                yield working(job.step, job.id, can_be_asked=can_be_asked), listing
            shown = documents_html.results(job.result())
        except Cancelled:
            shown = notice(words("cancelled"))
        except Exception as error:
            shown = trouble(explained(error))
        finally:
            del self._jobs[job.id]
        yield documents_html.ended(shown, turn), self.listing(name)

    def _index(self, collection: str, uploads: Sequence[Upload], progress: Progress) -> Indexed:
        """Index files, then delete the received copies, whether or not a page still looks on."""
        try:
            return self._collections.index(collection, uploads, progress)
        finally:
            for upload in uploads:
                with contextlib.suppress(OSError):
                    if upload.path is not None:
                        upload.path.unlink(missing_ok=True)

    def cancel(self, job: object) -> None:
        """Cancel the job of that id, if it is still running."""
        if isinstance(job, str) and job in self._jobs:
            self._jobs[job].cancel()

    def remove(self, name: str, document_id: object) -> str:
        """Remove a document; HTML that says what was done."""
        collection = self.known(name)
        try:
            titles = {row.document.id: row.document.title for row in self._collections.documents(collection)}
            self._collections.remove(collection, str(document_id))
            return notice(words("deleted", title=titles.get(str(document_id), str(document_id))))
        except Exception as error:
            return trouble(explained(error))

    def text(self, name: str, document_id: object, page: object = None) -> str:
        """The text of a document; above it a page of it as it was printed, if one is asked for and its file is kept."""
        try:
            assistant = self._collections.assistant(self.known(name))
            document = assistant.document(str(document_id))
            data = assistant.original(document.id) if isinstance(assistant, KeepsFiles) else None
            if data is None:
                return documents_html.text_of(document)
            if not (isinstance(page, str) and page.isdecimal() and len(page) < 7):
                return documents_html.text_of(document, documents_html.pages_button(document))
            shown = self._pictures.draw(document, data, (), int(page))
            return documents_html.text_of(document, documents_html.page_of(shown, document))
        except Exception as error:
            return trouble(explained(error))


def explained(error: Exception) -> str:
    """The sentence for an error, as HTML in every language; the cause goes to the log."""
    level = logging.WARNING if isinstance(error, WenjuError | OSError) else logging.ERROR
    LOG.log(level, "the documents: %s: %s", type(error).__name__, error)
    return words(problem_of(type(error), VIEW_PROBLEMS), files=FILES_AT_ONCE, megabytes=BYTES_AT_ONCE // 1_000_000)


def build(collections: Collections, chosen: Any = None) -> None:
    """Build the view inside a `gr.Blocks`; `chosen` is the `gr.State` of the chosen collection, if views share it."""
    import gradio as gr

    view = DocumentsView(collections)
    chosen = chosen or gr.State(DEFAULT)
    plain = {"apply_default_css": False}
    with gr.Column(elem_id="wenju-documents", elem_classes="wenju-panel", min_width=0):
        switcher = gr.HTML(view.switcher(DEFAULT), js_on_load=_LISTEN, **plain)
        largest = Settings.from_environment().max_file_bytes
        drop = gr.HTML(documents_html.drop_zone(largest), js_on_load=_LISTEN_TO_FILES, **plain)
        work = gr.HTML("", js_on_load=_LISTEN, elem_classes="wenju-work", **plain)
        listing = gr.HTML("", js_on_load=_LISTEN, **plain)
        reader = gr.HTML("", js_on_load=_LISTEN, elem_id="wenju-reader", **plain)
    connect(view, chosen, switcher=switcher, drop=drop, work=work, listing=listing, reader=reader)


def connect(
    view: DocumentsView, chosen: Any, *, switcher: Any, drop: Any, work: Any, listing: Any, reader: Any
) -> None:
    """Connect each event to the view; uploads have a share of Gradio's queue, so that no question waits for them."""
    import gradio as gr

    def on_files(name: str, event: gr.EventData) -> Iterator[Any]:
        sent = event._data or {}
        files = received(sent.get("files"), Path(os.environ["GRADIO_TEMP_DIR"]))
        yield from taken(sent.get("collection") or name, files, str(sent.get("turn", "")))

    def taken(name: str, files: Sequence[Upload], turn: str = "") -> Iterator[Any]:
        for shown, listing in view.take(name, files, turn):
            yield shown, listing or gr.skip()

    def on_rebuild(name: str) -> Iterator[Any]:
        yield from taken(name, ())

    def on_choice(event: gr.EventData) -> tuple[str, str]:
        return view.known((event._data or {}).get("collection")), ""

    def on_new(name: str, event: gr.EventData) -> tuple[str, str]:
        sent = event._data or {}
        return view.create(sent.get("name"), name, say("unnamed", str(sent.get("language"))))

    def on_rename(name: str, event: gr.EventData) -> tuple[str, str]:
        return view.rename(name, (event._data or {}).get("name"))

    def on_delete(name: str, event: gr.EventData) -> tuple[str, str]:
        return view.remove(name, (event._data or {}).get("document")), view.listing(name)

    def on_show(name: str, event: gr.EventData) -> str:
        sent = event._data or {}
        return view.text(name, sent.get("document"), sent.get("page"))

    def on_cancel(event: gr.EventData) -> None:
        view.cancel((event._data or {}).get("job"))

    def draw(name: str) -> tuple[str, str, str]:
        return view.switcher(name), view.listing(name), ""

    quietly = {"show_progress": "hidden", "api_visibility": "private"}
    indexing = {"concurrency_id": "index", "concurrency_limit": 4, **quietly}
    # The page sends one set of files after another, but Gradio may not have closed the event of the one before.
    drop.upload(on_files, [chosen], [work, listing], trigger_mode="multiple", **indexing)
    listing.retry(on_rebuild, [chosen], [work, listing], **indexing)
    work.stop(on_cancel, None, None, concurrency_id="cancel", **quietly)
    switcher.select(on_choice, None, [chosen, work], **quietly)
    switcher.submit(on_new, [chosen], [chosen, work], **quietly)
    switcher.edit(on_rename, [chosen], [chosen, work], **quietly)
    switcher.delete(view.delete, [chosen], [chosen, work], **quietly)
    listing.delete(on_delete, [chosen], [work, listing], **quietly)
    listing.select(on_show, [chosen], [reader], **quietly).then(
        fn=None, js="() => wenjuViews.showReader()", queue=False, api_visibility="private"
    )
    reader.select(on_show, [chosen], [reader], **quietly)
    # When the page opens, and when another collection is chosen.
    gr.on(None, draw, [chosen], [switcher, listing, reader], **quietly)
