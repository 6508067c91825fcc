"""A turn that fails or says nothing ends with words, in the language of the conversation."""

from types import SimpleNamespace
from typing import Any

import pytest

from bot.rasa import prepare

prepare()

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage  # noqa: E402
from sanic import Sanic  # noqa: E402

from bot.adapters.web import answered, apology, language_tag, safe_text  # noqa: E402


class Store:
    """A tracker store with one conversation, or one that is down."""

    def __init__(self, parsed: dict[str, Any] | None, slot: str | None = None):
        self.parsed, self.slot = parsed, slot

    async def retrieve(self, sender: str) -> Any:
        if self.parsed is None:
            raise ConnectionError("the database is gone")
        latest = SimpleNamespace(parse_data=self.parsed)
        return SimpleNamespace(latest_message=latest, get_slot=lambda name: self.slot)


async def turn(
    handler: Any, store: Store, monkeypatch: pytest.MonkeyPatch, locale: str | None = None
) -> list[dict[str, Any]]:
    app = SimpleNamespace(ctx=SimpleNamespace(agent=SimpleNamespace(tracker_store=store)))
    monkeypatch.setattr(Sanic, "get_app", lambda: app)
    channel = CollectingOutputChannel()
    message = UserMessage("geheim", channel, "s", metadata={"language": locale})
    await answered(handler)(message)
    return channel.messages


async def fails(message: UserMessage) -> None:
    raise RuntimeError(f"while reading {message.text}")


async def says_nothing(message: UserMessage) -> None:
    pass


async def answers(message: UserMessage) -> None:
    await message.output_channel.send_response("s", {"text": "Guten Tag."})


@pytest.mark.parametrize("handler", [fails, says_nothing])
@pytest.mark.parametrize(
    ("store", "locale", "language"),
    [
        (Store({"language": "uk"}, "en"), "de", "uk"),
        (Store({}, "ar"), "de", "ar"),
        (Store({}), "en-GB", "en"),
        (Store(None), "uk-UA", "uk"),
        (Store(None), None, "de"),
    ],
)
async def test_the_apology_is_in_the_language_of_the_conversation(
    handler: Any, store: Store, locale: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (reply,) = await turn(handler, store, monkeypatch, locale)

    assert reply["text"] == apology(language)["text"]
    assert "115" in reply["text"]


async def test_an_answer_stays_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    replies = await turn(answers, Store({}), monkeypatch)

    assert [reply["text"] for reply in replies] == ["Guten Tag."]


async def test_the_log_names_the_error_but_not_the_words(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await turn(fails, Store({}), monkeypatch)

    assert "RuntimeError" in caplog.text
    assert "geheim" not in caplog.text


def test_text_is_cut_and_whole() -> None:
    assert len(safe_text("a" * 50_000, "text")) == 20_000
    assert safe_text("\ud83d", "text") == "?"
    assert safe_text("//restart", "text") == "restart"


def test_locales() -> None:
    assert [language_tag(tag) for tag in ("uk-UA", "AR_sy", "xx", 5, None)] == [
        "uk", "ar", None, None, None,
    ]  # fmt: skip
