"""The language decision on our own messages, held out in folds, beside plain langdetect."""

import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks import report
from benchmarks.examples import FOLDS, Item
from benchmarks.progress import shown
from bot.choice import choose
from bot.detection import train
from bot.languages import served
from bot.text import fold

# Words at most -> label; and how many messages of a language and length are looked at.
_LENGTHS = ((1, "1 word"), (3, "2–3 words"), (8, "4–8 words"), (10**6, "9+ words"))
_CAP = 250
_LANGDETECT = {"zh-cn": "zh", "zh-tw": "zh"}


@dataclass(frozen=True)
class Decided:
    """What a message is in, what we decided without a conversation, what langdetect says."""

    language: str
    length: str
    ours: str | None
    langdetect: str | None


def length(text: str) -> str:
    """Name the group of messages of about as many words."""
    return next(label for limit, label in _LENGTHS if len(text.split()) <= limit)


def sample(items: Sequence[Item]) -> list[Item]:
    """At most so many of each language and length, in an order that depends on the text only.

    Left out: what people write alike in several languages ("visa"), and what has no letters.
    """
    tags: dict[str, set[str]] = defaultdict(set)
    for item in items:
        tags[fold(item.text)].add(item.language)
    groups: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda i: zlib.crc32(i.text.encode())):
        if len(tags[fold(item.text)]) == 1 and any(c.isalpha() for c in item.text):
            groups[item.language, length(item.text)].append(item)
    return [item for key in sorted(groups) for item in groups[key][:_CAP]]


def run(items: Sequence[Item]) -> list[Decided]:
    """Trains our detector once a fold, on the other folds of all messages."""
    chosen = sample(items)
    return [d for n in shown(range(FOLDS), "languages") for d in _decided(items, chosen, n)]


def _decided(items: Sequence[Item], chosen: Sequence[Item], number: int) -> Iterator[Decided]:
    model = train([(item.language, item.text) for item in items if item.fold != number])
    for item in (i for i in chosen if i.fold == number):
        found = choose(model.detect(item.text, item.neutral), served())
        ours = found.foreign or found.tag
        yield Decided(item.language, length(item.text), ours, _langdetect(item.text))


def _langdetect(text: str) -> str | None:
    from langdetect import DetectorFactory, LangDetectException, detect

    DetectorFactory.seed = 0
    try:
        found = str(detect(text))
    except LangDetectException:
        return None
    return _LANGDETECT.get(found, found)


def section(decided: Sequence[Decided]) -> str:
    """Share right by number of words and language."""
    labels = [label for _, label in _LENGTHS]
    cells = [("all", label) for label in labels]
    cells += [(tag, label) for tag in sorted({d.language for d in decided}) for label in labels]
    rows: list[list[report.Cell]] = []
    for tag, label in cells:
        found = [d for d in decided if d.length == label and tag in ("all", d.language)]
        ours = report.share(d.ours == d.language for d in found)
        plain = report.share(d.langdetect == d.language for d in found)
        errors = (1 - ours) / (1 - plain) if ours and plain and plain < 1 else None
        rows.append([tag, label, len(found), ours, plain, errors])
    head = ["", "length", "messages", "ours", "langdetect", "our errors to its"]
    return (
        "## Language decision\n\nThe first message of a conversation, held out, beside plain "
        f"langdetect; at most {_CAP} messages a language and length. Messages that people write "
        "alike in several languages are left out.\n\n" + report.table(head, rows)
    )
