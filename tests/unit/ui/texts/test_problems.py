"""The sentences for errors and for files that were skipped."""

import pytest

from qa import WenjuError
from ui.texts.messages import say
from ui.texts.problems import QUESTION_PROBLEMS, file_problem, problem_of


def test_what_reading_says_is_said_in_both_languages() -> None:
    assert "编码无法识别" in _skipped("the encoding of the file is not known. Save it as UTF-8")
    assert "文件是空的" in _skipped("the file is empty")
    assert "无法读取：page 3 is torn" in _skipped("page 3 is torn")


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ("the file is encrypted. Save it without a password", "已加密"),
        ("the archive is encrypted. Save it without a password", "已加密"),
        ("the file is of Word before 2007. Save it as .docx", "旧版 Office"),
        ("the archive is damaged: File is not a zip file", "已损坏"),
        ("the file is damaged, or not what its name says (KeyError)", "已损坏"),
        ("the workbook is damaged: no sheet", "已损坏"),
        ("the file brought its reader down; it may be damaged. Save it anew", "已损坏"),
        ("the archive unpacks to far more than it should (a: 9 bytes). Split it, or save it anew", "解压后过大"),
        ("reading it took more than 60 seconds", "时间过长"),
        ("it is nested too deeply", "嵌套过深"),
        ("there is no text in it", "没有文字"),
    ],
)
def test_why_a_file_of_another_kind_was_skipped_is_said_in_both_languages(detail: str, said: str) -> None:
    assert said in _skipped(detail)


def _skipped(detail: str) -> str:
    return say(file_problem("unreadable", detail), "zh", detail=detail)


def test_an_error_is_named_by_its_nearest_known_ancestor() -> None:
    class IndexProblem(WenjuError):
        pass

    class IndexMissing(IndexProblem):
        pass

    sentence = say(problem_of(IndexMissing, QUESTION_PROBLEMS), "en")
    assert sentence.startswith("The index of the documents cannot be read.")
