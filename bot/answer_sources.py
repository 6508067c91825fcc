"""Lines that say where an answer was read, and how old that is."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from bot.knowledge import Knowledge
from bot.records import Source
from bot.reply import Line

_REVIEW_DAYS = 730
_MOST_SOURCES = 2


def source_lines(
    knowledge: Knowledge, sources: Iterable[str], law: str | None, today: date
) -> list[Line]:
    """One line a source, the most used first, with its date; old ones ask to be verified."""
    counted: dict[str, int] = {}
    for source in sources:
        counted[source] = counted.get(source, 0) + 1
    ranked = sorted(counted, key=lambda s: -counted[s])[:_MOST_SOURCES]
    lines = [_source(knowledge.sources[name], law, today) for name in ranked]
    if any(_is_old(knowledge.sources[name], today) for name in ranked):
        lines.append(Line("utter_verify", "source"))
    return lines


def _source(source: Source, law: str | None, today: date) -> Line:
    is_law = source.url is not None and "gesetze-im-internet.de" in source.url and law is not None
    values: dict[str, Any] = {"source": source.title}
    if is_law:
        values["law"] = law
    name = "utter_source_law" if is_law else "utter_source"
    if source.state is None:
        return Line(f"{name}_undated", "source", {**values, "read": source.read.isoformat()})
    return Line(name, "source", {**values, "state": {"state": source.state}})


def _is_old(source: Source, today: date) -> bool:
    if source.state is None:
        return False
    year, month, day = (*map(int, source.state.split("-")), 12, 28)[:3]
    return (today - date(year, month, day)).days > _REVIEW_DAYS
