"""Two servers over the same folder of collections, in processes of their own."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes import write_texts
from tests.time_limits import PATIENCE

pytestmark = pytest.mark.integration

ROOT = Path(__file__).resolve().parents[2]
SERVER = """
import sys
from pathlib import Path
from qa import Assistant, Settings
from tests.fakes import WordReader, letters
from ui.collections.collections import Collections
from ui.collections.uploads import Upload

settings = Settings()
shelf = Collections(
    Path(sys.argv[1]),
    lambda index, embedder: Assistant.open(index, make_reader=WordReader, embedder=embedder),
    settings=settings,
    embedder=letters(),
)
name = shelf.create(sys.argv[2])
for file in map(Path, sys.argv[3:]):
    for attempt in range(100):
        try:
            shelf.index("default", [Upload(file.name, file, file.stat().st_size)])
            break
        except Exception as error:
            assert type(error).__name__ == "IndexBusy", error
print(*[one.document.id for one in shelf.documents("default")], len(shelf.names()))
"""


def test_no_document_and_no_collection_is_lost_between_two_servers(tmp_path: Path) -> None:
    texts = {f"{name}-{number}.txt": f"{name} opened in 19{number}.\n" for name in "ab" for number in range(10, 14)}
    write_texts(tmp_path / "texts", texts)
    started = [
        subprocess.Popen(
            [sys.executable, "-c", SERVER, str(tmp_path / "data"), name]
            + [str(tmp_path / "texts" / one) for one in texts if one.startswith(name)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in "ab"
    ]
    said = [one.communicate(timeout=PATIENCE)[0].split() for one in started]
    assert [one.returncode for one in started] == [0, 0]
    assert max(said, key=len) == [*sorted(texts), "3"]
