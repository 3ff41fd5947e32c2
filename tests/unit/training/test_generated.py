"""Questions made by rules: what the answer is, and that a question without one surely has none."""

import gzip
import json
from pathlib import Path
from random import Random

import pytest

from training.generated.amounts import amounts, another_value, is_plain
from training.generated.blanks import blank_questions
from training.generated.chinese import figure_questions
from training.generated.counted import count_questions
from training.generated.drafts import Draft
from training.generated.examples import generated_examples
from training.generated.happenings import name_questions, when_questions, where_questions
from training.generated.measured import metric_questions
from training.generated.negatives import changed_figure, exchanged_mention, moved_passage, without_sentence
from training.generated.persons import in_pinyin, office_questions
from training.generated.scenes import Scene
from training.generated.tables import counts, is_absent, metrics, places

FLOOD = "在河北省，暴雨引发洪水，全市转移群众1.6万人。专家说雨还会下。"


def _scene(passage: str, rest: str = "") -> Scene:
    """A scene whose sentence is the whole passage."""
    return Scene(passage, (0, len(passage)), rest)


def _answers(drafts: list[Draft]) -> set[str]:
    return {draft.scene.passage[slice(*draft.answer)] for draft in drafts}


def _flood() -> Draft:
    """The English question over the flood that names the province."""
    return next(draft for seed in range(20) for draft in count_questions(_scene(FLOOD), Random(seed)) if draft.mentions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("松原有1.6万吨化肥", [("1.6万吨", "吨")]),
        ("问责484人，增长12.5%", [("484人", "人"), ("12.5%", "%")]),
        ("300余名干部", [("300余名", "名")]),
        ("2022年8月3日", []),
    ],
)
def test_a_figure_goes_with_its_unit_and_a_date_is_none(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[one.start : one.end], one.unit) for one in amounts(text)] == expected


@pytest.mark.parametrize("text", ["罚款8万至10万元", "判了7年6个月", "13时26分到达", "召开两级会议"])
def test_a_range_a_time_and_an_order_are_not_asked_for(text: str) -> None:
    assert not any(is_plain(text, one) and one.unit != "年" for one in amounts(text)[-1:])


def test_a_changed_number_keeps_its_form() -> None:
    for seed in range(50):
        changed = another_value("1,208.5", Random(seed))
        assert changed is not None
        assert (len(changed), changed[1], changed[5]) == (7, ",", ".")
        assert changed != "1,208.5"
        assert changed[0] != "0"


def test_a_chinese_question_asks_for_the_whole_figure() -> None:
    scene = _scene("去年全市新增就业1.6万人。")
    drafts = [draft for seed in range(30) for draft in figure_questions(scene, Random(seed))]
    assert _answers(drafts) == {"1.6万人"}
    assert all("多少" in draft.question and "1.6" not in draft.question for draft in drafts)
    assert len({draft.question for draft in drafts}) > 5


def test_a_figure_with_a_rival_near_the_same_word_is_not_asked_for() -> None:
    scene = _scene("上半年全市新增就业1.6万人，下半年全市新增就业2.1万人。")
    assert not list(figure_questions(scene, Random(1)))
    assert not list(count_questions(scene, Random(1)))


def test_an_english_question_is_worded_for_what_the_clause_says() -> None:
    asked = {draft.question for seed in range(60) for draft in count_questions(_scene(FLOOD), Random(seed))}
    assert "How many people were evacuated in Hebei?" in asked
    assert "How many people were evacuated?" in asked


def test_those_who_act_are_not_taken_for_those_who_suffer() -> None:
    asked = [draft.words for draft in count_questions(_scene("3名民警抓获了逃犯。"), Random(1))]
    assert all("民警" in words for words in asked)


def test_growth_is_asked_for_with_the_name_of_the_metric() -> None:
    scene = _scene("全年财政收入达到5.13万亿元，同比增长7.1%。")
    drafts = [draft for seed in range(40) for draft in metric_questions(scene, Random(seed))]
    growth = {draft.question for draft in drafts if draft.unit == "%"}
    level = {draft.question for draft in drafts if draft.unit == "元"}
    assert _answers(drafts) == {"7.1%", "5.13万亿元"}
    assert "By how many percent did fiscal revenue grow?" in growth
    assert "How much was fiscal revenue?" in level


def test_when_where_who_and_a_title_are_asked_for() -> None:
    when = [one for seed in range(9) for one in when_questions(_scene("8月3日，商务部召开新闻发布会。"), Random(seed))]
    where = list(where_questions(_scene("第十届航空博览会在吉林省长春市举行。"), Random(1)))
    who = [
        one for seed in range(9) for one in office_questions(_scene("会上，商务部副部长李飞表示欢迎。"), Random(seed))
    ]
    name = list(name_questions(_scene("他主演的电影《流浪地球》上映了。"), Random(1)))
    assert [_answers(one) for one in (when, where, who, name)] == [{"8月3日"}, {"吉林省长春市"}, {"李飞"}, {"流浪地球"}]
    assert any(one.question.endswith("the vice minister of the Ministry of Commerce?") for one in who)
    assert any("was the press conference held" in one.question for one in when)


def test_names_are_spelt_as_english_texts_spell_them() -> None:
    assert {in_pinyin("李克强", Random(seed)) for seed in range(40)} == {"Li Keqiang", "Li Ke Qiang"}


def test_an_exchanged_place_is_nowhere_in_the_passage() -> None:
    draft = _flood()
    words = {name: place.word for place in places() for name in place.names}
    for seed in range(40):
        example = exchanged_mention(draft, Random(seed))
        assert example is not None
        assert example.answer is None
        named = example.question.removesuffix("?").rpartition(" in ")[2]
        assert named != "Hebei"
        assert words[named] not in example.passage


def test_a_moved_passage_no_longer_names_the_place_of_the_question() -> None:
    example = moved_passage(_flood(), Random(3))
    assert example is not None
    assert example.answer is None
    assert "河北" not in example.passage
    assert "Hebei" in example.question


def test_other_subjects_are_absent_with_all_their_relations() -> None:
    assert not is_absent(("毕业生",), "5万余名考生参加军检")
    assert is_absent(("罚款",), "5万余名考生参加军检")
    assert not any("evacuated" in question for question in _flood().impossible)


def test_a_changed_figure_is_what_the_answer_says_then() -> None:
    example = changed_figure(_flood(), Random(5))
    assert example is not None
    assert example.answer is not None
    answer = example.passage[slice(*example.answer)]
    assert answer.endswith("万人")
    assert answer != "1.6万人"


def test_what_is_left_without_the_sentence_holds_no_figure_of_the_unit() -> None:
    filler = "气象台说今后几天本地区仍有大雨，请大家出门注意安全。" * 3
    draft = next(count_questions(_scene(FLOOD, filler), Random(1)))
    other = next(count_questions(_scene(FLOOD, filler + "现场有5人。"), Random(1)))
    assert without_sentence(draft, Random(1)) is not None
    assert without_sentence(other, Random(1)) is None


def test_a_blank_stands_where_the_figure_was() -> None:
    draft = next(blank_questions(_scene("今年中央财政安排教育支出5625亿元并比上年多。"), Random(1)))
    assert _answers([draft]) == {"5625亿元"}
    assert "支出____" in draft.question
    assert "5625" not in draft.question


def test_the_tables_are_large_enough_and_each_word_stands_once() -> None:
    assert len(counts()) + len(metrics()) >= 250
    assert len({place.word for place in places()}) == len(places())


def test_the_same_seed_draws_the_same_examples(tmp_path: Path) -> None:
    questions = tmp_path / "questions"
    questions.mkdir()
    rows = [json.dumps({"text": f"{place}市消息。{FLOOD * 2}"}) for place in ("长春", "成都", "武汉") for _ in range(2)]
    with gzip.open(questions / "news_distractors.docs.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(rows))
    reports = [{"report": f"gwr{year}", "text": f"{year}年{FLOOD * 2}"} for year in (2016, 2017)]
    (questions / "govwr2008_22_absent_en-zh.docs.jsonl").write_text("\n".join(map(json.dumps, reports)), "utf-8")
    first, second = (list(generated_examples(3, data=tmp_path)) for _ in range(2))
    assert first == second
    assert any(example.answer is None for example in first)
    assert any("2017年" in example.passage for example in first)
    assert not any("2016年" in example.passage for example in first)
