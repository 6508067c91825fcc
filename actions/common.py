"""From Rasa's tracker to the core and back: the part that all actions share."""

from datetime import datetime
from functools import cache
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot import offices
from bot.conversation import Memory, Message
from bot.dialogue import Assistant
from bot.languages import offered
from bot.opening_hours import ZONE
from bot.reply import Reply
from bot.sources import everything
from bot.turn import answer_language

_REMEMBERED = ("service", "place", "office", "day", "question", "pending")


@cache
def assistant() -> Assistant:
    """Knowledge and places, loaded at the first turn."""
    knowledge, _ = everything()
    return Assistant(knowledge, offices.build(knowledge, offices.read_names()), offered())


def message(tracker: Tracker) -> Message:
    """What was understood of the latest message, from its intent, entities and attributes."""
    latest = tracker.latest_message
    said = {e["entity"]: e["value"] for e in latest.get("entities") or []}
    ranking = latest.get("intent_ranking") or []
    return Message(
        intent=(latest.get("intent") or {}).get("name") or "nlu_fallback",
        text=latest.get("text") or "",
        service=said.get("service"),
        place=said.get("place"),
        office=said.get("office"),
        day=said.get("day"),
        language=said.get("language") or latest.get("said_language"),
        elsewhere=latest.get("said_elsewhere"),
        place_kind=latest.get("said_place_kind"),
        foreign=latest.get("foreign"),
        other_service=latest.get("other_service"),
        intents=tuple((r["name"], r["confidence"]) for r in ranking),
    )


def memory(tracker: Tracker) -> Memory:
    """The slots as the core knows them."""
    values: dict[str, Any] = {name: tracker.get_slot(name) for name in _REMEMBERED}
    return Memory(**values, unclear=int(tracker.get_slot("unclear") or 0))


def language(tracker: Tracker) -> str:
    """The language that answers this message."""
    latest = tracker.latest_message
    intent = (latest.get("intent") or {}).get("name")
    requested = message(tracker).language
    return answer_language(intent, latest.get("language"), requested, tracker.get_slot("language"))


def respond(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """One turn: the reply goes out, the memory comes back as slots."""
    turn = assistant().respond(message(tracker), memory(tracker), datetime.now(ZONE))
    send(dispatcher, turn.reply)
    slots = {name: getattr(turn.memory, name) for name in (*_REMEMBERED, "unclear")}
    slots["language"] = language(tracker)
    return [SlotSet(n, v) for n, v in slots.items() if tracker.get_slot(n) != v]


def send(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Hands ids and plain values to the generator."""
    dispatcher.utter_message(response=reply.id, reply=reply.as_json())
