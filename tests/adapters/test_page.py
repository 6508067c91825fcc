"""The page's routes over real HTTP: what it serves, what it answers, what it refuses."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests

from bot.languages import offered
from bot.page_texts import accepted, preferred

TEXTS = {"title", "notice", "input", "send", "language", "offline", "busy", "privacy"}


def page(server: str, path: str = "", **more: Any) -> requests.Response:
    return requests.get(f"{server}/webhooks/page/{path}", timeout=30, **more)


def post(server: str, **more: Any) -> requests.Response:
    return requests.post(f"{server}/webhooks/page/message", timeout=60, **more)


def ask(server: str, text: str, sender: str, **more: Any) -> list[dict[str, Any]]:
    response = post(server, json={"sender": sender, "text": text, **more})
    assert response.status_code == 200, response.text
    replies: list[dict[str, Any]] = response.json()["replies"]
    return replies


def test_a_browser_finds_the_page_at_the_bare_address(server: str) -> None:
    response = requests.get(server, headers={"Accept": "text/html,*/*"}, timeout=30)

    assert response.url == f"{server}/webhooks/page/"
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "<main" in response.text


def test_programs_still_get_rasas_hello(server: str) -> None:
    assert requests.get(server, timeout=30).text.startswith("Hello from Rasa")


def test_the_address_without_slash_leads_to_the_page(server: str) -> None:
    response = requests.get(f"{server}/webhooks/page", timeout=30)

    assert response.url.endswith("/page/")


@pytest.mark.parametrize("path", ["", "main.js", "chat.js", "chat.css", "texts", "icon.svg"])
def test_headers_allow_nothing_from_elsewhere(server: str, path: str) -> None:
    headers = page(server, path).headers

    for rule in ("default-src 'self'", "base-uri 'none'", "object-src 'none'"):
        assert rule in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in headers


def test_files_refer_to_nothing_from_elsewhere(server: str) -> None:
    folder = Path(__file__).parents[2] / "bot" / "page"
    for path in folder.iterdir():
        text = path.read_text("utf-8")
        assert page(server, path.name).text == text
        assert "innerHTML" not in text
        assert not re.search(r"(?:src|href|from|url)\W+https?:", text), path.name


def test_an_unknown_file_and_a_path_outside_are_not_found(server: str) -> None:
    for path in ("nothing.js", "..%2f..%2fendpoints.yml", "%2e%2e/page.py"):
        assert page(server, path).status_code == 404


@pytest.mark.parametrize("tag", offered())
def test_texts_in_each_language(server: str, tag: str) -> None:
    body = page(server, f"texts?lang={tag}").json()

    assert body["language"] == tag
    assert body["direction"] == ("rtl" if tag in ("ar", "fa") else "ltr")
    assert set(body["texts"]) >= TEXTS and all(body["texts"].values())
    assert body["greeting"]["language"] == tag and body["greeting"]["buttons"]
    assert [language["tag"] for language in body["languages"]] == list(offered())
    assert body["languages"][0]["name"] == "Deutsch"


def test_texts_in_the_browsers_language(server: str) -> None:
    def chosen(header: str, query: str = "") -> Any:
        headers = {"Accept-Language": header}
        return page(server, f"texts{query}", headers=headers).json()["language"]

    assert chosen("pt,uk-UA;q=0.9,en;q=0.8") == "uk"
    assert chosen("uk", "?lang=xx") == "uk"
    assert chosen("uk", "?lang=pt-PT,en-GB") == "en"
    assert chosen("pt") == "de"


def test_languages_by_preference() -> None:
    assert accepted("de;q=0.3, ar , en;q=0.7, x;q=y") == ["ar", "en", "de"]
    assert preferred(["AR-sy"]) == "ar"
    assert preferred([]) == "de"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Was kostet die Blaue Karte EU?", "de", "100 €"),
        ("How much is the EU Blue Card?", "en", "100"),
        ("Скільки коштує Блакитна карта ЄС?", "uk", "100"),
        ("كم تكلفة البطاقة الزرقاء للاتحاد الأوروبي؟", "ar", "100"),
    ],
)
def test_answers_in_the_language_of_the_question(
    server: str, text: str, language: str, expected: str
) -> None:
    (reply,) = ask(server, text, str(uuid4()), language="de")

    assert reply["language"] == language
    assert expected in reply["text"]
    assert "Blaue Karte EU" in reply["text"]
    assert set(reply) == {"text", "language", "buttons"}
    assert all(set(button) == {"title", "payload"} for button in reply["buttons"])


def test_a_conversation_is_remembered_and_belongs_to_its_sender(server: str) -> None:
    sender = str(uuid4())
    ask(server, "Was kostet die Blaue Karte EU?", sender)

    (same,) = ask(server, "/ask_documents", sender)
    (other,) = ask(server, "/ask_documents", str(uuid4()))

    assert "Blaue Karte EU" in same["text"]
    assert "☐" not in other["text"]


def test_another_channels_conversation_is_out_of_reach(server: str) -> None:
    name = str(uuid4())
    body = {"sender": name, "message": "Was kostet die Blaue Karte EU?"}
    requests.post(f"{server}/webhooks/rest/webhook", json=body, timeout=60)

    (reply,) = ask(server, "/ask_documents", name)

    assert "☐" not in reply["text"]


def test_the_interface_decides_where_the_text_does_not(server: str) -> None:
    (reply,) = ask(server, "38100", str(uuid4()), language="uk-UA")

    assert reply["language"] == "uk"


def test_bad_input_gets_a_helpful_reply(server: str, server_log: Path, bad_input: str) -> None:
    replies = ask(server, bad_input, str(uuid4()), language="de")

    assert len("\n".join(reply["text"] for reply in replies)) > 30
    assert any(reply["buttons"] for reply in replies)
    assert all(reply["language"] in offered() for reply in replies)
    assert "Traceback" not in server_log.read_text()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"text": "x"}, '"sender" must be'),
        ({"sender": "default", "text": "x"}, '"sender" must be'),
        ({"sender": f"page-{uuid4()}", "text": "x"}, '"sender" must be'),
        ({"sender": "00000000-0000-1000-8000-000000000000", "text": "x"}, '"sender" must be'),
        ({"sender": str(uuid4())}, '"text" must be'),
        ({"sender": str(uuid4()), "text": 5}, '"text" must be'),
        ({"sender": str(uuid4()), "text": "x", "language": ["de"]}, '"language" must be'),
        ([], "JSON object"),
    ],
)
def test_bad_requests_get_400_and_a_reason(server: str, body: Any, words: str) -> None:
    response = post(server, json=body)

    assert response.status_code == 400
    assert words in response.json()["error"]


def test_broken_json_gets_400(server: str) -> None:
    for body in (b"{", b"", b"\xff"):
        response = post(server, data=body, headers={"Content-Type": "application/json"})

        assert response.status_code == 400
        assert "JSON" in response.json()["error"]


def test_a_large_body_gets_413(server: str) -> None:
    body = {"sender": str(uuid4()), "text": "x" * 70_000}
    headers = {"Content-Type": "application/json"}

    declared = post(server, json=body)
    chunked = post(server, data=(b"[" * 1024 for _ in range(100)), headers=headers)

    assert [declared.status_code, chunked.status_code] == [413, 413]
    assert "64 kB" in declared.json()["error"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_anything_but_json_gets_415(server: str, kind: str) -> None:
    response = post(server, data=b'{"text": "x"}', headers={"Content-Type": kind})

    assert response.status_code == 415
    assert "application/json" in response.json()["error"]
