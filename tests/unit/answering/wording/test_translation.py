"""A quote translated by a scripted model: what differs from the quote is told, and the quote stays as it is."""

from collections.abc import Callable

import pytest

from qa.answering.wording.language_model import LanguageModel
from qa.answering.wording.translation import Translator, compared
from qa.errors import WenjuError
from qa.retrieval import bridge
from qa.retrieval.dictionary import Dictionary
from qa.settings import Settings
from qa.types import Translation
from tests.fakes import ScriptedChatModel

QUOTE = "截至5月26日，吉林全省共追责问责484人，其中479人已处理，共38万人检测，张忠任组长。"


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary(Settings().cache_folder)


@pytest.fixture(scope="module")
def compare(dictionary: Dictionary) -> Callable[[str, str], tuple[list[str], list[str]]]:
    """What of a translation is not in its quote, and what of the quote it lacks."""

    def both(quote: str, text: str) -> tuple[list[str], list[str]]:
        found = compared(quote, text, lambda words: bridge.terms(words, dictionary))
        return [text[start:end] for start, end in found.differing], list(found.missing)

    return both


def test_figures_dates_and_names_said_otherwise_agree(compare: Callable[[str, str], object]) -> None:
    text = (
        "As of 26 May, 484 people were held accountable across Jilin, 479 of whom had been dealt with;"
        " 380,000 people were tested. Zhang Zhong was group leader."
    )
    assert compare(QUOTE, text) == ([], [])


def test_what_differs_and_what_is_left_out_is_named(compare: Callable[[str, str], object]) -> None:
    text = "As of 27 May, 485 people were held accountable across Hunan; 2 million people were tested."
    assert compare(QUOTE, text) == (
        ["27 May", "485", "Hunan", "2 million"],
        ["5月26日", "吉林", "484", "479", "38万", "张忠"],
    )


def test_a_chinese_translation_is_compared_too(compare: Callable[[str, str], object]) -> None:
    quote = "In Chenzhou, three people had cases filed against them on 3 May 2021, and 10,000 were tested."
    assert compare(quote, "2021年5月3日，郴州有三人被立案，1万人接受检测。") == ([], [])
    assert compare(quote, "长沙有四人被立案。") == (["长沙", "四"], ["Chenzhou", "three", "3 May 2021", "10,000"])


def test_a_translation_comes_by_sentences_and_is_compared_once_it_is_whole(dictionary: Dictionary) -> None:
    chat = ScriptedChatModel(says=lambda _: "In Jilin, 485 came. Zhang Zhong led.")
    translator = Translator(LanguageModel(chat, 10), lambda text: bridge.terms(text, dictionary))
    assert list(translator.versions("吉林来了484人。张忠带队。")) == [
        Translation("In Jilin, 485 came."),
        Translation("In Jilin, 485 came. Zhang Zhong led."),
        Translation("In Jilin, 485 came. Zhang Zhong led.", ((10, 13),), ("484",), is_whole=True),
    ]


@pytest.mark.parametrize("model", [{"says": lambda _: "x", "failure": OSError("gone")}, {"says": lambda _: ""}])
def test_a_model_that_fails_or_says_nothing_gives_no_translation(model: dict[str, object]) -> None:
    translator = Translator(LanguageModel(ScriptedChatModel(**model), 10), lambda _: ())  # type: ignore[arg-type]
    with pytest.raises(WenjuError, match="did not translate"):
        list(translator.versions("吉林来了484人。"))
