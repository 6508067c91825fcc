"""From a labelled message to what the classifier learns: masked places, concepts, wrapped copies.

People greet before they ask; writers of examples rarely do. So some messages are learnt a second
time after a greeting or with thanks at the end: those of the training messages themselves, no
invented pattern.
"""

import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.classifier import Example
from bot.concepts import Concepts
from bot.gazetteer import Hit
from bot.mentions import hints, masked, without_traps

# In a thousand messages. Held-out questions after a greeting: 0.66 right without, 0.75 with them.
_GREETED, _THANKED = 60, 20
_LONGEST_GREETING, _SHORTEST, _LONGEST = 3, 2, 20
_BARE = frozenset(
    {"inform", "affirm", "deny", "help", "give_feedback", "bot_challenge"}
    | {"greet", "thank", "goodbye"}
)
_JOINTS = (" ", ", ", "! ", ". ")


@dataclass(frozen=True)
class Prepared:
    """A training message of a language, with its labels and what the gazetteer found."""

    language: str | None
    text: str
    intent: str
    service: str | None
    hints: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        language: str | None,
        text: str,
        labels: tuple[str, str | None],
        hits: Iterable[Hit],
        traps: Collection[str],
    ) -> "Prepared":
        """``labels``: intent and service; ``traps``: words of the language that name places too."""
        real = without_traps(hits, traps)
        return cls(language, masked(text, real), *labels, hints(real))

    def example(self, concepts: Concepts) -> Example:
        """With the concepts of its text."""
        ideas = concepts.find(self.text, self.language)
        return Example(self.text, self.intent, self.service, self.hints, ideas)


def examples(messages: Sequence[Prepared], concepts: Concepts) -> list[Example]:
    """All messages and their wrapped copies; the same in every training."""
    return [message.example(concepts) for message in (*messages, *_wrapped(messages))]


def _wrapped(messages: Sequence[Prepared]) -> Iterator[Prepared]:
    greetings, thanks = _short(messages, "greet"), _short(messages, "thank")
    for message in messages:
        size = len(message.text.split())
        if message.intent in _BARE or not _SHORTEST <= size <= _LONGEST:
            continue
        chance = zlib.crc32(message.text.encode())
        pick, joint = chance // 1000, _JOINTS[chance // 7 % len(_JOINTS)]
        before, after = greetings.get(message.language), thanks.get(message.language)
        if before and chance % 1000 < _GREETED:
            yield replace(message, text=f"{before[pick % len(before)]}{joint}{message.text}")
        elif after and chance % 1000 >= 1000 - _THANKED:
            yield replace(message, text=f"{message.text}{joint}{after[pick % len(after)]}")


def _short(messages: Sequence[Prepared], intent: str) -> dict[str | None, list[str]]:
    found: dict[str | None, list[str]] = {}
    for message in messages:
        if message.intent == intent and len(message.text.split()) <= _LONGEST_GREETING:
            found.setdefault(message.language, []).append(message.text)
    return found
