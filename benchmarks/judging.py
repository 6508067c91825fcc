"""What counts as right: one message's labels against the assistant's replies and slots."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.validation import Labelled
from bot.assistant import Answer
from bot.decision import FALLBACK
from bot.offices import Places
from bot.text import fold

OUT_OF_SCOPE = "out_of_scope"
_DAY_AND_MONTH = re.compile(r"(\d{1,2})\.(\d{1,2})\.")
_LANGUAGE_SET = "utter_language_set"
# The NLU's reading of a bare follow-up; what was answered then stands in the slot "question".
_BARE = frozenset(("inform", "affirm", "deny", FALLBACK))


@dataclass(frozen=True)
class Outcome:
    """A message, what came back, and by metric whether it is right; None: does not apply."""

    message: Labelled
    answers: tuple[Answer, ...]
    right: Mapping[str, bool | None]

    @property
    def predicted(self) -> str:
        """What was understood, in one line."""
        if not self.answers:
            return "no reply"
        answer = self.answers[-1]
        slots = {n: answer.slots.get(n) for n in ("service", "place", "office", "day")}
        shown = " ".join(f"{n}={v}" for n, v in slots.items() if v)
        return f"{answer.intent} {answer.confidence:.2f} [{answer.language}] {shown}"


def judge(message: Labelled, answers: Sequence[Answer], places: Places) -> Outcome:
    """One message that opened a conversation; no reply at all is wrong everywhere."""
    slots = answers[-1].slots if answers else {}
    intent = answers[-1].intent if answers else None
    is_right = intent in message.intents
    service_right = bool(answers) and slots.get("service") in message.services
    out = OUT_OF_SCOPE in message.intents
    right = {
        "intent": is_right,
        "service": service_right,
        "both": is_right and service_right,
        "office": bool(answers) and office_right(message.place, answers, places),
        "day": bool(answers) and day_right(message.day, slots.get("day")),
        "language": language_right(message, answers),
        OUT_OF_SCOPE: intent == OUT_OF_SCOPE if out else None,
        "kept": None if out else intent not in (FALLBACK, OUT_OF_SCOPE, None),
    }
    return Outcome(message, tuple(answers), right)


def judge_turn(message: Labelled, answers: Sequence[Answer], before: Mapping[str, Any]) -> Outcome:
    """One turn of a dialogue; ``before``: the slots before it.

    A bare follow-up counts as the question that it repeats. Where no service is labelled, the one
    that the conversation is about may stay.
    """
    slots = answers[-1].slots if answers else {}
    intent = answers[-1].intent if answers else None
    if intent in _BARE and intent not in message.intents:
        intent = slots.get("question")
    allowed = set(message.services)
    if None in allowed:
        allowed.add(before.get("service"))
    right: dict[str, bool | None] = {
        "intent": bool(answers) and intent in message.intents,
        "service": bool(answers) and slots.get("service") in allowed,
        "language": language_right(message, answers),
    }
    right["both"] = bool(right["intent"] and right["service"])
    return Outcome(message, tuple(answers), right)


def language_right(message: Labelled, answers: Sequence[Answer]) -> bool | None:
    """Whether every reply is written in the message's language.

    Does not apply where nobody could know it: a bare place or postal code, or another language
    wished for and given.
    """
    if message.place and fold(message.text) == fold(message.place):
        return None
    if "set_language" in message.intents and any(a.reply == _LANGUAGE_SET for a in answers):
        return None
    return bool(answers) and all(a.language == message.language for a in answers)


def office_right(place: str | None, answers: Sequence[Answer], places: Places) -> bool:
    """Whether the responsible office is in the slot, or an ambiguous place was asked back."""
    slots = answers[-1].slots
    if place is None:
        return not slots.get("place")
    found = places.resolve(place)
    if found.kind == "ambiguous":
        return {c.office for c in found.candidates} <= offered(answers)
    return found.office is not None and slots.get("office") == found.office


def day_right(wanted: str | None, found: str | None) -> bool:
    """Whether it is the same day; a label without its year ("24.12.") is that day of any year."""
    if wanted and (match := _DAY_AND_MONTH.fullmatch(wanted)):
        return bool(found) and str(found).endswith(f"-{int(match[2]):02}-{int(match[1]):02}")
    return wanted == found


def offered(answers: Sequence[Answer]) -> set[str]:
    """Find the offices that the replies' buttons choose."""
    found = set()
    for _, payload in (button for answer in answers for button in answer.buttons):
        if payload.startswith("/inform{"):
            found.add(json.loads(payload.removeprefix("/inform")).get("office", ""))
    return found - {""}
