"""Property tests with few cases each time they run, and as many as PROPERTY_CASES says where it is set.

`python -m benchmarks.properties` sets it to 10,000.
"""

import os
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import settings

_Test = TypeVar("_Test", bound=Callable[..., None])
_CASES = os.environ.get("PROPERTY_CASES", "")


def cases(few: int, *, same: bool = False) -> Callable[[_Test], _Test]:
    """Mark a property, to be tried with so many cases at home; `same` ones each time."""

    def marked(test: _Test) -> _Test:
        chosen = settings(max_examples=int(_CASES or few), deadline=None, derandomize=same and not _CASES)
        found: _Test = pytest.mark.properties(chosen(test))
        return found

    return marked
