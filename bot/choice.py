"""Which language answers. The answer's language changes only on clear evidence or on request."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.detection import Detection
from bot.languages import SOURCE, languages

# Confidence that a message needs before the conversation switches to its language, by its words.
_SWITCH = ((1, 0.97), (3, 0.85), (10**6, 0.6))
_FIRST = ((1, 0.3), (3, 0.4), (10**6, 0.3))
_FOREIGN_WORDS = 3


@dataclass(frozen=True)
class Choice:
    """``tag``: the language that answers; ``foreign``: the message's language if we lack it."""

    tag: str
    foreign: str | None = None


def choose(
    detection: Detection,
    served: Collection[str],
    conversation: str | None = None,
    requested_from: str | None = None,
    locale: str | None = None,
) -> Choice:
    """The language that answers this message.

    ``conversation``: the language of the conversation so far; ``requested_from``: the language that
    was written when another one was asked for; ``locale``: what the channel knows (BCP 47).
    """
    known = _base(conversation, served) or _base(locale, served)
    tag = detection.tag
    if tag is None:
        return Choice(known or SOURCE)
    if tag not in served:
        is_clear = detection.words >= _FOREIGN_WORDS or detection.confidence >= 1.0
        return Choice(known or SOURCE, tag if is_clear else None)
    if tag in (known, _written(known), requested_from):
        return Choice(known or tag)
    limits = _SWITCH if conversation else _FIRST
    needed = next(limit for words, limit in limits if detection.words <= words)
    return Choice(tag if detection.confidence >= needed else known or SOURCE)


def _written(tag: str | None) -> str | None:
    """What people write who read ``tag``: German, for German in easy language."""
    return languages()[tag].base if tag and tag in languages() else None


def _base(tag: str | None, served: Collection[str]) -> str | None:
    """The served language behind a locale such as "uk-UA"."""
    if not tag:
        return None
    short = tag.replace("_", "-").split("-")[0].lower()
    return tag if tag in served else short if short in served else None
