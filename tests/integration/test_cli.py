"""The command line as a script calls it: JSON, exit codes, and one sentence for every error."""

import contextlib
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.sample_files import Block, docx, html, xlsx, zipped
from qa.cli import main

pytestmark = pytest.mark.integration

QUESTION = "吉林全省各级纪检监察机关共追责问责多少人？"
CORPUS = Path(__file__).resolve().parents[2] / "corpus"
REPORTS = CORPUS / "zh"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, model_folder: Path) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "index"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WENJU_EMBEDDING_MODEL", str(model_folder))
        assert main(["index", str(REPORTS), "--index", str(folder)]) == 0
    return folder


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, model_folder: Path) -> None:
    monkeypatch.setenv("WENJU_EMBEDDING_MODEL", str(model_folder))


def test_an_answer_as_json_is_one_object_and_nothing_else(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["ask", QUESTION, "--index", str(index), "--json"])
    printed = capsys.readouterr()
    answer = json.loads(printed.out)
    assert (code, answer["status"], printed.err) == (0, "answered", "")
    one = answer["citations"][0]
    text = (REPORTS / one["document_id"]).read_text("utf-8")
    assert text[one["start"] : one["end"]] == one["quote"]
    assert text[one["answer_start"] : one["answer_end"]] == "484"
    assert "484" in answer["text"]


def test_a_refusal_ends_with_code_3(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "How many people were held accountable in Shanghai?", "--index", str(index), "--json"]) == 3
    answer = json.loads(capsys.readouterr().out)
    assert (answer["status"], answer["citations"]) == ("not_found", [])


def test_an_answer_for_people_names_its_source(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ask", QUESTION, "--index", str(index)])
    assert "jilin-2022.md), characters" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["ask", "who", "--index", "{empty}"], 1, "No index in {empty}. Build it with: qa index PATH"),
        (["ask", "", "--index", "{index}"], 2, "The question is empty"),
        (["ask", "x" * 4001, "--index", "{index}"], 2, "the limit is 4,000"),
        (["ask", "who", "--index", "{index}", "--language-model", "huge"], 2, "language model 'huge' is not known"),
        (["index", "{empty}", "--index", "{empty}/new"], 2, "There is nothing to index"),
        (["index", "{empty}/nowhere", "--index", "{empty}/new"], 2, "there is no such file or folder"),
        (["evaluate", "{empty}/none.jsonl", "--index", "{index}"], 2, "none.jsonl cannot be read"),
        (["documents", "show", "--index", "{index}"], 2, "Which document?"),
        (["documents", "show", "nope", "--index", "{index}"], 1, "No document 'nope'"),
        (["check", "--index", "{empty}"], 1, "No index in {empty}"),
    ],
)
def test_an_error_is_one_sentence_with_its_exit_code(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    places = {"empty": tmp_path, "index": index}
    assert main([one.format(**places) for one in arguments]) == code
    printed = capsys.readouterr()
    assert said.format(**places) in printed.err
    assert printed.err.startswith("qa: ")
    assert printed.err.count("\n") == 1
    assert printed.out == ""


def test_wrong_use_of_the_command_ends_with_code_2() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["ask"])
    assert ended.value.code == 2


def test_an_unknown_setting_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("WENJU_COLOUR", "red")
    assert main(["doctor"]) == 2
    assert "unknown setting WENJU_COLOUR" in capsys.readouterr().err


def test_bad_files_are_reported_and_the_rest_is_indexed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "good.txt": "长春解决问题8586个。".encode(),
        "empty.txt": b"",
        "binary.md": bytes(range(256)) * 20,
        "picture.txt": b"\x89PNG\r\n\x1a\n0000",
    }
    (tmp_path / "files").mkdir()
    for name, data in files.items():
        (tmp_path / "files" / name).write_bytes(data)
    assert main(["index", str(tmp_path / "files"), "--index", str(tmp_path / "ix"), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["documents"], report["added"]) == (1, 1)
    assert sorted(one["source"] for one in report["skipped"]) == ["binary.md", "empty.txt", "picture.txt"]
    assert all(one["reason"] for one in report["skipped"])


def test_documents_are_listed_shown_and_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "files").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "files" / name).write_text(f"{name} 长春解决问题8586个。", "utf-8")
    folder = str(tmp_path / "ix")
    main(["index", str(tmp_path / "files"), "--index", folder])
    capsys.readouterr()
    assert main(["documents", "remove", "a.txt", "--index", folder]) == 0
    assert main(["documents", "list", "--index", folder]) == 0
    assert main(["documents", "show", "b.txt", "--index", folder]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"removed a.txt from {folder}"
    assert [line.split("\t")[0] for line in lines[1:-1]] == ["b.txt"]
    assert lines[-1] == "b.txt 长春解决问题8586个。"


def test_an_evaluation_writes_its_report(index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = (CORPUS / "questions.jsonl").read_text("utf-8").splitlines()[:3]
    (tmp_path / "q.jsonl").write_text("\n".join(rows), "utf-8")
    arguments = [
        str(tmp_path / "q.jsonl"),
        "--index",
        str(index),
        "--json",
        str(tmp_path / "report.json"),
        "--mistakes",
    ]
    assert main(["evaluate", *arguments]) == 0
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert report["questions"] == 3
    assert capsys.readouterr().out.startswith("| pair | questions |")


def test_the_doctor_says_what_works_and_what_is_at_fault(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # A model of random weights finds nothing by its meaning, which the doctor notices.
    assert main(["doctor", "--index", str(index)]) == 1
    printed = capsys.readouterr().out
    assert "dictionary: works" in printed
    assert "index: works, 5 documents" in printed
    assert "self-test: " in printed
    assert "FAULT: " in printed


def test_the_doctor_as_json_is_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["doctor", "--index", str(tmp_path / "none"), "--json"])
    said = json.loads(capsys.readouterr().out)
    found = {finding["name"]: finding for finding in said["findings"]}
    assert code == (0 if said["is_well"] else 1)
    assert found["index"]["state"] == "absent"
    assert found["packages"]["text"].startswith("faiss-cpu ")
    assert all(finding["text"] for finding in found.values())


@pytest.mark.parametrize("encoding", ["cp1252", "gbk", "ascii", "utf-8"])
def test_a_terminal_of_any_code_page_shows_what_it_can(index: Path, encoding: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    with contextlib.redirect_stdout(stream):
        assert main(["documents", "list", "--index", str(index)]) == 0
        assert main(["documents", "show", "jilin-2022.md", "--index", str(index)]) == 0
    printed = bytes(stream.buffer.getvalue()).decode(encoding)
    assert "jilin-2022.md\tzh\t" in printed
    assert "68716" in printed


def test_json_loses_nothing_in_a_terminal_of_another_code_page(index: Path) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    with contextlib.redirect_stdout(stream):
        assert main(["ask", QUESTION, "--index", str(index), "--json"]) == 0
    assert json.loads(stream.buffer.getvalue().decode("ascii"))["question"] == QUESTION


def test_a_pipe_that_is_closed_early_is_no_fault(index: Path) -> None:
    command = [sys.executable, "-m", "qa.cli", "documents", "show", "jilin-2022.md", "--index", str(index)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=CORPUS.parent) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert (process.wait(60), process.stderr.read()) == (0, b"")


def test_files_of_other_kinds_are_indexed_and_a_citation_names_its_sheet_and_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    rows = (("City", "People", "Growth"), ("Ash", "12,340", "5.6%"), ("Oak", "9,870", "1.2%"))
    (files / "towns.xlsx").write_bytes(xlsx([Block("table", rows=rows)]))
    (files / "report.docx").write_bytes(docx([Block("paragraph", "The library opened in 1910.")]))
    (files / "pack.zip").write_bytes(zipped({"inside/page.html": html([Block("paragraph", "The museum opened.")])}))
    (files / "questions.jsonl").write_text('{"question": "who?"}\n')
    (files / "outside.txt").symlink_to(CORPUS / "README.md")
    (files / "cut.docx").write_bytes(b"PK\x03\x04")
    folder = str(tmp_path / "ix")
    assert main(["index", str(files), "--index", folder]) == 1
    printed = capsys.readouterr()
    assert "3 documents" in printed.out
    assert "skipped: cut.docx: the archive is damaged" in printed.err
    assert 'left out: questions.jsonl: no line has a "text"' in printed.err
    assert "left out: outside.txt: a link to outside the folder" in printed.err
    (files / "cut.docx").unlink()
    assert main(["index", str(files), "--index", folder]) == 0
    assert main(["documents", "list", "--index", folder]) == 0
    listed = [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()[1:]]
    assert listed == ["pack.zip/inside/page.html", "report.docx", "towns.xlsx"]
    assert main(["ask", "What is the growth of Oak?", "--index", folder]) == 0
    assert "(towns.xlsx), Sheet, row 3, characters" in capsys.readouterr().out
