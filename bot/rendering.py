"""A reply as text and buttons in one language. The only place where lines become sentences."""

from dataclasses import dataclass

from bot.catalog import Catalog
from bot.reply import Line, Reply

_MARKS = {"text": "", "item": "• ", "check": "☐ ", "source": ""}


@dataclass(frozen=True)
class Rendered:
    """What a channel shows: one text with line breaks, and (title, payload) buttons."""

    text: str
    buttons: tuple[tuple[str, str], ...]
    language: str


def render(reply: Reply, catalog: Catalog, tag: str) -> Rendered:
    """The reply in ``tag``; single texts that lack a translation appear in German."""
    text = "\n".join(_line(line, catalog, tag) for line in reply.lines)
    titles = [catalog.text(b.title, tag, b.values) for b in reply.buttons]
    payloads = [b.payload for b in reply.buttons]
    return Rendered(text, tuple(zip(titles, payloads, strict=True)), tag)


def _line(line: Line, catalog: Catalog, tag: str) -> str:
    tag = line.language or tag
    text = catalog.text(line.id, tag, line.values)
    if line.unconfirmed:
        text = f"{text} ({catalog.text('utter_unconfirmed', tag)})"
    return _MARKS[line.kind] + text


def words(text: str) -> int:
    """The number of words, for the limits on length."""
    return len(text.split())
