"""How likely each way to answer from a table is the one asked for, by small nets learnt from questions over tables.

`benchmarks/fit_table_programs.py` fits the nets and their bars and writes both to `weights/programs.safetensors`.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.answering.tables.column_features import Matrix
from qa.answering.tables.program_features import FEATURES, ProgramFeatures
from qa.answering.tables.programs import Program
from qa.errors import SupportMismatch
from qa.language import fold

WEIGHTS = Path(__file__).parent / "weights" / "programs.safetensors"
# Beyond this a score tells nothing more, and its exponential would leave the range of a float.
_MOST = 50.0


@dataclass(frozen=True, slots=True)
class Net:
    """One hidden layer over standardised features."""

    inner: Matrix
    inner_bias: Matrix
    outer: Matrix
    outer_bias: float

    def scores(self, features: Matrix) -> NDArray[np.float64]:
        """A score for each row of features; what answers nothing scores 0."""
        hidden = np.maximum(0, features @ self.inner + self.inner_bias)
        scores: NDArray[np.float64] = (hidden @ self.outer + self.outer_bias).astype(np.float64)
        return scores.clip(-_MOST, _MOST)


@dataclass(frozen=True, slots=True)
class ProgramScores:
    """The nets, the mean and the spread of each feature, and two bars.

    What is likelier than `bar` is given as an answer; from `sure` on nine in ten are right.
    """

    nets: tuple[Net, ...]
    mean: Matrix
    spread: Matrix
    bar: float
    sure: float

    def best(self, features: ProgramFeatures) -> tuple[Program, float] | None:
        """The program that most likely answers, and how likely what it says is right; None without any program."""
        programs = features.found.programs
        if not programs:
            return None
        standard = (features.matrix() - self.mean) / self.spread
        scores = [net.scores(standard) for net in self.nets]
        likely = np.mean([np.exp(score) / (1 + np.exp(score).sum()) for score in scores], axis=0)
        said: dict[str, float] = defaultdict(float)
        for program, own in zip(programs, likely, strict=True):
            said[_plain(program.said)] += float(own)
        top = max(said, key=lambda text: said[text])
        ways = [at for at, program in enumerate(programs) if _plain(program.said) == top]
        return programs[max(ways, key=lambda at: likely[at])], said[top]


def _plain(text: str) -> str:
    return "".join(fold(text).split())


@cache
def program_scores(file: Path = WEIGHTS) -> ProgramScores:
    """The nets in a file. Raises `SupportMismatch` if they are unreadable or were fitted to other features."""
    from safetensors import safe_open  # takes a while to import, and few questions need it

    try:
        with safe_open(file, framework="numpy") as stored:
            arrays = {name: stored.get_tensor(name).astype(np.float32) for name in stored.keys()}  # noqa: SIM118
            told = stored.metadata()
        if tuple(json.loads(told["features"])) != FEATURES:
            raise ValueError("its features are others")
        nets = tuple(_net(arrays, number) for number in range(int(told["nets"])))
        return ProgramScores(nets, arrays["mean"], arrays["spread"], float(told["bar"]), float(told["sure"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SupportMismatch(f"The weights in {file} cannot be used: {error!r}. Install Wenju again.") from error


def write_program_scores(scores: ProgramScores, file: Path = WEIGHTS) -> None:
    """The nets and bars as `program_scores` reads them, in half precision."""
    from safetensors.numpy import save_file

    arrays = {"mean": scores.mean, "spread": scores.spread}
    for number, net in enumerate(scores.nets):
        arrays |= {
            f"{number}.inner": net.inner,
            f"{number}.inner_bias": net.inner_bias,
            f"{number}.outer": net.outer,
            f"{number}.outer_bias": np.array([net.outer_bias], dtype=np.float32),
        }
    told = {
        "features": json.dumps(FEATURES),
        "nets": str(len(scores.nets)),
        "bar": f"{scores.bar:.3f}",
        "sure": f"{scores.sure:.3f}",
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: np.ascontiguousarray(array, dtype=np.float16) for name, array in arrays.items()}, file, told)


def _net(arrays: dict[str, Matrix], number: int) -> Net:
    inner, bias, outer = (arrays[f"{number}.{name}"] for name in ("inner", "inner_bias", "outer"))
    return Net(inner, bias, outer, float(arrays[f"{number}.outer_bias"][0]))
