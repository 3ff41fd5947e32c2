"""Memory stays where it is, however different the texts are."""

import gc
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from embeddings.encoders import PlainEncoder
from embeddings.plain_model import plain_model

pytestmark = pytest.mark.integration

ROOT = Path(__file__).resolve().parents[2]
# Multiplications of 150 different sizes, as of so many batches; prints by how many MB they made the process grow.
MANY_SIZES = """
import embeddings, torch
from pathlib import Path
from torch.nn.functional import linear

def private():
    return int(Path("/proc/self/status").read_text().split("RssAnon:")[1].split()[0]) / 1024

weights = [torch.zeros(shape, dtype=torch.bfloat16) for shape in ((1152, 384), (384, 384), (1536, 384), (384, 1536))]
with torch.inference_mode():
    for size in range(2000, 2150):
        for weight in weights:
            linear(torch.zeros(size, weight.shape[1], dtype=torch.bfloat16), weight)
        if size == 2020:
            before = private()
print(private() - before)
"""


def test_batches_of_ever_new_sizes_leave_nothing_behind() -> None:
    """Where a processor has bfloat16, these grew by 340 MB before the compiled multiplications were bounded."""
    done = subprocess.run([sys.executable, "-c", MANY_SIZES], cwd=ROOT, capture_output=True, text=True, check=True)
    assert float(done.stdout) < 60


def test_different_questions_with_uploads_in_between_do_not_add_up() -> None:
    """Before, these 40 questions grew by 600 MB, to 2.1 GB. `make evaluate` asks more."""
    arguments = ["--questions", "40", "--uploads", "4", "--may-grow", "200", "--at-most", "1500"]
    command = [sys.executable, "-m", "benchmarks.memory", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_freed_memory_goes_back_to_the_system() -> None:
    """A block that is still in use above the freed ones keeps glibc from returning them by itself."""
    program = """
from pathlib import Path
from embeddings.freed_memory import give_back
held = lambda: int(Path("/proc/self/status").read_text().split("RssAnon:")[1].split()[0]) / 1024
blocks = [bytearray(50_000) for _ in range(2_000)]
blocks = blocks[-1:]
before = held()
give_back()
print(before - held())
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert float(done.stdout) > 50


def test_a_model_in_use_is_not_loaded_again_and_goes_with_its_last_user(model_folder: Path) -> None:
    first, second = plain_model(model_folder, "float32"), plain_model(model_folder, "float32")
    assert first is second
    assert plain_model(model_folder, "bfloat16") is not first
    words = first.bert.words
    del first, second
    gc.collect()
    assert plain_model(model_folder, "float32").bert.words is not words


def test_a_text_that_is_too_long_keeps_its_beginning_and_both_marks(model_folder: Path) -> None:
    encoder = PlainEncoder(model_folder, "float32")
    long, fits = " ".join("abcdefghijklmnopqrst"), " ".join("abcdefghijklmn")
    assert encoder.lengths([long, fits, "a"], "") == [16, 16, 3]
    np.testing.assert_array_equal(encoder.encode([long], ""), encoder.encode([fits], ""))
