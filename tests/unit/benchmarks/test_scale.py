"""What stands in for an embedder when the size of an index is measured."""

import numpy as np

from benchmarks.scale import MadeVectors
from tests.fakes import letters


def test_made_vectors_are_unit_vectors_near_real_ones_and_the_same_each_time() -> None:
    real = np.eye(2, 32, dtype=np.float32)
    made, again = (MadeVectors(letters(), real).encode_passages(["a", "b", "c"]) for _ in range(2))
    np.testing.assert_array_equal(made, again)
    np.testing.assert_allclose(np.linalg.norm(made, axis=1), 1, rtol=1e-5)
    assert (made @ real.T).max(axis=1).min() > 0.5
