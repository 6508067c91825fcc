"""What an answer consists of: ids of texts with plain values, and buttons. No sentences here."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Kind = Literal["text", "item", "check", "source"]


@dataclass(frozen=True)
class Line:
    """One line: a text of the catalogue with values; ``unconfirmed`` adds the words for that.

    ``language`` fixes the line's language where it is not the conversation's.
    """

    id: str
    kind: Kind = "text"
    values: Mapping[str, Any] = field(default_factory=dict)
    unconfirmed: bool = False
    language: str | None = None


@dataclass(frozen=True)
class Button:
    """A button: its title in the catalogue and Rasa's payload, at most 64 bytes for Telegram."""

    title: str
    payload: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """A whole answer; ``id`` is the reply id (utter_action) that measurements read."""

    id: str
    lines: tuple[Line, ...] = ()
    buttons: tuple[Button, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values, for Rasa's action protocol."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Reply":
        """The reply back from what :meth:`as_json` gave."""
        return cls(
            data["id"],
            tuple(Line(**line) for line in data["lines"]),
            tuple(Button(**button) for button in data["buttons"]),
        )


def payload(intent: str, **entities: str | None) -> str:
    """Rasa's button payload: ``/ask_fee{"service":"study"}``."""
    given = {name: value for name, value in entities.items() if value}
    return f"/{intent}" + (json.dumps(given, separators=(",", ":")) if given else "")


def items(ids: Iterable[str], kind: Kind = "item") -> tuple[Line, ...]:
    """Lines of one kind for texts that need no values."""
    return tuple(Line(i, kind) for i in ids)
