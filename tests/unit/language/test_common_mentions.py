"""What a text and a quote in the other language share, and where it stands in each."""

from qa import CommonMention, common_mentions


def test_a_figure_is_paired_by_its_value_whatever_its_form() -> None:
    assert common_mentions("1,200 tonnes", "共一千二百吨") == (CommonMention("1200", ((0, 5),), ((1, 5),)),)
    assert common_mentions("380,000", "38万人")[0].second == ((0, 3),)


def test_a_name_is_paired_by_its_sound_in_either_order() -> None:
    assert common_mentions("in Jilin", "吉林省") == (CommonMention("jilin", ((3, 8),), ((0, 2),)),)
    assert common_mentions("光塔街", "Guangta Street") == (CommonMention("guangta", ((0, 2),), ((0, 7),)),)


def test_each_place_is_given_and_pairs_stand_in_the_order_of_the_first_text() -> None:
    found = common_mentions("484 people in Jilin, 484 again", "吉林484人，吉林")
    assert [pair.key for pair in found] == ["484", "jilin"]
    assert found[0].first == ((0, 3), (21, 24))
    assert found[1].second == ((0, 2), (7, 9))


def test_other_values_and_other_names_are_no_pairs() -> None:
    assert common_mentions("484 people in Shanghai", "吉林479人") == ()
    assert common_mentions("5% more", "5人") == ()
    assert common_mentions("one thing", "一共") == ()
    assert common_mentions("", "") == ()
