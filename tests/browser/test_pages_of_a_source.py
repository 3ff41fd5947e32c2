"""A PDF as a person meets it: brought, asked about, and its page shown with the sentence marked on it."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from qa import Assistant, Preview, Settings
from qa.documents.formats.pdf_pages import opened as opened_pdf
from tests.browser.conftest import ask, opened, serve
from tests.browser.scripted import ScriptedAssistant
from tests.browser.test_conversations import serious
from tests.fakes import WordReader, letters
from tests.requirements import AXE, needs
from tests.small_pdf import Page as Sheet
from tests.small_pdf import Words, lines_of, pdf
from ui.collections.collections import Collections

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")]

QUESTION = "When did the library of Ashford open?"
SENTENCE = "The library of Ashford opened in 1913."
SHEETS = [
    Sheet([Words(72, 80, "Libraries of the county", 20), *lines_of(72, 120, ["Nothing is known of most."])]),
    Sheet(lines_of(72, 400, [SENTENCE, "It has two rooms."], pitch=40)),
    Sheet(lines_of(72, 120, ["That is all."])),
]


def _shelf(folder: Path) -> Collections:
    def open_assistant(index: Path | Preview, embedder: Any) -> Assistant:
        return Assistant.open(index, make_reader=WordReader, embedder=embedder)

    return Collections(folder, open_assistant, settings=Settings(), embedder=letters())


def _pages(browser: Browser, folder: Path, view: str) -> Iterator[Page]:
    for address in serve(ScriptedAssistant(), collections=_shelf(folder)):
        yield from opened(browser, address, view)


def _bring(page: Page, file: Path, data: bytes | None = None) -> None:
    file.write_bytes(data or pdf(SHEETS))
    page.locator("#wenju-documents .drop input").set_input_files([file])
    expect(page.locator("#wenju-documents .results")).to_contain_text("1 indexed")
    page.locator(".view-switch[data-view=ask]").click()


def _inside(page: Page, inner: str, outer: str) -> bool:
    """Whether the one element lies in the other, as it is scrolled."""
    one, other = page.locator(inner).first.bounding_box(), page.locator(outer).first.bounding_box()
    assert one
    assert other
    return other["y"] - 1 <= one["y"] and one["y"] + one["height"] <= other["y"] + other["height"] + 1


def test_the_page_shows_the_sentence_and_can_be_turned_and_made_larger(browser: Browser, tmp_path: Path) -> None:
    for page in _pages(browser, tmp_path / "data", "documents"):
        _bring(page, tmp_path / "libraries.pdf")
        ask(page, QUESTION)
        expect(page.locator(".evidence .origin").first).to_contain_text("p. 2")
        expect(page.locator(".evidence .origin .in-zh").first).to_be_hidden()
        page.locator(".wenju-turns.last .mark").first.click()
        picture = page.locator(".page-view img")
        expect(picture).to_be_visible()
        expect(page.locator(".page-bar .place")).to_contain_text("Page 2 of 3")
        assert SENTENCE in (picture.get_attribute("alt") or "")
        expect(page.locator(".page-sheet rect.quote")).to_have_count(1)
        page.wait_for_function("document.querySelector('.page-sheet').scrollTop > 0")
        assert _inside(page, ".page-sheet rect.quote", ".page-sheet")

        page.locator("[data-way=page_on]").click()
        expect(page.locator(".page-bar .place")).to_contain_text("Page 3 of 3")
        expect(page.locator(".page-sheet rect")).to_have_count(0)
        expect(page.locator("[data-way=page_on]")).to_be_disabled()
        page.get_by_role("button", name="To the marked page").click()
        expect(page.locator(".page-bar .place")).to_contain_text("Page 2 of 3")

        before = picture.bounding_box()
        page.get_by_role("button", name="Larger").press("Enter")
        after = picture.bounding_box()
        assert before
        assert after
        assert after["width"] == pytest.approx(1.5 * before["width"], rel=0.05)
        page.keyboard.press("Escape")
        expect(page.locator("#wenju-page")).to_be_hidden()
        page.locator(".wenju-turns.last .mark").first.click()
        expect(page.locator("html[data-paged=shown]")).to_have_count(1)
        expect(page.locator(".page-sheet rect.quote")).to_have_count(1)


def test_a_picture_of_a_page_is_read_shown_and_signed(browser: Browser, tmp_path: Path) -> None:
    needs("rapidocr")
    stream = BytesIO()
    with opened_pdf(pdf(SHEETS[1:2])) as document:
        document[0].render(scale=2).to_pil().save(stream, "PNG")
    for page in _pages(browser, tmp_path / "data", "documents"):
        _bring(page, tmp_path / "libraries.png", stream.getvalue())
        ask(page, QUESTION)
        expect(page.locator(".evidence .origin").first).to_contain_text("read by OCR")
        page.locator(".wenju-turns.last .mark").first.click()
        expect(page.locator(".page-view img")).to_be_visible()
        expect(page.locator(".page-sheet rect.quote")).to_have_count(1)
        page.screenshot(path=tmp_path / "scan.png")


def test_a_document_in_the_list_can_be_leafed_through(browser: Browser, tmp_path: Path) -> None:
    for page in _pages(browser, tmp_path / "data", "documents"):
        _bring(page, tmp_path / "libraries.pdf")
        page.locator(".view-switch[data-view=documents]").click()
        page.locator("#wenju-documents [data-show]").click()
        reader = page.locator("#wenju-reader")
        expect(reader.locator(".text")).to_contain_text(SENTENCE)
        reader.get_by_role("button", name="The page as it was printed").click()
        expect(reader.locator(".page-view img")).to_be_visible()
        expect(reader.locator(".place")).to_contain_text("Page 1 of 3")
        reader.locator("[data-way=page_on]").click()
        expect(reader.locator(".place")).to_contain_text("Page 2 of 3")
        page.screenshot(path=tmp_path / "reader.png")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing_serious_beside_a_page(browser: Browser, tmp_path: Path, scheme: str, width: int) -> None:
    needs("axe-core")
    for page in _pages(browser, tmp_path / "data", "documents"):
        _bring(page, tmp_path / "libraries.pdf")
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        ask(page, QUESTION)
        page.locator(".wenju-turns.last .mark").first.click()
        expect(page.locator(".page-view img")).to_be_visible()
        page.add_script_tag(content=AXE.read_text("utf-8"))
        assert not serious(page)


def test_the_page_is_there_after_a_restart_and_on_a_phone(browser: Browser, tmp_path: Path) -> None:
    for page in _pages(browser, tmp_path / "data", "documents"):
        _bring(page, tmp_path / "libraries.pdf")
    for page in _pages(browser, tmp_path / "data", "ask"):
        page.set_viewport_size({"width": 390, "height": 844})
        ask(page, QUESTION)
        page.locator(".wenju-turns.last .mark").first.click()
        expect(page.locator(".page-view img")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for part in (".source-text", ".page-sheet"):
            box = page.locator(part).bounding_box()
            assert box
            assert box["height"] > 150
            assert box["y"] + box["height"] <= 845
        page.locator(".wenju-source .back").click()
        expect(page.locator("#wenju-page")).to_be_hidden()
