"""What the web channels share: an answer in every case, and clear words about bad requests."""

import logging
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic
from sanic.exceptions import InvalidUsage, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot.answer_topic import PHONE_115
from bot.languages import SOURCE, offered_tag
from bot.payloads import ordinary
from bot.sources import everything

MAX_TEXT = 20_000
# The page's conversations are stored under this prefix, which no other channel may name.
PAGE_SENDER = "page-"

Handler = Callable[[UserMessage], Awaitable[Any]]
logger = logging.getLogger(__name__)


class Watched(OutputChannel):
    """Passes replies on, and knows whether there were any."""

    def __init__(self, channel: OutputChannel) -> None:
        """Wrap the channel that really sends."""
        self._channel = channel
        self.has_sent = False

    def name(self) -> str:
        """Return the name of the channel behind."""
        return str(self._channel.name())

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Send one reply."""
        await self._channel.send_response(recipient_id, message)
        self.has_sent = True


def answered(on_new_message: Handler) -> Handler:
    """Wrap Rasa's handler: a turn that fails or says nothing ends with ``utter_error``."""

    async def handle(message: UserMessage) -> None:
        channel = Watched(message.output_channel)
        message.output_channel = channel
        try:
            await on_new_message(message)
        except Exception as error:
            # Not the error's own words: they can hold what the person wrote.
            place = "".join(traceback.format_tb(error.__traceback__))
            logger.error("A turn failed with %s:\n%s", type(error).__name__, place)
        if not channel.has_sent:
            reply = apology(await _language(message))
            await channel.send_response(message.sender_id, reply)

    return handle


def apology(tag: str) -> dict[str, Any]:
    """Return what a person reads when a turn has failed, in the form of Rasa's bot messages."""
    text = everything()[1].text("utter_error", tag, {"phone": PHONE_115})
    return {"text": text, "language": tag, "utter_action": "utter_error"}


async def _language(message: UserMessage) -> str:
    """Find the language of the conversation, as far as it is known when a turn fails."""
    try:
        store = Sanic.get_app().ctx.agent.tracker_store
        found = _spoken(await store.retrieve(message.sender_id))
    except Exception as error:
        logger.error("The conversation cannot be read: %s", type(error).__name__)
        found = None
    return found or language_tag((message.metadata or {}).get("language")) or SOURCE


def _spoken(tracker: DialogueStateTracker | None) -> str | None:
    if tracker is None:
        return None
    parsed = (tracker.latest_message and tracker.latest_message.parse_data) or {}
    return language_tag(parsed.get("language")) or language_tag(tracker.get_slot("language"))


def language_tag(locale: object) -> str | None:
    """Find the language that we answer in behind a locale such as "uk-UA"."""
    if not isinstance(locale, str):
        return None
    return offered_tag(locale)


def json_object(request: Request) -> dict[str, Any]:
    """Return the request's JSON object; raise ``InvalidUsage`` (400) where it is none."""
    try:
        body = request.json
    except (InvalidUsage, RecursionError) as error:
        raise InvalidUsage("The request's body is not valid JSON.") from error
    if not isinstance(body, dict):
        raise InvalidUsage("The request's body must be a JSON object.")
    return body


def safe_text(text: object, field: str) -> str:
    """Return a text as Rasa may see it; raise ``InvalidUsage`` (400) if it is no string."""
    if not isinstance(text, str):
        raise InvalidUsage(f'"{field}" must be a string.')
    # Half a character, as "\ud83d" in JSON, can neither be stored nor sent on.
    whole = text[:MAX_TEXT].encode("utf-8", "replace").decode("utf-8")
    return ordinary(whole)


def error_as_json(request: Request, error: SanicException) -> HTTPResponse:
    """Turn Sanic's own errors into JSON."""
    return json_response({"error": str(error)}, status=error.status_code)
