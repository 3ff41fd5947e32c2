"""What the READMEs and the Makefile say is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENGLISH, CHINESE = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh.md"))
LINK = re.compile(r"\]\(([^)#\s]+)")


def test_the_readme_is_read_in_five_minutes() -> None:
    assert 700 <= len(ENGLISH.split()) <= 900


@pytest.mark.parametrize("readme", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_every_command_of_a_readme_is_one_of_the_program(readme: str) -> None:
    commands = set(re.findall(r"^\$ qa ([a-z]+)", readme, re.MULTILINE))
    parser = (ROOT / "qa" / "cli.py").read_text("utf-8")
    assert commands == {"index", "ask"}
    assert not [command for command in commands if f'"{command}"' not in parser]


def test_every_folder_that_has_documentation_is_reached_from_the_readme() -> None:
    linked = set(LINK.findall(ENGLISH))
    pages = {page.relative_to(ROOT).as_posix() for page in (ROOT / "docs").glob("*.md")}
    assert pages | {"CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "LICENSE", "NOTICE", "examples"} <= linked


def test_the_chinese_readme_has_the_same_parts_links_and_figures() -> None:
    def parts(readme: str) -> list[int]:
        return [len(heading) for heading in re.findall(r"^(#+) ", readme, re.MULTILINE)]

    def results(readme: str) -> list[str]:
        rows = [line for line in readme.splitlines() if line.startswith("|") and line.count("|") == 6]
        return [figure for row in rows[2:] for figure in re.findall(r"\| 0?([\d.]+|–) (?=\|)", row)]

    other = {"README.md", "README.zh.md"}
    assert parts(CHINESE) == parts(ENGLISH)
    assert set(LINK.findall(CHINESE)) - other == set(LINK.findall(ENGLISH)) - other
    assert len(results(ENGLISH)) == 16
    assert results(CHINESE) == results(ENGLISH)


def test_chinese_text_has_chinese_punctuation() -> None:
    prose = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)", "", CHINESE, flags=re.DOTALL)
    assert not re.findall(r"[一-鿿][,;:!?()]", prose)


def test_both_readmes_name_the_version_and_the_licences() -> None:
    (version,) = re.findall(r'^__version__ = "(.+)"', (ROOT / "qa/__init__.py").read_text("utf-8"), re.MULTILINE)
    for readme in (ENGLISH, CHINESE):
        for named in (version, "Apache-2.0", "CC BY-SA 4.0", "CC-CEDICT", "multilingual-e5-small", "MIT"):
            assert named in readme


def test_the_lock_pins_every_package_to_one_version() -> None:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    assert not [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.+!-]+", line)]
    assert "torch==2.13.0" in lines
