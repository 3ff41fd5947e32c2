"""The command `qa-chat`: opens an index and serves the chat over it."""

import argparse
import getpass
import ipaddress
import socket
import sys
import threading
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qa import Assistant, Preview, Settings, WenjuError
from ui.access.logins import login_line, read_logins
from ui.chat import reading_aid_html
from ui.chat.conversation_store import ConversationStore
from ui.collections.collections import Collections
from ui.logs import log_in_sentences
from ui.web.security import LOOPBACK_HOSTS, Policy
from ui.web.server import address_of, create_app, listen, quiet_environment, serve

FAILED, WRONG_USE = 1, 2
# Beside the source; an installed package has none.
SAMPLE_QUESTIONS = Path(__file__).resolve().parent.parent / "corpus" / "questions.jsonl"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 if the user ended it, 1 after a failure, 2 for wrong use."""
    chosen = parser().parse_args(arguments)
    log_in_sentences()
    try:
        if chosen.make_login is not None:
            print(login_line(chosen.make_login, read_password()))
            return 0
        if not is_loopback(chosen.host) and chosen.auth is None and not chosen.allow_without_login:
            print(
                f"{chosen.host} can be reached by others. Give --auth FILE so that they have to sign in, or say "
                "--allow-without-login if everyone may ask.",
                file=sys.stderr,
            )
            return WRONG_USE
        run(chosen)
    except WenjuError as error:
        print(error, file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return 0
    return 0


def run(chosen: argparse.Namespace) -> None:
    """Open the index and serve until the user ends it. Raises `WenjuError`."""
    logins = read_logins(chosen.auth) if chosen.auth else None
    quiet_environment()
    index_folder = chosen.index or Settings.from_environment().index_folder
    with listen(chosen.host, chosen.port) as listening:
        assistant = Assistant.open(index_folder, language_model=chosen.language_model)
        collections = collections_beside(
            index_folder, language_model=chosen.language_model, embedder=assistant.embedder
        )
        app = create_app(
            assistant,
            policy=policy_for(chosen.host),
            collections=collections,
            store=ConversationStore(chosen.data),
            logins=logins,
            built_in=SAMPLE_QUESTIONS if SAMPLE_QUESTIONS.is_file() else None,
        )
        address = address_of(listening)

        reading_aid_html.warm_up()

        def ready() -> None:
            print(f"Wenju is at {address} (Ctrl+C stops it)", flush=True)
            if chosen.open:
                threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

        serve(app, listening, ready)


def collections_beside(index: Path, *, language_model: str = "none", embedder: Any = None) -> Collections:
    """The collections beside an index folder, which belongs to the default collection."""

    def open_assistant(index: Path | Preview, shared: Any) -> Assistant:
        return Assistant.open(index, language_model=language_model, embedder=shared)

    return Collections(index.parent / "collections", open_assistant, default_index=index, embedder=embedder)


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(prog="qa-chat", description="Ask your documents in the browser.")
    command.add_argument("--index", type=Path, metavar="DIR", help="the index folder")
    command.add_argument(
        "--data", type=Path, metavar="DIR", default=Path("data"), help="where conversations are kept (%(default)s)"
    )
    command.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    command.add_argument(
        "--port", type=port_number, default=7860, help="the port to listen on (7860; 0 takes a free one)"
    )
    command.add_argument("--auth", type=Path, metavar="FILE", help="ask for a login; lines made by --make-login")
    command.add_argument("--make-login", metavar="NAME", help="ask for a password, print the line for --auth, and end")
    command.add_argument("--allow-without-login", action="store_true", help="serve others without a login")
    command.add_argument("--language-model", default="none", metavar="NAME", help="who words the answers (none)")
    command.add_argument("--open", action="store_true", help="open the page in the browser")
    return command


def port_number(text: str) -> int:
    """A port number from 0 to 65535. Raises argparse's error for anything else, which ends the command with code 2."""
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port. Use a number from 0 to 65535")
    return int(text)


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def policy_for(host: str) -> Policy:
    """The hosts to serve; beyond loopback, the machine's names and any address too."""
    if is_loopback(host):
        return Policy(hosts=LOOPBACK_HOSTS | {host.lower()})
    names = {host.lower(), socket.gethostname().lower(), socket.getfqdn().lower()}
    return Policy(hosts=LOOPBACK_HOSTS | names, any_address=True)


def read_password() -> str:
    """A password that is typed twice and not shown; from a pipe, its first line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    while True:
        first = getpass.getpass("Password: ")
        if first == getpass.getpass("Once more: "):
            return first
        print("The two were not the same.", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
