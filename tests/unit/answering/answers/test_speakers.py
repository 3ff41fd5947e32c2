"""Who says and who does what in chat logs and interviews."""

import pytest

from qa.answering.answers.speakers import speaker_answer
from qa.language.turns import turns
from tests.unit.answering.tables.asking import asked

STAMPED = (
    "Trip\n\n[09:12] Anna: I'll bring the keys.\n[09:13] Ben: Great. I can drive, my car has 5 seats.\n"
    "[09:15] Chloe: I'll buy the sandwiches. I can't swim.\n[09:16] Ben: Shall I bring the tent?\n"
    "[09:17] Anna: Dana is ill."
)
DATED = (
    "12/05/2024, 09:12 - Anna: I'll bring the keys\n12/05/2024, 09:13 - Ben: I can drive\n12/05/2024, 09:15 - Cy: OK\n"
)
BELOW = "小王 09:12\n我带帐篷。\n\n小李 09:13\n我来开车，车上有5个座位。\n\n小赵 09:15\n门票我来买，每张60元。\n"
BARE = "小王：我带帐篷。\n小李：我来开车。\n小赵：门票我来买。\n"


@pytest.mark.parametrize("text", [STAMPED, DATED, BELOW, BARE])
def test_a_log_has_turns_with_their_speakers(text: str) -> None:
    found = turns(text)
    assert len(found) >= 3
    assert text[slice(*found[0].speaker)] in ("Anna", "小王")
    assert text[slice(*found[0].words)].rstrip(".。") in ("I'll bring the keys", "我带帐篷")


@pytest.mark.parametrize(
    "text", ["Name: Osprey\nBuilt: 2007\nLength: 9.6 m\n", "Anna: I'll bring the keys.\n", "It opens at 09:15.\n"]
)
def test_labels_and_prose_are_no_log(text: str) -> None:
    assert turns(text) == ()


@pytest.mark.parametrize(
    ("question", "text", "speaker"),
    [
        ("Who brings the keys?", STAMPED, "Anna"),
        ("Who can drive?", STAMPED, "Ben"),
        ("Whose car has 5 seats?", STAMPED, "Ben"),
        ("Who said that Dana is ill?", STAMPED, "Anna"),
        ("Who can't swim?", STAMPED, "Chloe"),
        ("Who can drive?", DATED, "Ben"),
        ("谁带帐篷？", BELOW, "小王"),
        ("谁买门票？", BELOW, "小赵"),
        ("门票由谁买？", BARE, "小赵"),
        ("谁开车？", BARE, "小李"),
    ],
)
def test_the_speaker_does_what_is_said_of_i(question: str, text: str, speaker: str) -> None:
    answer = asked(speaker_answer, question, text)
    assert answer is not None
    assert [one.answer for one in answer.citations] == [speaker]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # It is asked and not said; it is denied; it is said of another; nobody says it; two do.
        ("Who brings the tent?", STAMPED),
        ("Who can swim?", STAMPED),
        ("Who is ill?", STAMPED),
        ("谁带钥匙？", BELOW),
        ("Who can drive?", f"{DATED}12/05/2024, 09:18 - Dan: I can drive too\n"),
        ("What does Anna bring?", STAMPED),
        ("Who can drive?", "I can drive."),
    ],
)
def test_no_speaker_is_named_for_what_none_says(question: str, text: str) -> None:
    assert asked(speaker_answer, question, text) is None
