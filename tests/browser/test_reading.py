"""Reading an answer: each quote once, words of a foreign quote explained, translations checked, sources laid out."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import scripted
from tests.browser.conftest import ask
from tests.browser.test_conversations import serious
from tests.requirements import AXE, needs

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")]

FOREIGN = ".evidence li[data-cited='1']"


def phone(browser: Browser, address: str, **more: Any) -> Page:
    page = browser.new_context(
        locale="en-US", viewport={"width": 390, "height": 844}, has_touch=True, **more
    ).new_page()
    page.goto(address)
    expect(page.locator(".welcome")).to_be_visible()
    return page


def test_a_word_of_a_foreign_quote_is_explained_where_it_is_pointed_at(page: Page) -> None:
    ask(page, scripted.JILIN_QUESTION)
    quote = page.locator(f"{FOREIGN} blockquote")
    quote.locator(".word", has_text="追责问责").hover()
    tip = page.locator("#wenju-word")
    expect(tip).to_contain_text("zhuīzéwènzé")
    expect(tip).to_contain_text("held accountable")
    page.locator(".asked").last.hover()
    expect(tip).to_be_hidden()
    assert quote.evaluate("element => element.textContent") == scripted.JILIN_QUOTE
    expect(page.locator(".evidence li[data-cited='2'] .word")).to_have_count(0)


def test_the_words_of_a_quote_are_one_stop_for_the_keyboard_and_the_arrows_go_on_from_it(page: Page) -> None:
    ask(page, scripted.JILIN_QUESTION)
    words = page.locator(f"{FOREIGN} .word")
    page.locator(f"{FOREIGN} .mark").focus()
    page.keyboard.press("Tab")
    expect(words.first).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(words.nth(1)).to_be_focused()
    expect(words.nth(1)).to_have_attribute("aria-describedby", "wenju-word")
    expect(page.locator("#wenju-word")).to_be_visible()
    page.keyboard.press("End")
    expect(words.last).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#wenju-word")).to_be_hidden()
    page.keyboard.press("Tab")
    expect(page.locator(f"{FOREIGN} .word:focus")).to_have_count(0)


def test_a_word_is_explained_by_a_tap_in_the_answer_and_in_the_source(browser: Browser, address: str) -> None:
    page = phone(browser, address)
    ask(page, scripted.JILIN_QUESTION)
    page.locator(f"{FOREIGN} .word").nth(1).tap()
    expect(page.locator("#wenju-word .meaning")).to_be_visible()
    page.locator(".asked").tap()
    expect(page.locator("#wenju-word")).to_be_hidden()
    page.locator(f"{FOREIGN} .mark").tap()
    page.locator("#wenju-quote .word").first.tap()
    expect(page.locator("#wenju-word .meaning")).to_be_in_viewport(ratio=1)
    page.context.close()


def test_a_phone_shows_question_sentence_and_first_quote_without_scrolling(browser: Browser, address: str) -> None:
    page = phone(browser, address)
    ask(page, scripted.JILIN_QUESTION)
    for part in (".asked", ".state", ".answer-text", f"{FOREIGN} blockquote"):
        expect(page.locator(part).first).to_be_in_viewport(ratio=1)
    box = page.locator("#wenju-ask").bounding_box()
    quote = page.locator(f"{FOREIGN} blockquote").bounding_box()
    assert box is not None
    assert quote is not None
    assert quote["y"] + quote["height"] <= box["y"] + 14  # the upper edge of the box is a gradient
    page.context.close()


def test_what_an_overview_tells_further_is_folded_and_opens(page: Page) -> None:
    ask(page, scripted.OVERVIEW_QUESTION)
    expect(page.locator(".answer-text")).to_have_count(0)
    expect(page.locator(".evidence blockquote:visible")).to_have_count(1)
    page.locator(".folded summary").click()
    expect(page.locator(".evidence blockquote:visible")).to_have_count(2)
    page.locator(".folded .mark").click()
    expect(page.locator("#wenju-quote")).to_have_text(scripted.BRIEFING_QUOTE)


def test_a_comparison_is_a_table_whose_marks_open_their_sources(page: Page) -> None:
    ask(page, scripted.COMPARISON_QUESTION)
    table = page.locator(".compared table")
    expect(table.locator("th")).to_have_text(["Jilin", "Songyuan"])
    expect(table.locator("td blockquote")).to_have_text(scripted.JILIN_QUOTE)
    expect(table.locator("td.none")).to_have_text("Not found")
    table.locator(".mark").hover()
    expect(page.locator("#wenju-tip .origin")).to_contain_text("吉林战“疫”")
    table.locator(".mark").click()
    expect(page.locator("#wenju-quote")).to_have_text(scripted.JILIN_QUOTE)


def test_a_source_in_markdown_is_laid_out_and_keeps_every_character(page: Page) -> None:
    ask(page, scripted.JILIN_QUESTION)
    page.locator(f"{FOREIGN} .mark").click()
    expect(page.locator(".source-text h3")).to_have_text("吉林战“疫”：监督跟着防控走", use_inner_text=True)
    text = page.locator(".source-text")
    assert text.evaluate("element => element.textContent") == scripted.JILIN_TEXT
    assert "#" not in text.inner_text()
    assert page.locator("#wenju-quote").evaluate("element => element.textContent") == scripted.JILIN_QUOTE


def test_a_translation_stands_under_its_quote_and_what_is_not_in_the_quote_is_marked(page: Page) -> None:
    ask(page, scripted.JILIN_QUESTION)
    expect(page.locator(".translate")).to_have_count(1)
    page.locator(f"{FOREIGN} .translate").click()
    shown = page.locator(f"{FOREIGN} .translation")
    expect(shown.locator(".translated")).to_have_text(scripted.TRANSLATED)
    expect(shown.locator("mark.differs")).to_have_text("485")
    expect(shown).to_contain_text("Translated by a language model; not a quote")
    expect(shown).to_contain_text("In the quote, but not here: “484”")
    assert page.locator(f"{FOREIGN} blockquote").evaluate("element => element.textContent") == scripted.JILIN_QUOTE


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing_serious_in_tables_glosses_and_translations(
    browser: Browser, address: str, scheme: Any, width: int
) -> None:
    needs("axe-core")
    size = {"width": width, "height": 900}
    page = browser.new_context(locale="en-US", color_scheme=scheme, viewport=size).new_page()  # type: ignore[arg-type]
    page.goto(address)
    expect(page.locator(".welcome")).to_be_visible()
    page.add_script_tag(content=AXE.read_text("utf-8"))
    ask(page, scripted.COMPARISON_QUESTION)
    page.locator(".folded summary").click()
    found = serious(page)
    ask(page, scripted.JILIN_QUESTION)
    page.locator(f".last {FOREIGN} .translate").click()
    expect(page.locator(f".last {FOREIGN} .agrees, .last {FOREIGN} .missing").first).to_be_visible()
    page.locator(f".last {FOREIGN} .word").first.focus()
    found += serious(page)
    page.locator(f".last {FOREIGN} .mark").click()
    expect(page.locator("#wenju-quote")).to_be_visible()
    found += serious(page)
    page.context.close()
    assert not found
