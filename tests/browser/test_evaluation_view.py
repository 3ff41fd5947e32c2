"""Evaluate as a person uses it: run a set, look at what was wrong, save it, run another one, and end one half-way."""

import csv
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from qa import Answer, Settings
from tests.browser import scripted
from tests.browser.conftest import opened, serve
from tests.browser.scripted import ScriptedAssistant
from tests.fakes import letters, write_texts
from ui.collections.collections import Collections
from ui.collections.registry import DEFAULT
from ui.collections.uploads import Upload

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")]

EN_ZH = {"lang_q": "en", "lang_doc": "zh", "doc_id": "jilin"}
RIGHT = {**EN_ZH, "id": "right", "question": scripted.JILIN_QUESTION, "answers": ["484"]}
WRONG = {**EN_ZH, "id": "wrong", "question": "who was it?", "answers": ["张忠"]}
NONE = {"id": "none", "lang_q": "en", "lang_doc": "en", "question": scripted.REFUSED_QUESTION, "answerable": False}


class ScriptedLibrary(ScriptedAssistant):
    """The scripted assistant as one over a collection."""

    embedder = None

    def passage_counts(self) -> dict[str, int]:
        """One passage a document."""
        return {one.id: 1 for one in self.documents()}

    def ask(self, question: str) -> Answer:
        """As the scripted assistant; what is called slow takes a second."""
        time.sleep(1.0 if "slow" in question else 0.0)
        *_, last = self.stream(question)
        assert last.answer is not None
        return last.answer


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The page over one collection with a scripted assistant, and a built-in set of three questions."""
    built_in = tmp_path / "questions.jsonl"
    built_in.write_text("\n".join(map(json.dumps, (RIGHT, WRONG, NONE))), "utf-8")
    library = ScriptedLibrary()
    shelf = Collections(tmp_path / "data", lambda *_: library, settings=Settings(), embedder=letters())
    file = write_texts(tmp_path, {"a.txt": "The library opened in 1910.\n"}) / "a.txt"
    shelf.index(DEFAULT, [Upload("a.txt", file, 28)])
    yield from serve(library, collections=shelf, built_in=built_in)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    for page in opened(browser, address, "evaluate"):
        expect(page.locator("#wenju-judging .nothing")).to_be_visible()
        yield page


def saved(page: Page, kind: str) -> str:
    with page.expect_download() as waiting:
        page.locator(f"#wenju-judging [data-save={kind}]").click()
    assert waiting.value.suggested_filename.endswith(f".{kind}")
    return Path(waiting.value.path()).read_text("utf-8-sig")


def test_a_set_is_run_looked_into_saved_and_compared(page: Page, tmp_path: Path) -> None:
    view = page.locator("#wenju-judging")
    expect(view.locator("[data-run]")).to_contain_text("Run the 3 sample questions")
    view.locator("[data-run]").click()
    expect(view.locator(".report tbody tr").first).to_contain_text("0.50")
    expect(view.locator("figure")).to_have_count(3)
    case = view.locator(".case")
    expect(case).to_have_count(1)
    case.locator("summary").click()
    expect(case.locator("dl")).to_contain_text("张忠")
    expect(case.locator("dl")).to_contain_text(scripted.REFUSED_REASON)

    kept = json.loads(saved(page, "json"))
    assert [(one["id"], one["is_right"]) for one in kept["cases"]] == [
        ("right", True),
        ("wrong", False),
        ("none", True),
    ]
    assert kept["report"]["answer_accuracy"] == 0.5
    rows = list(csv.DictReader(saved(page, "csv").splitlines()))
    assert [one["right"] for one in rows] == ["yes", "no", "yes"]
    assert rows[0]["quote"] == scripted.JILIN_QUOTE

    own = tmp_path / "own.csv"
    own.write_text(
        f"id,lang_q,lang_doc,question,answers,doc_id\nright,en,zh,{scripted.JILIN_QUESTION},484,jilin\n", "utf-8"
    )
    view.locator(".own-set input").set_input_files(own)
    expect(view.locator(".report")).to_contain_text("Compared with questions.jsonl")
    expect(view.locator(".report tbody tr").first.locator(".better").first).to_have_text("+0.50")
    expect(view.locator(".report")).to_contain_text("Every answer is right.")


def test_a_bad_file_is_told_with_its_line_and_a_run_can_be_ended(page: Page, tmp_path: Path) -> None:
    view = page.locator("#wenju-judging")
    bad = tmp_path / "bad.csv"
    bad.write_text("question,answers\nwho?,x\n,y\n", "utf-8")
    view.locator(".own-set input").set_input_files(bad)
    expect(view.locator(".trouble")).to_contain_text("Line 3 of the file has no “question”.")

    slow = tmp_path / "slow.jsonl"
    slow.write_text("\n".join(json.dumps({"question": f"slow {number}", "answerable": False}) for number in range(60)))
    view.locator(".own-set input").set_input_files(slow)
    view.locator("[data-cancel]").click()
    expect(view.locator(".notice")).to_contain_text("Cancelled.")
    expect(view.locator(".nothing")).to_be_visible()
