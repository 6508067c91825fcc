"""Texts that teach the language model beside the messages: our translations, foreign samples."""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from bot.concepts import Table
from bot.knowledge import PLACEHOLDER
from bot.languages import SOURCE
from bot.sources import everything

FOLDER = Path(__file__).resolve().parent.parent / "data" / "languages"
_SENTENCE_END = re.compile(r"(?<=[.!?\u061f])\s+|\n")


def translated(tags: Collection[str]) -> list[tuple[str, str]]:
    """The sentences of our own texts as (language, sentence)."""
    return list(_sentences(tags))


def vocabulary(tables: Mapping[str, Table]) -> list[tuple[str, str]]:
    """The words of each language's concepts (see ``bot.concepts``), without the German ones."""
    german = tables.get(SOURCE, {})
    return [
        (tag, form.removesuffix("*"))
        for tag, table in tables.items()
        for form in table
        if tag == SOURCE or form not in german
    ]


def _sentences(tags: Collection[str]) -> Iterator[tuple[str, str]]:
    _, catalog = everything()
    for tag in sorted(tags):
        for ident in catalog.entries:
            text = catalog.translation(ident, tag)
            for sentence in _SENTENCE_END.split(text or ""):
                plain = PLACEHOLDER.sub(" ", sentence).strip()
                if any(c.isalpha() for c in plain):
                    yield tag, plain


def foreign(folder: Path = FOLDER) -> list[tuple[str, str]]:
    """Messages in languages that we lack, one a line in ``<tag>.txt``, as (language, message)."""
    return [
        (path.stem, line.strip())
        for path in sorted(folder.glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
