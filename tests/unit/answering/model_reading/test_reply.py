"""What a language model wrote, read as a reply: by the schema, around it, short of it."""

import pytest

from qa.answering.model_reading.reply import Reply, is_plain_text, read_reply

WHOLE = '{"stated": true, "sentences": [2, 1], "words": "484人", "answer": "共484人。"}'


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        f"```json\n{WHOLE}\n```",
        f"Here it is: {WHOLE} I hope that helps.",
        f"<think>{{'a': 1}} maybe 500?</think>\n{WHOLE}",
        f'{{"note": 1}} {WHOLE}',
        WHOLE.replace("[2, 1]", '"[2], [1]"').replace("true", '"yes"'),
        WHOLE.replace("[2, 1]", "[2, 1, 2]"),
    ],
)
def test_the_object_is_found_wherever_it_stands(text: str) -> None:
    assert read_reply(text) == Reply(True, (2, 1), "484人", "共484人。")


@pytest.mark.parametrize("text", [WHOLE[:-12], "", "[1, 2]", '{"answer": "484"}', "{" * 5_000, "<html>{}</html>"])
def test_what_is_cut_or_of_another_form_is_no_reply(text: str) -> None:
    assert read_reply(text) is None


@pytest.mark.parametrize("stated", ["false", '"no"', "null", "0", '"maybe"'])
def test_what_is_not_clearly_stated_is_not_stated(stated: str) -> None:
    assert read_reply(WHOLE.replace("true", stated)) == Reply(stated=False)


def test_a_reply_that_names_every_sentence_names_none() -> None:
    reply = read_reply(WHOLE.replace("[2, 1]", str(list(range(1, 60)))))
    assert reply is not None
    assert reply.numbers == ()


def test_a_single_number_and_a_figure_for_words_are_taken_as_they_are() -> None:
    assert read_reply('{"stated": true, "sentences": 3, "words": 484}') == Reply(True, (3,), "484", "")


def test_sentences_without_an_object_are_plain_text() -> None:
    assert is_plain_text("In all, 484 people were held accountable.")
    assert not is_plain_text(WHOLE[:-12])
    assert not is_plain_text("  ")
