"""What torch is told before it loads."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from embeddings.native_settings import set_defaults, usable_cores


def test_what_a_user_has_set_stays_and_the_rest_is_filled_in() -> None:
    environment = {"OMP_NUM_THREADS": "7", "LRU_CACHE_CAPACITY": "9"}
    set_defaults(environment)
    assert environment == {
        "OMP_NUM_THREADS": "7",
        "LRU_CACHE_CAPACITY": "9",
        "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "32",
        "OMP_WAIT_POLICY": "PASSIVE",
        "KMP_BLOCKTIME": "0",
    }


def test_importing_embeddings_is_enough() -> None:
    program = "import embeddings, os; print(os.environ['OMP_WAIT_POLICY'], os.environ['LRU_CACHE_CAPACITY'])"
    unset = {name: value for name, value in os.environ.items() if name not in ("OMP_WAIT_POLICY", "LRU_CACHE_CAPACITY")}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=unset)
    assert done.stdout == "PASSIVE 32\n"


@pytest.mark.parametrize(
    ("limit", "cores"), [("100000 100000", 1), ("10000 100000", 1), ("max 100000", None), ("0 0", None), ("", None)]
)
def test_a_limit_of_the_container_counts_where_there_is_one(tmp_path: Path, limit: str, cores: int | None) -> None:
    (tmp_path / "cpu.max").write_text(limit)
    bound = len(os.sched_getaffinity(0))
    assert usable_cores(tmp_path / "cpu.max") == (cores or bound)
    assert usable_cores(tmp_path / "missing") == bound
