"""The page over the sample documents with the real model: one question, one click, the sentence in its source."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from qa import Assistant, build_index
from tests.browser.conftest import serve

pytestmark = [pytest.mark.browser, pytest.mark.quality, pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")]

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("index")
    build_index([CORPUS], folder)
    yield from serve(Assistant.open(folder))


@pytest.mark.parametrize(
    ("question", "answer", "quote"),
    [
        ("how many people were held accountable in Jilin", "484", "484"),
        ("长春市推动解决了多少个问题？", "8586", "8586"),
    ],
)
def test_a_question_is_answered_and_a_click_shows_its_sentence(
    browser: Browser, address: str, question: str, answer: str, quote: str
) -> None:
    page = browser.new_page(locale="en-US")
    page.goto(address)
    expect(page.locator(".welcome")).to_be_visible()
    page.locator("#wenju-question textarea").fill(question)
    page.locator("#wenju-question textarea").press("Enter")
    expect(page.locator(".answer-text")).to_contain_text(answer)
    page.locator(".answer-text .mark").first.click()
    expect(page.locator("#wenju-quote")).to_contain_text(quote)
    expect(page.locator("#wenju-quote mark.answer")).to_have_text(answer)
    expect(page.locator("#wenju-quote")).to_be_in_viewport()
    page.close()


def test_what_the_documents_do_not_hold_is_refused_on_the_page(browser: Browser, address: str) -> None:
    page = browser.new_page(locale="zh-CN")
    page.goto(address)
    expect(page.locator(".welcome")).to_be_visible()
    page.locator("#wenju-question textarea").fill("北京市一共追责问责了多少人？")
    page.locator("#wenju-question textarea").press("Enter")
    expect(page.locator(".not-found")).to_contain_text("北京")
    expect(page.locator(".answer-text .mark")).to_have_count(0)
    page.close()
