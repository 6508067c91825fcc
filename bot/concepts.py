"""Concepts that stand in a message: "how much", "wife", "driving licence", in any language.

The words of twelve languages do not resemble each other; the concepts let the classifier carry over
what it learnt in one of them. Forms come from ``data/nlu/lookup/concept.<lang>.yml``; ``*`` at the
end of a word stands for any ending.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bot.languages import SOURCE
from bot.text import bare, fold, words
from bot.training_data import FOLDER, lists_by_language

# form, without diacritics and with its "*" -> concepts
Table = Mapping[str, Sequence[str]]
_SHORTEST, _LONGEST_FORM = 3, 3


class Concepts:
    """Finds concepts; ``tables`` by language."""

    def __init__(self, tables: Mapping[str, Table]):
        self.tables = dict(tables)

    @classmethod
    def build(cls, folder: Path = FOLDER) -> "Concepts":
        """From the lists under ``lookup``."""
        lists = lists_by_language("concept", folder)
        return cls({tag: table(**concepts) for tag, concepts in lists.items()})

    @classmethod
    def load(cls, folder: Path) -> "Concepts":
        """Reads what :meth:`save` wrote."""
        return cls(json.loads((folder / "concepts.json").read_text("utf-8")))

    def save(self, folder: Path) -> None:
        """Writes ``concepts.json``."""
        (folder / "concepts.json").write_text(json.dumps(self.tables), "utf-8")

    def find(self, text: str, language: str | None) -> tuple[str, ...]:
        """The concepts of a text in a language, in order; German words count in all of them."""
        own, german = self.tables.get(language or SOURCE), self.tables.get(SOURCE)
        return tuple(_walk(words(bare(text)), [t for t in (own, german) if t]))


def _walk(tokens: Sequence[str], tables: Sequence[Table]) -> Iterator[str]:
    start = 0
    while start < len(tokens):
        found = next(filter(None, (_longest(tokens, start, table) for table in tables)), None)
        size, concepts = found or (1, ())
        yield from concepts
        start += size


def _longest(tokens: Sequence[str], start: int, table: Table) -> tuple[int, tuple[str, ...]] | None:
    """How many words the longest form at ``start`` has, and its concepts."""
    for size in range(min(_LONGEST_FORM, len(tokens) - start), 0, -1):
        window = " ".join(tokens[start : start + size])
        first = len(window) - len(tokens[start + size - 1]) + _SHORTEST
        forms = [window, *(f"{window[:end]}*" for end in range(first, len(window) + 1))]
        found = dict.fromkeys(concept for form in forms for concept in table.get(form, ()))
        if found:
            return size, tuple(found)
    return None


def table(**concepts: Sequence[str]) -> dict[str, list[str]]:
    """The forms of one language, given by concept."""
    found: dict[str, list[str]] = {}
    for concept, forms in concepts.items():
        for form in forms:
            star = "*" if form.endswith("*") else ""
            for spelling in {bare(form), fold(form)}:  # u and ue for ü
                key = " ".join(words(spelling)) + star
                if key != star and concept not in found.setdefault(key, []):
                    found[key].append(concept)
    return found
