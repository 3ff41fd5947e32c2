"""The page as a person meets it: ask, read, click a mark, see the sentence in its source."""

import json
import urllib.request

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import scripted
from tests.browser.conftest import ask
from tests.time_limits import PATIENCE

pytestmark = [
    pytest.mark.browser,
    # Gradio 6.31 sums up its queue, in a thread of its own, by ways that pandas 3 warns of.
    pytest.mark.filterwarnings("ignore::Warning:gradio.queueing"),
]


def test_the_figure_and_its_sentence_are_found_and_shown_in_the_source(page: Page) -> None:
    ask(page, scripted.JILIN_QUESTION)
    expect(page.locator(".answer-text")).to_contain_text("484")
    expect(page.locator("#wenju-question textarea")).to_have_value("")
    page.locator(".answer-text .mark").first.click()
    quote = page.locator("#wenju-quote")
    expect(quote).to_have_text(scripted.JILIN_QUOTE)
    expect(quote.locator("mark.answer")).to_have_text("484人")
    expect(quote).to_be_in_viewport(ratio=1)
    expect(page.locator(".wenju-source .origin")).to_contain_text("吉林省纪委监委 · 2022-05-26")
    assert page.locator(".source-text").evaluate("element => element.textContent") == scripted.JILIN_TEXT


def test_another_mark_opens_the_other_source(page: Page) -> None:
    ask(page, scripted.JILIN_QUESTION)
    page.locator(".answer-text .mark").nth(1).click()
    expect(page.locator("#wenju-quote")).to_have_text(scripted.BRIEFING_QUOTE)
    page.locator(".evidence .mark").nth(0).click()
    expect(page.locator("#wenju-quote")).to_have_text(scripted.JILIN_QUOTE)
    expect(page.locator("#wenju-quote")).to_be_in_viewport(ratio=1)


def test_a_refused_question_shows_its_reason_and_no_citation(page: Page) -> None:
    ask(page, scripted.REFUSED_QUESTION)
    expect(page.locator(".not-found")).to_contain_text(scripted.REFUSED_REASON)
    expect(page.locator(".mark")).to_have_count(0)
    expect(page.locator(".near-heading")).to_contain_text("They do not support an answer.")
    expect(page.locator(".near li")).to_have_count(2)


def test_what_a_document_and_a_question_say_is_never_run_or_fetched(page: Page) -> None:
    ask(page, scripted.HOSTILE_QUESTION)
    expect(page.locator(".asked")).to_contain_text(scripted.HOSTILE_QUESTION)
    page.locator(".answer-text .mark").last.click()
    expect(page.locator("#wenju-quote mark.answer")).to_have_text("42")
    shown = page.locator(".source-text").evaluate("element => element.textContent")
    assert shown == scripted.HOSTILE.text.replace("\u202e", "")
    page.locator(".answer-text .mark").last.hover()
    expect(page.locator("#wenju-tip blockquote")).to_contain_text("onerror=alert(2)")
    shown = ":is(.wenju-turns, .wenju-source, .conversations, #wenju-tip)"
    inside = page.locator(f"{shown} :is(script, img, svg, iframe, input, link, video, base, a)")
    expect(inside).to_have_count(0)
    page.wait_for_timeout(300)  # time for anything that would be fetched


def test_an_error_is_a_sentence_and_the_page_goes_on(page: Page) -> None:
    ask(page, scripted.BROKEN_QUESTION)
    expect(page.locator(".problem")).to_contain_text("回答时出了差错")
    assert "/srv/index" not in page.content()
    ask(page, scripted.JILIN_QUESTION)
    expect(page.locator(".answer-text")).to_contain_text("484")


@pytest.mark.parametrize(
    ("locale", "name", "language"), [("zh-CN", "问据", "zh"), ("zh-HK", "问据", "zh"), ("fr-FR", "Wenju", "en")]
)
def test_the_interface_speaks_the_browsers_language(
    browser: Browser, address: str, locale: str, name: str, language: str
) -> None:
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("h1").inner_text() == name
    expect(page.locator("#wenju-send")).to_have_text({"zh": "提问", "en": "Ask"}[language])
    expect(page.locator("html")).to_have_attribute("lang", language)
    context.close()


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_width_scrolls_sideways_and_the_quote_comes_into_view(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(locale="en-US", viewport={"width": width, "height": 740})
    page = context.new_page()
    page.goto(address)
    ask(page, scripted.JILIN_QUESTION)
    page.locator(".answer-text .mark").first.click()
    expect(page.locator("#wenju-quote")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_the_http_interface_returns_the_answer_as_json(address: str) -> None:
    answer = call(address, scripted.JILIN_QUESTION)
    assert answer["status"] == "answered"
    assert answer["citations"][0]["quote"] == scripted.JILIN_QUOTE  # type: ignore[index]


def call(address: str, question: str) -> dict[str, object]:
    """Ask through Gradio's HTTP interface, as a script would with curl."""
    body = json.dumps({"data": [question]}).encode()
    request = urllib.request.Request(f"{address}/gradio_api/call/ask", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        event = json.load(response)["event_id"]
    with urllib.request.urlopen(f"{address}/gradio_api/call/ask/{event}", timeout=PATIENCE) as response:
        lines = response.read().decode().splitlines()
    assert lines[0] == "event: complete", lines
    result: dict[str, object] = json.loads(lines[1].removeprefix("data: "))[0]
    return result
