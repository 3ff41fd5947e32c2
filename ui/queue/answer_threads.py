"""Questions answered on threads while the server goes on; the work on a question stops when its asker leaves."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

from qa import Event
from ui.assistants import History
from ui.queue.fair_assistant import FairAssistant
from ui.queue.fair_queue import Asker

LOOK_SECONDS = 0.25
SPARE_THREADS = 4  # to refuse those who come when every place is taken


class AnswerThreads:
    """Answers questions on threads, one for each place in the queue, so that the queue alone decides the order."""

    def __init__(self, places: int) -> None:
        self._threads = ThreadPoolExecutor(places + SPARE_THREADS, thread_name_prefix="wenju-ask")

    async def events(
        self,
        assistant: FairAssistant,
        asker: Asker,
        question: str,
        history: History,
        disconnected: Callable[[], Awaitable[bool]],
    ) -> AsyncGenerator[Event, None]:
        """The events of the answer; they end early if the asker disconnects. Raises what the assistant raises."""
        loop = asyncio.get_running_loop()
        steps: asyncio.Queue[Event | Exception | None] = asyncio.Queue()
        gone = threading.Event()

        def put(step: Event | Exception | None) -> None:
            with contextlib.suppress(RuntimeError):  # the server has ended and its loop is closed
                loop.call_soon_threadsafe(steps.put_nowait, step)

        def work() -> None:
            try:
                with contextlib.closing(assistant.for_asker(asker, gone.is_set).stream(question, history)) as stream:
                    for event in stream:
                        put(event)
                        if gone.is_set():
                            break
                put(None)
            except Exception as error:
                put(error)

        async def watch() -> None:
            while not await disconnected():
                await asyncio.sleep(LOOK_SECONDS)
            steps.put_nowait(None)

        self._threads.submit(work)
        watching = asyncio.create_task(watch())
        try:
            while (step := await steps.get()) is not None:
                if isinstance(step, Exception):
                    raise step
                yield step
        finally:
            gone.set()
            watching.cancel()
