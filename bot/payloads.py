"""Which slash messages are buttons of ours, and what becomes of all others.

Rasa takes any message that begins with a slash for a command: ``/restart``, ``/ask_fee{...}``.
People may send only what a button of ours could have sent; everything else is ordinary text.
"""

import json
import re
from functools import cache

from bot.dialogue import OFFICE_INTENTS, SERVICE_INTENTS
from bot.languages import languages
from bot.sources import everything
from bot.text import clean

_PAYLOAD = re.compile(r"/([a-z_]{2,40})(\{.{2,200}\})?\Z", re.DOTALL)
_PLAIN = frozenset(
    [
        "ask_counselling",
        "ask_human",
        "ask_decision_appeal",
        "ask_privacy",
        "delete_my_data",
        "help",
        "greet",
    ]
)


def is_button(text: str) -> bool:
    """Whether ``text`` is a payload that a button of ours can carry."""
    match = _PAYLOAD.match(text)
    if not match:
        return False
    intent, raw = match.groups()
    try:
        values = json.loads(raw) if raw else {}
    except ValueError:
        return False
    if not isinstance(values, dict) or not all(isinstance(v, str) for v in values.values()):
        return False
    return _is_known(intent, values)


def _is_known(intent: str, values: dict[str, str]) -> bool:
    knowledge, _ = everything()
    if not values:
        return intent in _PLAIN or intent in SERVICE_INTENTS or intent in OFFICE_INTENTS
    if intent == "inform":
        return set(values) == {"office"} and values["office"] in knowledge.offices
    if intent == "set_language":
        return set(values) == {"language"} and values["language"] in _tags()
    is_question = intent in SERVICE_INTENTS or intent in OFFICE_INTENTS
    return is_question and set(values) == {"service"} and values["service"] in knowledge.services


@cache
def _tags() -> frozenset[str]:
    return frozenset(tag for tag, language in languages().items() if language.served)


def ordinary(text: str) -> str:
    """The message as Rasa may see it: cleaned, and without slashes in front unless a button."""
    text = clean(text)
    return text if is_button(text) else text.lstrip("/ ")
