"""What the commands share: exit codes, and what may be written to a terminal."""

import json
import sys

DONE, FAILED, WRONG_USE, NOT_FOUND = 0, 1, 2, 3


def as_json(found: object) -> str:
    """One line; a character that the terminal does not have is written as JSON escapes it, so that nothing is lost."""
    text = json.dumps(found, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(found)
    return text


def printable(text: str) -> str:
    """Text of a document or file name without what would steer a terminal."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "\ufffd" for letter in text)


def progress_bar() -> "Bar | None":
    """A bar where there is somebody to see it."""
    return Bar() if sys.stderr.isatty() else None


class Bar:
    """A progress bar that appears with the first step whose length is known and that takes time."""

    def __init__(self) -> None:
        self._bar: object = None

    def __call__(self, step: str, done: int, total: int) -> None:
        if step not in ("embedding", "asking"):
            return
        from tqdm import tqdm

        if self._bar is None:
            self._bar = tqdm(total=total, desc=step, unit="passage")
        self._bar.update(done - self._bar.n)  # type: ignore[attr-defined]
        if done >= total:
            self._bar.close()  # type: ignore[attr-defined]
