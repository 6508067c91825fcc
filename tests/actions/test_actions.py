"""Each action with a stored conversation: which reply goes out, and what is remembered."""

import inspect
import json
from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions.answers import (
    ActionAnswerInform,
    ActionAnswerOffice,
    ActionAnswerService,
    ActionAnswerTopic,
    ActionNotUnderstood,
    ActionSmallTalk,
)
from actions.delete_my_data import ActionDeleteMyData
from actions.set_language import ActionSetLanguage
from bot.reply import Reply

Slots = dict[str, Any]
DOMAIN: dict[str, Any] = {}
NO_SLOTS = dict.fromkeys(
    ["language", "service", "place", "office", "day", "question", "pending", "requested_from"]
) | {"unclear": None}


def tracker(intent: str, text: str, slots: Slots | None = None, **message: Any) -> Tracker:
    """As Rasa sends it to an action server: what was just said, and the slots."""
    said = message.pop("said", {})
    entities = [{"entity": name, "value": value} for name, value in said.items()]
    latest = {
        "intent": {"name": intent, "confidence": 0.9},
        "intent_ranking": [{"name": intent, "confidence": 0.9}],
        "text": text,
        "entities": entities,
        "language": "de",
        **message,
    }
    # Rasa fills the slots of the entities before the action runs
    values = NO_SLOTS | (slots or {}) | said
    return Tracker.from_dict(
        {
            "sender_id": "test",
            "slots": values,
            "latest_message": latest,
            "latest_event_time": 1.0,
            "followup_action": None,
            "paused": False,
            "events": [],
            "latest_input_channel": "rest",
            "active_loop": {},
            "latest_action": {},
            "latest_action_name": "action_listen",
        }
    )


def run(action: Action, state: Tracker) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The one message that goes out, and the events."""
    dispatcher = CollectingDispatcher()
    events = action.run(dispatcher, state, DOMAIN)
    assert not inspect.isawaitable(events)
    assert len(dispatcher.messages) == 1
    return dispatcher.messages[0], list(events or [])


def slots_of(events: list[dict[str, Any]]) -> Slots:
    return {event["name"]: event["value"] for event in events if event["event"] == "slot"}


CASES = [
    pytest.param(
        ActionAnswerService(),
        tracker("ask_fee", "Was kostet die Blaue Karte?", said={"service": "eu_blue_card"}),
        "utter_fee",
        {"question": "ask_fee", "language": "de", "unclear": 0},
        id="a service",
    ),
    pytest.param(
        ActionAnswerService(),
        tracker("ask_fee", "Was kostet das?", {"language": "de"}),
        "utter_ask_service",
        {"question": "ask_fee", "pending": "service:ask_fee", "unclear": 0},
        id="the service is missing",
    ),
    pytest.param(
        ActionAnswerService(),
        tracker(
            "ask_documents", "And the papers?", {"service": "study", "unclear": 1}, language="en"
        ),
        "utter_documents",
        {"question": "ask_documents", "language": "en", "unclear": 0},
        id="the service is remembered",
    ),
    pytest.param(
        ActionAnswerService(),
        tracker("ask_fee", "x", {"service": "x", "language": "de"}, said={"service": "x"}),
        "utter_ask_service",
        {"service": None, "question": "ask_fee", "pending": "service:ask_fee", "unclear": 0},
        id="there is no such service",
    ),
    pytest.param(
        ActionAnswerOffice(),
        tracker("ask_office_contact", "Telefon in Goslar?", said={"place": "Goslar"}),
        "utter_office_contact",
        {
            "office": "landkreis-goslar",
            "question": "ask_office_contact",
            "language": "de",
            "unclear": 0,
        },
        id="an office",
    ),
    pytest.param(
        ActionAnswerOffice(),
        tracker("ask_appointment", "Ich brauche einen Termin", {"language": "de", "unclear": 0}),
        "utter_ask_place",
        {"question": "ask_appointment", "pending": "place:ask_appointment"},
        id="the place is missing",
    ),
    pytest.param(
        ActionAnswerOffice(),
        tracker("ask_office_contact", "Telefon in Celle?", said={"place": "Celle"}),
        "utter_ask_office",
        {
            "question": "ask_office_contact",
            "pending": "place:ask_office_contact",
            "language": "de",
            "unclear": 0,
        },
        id="two offices of one name",
    ),
    pytest.param(
        ActionAnswerTopic(),
        tracker("emergency", "help me", language="en"),
        "utter_emergency",
        {"question": "emergency", "language": "en", "unclear": 0},
        id="a topic",
    ),
    pytest.param(
        ActionAnswerInform(),
        tracker(
            "inform",
            "Goslar",
            {
                "language": "de",
                "question": "ask_appointment",
                "pending": "place:ask_appointment",
                "unclear": 0,
            },
            said={"place": "Goslar"},
        ),
        "utter_appointment",
        {"office": "landkreis-goslar", "pending": None},
        id="the place that was asked for",
    ),
    pytest.param(
        ActionAnswerInform(),
        tracker(
            "inform",
            '/inform{"office":"stadt-celle"}',
            {
                "language": "uk",
                "place": "Celle",
                "question": "ask_office_contact",
                "pending": "place:ask_office_contact",
                "unclear": 0,
            },
            said={"office": "stadt-celle"},
            language=None,
        ),
        "utter_office_contact",
        {"pending": None},
        id="a button, which says nothing of the language",
    ),
    pytest.param(
        ActionSmallTalk(),
        tracker("greet", "مرحبا", language="ar"),
        "utter_greet",
        {"language": "ar", "unclear": 0},
        id="small talk",
    ),
    pytest.param(
        ActionSmallTalk(),
        tracker("out_of_scope", "Wetter?", {"language": "de", "unclear": 1}),
        "utter_out_of_scope",
        {"unclear": 0},
        id="out of scope",
    ),
    pytest.param(
        ActionSmallTalk(),
        tracker("greet", "", {"language": "de"}),
        "utter_empty",
        {"unclear": 0},
        id="an empty message",
    ),
    pytest.param(
        ActionNotUnderstood(),
        tracker("nlu_fallback", "dings", {"language": "de", "unclear": 0}),
        "utter_not_understood",
        {"unclear": 1},
        id="not understood",
    ),
    pytest.param(
        ActionNotUnderstood(),
        tracker("nlu_fallback", "dings", {"language": "de", "unclear": 1}),
        "utter_not_understood_again",
        {"unclear": 2},
        id="not understood twice",
    ),
    pytest.param(
        ActionNotUnderstood(),
        tracker("ask_fee", "Ça coûte combien ?", {"language": "de", "unclear": 0}, foreign="fr"),
        "utter_language_not_served",
        {},
        id="a language that we lack",
    ),
    pytest.param(
        ActionSetLanguage(),
        tracker(
            "set_language",
            "in English please",
            {"language": "de"},
            said={"language": "en"},
            written="de",
        ),
        "utter_language_set",
        {"language": "en", "requested_from": "de"},
        id="another language",
    ),
    pytest.param(
        ActionSetLanguage(),
        tracker("set_language", "andere Sprache", {"language": "de"}, written="de"),
        "utter_language_choose",
        {"language": "de"},
        id="which language?",
    ),
    pytest.param(
        ActionSetLanguage(),
        tracker("set_language", "Português", said_language="pt", written="de"),
        "utter_language_not_served",
        {"language": "de"},
        id="not that language",
    ),
    pytest.param(
        ActionDeleteMyData(),
        tracker("delete_my_data", "delete it", {"language": "en", "office": "stadt-celle"}),
        "utter_data_deleted",
        {"language": "de"},
        id="deletion",
    ),
]


@pytest.mark.parametrize(("action", "state", "reply", "slots"), CASES)
def test_reply_and_slots(action: Action, state: Tracker, reply: str, slots: Slots) -> None:
    message, events = run(action, state)
    assert message["response"] == reply
    assert slots_of(events) == slots


@pytest.mark.parametrize(("action", "state", "reply", "slots"), CASES)
def test_only_ids_and_values_go_out(
    action: Action, state: Tracker, reply: str, slots: Slots
) -> None:
    # finished text or buttons would pass the generator by, and with it the translation
    message, _ = run(action, state)
    assert not message["text"]
    assert not message["buttons"]
    assert Reply.from_json(json.loads(json.dumps(message["reply"]))).id == reply


def test_deletion_resets_all_slots_before_it_keeps_the_language() -> None:
    _, events = run(ActionDeleteMyData(), tracker("delete_my_data", "x", {"service": "study"}))
    assert [event["event"] for event in events] == ["reset_slots", "slot"]


def test_what_did_not_change_is_not_stored_again() -> None:
    state = tracker("thank", "Danke", {"language": "de", "service": "study", "unclear": 0})
    assert run(ActionSmallTalk(), state)[1] == []


def test_every_action_class_is_tested() -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    tested = {case.values[0].name() for case in CASES}
    assert tested == set(executor.actions)
