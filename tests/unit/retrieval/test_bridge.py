"""The dictionary and what the bridge makes of it. The dictionary is made once in the cache folder (some seconds)."""

from pathlib import Path

import pytest

from qa.errors import WenjuError
from qa.language.pinyin import readings, spellings
from qa.retrieval import bridge
from qa.retrieval.aliases import Alias, aliases
from qa.retrieval.dictionary import Dictionary
from qa.settings import Settings
from qa.types import Language, Term


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary(Settings().cache_folder)


def chinese(dictionary: Dictionary, phrase: str) -> list[str]:
    return [one.text for one in dictionary.to_chinese(phrase) if one.weight == 1]


def english(dictionary: Dictionary, word: str) -> list[str]:
    return [one.text for one in dictionary.to_english(word)]


def forms(question: str, dictionary: Dictionary, language: Language, *, reading: bool = False) -> dict[str, list[str]]:
    """The forms of each term of a question in one language, by the term's text."""
    return {
        term.text: [form.text for form in term.forms.get(language, ()) if form.is_reading == reading]
        for term in bridge.terms(question, dictionary)
    }


def place(terms: tuple[Term, ...], text: str) -> bool:
    return next(term.is_place for term in terms if term.text == text)


def test_a_capital_does_not_make_a_place_of_a_word_that_only_builds_the_sentence(dictionary: Dictionary) -> None:
    terms = bridge.terms("Since which day were hospitals in Changsha checked?", dictionary)
    assert [term.text for term in terms if term.is_place] == ["Changsha"]
    assert "Since" not in [term.text for term in terms]


def test_no_phrase_runs_over_a_verb(dictionary: Dictionary) -> None:
    texts = [term.text for term in bridge.terms("What did Shanghai do for old people?", dictionary)]
    assert "Shanghai" in texts
    assert not any("do for" in text for text in texts)


def test_places_are_found_by_their_english_names(dictionary: Dictionary) -> None:
    assert "内蒙古" in chinese(dictionary, "inner mongolia")
    assert "香港" in chinese(dictionary, "hong kong")
    assert "吉林" in chinese(dictionary, "jilin")
    assert all(one.is_place for one in dictionary.to_chinese("jilin") if one.text == "吉林")


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("the discipline commission", "纪委监委"),
        ("the supervision commission", "监委"),
        ("how many were held accountable", "问责"),
        ("the State Council", "国务院"),
        ("the public security bureau", "公安局"),
        ("the procuratorate", "检察院"),
        ("Traditional Chinese medicine", "中医"),
        ("how many hectares", "公顷"),
        ("how many tonnes", "吨"),
        ("the South African parliament", "南非"),
        ("the UK parliament", "英国"),
        ("officials of Macau", "澳门"),
        ("officials of Macau", "干部"),
    ],
)
def test_institutions_units_and_peoples_are_known(dictionary: Dictionary, asked: str, written: str) -> None:
    assert written in [form for one in forms(asked, dictionary, "zh").values() for form in one]


def test_an_alias_comes_first_among_the_translations(dictionary: Dictionary) -> None:
    assert chinese(dictionary, "offici")[0] in ("干部", "官员", "公职人员", "党员干部")
    assert english(dictionary, "监委")[0] in ("supervis committe", "supervis commiss", "supervisori commiss")


def test_the_table_of_aliases_is_read_pair_by_pair(tmp_path: Path) -> None:
    file = tmp_path / "aliases.tsv"
    file.write_text("# a remark\n\ntonne|ton\t吨\nmacau\t澳门|澳\tplace\n", "utf-8")
    assert list(aliases(file)) == [
        Alias("tonne", "吨"),
        Alias("ton", "吨"),
        Alias("macau", "澳门", is_place=True),
        Alias("macau", "澳", is_place=True),
    ]


def test_the_aliases_are_small_english_letters_and_chinese_characters_each_pair_once() -> None:
    found = list(aliases())
    assert len(found) == len(set(found)) >= 300
    assert all(one.english == one.english.lower().strip() and 0 < len(one.english.split()) <= 5 for one in found)
    assert all(one.chinese and not one.chinese.isspace() for one in found)


def test_shaanxi_and_shanxi_are_two_provinces(dictionary: Dictionary) -> None:
    assert "陕西" in chinese(dictionary, "shaanxi")
    assert "山西" not in chinese(dictionary, "shaanxi")
    assert "山西" in chinese(dictionary, "shanxi")


def test_both_directions_know_the_same_entry(dictionary: Dictionary) -> None:
    assert "librari" in english(dictionary, "图书馆")
    assert "图书馆" in chinese(dictionary, "librari")


def test_a_word_that_is_the_whole_gloss_comes_before_one_that_is_part_of_it(dictionary: Dictionary) -> None:
    weights = [one.weight for one in dictionary.to_chinese("librari")]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == 1


def test_an_unknown_word_has_no_translation(dictionary: Dictionary) -> None:
    assert dictionary.to_chinese("qqqq") == dictionary.to_english("") == ()


def test_a_damaged_dictionary_says_what_to_do(dictionary: Dictionary, tmp_path: Path) -> None:
    for made in Settings().cache_folder.glob("cc-cedict-*.sqlite"):
        (tmp_path / made.name).write_bytes(b"garbage" * 1000)
    with pytest.raises(WenjuError, match=r"cc-cedict.*cannot be used.*Remove it; it is made again"):
        Dictionary(tmp_path)


def test_readings_are_toneless_and_kept_apart_between_runs() -> None:
    assert readings("郴州市，吕梁") == ("chen", "zhou", "shi", "|", "lu", "liang")


def test_spellings_put_the_fewest_syllables_first() -> None:
    syllables = frozenset(["xi", "an", "xian", "chen", "zhou"])
    assert spellings("Xian", syllables) == (("xian",), ("xi", "an"))
    assert spellings("Xi'an", syllables) == (("xian",), ("xi", "an"))
    assert spellings("Chenzhou", syllables) == (("chen", "zhou"),)
    assert spellings("London", syllables) == ()


def test_names_that_no_dictionary_has_meet_by_their_reading(dictionary: Dictionary) -> None:
    found = forms("how many officials did Guangta subdistrict send", dictionary, "zh", reading=True)
    assert "guang ta" in found["Guangta"]
    assert "chen zhou" in forms("what happened in Chenzhou", dictionary, "zh", reading=True)["Chenzhou"]


def test_phrases_of_the_dictionary_are_one_term(dictionary: Dictionary) -> None:
    question = "How many people in Inner Mongolia and Hong Kong were held accountable?"
    found = forms(question, dictionary, "zh")
    assert "内蒙古" in found["Inner Mongolia"]
    assert "香港" in found["Hong Kong"]
    assert place(bridge.terms(question, dictionary), "Inner Mongolia")


def test_an_english_question_finds_the_chinese_words(dictionary: Dictionary) -> None:
    everything = [
        form
        for question in ("who was held accountable", "the discipline inspection commission")
        for one in forms(question, dictionary, "zh").values()
        for form in one
    ]
    assert "问责" in everything
    assert "纪委" in everything or "纪检" in everything


def test_a_chinese_question_finds_the_english_words(dictionary: Dictionary) -> None:
    found = forms("郴州市图书馆冬季何时开放？", dictionary, "en")
    assert "chenzhou" in [form for one in found.values() for form in one]
    assert "librari" in [form for one in found.values() for form in one]
    assert "winter" in [form for one in found.values() for form in one]


def test_figures_are_the_same_in_both_languages(dictionary: Dictionary) -> None:
    term = next(one for one in bridge.terms("38万人", dictionary) if one.text == "n380000")
    assert [form.text for form in term.forms["en"]] == [form.text for form in term.forms["zh"]] == ["n380000"]


@pytest.mark.parametrize("question", ["", "?!", "\x00", '" OR * NEAR(', "字" * 4000, "the " * 1000, "Xian " * 800])
def test_any_question_has_a_bounded_number_of_terms(question: str, dictionary: Dictionary) -> None:
    assert len(bridge.terms(question, dictionary)) <= 128


def test_a_place_with_its_level_is_one_term_and_a_city_is_not_the_province_of_its_name(dictionary: Dictionary) -> None:
    found = forms("How many people were named in Jilin City and Jilin province?", dictionary, "zh")
    assert found["Jilin City"] == ["吉林市"]
    assert found["Jilin province"][0] == "吉林省"
    assert "吉林" in found["Jilin province"]
    assert "吉林市" not in found["Jilin province"]
    assert "jilin" not in forms("in Jilin City", dictionary, "en")["Jilin City"]


def test_a_level_behind_a_place_leaves_its_bare_name_where_it_is_no_province(dictionary: Dictionary) -> None:
    found = forms("Who leads Changchun City and Yuexiu District?", dictionary, "zh")
    assert found["Changchun City"][:1] == ["长春市"]
    assert "长春" in found["Changchun City"]
    assert {"越秀区", "越秀"} <= set(found["Yuexiu District"])
    assert "changchun" in forms("in Changchun City", dictionary, "en")["Changchun City"]


def test_a_phrasal_verb_is_one_term_and_a_light_verb_has_no_translation(dictionary: Dictionary) -> None:
    found = forms("How many groups were set up and how many talks were given?", dictionary, "zh")
    assert {"成立", "设立"} <= set(found["set up"])
    assert found["given"] == []


def test_a_noun_that_the_dictionary_has_only_as_a_process_is_found_itself(dictionary: Dictionary) -> None:
    assert {"城镇化", "城镇"} <= set(forms("urban", dictionary, "zh")["urban"])


def test_a_place_is_not_every_word_in_whose_gloss_it_stands(dictionary: Dictionary) -> None:
    found = forms("Xinjiang", dictionary, "zh")["Xinjiang"]
    assert "新疆" in found
    assert "自治区" not in found
