"""Tracker stores that really forget a conversation when the person asks for it."""

from typing import Any

from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import event

_DELETED = "utter_data_deleted"


def asks_to_forget(tracker: DialogueStateTracker) -> bool:
    """Whether the last thing said in this conversation was that it is deleted."""
    said = (e for e in reversed(tracker.events) if isinstance(e, BotUttered))
    latest = next(said, None)
    return latest is not None and latest.metadata.get("utter_action") == _DELETED


class ForgettingInMemoryStore(InMemoryTrackerStore):
    """In memory, for the shell and tests."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Stores the conversation, or removes it."""
        if asks_to_forget(tracker):
            self.store.pop(tracker.sender_id, None)
        else:
            await super().save(tracker)


def _overwrite_deleted(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA secure_delete = ON")


class ForgettingSQLStore(SQLTrackerStore):
    """In SQLite or PostgreSQL; ``type: bot.adapters.stores.ForgettingSQLStore``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As Rasa's; SQLite overwrites deleted rows in its file."""
        super().__init__(*args, **kwargs)
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _overwrite_deleted)
            self.engine.dispose()  # connections from before would not know

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Stores the new events, or removes every row of the conversation."""
        if not asks_to_forget(tracker):
            await super().save(tracker)
            return
        with self.session_scope() as session:
            rows = session.query(self.SQLEvent).filter_by(sender_id=tracker.sender_id)
            rows.delete(synchronize_session=False)
            session.commit()
