"""The page in a real browser: four languages, phone and desktop, keyboard, a lost connection."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.sources import everything

CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 640}
WATCH = """
    window.violations = [];
    addEventListener("securitypolicyviolation", (e) => violations.push(e.violatedDirective));
"""
# language, question, what the answer holds, its direction
QUESTIONS = [
    ("de", "Was kostet die Blaue Karte EU?", "100 €", "ltr"),
    ("en", "How much does the EU Blue Card cost?", "100", "ltr"),
    ("uk", "Скільки коштує Блакитна карта ЄС?", "100", "ltr"),
    ("ar", "كم تكلفة البطاقة الزرقاء للاتحاد الأوروبي؟", "100", "rtl"),
]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        missing = f"{CHROMIUM} is missing: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A phone's page; afterwards nothing may have come from elsewhere or broken a rule."""
    context = browser.new_context(viewport=PHONE, locale="de-DE")
    page = context.new_page()
    page.add_init_script(WATCH)
    addresses: list[str] = []
    errors: list[str] = []
    page.on("request", lambda sent: addresses.append(sent.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(server)
    expect(page.locator(".answer")).to_be_visible()
    yield page
    assert page.evaluate("violations") == []
    assert errors == []
    assert [url for url in addresses if not url.startswith(server)] == []
    assert context.cookies() == []
    context.close()


def ask(page: Page, text: str) -> None:
    """Types a question and waits for its answer."""
    before = page.locator(".answer").count()
    page.get_by_role("textbox").fill(text)
    page.get_by_role("textbox").press("Enter")
    expect(page.locator(".answer")).to_have_count(before + 1, timeout=30_000)


def fits(page: Page) -> bool:
    """Nothing is wider than the screen."""
    wide: bool = page.evaluate(
        "[...document.querySelectorAll('*')].every((e) => e.scrollWidth <= e.clientWidth + 1"
        " || ['inline', 'none'].includes(getComputedStyle(e).display)"
        " || e.matches('.unseen, label, select, option'))"
        " && document.documentElement.scrollWidth <= innerWidth"
    )
    return wide


@pytest.mark.parametrize(("tag", "question", "fact", "direction"), QUESTIONS)
def test_a_question_in_each_language(
    page: Page, tag: str, question: str, fact: str, direction: str
) -> None:
    papers = everything()[1].text("utter_button_documents", tag)
    page.get_by_role("combobox").select_option(tag)
    expect(page.locator("main")).to_have_attribute("lang", tag)
    ask(page, question)

    answer = page.locator(".answer").last
    expect(answer).to_have_attribute("lang", tag)
    expect(answer).to_have_attribute("dir", direction)
    expect(answer).to_contain_text("Blaue Karte EU")
    expect(answer).to_contain_text(fact)
    assert fits(page)

    page.locator(".buttons").get_by_role("button", name=papers).click()
    expect(page.locator(".checklist li").first).to_be_visible(timeout=30_000)
    expect(page.locator(".answer").last).to_have_attribute("lang", tag)
    expect(page.locator(".person").last).to_contain_text(papers)
    assert page.locator(".buttons").count() == 1
    assert fits(page)


def test_the_language_of_the_answer_follows_the_question_not_the_page(page: Page) -> None:
    ask(page, QUESTIONS[3][1])

    expect(page.locator("main")).to_have_attribute("dir", "ltr")
    expect(page.locator(".answer").last).to_have_attribute("dir", "rtl")


def test_the_language_choice_redraws_everything_at_once(page: Page) -> None:
    notice = page.locator(".notice").inner_text()
    page.get_by_role("combobox").select_option("ar")

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator(".answer")).to_have_attribute("lang", "ar")
    expect(page.locator(".notice")).not_to_have_text(notice)
    names = page.get_by_role("combobox").locator("option").all_inner_texts()
    assert names[:4] == ["Deutsch", "English", "Українська", "العربية"]


def test_a_language_chosen_later_holds_for_buttons(page: Page) -> None:
    ask(page, QUESTIONS[0][1])
    page.get_by_role("combobox").select_option("uk")
    expect(page.locator(".answer").last).to_have_attribute("lang", "uk", timeout=30_000)

    expect(page.get_by_role("log")).to_have_attribute("aria-busy", "false")
    ask(page, "38100")
    expect(page.locator(".answer").last).to_have_attribute("lang", "uk")


def test_the_link_can_name_a_language(page: Page, server: str) -> None:
    page.goto(f"{server}/webhooks/page/?lang=uk")

    expect(page.locator("html")).to_have_attribute("lang", "uk")


def test_enter_sends_and_shift_enter_makes_a_line(page: Page) -> None:
    box = page.get_by_role("textbox")
    expect(box).to_be_focused()
    page.keyboard.type("Was kostet")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("die Blaue Karte EU?")
    assert box.input_value() == "Was kostet\ndie Blaue Karte EU?"
    page.keyboard.press("Enter")

    expect(page.locator(".answer").last).to_contain_text("100 €", timeout=30_000)
    assert box.input_value() == ""


def test_everything_can_be_reached_by_keyboard(page: Page) -> None:
    ask(page, QUESTIONS[0][1])
    seen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.textContent.trim().slice(0, 20)"))
        if seen[-1] == "Unterlagen":
            break
    assert seen[-1] == "Unterlagen", seen

    page.keyboard.press("Enter")
    expect(page.locator(".checklist li").first).to_be_visible(timeout=30_000)


def test_what_was_typed_survives_a_lost_connection(page: Page) -> None:
    page.route("**/message", lambda route: route.abort())
    page.get_by_role("textbox").fill(QUESTIONS[0][1])
    page.get_by_role("textbox").press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("Keine Verbindung")
    assert page.get_by_role("textbox").input_value() == QUESTIONS[0][1]
    assert page.locator(".person").count() == 0
    page.unroute("**/message")
    page.locator(".trouble button").click()

    expect(page.locator(".answer").last).to_contain_text("100 €", timeout=30_000)
    expect(page.get_by_role("alert")).to_be_hidden()
    assert page.locator(".person").count() == 1


def test_a_button_survives_a_lost_connection(page: Page) -> None:
    page.route("**/message", lambda route: route.fulfill(status=500, body="x"))
    page.locator(".buttons button").first.click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.unroute("**/message")
    assert page.locator(".buttons button").count() > 1
    page.locator(".trouble button").click()

    expect(page.locator(".answer")).to_have_count(2, timeout=30_000)


def test_waiting_is_shown_and_nothing_is_sent_twice(page: Page) -> None:
    held: list[Any] = []
    page.route("**/message", lambda route: held.append(route))
    page.get_by_role("textbox").fill("Hallo")
    page.get_by_role("textbox").press("Enter")

    expect(page.get_by_role("status")).to_contain_text("schreibt")
    page.get_by_role("textbox").fill("Noch etwas")
    page.get_by_role("textbox").press("Enter")
    assert page.get_by_role("textbox").input_value() == "Noch etwas"
    assert len(held) == 1
    held[0].continue_()

    expect(page.locator(".answer")).to_have_count(2, timeout=30_000)
    expect(page.get_by_role("status")).to_have_text("")


def test_markup_stays_text(page: Page) -> None:
    answer = {
        "language": "de",
        "buttons": [],
        "text": "<img src=x onerror=alert(1)> • a\n• <b>b</b>",
    }
    page.route("**/message", lambda route: route.fulfill(json={"replies": [answer]}))
    ask(page, "<script>alert(1)</script>")

    expect(page.locator(".answer").last).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.locator(".person").last).to_contain_text("<script>alert(1)</script>")
    assert page.locator(".log img, .log script, .log b").count() == 0


LINKS = {
    "Siehe https://www.gesetze-im-internet.de/aufenthg/__18g.html.": [
        "https://www.gesetze-im-internet.de/aufenthg/__18g.html"
    ],
    "\u2068https://a.de/b?c=d\u2069, usw.": ["https://a.de/b?c=d"],
    "E-Mail: abh@landkreis-celle.de.": ["mailto:abh@landkreis-celle.de"],
    "Telefon: +49 551 400-0": ["tel:+495514000"],
    "Telefon: \u206805141 12-0\u2069": ["tel:05141120"],
    "Polizei 110, Feuerwehr 112.": ["tel:110", "tel:112"],
    "Behördennummer 115 auch": ["tel:115"],
    "Hilfetelefon 116016": ["tel:116016"],
    "110 €, 112,50 €, § 112 StGB, 38112, 01.01.2026, 08:00–12:00, 2026-11-22": [],
    "javascript:alert(1) data:text/html,x": [],
}


@pytest.mark.parametrize("text", LINKS)
def test_links_of_an_answer(page: Page, text: str) -> None:
    script = """async (text) => {
        const { linked } = await import("/webhooks/page/links.js");
        const nodes = linked(text);
        const whole = nodes.map((n) => n.textContent ?? n).join("");
        return [whole, nodes.filter((n) => n.href).map((n) => n.href)];
    }"""
    whole, found = page.evaluate(script, text)

    assert whole == text
    assert found == LINKS[text]
