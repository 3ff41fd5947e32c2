"""The view Evaluate: a question set is run over the chosen collection, reported and exported."""

import contextlib
import json
import logging
import os
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from qa import BadQuestionFile, Cancelled, GoldQuestion, WenjuError, evaluate, read_questions
from ui.collections.collections import Collections
from ui.collections.registry import DEFAULT
from ui.collections.uploads import Upload, received
from ui.evaluation import evaluation_html
from ui.evaluation.runs import Run, Runs, run_of
from ui.queue.job_html import working
from ui.queue.jobs import Job, Progress
from ui.texts.markup import notice, trouble, words
from ui.texts.problems import VIEW_PROBLEMS, problem_of

LOG = logging.getLogger("wenju.ui")
LARGEST_SET = 5_000_000  # bytes
GLANCE_SECONDS = 0.25
_TYPES = {"json": "application/json", "csv": "text/csv"}


class EvaluationBusy(WenjuError):
    """This server is still running another question set."""


class EvaluationView:
    """What the view does on a click. One question set is run at a time, so that askers still get their turn."""

    def __init__(self, collections: Collections, built_in: Path | None) -> None:
        self._collections = collections
        self._built_in = built_in
        self._job: Job[Run] | None = None
        self._running = threading.Lock()

    def start(self, name: str) -> str:
        try:
            count = len(read_questions(self._built_in)) if self._built_in else 0
        except BadQuestionFile:
            count = 0
        return evaluation_html.start(self._known(name), count)

    def report(self, name: str) -> str:
        runs = self._runs(name)
        return evaluation_html.report(runs.latest(), runs.before())

    def run_built_in(self, name: str) -> Iterator[str]:
        if self._built_in is not None:
            yield from self._run(name, self._built_in, self._built_in.name)

    def run_uploaded(self, name: str, uploads: Sequence[Upload]) -> Iterator[str]:
        """Run the uploaded question set; exactly one file is taken."""
        upload = uploads[0] if len(uploads) == 1 else Upload("", None)
        is_set = upload.name.lower().endswith((".jsonl", ".csv")) and upload.size <= LARGEST_SET
        if upload.path is None or not is_set or not upload.path.is_file() or upload.path.stat().st_size > LARGEST_SET:
            yield trouble(words(VIEW_PROBLEMS["no_set"], megabytes=LARGEST_SET // 1_000_000))
            return
        try:
            yield from self._run(name, upload.path, upload.name)
        finally:
            with contextlib.suppress(OSError):
                upload.path.unlink(missing_ok=True)

    def cancel(self, job: object) -> None:
        if self._job is not None and self._job.id == job:
            self._job.cancel()

    def export(self, name: str, kind: object) -> str:
        """The last run as a file for the page's script to save; empty if there is no run or no such kind."""
        run = self._runs(name).latest()
        if run is None or kind not in ("json", "csv"):
            return ""
        text = run.to_json() if kind == "json" else run.to_csv()
        stamp = "".join(character for character in run.when if character.isdigit())
        return json.dumps({"name": f"wenju-evaluation-{stamp}.{kind}", "type": _TYPES[kind], "text": text})

    def _run(self, name: str, file: Path, set_name: str) -> Iterator[str]:
        """Run a set. Yields the progress, and last "" or HTML that says why there is no report."""
        try:
            if not self._running.acquire(blocking=False):
                raise EvaluationBusy("Another evaluation is running")
            try:
                questions = read_questions(file)
                job = Job("asking", lambda progress: self._evaluated(name, questions, set_name, progress))
                self._job = job.start()
            except BaseException:
                self._running.release()
                raise
            while not job.has_ended(GLANCE_SECONDS):
                yield working(job.step, job.id)
            job.result()
            yield ""
        except Cancelled:
            yield notice(words("cancelled_run"))
        except Exception as error:
            yield trouble(explained(error))

    def _evaluated(self, name: str, questions: Sequence[GoldQuestion], set_name: str, progress: Progress) -> Run:
        try:
            assistant = self._collections.assistant(self._known(name))
            evaluation = evaluate(
                questions, assistant.ask, progress=lambda done, total: progress("asking", done, total)
            )
            run = run_of(
                evaluation,
                name=set_name,
                when=datetime.now().strftime("%Y-%m-%d %H:%M:%S"),
                title=lambda document_id: str(assistant.document(document_id).title),
            )
            self._runs(name).add(run)
            return run
        finally:
            self._running.release()

    def _runs(self, name: str) -> Runs:
        return Runs(self._collections.folder(self._known(name)) / "evaluations")

    def _known(self, name: str) -> str:
        return self._collections.known(name)


def explained(error: Exception) -> str:
    """The sentence for an error, as HTML in every language; the cause goes to the log."""
    level = logging.WARNING if isinstance(error, WenjuError | OSError) else logging.ERROR
    LOG.log(level, "an evaluation: %s: %s", type(error).__name__, error)
    if isinstance(error, BadQuestionFile):
        return words(problem_of(error.fault, VIEW_PROBLEMS), line=error.line)
    return words(problem_of(type(error), VIEW_PROBLEMS))


def build(collections: Collections, chosen: Any = None, *, built_in: Path | None = None) -> None:
    """Build the view inside a `gr.Blocks`; `chosen` is the `gr.State` of the chosen collection, if views share it."""
    import gradio as gr

    view = EvaluationView(collections, built_in)
    chosen = chosen or gr.State(DEFAULT)
    plain = {"apply_default_css": False}
    listen = "wenjuViews.listen(element, trigger);"
    with gr.Column(elem_id="wenju-judging", elem_classes="wenju-panel", min_width=0):
        start = gr.HTML(view.start(DEFAULT), js_on_load="wenjuViews.listenToSet(element, trigger, upload);", **plain)
        work = gr.HTML("", js_on_load=listen, elem_classes="wenju-work", **plain)
        report = gr.HTML("", js_on_load=listen, **plain)
        saved = gr.Textbox(visible="hidden")
    connect(view, chosen, start=start, work=work, report=report, saved=saved)


def connect(view: EvaluationView, chosen: Any, *, start: Any, work: Any, report: Any, saved: Any) -> None:
    """Connect each event to the view; runs have a share of Gradio's queue."""
    import gradio as gr

    def on_run(name: str) -> Iterator[Any]:
        yield from ((shown, gr.skip()) for shown in view.run_built_in(name))
        yield gr.skip(), view.report(name)

    def on_set(name: str, event: gr.EventData) -> Iterator[Any]:
        files = received((event._data or {}).get("files"), Path(os.environ["GRADIO_TEMP_DIR"]))
        yield from ((shown, gr.skip()) for shown in view.run_uploaded(name, files))
        yield gr.skip(), view.report(name)

    def on_cancel(event: gr.EventData) -> None:
        view.cancel((event._data or {}).get("job"))

    def on_save(name: str, event: gr.EventData) -> str:
        return view.export(name, (event._data or {}).get("kind"))

    def draw(name: str) -> tuple[str, str]:
        return view.start(name), view.report(name)

    quietly = {"show_progress": "hidden", "api_visibility": "private"}
    running = {"concurrency_id": "judge", "concurrency_limit": 4, **quietly}
    start.submit(on_run, [chosen], [work, report], **running)
    start.upload(on_set, [chosen], [work, report], **running)
    work.stop(on_cancel, None, None, concurrency_id="cancel", **quietly)
    report.download(on_save, [chosen], [saved], **quietly).then(
        fn=None, js="(sent) => { wenjuViews.save(sent); }", inputs=[saved], queue=False, api_visibility="private"
    )
    # When the page opens, and when another collection is chosen.
    gr.on(None, draw, [chosen], [start, report], **quietly)
