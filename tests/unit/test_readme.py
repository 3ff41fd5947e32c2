"""What README and the Makefile say is there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_every_make_target_of_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)", README))
    assert named <= targets
    assert {"chat", "test", "ask", "check", "evaluate"} <= named


def test_every_path_of_readmes_tree_exists() -> None:
    tree = README.split("## Where things are")[1].split("```")[1]
    paths = [line.split()[0] for line in tree.splitlines() if line.strip() and not line.startswith(" ")]
    assert len(paths) > 5
    assert not [path for path in paths if not (ROOT / path).exists()]


def test_every_command_of_readme_is_one_of_the_program() -> None:
    commands = set(re.findall(r"^qa ([a-z]+)", README, re.MULTILINE))
    parser = (ROOT / "qa" / "cli.py").read_text("utf-8")
    assert {"index", "ask", "evaluate"} <= commands
    assert not [command for command in commands if f'"{command}"' not in parser]


def test_the_lock_pins_every_package_to_one_version() -> None:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    assert not [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.+!-]+", line)]
    assert "torch==2.13.0" in lines
