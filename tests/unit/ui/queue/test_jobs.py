"""Long jobs report their progress and can be cancelled."""

import threading
from typing import Any

import pytest

from qa import Cancelled
from tests.time_limits import PATIENCE
from ui.queue.jobs import Job


def test_a_job_tells_its_step_and_ends_when_it_is_cancelled() -> None:
    reached, go_on = threading.Event(), threading.Event()

    def work(progress: Any) -> str:
        progress("embedding", 3, 9)
        reached.set()
        go_on.wait(PATIENCE)
        progress("embedding", 4, 9)
        return "done"

    job = Job("reading", work).start()
    assert reached.wait(PATIENCE)
    assert (job.step.name, job.step.done, job.step.total) == ("embedding", 3, 9)
    assert not job.has_ended(0)
    job.cancel()
    go_on.set()
    with pytest.raises(Cancelled):
        job.result()
