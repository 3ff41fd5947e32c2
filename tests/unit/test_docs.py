"""What the documentation says is there: paths, links, commands, settings, and the picture of the rooms."""

import ast
import dataclasses
import re
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import qa
from qa import Settings
from tests.unit.test_architecture import MAY_IMPORT

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "ui").rglob("*.md"), *(ROOT / "training").glob("*.md")]
    + [*(ROOT / "qa").rglob("*.md"), ROOT / "corpus/README.md"]
)
FOLDERS = ("qa", "ui", "embeddings", "tests", "docs", "examples", "training", "benchmarks", "corpus")
SETTING = re.compile(r"^\| `(WENJU_[A-Z_]+)` \| `([a-z_]+)` \| (.*?) \| (.+) \|$", re.MULTILINE)
# Every room may import these, so the picture leaves them out.
LEAVES = {"qa.types", "qa.errors", "qa.settings", "qa.messages"}
FACES = ("qa", "ui", "qa.answering")


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_and_path_of_a_page_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"[a-z]+:", link)]
    for link in links:
        target, _, part = link.partition("#")
        file = page.parent / target if target else page
        assert file.exists(), link
        assert not part or part in _anchors(file), link
    named = re.findall(rf"(?<![\w./])((?:{'|'.join(FOLDERS)})/[\w./-]*\w/?)", text)
    assert not [path for path in named if not (ROOT / path).exists() and not (ROOT / f"{path}.py").exists()]


def _anchors(page: Path) -> set[str]:
    """How GitHub calls the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_make_target_and_benchmark_of_a_page_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE)) <= targets
    modules = re.findall(r"python -m\s+((?:benchmarks|training)[\w.]*)", text)
    assert not [module for module in modules if not _is_module(module)]


def _is_module(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    return path.with_suffix(".py").exists() or (path / "__main__.py").exists()


def test_the_table_of_settings_is_the_settings() -> None:
    rows = SETTING.findall(text_of("docs/configuration.md"))
    fields = dataclasses.fields(Settings)
    assert [field for _, field, _, _ in rows] == [field.name for field in fields]
    defaults = Settings()
    for (variable, field, default, meaning), of_the_class in zip(rows, fields, strict=True):
        assert variable == f"WENJU_{field.upper()}"
        assert len(meaning) > 20
        if of_the_class.default is not dataclasses.MISSING:
            assert default.strip("`") == str(getattr(defaults, field) or "empty")


def test_the_reasons_in_the_table_of_formats_are_those_of_the_program() -> None:
    source = "".join(text_of(f"qa/documents/{name}.py") for name in ("loader", "folder_walk", "text_decoder"))
    source += text_of("qa/index_builder.py")
    for reason in (
        "describes the folder; name it on the command line to index it",
        "hidden file",
        "a link to a folder",
    ):
        assert reason in text_of("docs/formats.md")
        assert reason in source
    for suffix in qa.accepted_suffixes():
        assert f"`*{suffix}`" in text_of("docs/formats.md")


def test_the_changelog_ends_with_the_version_of_the_program() -> None:
    versions = re.findall(r"^## \[(.+?)\]", text_of("CHANGELOG.md"), re.MULTILINE)
    assert versions[0] == "Unreleased"
    assert versions[1] == qa.__version__


def test_the_project_states_its_licence_and_ships_its_types() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    assert project["license"] == "Apache-2.0 AND CC-BY-SA-4.0"
    assert all((ROOT / name).is_file() for name in project["license-files"])
    assert "Apache License" in text_of("LICENSE")
    assert all((ROOT / package / "py.typed").is_file() for package in ("qa", "ui", "embeddings"))


def test_the_picture_of_the_rooms_is_what_the_code_imports() -> None:
    (picture,) = re.findall(r"```mermaid\n(.*?)```", text_of("docs/architecture.md"), re.DOTALL)
    drawn = {(above, below) for above, below in re.findall(r"^ +([\w.]+) --> ([\w.]+)$", picture, re.MULTILINE)}
    arrows = shortest(imports_by_room())
    lines = "\n".join(f"    {above} --> {below}" for above, below in sorted(arrows))
    assert drawn == arrows, f"The picture in docs/architecture.md has to be:\n{lines}"


def imports_by_room() -> dict[str, set[str]]:
    """Each room of the table, without leaves and faces, and those that its files import."""
    imported: dict[str, set[str]] = {room: set() for room in MAY_IMPORT if room not in LEAVES and room not in FACES}
    for file in sorted(file for part in ("qa", "ui", "embeddings") for file in (ROOT / part).rglob("*.py")):
        room = room_of(".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
        if room in imported:
            names = _imported_names(ast.parse(file.read_text("utf-8")))
            imported[room] |= {room_of(name) for name in names} & set(imported) - {room}
    return imported


def room_of(module: str) -> str:
    """The room that a module or a name in it belongs to; empty for a library."""
    rooms = [room for room in MAY_IMPORT if module == room or (room not in FACES and module.startswith(f"{room}."))]
    return max(rooms, key=len, default="")


def _imported_names(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def shortest(imported: dict[str, set[str]]) -> set[tuple[str, str]]:
    """The arrows that no longer way replaces. Raises `CycleError` if rooms import one another in a circle."""
    below: dict[str, set[str]] = {}
    for room in TopologicalSorter(imported).static_order():
        below[room] = set().union(imported[room], *(below[other] for other in imported[room]))
    return {
        (room, other)
        for room, others in imported.items()
        for other in others
        if not any(other in below[between] for between in others)
    }


def test_an_arrow_is_left_out_where_a_longer_way_leads_to_the_same_room() -> None:
    assert shortest({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == {("a", "b"), ("b", "c")}
