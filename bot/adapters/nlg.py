"""Rasa's natural language generator: replies in the person's language from the catalogue."""

from dataclasses import replace
from typing import Any, Dict, Optional

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.languages import SOURCE, languages
from bot.rendering import render
from bot.reply import Line, Reply
from bot.sources import everything
from bot.turn import answer_language

# Where the assistant introduces itself it also says that a translation is a draft.
_INTRODUCTIONS = ("utter_greet", "utter_help", "utter_language_set")


class CatalogGenerator(NaturalLanguageGenerator):
    """Renders the plain values that actions send; nothing else makes sentences."""

    def __init__(
        self,
        endpoint_config: Optional[EndpointConfig] = None,
        domain: Optional[Domain] = None,
    ) -> None:
        """Loads the catalogue of this checkout."""
        self._catalog = everything()[1]

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> Optional[Dict[str, Any]]:
        """Text, buttons and metadata; ``reply`` holds the lines, else the id is the one line."""
        sent = kwargs.get("reply")
        if sent:
            reply = Reply.from_json(sent)
            # Rasa would store the values again with the event; the text is enough.
            sent.clear()
        elif utter_action in self._catalog.entries:
            reply = Reply(utter_action, (Line(utter_action),))
        else:
            return None
        tag = _language(tracker)
        if utter_action in _INTRODUCTIONS and languages()[tag].status.startswith("draft"):
            draft = Line("utter_language_draft", "source")
            reply = replace(reply, lines=(*reply.lines, draft))
        shown = render(reply, self._catalog, tag)
        buttons = [{"title": title, "payload": payload} for title, payload in shown.buttons]
        return {"text": shown.text, "buttons": buttons, "language": tag}


def _language(tracker: DialogueStateTracker) -> str:
    latest = tracker.latest_message
    if latest is None:
        return tracker.get_slot("language") or SOURCE
    parsed = latest.parse_data or {}
    said = {e["entity"]: e["value"] for e in latest.entities or [] if e["entity"] == "language"}
    return answer_language(
        latest.intent.get("name"),
        parsed.get("language"),
        said.get("language") or parsed.get("said_language"),
        tracker.get_slot("language"),
    )
