"""The answer as a sentence in the language of the question."""

import pytest

from qa.answering.answers.stated import stated

ACCOUNTABLE = "How many people were held accountable in Jilin?"
GDP = "What was Jiangsu's GDP in 2025?"


@pytest.mark.parametrize(
    ("question", "answer", "said"),
    [
        (ACCOUNTABLE, "484", "484 people were held accountable in Jilin."),
        (ACCOUNTABLE, "484 people", "484 people were held accountable in Jilin."),
        (ACCOUNTABLE, "484人", "484 people were held accountable in Jilin."),
        ("How many jobs were created?", "22.89万人", "228,900 jobs were created."),
        ("By what percentage did GDP grow?", "3.9%", "GDP grew by 3.9%."),
        (GDP, "14.2万亿元", "Jiangsu's GDP in 2025 was 14.2 trillion yuan (14.2万亿元)."),
        (GDP, "569.6亿元", "Jiangsu's GDP in 2025 was 56.96 billion yuan (569.6亿元)."),
        ("Who led the group?", "张忠", "Zhang Zhong (张忠) led the group."),
        ("Who led the group?", "Lena Fisk", "Lena Fisk led the group."),
        ("Which city led?", "长春市", "Changchun City (长春市) led."),
        ("When was Building C finished?", "2004", "Building C was finished in 2004."),
        ("When was Building C finished?", "3 May 2004", "Building C was finished on 3 May 2004."),
        ("When was Building C finished?", "2004年5月", "Building C was finished in May 2004."),
        ("When was Building C finished?", "in 2004", "Building C was finished in 2004."),
        ("吉林有多少人被追责问责？", "484人", "吉林有484人被追责问责。"),
        ("吉林有多少人被追责问责？", "484 people", "吉林有484人被追责问责。"),
        ("学校有多少学生？", "1240人", "学校有1240名学生。"),
        ("学校有多少间教室？", "36间", "学校有36间教室。"),
        ("女生占百分之多少？", "48%", "女生占48%。"),
        ("增长了多少？", "5.4 percent", "增长了5.4%。"),
        ("三号楼建于哪一年？", "2004", "三号楼建于2004年。"),
        ("什么时候完工？", "3 October 2023", "2023年10月3日完工。"),
        ("谁担任组长？", "Zhang Zhong", "Zhang Zhong担任组长。"),
    ],
)
def test_the_words_of_a_quote_are_said_in_the_language_of_the_question(question: str, answer: str, said: str) -> None:
    assert stated(question, answer) == said


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        # Words of the other language that are no figure, date or name.
        ("What is the rule?", "不得转租"),
        ("Who led the group?", "省纪委监委的主要负责同志"),
        ("谁担任组长？", "the head of the commission"),
        # A unit that the sentence does not name.
        ("How much did it weigh?", "38公斤"),
        (ACCOUNTABLE, "484 in Jilin and 12 in Hunan"),
        (ACCOUNTABLE, "484人。其余"),
        ("What was the daily output?", "fewer than 100 suits at first to 1,500 a day"),
        (ACCOUNTABLE, "many of those who had been there when it began, as the report says"),
        ("When was it finished?", "after the rain"),
        ("Why was it finished?", "2004"),
        (ACCOUNTABLE, ""),
    ],
)
def test_what_is_not_sure_is_not_said(question: str, answer: str) -> None:
    assert stated(question, answer) is None
