"""Which number format this processor multiplies fastest, measured at start-up in some tens of milliseconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Literal

Precision = Literal["float32", "bfloat16"]
MINIMUM_GAIN = 1.15  # below this the exacter format wins; also keeps noise from deciding
BFLOAT16_FLAGS = {"avx512_bf16", "amx_bf16"}  # without them torch emulates bfloat16, slowly
PROBE_ROWS, PROBE_NARROW, PROBE_WIDE = 256, 384, 1536  # a feed-forward layer of the bundled model, one passage
REPEATS = 5


def has_fast_bfloat16(cpu_information: str) -> bool:
    """Whether the text of /proc/cpuinfo names an instruction set for bfloat16."""
    for line in cpu_information.splitlines():
        if line.startswith(("flags", "Features")):
            return not BFLOAT16_FLAGS.isdisjoint(line.split())
    return False


@lru_cache(maxsize=1)
def fastest_precision() -> Precision:
    """bfloat16 where it beats float32 by at least `MINIMUM_GAIN` on this processor, else float32.

    It is timed, so a processor on the border may choose differently from one start to the next; vectors of the two
    keep cosine ≥ 0.999. Name a precision to have it fixed.
    """
    try:
        information = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "float32"  # not Linux: nothing to go by
    if not has_fast_bfloat16(information):
        return "float32"
    import torch

    exact, short = _probe_seconds(torch.float32), _probe_seconds(torch.bfloat16)
    return "bfloat16" if exact >= MINIMUM_GAIN * short else "float32"


def _probe_seconds(dtype: object) -> float:
    """The best of some runs of one feed-forward layer: the best is the least disturbed."""
    import torch
    from torch.nn.functional import gelu, linear

    rows, widen, narrow = (
        torch.ones(shape).to(dtype)  # type: ignore[call-overload]
        for shape in ((PROBE_ROWS, PROBE_NARROW), (PROBE_WIDE, PROBE_NARROW), (PROBE_NARROW, PROBE_WIDE))
    )
    with torch.inference_mode():
        return min(_seconds(lambda: linear(gelu(linear(rows, widen)), narrow)) for _ in range(REPEATS))


def _seconds(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    return time.perf_counter() - start
