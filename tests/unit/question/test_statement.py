"""Questions as statements with a gap for the answer, in both languages."""

import pytest

from qa.question.statement import statement, without_years


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
        ("Which club was the fastest in the eights?", "_ was the fastest in the eights."),
        ("Which town handed out the most blankets?", "_ handed out the most blankets."),
        ("How many people work in research at Yuanshan?", "_ people work in research at Yuanshan."),
        ("When is the invoice due?", "The invoice is due _."),
        ("Which room is Nora Feld in?", "Nora Feld is in _."),
        ("Which city was the mayor born in?", "The mayor was born in _."),
        ("Within how many days must form A-7 be sent?", "Form A-7 must be sent within _ days."),
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
        ("How many places had the inspectors visited?", "The inspectors had visited _ places."),
        ("How many were removed?", "_ were removed."),
        ("In Yuexiu, how many groups went round?", "In Yuexiu, _ groups went round."),
        ("Of the problems found, how many were reported?", "Of the problems found, _ were reported."),
        ("From which port was the fertiliser fetched?", "The fertiliser was fetched from _."),
        ("Into how many teams was the staff divided?", "The staff was divided into _ teams."),
        ("At which point did a cadre help until late?", "A cadre helped until late at _."),
        ("Who was secretary of the commission?", "_ was secretary of the commission."),
        ("Who was Kublai's son?", "_ was Kublai's son."),
        ("What are the rules called?", "The rules are called _."),
        ("Which edition of the plan did the county follow?", "The county followed _."),
        ("Which district did Liu Jun check on the evening of 28 July?", "Liu Jun checked _ on the evening of 28 July."),
        ("What organization did Iqbal join in London?", "Iqbal joined _ in London."),
        ("吉林有多少人被追责问责？", "吉林有_人被追责问责。"),
        ("被问责的人当中，受到处分的有几个？", "被问责的人当中，受到处分的有_个。"),
        ("场所是什么时候被毁的？", "场所是_被毁的。"),
        ("总部位于哪里？", "总部位于_。"),
        ("哪位英国化学家发现了氧气？", "_发现了氧气。"),
        ("他们资助了什么？", "他们资助了_。"),
        ("声明是用什么语言写的？", "声明是用_写的。"),
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
        "Why was it postponed?",
        "Is study leave paid?",
        "Who did it?",
        "Which city had Anna visited?",
        "Which city was the mayor?",
        "Where does she live?",
        "Tell me about Jilin",
        "Who is Anna Holm?",
        "What is happening to the average age of teachers?",
        "What was the test done on?",
        "What did he give the prize to?",
        "督查组发现了几个问题，提了多少条建议？",
        "党纪处分和组织处理各多少人？",
        "做了什么？",
        "",
        "督查组有几个，查了多少个场所？",
        "为什么下降了多少？",
        "哪些城市开了会？",
        "净利润增长了吗？",
    ],
)
def test_where_the_grammar_is_not_sure_there_is_no_statement(question: str) -> None:
    assert statement(question) is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("By what percentage did GDP grow in 2025?", "By what percentage did GDP grow?"),
        ("In 2025, how many jobs were created?", "how many jobs were created?"),
        ("2025年安徽的生产总值增长了多少？", "安徽的生产总值增长了多少？"),
        ("到2025年底，安徽有多少学校？", "安徽有多少学校？"),
        ("2025年3月有多少人？", "2025年3月有多少人？"),
        ("How many rooms are numbered 2025?", "How many rooms are numbered 2025?"),
    ],
)
def test_the_year_of_a_question_can_be_left_out(question: str, expected: str) -> None:
    assert without_years(question) == expected
