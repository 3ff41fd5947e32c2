"""What cannot be an answer, whatever the reader says of it."""

from qa.answering.evidence.constraints import Words, fitting
from qa.language import detect
from qa.language.mentions import Kind
from qa.question.kind import kind_of
from qa.types import Form, Question, Range, Term


def _range(text: str, part: str) -> Range:
    return text.index(part), text.index(part) + len(part)


def _words(sentence: str, said: str) -> Words:
    return Words(sentence, (0, len(sentence)), _range(sentence, said), detect(sentence))


def _question(text: str, *terms: Term) -> Question:
    return Question(text, detect(text), terms)


def _term(text: str, form: str = "", *, is_place: bool = False) -> Term:
    form = form or text
    return Term(text, {"zh": (Form(form),), "en": (Form(form),)}, is_place=is_place)


def _fits(question: Question, *words: Words) -> list[bool]:
    kind: Kind = kind_of(question.text)
    return fitting(question, kind, words)


CHANGCHUN = _term("Changchun", "changchun", is_place=True)
SOLVED = _words("Changchun had 8,586 problems solved.", "Changchun")
CORRECTED = _words("Jilin City had 5,319 problems corrected.", "Jilin City")


def test_a_place_of_the_question_is_no_person() -> None:
    asked = _question("Who is secretary in Changchun?", CHANGCHUN)
    assert _fits(asked, SOLVED, _words("Zhang Zhong led Changchun.", "Zhang Zhong")) == [False, True]


def test_a_price_has_a_currency() -> None:
    asked = _question("How much did the suits cost?")
    made, paid = _words("It made 1,500 suits a day.", "1,500"), _words("They cost 90 yuan each.", "90")
    assert _fits(asked, made, paid) == [False, True]
    moved = _words("A further 16,000 tonnes of fertiliser were moved.", "16,000 tonnes")
    assert _fits(_question("What price did the city pay for its fertiliser?"), moved) == [False]


def test_a_telephone_number_has_digits() -> None:
    team, line = _words("市纪委监委组建了督查督导专班。", "督查督导专班"), _words("市长热线为12345。", "12345")
    assert _fits(_question("What is the telephone number of the reporting line?"), team, line) == [False, True]
    assert _fits(_question("举报电话是多少？"), team, line) == [False, True]


def test_all_of_a_kind_is_no_number_of_them() -> None:
    rules = _words(
        "The notice is for all Party members and public officials.", "all Party members and public officials"
    )
    every, none = _words("All of them were tested.", "All of them"), _words("None of them fell ill.", "None")
    assert _fits(_question("How many members were removed?"), rules, every, none) == [False, True, True]


def test_persons_are_not_counted_in_times_nor_in_things() -> None:
    visits, people = _words("Mayang sent inspectors 150 times.", "150"), _words("Mayang removed 3 people.", "3")
    assert _fits(_question("How many people were removed in Mayang?"), visits, people) == [False, True]
    things, staff = _words("检查找出薄弱环节65项。", "65"), _words("公司员工共65人。", "65")
    assert _fits(_question("公司有多少名员工？"), things, staff) == [False, True]


def test_cities_are_not_counted_by_officials() -> None:
    asked = _question("In how many cities were officials removed?")
    people, cities = _words("There four were removed.", "four"), _words("In 13 cities some were removed.", "13")
    assert _fits(asked, people, cities) == [False, True]


def test_a_name_is_sought_where_the_figure_of_the_question_stands() -> None:
    asked = _question("Which city solved 8,586 problems?", _term("n8586"))
    assert _fits(asked, CORRECTED, SOLVED) == [False, True]
    # Where none holds it, the figure may be wrong: all stay, and their support decides.
    assert _fits(asked, CORRECTED) == [True]


def test_a_figure_of_another_city_is_none_of_the_city_asked_for() -> None:
    asked = _question("吉林市解决了多少个问题？", _term("吉林市", is_place=True))
    other, own = _words("长春市解决问题8586个。", "8586"), _words("吉林市解决问题5319个。", "5319")
    both = _words("长春市8586个，吉林市5319个。", "5319")
    none = _words("全市解决问题5319个。", "5319")
    assert _fits(asked, other, own, both, none) == [False, True, True, True]


def test_a_city_stands_for_its_province_and_may_answer() -> None:
    asked = _question("吉林省追责了多少人？", _term("吉林省", is_place=True))
    assert _fits(asked, _words("长春市追责284人。", "284")) == [True]


def test_a_prefecture_and_a_city_are_of_one_rank() -> None:
    yanbian = Term("Yanbian", {"zh": (Form("延边"), Form("延边州", weight=0.3), Form("盐边县"))}, is_place=True)
    other, own = _words("吉林市整改问题5319个。", "5319"), _words("延边州整改问题695个。", "695")
    assert _fits(_question("How many problems did Yanbian rectify?", yanbian), other, own) == [False, True]


def test_an_english_sentence_about_another_city_cannot_answer_where_one_about_the_city_asked_for_can() -> None:
    city = Term("Jilin City", {"zh": (Form("吉林市"),), "en": (Form("jilin citi"),)}, is_place=True)
    asked = _question("How many problems did Jilin City solve?", city)
    other, own = (
        _words("Changchun (长春) had 8,586 problems solved.", "8,586"),
        _words("Jilin City had 5,319.", "5,319"),
    )
    unnamed = _words("That is about 30 problems for every team.", "30")
    assert _fits(asked, other, own, unnamed) == [False, True, True]
    assert _fits(asked, other, unnamed) == [True, True]


def test_counties_are_counted_only_where_places_are_asked_for() -> None:
    counties, venues = _words("对11个县市区开展检查。", "11"), _words("共检查268个场所。", "268")
    assert _fits(_question("How many venues were inspected?"), counties, venues) == [False, True]
    assert _fits(_question("How many areas were inspected?"), counties, venues) == [True, True]


def test_the_director_of_a_city_is_none_of_a_province() -> None:
    city = _words("湘潭市委常委、市监委代理主任李激扬到医院督查。", "李激扬")
    province = _words("省委常委、省监委代理主任王双全强调责任。", "王双全")
    asked = _question("Who is acting director of the provincial supervisory commission?")
    assert _fits(asked, city, province) == [False, True]
    assert _fits(_question("Who is acting director of the supervisory commission?"), city, province) == [True, True]


def test_more_and_more_is_no_number() -> None:
    growing, staff = _words("随着员工人数增加,产量上升。", "人数增加"), _words("公司员工共65人。", "65")
    assert _fits(_question("How many employees does it have?"), growing, staff) == [False, True]
    assert _fits(_question("How many of them died?"), _words("None of them died.", "None")) == [True]


def test_an_organ_is_not_the_one_who_holds_an_office_in_it() -> None:
    organ, holder = _words("省纪委监委召开会议。", "省纪委监委"), _words("交汇点记者 顾敏", "顾敏")
    assert _fits(_question("Who is the reporter of the article?"), organ, holder) == [False, True]
    assert _fits(_question("Who held the meeting?"), organ) == [True]


def test_a_count_is_neither_an_average_nor_a_difference() -> None:
    count, mean = _words("长春284个组推动解决问题8586个。", "8586"), _words("每个组平均解决问题30个。", "30")
    assert _fits(_question("长春平均每个组解决多少个问题？"), count, mean) == [False, True]
    assert _fits(_question("长春解决多少个问题？"), count) == [True]
    units, more = _words("检查单位1863个,检查1226次。", "1226"), _words("检查的单位比次数多637个。", "637")
    assert _fits(_question("检查的单位比次数多多少？"), units, more) == [False, True]
