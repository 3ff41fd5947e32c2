"""`qa index` and `qa check`: make an index, follow its folders, mend it."""

import argparse
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from qa.index_builder import build_index
from qa.indexing.index_report import IndexReport
from qa.indexing.repair import Repair, repair, roll_back
from qa.retrieval import originals
from qa.retrieval.generations import current
from qa.settings import Settings
from qa.terminal import DONE, FAILED, as_json, printable, progress_bar
from qa.watching import Watch


def index(parsed: argparse.Namespace, settings: Settings) -> int:
    """Index paths; 1 if something that was meant to be indexed could not be."""
    if parsed.watch:
        return _watch(parsed, settings)
    report = build_index(
        parsed.paths, parsed.index, settings=settings, progress=None if parsed.json else progress_bar()
    )
    if parsed.json:
        print(_as_one_line(report))
    else:
        _print_report(report, parsed.index)
    return FAILED if report.failed else DONE


def _watch(parsed: argparse.Namespace, settings: Settings) -> int:
    """Follow the paths until Ctrl-C, or until the process is asked to end."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        for changes in Watch(parsed.paths, parsed.index, settings).changes():
            if parsed.json and changes.report is not None:
                print(_as_one_line(changes.report), flush=True)
                continue
            for line in changes.lines():
                print(f"{time.strftime('%H:%M:%S')} {printable(line)}", flush=True)
            if changes.report is not None:
                print(f"{time.strftime('%H:%M:%S')} {_counts(changes.report, parsed.index)}", flush=True)
    except KeyboardInterrupt:
        print("qa: stopped watching; the index holds what was told", file=sys.stderr)
    return DONE


def _as_one_line(report: IndexReport) -> str:
    return as_json({**asdict(report), "found": report.found, "seconds": round(report.seconds, 3)})


def _print_report(report: IndexReport, folder: Path) -> None:
    for file in report.skipped:
        kind = "skipped" if file.is_error else "left out"
        print(f"{kind}: {printable(file.source)}: {file.reason}", file=sys.stderr)
    print(_counts(report, folder))


def _counts(report: IndexReport, folder: Path) -> str:
    return (
        f"{report.documents} documents, {report.passages} passages in {folder}"
        f" ({report.added} added, {report.changed} changed, {report.unchanged} unchanged, {report.removed} removed,"
        f" {len(report.failed)} skipped; {report.seconds:.1f} s)"
    )


def check(parsed: argparse.Namespace, settings: Settings) -> int:
    """Check an index, and repair it or go back where that is asked for."""
    if parsed.repair:
        return _print_repair(repair(parsed.index, settings), parsed.index)
    if parsed.rollback:
        roll_back(parsed.index)
    generation, manifest = current(parsed.index)
    files = originals.damaged(parsed.index)
    state = "all files as they were written" if not files else f"{_pages(files)}. Repair it: qa check --repair"
    print(f"{generation}: {manifest.documents} documents, {manifest.passages} passages, {state}")
    return FAILED if files else DONE


def _pages(files: Sequence[str]) -> str:
    return f"{len(files)} kept files are damaged, whose pages cannot be shown"


def _print_repair(done: Repair, folder: Path) -> int:
    """What was wrong, what was done, and what is lost; 1 if something is."""
    if not done.fault and not done.files:
        print(f"{folder}: nothing to repair, all files as they were written")
    if done.fault:
        print(f"damaged: {printable(done.fault)}")
        print(f"made anew: {done.documents} documents, {done.passages} passages in {folder}")
    if done.files:
        print(f"deleted: {_pages(done.files)}. Index their folders again to have them back")
    for one in done.lost:
        print(f"lost: {printable(one)}")
    if done.loss:
        print(f"lost: {printable(done.loss)}")
    return FAILED if done.loss else DONE
