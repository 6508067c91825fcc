"""Lines that say where an answer was read, and how old that is."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from bot.knowledge import Knowledge
from bot.records import Source
from bot.reply import Line

_REVIEW_DAYS = 730
_MOST_SOURCES = 2
_SHORT_NAME = re.compile(r"\(([A-Za-zÄÖÜäöü/]+)\)$")
_LAW_NAME = re.compile(r"([A-Za-zÄÖÜäöü]*[A-Z][A-Za-zÄÖÜäöü]*[GVO](?:/EU)?)\b(?!.*[A-Z]{2})")


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
    paragraphs = _of_this_law(source, law)
    is_law = bool(paragraphs)
    values: dict[str, Any] = {"source": source.title}
    if is_law:
        values["law"] = paragraphs
    name = "utter_source_law" if is_law else "utter_source"
    if source.state is None:
        return Line(f"{name}_undated", "source", {**values, "read": source.read.isoformat()})
    return Line(name, "source", {**values, "state": {"state": source.state}})


def _of_this_law(source: Source, law: str | None) -> str:
    """The paragraphs of ``law`` (several laws, with commas) that stand in this statute."""
    short = _SHORT_NAME.search(source.title)
    if law is None or short is None or "gesetze-im-internet.de" not in (source.url or ""):
        return ""
    parts, found = [], []
    for part in law.split(", "):
        parts.append(part)
        named = _LAW_NAME.search(part)
        if named:  # "§ 5, 7, 8 AufenthG": the name comes last
            if named.group(1) == short.group(1):
                found += parts
            parts = []
    return ", ".join(dict.fromkeys(found))


def _is_old(source: Source, today: date) -> bool:
    if source.state is None:
        return False
    year, month, day = (*map(int, source.state.split("-")), 12, 28)[:3]
    return (today - date(year, month, day)).days > _REVIEW_DAYS
