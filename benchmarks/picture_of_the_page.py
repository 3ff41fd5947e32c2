"""The picture of the page in the READMEs, made from the real page over the sample documents.

It needs Debian's chromium and fonts-noto-cjk, and an index of the sample documents.
Run: python -m benchmarks.picture_of_the_page [INDEX] [PICTURE]
"""

import shutil
import sys
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

from qa import Assistant
from ui.app import collections_beside
from ui.web.server import Server, address_of, create_app, listen, quiet_environment

QUESTION, WORD = "how many people were held accountable in Jilin", "追责问责"
PICTURE = Path(__file__).resolve().parents[1] / "ui" / "static" / "chat.png"


def main() -> None:
    """Ask, open the Chinese source, point at a word of its quote, and save what is seen."""
    index = Path(sys.argv[1] if len(sys.argv) > 1 else "data/index")
    picture = Path(sys.argv[2]) if len(sys.argv) > 2 else PICTURE
    quiet_environment()
    assistant = Assistant.open(index)
    app = create_app(assistant, collections=collections_beside(index, embedder=assistant.embedder))
    with listen("127.0.0.1", 0) as listening:
        ready = threading.Event()
        server = Server(app, ready.set)
        thread = threading.Thread(target=lambda: server.run(sockets=[listening]), daemon=True)
        thread.start()
        ready.wait()
        photograph(address_of(listening), picture)
        server.should_exit = True
        thread.join()


def photograph(address: str, picture: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_context(locale="en-US", viewport={"width": 1440, "height": 900}).new_page()
        page.goto(address)
        page.locator(".welcome").wait_for()
        page.locator("#wenju-question textarea").fill(QUESTION)
        page.locator("#wenju-question textarea").press("Enter")
        page.locator(".wenju-turns.last:not(.under-way) .evidence li:has(.word) .mark").click()
        page.locator("#wenju-quote .word", has_text=WORD).hover()
        page.wait_for_timeout(1_000)  # until nothing moves
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main()
