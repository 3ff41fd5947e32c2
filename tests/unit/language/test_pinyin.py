"""Chinese text as syllables, one by one and by whole phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from qa.language.pinyin import readings
from qa.language.scripts import fold, is_han


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("郴州", "chen zhou"),
        ("银行行长", "yin hang hang zhang"),  # 行 by its phrase
        ("张忠, 2022年", "zhang zhong | nian"),
        ("旅行。", "lu xing |"),
        ("... 呃", "e"),
        ("䢂橰", "gao"),  # the first has no reading and begins no run
        ("", ""),
    ],
)
def test_each_character_has_its_syllable_and_runs_are_kept_apart(text: str, expected: str) -> None:
    assert readings(text) == tuple(expected.split())


def _as_one(text: str) -> tuple[str, ...]:
    """What pypinyin says of the whole text, with the ends of runs marked once."""
    han = "".join(character if is_han(character) else " " for character in fold(text))
    found: list[str] = []
    for syllable in lazy_pinyin(han, errors=lambda _: "|"):
        if syllable != "|" or (found and found[-1] != "|"):
            found.append(syllable.replace("v", "u").replace("ü", "u"))
    return tuple(found)


@given(st.text(st.sampled_from("银行长重庆都市还了解觉得乐音a,。 1䢂龥"), max_size=20))
def test_word_by_word_it_reads_as_pypinyin_does_at_once(text: str) -> None:
    assert readings(text) == _as_one(text)
