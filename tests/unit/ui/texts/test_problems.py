"""The sentences for errors and for files that were skipped."""

from qa import WenjuError
from ui.texts.messages import say
from ui.texts.problems import QUESTION_PROBLEMS, file_problem, problem_of


def test_what_reading_says_is_said_in_both_languages() -> None:
    assert "编码无法识别" in _skipped("the encoding of the file is not known. Save it as UTF-8")
    assert "文件是空的" in _skipped("the file is empty")
    assert "无法读取：page 3 is torn" in _skipped("page 3 is torn")


def _skipped(detail: str) -> str:
    return say(file_problem("unreadable", detail), "zh", detail=detail)


def test_an_error_is_named_by_its_nearest_known_ancestor() -> None:
    class IndexProblem(WenjuError):
        pass

    class IndexMissing(IndexProblem):
        pass

    sentence = say(problem_of(IndexMissing, QUESTION_PROBLEMS), "en")
    assert sentence.startswith("The index of the documents cannot be read.")
