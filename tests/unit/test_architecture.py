"""Who may import whom, read from the source itself."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Each room (a folder, or a file that stands by itself) and the rooms that it may import besides itself. A room that is
# not named here is a fault; `docs/architecture.md` draws this table, and a test below compares the two.
_LEAVES = {"qa.types", "qa.errors", "qa.settings"}
_STAGE = {"qa.types", "qa.errors", "qa.language"}
_ANSWERING = {"qa.types", "qa.errors", "qa.messages", "qa.language", "qa.question", "qa.answering.matching"}
_QA_TO_UI = {"qa"}
MAY_IMPORT = {
    "embeddings": set[str](),
    "qa.part": set[str](),
    "qa.types": {"qa.part"},
    "qa.errors": set[str](),
    "qa.settings": {"qa.errors"},
    "qa.messages": {"qa.types"},
    "qa.language": {"qa.types"},
    "qa.question": {"qa.types", "qa.errors", "qa.messages", "qa.language"},
    "qa.documents": _STAGE,
    "qa.retrieval": _STAGE | {"embeddings", "qa.question"},
    "qa.answering.matching": {"qa.types", "qa.language"},
    # The trained reader is a head over the embedder's encoder.
    "qa.answering.reading": {"qa.types", "qa.errors", "qa.language", "qa.answering.matching", "embeddings"},
    "qa.answering.evidence": _ANSWERING | {"qa.answering.reading"},
    "qa.answering.answers": _ANSWERING | {"qa.answering.evidence"},
    "qa.answering.tables": _ANSWERING | {"qa.answering.evidence", "qa.answering.answers"},
    "qa.answering.wording": _ANSWERING | {"qa.answering.answers"},
    "qa.answering.model_reading": _ANSWERING
    | {"qa.answering.evidence", "qa.answering.answers", "qa.answering.tables", "qa.answering.wording"},
    "qa.answering": set[str](),
    "qa.indexing": _LEAVES | {"embeddings", "qa.documents", "qa.retrieval"},
    "qa.index_builder": _LEAVES | {"embeddings", "qa.documents", "qa.retrieval", "qa.indexing"},
    "qa.watching": _LEAVES | {"embeddings", "qa.documents", "qa.retrieval", "qa.indexing", "qa.index_builder"},
    "qa.terminal": set[str](),
    "qa.index_commands": _LEAVES | {"qa.retrieval", "qa.indexing", "qa.index_builder", "qa.watching", "qa.terminal"},
    "qa.glossary": _LEAVES | {"qa.language", "qa.retrieval"},
    "qa.components": _LEAVES
    | {"embeddings", "qa.retrieval", "qa.answering.reading", "qa.answering.evidence", "qa.answering.wording"},
    "qa.answerer": _LEAVES
    | _ANSWERING
    | {"qa.components", "qa.answering.evidence", "qa.answering.answers", "qa.answering.tables"}
    | {"qa.answering.model_reading"},
    "qa.assistant": _LEAVES
    | {"embeddings", "qa.retrieval", "qa.components", "qa.langchain", "qa.answerer"}
    | {"qa.answering.evidence", "qa.answering.wording", "qa.answering.model_reading"},
    "qa.langchain": _LEAVES,
    "qa.evaluation": _LEAVES | {"qa.language", "qa.assistant"},
    "qa.doctor": _LEAVES
    | {"embeddings", "qa.retrieval", "qa.answering.reading", "qa.answering.evidence", "qa.answering.wording"}
    | {"qa.assistant", "qa.index_builder", "qa.terminal"},
    "qa.cli": _LEAVES
    | {"embeddings", "qa.assistant", "qa.index_builder", "qa.index_commands", "qa.retrieval", "qa.evaluation"}
    | {"qa.doctor", "qa.terminal"},
    "qa": _LEAVES
    | {"qa.documents", "qa.answering.answers", "qa.assistant", "qa.indexing", "qa.index_builder", "qa.retrieval"}
    | {"qa.evaluation"}
    | {"qa.language", "qa.glossary"},
    "ui.logs": set[str](),
    "ui.texts": set[str](),
    "ui.assistants": _QA_TO_UI,
    "ui.access": _QA_TO_UI,
    "ui.queue": _QA_TO_UI | {"ui.texts", "ui.assistants"},
    "ui.collections": _QA_TO_UI | {"ui.texts", "ui.assistants", "ui.queue"},
    "ui.chat": _QA_TO_UI | {"ui.texts", "ui.assistants", "ui.collections"},
    "ui.documents": _QA_TO_UI | {"ui.texts", "ui.assistants", "ui.queue", "ui.collections"},
    "ui.evaluation": _QA_TO_UI | {"ui.texts", "ui.queue", "ui.collections"},
    "ui.panels": {"ui.texts", "ui.assistants", "ui.chat"},
    "ui.programs": _QA_TO_UI | {"ui.logs", "ui.texts", "ui.assistants", "ui.access", "ui.queue"},
    "ui.web": _QA_TO_UI
    | {"ui.texts", "ui.assistants", "ui.access", "ui.queue", "ui.collections", "ui.chat", "ui.documents"}
    | {"ui.evaluation", "ui.panels", "ui.programs"},
    "ui.app": _QA_TO_UI | {"ui.logs", "ui.access", "ui.chat", "ui.collections", "ui.web"},
    "ui": set[str](),
}
HEAVY = {"torch", "transformers", "sentence_transformers", "gradio", "xllamacpp", "faiss"}


def _files() -> list[Path]:
    return sorted(file for part in ("qa", "ui", "embeddings") for file in (ROOT / part).rglob("*.py"))


def _module(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _part(module: str) -> str:
    """The row of the table that a module belongs to: the longest name that begins it."""
    faces = ("qa", "ui", "qa.answering")
    fitting = [name for name in MAY_IMPORT if module == name or (name not in faces and module.startswith(f"{name}."))]
    return max(fitting, key=len)


def _imports(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            is_package = (ROOT / Path(*node.module.split("."))).is_dir()
            found += [f"{node.module}.{alias.name}" if is_package else node.module for alias in node.names]
    return found


def _ours(name: str) -> str | None:
    """The part of ours that an imported name belongs to; None for a library."""
    if name.split(".")[0] not in ("qa", "ui", "embeddings"):
        return None
    parts = name.split(".")
    while parts and not (ROOT / Path(*parts)).with_suffix(".py").exists() and not (ROOT / Path(*parts)).is_dir():
        parts.pop()
    return _part(".".join(parts))


@pytest.mark.parametrize("file", _files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_imports_run_downhill(file: Path) -> None:
    part = _part(_module(file))
    imported = {ours for name in _imports(ast.parse(file.read_text("utf-8"))) if (ours := _ours(name))}
    assert imported - {part} <= MAY_IMPORT[part], f"{file.relative_to(ROOT)} imports uphill"


@pytest.mark.parametrize("file", _files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_a_heavy_library_is_never_imported_at_the_top(file: Path) -> None:
    top = ast.Module([node for node in ast.parse(file.read_text("utf-8")).body if not isinstance(node, ast.If)], [])
    shallow = [node for node in top.body if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {name.split(".")[0] for node in shallow for name in _imports(node)}
    assert not names & HEAVY


@pytest.mark.parametrize("file", _files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_no_function_grows_past_reading(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    assert not [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= 60]


def test_no_file_grows_past_reading(capsys: pytest.CaptureFixture[str]) -> None:
    """What a file is about decides its length: one of more than 300 lines is named, one of more than 400 is a fault."""
    lengths = {str(file.relative_to(ROOT)): file.read_text("utf-8").count("\n") for file in _files()}
    long = {name: lines for name, lines in lengths.items() if lines > 300}
    if long:
        with capsys.disabled():
            print("\nlonger than 300 lines:", ", ".join(f"{name} ({lines})" for name, lines in long.items()))
    assert not [name for name, lines in long.items() if lines > 400]


def _loaded_by(statement: str) -> set[str]:
    """The modules that a fresh process has after a statement."""
    command = [sys.executable, "-c", f"{statement}\nimport sys; print(*sys.modules)"]
    return set(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split())


def test_importing_qa_loads_no_heavy_library() -> None:
    everything = "import qa; [getattr(qa, name) for name in qa.__all__]"
    assert not _loaded_by(everything) & {*HEAVY, "langchain", "langchain_core"}


def test_importing_qa_alone_loads_nothing_of_ours_or_of_others() -> None:
    """So it takes a few milliseconds, and a process that parses files loads nothing of what answers."""
    loaded = _loaded_by("import qa")
    assert {name for name in loaded if name.split(".")[0] in ("qa", "ui", "embeddings")} == {"qa"}
    assert not loaded & {"numpy", "sqlite3", "platformdirs", "concurrent.futures"}
    assert "qa.answering" not in _loaded_by("import qa.documents.loader")


def test_nothing_is_unpickled_and_no_remote_code_runs() -> None:
    for file in _files():
        tree = ast.parse(file.read_text("utf-8"))
        assert not {"pickle", "joblib", "dill", "shelve", "marshal"} & {
            name.split(".")[0] for name in _imports(tree)
        }, file
        arguments = {
            (one.arg, getattr(one.value, "value", None)) for one in ast.walk(tree) if isinstance(one, ast.keyword)
        }
        assert not {("allow_pickle", True), ("trust_remote_code", True), ("weights_only", False)} & arguments, file
