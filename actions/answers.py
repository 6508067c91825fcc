"""The turns that the core decides: one action a kind of answer, all by the same way."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.common import respond


class ActionAnswerService(Action):
    """Requirements, papers, fees and the other modules of a service."""

    def name(self) -> str:
        """Rasa's name."""
        return "action_answer_service"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answers, or asks which service is meant."""
        return respond(dispatcher, tracker)


class ActionAnswerOffice(ActionAnswerService):
    """Responsible office, hours, contact, appointments."""

    def name(self) -> str:
        """Rasa's name."""
        return "action_answer_office"


class ActionAnswerTopic(ActionAnswerService):
    """The person's own case, complaints, help, emergencies."""

    def name(self) -> str:
        """Rasa's name."""
        return "action_answer_topic"


class ActionAnswerInform(ActionAnswerService):
    """A bare answer or follow-up, which repeats the question before it."""

    def name(self) -> str:
        """Rasa's name."""
        return "action_answer_inform"


class ActionSmallTalk(ActionAnswerService):
    """Greetings, thanks, what the assistant is, what it does not answer."""

    def name(self) -> str:
        """Rasa's name."""
        return "action_small_talk"


class ActionNotUnderstood(ActionAnswerService):
    """Abstains: the closest topics, then people."""

    def name(self) -> str:
        """Rasa's name."""
        return "action_not_understood"
