"""Names from outside: harmless as file names, readable as display names."""

import pytest

from ui.collections.safe_names import collection_name, file_name, folder_name, free_name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("report.txt", "report.txt"),
        ("../../x<script>.html", "x_script_.html"),
        ("..\\..\\windows\\a.txt", "a.txt"),
        ("/etc/passwd", "passwd"),
        (".hidden.md", "hidden.md"),
        ("CON.txt", "_CON.txt"),
        ("报告 2022.md", "报告 2022.md"),
        ("a\x00b\nc\u202egpj.txt", "abcgpj.txt"),
        ("e\u0301.txt", "é.txt"),
        (".txt", "txt"),
        ("...", "document"),
        ("", "document"),
    ],
)
def test_a_file_name_is_plain_and_stays_in_its_folder(given: str, name: str) -> None:
    assert file_name(given) == name


def test_a_long_name_is_cut_at_a_whole_character_and_keeps_its_suffix() -> None:
    name = file_name("长" * 200 + ".txt")
    assert name == "长" * 58 + ".txt"
    assert len(name.encode()) <= 180


def test_a_taken_name_gets_the_first_free_number_whatever_its_case() -> None:
    assert free_name("a.txt", ["b.txt"]) == "a.txt"
    assert free_name("A.txt", ["a.txt", "a-2.TXT"]) == "A-3.txt"


def test_a_collections_folder_is_named_by_us() -> None:
    assert collection_name("  Work\u202e \n reports ") == "Work reports"
    assert len(collection_name("长" * 100)) == 60
    first, second = folder_name("../Work reports/"), folder_name("../Work reports/")
    assert first.startswith("work-reports-")
    assert first != second
    assert folder_name("工作").startswith("collection-")
