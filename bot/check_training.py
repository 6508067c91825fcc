"""Checks of ``data/nlu``: labels that exist, no message under two of them, enough examples."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.check_places import ELSEWHERE
from bot.findings import Finding, Place, errors
from bot.offices import Places
from bot.schema import KnowledgeError, Problem, read_yaml
from bot.text import normalise
from bot.training_data import LabelledMessage, messages, synonyms

MOST_ASKED = frozenset(
    [
        *("ask_documents", "ask_requirements", "ask_procedure", "ask_fee", "ask_processing_time"),
        *("ask_deadline", "ask_office_hours", "ask_office_contact", "ask_responsible_office"),
        *("ask_appointment", "ask_application_status", "ask_service_info"),
    ]
)
EXAMPLES_MOST_ASKED, EXAMPLES, NAMES_OF_SERVICE = 60, 25, 12


@dataclass(frozen=True)
class Known:
    """What the training data may name."""

    intents: Collection[str]
    services: Collection[str]
    languages: Collection[str]
    served: Collection[str]
    places: Places | None = None


def intents(domain: Path) -> tuple[str, ...]:
    """Read the intents of ``domain.yml`` that messages can have."""
    named = read_yaml(domain, domain.parent)["intents"]
    names = (next(iter(i)) if isinstance(i, dict) else str(i) for i in named)
    return tuple(n for n in names if n != "nlu_fallback")


def check(folder: Path, known: Known) -> Iterator[Finding]:
    """All training messages and lists of names."""
    broken = list(_unreadable(folder))
    if broken:
        yield from errors(broken)
        return
    said = list(messages(folder))
    yield from _labels(said, folder, known)
    yield from _twice(said, folder)
    yield from _examples(said, folder, known)
    yield from _lists(folder, known)
    yield from _service_names(folder, known)


def _root(folder: Path) -> Path:
    return folder.parent.parent


def _unreadable(folder: Path) -> Iterator[Problem]:
    """Files that are no YAML, blocks without a label, lines without a dash."""
    for path in sorted(folder.glob("*/*.yml")):
        try:
            data = read_yaml(path, _root(folder))
        except KnowledgeError as error:
            yield from error.problems
            continue
        name = str(path.relative_to(_root(folder)))
        blocks = data.get("nlu") if isinstance(data, dict) else None
        label = "lookup" if path.parent.name == "lookup" else "intent"
        if not isinstance(blocks, list) or not all(_is_block(b, label) for b in blocks):
            german = f"Unter nlu stehen Blöcke mit {label} und examples."
            yield Problem(name, 1, "nlu", german, f"expected blocks with {label} and examples")
            continue
        for line in (ln for b in blocks for ln in b["examples"].splitlines() if ln.strip()):
            if not line.startswith("- "):
                german = f"Jedes Beispiel beginnt mit einem Strich: {line}"
                english = f"each example starts with a dash: {line}"
                yield Problem(name, _line(path, line), "examples", german, english)


def _is_block(block: Any, label: str) -> bool:
    return isinstance(block, dict) and label in block and isinstance(block.get("examples"), str)


def _line(path: Path, text: str) -> int:
    """Find the first line of the file that says ``text``."""
    lines = path.read_text("utf-8").splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.strip() == text.strip()), 1)


def _at(folder: Path, path: Path, field: str, line: str | None = None) -> Place:
    return Place(_root(folder), path, (field,), _line(path, line) if line else 1)


def _labels(said: Sequence[LabelledMessage], folder: Path, known: Known) -> Iterator[Finding]:
    reported = set()
    for message in said:
        named = (
            ("intent", message.intent, known.intents),
            ("service", message.service, known.services),
            ("language", message.language, known.languages),
        )
        for field, value, allowed in named:
            key = (message.file, field, value)
            if value is None or value in allowed or key in reported:
                continue
            reported.add(key)
            # the line that gives the label, else the first of the file
            place = _at(folder, message.file, field, f"{field}: {value}")
            if field == "intent":
                place = _at(folder, message.file, field, f"- intent: {value}")
            yield place.found("error", f"Unbekannt: {value}", f"unknown {field}: {value}")


def _twice(said: Sequence[LabelledMessage], folder: Path) -> Iterator[Finding]:
    seen: dict[tuple[str, str], LabelledMessage] = {}
    for message in said:
        key = message.language, normalise(message.text).strip(" .!")
        first = seen.setdefault(key, message)
        if (first.intent, first.service) != (message.intent, message.service):
            place = _at(folder, message.file, message.intent, f"- {message.text}")
            labels = f"{first.intent}/{first.service}, {message.intent}/{message.service}"
            german = f"Dieselbe Nachricht mit zwei Bedeutungen: {message.text} ({labels})"
            english = f"one message, two labels: {message.text} ({labels})"
            yield place.found("warning", german, english)


def _examples(said: Sequence[LabelledMessage], folder: Path, known: Known) -> Iterator[Finding]:
    counts = Counter((m.language, m.intent) for m in said)
    for tag in known.served:
        for intent in known.intents:
            wanted = EXAMPLES_MOST_ASKED if intent in MOST_ASKED else EXAMPLES
            count = counts[tag, intent]
            if count < wanted:
                place = Place(_root(folder), folder / tag / f"{intent}.yml", (intent,), 1)
                german = f"Zu wenige Beispiele: {count} statt {wanted}"
                yield place.found("warning", german, f"too few examples: {count} of {wanted}")


def _lists(folder: Path, known: Known) -> Iterator[Finding]:
    """Check that the names in ``lookup`` stand for things that exist."""
    allowed: dict[str, Collection[str]] = {"service": known.services}
    for path in sorted((folder / "lookup").glob("*.yml")):
        kind = path.name.split(".")[0]
        for value in _values(path):
            there = _at(folder, path, "lookup", f"- lookup: {value}")
            if kind in allowed and value not in allowed[kind]:
                yield there.found("error", f"Unbekannt: {value}", f"unknown {kind}: {value}")
            if kind == "place" and not _is_place(value, known.places):
                yield there.found("error", f"Kein Ort: {value}", f"no such place: {value}")


def _values(path: Path) -> list[str]:
    blocks = read_yaml(path, path.parent)["nlu"]
    return list(dict.fromkeys(block["lookup"] for block in blocks))


def _is_place(value: str, places: Places | None) -> bool:
    known = places is None or places.resolve(value).kind in ("office", "ambiguous")
    return known or value.startswith(ELSEWHERE)


def _service_names(folder: Path, known: Known) -> Iterator[Finding]:
    counts: Mapping[str, Counter[str]] = defaultdict(Counter)
    for path in (folder / "lookup").glob("service.*.yml"):
        tag = path.name.split(".")[1]
        for service, names in synonyms(f"service.{tag}", folder).items():
            counts[tag][service] = len({normalise(n) for n in names})
    for tag in known.served:
        path = folder / "lookup" / f"service.{tag}.yml"
        for service in sorted(known.services):
            count = counts[tag][service]
            if count < NAMES_OF_SERVICE:
                place = Place(_root(folder), path, (service,), 1)
                german = f"Zu wenige Namen: {count} statt {NAMES_OF_SERVICE}"
                english = f"too few names: {count} of {NAMES_OF_SERVICE}"
                yield place.found("warning", german, english)
