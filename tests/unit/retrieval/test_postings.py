"""Where words and pairs stand, worked out by hand; and many blocks give the same file as one."""

import math
from pathlib import Path

import numpy as np
import pytest

from embeddings.array_file import read_arrays, write_arrays
from qa.errors import IndexDamaged
from qa.language.pinyin import pair_readings, readings
from qa.retrieval import postings_writer
from qa.retrieval.generations import damaged
from qa.retrieval.lexical_index import LexicalIndex
from qa.retrieval.postings import NAMES, SLOT, Postings, follow, pair_key, word_key
from qa.retrieval.postings_writer import write_postings
from qa.types import Form

TEXTS = [
    "grain and wood and grain",
    "",
    "重庆市，市长",
    "3.5 tonnes of wood",
    " ".join(f"w{chr(97 + at % 26)}x{at // 26 * 'y'}" for at in range(1200)),
]


@pytest.fixture(scope="module")
def postings(tmp_path_factory: pytest.TempPathFactory) -> Postings:
    file = tmp_path_factory.mktemp("postings") / "words.postings"
    write_postings(file, TEXTS)
    return Postings(file)


def test_a_term_has_its_places_and_the_number_of_rows_that_hold_it(postings: Postings) -> None:
    grain, wood = (postings.words.term(word_key(word)) for word in ("grain", "wood"))
    assert (grain.places.tolist(), grain.held) == ([0, 4], 1)
    assert (postings.rows(wood.places).tolist(), wood.held) == ([0, 3], 2)
    assert postings.words.term(word_key("zebra")).held == 0


def test_an_empty_text_is_a_row_of_its_own(postings: Postings) -> None:
    assert len(postings) == 5
    assert postings.rows(postings.han_phrase(["市长"])).tolist() == [2]


def test_a_phrase_is_found_where_its_words_follow_one_another(postings: Postings) -> None:
    assert postings.word_phrase(["wood", "and", "grain"]).tolist() == [2]
    assert postings.word_phrase(["grain", "wood"]).tolist() == []
    assert postings.rows(postings.word_phrase(["tonn", "of"])).tolist() == [3]


def test_a_chinese_phrase_does_not_cross_what_stands_between_its_characters(postings: Postings) -> None:
    assert postings.rows(postings.han_phrase(["重庆市"])).tolist() == [2]
    assert len(postings.han_phrase(["庆市市"])) == 0
    assert postings.rows(postings.han_phrase(["庆市", "市长"])).tolist() == [2]


def test_a_pair_is_found_as_it_is_read_in_a_word(postings: Postings) -> None:
    """重 is read zhong by itself."""
    assert postings.rows(postings.read_phrase(["chong", "qing", "shi"])).tolist() == [2]
    assert len(postings.read_phrase(["zhong", "qing"])) == len(postings.read_phrase(["qing"])) == 0


def test_a_row_that_is_longer_than_a_slot_is_one_row(postings: Postings) -> None:
    last = postings.word_phrase([TEXTS[4].split()[-1][:3] + "y" * 46])
    assert last[0] > 2 * SLOT
    assert postings.rows(last).tolist() == [4]


def test_phrases_of_nothing_are_nowhere() -> None:
    assert len(follow([], [])) == 0
    assert follow([np.array([0, 9], np.uint32), np.array([7], np.uint32)], [3, 2]).tolist() == []


def test_blocks_give_the_same_file_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_postings(tmp_path / "one", TEXTS * 3)
    monkeypatch.setattr(postings_writer, "_BLOCK", 2)
    write_postings(tmp_path / "many", TEXTS * 3)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "many").read_bytes()


def test_pairs_are_read_as_texts_are() -> None:
    pairs = ["重庆", "重大", "长春", "银行", "行走", "郴州"]
    assert pair_readings(pairs) == tuple(map(readings, pairs))


def test_a_score_is_that_of_bm25(tmp_path: Path) -> None:
    write_postings(tmp_path / "words", ["grain grain coal", "grain", "wood", "wood coal", "wood"])
    index = LexicalIndex(tmp_path / "words", damaged)
    (rows, weights), *others = index._weighed([index._postings.words.term(word_key("grain"))], (0, 5))
    # Two of five rows hold it: ln(3.5 / 2.5). The rows have 3 and 1 words, 8 / 5 in the mean.
    expected = [
        math.log(3.5 / 2.5) * n * 2.2 / (n + 1.2 * (0.25 + 0.75 * length / 1.6)) for n, length in ((2, 3), (1, 1))
    ]
    assert (rows.tolist(), others) == ([0, 1], [])
    assert weights == pytest.approx(expected)


def test_a_file_whose_numbers_point_nowhere_is_damage(tmp_path: Path) -> None:
    write_postings(tmp_path / "words", ["grain grain grain grain grain", "wood"])
    arrays = read_arrays(tmp_path / "words", NAMES)
    places = arrays["words places"].copy()
    places[arrays["words places"] == 1] = 1 << 31
    write_arrays(tmp_path / "bad", {**arrays, "words places": places})
    with pytest.raises(IndexDamaged, match="bad cannot be used"):
        LexicalIndex(tmp_path / "bad", damaged).ranked("grain", within=(0, 2), limit=1)
    write_arrays(tmp_path / "bad", {**arrays, "rows": arrays["rows"][::-1]})
    with pytest.raises(IndexDamaged, match="outside the rows"):
        LexicalIndex(tmp_path / "bad", damaged).containing([Form("grain")], within=(0, 1))
    write_arrays(tmp_path / "bad", {**arrays, "pairs keys": np.array([pair_key("重庆")], np.uint64)})
    with pytest.raises(IndexDamaged, match="do not fit"):
        LexicalIndex(tmp_path / "bad", damaged)
