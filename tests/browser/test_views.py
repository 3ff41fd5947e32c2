"""The views as one page: switched in the header, over one chosen collection, in one language."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from qa import Assistant, Preview, Settings
from tests.browser import scripted
from tests.browser.conftest import ask, serve
from tests.browser.scripted import ScriptedAssistant
from tests.browser.test_conversations import serious
from tests.fakes import WordReader, letters
from tests.requirements import AXE, needs
from tests.time_limits import wait_until
from ui.chat.conversation_store import ConversationStore
from ui.collections.collections import Collections
from ui.collections.registry import DEFAULT
from ui.collections.uploads import Upload
from ui.queue.fair_queue import FairQueue

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")]

SETTINGS = Settings()
TEXT = "# Jilin\n\nAcross Jilin, 484 people were held accountable.\n"
QUESTIONS = '{"id": "1", "question": "how many were held accountable?", "answers": ["485"], "doc_id": "jilin.md"}\n'


@pytest.fixture
def collections(tmp_path: Path) -> Collections:
    """Collections of this test's own, with a fake embedder."""

    def opened(index: Path | Preview, embedder: Any) -> Assistant:
        return Assistant.open(index, make_reader=WordReader, embedder=embedder)

    return Collections(tmp_path / "data", opened, settings=SETTINGS, embedder=letters())


@pytest.fixture
def served(collections: Collections, tmp_path: Path) -> Iterator[str]:
    built_in = tmp_path / "questions.jsonl"
    built_in.write_text(QUESTIONS, "utf-8")
    store = ConversationStore(tmp_path / "kept")
    yield from serve(ScriptedAssistant(), store, collections=collections, built_in=built_in)


def opened_page(browser: Browser, address: str, **more: Any) -> Page:
    page = browser.new_context(**{"locale": "en-US", "viewport": {"width": 1440, "height": 900}, **more}).new_page()
    page.goto(address)
    expect(page.locator(".welcome")).to_be_attached()
    return page


def show(page: Page, view: str) -> Locator:
    """Switch to a view and return what stands in it."""
    page.locator(f".view-switch[data-view={view}]").click()
    shown = page.locator(f"#view-{view}")
    expect(shown).to_be_visible()
    expect(page.locator(".wenju-view:visible")).to_have_count(1)
    return shown


def bring(page: Page, folder: Path) -> None:
    """Upload one document into the collection that is chosen."""
    folder.mkdir(exist_ok=True)
    (folder / "jilin.md").write_text(TEXT, "utf-8")
    page.locator("#wenju-documents .drop input").set_input_files(folder / "jilin.md")
    expect(page.locator("#wenju-documents .listing h2")).to_have_text("1 document, 1 passage", use_inner_text=True)


def test_the_collection_chosen_in_one_view_is_the_one_of_all_until_it_is_renamed_and_deleted(
    browser: Browser, served: str, collections: Collections, tmp_path: Path
) -> None:
    page = opened_page(browser, served)
    expect(page.locator(".welcome h2")).to_have_text("This collection is empty", use_inner_text=True)
    page.locator(".welcome [data-act=view]").click()
    documents = page.locator("#view-documents")
    documents.locator(".new-collection input").fill("Towns")
    documents.locator(".new-collection button").click()
    expect(documents.locator(".chip[aria-pressed=true]")).to_have_text("Towns")
    bring(page, tmp_path / "in")

    asking = show(page, "ask")
    expect(asking.locator(".choice select")).to_have_value("Towns")
    expect(asking.locator(".example").first).to_have_text("Across Jilin, how many people were held accountable?")
    ask(page, "how many people were held accountable in Jilin?")
    asking.locator(".evidence .mark").first.click()
    expect(page.locator("#wenju-quote")).to_contain_text("484 people were held accountable")
    expect(show(page, "evaluate").locator(".judge .hint strong")).to_have_text("Towns")

    show(page, "documents").locator("[data-ask=rename]").click()
    documents.locator(".rename input").fill("Cities")
    documents.locator(".rename input").press("Enter")
    expect(documents.locator(".chip[aria-pressed=true]")).to_have_text("Cities")
    asking = show(page, "ask")
    expect(asking.locator(".choice select")).to_have_value("Cities")
    page.locator(".wenju-source .back").click()
    asking.locator(".evidence .mark").first.click()  # the answer was given under the name it had
    expect(page.locator("#wenju-quote")).to_contain_text("484 people were held accountable")
    page.reload()
    expect(asking.locator(".choice select")).to_have_value("Cities")
    expect(documents.locator(".chip[aria-pressed=true]")).to_have_text("Cities")

    asking.locator(".choice select").select_option(DEFAULT)
    documents = show(page, "documents")
    expect(documents.locator(".chip[aria-pressed=true]")).to_contain_text("Default")
    expect(documents.locator("[data-ask=rename]")).to_have_count(0)
    documents.locator(".chip").nth(1).click()
    documents.locator(".collections [data-ask=sure]").click()
    documents.locator(".collections .sure [data-keep]").click()
    documents.locator(".collections [data-ask=sure]").click()
    folder = collections.folder("Cities")
    documents.locator("[data-delete-collection]").click()
    expect(documents.locator(".notice")).to_contain_text("The collection “Cities” is deleted.")
    expect(documents.locator(".chip")).to_have_count(1)
    assert not folder.exists()
    page.context.close()


def test_on_a_phone_every_view_has_the_language_switch_the_way_back_and_the_way_to_the_conversations(
    browser: Browser, served: str
) -> None:
    page = opened_page(browser, served, viewport={"width": 360, "height": 740})
    headings = {"ask": "这个文档集是空的", "documents": "文档", "evaluate": "评测"}
    for view, heading in headings.items():
        shown = show(page, view)
        page.locator(".languages [data-language=zh]").click()
        expect(page.locator("html")).to_have_attribute("lang", "zh")
        expect(shown.locator("h2:visible").first).to_have_text(heading, use_inner_text=True)
        expect(shown.locator(".in-en:visible")).to_have_count(0)
        page.locator(".languages [data-language=en]").click()
        expect(shown.locator(".in-zh:visible")).to_have_count(0)
    page.go_back()
    expect(page.locator("#view-documents")).to_be_visible()
    page.reload()
    expect(page.locator("#view-documents")).to_be_visible()
    page.locator(".menu").click()
    expect(page.locator("#wenju-history .conversations")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#wenju-history .conversations")).not_to_be_visible()
    expect(page.locator("#view-ask")).to_be_visible()
    page.context.close()


def test_who_stops_or_closes_the_page_while_the_question_waits_gives_up_the_place(browser: Browser) -> None:
    assistant, queue = ScriptedAssistant(), FairQueue(at_once=1)
    serving = serve(assistant, queue=queue)
    address = next(serving)
    pages = [opened_page(browser, address) for _ in range(3)]
    first, second, third = pages
    for place, page in enumerate(pages):
        page.locator("#wenju-question textarea").fill("and mine?" if place else scripted.SLOW_QUESTION)
        page.locator("#wenju-question textarea").press("Enter")
        expect(page.locator(".under-way")).to_be_visible()
    wait_until(lambda: queue.waiting == 2)
    second.locator("#wenju-stop").click()
    wait_until(lambda: queue.waiting == 1)
    third.close()
    wait_until(lambda: queue.waiting == 0)
    assistant.go_on.set()
    expect(first.locator(".last:not(.under-way) .answer-text")).to_contain_text("484 people")
    assert assistant.asked == [scripted.SLOW_QUESTION]
    list(serving)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 360)])
def test_axe_finds_nothing_serious_in_documents_and_evaluate(
    browser: Browser, served: str, collections: Collections, tmp_path: Path, scheme: str, width: int
) -> None:
    needs("axe-core")
    file = tmp_path / "jilin.md"
    file.write_text(TEXT, "utf-8")
    collections.index(collections.create("Towns"), [Upload("jilin.md", file, file.stat().st_size)])
    page = opened_page(browser, served, color_scheme=scheme, viewport={"width": width, "height": 900})
    page.add_script_tag(content=AXE.read_text("utf-8"))
    found = serious(page)
    documents = show(page, "documents")
    documents.locator(".chip").nth(1).click()
    documents.locator("[data-show]").click()
    expect(documents.locator(".reader")).to_be_visible()
    documents.locator("td.act [data-ask=sure]").click()
    documents.locator("[data-ask=rename]").click()
    found += serious(page)
    evaluate = show(page, "evaluate")
    found += serious(page)
    evaluate.locator("[data-run]").click()
    evaluate.locator(".case summary").click()
    found += serious(page)
    page.context.close()
    assert not found


DROP = """(text) => {
  const files = new DataTransfer();
  files.items.add(new File([text], "drop.md", { type: "text/markdown" }));
  const view = document.getElementById("view-ask");
  for (const kind of ["dragover", "drop"]) {
    view.dispatchEvent(new DragEvent(kind, { dataTransfer: files, bubbles: true, cancelable: true }));
  }
}"""
PASTE = """(text) => {
  const files = new DataTransfer();
  files.items.add(new File([text], "paste.md", { type: "text/markdown" }));
  document.querySelector("#wenju-question textarea").dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: files, bubbles: true, cancelable: true }));
}"""


def test_files_attached_dropped_or_pasted_at_the_question_box_go_into_the_collection_that_is_asked(
    browser: Browser, served: str, collections: Collections, tmp_path: Path
) -> None:
    collections.create("Towns")
    page = opened_page(browser, served)
    page.locator(".choice select").select_option("Towns")
    expect(page.locator(".welcome h2")).to_have_text("This collection is empty", use_inner_text=True)
    (tmp_path / "clip.md").write_text(TEXT, "utf-8")
    (tmp_path / "clip.exe").write_bytes(b"MZ")
    told = page.locator("#wenju-attached .attached")
    page.locator(".clip input").set_input_files(tmp_path / "clip.md")
    expect(told).to_have_text("1 indexed", use_inner_text=True)
    expect(page.locator(".example").first).to_have_text("Across Jilin, how many people were held accountable?")
    page.evaluate(DROP, "# Elm\n\nElm has 12 bridges.\n")
    page.evaluate(PASTE, "# Oak\n\nOak has 9 bridges.\n")  # waits for its turn
    wait_until(lambda: len(collections.documents("Towns")) == 3)
    expect(page.locator("#wenju-documents .working")).to_have_count(0)
    page.locator(".clip input").set_input_files(tmp_path / "clip.exe")
    expect(told).to_contain_text("clip.exe")
    expect(page.locator("#view-ask")).to_be_visible()
    assert sorted(one.document.id for one in collections.documents("Towns")) == ["clip.md", "drop.md", "paste.md"]
    page.context.close()
