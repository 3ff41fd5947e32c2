"""A run of indexing that is killed in its midst: what was embedded by then is not embedded again."""

import subprocess
import sys
from pathlib import Path

import pytest

from qa.errors import IndexMissing
from qa.index_builder import build_index
from qa.retrieval.generations import current
from qa.settings import Settings
from tests.fakes import LetterEmbedder, write_texts

pytestmark = pytest.mark.integration

ROOT = Path(__file__).resolve().parents[2]
COUNT = 1_000
# The most that a killed run may have embedded in vain.
IN_VAIN = 256
# Embeds slowly and says after each text how many it has embedded.
SLOW = """
import sys, time
from pathlib import Path
from qa.index_builder import build_index
from qa.settings import Settings
from tests.fakes import letters

def tell(step, done, total):
    if step == "embedding" and done % 100 == 0:
        print(done, flush=True)
        time.sleep(0.05)

build_index(Path(sys.argv[1]), Path(sys.argv[2]), settings=Settings(), embedder=letters(), progress=tell)
"""


@pytest.mark.parametrize("at", [100, 500, 900])
def test_a_killed_run_is_taken_up_where_it_was(tmp_path: Path, at: int) -> None:
    source, index = tmp_path / "texts", tmp_path / "index"
    write_texts(source, {f"{number:04}.txt": f"Report number {number}.\n" for number in range(COUNT)})
    command = [sys.executable, "-c", SLOW, str(source), str(index)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        while process.stdout.readline().strip() != str(at):
            pass
        process.kill()
    with pytest.raises(IndexMissing):
        current(index)
    counter = LetterEmbedder()
    report = build_index(source, index, settings=Settings(), embedder=counter)  # type: ignore[arg-type]
    assert report.documents == COUNT
    assert COUNT - at - IN_VAIN <= len(counter.passages) <= COUNT - at + IN_VAIN
    assert not list(index.glob("*.partial"))
