"""The view Documents: collections, uploads, the list. It draws what `Collections` holds and passes clicks on to it."""

import contextlib
import logging
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from qa import Cancelled, Settings, WenjuError
from ui.collections.collections import Collections, Indexed
from ui.collections.registry import DEFAULT
from ui.collections.uploads import BYTES_AT_ONCE, FILES_AT_ONCE, Upload, received
from ui.documents import documents_html as drawn
from ui.queue.jobs import Job, Progress
from ui.texts.views_messages import MESSAGES, both
from ui.texts.views_problems import problem

LOG = logging.getLogger("wenju.ui")
GLANCE_SECONDS = 0.25
_LISTEN = "wenjuViews.listen(element, trigger);"
_LISTEN_TO_FILES = "wenjuViews.listenToFiles(element, trigger, upload);"


class Shelf:
    """What the view does when something is clicked or dropped; which collection is meant is each session's own."""

    def __init__(self, collections: Collections) -> None:
        self._collections = collections
        self._jobs: dict[str, Job[Indexed]] = {}

    def known(self, name: object) -> str:
        """The collection that has this name or once had it; the default one where it has gone."""
        return self._collections.known(name)

    def switcher(self, name: str) -> str:
        return drawn.switcher(self._collections.names(), self.known(name))

    def listing(self, name: str) -> str:
        try:
            return drawn.listing(self._collections.documents(self.known(name)))
        except Exception as error:
            return drawn.trouble(said(error), may_rebuild=self._collections.can_rebuild(self.known(name)))

    def create(self, wanted: object, chosen: str, unnamed: str) -> tuple[str, str]:
        """The collection that is chosen then, and a sentence where none could be made."""
        try:
            return self._collections.create(wanted if isinstance(wanted, str) else "", unnamed=unnamed), ""
        except Exception as error:
            return chosen, drawn.trouble(said(error))

    def rename(self, name: str, wanted: object) -> tuple[str, str]:
        """The name that the collection has then, and a sentence where it could not be renamed."""
        try:
            return self._collections.rename(self.known(name), wanted if isinstance(wanted, str) else ""), ""
        except Exception as error:
            return name, drawn.trouble(said(error))

    def delete(self, name: str) -> tuple[str, str]:
        """The collection that is chosen then, and a sentence about what was done."""
        collection = self.known(name)
        try:
            self._collections.delete(collection)
            return DEFAULT, drawn.notice(both("collection_deleted", name=collection))
        except Exception as error:
            return name, drawn.trouble(said(error))

    def take(self, name: str, uploads: Sequence[Upload]) -> Iterator[tuple[str, str]]:
        """Index files: first how far it is, at last what became of each; with the list where that has changed."""
        collection, could_be_asked = self.known(name), False
        job = Job("reading", lambda progress: self._index(collection, uploads, progress))
        self._jobs[job.id] = job.start()
        try:
            while not job.has_ended(GLANCE_SECONDS):
                can_be_asked = self._collections.is_previewed(collection)
                listing = self.listing(name) if can_be_asked and not could_be_asked else ""
                could_be_asked = can_be_asked
                yield drawn.working(job.step, job.id, can_be_asked=can_be_asked), listing
            shown = drawn.results(job.result())
        except Cancelled:
            shown = drawn.notice(both("cancelled"))
        except Exception as error:
            shown = drawn.trouble(said(error))
        finally:
            del self._jobs[job.id]
        yield shown, self.listing(name)

    def _index(self, collection: str, uploads: Sequence[Upload], progress: Progress) -> Indexed:
        """Index files, whoever looks on; what was received goes when that has ended."""
        try:
            return self._collections.index(collection, uploads, progress)
        finally:
            for one in uploads:
                with contextlib.suppress(OSError):
                    if one.path is not None:
                        one.path.unlink(missing_ok=True)

    def cancel(self, job: object) -> None:
        """End the job of that id, if it is still going on."""
        if isinstance(job, str) and job in self._jobs:
            self._jobs[job].cancel()

    def remove(self, name: str, document_id: object) -> str:
        """A sentence about what was done."""
        collection = self.known(name)
        try:
            titles = {one.document.id: one.document.title for one in self._collections.documents(collection)}
            self._collections.remove(collection, str(document_id))
            return drawn.notice(both("deleted", title=titles.get(str(document_id), str(document_id))))
        except Exception as error:
            return drawn.trouble(said(error))

    def text(self, name: str, document_id: object) -> str:
        try:
            return drawn.text_of(self._collections.assistant(self.known(name)).document(str(document_id)))
        except Exception as error:
            return drawn.trouble(said(error))


def said(error: Exception) -> str:
    """The sentence for an error; its cause goes to the log."""
    level = logging.WARNING if isinstance(error, WenjuError | OSError) else logging.ERROR
    LOG.log(level, "the documents: %s: %s", type(error).__name__, error)
    return problem(type(error), files=FILES_AT_ONCE, megabytes=BYTES_AT_ONCE // 1_000_000)


def build(collections: Collections, chosen: Any = None) -> None:
    """The view, inside a `gr.Blocks`; `chosen`, where it is shared, is the session's `gr.State` of a name."""
    import gradio as gr

    shelf = Shelf(collections)
    chosen = chosen or gr.State(DEFAULT)
    plain = {"apply_default_css": False}
    with gr.Column(elem_id="wenju-documents", elem_classes="wenju-panel", min_width=0):
        switcher = gr.HTML(shelf.switcher(DEFAULT), js_on_load=_LISTEN, **plain)
        largest = Settings.from_environment().max_file_bytes
        drop = gr.HTML(drawn.drop_zone(largest), js_on_load=_LISTEN_TO_FILES, **plain)
        work = gr.HTML("", js_on_load=_LISTEN, elem_classes="wenju-work", **plain)
        listing = gr.HTML("", js_on_load=_LISTEN, **plain)
        reader = gr.HTML("", js_on_load=_LISTEN, elem_id="wenju-reader", **plain)
    connect(shelf, chosen, switcher=switcher, drop=drop, work=work, listing=listing, reader=reader)


def connect(shelf: Shelf, chosen: Any, *, switcher: Any, drop: Any, work: Any, listing: Any, reader: Any) -> None:
    """What happens on each event; an upload has its own share of the queue, so that nobody who asks waits for it."""
    import gradio as gr

    def on_files(name: str, event: gr.EventData) -> Iterator[Any]:
        files = received((event._data or {}).get("files"), Path(os.environ["GRADIO_TEMP_DIR"]))
        yield from taken(name, files)

    def taken(name: str, files: Sequence[Upload]) -> Iterator[Any]:
        for shown, listing in shelf.take(name, files):
            yield shown, listing or gr.skip()

    def on_rebuild(name: str) -> Iterator[Any]:
        yield from taken(name, ())

    def on_choice(event: gr.EventData) -> tuple[str, str]:
        return shelf.known((event._data or {}).get("collection")), ""

    def on_new(name: str, event: gr.EventData) -> tuple[str, str]:
        sent = event._data or {}
        return shelf.create(sent.get("name"), name, MESSAGES["unnamed"][sent.get("language") == "zh"])

    def on_rename(name: str, event: gr.EventData) -> tuple[str, str]:
        return shelf.rename(name, (event._data or {}).get("name"))

    def on_delete(name: str, event: gr.EventData) -> tuple[str, str]:
        return shelf.remove(name, (event._data or {}).get("document")), shelf.listing(name)

    def on_show(name: str, event: gr.EventData) -> str:
        return shelf.text(name, (event._data or {}).get("document"))

    def on_cancel(event: gr.EventData) -> None:
        shelf.cancel((event._data or {}).get("job"))

    def draw(name: str) -> tuple[str, str, str]:
        return shelf.switcher(name), shelf.listing(name), ""

    quietly = {"show_progress": "hidden", "api_visibility": "private"}
    indexing = {"concurrency_id": "index", "concurrency_limit": 4, **quietly}
    drop.upload(on_files, [chosen], [work, listing], **indexing)
    listing.retry(on_rebuild, [chosen], [work, listing], **indexing)
    work.stop(on_cancel, None, None, concurrency_id="cancel", **quietly)
    switcher.select(on_choice, None, [chosen, work], **quietly)
    switcher.submit(on_new, [chosen], [chosen, work], **quietly)
    switcher.edit(on_rename, [chosen], [chosen, work], **quietly)
    switcher.delete(shelf.delete, [chosen], [chosen, work], **quietly)
    listing.delete(on_delete, [chosen], [work, listing], **quietly)
    listing.select(on_show, [chosen], [reader], **quietly).then(
        fn=None, js="() => wenjuViews.showReader()", queue=False, api_visibility="private"
    )
    gr.on(None, draw, [chosen], [switcher, listing, reader], **quietly)  # as the page opens, and on each choice
