"""What a text and a quote in the other language share, and where it stands in each."""

from qa import Pair, pairs


def test_a_figure_is_paired_by_its_value_whatever_its_form() -> None:
    assert pairs("1,200 tonnes", "共一千二百吨") == (Pair("1200", ((0, 5),), ((1, 5),)),)
    assert pairs("380,000", "38万人")[0].second == ((0, 3),)


def test_a_name_is_paired_by_its_sound_in_either_order() -> None:
    assert pairs("in Jilin", "吉林省") == (Pair("jilin", ((3, 8),), ((0, 2),)),)
    assert pairs("光塔街", "Guangta Street") == (Pair("guangta", ((0, 2),), ((0, 7),)),)


def test_each_place_is_given_and_pairs_stand_in_the_order_of_the_first_text() -> None:
    found = pairs("484 people in Jilin, 484 again", "吉林484人，吉林")
    assert [pair.key for pair in found] == ["484", "jilin"]
    assert found[0].first == ((0, 3), (21, 24))
    assert found[1].second == ((0, 2), (7, 9))


def test_other_values_and_other_names_are_no_pairs() -> None:
    assert pairs("484 people in Shanghai", "吉林479人") == ()
    assert pairs("5% more", "5人") == ()
    assert pairs("one thing", "一共") == ()
    assert pairs("", "") == ()
