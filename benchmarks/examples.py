"""Our own training messages as the classifier sees them, and in folds that never change.

A message's fold follows from its folded text: the same sentence never stands on both sides, and
figures stay comparable when the data grows.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.progress import shown
from bot import lexicon, offices
from bot.classifier import Example
from bot.concepts import Concepts
from bot.gazetteer import Gazetteer, Lexicon
from bot.mentions import neutral, without_traps
from bot.preparation import Prepared
from bot.sources import everything
from bot.text import fold
from bot.training_data import LabelledMessage
from bot.training_data import messages as stored_messages

FOLDS = 5


@dataclass(frozen=True)
class Item:
    """A message with its language, what the gazetteer found in it and what the classifier gets.

    ``named``: services; ``neutral``: words that say nothing of the language.
    """

    language: str
    text: str
    prepared: Prepared
    example: Example
    named: tuple[str, ...]
    neutral: tuple[str, ...]
    fold: int


def fold_of(text: str) -> int:
    """Which of the folds a message belongs to."""
    return zlib.crc32(fold(text).encode()) % FOLDS


def items(messages: Sequence[LabelledMessage] | None = None) -> tuple[Item, ...]:
    """All training messages, as the gazetteer component prepares them."""
    knowledge, _ = everything()
    names = lexicon.build()
    gazetteer = Gazetteer(offices.build(knowledge, offices.read_names()), names)
    found = tuple(stored_messages()) if messages is None else messages
    concepts = Concepts.build()
    return tuple(_item(m, gazetteer, names, concepts) for m in shown(found, "gazetteer"))


def _item(
    message: LabelledMessage, gazetteer: Gazetteer, names: Lexicon, concepts: Concepts
) -> Item:
    traps = names.traps.get(message.language, ())
    hits = without_traps(gazetteer.find(message.text), traps)
    labels = (message.intent, message.service)
    prepared = Prepared.of(message.language, message.text, labels, hits, traps)
    named = tuple(h.value for h in hits if h.kind == "service")
    return Item(
        message.language,
        message.text,
        prepared,
        prepared.example(concepts),
        named,
        neutral(hits, names.german),
        fold_of(message.text),
    )


def service_names() -> list[Example]:
    """Return the names of services, which teach the service head only."""
    return lexicon.service_examples(Concepts.build())
