"""The real assistant in this process: Rasa's agent with our generator and our actions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.languages import offered
from bot.rasa import prepare
from bot.sources import everything

FORGOTTEN = "utter_data_deleted"
MODEL = Path(__file__).resolve().parent.parent / "models" / "amtslotse.tar.gz"


@dataclass(frozen=True)
class Answer:
    """One reply as a person gets it, with what was understood, for staff and tests."""

    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    language: str | None = None
    reply: str | None = None
    intent: str | None = None
    confidence: float = 0.0
    slots: Mapping[str, Any] = field(default_factory=dict)
    ranking: tuple[tuple[str, float], ...] = ()


class ModelMissingError(Exception):
    """There is no trained model: run ``make train``."""


class Assistant:
    """Answers messages of any number of conversations, kept in memory."""

    def __init__(self, model: Path = MODEL):
        if not model.exists():
            raise ModelMissingError(f"Kein Modell / no model: {model} (make train)")
        prepare()
        from rasa.core.agent import Agent
        from rasa.shared.core.domain import Domain

        from bot.adapters.in_process import use_in_process_actions
        from bot.adapters.nlg import CatalogGenerator
        from bot.adapters.stores import ForgettingInMemoryStore

        store = ForgettingInMemoryStore(Domain.empty())
        self.agent = Agent.load(model, generator=CatalogGenerator(), tracker_store=store)
        use_in_process_actions(self.agent)

    async def ask(
        self, text: str, sender: str = "default", metadata: Mapping[str, Any] | None = None
    ) -> tuple[Answer, ...]:
        """The replies to one message; typed slashes are ordinary text."""
        from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

        from bot.payloads import ordinary

        output = CollectingOutputChannel()
        message = UserMessage(ordinary(text), output, sender, metadata=dict(metadata or {}))
        before = await self._events(sender)
        await self.agent.handle_message(message)
        tracker = await self.agent.tracker_store.retrieve(sender)
        if tracker is None:  # the conversation was deleted, as asked
            return tuple(_forgotten(m["text"]) for m in output.messages)
        return _answers(tracker, before)

    async def _events(self, sender: str) -> int:
        tracker = await self.agent.tracker_store.retrieve(sender)
        return len(tracker.events) if tracker else 0


def _forgotten(text: str) -> Answer:
    """What is left of a deleted conversation: it was wished; the text tells its language."""
    _, catalog = everything()
    language = next((tag for tag in offered() if catalog.text(FORGOTTEN, tag) == text), None)
    return Answer(text, language=language, reply=FORGOTTEN, intent="delete_my_data")


def _answers(tracker: Any, before: int) -> tuple[Answer, ...]:
    from rasa.shared.core.events import BotUttered

    parsed = tracker.latest_message.parse_data or {}
    intent = tracker.latest_message.intent or {}
    ranking = tuple((r["name"], r["confidence"]) for r in parsed.get("intent_ranking", []))
    said = [e for e in list(tracker.events)[before:] if isinstance(e, BotUttered)]
    return tuple(
        Answer(
            text=event.text or "",
            buttons=tuple((b["title"], b["payload"]) for b in event.data.get("buttons") or []),
            language=event.metadata.get("language"),
            reply=event.metadata.get("utter_action"),
            intent=intent.get("name"),
            confidence=float(intent.get("confidence") or 0.0),
            slots=tracker.current_slot_values(),
            ranking=ranking,
        )
        for event in said
    )
