"""What the compiled libraries under torch are told through the environment before they load.

What a user has set stays. Where torch was used before `embeddings` is imported, it keeps what it began with.
"""

import math
import os
from collections.abc import MutableMapping
from pathlib import Path

# Compiled multiplications that are kept, for oneDNN and for torch's layer over it; each holds some 0.7 MB, and every
# number of tokens in a batch is another one. With torch's 1,024 a process grew by 1.3 GB over 160 questions; a batch
# needs about ten, and is made of so many tokens never again. 0 crashes torch 2.13.
KEPT = 32
# The limit that a container has, in microseconds of processor time in each period: "200000 100000" is two cores.
QUOTA = Path("/sys/fs/cgroup/cpu.max")


def set_defaults(environment: MutableMapping[str, str] = os.environ) -> None:
    """Few compiled multiplications are kept; threads sleep while they wait, and there are as many as free cores.

    A thread that spins takes its core from another process: with four of ours on two cores a question then takes
    several times the processor time.
    """
    defaults = {
        "ONEDNN_PRIMITIVE_CACHE_CAPACITY": str(KEPT),
        "LRU_CACHE_CAPACITY": str(KEPT),
        "OMP_WAIT_POLICY": "PASSIVE",
        "KMP_BLOCKTIME": "0",  # the same for Intel's OpenMP, which other builds of torch bring
        "OMP_NUM_THREADS": str(usable_cores()),
    }
    for name, value in defaults.items():
        environment.setdefault(name, value)


def usable_cores(quota: Path = QUOTA) -> int:
    """The cores that this process may use: those it is bound to, or fewer where its container has a limit."""
    bound = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        time, period = map(int, quota.read_text("ascii").split())
        return max(1, min(bound, math.ceil(time / period)))
    except (OSError, ValueError, ZeroDivisionError):  # no limit is "max 100000", or there is no such file
        return bound
