"""Questions as statements with a gap for the answer, in both languages."""

import pytest

from qa.question.statement import statement


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many people were held accountable in Jilin?", "_ people were held accountable in Jilin."),
        ("how many buses does the Oak depot have", "The Oak depot has _ buses."),
        ("How many accountability teams did Siping set up?", "Siping set up _ accountability teams."),
        ("How many buses are there at the Birch depot?", "There are _ buses at the Birch depot."),
        ("How many people can the hall hold?", "The hall can hold _ people."),
        ("How many people attended the meeting?", "_ people attended the meeting."),
        ("How much does Anna Holm earn a month?", "Anna Holm earns _ a month."),
        ("How much did sales grow in 2022?", "Sales grew by _ in 2022."),
        ("What percentage of the faults were minor?", "_ of the faults were minor."),
        ("How much is the fee?", "The fee is _."),
        ("By how much did the number of accidents fall?", "The number of accidents fell by _."),
        ("How old is Lena Fisk?", "Lena Fisk is _ years old."),
        ("How large is the hall?", "The hall is _."),
        ("When was Building C finished?", "Building C was finished _."),
        ("When did Tomas Reyes join the clinic?", "Tomas Reyes joined the clinic _."),
        ("Who led the group?", "_ led the group."),
        ("Who is the manager of the depot?", "_ is the manager of the depot."),
        ("Which city solved 8,586 problems?", "_ solved 8,586 problems."),
        ("What was net profit in 2022?", "Net profit in 2022 was _."),
        ("What did the board approve?", "The board approved _."),
        ("吉林有多少人被追责问责？", "吉林有_人被追责问责。"),
        ("地区生产总值增长了多少？", "地区生产总值增长了_。"),
        ("谁担任组长？", "_担任组长。"),
        ("三号楼建于哪一年？", "三号楼建于_。"),
        ("工程由哪家公司承建？", "工程由_承建。"),
        ("门票多少钱？", "门票_。"),
        ("微信群叫什么名字？", "微信群叫_。"),
    ],
)
def test_the_answer_takes_its_place_and_the_verb_its_form(question: str, said: str) -> None:
    found = statement(question)
    assert found is not None
    assert found.filled("_") == said


@pytest.mark.parametrize(
    "question",
    [
        "How many teams were the officials divided into?",
        "How much did the oil change cost?",
        "How many days off do I get?",
        "How many officials were named, and in how many batches?",
        "How many places had the inspectors visited?",
        "Why was it postponed?",
        "Is study leave paid?",
        "Who did it?",
        "Where does she live?",
        "Tell me about Jilin",
        "What are the rules called?",
        "",
        "督查组有几个，查了多少个场所？",
        "为什么下降了多少？",
        "哪些城市开了会？",
        "净利润增长了吗？",
    ],
)
def test_where_the_grammar_is_not_sure_there_is_no_statement(question: str) -> None:
    assert statement(question) is None
