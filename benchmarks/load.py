"""Many askers at once against a running server: errors, order, waiting and memory.

python -m benchmarks.load --seconds 120                  the real assistant over data/index
python -m benchmarks.load --seconds 120 --scripted 0.05  an assistant that only sleeps: what serving itself costs
"""

import argparse
import asyncio
import itertools
import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median, quantiles

import httpx

QUESTIONS = (
    "how many people were held accountable in Jilin",
    "长春市推动解决了多少个问题？",
    "郴州立案几人、免职几人？",
    "How many cadres did Yuexiu send to Guangta Street?",
    "who won the football match",
)
WARM_UP = 0.15  # the share of the time after which memory is read first
PATIENCE = 10.0  # seconds after the end for which questions under way are waited for
GREEDY = 8  # questions that the first asker has under way at once; every other asker has one


@dataclass(frozen=True, slots=True)
class Answered:
    """One question and what became of it."""

    asker: int
    seconds: float
    status: int


@dataclass(frozen=True, slots=True)
class Footprint:
    """What the server's process holds."""

    megabytes: float
    threads: int
    files: int


@dataclass
class Load:
    """What happened, as it happens."""

    url: str
    until: float
    answered: list[Answered] = field(default_factory=list)

    async def ask_on(self, asker: int, client: httpx.AsyncClient) -> None:
        """Ask one question after the other until the time is over."""
        for number in itertools.count(asker):
            if time.monotonic() >= self.until:
                return
            body = {
                "model": "wenju",
                "user": f"asker {asker}",
                "messages": [{"role": "user", "content": QUESTIONS[number % len(QUESTIONS)]}],
            }
            began = time.monotonic()
            try:
                status = (await client.post(self.url, json=body)).status_code
            except httpx.HTTPError:
                status = 0
            self.answered.append(Answered(asker, time.monotonic() - began, status))


def main() -> None:
    """Start a server, load it, and print the report as JSON."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--askers", type=int, default=32)
    command.add_argument("--seconds", type=float, default=120)
    command.add_argument("--index", type=Path, default=Path("data/index"))
    command.add_argument("--scripted", type=float, metavar="SECONDS", help="an assistant that sleeps so long instead")
    chosen = command.parse_args()
    server = ["benchmarks.scripted_server", "--answer-seconds", str(chosen.scripted)]
    if chosen.scripted is None:
        server = ["ui.app", "--index", str(chosen.index), "--port", "0"]
    with started(server) as (address, process):
        report = asyncio.run(loaded(f"{address}/v1/chat/completions", process.pid, chosen.askers, chosen.seconds))
    print(json.dumps(report, indent=1))


@contextmanager
def started(module: list[str]) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The address and the process of a server that runs until the block ends."""
    process = subprocess.Popen([sys.executable, "-m", *module], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        if not found:
            raise SystemExit("The server did not start; its reason stands above.")
        yield found[0], process
    finally:
        process.terminate()
        process.wait(10)


async def loaded(url: str, process: int, askers: int, seconds: float) -> dict[str, object]:
    """Load the server for so long, and what came of it."""
    load = Load(url, time.monotonic() + seconds)
    limits = httpx.Limits(max_connections=askers + GREEDY)
    async with httpx.AsyncClient(timeout=300, limits=limits) as client:
        asking = [asyncio.create_task(load.ask_on(asker, client)) for asker in [0] * (GREEDY - 1) + [*range(askers)]]
        await asyncio.sleep(seconds * WARM_UP)
        early = footprint(process)
        await asyncio.sleep(seconds * (1 - WARM_UP))
        late = footprint(process)
        _, late_ones = await asyncio.wait(asking, timeout=PATIENCE)
        for one in late_ones:
            one.cancel()
    return {
        "askers": askers,
        "seconds": seconds,
        **summary(load.answered, askers),
        "cut_off_at_the_end": len(late_ones),
        "after_warm_up": asdict(early),
        "at_the_end": asdict(late),
    }


def summary(answered: list[Answered], askers: int) -> dict[str, object]:
    """Figures over all answers. The greedy asker, number 0, has one turn in each round like everyone else."""
    good = [one for one in answered if one.status == 200]
    waited = [one.seconds for one in good if one.asker > 0]
    counts = Counter(one.asker for one in good)
    others = [counts[asker] for asker in range(1, askers)]
    cuts = quantiles(waited, n=100) if len(waited) > 1 else [0.0] * 99
    return {
        "answers": len(good),
        "errors": {str(status): n for status, n in Counter(one.status for one in answered).items() if status != 200},
        "seconds_p50": round(cuts[49], 3),
        "seconds_p95": round(cuts[94], 3),
        "seconds_p99": round(cuts[98], 3),
        "answers_per_asker": {"least": min(others), "median": median(others), "most": max(others)},
        "answers_of_the_greedy_asker": counts[0],
    }


def footprint(process: int) -> Footprint:
    """Resident memory, threads and open files of a process."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    memory, threads = (int(re.search(rf"{name}:\s+(\d+)", status)[1]) for name in ("VmRSS", "Threads"))  # type: ignore[index]
    return Footprint(round(memory / 1024, 1), threads, len(list(Path(f"/proc/{process}/fd").iterdir())))


if __name__ == "__main__":
    main()
