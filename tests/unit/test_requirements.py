"""What is missing is skipped at home and fails on a build machine, in every test that needs it."""

from pathlib import Path

import pytest

from tests.requirements import Requirement

TESTS = Path(__file__).resolve().parents[1]
MISSING = Requirement("unicorn", lambda: False, "make unicorn")


def test_what_is_missing_is_skipped_and_says_how_to_install_it() -> None:
    with pytest.raises(pytest.skip.Exception, match="unicorn is missing. Install it with: make unicorn"):
        MISSING.require(on_build_machine=False)


def test_on_a_build_machine_what_is_missing_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match="unicorn is missing"):
        MISSING.require(on_build_machine=True)


def test_what_is_there_is_used() -> None:
    Requirement("horse", lambda: True, "").require(on_build_machine=True)


def test_no_test_skips_a_missing_package_by_itself() -> None:
    itself = Path(__file__).name
    sources = {path: path.read_text("utf-8") for path in TESTS.rglob("test_*.py") if path.name != itself}
    assert [str(path) for path, source in sources.items() if "importorskip" in source] == []
