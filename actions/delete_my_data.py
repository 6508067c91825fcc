"""Forgets the conversation."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import AllSlotsReset, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.common import language, send
from bot.reply import Line, Reply


class ActionDeleteMyData(Action):
    """Says so and resets the slots; the stored events are removed by the tracker store."""

    def name(self) -> str:
        """Rasa's name."""
        return "action_delete_my_data"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Keeps nothing but the language of the answers."""
        send(dispatcher, Reply("utter_data_deleted", (Line("utter_data_deleted"),)))
        return [AllSlotsReset(), SlotSet("language", language(tracker))]
