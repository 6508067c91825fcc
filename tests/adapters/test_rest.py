"""Rasa's REST channel and HTTP API over real HTTP, as benchmarks and other programs use them."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests

Replies = list[dict[str, Any]]


def post(server: str, body: Any, query: str = "") -> requests.Response:
    return requests.post(f"{server}/webhooks/rest/webhook{query}", json=body, timeout=60)


def ask(server: str, text: str, sender: str | None = None, **more: Any) -> Replies:
    response = post(server, {"sender": sender or str(uuid4()), "message": text, **more})
    assert response.status_code == 200, response.text
    replies: Replies = response.json()
    return replies


def test_answers_as_rasa_documents(server: str) -> None:
    (reply,) = ask(server, "Was kostet die Blaue Karte EU?", sender="ein Amt")

    assert reply["recipient_id"] == "ein Amt"
    assert reply["text"].startswith("Blaue Karte EU")
    assert "100 €" in reply["text"]
    assert {"title": "Unterlagen", "payload": '/ask_documents{"service":"eu_blue_card"}'} in reply[
        "buttons"
    ]


def test_a_button_is_a_message(server: str) -> None:
    (reply,) = ask(server, '/ask_documents{"service":"eu_blue_card"}')

    assert "☐" in reply["text"]


def test_streams_where_rasa_does(server: str) -> None:
    body = {"sender": "s", "message": "Hallo"}

    lines = post(server, body, "?stream=true").text.splitlines()

    assert "Amtslotse" in json.loads(lines[0])["text"]


def test_the_locale_decides_where_the_text_does_not(server: str) -> None:
    (arabic,) = ask(server, "38100", metadata={"language": "ar-SY"})
    (german,) = ask(server, "38100", metadata={"language": "xx"})

    assert "المختصة" in arabic["text"]
    assert "zuständig" in german["text"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"sender": "a"}, '"message" must be a string'),
        ({"sender": "a", "message": None}, '"message" must be a string'),
        ({"sender": "a", "message": 5}, '"message" must be a string'),
        ({"sender": "a", "message": ["x"]}, '"message" must be a string'),
        ({"message": "x"}, '"sender" must be'),
        ({"sender": "", "message": "x"}, '"sender" must be'),
        ({"sender": 7, "message": "x"}, '"sender" must be'),
        ({"sender": "a" * 300, "message": "x"}, '"sender" must be'),
        ({"sender": "a\nb", "message": "x"}, '"sender" has'),
        ({"sender": f"page-{uuid4()}", "message": "x"}, '"sender" has'),
        ({"sender": "a", "message": "x", "metadata": []}, '"metadata" must be'),
        ({"sender": "a", "message": "x", "metadata": {"language": []}}, '"language" in'),
        ({"sender": "a", "message": "x", "input_channel": 1}, '"input_channel" must be'),
        (["x"], "JSON object"),
        (None, "JSON"),
    ],
)
def test_bad_requests_get_400_and_a_reason(server: str, body: Any, words: str) -> None:
    response = post(server, body)

    assert response.status_code == 400
    assert words in response.json()["error"]


def test_broken_json_gets_400(server: str) -> None:
    url = f"{server}/webhooks/rest/webhook"
    for body in (b"{", b"", b"\xff\xfe", b"[" * 100_000):
        response = requests.post(url, data=body, timeout=60)

        assert response.status_code == 400, body[:10]
        assert "JSON" in response.json()["error"]


def test_bad_input_gets_a_helpful_reply(server: str, server_log: Path, bad_input: str) -> None:
    replies = ask(server, bad_input)

    text = "\n".join(reply["text"] for reply in replies)
    assert len(text) > 30
    assert any(reply.get("buttons") for reply in replies)
    assert "Traceback" not in server_log.read_text()


def test_a_typed_command_does_not_reset_the_conversation(server: str) -> None:
    sender = str(uuid4())
    ask(server, "Was kostet die Blaue Karte EU?", sender)
    ask(server, "/restart", sender)

    assert tracker(server, sender)["slots"]["service"] == "eu_blue_card"


def test_each_language_we_lack_is_told_so(server: str) -> None:
    (reply,) = ask(
        server, "Quero renovar a minha autorização de residência, que documentos preciso?"
    )

    for word in ("Deutsch", "English", "Українська", "العربية", "115"):
        assert word in reply["text"]


def tracker(server: str, sender: str) -> dict[str, Any]:
    found: dict[str, Any] = requests.get(
        f"{server}/conversations/{sender}/tracker", timeout=30
    ).json()
    return found


def test_the_tracker_shows_what_measurements_read(server: str) -> None:
    sender = str(uuid4())
    ask(server, "Wann hat die Ausländerbehörde in Gifhorn am Montag offen?", sender)
    ask(server, "Скільки коштує Блакитна карта ЄС?", sender)

    found = tracker(server, sender)
    said = [event["metadata"] for event in found["events"] if event["event"] == "bot"]
    assert {"service", "office", "place", "day"} <= set(found["slots"])
    assert found["slots"]["service"] == "eu_blue_card"
    assert found["slots"]["office"] == "landkreis-gifhorn"
    assert found["slots"]["place"] == "Gifhorn"
    assert [metadata["language"] for metadata in said] == ["de", "uk"]
    assert [metadata["utter_action"] for metadata in said][1] == "utter_fee"


def test_the_day_is_in_the_tracker(server: str) -> None:
    sender = str(uuid4())
    ask(server, "Hat die Ausländerbehörde in Gifhorn morgen offen?", sender)

    slots = tracker(server, sender)["slots"]
    assert slots["day"] == "tomorrow"
    assert slots["place"]


def test_parse_answers_as_rasa_documents(server: str) -> None:
    body = {"text": "Was kostet die Blaue Karte EU?"}
    parsed = requests.post(f"{server}/model/parse", json=body, timeout=30).json()

    assert parsed["intent"]["name"] == "ask_fee"
    assert "eu_blue_card" in [entity["value"] for entity in parsed["entities"]]
