"""The command line. Exit codes: 0 done or answered, 3 not found, 2 wrong use, 1 failure."""

import argparse
import io
import json
import logging
import os
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from embeddings import EmbeddingError
from qa import index_commands
from qa.assistant import Assistant
from qa.doctor import command as doctor
from qa.errors import WenjuError, WrongUse
from qa.evaluation.question_set import read_questions
from qa.evaluation.report import mistakes, run, summarise, to_table
from qa.index_builder import build_index, remove_document, restore_document
from qa.retrieval.generations import current
from qa.retrieval.knowledge_base import KnowledgeBase
from qa.settings import Settings
from qa.terminal import DONE, FAILED, NOT_FOUND, WRONG_USE, as_json, printable, progress_bar
from qa.types import Answer, Citation


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; every error is one sentence on standard error."""
    _quieten()
    for stream in (sys.stdout, sys.stderr):
        _show_what_can_be_shown(stream)
    try:
        settings = Settings.from_environment()
        parsed = _parser(settings).parse_args(arguments)
        code = int(parsed.command(parsed, settings))
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        return _reader_gone()
    except WrongUse as error:
        print(f"qa: {error}", file=sys.stderr)
        return WRONG_USE
    except (WenjuError, EmbeddingError) as error:
        print(f"qa: {error}", file=sys.stderr)
        return FAILED
    except OSError as error:
        print(
            f"qa: {error.filename or 'a file'}: {error.strerror or error}. Check the path and the rights to it",
            file=sys.stderr,
        )
        return FAILED
    except KeyboardInterrupt:
        print("qa: stopped; the index is as it was", file=sys.stderr)
        return FAILED


def _show_what_can_be_shown(stream: TextIO) -> None:
    """A terminal of another code page shows "?" for what it has no character for."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")


def _reader_gone() -> int:
    """What we write to has been closed, as `head` does when it has enough: no fault of anybody's."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _quieten() -> None:
    """No warning, log line or progress bar of a library belongs between a question and its answer."""
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


def _parser(settings: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="qa", description="Ask documents; every answer shows the sentence it rests on."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    index = argparse.ArgumentParser(add_help=False)
    index.add_argument(
        "--index", type=Path, default=settings.index_folder, metavar="DIR", help="the index (default: %(default)s)"
    )
    model = argparse.ArgumentParser(add_help=False)
    model.add_argument(
        "--language-model", default="none", metavar="NAME", help="who words the answers (default: %(default)s)"
    )

    command = commands.add_parser("index", parents=[index], help="index files and folders")
    command.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a file, a folder, or rows in *.docs.jsonl(.gz)"
    )
    command.add_argument("--json", action="store_true", help="print the report as one JSON object")
    command.add_argument("--watch", action="store_true", help="go on, and follow each change until Ctrl-C")
    command.set_defaults(command=index_commands.index)

    command = commands.add_parser("ask", parents=[index, model], help="ask a question")
    command.add_argument("question")
    command.add_argument("--json", action="store_true", help="print the answer as one JSON object")
    command.set_defaults(command=_ask)

    command = commands.add_parser("evaluate", parents=[index, model], help="run a fixed question set")
    command.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl")
    command.add_argument("--documents", type=Path, metavar="PATH", help="index these first, in a folder of their own")
    command.add_argument("--json", type=Path, metavar="FILE", help="write the report there")
    command.add_argument("--mistakes", action="store_true", help="list what was answered or refused wrongly")
    command.set_defaults(command=_evaluate)

    command = commands.add_parser("documents", parents=[index], help="list, show, remove or restore documents")
    command.add_argument("action", choices=("list", "show", "remove", "restore"))
    command.add_argument("id", nargs="?")
    command.set_defaults(command=_documents)

    command = commands.add_parser("check", parents=[index], help="check every file of the index, and mend it")
    how = command.add_mutually_exclusive_group()
    how.add_argument("--repair", action="store_true", help="make what is damaged anew out of what is whole")
    how.add_argument("--rollback", action="store_true", help="go back to the index before the last change, and forth")
    command.set_defaults(command=index_commands.check)
    command = commands.add_parser("doctor", parents=[index], help="say what is installed, where, and whether it works")
    command.add_argument("--json", action="store_true", help="print the findings as one JSON object")
    command.set_defaults(command=doctor.run)
    return parser


def _ask(parsed: argparse.Namespace, settings: Settings) -> int:
    assistant = Assistant.open(parsed.index, language_model=parsed.language_model, settings=settings)
    answer = assistant.ask(parsed.question)
    if parsed.json:
        print(as_json(answer.to_json()))
    else:
        _print_answer(answer, assistant)
    _tell_spent(assistant)
    return DONE if answer.status == "answered" else NOT_FOUND


def _print_answer(answer: Answer, assistant: Assistant) -> None:
    print(printable(answer.text))
    if answer.reason:
        print(printable(answer.reason))
    for citation in answer.citations:
        document = assistant.document(citation.document_id)
        about = ", ".join(part for part in (document.source, document.date, document.id) if part)
        part = f"{printable(citation.part)}, " if citation.part else ""
        place = f"{part}characters {citation.start}–{citation.end}{printable(_ocr_sign(citation))}"
        print(f"[{citation.number}] {printable(citation.title)} ({printable(about)}), {place}")


def _ocr_sign(citation: Citation) -> str:
    """That a quote was read from a picture, and the figures in it that may be misread."""
    unsure = f", unsure: {', '.join(citation.unsure)}" if citation.unsure else ""
    return f", read by OCR{unsure}" if citation.ocr else ""


def _tell_spent(assistant: Assistant) -> None:
    """Tell what the language model was asked, beside the output, if there is one."""
    if assistant.spent.requests:
        print(f"language model: {assistant.spent}", file=sys.stderr)


def _evaluate(parsed: argparse.Namespace, settings: Settings) -> int:
    questions = read_questions(parsed.questions)
    folder = parsed.index
    if parsed.documents is not None:
        folder = settings.index_folder.parent / "evaluation" / parsed.documents.name.split(".")[0]
        build_index([parsed.documents], folder, settings=settings, progress=progress_bar())
    assistant = Assistant.open(folder, language_model=parsed.language_model, settings=settings)
    bar = progress_bar()
    results = run(
        questions, assistant.ask, progress=None if bar is None else lambda done, total: bar("asking", done, total)
    )
    report = summarise(results)
    if parsed.json is not None:
        parsed.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(to_table(report))
    _tell_spent(assistant)
    if parsed.mistakes:
        print(*map(printable, mistakes(results)), sep="\n")
    return DONE


def _documents(parsed: argparse.Namespace, settings: Settings) -> int:
    if parsed.action != "list" and not parsed.id:
        raise WrongUse(f"Which document? qa documents {parsed.action} ID; the ids are in: qa documents list")
    if parsed.action == "remove":
        remove_document(parsed.id, parsed.index, settings=settings)
        print(f"removed {printable(parsed.id)} from {parsed.index}")
        return DONE
    if parsed.action == "restore":
        restore_document(parsed.id, parsed.index)
        print(f"{printable(parsed.id)} comes back when its file is indexed again")
        return DONE
    generation, manifest = current(parsed.index)
    base = KnowledgeBase(generation, dimension=manifest.dimension)
    if parsed.action == "show":
        print(base.document(parsed.id).text)
        return DONE
    for stored in base.documents():
        document = stored.document
        columns = (document.id, document.language, document.date, str(len(document.text)), document.title)
        print("\t".join(map(printable, columns)))
    return DONE


if __name__ == "__main__":
    raise SystemExit(main())
