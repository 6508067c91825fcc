"""A deleted conversation is gone from the store, and its words from the file."""

from pathlib import Path

import pytest

from bot.rasa import prepare

prepare()

from rasa.core.tracker_store import TrackerStore  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import BotUttered, UserUttered  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402

from bot.adapters.stores import ForgettingInMemoryStore, ForgettingSQLStore  # noqa: E402

SECRET = "mein name ist nur zur probe hier"
DELETED = BotUttered("weg", metadata={"utter_action": "utter_data_deleted"})


def conversation(sender: str, *more: object) -> DialogueStateTracker:
    events = [UserUttered(SECRET), BotUttered("gut", metadata={"utter_action": "utter_greet"})]
    return DialogueStateTracker.from_events(sender, [*events, *more])


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> TrackerStore:
    if request.param == "memory":
        return ForgettingInMemoryStore(Domain.empty())
    return ForgettingSQLStore(Domain.empty(), db=str(tmp_path / "talk.db"))


async def test_only_the_conversation_that_asked_is_forgotten(store: TrackerStore) -> None:
    await store.save(conversation("one"))
    await store.save(conversation("two"))
    await store.save(conversation("one", DELETED))
    assert await store.retrieve("one") is None
    kept = await store.retrieve("two")
    assert kept is not None
    assert [e.text for e in kept.events if isinstance(e, UserUttered)] == [SECRET]


async def test_deleted_words_are_gone_from_the_file(tmp_path: Path) -> None:
    file = tmp_path / "talk.db"
    store = ForgettingSQLStore(Domain.empty(), db=str(file))
    await store.save(conversation("one"))
    assert SECRET.encode() in file.read_bytes()
    await store.save(conversation("one", DELETED))
    assert SECRET.encode() not in file.read_bytes()
