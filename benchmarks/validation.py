"""Reads labelled messages and dialogues (``<lang>.jsonl``, ``<lang>.dialogues.jsonl``).

They are for measuring only and stand outside the checkout: nothing is learnt from them, nothing of
them is written into it.
"""

import json
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

VARIABLE = "AMTSLOTSE_VALIDATION"
DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "validation"


class ValidationMissingError(Exception):
    """There are no validation messages where they were looked for."""


@dataclass(frozen=True)
class Labelled:
    """One message with all readings that count as right; None in ``services``: no service."""

    id: str
    language: str
    text: str
    intents: frozenset[str]
    services: frozenset[str | None]
    place: str | None = None
    day: str | None = None


@dataclass(frozen=True)
class Dialogue:
    """Messages of one conversation, in order; only intents and services are labelled."""

    id: str
    language: str
    turns: tuple[Labelled, ...]


def folder(given: Path | None = None) -> Path:
    """Find the folder: from the command line, the environment, or beside the checkout."""
    found = given or Path(os.environ.get(VARIABLE) or DEFAULT)
    if not any(found.glob("*.jsonl")):
        raise ValidationMissingError(
            f"Keine Prüfnachrichten / no validation messages: {found}\n"
            f"(<lang>.jsonl files; name their folder with --data or {VARIABLE})"
        )
    return found


def messages(data: Path, languages: Collection[str]) -> tuple[Labelled, ...]:
    """All single messages of the languages."""
    return tuple(_labelled(row) for tag in languages for row in _rows(data / f"{tag}.jsonl"))


def dialogues(data: Path, languages: Collection[str]) -> tuple[Dialogue, ...]:
    """All dialogues of the languages."""
    rows = (row for tag in languages for row in _rows(data / f"{tag}.dialogues.jsonl"))
    return tuple(Dialogue(row["id"], row["lang"], tuple(_turns(row))) for row in rows)


def _turns(row: dict[str, Any]) -> Iterator[Labelled]:
    for number, turn in enumerate(row["turns"], 1):
        yield _labelled(
            turn | {"id": f"{row['id']}.{number}", "lang": row["lang"], "text": turn["user"]}
        )


def _labelled(row: dict[str, Any]) -> Labelled:
    return Labelled(
        id=row["id"],
        language=row["lang"],
        text=row["text"],
        intents=frozenset([row["intent"], *row.get("also_ok", ())]),
        services=frozenset([row["service"], *row.get("service_also_ok", ())]),
        place=row.get("place"),
        day=row.get("day"),
    )


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    if file.exists():
        for line in file.read_text("utf-8").splitlines():
            if line.strip():
                yield json.loads(line)
