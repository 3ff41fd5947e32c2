"""Versions below which known holes are open; the newest released ones meet all."""

from importlib.metadata import PackageNotFoundError, version

import pytest

FLOORS = {
    "gradio": "6.31.0",
    "langchain-core": "1.2.22",
    "langgraph-checkpoint": "4.0.0",
    "faiss-cpu": "1.15.1",
    "torch": "2.10.0",
    "transformers": "5.10.0",
    "sentence-transformers": "6.0",
    "python-multipart": "0.0.31",
    "brotli": "1.2.1",
    "mcp": "1.23.0",
    "lxml": "6.1.0",
}


def _parts(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("+")[0].split(".") if part.isdigit())


@pytest.mark.parametrize("package", FLOORS)
def test_a_package_is_not_older_than_its_last_known_hole(package: str) -> None:
    assert _parts(version(package)) >= _parts(FLOORS[package])


def test_the_package_that_unpickles_indexes_is_not_installed() -> None:
    with pytest.raises(PackageNotFoundError):
        version("langchain-community")
