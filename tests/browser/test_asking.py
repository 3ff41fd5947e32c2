"""Asking in the browser: steps, stop, a second try, copying, and everything by the keyboard alone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import scripted
from tests.browser.conftest import ask, close_the_next_stream
from tests.browser.scripted import ScriptedAssistant

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")]


def test_the_passages_stand_there_first_and_stop_leaves_the_question_for_a_second_try(
    page: Page, assistant: ScriptedAssistant
) -> None:
    assistant.go_on.clear()
    box = page.locator("#wenju-question textarea")
    box.fill(scripted.SLOW_QUESTION)
    box.press("Enter")
    expect(page.locator(".under-way .near cite").first).to_have_text(scripted.BRIEFING.title)
    expect(box).to_have_value("")
    page.locator("#wenju-stop").click()
    expect(page.locator(".not-found")).to_contain_text("Stopped.")
    expect(page.locator("#wenju-send")).to_be_visible()
    assistant.go_on.set()
    page.locator(".tools [data-retry]").click()
    expect(page.locator(".answer-text")).to_contain_text("484")
    expect(page.locator(".turn")).to_have_count(1)


def test_a_wording_takes_the_place_of_the_quoted_answer_and_keeps_its_evidence(page: Page) -> None:
    ask(page, scripted.WORDED_QUESTION)
    expect(page.locator(".answer-text")).to_contain_text("In words: 484 people.")
    expect(page.locator(".evidence li")).to_have_count(2)


def test_a_follow_up_says_how_it_was_understood_and_refusals_are_no_history(
    page: Page, assistant: ScriptedAssistant
) -> None:
    ask(page, scripted.JILIN_QUESTION)
    ask(page, scripted.REFUSED_QUESTION)
    ask(page, scripted.FOLLOW_UP)
    expect(page.locator(".understood")).to_have_text(f"Understood as: {scripted.UNDERSTOOD}", use_inner_text=True)
    (first, answer), (second, nothing) = assistant.histories[-1]
    assert (first, second, nothing) == (scripted.JILIN_QUESTION, scripted.REFUSED_QUESTION, "")
    assert answer.startswith("484 people")


def test_answer_and_quote_are_copied_with_source_and_offsets(page: Page) -> None:
    ask(page, scripted.JILIN_QUESTION)
    rich, markdown = page.locator(".tools [data-act=copy]").all()
    rich.click()
    expect(rich).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("484 people were held accountable in Jilin. [1][2]\n\n[1] “全省共追责问责484人")
    html = page.evaluate("navigator.clipboard.read().then(([one]) => one.getType('text/html')).then((it) => it.text())")
    assert "484 people were held accountable in Jilin. <sup>[1]</sup><sup>[2]</sup></p>" in html
    markdown.click()
    expect(markdown).to_have_text("Copied")
    assert "[1][2]\n\n1. > “全省共追责问责484人" in page.evaluate("navigator.clipboard.readText()")
    page.locator(".answer-text .mark").nth(1).click()
    page.locator(".between [data-act=copy]").click()
    expect(page.locator(".between [data-act=copy]")).to_have_text("Copied")
    start = scripted.BRIEFING.text.index(scripted.BRIEFING_QUOTE)
    offsets = f"(briefing, characters {start} to {start + len(scripted.BRIEFING_QUOTE)})"
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"2022-05-26 {offsets}")


def test_why_names_the_lists_that_found_each_quote(page: Page) -> None:
    ask(page, scripted.JILIN_QUESTION)
    page.locator(".why summary").click()
    expect(page.locator(".why dd").nth(1)).to_have_text("meaning 2 · words 3", use_inner_text=True)


def test_an_example_is_asked_by_a_click_and_shift_enter_breaks_the_line(
    page: Page, assistant: ScriptedAssistant
) -> None:
    page.locator(".example").first.click()
    expect(page.locator(".asked")).to_contain_text("Across Jilin, how many people were held accountable?")
    expect(page.locator(".not-found")).to_be_visible()
    box = page.locator("#wenju-question textarea")
    box.press_sequentially("one")
    box.press("Shift+Enter")
    box.press_sequentially("two")
    expect(box).to_have_value("one\ntwo")
    box.fill("  ")
    box.press("Enter")
    page.locator("#wenju-send").click()
    page.wait_for_timeout(300)  # time for anything that would be asked
    assert not [question for question in assistant.asked if not question.strip()]


def test_enter_that_chooses_a_word_of_an_input_method_does_not_send(page: Page, assistant: ScriptedAssistant) -> None:
    before = len(assistant.asked)
    box = page.locator("#wenju-question textarea")
    box.fill("长春")
    box.dispatch_event("compositionstart")
    for kind in ("keydown", "keypress"):
        box.dispatch_event(kind, {"key": "Enter", "keyCode": 229, "isComposing": True, "bubbles": True})
    page.wait_for_timeout(300)
    assert box.input_value() == "长春"
    assert len(assistant.asked) == before
    box.dispatch_event("compositionend")
    box.press("Enter")
    expect(page.locator(".not-found")).to_be_visible()


def test_everything_is_done_by_the_keyboard_alone(page: Page) -> None:
    page.locator("#wenju-question textarea").focus()
    page.keyboard.type(scripted.JILIN_QUESTION)
    page.keyboard.press("Enter")
    mark = page.locator(".answer-text .mark").first
    expect(mark).to_be_visible()
    for _ in range(12):
        if mark.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Shift+Tab")
    expect(mark).to_be_focused()
    expect(page.locator("#wenju-tip blockquote")).to_have_text(scripted.JILIN_QUOTE)
    page.keyboard.press("Enter")
    expect(page.locator(".source-text")).to_be_focused()
    expect(page.locator("#wenju-quote")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(page.locator(".wenju-source")).to_be_hidden()
    expect(mark).to_be_focused()


def test_the_language_is_switched_at_once_and_remembered(page: Page) -> None:
    ask(page, scripted.JILIN_QUESTION)
    page.locator("[data-language=zh][data-act]").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    expect(page.locator("#wenju-send")).to_have_text("提问")
    expect(page.locator("#wenju-question textarea")).to_have_attribute("placeholder", "输入问题……")
    expect(page.locator(".evidence h3")).to_have_text("依据", use_inner_text=True)
    page.reload()
    expect(page.locator("h1")).to_have_text("问据", use_inner_text=True)
    expect(page.locator("#wenju-send")).to_have_text("提问")
    expect(page.locator("html")).to_have_attribute("lang", "zh")


def test_on_a_phone_the_source_lies_over_the_chat_with_a_way_back(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="en-US", viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, scripted.JILIN_QUESTION)
    page.locator(".answer-text .mark").first.tap()
    expect(page.locator("#wenju-quote")).to_be_in_viewport(ratio=1)
    expect(page.locator("#wenju-send")).not_to_be_in_viewport()
    page.locator(".wenju-source .next").tap()
    expect(page.locator("#wenju-quote")).to_have_text(scripted.BRIEFING_QUOTE)
    page.locator(".wenju-source .back").tap()
    expect(page.locator(".wenju-source")).to_be_hidden()
    expect(page.locator(".answer-text")).to_be_in_viewport()
    page.locator(".menu").tap()
    expect(page.locator(".conversations .entry")).to_be_in_viewport()
    page.locator(".close-drawer").tap()
    expect(page.locator(".conversations .entry")).not_to_be_in_viewport()
    context.close()


def test_a_question_is_answered_where_the_stream_of_news_closes_just_as_it_is_sent(page: Page) -> None:
    closed = close_the_next_stream(page)
    ask(page, scripted.JILIN_QUESTION)
    assert closed
    expect(page.locator(".answer-text")).to_contain_text("484")
