"""Reads ``data/nlu`` as plain records: messages by language, and the lists under ``lookup``."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "data" / "nlu"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # safe and, where there is one, in C


@dataclass(frozen=True)
class LabelledMessage:
    """One training message with its labels and the file that it stands in."""

    language: str
    text: str
    intent: str
    service: str | None
    file: Path


def messages(folder: Path = FOLDER) -> Iterator[LabelledMessage]:
    """Every message of ``<folder>/<lang>/<intent>.yml``; raises ValueError on an odd line."""
    for path in sorted(folder.glob("*/*.yml")):
        if path.parent.name == "lookup":
            continue
        for block in _blocks(path):
            service = (block.get("metadata") or {}).get("service")
            for text in _lines(str(block.get("examples") or ""), path):
                yield LabelledMessage(path.parent.name, text, block["intent"], service, path)


def synonyms(kind: str, folder: Path = FOLDER) -> dict[str, list[str]]:
    """The forms of each value in ``lookup/<kind>.yml`` and ``lookup/<kind>.<lang>.yml``."""
    found: dict[str, list[str]] = defaultdict(list)
    lookup = folder / "lookup"
    for path in [*lookup.glob(f"{kind}.yml"), *sorted(lookup.glob(f"{kind}.*.yml"))]:
        for block in _blocks(path):
            found[block["lookup"]] += _lines(block["examples"], path)
    return dict(found)


def lists_by_language(kind: str, folder: Path = FOLDER) -> dict[str, dict[str, list[str]]]:
    """The forms of each value in ``lookup/<kind>.<lang>.yml``: language -> value -> forms."""
    found: dict[str, dict[str, list[str]]] = {}
    for path in sorted((folder / "lookup").glob(f"{kind}.*.yml")):
        values = found.setdefault(path.name.split(".")[1], {})
        for block in _blocks(path):
            values.setdefault(block["lookup"], []).extend(_lines(block["examples"], path))
    return found


def _blocks(path: Path) -> list[dict[str, Any]]:
    data = yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506  safe, see above
    return (data or {}).get("nlu") or []


def _lines(text: str, path: Path) -> Iterator[str]:
    for line in text.splitlines():
        if not line.strip():
            continue
        if not line.startswith("- "):
            raise ValueError(f"{path}: each example starts with a dash: {line!r}")
        yield line[2:].strip()
