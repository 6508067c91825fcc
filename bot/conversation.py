"""A conversation as the core sees it: what was understood, what is remembered, what is said."""

from dataclasses import dataclass

from bot.reply import Reply


@dataclass(frozen=True)
class Message:
    """What was understood of one message. ``services`` and ``intents`` are rankings."""

    intent: str
    text: str = ""
    service: str | None = None
    place: str | None = None
    office: str | None = None
    day: str | None = None
    language: str | None = None
    elsewhere: str | None = None
    place_kind: str | None = None
    foreign: str | None = None
    other_service: str | None = None
    intents: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Memory:
    """The slots: what the conversation carries from turn to turn.

    ``pending`` is what was asked back and for which question, as "place:ask_office_hours".
    """

    service: str | None = None
    place: str | None = None
    office: str | None = None
    day: str | None = None
    question: str | None = None
    pending: str | None = None
    unclear: int = 0


@dataclass(frozen=True)
class Turn:
    """A reply and the memory after it."""

    reply: Reply
    memory: Memory
