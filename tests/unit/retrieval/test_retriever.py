from collections.abc import Mapping
from pathlib import Path

import pytest

from qa.index_builder import build_index
from qa.retrieval.dictionary import Dictionary
from qa.retrieval.generations import current
from qa.retrieval.knowledge_base import KnowledgeBase
from qa.retrieval.retriever import LIST_LENGTH, List, Retriever
from qa.settings import Settings
from tests.fakes import LetterEmbedder, letters, write_texts

ENGLISH = {
    f"en-{number}.txt": f"The {place} library opened in {year}. It has {year * 3} books and a reading room.\n"
    for number, (place, year) in enumerate([("Jilin", 1998), ("Chenzhou", 2004), ("London", 2011), ("Paris", 2020)])
}
CHINESE = {
    "zh-吉林.txt": "吉林省追责问责484人，其中免职12人。\n",
    "zh-郴州.txt": "郴州市图书馆冬季开放至下午五点。\n",
    "zh-陕西.txt": "陕西省粮食产量同比增长。\n",
}
MORE_CHINESE = {f"zh-more-{number}.txt": f"第{number}号通报：图书馆开放，干部群众参加会议。\n" for number in range(120)}


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary(Settings().cache_folder)


def retriever(folder: Path, texts: Mapping[str, str], dictionary: Dictionary) -> Retriever:
    build_index([write_texts(folder / "texts", dict(texts))], folder / "index", settings=Settings(), embedder=letters())
    generation, manifest = current(folder / "index")
    embedder = LetterEmbedder()
    base = KnowledgeBase(generation, dimension=manifest.dimension)
    return Retriever(base, lambda text: embedder.encode_queries([text])[0], dictionary)


def documents(one: Retriever, question: str) -> list[str]:
    return [hit.passage.document_id for hit in one.search(one.understand(question), limit=5)]


def test_words_vote_within_a_language_and_the_bridge_across(tmp_path: Path, dictionary: Dictionary) -> None:
    both = retriever(tmp_path, {**ENGLISH, **CHINESE}, dictionary)
    assert list(both.rankings(both.understand("Which library is in London?"))) == [
        List("dense", "en"),
        List("lexical", "en"),
        List("joint", "en"),
        List("dense", "zh"),
        List("bridge", "zh"),
        List("joint", "zh"),
        List("nearest", None),
    ]
    assert list(both.rankings(both.understand("伦敦的图书馆在哪里？"))) == [
        List("dense", "en"),
        List("bridge", "en"),
        List("joint", "en"),
        List("dense", "zh"),
        List("lexical", "zh"),
        List("joint", "zh"),
        List("nearest", None),
    ]


def test_with_one_language_no_list_is_asked_which_language_it_is(tmp_path: Path, dictionary: Dictionary) -> None:
    one = retriever(tmp_path, ENGLISH, dictionary)
    assert [made.name for made in one.rankings(one.understand("London library"))] == ["dense", "lexical", "joint"]


def test_each_list_holds_rows_of_its_language_alone(tmp_path: Path, dictionary: Dictionary) -> None:
    both = retriever(tmp_path, {**ENGLISH, **CHINESE}, dictionary)
    for made, rows in both.rankings(both.understand("the library in Chenzhou, 2004")).items():
        assert all((row < len(ENGLISH)) == (made.language == "en") for row in rows) or made.language is None
        assert len(rows) == len(set(rows)) <= LIST_LENGTH


def test_the_bridge_finds_a_place_by_name_and_a_figure_by_value(tmp_path: Path, dictionary: Dictionary) -> None:
    both = retriever(tmp_path, {**ENGLISH, **CHINESE}, dictionary)
    bridge = List("bridge", "zh")

    def best(question: str) -> int:
        return both.rankings(both.understand(question))[bridge][0] - len(ENGLISH)

    names = sorted(CHINESE)
    assert names[best("How many people were held accountable in Jilin?")] == "zh-吉林.txt"
    assert names[best("When is the Chenzhou library open in winter?")] == "zh-郴州.txt"
    assert names[best("grain output in Shaanxi")] == "zh-陕西.txt"
    assert names[best("who are the 484")] == "zh-吉林.txt"


def test_a_hit_tells_its_rank_in_each_list(tmp_path: Path, dictionary: Dictionary) -> None:
    both = retriever(tmp_path, {**ENGLISH, **CHINESE}, dictionary)
    hits = both.search(both.understand("How many people were held accountable in Jilin?"), limit=3)
    assert len(hits) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    found = {hit.passage.document_id: hit.ranks for hit in both.search(both.understand("Jilin 484"), limit=7)}
    assert found["zh-吉林.txt"]["bridge"] == 1


def test_more_chinese_documents_change_no_english_list(tmp_path: Path, dictionary: Dictionary) -> None:
    few = retriever(tmp_path / "few", {**ENGLISH, **CHINESE}, dictionary)
    many = retriever(tmp_path / "many", {**ENGLISH, **CHINESE, **MORE_CHINESE}, dictionary)
    for question in ("the library in London", "When did the Paris library open?", "books in Jilin"):
        before, after = few.rankings(few.understand(question)), many.rankings(many.understand(question))
        for name in ("dense", "lexical", "joint"):
            assert after[List(name, "en")] == before[List(name, "en")]
    assert documents(many, "When did the London library open?")[0] == "en-2.txt"


def test_terms_weigh_more_the_rarer_they_are(tmp_path: Path, dictionary: Dictionary) -> None:
    both = retriever(tmp_path, {**ENGLISH, **CHINESE}, dictionary)
    weights = {term.text: term.weights for term in both.understand("London library zebra").terms}
    assert weights["London"]["en"] > weights["library"]["en"] > weights["zebra"]["en"] == 0
    assert weights["library"]["zh"] > 0


@pytest.mark.parametrize("question", ["", '" OR * NEAR(', "\x00", "字" * 4000, "word " * 800, "?", "\ud800 x"])
def test_no_question_raises(tmp_path: Path, dictionary: Dictionary, question: str) -> None:
    both = retriever(tmp_path, {**ENGLISH, **CHINESE}, dictionary)
    both.search(both.understand(question), limit=3)


def test_two_thousand_different_words_are_answered(tmp_path: Path, dictionary: Dictionary) -> None:
    words = " ".join(f"{chr(97 + at % 26)}{chr(97 + at // 26 % 26)}{chr(97 + at // 676)}ing" for at in range(2000))
    both = retriever(tmp_path, {**ENGLISH, **CHINESE}, dictionary)
    assert both.rankings(both.understand(f"{words} in London"))[List("lexical", "en")][0] == 2
