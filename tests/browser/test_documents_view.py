"""Documents as a person brings them: ten files dropped at once, one of them bad; listed, filtered, shown, deleted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from qa import Assistant, Preview, Settings
from tests.browser.conftest import close_the_next_stream, opened, serve
from tests.browser.scripted import ScriptedAssistant
from tests.fakes import WordReader, letters
from ui.collections.collections import Collections

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")]

SETTINGS = Settings()
NAME = "x<img src=x onerror=alert(1)>.txt"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The page over collections of this test's own, with a fake embedder."""

    def open_assistant(index: Path | Preview, embedder: Any) -> Assistant:
        return Assistant.open(index, make_reader=WordReader, embedder=embedder)

    shelf = Collections(tmp_path / "data", open_assistant, settings=SETTINGS, embedder=letters())
    yield from serve(ScriptedAssistant(), collections=shelf)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    for page in opened(browser, address, "documents"):
        expect(page.locator("#wenju-documents .nothing")).to_be_visible()
        yield page


def files(folder: Path) -> list[Path]:
    """Ten files: eight good ones, one with a hostile name, one that is a program."""
    folder.mkdir()
    for number in range(8):
        text = f"# Town {number}\n\nThe library of town {number} opened in 19{number + 10}.\n"
        (folder / f"town-{number}.md").write_text(text, "utf-8")
    (folder / NAME).write_text("# <script>alert(2)</script>\n\n图书馆于1950年开放。\n", "utf-8")
    (folder / "broken.txt").write_bytes(b"\x7fELF" + bytes(range(256)))
    return sorted(folder.iterdir())


def rows(page: Page) -> Any:
    return page.locator("#wenju-documents .listing tbody tr:visible")


def test_ten_files_are_brought_filtered_shown_and_one_is_deleted(page: Page, tmp_path: Path) -> None:
    page.locator("#wenju-documents .drop input").set_input_files(files(tmp_path / "in"))
    results = page.locator("#wenju-documents .results")
    expect(results).to_contain_text("9 indexed")
    expect(results.locator("li.skipped")).to_contain_text("not text but another kind of file")
    expect(results.locator("li").filter(has_text="x<img")).to_contain_text("indexed")
    expect(rows(page)).to_have_count(9)
    expect(page.locator("#wenju-documents :is(img, script)")).to_have_count(0)

    page.locator("#wenju-documents .filter input").fill("town 3")
    expect(rows(page)).to_have_count(1)
    rows(page).locator("[data-show]").click()
    expect(page.locator("#wenju-reader .text")).to_contain_text("opened in 1913")
    page.locator("#wenju-reader [data-close]").click()
    expect(page.locator("#wenju-reader .reader")).to_have_count(0)

    rows(page).locator("td.act [data-ask=sure]").click()
    rows(page).locator("[data-keep]").click()
    rows(page).locator("td.act [data-ask=sure]").click()
    rows(page).locator("[data-delete]").click()
    expect(page.locator("#wenju-documents .notice")).to_contain_text("“Town 3” is deleted.")
    expect(rows(page)).to_have_count(8)

    page.reload()
    expect(rows(page)).to_have_count(8)


def test_a_new_collection_is_one_click_and_has_documents_of_its_own(page: Page, tmp_path: Path) -> None:
    page.locator("#wenju-documents .new-collection button").click()
    pressed = page.locator("#wenju-documents .chip[aria-pressed=true]")
    expect(pressed).to_have_text("Collection 2")
    page.locator("#wenju-documents .drop input").set_input_files(files(tmp_path / "in")[:2])
    expect(rows(page)).to_have_count(1)
    page.locator("#wenju-documents .chip").first.click()
    expect(page.locator("#wenju-documents .nothing")).to_be_visible()
    page.locator("#wenju-documents .chip").nth(1).click()
    expect(rows(page)).to_have_count(1)


def test_what_became_of_files_is_told_where_the_stream_of_news_closes_just_as_they_are_sent(
    page: Page, tmp_path: Path
) -> None:
    closed = close_the_next_stream(page)
    page.locator("#wenju-documents .drop input").set_input_files(files(tmp_path / "in")[:2])
    expect(page.locator("#wenju-documents .results")).to_contain_text("1 indexed")
    assert closed
