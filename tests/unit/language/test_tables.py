"""Every row of every table of language: its forms are found, its examples match, its counterexamples do not."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from qa.language import dates, fold, stem, tables
from qa.language.demonyms import demonyms, is_demonym
from qa.language.measure_words import is_measured_alike, measure_word_groups, measure_words
from qa.language.ordinals import place_asked
from qa.language.persons import person_words
from qa.language.places import counted_levels, english_levels, level_endings, place_ranks, place_words
from qa.language.qualifiers import OF_CLAUSES, OF_FIGURES
from qa.language.tables import LANGUAGES, Row, table
from qa.language.units import UNITS, unit_at, unit_forms
from qa.question.ranking import pattern_of as ranking_pattern
from qa.question.unit import unit_asked

_ROOT = Path(__file__).resolve().parents[3]
_NAMES = sorted(file.stem for file in (Path(tables.__file__).parent / "data").glob("*.tsv"))
_QUALIFIERS = {qualifier.name: qualifier for qualifier in (*OF_CLAUSES, *OF_FIGURES)}


def _id(row: Row) -> str:
    return " ".join(cell for cell in row.cells[:4] if cell)[:40]


def _after_figure(row: Row) -> re.Pattern[str]:
    """What stands behind a figure by the row of a unit."""
    persons = f"[{measure_words('persons')}]"
    return re.compile(rf"\s?(?:{row.pattern().replace('{person}', persons)})")


def _matches(row: Row, example: str) -> bool:
    """Whether the unit of a row stands behind the figure of an example, which has one digit: 5公斤 or "5 kg"."""
    return _after_figure(row).match(fold(example), 1) is not None


@pytest.mark.parametrize("name", _NAMES)
def test_a_table_says_what_it_holds_and_no_row_stands_in_it_twice(name: str) -> None:
    text = (Path(tables.__file__).parent / "data" / f"{name}.tsv").read_text("utf-8")
    assert text.startswith("# ")
    rows = [row.cells for row in table(name)]
    assert rows
    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("row", table("months"), ids=_id)
def test_a_month_is_read_in_each_language_and_shortened_and_has_no_day_more(row: Row) -> None:
    number, days = int(row["number"]), int(row["days"])
    for text in (f"{row['zh']}三日", f"{row['en']} 3", *(f"3 {short}" for short in row.parts("en_short"))):
        assert [(date.month, date.day) for date in dates(text)] == [(number, 3)], text
    assert dates(f"{number}月{days}日")[0].day == days
    assert not dates(f"{number}月{days + 1}日")


def test_the_months_are_in_order() -> None:
    assert [int(row["number"]) for row in table("months")] == list(range(1, 13))


@pytest.mark.parametrize("row", table("units"), ids=_id)
def test_a_unit_matches_its_examples_and_not_its_counterexamples(row: Row) -> None:
    assert row.parts("examples")
    assert row.parts("counterexamples")
    assert all(_matches(row, example) for example in row.parts("examples"))
    assert not any(_matches(row, example) for example in row.parts("counterexamples"))
    assert row.words("uses") <= {"measure", "span", "optional", "money"}
    assert bool(row["factor"]) == ("measure" in row.words("uses"))


@pytest.mark.parametrize("row", [row for row in table("units") if row["factor"]], ids=_id)
def test_a_figure_with_a_unit_counts_what_its_row_says(row: Row) -> None:
    for example in row.parts("examples"):
        assert unit_at(fold(example), 0, 1) == (row["counts"], int(row["factor"]))
    for sign in row.words("signs"):
        assert unit_at(fold(f"{sign}5"), len(sign), len(sign) + 1) == (row["counts"], 1)


def test_units_of_a_use_are_one_pattern() -> None:
    assert re.fullmatch(unit_forms("optional"), "平方公里")
    assert not re.fullmatch(unit_forms("span"), "平方千米")
    assert re.fullmatch(unit_forms("money", ["en"]), "rmb")
    assert not re.fullmatch(unit_forms("money", ["zh"]), "rmb")
    assert {unit.counts for unit in UNITS} >= {"mass", "length", "area", "person", "visit"}


@pytest.mark.parametrize("row", table("qualifiers"), ids=_id)
def test_a_qualifier_is_found_in_its_examples_and_not_in_its_counterexamples(row: Row) -> None:
    qualifier = _QUALIFIERS[row["name"]]
    assert row["turns"] in ("clause", "figure")
    assert len(row.parts("examples")) >= len(LANGUAGES) <= len(row.parts("counterexamples"))
    for example in row.parts("examples"):
        assert qualifier.says.search(fold(example)), example
        assert qualifier.may_say.search(fold(example)), example
    assert not any(qualifier.says.search(fold(example)) for example in row.parts("counterexamples"))


@pytest.mark.parametrize("row", table("demonyms"), ids=_id)
def test_an_adjective_belongs_to_its_place_and_more_words_do_not(row: Row) -> None:
    stems = [" ".join(stem(word) for word in row[column].lower().split()) for column in ("place", "en")]
    assert stems[1] in demonyms(stems[0])
    assert is_demonym(row["en"])
    assert not is_demonym(f"{row['en']} report")


@pytest.mark.parametrize("row", table("places"), ids=_id)
def test_a_level_of_places_has_known_uses_and_a_word_in_some_language(row: Row) -> None:
    assert row["zh"] or row["en"]
    assert bool(row["en"]) == bool(row["en_plural"]) and row["en"] != row["en_plural"] or not row["en"]
    assert row.words("zh_uses") <= {
        *("name", "full_name", "bare", "romanised", "short", "office", "that", "which", "which_several", "listed"),
        *("wanted_list", "wanted_few", "two", "which_of_two"),
    }
    assert row.words("en_uses") <= {
        *("behind_name", "after_name", "level", "gloss", "gloss_end", "that", "listed", "wanted"),
    }


def test_levels_of_places_are_as_every_user_of_them_needs_them() -> None:
    assert level_endings()["township"] == ("乡", "镇")
    assert level_endings()["street"] == ("街", "街道", "路")
    assert list(english_levels())[0] == "自治区"
    assert english_levels()["自治区"] == "Autonomous Region"
    assert all(len(first) >= len(second) for first, second in pairwise(english_levels()))
    assert place_ranks()["市"] == place_ranks()["州"] != place_ranks()["县"] == place_ranks()["旗"]
    assert {"zh": ("乡镇", "乡", "镇"), "en": ("township", "townships", "town", "towns")} in counted_levels()
    assert place_words("zh", "office") == ("省", "市", "县", "区")
    assert place_words("en", "that", plural=True)[:2] == ("province", "provinces")


@pytest.mark.parametrize("row", table("persons"), ids=_id)
def test_a_word_for_persons_has_known_uses_and_a_word_where_it_has_one(row: Row) -> None:
    assert row.words("zh_uses") <= {"behind_piece", "behind_figure"}
    assert row.words("en_uses") <= {"asked", "shared", "set"}
    for language in LANGUAGES:
        uses = row.words(f"{language}_uses")
        assert bool(row[language]) == bool(uses)
        assert all(re.fullmatch(person_words(language, use), row[language]) for use in uses)
    if "asked" in row.words("en_uses"):
        assert unit_asked(f"How many {row['en']} were there?") == "person"


@pytest.mark.parametrize("row", table("measure_words"), ids=_id)
def test_a_measure_word_is_one_character_with_known_uses(row: Row) -> None:
    assert len(row["zh"]) == 1
    known = {"numeral", "noun", "persons", "things", "each", "asked", "counted", "lone", "unmarked"}
    assert row.words("uses") <= known
    assert all(measure_word_groups(column).get(row["zh"], "") == row[column] for column in ("asked", "told", "thing"))


@pytest.mark.parametrize("row", table("things_counted"), ids=_id)
def test_english_words_stand_for_the_measure_words_of_their_thing_and_for_no_other(row: Row) -> None:
    measures = [word for word, thing in measure_word_groups("thing").items() if thing == row["thing"]]
    others = [word for word, thing in measure_word_groups("thing").items() if thing != row["thing"]]
    for word in row.parts("en"):
        assert measures
        assert all(is_measured_alike(f"{measure}问题", f" {word} of") for measure in measures)
        assert not any(is_measured_alike(f"{measure}问题", f" {word} of") for measure in others)


def test_a_row_with_a_cell_too_few_is_refused(tmp_path: Path) -> None:
    (tmp_path / "short.tsv").write_text("# About\nzh\ten\n市\tcity\n县\n", "utf-8")
    with pytest.raises(ValueError, match="short.tsv"):
        table("short", tmp_path)


@pytest.mark.parametrize(
    ("fact", "home"),
    [
        (r"\(\?:19\|20\)|\(\?:1\\d\|20\)|\(\?:1\[89\]\|20\)", "qa/language/dates.py"),
        (r"(?i)january\W|\bjan\|", ""),
        (r"人名位|个名|名位|项件|件项", ""),
        (r"\[[省市县区州镇乡村]{3,}|(?:[省市县区州镇乡村]\|){3,}", ""),
        (r"\[，；。|\[，。；|[。！？]{3}!\?", "qa/language/punctuation.py"),
        (r"(?i)kilomet|hectare|公斤|公顷", ""),
        (r"people\|persons\|officials|干部\|党员\|领导", ""),
    ],
    ids=["years", "months", "measure words", "levels of places", "ends of clauses", "units", "persons"],
)
def test_a_fact_is_listed_in_its_table_or_one_module_alone(fact: str, home: str) -> None:
    found = [
        file.relative_to(_ROOT).as_posix()
        for file in sorted((_ROOT / "qa").rglob("*.py"))
        if re.search(fact, file.read_text("utf-8"))
    ]
    assert found in ([], [home])


@pytest.mark.parametrize("row", table("opposites"), ids=_id)
def test_each_side_of_a_pair_of_opposites_is_found_and_not_by_the_other(row: Row) -> None:
    one, other = (fold(example) for example in row.parts("examples"))
    own, opposite = re.compile(row.pattern()), re.compile(row.pattern("_opposite"))
    assert own.search(one)
    assert opposite.search(other)
    assert not opposite.search(one)


@pytest.mark.parametrize("row", table("measured_by"), ids=_id)
def test_what_two_things_are_measured_by_is_asked_for_in_both_languages(row: Row) -> None:
    assert row["less"] in ("", "yes")
    assert all(row[column] for column in ("zh", "zh_noun", "en", "en_noun"))
    others = [other for other in table("measured_by") if other != row]
    assert not any(re.fullmatch(row["en"], form) for other in others for form in other.parts("en"))


@pytest.mark.parametrize("row", table("listed_kinds"), ids=_id)
def test_a_kind_of_list_is_asked_for_in_both_languages(row: Row) -> None:
    assert row.parts("zh_asked")
    assert row.parts("en_asked")
    assert all(re.compile(ending) for ending in row.parts("zh_ends"))


@pytest.mark.parametrize("row", table("result_words"), ids=_id)
def test_a_result_is_told_by_its_words_and_not_by_a_bare_figure(row: Row) -> None:
    assert all(re.search(row.pattern(), fold(example)) for example in row.parts("examples"))
    assert not any(re.search(row.pattern(), fold(example)) for example in row.parts("counterexamples"))


@pytest.mark.parametrize("row", table("multiples"), ids=_id)
def test_a_word_for_a_multiple_is_found_in_its_examples(row: Row) -> None:
    assert float(row["times"]) > 0
    assert all(re.search(row.pattern(), fold(example)) for example in row.parts("examples"))


def test_words_beside_a_figure_are_single_words_in_each_language() -> None:
    for row in table("counting_words"):
        assert all(len(word) == 1 for word in row["zh"].split())
        assert all(stem(word) == word for word in row["en"].split())


@pytest.mark.parametrize("row", table("comparatives"), ids=_id)
def test_a_superlative_is_found_in_its_examples_in_both_languages(row: Row) -> None:
    assert row["end"] in ("most", "least")
    assert all(ranking_pattern(row).search(fold(example)) for example in row.parts("examples"))
    assert not ranking_pattern(row).search("第一")


@pytest.mark.parametrize("row", table("table_cues"), ids=_id)
def test_a_cue_is_found_in_its_examples_and_not_in_its_counterexamples(row: Row) -> None:
    assert row.parts("examples")
    assert all(re.search(row.pattern(), fold(example)) for example in row.parts("examples"))
    assert not any(re.search(row.pattern(), fold(other)) for other in row.parts("counterexamples"))


@pytest.mark.parametrize("row", table("ordinals"), ids=_id)
def test_a_place_in_an_order_is_found_in_its_examples_alone(row: Row) -> None:
    assert all(place_asked(fold(example)) == int(row["place"]) for example in row.parts("examples"))
    assert all(place_asked(fold(other)) == 1 for other in row.parts("counterexamples"))


@pytest.mark.parametrize("row", table("first_person"), ids=_id)
def test_a_speaker_is_meant_by_the_first_person_alone(row: Row) -> None:
    assert all(re.search(row.pattern(), fold(example)) for example in row.parts("examples"))
    assert not any(re.search(row.pattern(), fold(other)) for other in row.parts("counterexamples"))
