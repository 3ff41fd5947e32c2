"""Long work on a thread of its own: it reports its progress, can be cancelled, and goes on when nobody looks."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from qa import Cancelled

Result = TypeVar("Result")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class JobStep:
    """How far a job is; `total` is 0 if unknown. `name` is that of its message, "step_" left out."""

    name: str
    done: int = 0
    total: int = 0


class Job(Generic[Result]):
    """Runs `work(progress)`; after `cancel`, the next call of `progress` raises `Cancelled`."""

    def __init__(self, first: str, work: Callable[[Progress], Result]) -> None:
        self.id = secrets.token_hex(8)
        self.step = JobStep(first)
        self._work = work
        self._cancelled = threading.Event()
        self._result: list[Result] = []
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name=f"wenju-{first}", daemon=True)

    def start(self) -> "Job[Result]":
        self._thread.start()
        return self

    def cancel(self) -> None:
        self._cancelled.set()

    def has_ended(self, seconds: float) -> bool:
        """Whether the job has ended, after waiting up to `seconds` for it."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def result(self) -> Result:
        """Wait for the end and return the result of the work. Raises what the work raised."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._result[0]

    def _run(self) -> None:
        try:
            self._result.append(self._work(self._progress))
        except BaseException as error:  # `result` raises it again
            self._error = error

    def _progress(self, name: str, done: int, total: int) -> None:
        self.step = JobStep(name, done, total)
        if self._cancelled.is_set():
            raise Cancelled("cancelled by the user")
