"""Changes the language of the answers on request."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.common import language, message, send
from bot.answer_talk import language_set
from bot.languages import offered


class ActionSetLanguage(Action):
    """Confirms in the new language, or says which languages there are."""

    def name(self) -> str:
        """Rasa's name."""
        return "action_set_language"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Remembers the language, and the one that was being written when it was asked for."""
        wanted = message(tracker).language
        send(dispatcher, language_set(wanted, offered()))
        before = tracker.get_slot("language")
        written = tracker.latest_message.get("written") or before
        if written == wanted:  # "auf deutsch bitte": what comes next may be as before
            written = before
        events = [SlotSet("language", language(tracker))]
        if wanted in offered() and written and written != wanted:
            events.append(SlotSet("requested_from", written))
        return events
