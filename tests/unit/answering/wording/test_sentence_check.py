"""What a model writes is shown only where a quote holds it: mutants of real sentences fail, right rewordings pass."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.answering.wording.sentence_and_source import Source
from qa.answering.wording.sentence_check import Checker, unsupported
from qa.language import detect, sentences
from qa.retrieval import bridge
from qa.retrieval.dictionary import Dictionary
from qa.settings import Settings
from tests.mutants import mutants
from tests.rewordings import ACROSS, WRONG_ACROSS, rewordings

CORPUS = Path(__file__).resolve().parents[4] / "corpus"


@pytest.fixture(scope="module")
def checker() -> Checker:
    dictionary = Dictionary(Settings().cache_folder)
    return Checker(lambda text: bridge.terms(text, dictionary))


def _sources() -> Iterator[Source]:
    """Each sentence of the sample documents with its document's title."""
    for file in sorted(CORPUS.glob("*/*.md")):
        text = file.read_text("utf-8")
        for start, end in sentences(text):
            if end - start >= 12:
                yield Source(1, text[start:end], text.split("\n")[0])


def test_mutants_of_the_sample_sentences_are_rejected(checker: Checker) -> None:
    made = Counter[str]()
    passed = []
    for source in _sources():
        for mutant in mutants(source.quote, detect(source.quote)):
            made[mutant.kind] += 1
            if checker.support(mutant.text, (source,)):
                passed.append(f"{mutant.kind}: {mutant.text} <- {mutant.original}")
    print(f"{made.total()} mutants, {len(passed)} passed: {dict(made)}")
    assert made.total() >= 500
    assert min(made.values()) >= 10
    assert passed == []


def test_right_rewordings_pass(checker: Checker) -> None:
    found = [(one, source) for source in _sources() for one in rewordings(source.quote, detect(source.quote))]
    failed = [
        f"{checker.fault(text, source)}: {text}" for text, source in found if not checker.support(text, (source,))
    ]
    print(f"{len(found)} rewordings by code, {len(failed)} failed; {len(ACROSS)} across languages")
    assert len(found) >= 50
    assert len(failed) <= len(found) * 0.05, failed


@pytest.mark.parametrize(("quote", "sentence"), ACROSS)
def test_a_right_sentence_in_the_other_language_passes(checker: Checker, quote: str, sentence: str) -> None:
    assert checker.fault(sentence, Source(1, quote)) == ""


@pytest.mark.parametrize(("quote", "sentence", "fault"), WRONG_ACROSS)
def test_a_wrong_sentence_in_the_other_language_fails(checker: Checker, quote: str, sentence: str, fault: str) -> None:
    assert checker.fault(sentence, Source(1, quote)) == fault


def test_each_clause_may_rest_on_a_source_of_its_own(checker: Checker) -> None:
    sources = (Source(1, "长春市发现问题12个。"), Source(2, "四平市发现问题9个。"))
    assert checker.support("Changchun found 12 problems, Siping found 9 problems.", sources) == (1, 2)
    assert checker.support("Changchun found 9 problems, Siping found 12 problems.", sources) == ()


@pytest.mark.parametrize(
    ("quote", "right", "wrong"),
    [
        (
            "In Chenzhou, three people had cases filed against them, four were removed from office.",
            "In Chenzhou, three people had cases filed against them.",
            "In Chenzhou, three people were removed from office.",
        ),
        ("郴州方面已有3人被立案、4人被免职。", "郴州有4人被免职。", "郴州有3人被免职。"),
        (
            "郴州方面已有3人被立案、4人被免职。",
            "In Chenzhou, 4 people were removed from office.",
            "3 people were removed.",
        ),
    ],
)
def test_a_figure_of_a_list_stays_with_what_it_counts(checker: Checker, quote: str, right: str, wrong: str) -> None:
    assert checker.support(right, (Source(1, quote),)) == (1,)
    assert checker.support(wrong, (Source(1, quote),)) == ()


def test_persons_may_not_change_places(checker: Checker) -> None:
    quote = Source(1, "张忠任组长，李明任副组长。")
    assert checker.support("张忠任组长，李明任副组长。", (quote,)) == (1,)
    assert checker.support("李明任组长，张忠任副组长。", (quote,)) == ()
    assert checker.support("Li Ming was the group leader, Zhang Zhong the deputy.", (quote, quote)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "See https://example.org for the 484 people.",
        "![484](x) people were held accountable in Jilin.",
        "<|im_start|>484 people were held accountable in Jilin.",
        "484",
        "",
    ],
)
def test_what_no_answer_of_ours_holds_is_never_supported(checker: Checker, text: str) -> None:
    assert checker.support(text, (Source(1, f"吉林全省共追责问责484人。{text}"),)) == ()


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("484 people", "追责问责四百八十四人"),
        ("380,000 passes", "通行证38万余张"),
        ("16,000 tonnes", "1.6万吨化肥"),
        ("12 per cent", "百分之十二"),
        ("two batches", "共两批"),
    ],
)
def test_a_figure_is_supported_by_its_value(claim: str, quote: str) -> None:
    assert unsupported(claim, quote) == ()


def test_a_wrong_figure_is_named_as_it_was_written() -> None:
    assert unsupported("479 of 484, or 1,600 tonnes", "484人,1.6万吨") == ("479", "1,600")


def test_a_share_is_not_a_count() -> None:
    assert unsupported("12%", "12人") == ("12%",)
