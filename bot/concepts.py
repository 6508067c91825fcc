"""Concepts that stand in a message: "how much", "wife", "driving licence", in any language.

The words of twelve languages do not resemble each other; the concepts let the classifier carry over
what it learnt in one of them. Forms come from ``data/nlu/lookup/concept.<lang>.yml``; ``*`` at the
end of a word stands for any ending. Small words that a script writes together with the next one
come from ``clitic.<lang>.yml``.
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
    """Finds concepts; ``tables`` and ``clitics`` (longest first) by language."""

    def __init__(
        self,
        tables: Mapping[str, Table],
        clitics: Mapping[str, Sequence[str]] | None = None,
    ):
        self.tables = dict(tables)
        self.clitics = {tag: tuple(found) for tag, found in (clitics or {}).items()}

    @classmethod
    def build(cls, folder: Path = FOLDER) -> "Concepts":
        """From the lists under ``lookup``."""
        lists = lists_by_language("concept", folder)
        clitics = lists_by_language("clitic", folder)
        return cls(
            {tag: table(**concepts) for tag, concepts in lists.items()},
            {tag: found.get("clitic", ()) for tag, found in clitics.items()},
        )

    @classmethod
    def load(cls, folder: Path) -> "Concepts":
        """Reads what :meth:`save` wrote."""
        return cls(**json.loads((folder / "concepts.json").read_text("utf-8")))

    def save(self, folder: Path) -> None:
        """Writes ``concepts.json``."""
        stored = {"tables": self.tables, "clitics": self.clitics}
        (folder / "concepts.json").write_text(json.dumps(stored), "utf-8")

    def find(self, text: str, language: str | None) -> tuple[str, ...]:
        """The concepts of a text in a language, in order; German words count in all of them."""
        own, german = self.tables.get(language or SOURCE), self.tables.get(SOURCE)
        clitics = self.clitics.get(language or SOURCE, ())
        return tuple(_walk(words(bare(text)), [t for t in (own, german) if t], clitics))


def _walk(tokens: Sequence[str], tables: Sequence[Table], clitics: Sequence[str]) -> Iterator[str]:
    start = 0
    while start < len(tokens):
        window = tokens[start : start + _LONGEST_FORM]
        found = _first(window, tables)
        if not found and (stem := _without_clitic(window[0], clitics)):
            found = _first([stem, *window[1:]], tables)
        size, concepts = found or (1, ())
        yield from concepts
        start += size


def _without_clitic(word: str, clitics: Sequence[str]) -> str | None:
    found = (word[len(c) :] for c in clitics if word.startswith(c))
    return next((stem for stem in found if len(stem) >= _SHORTEST), None)


def _first(tokens: Sequence[str], tables: Sequence[Table]) -> tuple[int, tuple[str, ...]] | None:
    return next(filter(None, (_longest(tokens, table) for table in tables)), None)


def _longest(tokens: Sequence[str], table: Table) -> tuple[int, tuple[str, ...]] | None:
    """How many of the words the longest form at their beginning has, and its concepts."""
    for size in range(len(tokens), 0, -1):
        window = " ".join(tokens[:size])
        first = len(window) - len(tokens[size - 1]) + _SHORTEST
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
