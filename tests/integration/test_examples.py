"""The scripts of examples/ and the Python of both READMEs, run as they stand over the sample documents."""

import contextlib
import io
import os
import re
import runpy
import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from qa.cli import main
from tests.serving import QUESTION, QUOTE, TalkingAssistant, endpoint

pytestmark = pytest.mark.integration
ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh.md")
SHORT = 40


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with the sample documents, as in a clone."""
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    return folder


@pytest.fixture(scope="module")
def index(folder: Path) -> Path:
    """The index that the first command of the README makes."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        command = commands_of("README.md")[1]
        assert without_seconds(printed_by(command)) == without_seconds(command.output)
    finally:
        os.chdir(before)
    return folder / "my-index"


def python_of(readme: str) -> str:
    """The one block of Python in a README."""
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / readme).read_text("utf-8"), re.DOTALL)
    return str(block)


@dataclass(frozen=True, slots=True)
class Command:
    """A command line, and what is said to be printed by it."""

    line: str
    output: str


def commands_of(readme: str) -> list[Command]:
    """The commands of the one block of a README that shows them with their output."""
    (block,) = re.findall(r"```console\n(.*?)```", (ROOT / readme).read_text("utf-8"), re.DOTALL)
    return [Command(*entry.partition("\n")[::2]) for entry in block.split("$ ")[1:]]


def printed_by(command: Command) -> str:
    """What the command line puts on standard output."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        main(shlex.split(command.line)[1:])
    return printed.getvalue()


def without_seconds(text: str) -> str:
    return re.sub(r"\d+\.\d s\b", "… s", text)


def run(name: str, *arguments: object) -> int | None:
    """Run a script of examples/ as the main program; its exit code, or None if it just ends."""
    before = sys.argv
    sys.argv = [name, *map(str, arguments)]
    try:
        runpy.run_path(str(ROOT / "examples" / name), run_name="__main__")
    except SystemExit as ended:
        return int(ended.code or 0)
    finally:
        sys.argv = before
    return None


def test_each_example_is_short_and_is_run_by_a_test_below() -> None:
    scripts = sorted((ROOT / "examples").glob("*.py"))
    tests = Path(__file__).read_text("utf-8")
    assert len(scripts) == 4
    for script in scripts:
        assert len(script.read_text("utf-8").splitlines()) <= SHORT, script.name
        assert f'run("{script.name}"' in tests


def test_the_python_of_the_readme_runs_and_prints_what_they_say(
    index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    block = python_of("README.md")
    monkeypatch.chdir(index.parent)
    exec(compile(block, "README.md", "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    promised = re.findall(r"# (.+)", block)
    assert len(promised) == 3
    for beginning in (comment.split("…")[0] for comment in promised):
        assert any(line.startswith(beginning) for line in printed), (beginning, printed)


@pytest.mark.parametrize("readme", READMES)
def test_the_commands_of_the_readmes_print_what_stands_there(
    readme: str, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(index.parent)
    _, indexing, *asking = commands_of(readme)
    assert indexing == commands_of("README.md")[1]
    assert [command.line.split()[:2] for command in asking] == [["qa", "ask"], ["qa", "ask"]]
    for command in asking:
        assert printed_by(command) == command.output


def test_the_readme_in_chinese_has_the_same_python() -> None:
    assert python_of("README.zh.md") == python_of("README.md")


def test_ask_prints_the_answer_and_where_each_quote_stands(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask.py", index, QUESTION) == 0
    assert "[1] Jilin, spring 2022: supervision during the Omicron outbreak, 1889–1994, says: 484\n" in (
        capsys.readouterr().out
    )


def test_ask_ends_with_3_for_what_the_documents_do_not_answer(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask.py", index, "Who is the mayor of Jilin City?") == 3
    assert capsys.readouterr().out.startswith("These documents do not answer that.")


def test_the_retriever_gives_a_chain_numbered_passages(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("langchain_retriever.py", index, QUESTION)
    lines = capsys.readouterr().out.splitlines()
    assert [line[:3] for line in lines] == ["[1]", "[2]", "[3]"]
    assert lines[0].startswith("[1] zh/jilin-2022.md 2303–2633: ")


def test_an_own_language_model_words_the_answer_and_its_invented_figure_is_not_shown(
    index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("own_language_model.py", index, QUESTION)
    printed = capsys.readouterr().out
    assert printed.startswith("quoted: 484 people were held accountable in Jilin. “Across Jilin, 484 people were held")
    assert "answered: Across Jilin, 484 people were held accountable." in printed
    assert "9,999" not in printed


def test_openais_client_prints_the_answer_of_a_running_server_with_its_quote(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with endpoint(TalkingAssistant()) as address:
        run("openai_client.py", f"{address}/v1", QUESTION)
    assert capsys.readouterr().out == f"484 people[1]\n[1] Jilin 吉林: {QUOTE}\n"
