"""Versions below which known holes are open; those that are tested with meet all."""

from importlib.metadata import version

import pytest

from qa.doctor.finding import Finding
from qa.doctor.floors import FLOORS, Floor, check_versions


def test_no_package_is_older_than_its_last_known_hole_and_none_is_unwanted() -> None:
    (listed, *faults) = check_versions()
    assert faults == []
    assert f"torch {version('torch')}" in listed.text


def test_every_floor_has_its_reason_and_is_a_version() -> None:
    assert len({floor.package for floor in FLOORS}) == len(FLOORS)
    for floor in FLOORS:
        assert floor.oldest[0].isdigit()
        assert len(floor.why) > 20


@pytest.mark.parametrize("oldest", ["999.0", "1000"])
def test_a_package_below_its_floor_is_a_fault_with_what_to_do(oldest: str) -> None:
    (listed, *faults) = check_versions((Floor("numpy", oldest, "sums were wrong"),))
    assert listed.text == f"numpy {version('numpy')}"
    assert faults == [
        Finding(
            "package numpy",
            "bad",
            f"{version('numpy')} is older than {oldest}; before that, sums were wrong",
            f'Install it: pip install "numpy>={oldest}"',
        )
    ]


def test_versions_are_compared_as_numbers() -> None:
    assert len(check_versions((Floor("numpy", "1.26.4", ""),))) == 1


def test_a_missing_package_is_a_fault_only_where_it_is_needed() -> None:
    (_, missing) = check_versions((Floor("no-such-package", "1", ""),))
    assert (missing.state, missing.text) == ("bad", "it is missing")
    assert len(check_versions((Floor("no-such-package", "1", "", needed=False),))) == 1
