"""The command `qa-mcp`: serves an index over the Model Context Protocol on standard input and output."""

import argparse
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path

from qa import Assistant, WenjuError
from ui.logs import log_in_sentences

FAILED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until the client hangs up; the exit code is 0, or 1 after a failure. Standard output carries only MCP."""
    chosen = parser().parse_args(arguments)
    log_in_sentences()
    if importlib.util.find_spec("mcp") is None:
        print("The package mcp is missing. Install it with: pip install 'wenju[mcp]'", file=sys.stderr)
        return FAILED
    from ui.programs.mcp_tools import server_over  # it needs mcp, which is optional

    try:
        assistant = Assistant.open(chosen.index, language_model=chosen.language_model)
    except WenjuError as error:
        print(error, file=sys.stderr)
        return FAILED
    try:
        server_over(assistant).run("stdio")
    except KeyboardInterrupt:
        return 0
    return 0


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(prog="qa-mcp", description="Ask your documents from a program that speaks MCP.")
    command.add_argument("--index", type=Path, metavar="DIR", help="the index folder")
    command.add_argument("--language-model", default="none", metavar="NAME", help="who words the answers (none)")
    return command


if __name__ == "__main__":
    sys.exit(main())
