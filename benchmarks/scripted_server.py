"""The whole server over an assistant that sleeps and then quotes: what serving itself costs. For `benchmarks.load`."""

import argparse
import time
from collections.abc import Iterator, Sequence

from qa import Answer, Citation, Document, Event
from ui.web.server import address_of, create_app, listen, serve

TEXT = "Across the province, 484 people were held accountable."
DOCUMENT = Document("one", "One", TEXT, "en")
CITATION = Citation(DOCUMENT, 1, "one", "One", 0, len(TEXT), TEXT, 21, 24)


class SleepingAssistant:
    """Takes the same time for each question."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def ask(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Answer:
        """The one answer."""
        time.sleep(self._seconds)
        return Answer(question, "en", "answered", "484[1]", (CITATION,), (), 0.9)

    def stream(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Iterator[Event]:
        """The search, then the answer."""
        yield Event("retrieved")
        yield Event("answered", answer=self.ask(question))

    def document(self, document_id: str) -> Document:
        """The one document."""
        return DOCUMENT

    def documents(self) -> tuple[Document, ...]:
        """The one document."""
        return (DOCUMENT,)


def main() -> None:
    """Serve until ended."""
    command = argparse.ArgumentParser(description=__doc__)
    command.add_argument("--answer-seconds", type=float, default=0.05)
    chosen = command.parse_args()
    with listen("127.0.0.1", 0) as listening:
        app = create_app(SleepingAssistant(chosen.answer_seconds))
        address = address_of(listening)
        serve(app, listening, lambda: print(f"Wenju is at {address}", flush=True))


if __name__ == "__main__":
    main()
