"""Rasa's REST channel, made safe: ``POST /webhooks/rest/webhook`` answers as Rasa documents.

For programs on this computer. Bad requests get 400 with words, every other one a reply.
"""

from typing import Any

from rasa.core.channels.rest import RestInput
from sanic import Blueprint
from sanic.exceptions import InvalidUsage
from sanic.request import Request

from bot.adapters.web import PAGE_SENDER, Handler, answered, error_as_json, json_object, safe_text

# Rasa's SQL tracker store keeps as many characters of a conversation's name.
_LONGEST_SENDER = 255


class RestChannel(RestInput):
    """``{"sender", "message", "metadata": {"language": locale}}`` in, list of replies out."""

    @classmethod
    def name(cls) -> str:
        """Return the name under which Rasa mounts it."""
        return "rest"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Put Rasa's own routes around a handler that always answers."""
        blueprint = super().blueprint(answered(on_new_message))
        blueprint.exception(InvalidUsage)(error_as_json)
        return blueprint

    async def _extract_sender(self, req: Request) -> str:
        sender = json_object(req).get("sender")
        if not isinstance(sender, str) or not 0 < len(sender) <= _LONGEST_SENDER:
            raise InvalidUsage(f'"sender" must be a string of 1 to {_LONGEST_SENDER} characters.')
        if not sender.isprintable() or sender.startswith(PAGE_SENDER):
            raise InvalidUsage('"sender" has characters or a beginning that is not allowed.')
        return sender

    def _extract_message(self, req: Request) -> str:
        return safe_text(json_object(req).get("message"), "message")

    def _extract_input_channel(self, req: Request) -> str:
        channel = json_object(req).get("input_channel") or self.name()
        if not isinstance(channel, str):
            raise InvalidUsage('"input_channel" must be a string.')
        return channel

    def get_metadata(self, request: Request) -> dict[str, Any] | None:
        """Return the caller's metadata; ``language`` in it is the locale of the person's device."""
        metadata = json_object(request).get("metadata")
        if metadata is not None and not isinstance(metadata, dict):
            raise InvalidUsage('"metadata" must be an object.')
        if not isinstance((metadata or {}).get("language", ""), str):
            raise InvalidUsage('"language" in "metadata" must be a string.')
        return metadata
