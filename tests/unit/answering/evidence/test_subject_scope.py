"""Where the subjects and years of a question stand."""

import pytest

from qa.answering.evidence.subject_scope import Standing, standing
from qa.language import detect
from qa.question.subject import subjects
from qa.types import Document, Form, Passage, Question, Subject, Term

SENTENCE = "It has 61 buses."
TEXT = f"The Oak depot lies in Alton. {SENTENCE} The Ash depot is closed."


def part(word: str) -> Term:
    return Term(word, {"en": (Form(word.lower()),), "zh": ()})


def stands(
    text: str, *subjects: Subject, title: str = "Depots 2024", heading: str = "", question: str = "", answer: str = ""
) -> Standing:
    document = Document("a.txt", title, "", "en")
    start = text.index(SENTENCE) if SENTENCE in text else 0
    stop = start + len(SENTENCE) if SENTENCE in text else len(text)
    span = (text.index(answer), text.index(answer) + len(answer)) if answer else (start, start + 1)
    passage = Passage("a#0", "a.txt", heading, text, 0, len(text))
    asked = Question(question, "en", (), subjects)
    return standing(asked, passage, document, (start, stop), span)


def name(*words: str) -> Subject:
    return Subject(" ".join(words), tuple(map(part, words)))


@pytest.mark.parametrize(
    ("subject", "title", "expected"),
    [
        (name("Oak"), "Depots", (0, 1, 0)),
        (name("Ash"), "Depots", (0, 0, 1)),
        (name("Ash"), "The Ash depot", (1, 0, 0)),
        (name("Birch"), "Depots", (0, 0, 1)),
        (Subject("61 buses", pattern="61"), "Depots", (0, 0, 0)),
        (Subject("A-7", pattern="A-7"), "Depots", (0, 0, 1)),
    ],
)
def test_a_subject_stands_in_the_sentence_above_it_before_it_or_not_at_all(
    subject: Subject, title: str, expected: tuple[float, float, float]
) -> None:
    found = stands(TEXT, subject, title=title)
    assert (found.above, found.before, found.missing) == expected


def test_the_heading_stands_above_too() -> None:
    assert stands(TEXT, name("Birch"), heading="The Birch depot").above == 1


def test_of_a_name_the_last_part_tells_most() -> None:
    text = f"Holm drives. {SENTENCE}"
    assert stands(text, name("Anna", "Holm")).missing == pytest.approx(0.4)
    assert stands(text, name("Holm", "Anna")).missing == 1


def test_of_two_subjects_each_counts_half() -> None:
    found = stands(TEXT, name("Oak"), name("Birch"))
    assert (found.before, found.missing) == (0.5, 0.5)


def test_a_question_without_subjects_misses_none() -> None:
    assert stands(TEXT) == Standing(*[0] * 15)


def test_a_subject_without_a_form_in_the_language_is_not_missed() -> None:
    assert stands(TEXT, Subject("橡树", (Term("橡树", {"zh": (Form("橡树"),)}),))).missing == 0


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        (SENTENCE, "Depots 2024", (0, 0)),
        (SENTENCE, "Depots", (1, 0)),
        ("In 2022 61 buses.", "Depots 2024", (0, 1)),
        ("In 2024 61 buses.", "Depots 2023", (0, 0)),
    ],
)
def test_a_year_may_stand_above_and_another_in_the_sentence_is_its_rival(
    text: str, title: str, expected: tuple[float, float]
) -> None:
    found = stands(text, title=title, question="How many buses were there in 2024?")
    assert (found.period_missing, found.period_rival) == expected


@pytest.mark.parametrize(
    ("text", "subject", "answer", "is_rival"),
    [
        ("The manager of the Oak depot is Lena Fisk.", name("Ash"), "Lena Fisk", True),
        ("The manager of the Ash depot is Lena Fisk.", name("Ash"), "Lena Fisk", False),
        ("The manager is Lena Fisk.", name("Ash"), "Lena Fisk", False),
        ("Bus route 14 runs every 20 minutes.", Subject("route 41", pattern="41"), "20 minutes", True),
        ("It runs every 20 minutes.", Subject("route 41", pattern="41"), "20 minutes", False),
        ("It leaves from Alton.", Subject("route 41", pattern="41"), "20 minutes", False),
    ],
)
def test_another_of_its_kind_is_a_rival_unless_it_is_the_answer(
    text: str, subject: Subject, answer: str, is_rival: bool
) -> None:
    assert stands(text, subject, answer=answer if answer in text else "").rival == is_rival


def test_a_name_of_no_document_is_nowhere() -> None:
    lost = Subject("Ash", (Term("Ash", {"en": (Form("ash"),)}, weights={"en": 0.0}),))
    held = Subject("Ash", (Term("Ash", {"en": (Form("ash"),)}, weights={"en": 2.0}),))
    assert (stands(TEXT, lost).nowhere, stands(TEXT, held).nowhere, stands(TEXT, lost, name("Oak")).nowhere) == (
        1,
        0,
        0.5,
    )


@pytest.mark.parametrize(
    ("question", "subject", "text", "answer", "is_twin"),
    [
        ("How many buses has the Ash depot?", "Ash", "The Oak depot has 61 buses.", "61", True),
        ("How many buses has the Ash depot?", "Ash", "Alton has 61 buses.", "61", False),
        ("How many buses has the Oak depot?", "Oak", "The Oak depot has 61 buses, the Ash depot 4.", "61", False),
        ("Which depot lies beside the Ash depot?", "Ash", "It lies beside the Oak depot.", "the Oak depot", False),
        ("Who is as old as Anna Berg?", "Anna Berg", "Peter Vance is 61.", "61", True),
        ("东湖区有多少学校？", "东湖区", "西山区有61所学校。", "61", True),
        ("东湖区有多少学校？", "东湖区", "全区有61所学校。", "61", False),
        ("张伟的工龄是多少年？", "张伟", "李丽的工龄是12年。", "12年", True),
    ],
)
def test_a_twin_is_another_of_its_kind_in_the_place_of_the_subject(
    question: str, subject: str, text: str, answer: str, is_twin: bool
) -> None:
    document = Document("a.txt", "", text, detect(text))
    passage = Passage("a#0", "a.txt", "", text, 0, len(text))
    asked = Question(question, detect(question), (), subjects(question, ()))
    assert subject in [each.text for each in asked.subjects]
    start = text.index(answer)
    found = standing(asked, passage, document, (0, len(text)), (start, start + len(answer)))
    assert found.twin == is_twin


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Who is the deputy treasurer?", "The treasurer is 61.", (1, 0)),
        ("Who is the treasurer?", "The former treasurer is 61.", (0, 1)),
        ("2024年计划收入多少？", "2024年计划收入61亿元。", (0, 0)),
        ("2024年收入多少？", "2024年预计收入61亿元。", (0, 1)),
    ],
)
def test_what_is_planned_or_was_is_told_from_what_is(question: str, text: str, expected: tuple[float, float]) -> None:
    found = stands(text, question=question, answer="61")
    assert (found.lost, found.gained) == expected


def test_the_clause_of_the_answer_tells_its_period_before_the_sentence_does() -> None:
    text = "In 2023 it was 61, in 2022 it was 58."
    assert stands(text, question="What was it in 2022?", answer="61").period_rival == 1
    assert stands(text, question="What was it in 2022?", answer="58").period_rival == 0


@pytest.mark.parametrize(
    ("question", "text", "is_other"),
    [
        ("How many people does room 215 seat?", "Room 214 seats 61 people.", True),
        ("How many people does room 214 seat?", "Room 214 seats 61 people.", False),
        ("三号楼有多少户？", "七号楼有住户61户。", True),
    ],
)
def test_another_number_in_the_place_of_an_identifier(question: str, text: str, is_other: bool) -> None:
    asked = Question(question, detect(question), (), subjects(question, ()))
    passage = Passage("a#0", "a.txt", "", text, 0, len(text))
    start = text.index("61")
    found = standing(asked, passage, Document("a.txt", "", text, detect(text)), (0, len(text)), (start, start + 2))
    assert (found.other_number, found.twin) == (is_other, 0)


def test_another_of_its_kind_may_stand_nearer_to_the_answer() -> None:
    text = "The Ash depot closed, and the Oak depot has 61 buses."
    asked = tuple(Subject(word, (part(word),), kinds=frozenset(["depot"])) for word in ("Ash", "Oak"))
    assert stands(text, asked[0], answer="61").nearer == 1
    assert stands(text, asked[1], answer="61").nearer == 0


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How much did sales grow?", "Sales were 61 million.", (1, 0)),
        ("How much did sales grow?", "Sales grew by 61 million.", (0, 0)),
        ("What was the number of sales?", "Sales grew by 61 million.", (0, 1)),
        ("Who grew it?", "Sales grew by 61 million.", (0, 0)),
    ],
)
def test_a_change_is_told_from_a_level(question: str, text: str, expected: tuple[float, float]) -> None:
    found = stands(text, question=question, answer="61")
    assert (found.level_for_change, found.change_for_level) == expected


def test_another_attribute_of_the_family_is_a_rival() -> None:
    assert stands("Revenue was 61 million.", question="What was net profit?", answer="61").other_attribute == 1
    assert stands("Profit was 61 million.", question="What was net profit?", answer="61").other_attribute == 0


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("2023年产量多少？", "去年产量61万吨。", 0),
        ("2023年产量多少？", "产量61万吨。", 0.5),
        ("2022年产量多少？", "产量61万吨。", 1),
        ("2024年产量多少？", "今年产量61万吨。", 0),
    ],
)
def test_the_year_before_may_be_meant_without_being_named(question: str, text: str, expected: float) -> None:
    document = Document("a.txt", "工作报告", text, "zh", date="2024-01-20")
    passage = Passage("a#0", "a.txt", "", text, 0, len(text))
    start = text.index("61")
    found = standing(Question(question, "zh", ()), passage, document, (0, len(text)), (start, start + 2))
    assert found.period_missing == expected
