"""A conversation of the staff shell with the real assistant, and what is to be told of a turn."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from bot.knowledge import PLACEHOLDER
from bot.languages import SOURCE
from bot.payloads import ordinary
from bot.sources import everything

if TYPE_CHECKING:  # bot.assistant is loaded while the progress message is on the screen
    from bot.assistant import Answer, Assistant

# Catalogue ids of the lines that say where something was read.
_SOURCE_LINES = re.compile(r"utter_(office_)?source")


@dataclass(frozen=True)
class Exchange:
    """One message with its answers and what Rasa understood of it."""

    text: str
    answers: "tuple[Answer, ...]"
    parsed: Mapping[str, Any] = field(default_factory=dict)
    expected_place: bool = False

    @property
    def buttons(self) -> tuple[tuple[str, str], ...]:
        """All buttons on the screen, as (title, payload)."""
        return tuple(button for answer in self.answers for button in answer.buttons)

    @property
    def slots(self) -> Mapping[str, Any]:
        """The conversation's memory after this turn."""
        return self.answers[-1].slots if self.answers else {}

    @property
    def sources(self) -> tuple[str, ...]:
        """The lines of the answers that name a source."""
        return tuple(s for a in self.answers for s in source_lines(a.text, a.language or SOURCE))

    def record(self) -> dict[str, Any]:
        """Give the turn as one line of JSON."""
        last = self.answers[-1] if self.answers else None
        return {
            "text": self.text,
            "language": last.language if last else None,
            "intent": last.intent if last else (self.parsed.get("intent") or {}).get("name"),
            "confidence": round(last.confidence, 4) if last else None,
            **{name: self.slots.get(name) for name in ("service", "place", "office", "day")},
            "reply": last.reply if last else None,
            "answer": "\n\n".join(a.text for a in self.answers),
            "buttons": [{"title": title, "payload": payload} for title, payload in self.buttons],
            "sources": list(self.sources),
        }


class Session:
    """Conversations one after the other; ``language``: answers come in it, whatever is typed."""

    def __init__(self, assistant: "Assistant", language: str | None = None):
        self.language = language
        self.last: Exchange | None = None
        self._assistant = assistant
        self._sender = _sender()

    def new(self) -> None:
        """Forgets the conversation; the chosen language stays, as a channel's locale does."""
        self._sender = _sender()
        self.last = None

    async def ask(self, text: str) -> Exchange:
        """Send a message as a channel does."""
        before = self.last.slots if self.last else {}
        if self.language:
            await self._hold_language(text)
        metadata = {"language": self.language} if self.language else {}
        answers = await self._assistant.ask(text, self._sender, metadata)
        tracker = await self._assistant.agent.tracker_store.retrieve(self._sender)
        latest = tracker.latest_message if tracker else None
        expected = str(before.get("pending") or "").startswith("place")
        parsed = latest.parse_data if latest else {}
        self.last = Exchange(text, answers, parsed or {}, expected)
        return self.last

    async def _hold_language(self, text: str) -> None:
        """As if the person had asked for ``language`` in the language that they are typing.

        A channel's locale alone would give way to what is typed; the staff want to read the
        Ukrainian answers without writing Ukrainian.
        """
        from rasa.shared.core.events import SlotSet

        agent = self._assistant.agent
        assert agent.processor is not None
        written = (await agent.parse_message(ordinary(text))).get("written")
        tracker = await agent.processor.fetch_tracker_and_update_session(self._sender)
        tracker.update(SlotSet("language", self.language))
        tracker.update(SlotSet("requested_from", written))
        await agent.processor.save_tracker(tracker)


def _sender() -> str:
    return f"shell-{uuid4().hex}"


def pressed(text: str, last: Exchange | None) -> tuple[str, str] | None:
    """Find the button whose number was typed; other numbers are text, such as a postal code."""
    number = text.strip()
    if last is None or not number.isdecimal() or len(number) > 2:
        return None
    position = int(number)
    return last.buttons[position - 1] if 1 <= position <= len(last.buttons) else None


def source_lines(text: str, tag: str) -> Iterator[str]:
    """Find the lines of an answer in ``tag`` that name where something was read."""
    patterns = _source_patterns(tag)
    yield from (line for line in text.splitlines() if any(p.fullmatch(line) for p in patterns))


def _source_patterns(tag: str) -> list[re.Pattern[str]]:
    """Take the source texts of the catalogue with anything in the place of their values."""
    catalog = everything()[1]
    names = [name for name in catalog.entries if _SOURCE_LINES.match(name)]
    found = {catalog.translation(name, tag) or catalog.entries[name].text for name in names}
    return [re.compile(".+".join(map(re.escape, _between(template)))) for template in found]


def _between(template: str) -> list[str]:
    """Cut out the placeholders."""
    return PLACEHOLDER.sub("\0", template).split("\0")
