"""Conversations in the browser: kept over a refresh and a restart, listed, renamed, deleted, saved, and fast."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import scripted
from tests.browser.conftest import ask, serve
from tests.browser.scripted import ScriptedAssistant
from tests.requirements import AXE, needs
from tests.time_limits import at_most
from ui.chat.conversation_store import FILE_NAME, ConversationStore
from ui.chat.page_state import owner_of
from ui.chat.question_under_way import QuestionUnderWay
from ui.chat.turns import Turn

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::Warning:gradio.queueing")]
KEY = "0123456789abcdef" * 4
TURNS, OPENING_SECONDS, ASKING_SECONDS = 500, 8.0, 6.0


def answered(question: str, number: int) -> Turn:
    """A turn as the scripted assistant answers it."""
    *_, last = QuestionUnderWay(ScriptedAssistant, Turn(question, id=f"t{number}"), ()).steps()
    return last


def open_kept(browser: Browser, address: str, conversation: str) -> Page:
    """A page whose browser already knows its key and what it showed."""
    context = browser.new_context(locale="en-US", viewport={"width": 1440, "height": 900})
    context.add_init_script(
        f"localStorage.setItem('wenju-key', '{KEY}');"
        "sessionStorage.getItem('wenju-conversation') ??"
        f" sessionStorage.setItem('wenju-conversation', '{conversation}')"
    )
    page = context.new_page()
    page.goto(address)
    return page


def test_every_mark_of_thirty_answers_opens_its_quote_and_still_does_after_a_refresh_and_a_restart(
    browser: Browser, tmp_path: Path
) -> None:
    store = ConversationStore(tmp_path)
    owner = owner_of(None, KEY)
    kept = store.start(owner, "thirty")
    for number in range(29):
        store.put(owner, kept, answered(scripted.numbered(number), number))
    first = serve(ScriptedAssistant(), store)
    page = open_kept(browser, next(first), kept)
    expect(page.locator(".turn").last).to_be_visible()
    ask(page, scripted.numbered(29))
    expect(page.locator(".turn")).to_have_count(21)
    page.locator("[data-act=earlier]").click()
    expect(page.locator(".turn")).to_have_count(30)
    click_all(page, page.locator(".answer-text .mark").count(), 60)
    page.close()
    list(first)  # the server ends
    second = serve(ScriptedAssistant(), ConversationStore(tmp_path))
    page = open_kept(browser, next(second), kept)
    expect(page.locator(".asked").last).to_contain_text(scripted.numbered(29))
    click_all(page, 2, 2)
    page.reload()
    expect(page.locator(".asked").last).to_contain_text(scripted.numbered(29))
    page.close()
    list(second)


def click_all(page: Page, marks: int, expected: int) -> None:
    """Click the last marks of the answers and see that each shows its own quote."""
    assert marks == expected
    quotes = {"1": scripted.JILIN_QUOTE, "2": scripted.BRIEFING_QUOTE}
    found = page.locator(".answer-text .mark")
    total = found.count()
    for place in range(total - marks, total):
        mark = found.nth(place)
        turn, number = mark.get_attribute("data-turn"), mark.get_attribute("data-number") or ""
        mark.click()
        expect(page.locator(f'.between[data-turn="{turn}"][data-number="{number}"]')).to_be_visible()
        expect(page.locator("#wenju-quote")).to_have_text(quotes[number])
        expect(page.locator("#wenju-quote")).to_be_in_viewport(ratio=1)


def test_a_conversation_is_renamed_saved_and_deleted_in_the_list(page: Page) -> None:
    ask(page, scripted.JILIN_QUESTION)
    entry = page.locator(".conversations .entry")
    expect(entry).to_have_text(scripted.JILIN_QUESTION)
    page.locator(".menu-of summary").click()
    with page.expect_download() as download:
        page.locator("[data-format=json]").click()
    saved = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert [one["quote"] for one in saved["turns"][0]["cited"]] == [scripted.JILIN_QUOTE, scripted.BRIEFING_QUOTE]
    page.locator("[data-act=rename]").click()
    page.keyboard.type("<b>My</b> name")
    page.keyboard.press("Enter")
    expect(entry).to_have_text("<b>My</b> name")
    page.reload()
    expect(page.locator(".answer-text")).to_contain_text("484")
    expect(entry).to_have_text("<b>My</b> name")
    page.locator("[data-what=new]").click()
    expect(page.locator(".welcome")).to_be_visible()
    entry.click()
    expect(page.locator(".answer-text")).to_contain_text("484")
    page.locator(".menu-of summary").click()
    page.locator("[data-act=ask-delete]").click()
    page.locator(".menu-body .sure").click()
    expect(page.locator(".welcome")).to_be_visible()
    expect(entry).to_have_count(0)


def test_another_browser_sees_none_of_it(page: Page, browser: Browser, address: str) -> None:
    ask(page, scripted.JILIN_QUESTION)
    conversation = page.evaluate("sessionStorage.getItem('wenju-conversation')")
    assert len(conversation) == 32
    other = open_kept(browser, address, conversation)
    expect(other.locator(".welcome")).to_be_visible()
    expect(other.locator(".conversations .entry")).to_have_count(0)
    other.context.close()


def test_where_nothing_can_be_kept_a_sentence_says_so_and_the_chat_goes_on(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database" * 1000)
    served = serve(ScriptedAssistant(), ConversationStore(tmp_path))
    page = browser.new_page(locale="en-US")
    page.goto(next(served))
    expect(page.locator(".conversations .notice")).to_contain_text("their file is damaged")
    ask(page, scripted.JILIN_QUESTION)
    expect(page.locator(".answer-text")).to_contain_text("484")
    expect(page.locator(".last .notice")).to_contain_text("You can go on asking.")
    page.locator(".answer-text .mark").first.click()
    expect(page.locator("#wenju-quote")).to_have_text(scripted.JILIN_QUOTE)
    page.close()
    list(served)


def test_a_conversation_of_five_hundred_turns_opens_and_goes_on_fast(browser: Browser, tmp_path: Path) -> None:
    store = ConversationStore(tmp_path)
    owner = owner_of(None, KEY)
    kept = store.start(owner, "long")
    turn = answered(scripted.JILIN_QUESTION, 0)
    for number in range(TURNS):
        store.put(owner, kept, Turn(**{name: getattr(turn, name) for name in Turn.__slots__} | {"id": f"t{number}"}))
    served = serve(ScriptedAssistant(), store)
    with at_most(OPENING_SECONDS):
        page = open_kept(browser, next(served), kept)
        expect(page.locator(".turn").last).to_be_visible()
    assert page.locator(".turn").count() == 21
    box = page.locator("#wenju-question textarea")
    with at_most(ASKING_SECONDS):
        box.fill(scripted.WORDED_QUESTION)
        box.press("Enter")
        expect(page.locator(".last:not(.under-way) .answer-text")).to_contain_text("In words")
    page.close()
    list(served)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 360)])
def test_axe_finds_nothing_serious(browser: Browser, address: str, scheme: str, width: int) -> None:
    needs("axe-core")
    context = browser.new_context(locale="en-US", color_scheme=scheme, viewport={"width": width, "height": 900})  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".welcome")).to_be_visible()
    page.add_script_tag(content=AXE.read_text("utf-8"))
    found = serious(page)
    ask(page, scripted.REFUSED_QUESTION)
    ask(page, scripted.JILIN_QUESTION)
    page.locator(".why summary").last.click()
    found += serious(page)
    page.locator(".answer-text .mark").first.click()
    expect(page.locator("#wenju-quote")).to_be_visible()
    found += serious(page)
    context.close()
    assert not found


def serious(page: Page) -> list[str]:
    """The serious and critical findings: their rule and the first element."""
    findings = page.evaluate("axe.run().then(found => found.violations)")
    return [
        f"{one['id']}: {[node['target'] for node in one['nodes']][:4]}: {one['nodes'][0]['failureSummary']}"
        for one in findings
        if one["impact"] in ("serious", "critical")
    ]
