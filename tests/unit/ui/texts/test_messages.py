"""Every sentence is there in every language."""

import string

import pytest

from ui.texts.languages import LANGUAGES, Sentence, language_of
from ui.texts.markup import words
from ui.texts.messages import MESSAGES, counted, in_every_language, say
from ui.texts.problems import FILE_PROBLEMS, QUESTION_PROBLEMS, REQUEST_PROBLEMS, VIEW_PROBLEMS

TABLES = (MESSAGES, QUESTION_PROBLEMS, VIEW_PROBLEMS, FILE_PROBLEMS, REQUEST_PROBLEMS)
ENTRIES = [pytest.param(sentence, id=name) for table in TABLES for name, sentence in table.items()]


@pytest.mark.parametrize("sentence", ENTRIES)
def test_every_string_is_there_in_both_languages_with_the_same_values(sentence: Sentence) -> None:
    english, *others = sentence
    assert len(sentence) == len(LANGUAGES)
    assert all(sentence)
    for other in others:
        assert set(_values(english)) == set(_values(other))
        assert english.count("{") == other.count("{")


def _values(sentence: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(sentence) if name]


def test_a_thing_is_counted_in_words_that_fit_one_and_many() -> None:
    assert counted("passage", 1) == ("1 passage", "1 个段落")
    assert counted("passage", 1_200) == ("1,200 passages", "1,200 个段落")
    assert counted("document", 0) == ("0 documents", "0 份文档")


def test_a_sentence_is_said_in_the_language_asked_for_and_in_english_for_an_unknown_one() -> None:
    assert [say("close", language) for language in ("en", "zh", "fr")] == ["Close", "关闭", "Close"]
    assert say("shown", "zh", documents=counted("document", 2), passages="x") == "2 份文档，x"
    with pytest.raises(KeyError):
        say("no such message", "en")
    with pytest.raises(KeyError):
        say("deleted", "en")


def test_a_sentence_for_an_unknown_reader_is_said_in_every_language() -> None:
    assert in_every_language(REQUEST_PROBLEMS["closed"]) == "This address is closed. 这个地址已关闭。"
    assert in_every_language("close", separator=" · ") == "Close · 关闭"


def test_a_sentence_is_html_in_every_language_with_its_values_escaped() -> None:
    assert words("deleted", title="<b>") == (
        '<span class="in-en" lang="en">“&lt;b&gt;” is deleted.</span>'
        '<span class="in-zh" lang="zh">已删除“&lt;b&gt;”。</span>'
    )


def test_a_text_with_a_chinese_character_is_chinese() -> None:
    assert [language_of(text) for text in ("how many?", "多少人?", "Jilin 省", "")] == ["en", "zh", "zh", "en"]
