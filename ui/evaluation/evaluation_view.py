"""The view Evaluate: a question set over the chosen collection, its report, its exports."""

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
from ui.documents import documents_html as documents_rendering
from ui.evaluation import evaluation_html as judging_rendering
from ui.evaluation.runs import Run, Runs, run_of
from ui.queue.jobs import Job, Progress
from ui.texts.views_messages import both
from ui.texts.views_problems import problem

LOG = logging.getLogger("wenju.ui")
LARGEST_SET = 5_000_000  # bytes
GLANCE_SECONDS = 0.25
_TYPES = {"json": "application/json", "csv": "text/csv"}


class JudgeBusy(WenjuError):
    """Another run of this server is still going on."""


class Judge:
    """What the view does when something is clicked; one set is run at a time, so that askers still get their turn."""

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
        return judging_rendering.start(self._known(name), count)

    def report(self, name: str) -> str:
        runs = self._runs(name)
        return judging_rendering.report(runs.latest(), runs.before())

    def run_built_in(self, name: str) -> Iterator[str]:
        if self._built_in is not None:
            yield from self._run(name, self._built_in, self._built_in.name)

    def run_uploaded(self, name: str, uploads: Sequence[Upload]) -> Iterator[str]:
        """Run the one file that was sent."""
        one = uploads[0] if len(uploads) == 1 else Upload("", None)
        is_set = one.name.lower().endswith((".jsonl", ".csv")) and one.size <= LARGEST_SET
        if one.path is None or not is_set or not one.path.is_file() or one.path.stat().st_size > LARGEST_SET:
            yield documents_rendering.trouble(problem("no_set", megabytes=LARGEST_SET // 1_000_000))
            return
        try:
            yield from self._run(name, one.path, one.name)
        finally:
            with contextlib.suppress(OSError):
                one.path.unlink(missing_ok=True)

    def cancel(self, job: object) -> None:
        if self._job is not None and self._job.id == job:
            self._job.cancel()

    def export(self, name: str, kind: object) -> str:
        """A file for the user's disk as the script takes it; empty where there is none."""
        run = self._runs(name).latest()
        if run is None or kind not in ("json", "csv"):
            return ""
        text = run.to_json() if kind == "json" else run.to_csv()
        stamp = "".join(one for one in run.when if one.isdigit())
        return json.dumps({"name": f"wenju-evaluation-{stamp}.{kind}", "type": _TYPES[kind], "text": text})

    def _run(self, name: str, file: Path, set_name: str) -> Iterator[str]:
        """How far the run is; at the end nothing, or a sentence that says why there is no report."""
        try:
            if not self._running.acquire(blocking=False):
                raise JudgeBusy("Another evaluation is running")
            try:
                questions = read_questions(file)
                job = Job("asking", lambda progress: self._judged(name, questions, set_name, progress))
                self._job = job.start()
            except BaseException:
                self._running.release()
                raise
            while not job.has_ended(GLANCE_SECONDS):
                yield documents_rendering.working(job.step, job.id)
            job.result()
            yield ""
        except Cancelled:
            yield documents_rendering.notice(both("cancelled_run"))
        except Exception as error:
            yield documents_rendering.trouble(said(error))

    def _judged(self, name: str, questions: Sequence[GoldQuestion], set_name: str, progress: Progress) -> Run:
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


def said(error: Exception) -> str:
    """The sentence for an error; its cause goes to the log."""
    level = logging.WARNING if isinstance(error, WenjuError | OSError) else logging.ERROR
    LOG.log(level, "an evaluation: %s: %s", type(error).__name__, error)
    if isinstance(error, BadQuestionFile):
        return problem(error.fault, line=error.line)
    return problem(type(error))


def build(collections: Collections, chosen: Any = None, *, built_in: Path | None = None) -> None:
    """The view, inside a `gr.Blocks`; `chosen`, where it is shared, is the session's `gr.State` of a name."""
    import gradio as gr

    judge = Judge(collections, built_in)
    chosen = chosen or gr.State(DEFAULT)
    plain = {"apply_default_css": False}
    listen = "wenjuViews.listen(element, trigger);"
    with gr.Column(elem_id="wenju-judging", elem_classes="wenju-panel", min_width=0):
        start = gr.HTML(judge.start(DEFAULT), js_on_load="wenjuViews.listenToSet(element, trigger, upload);", **plain)
        work = gr.HTML("", js_on_load=listen, elem_classes="wenju-work", **plain)
        report = gr.HTML("", js_on_load=listen, **plain)
        saved = gr.Textbox(visible="hidden")
    connect(judge, chosen, start=start, work=work, report=report, saved=saved)


def connect(judge: Judge, chosen: Any, *, start: Any, work: Any, report: Any, saved: Any) -> None:
    """What happens on each event; a run has its own share of the queue."""
    import gradio as gr

    def on_run(name: str) -> Iterator[Any]:
        yield from ((shown, gr.skip()) for shown in judge.run_built_in(name))
        yield gr.skip(), judge.report(name)

    def on_set(name: str, event: gr.EventData) -> Iterator[Any]:
        files = received((event._data or {}).get("files"), Path(os.environ["GRADIO_TEMP_DIR"]))
        yield from ((shown, gr.skip()) for shown in judge.run_uploaded(name, files))
        yield gr.skip(), judge.report(name)

    def on_cancel(event: gr.EventData) -> None:
        judge.cancel((event._data or {}).get("job"))

    def on_save(name: str, event: gr.EventData) -> str:
        return judge.export(name, (event._data or {}).get("kind"))

    def draw(name: str) -> tuple[str, str]:
        return judge.start(name), judge.report(name)

    quietly = {"show_progress": "hidden", "api_visibility": "private"}
    judging = {"concurrency_id": "judge", "concurrency_limit": 4, **quietly}
    start.submit(on_run, [chosen], [work, report], **judging)
    start.upload(on_set, [chosen], [work, report], **judging)
    work.stop(on_cancel, None, None, concurrency_id="cancel", **quietly)
    report.download(on_save, [chosen], [saved], **quietly).then(
        fn=None, js="(sent) => { wenjuViews.save(sent); }", inputs=[saved], queue=False, api_visibility="private"
    )
    gr.on(None, draw, [chosen], [start, report], **quietly)  # when the page opens, and when another one is chosen
