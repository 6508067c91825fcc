"""Concepts that stand in a message: "how much", "wife", "driving licence", in any language.

The words of twelve languages do not resemble each other; the concepts let the classifier carry over
what it learnt in one of them. Forms come from ``data/nlu/lookup/concept.<lang>.yml``; ``*`` at the
end of a word stands for any ending.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.languages import SOURCE
from bot.text import bare, fold, words

_SHORTEST, _LONGEST_FORM = 3, 3


@dataclass
class Forms:
    """The forms of one language: whole words, and stems, each a tuple of words."""

    whole: dict[tuple[str, ...], list[str]] = field(default_factory=lambda: defaultdict(list))
    stems: dict[tuple[str, ...], list[str]] = field(default_factory=lambda: defaultdict(list))

    def at(self, tokens: Sequence[str], start: int) -> tuple[int, list[str]]:
        """The longest form that begins at ``start``: how many words, and its concepts."""
        for size in range(min(_LONGEST_FORM, len(tokens) - start), 0, -1):
            window = tuple(tokens[start : start + size])
            found = list(self.whole.get(window, ()))
            last = window[-1]
            for end in range(_SHORTEST, len(last) + 1):
                found += self.stems.get((*window[:-1], last[:end]), ())
            if found:
                return size, found
        return 1, []


class Concepts:
    """Finds concepts; ``forms`` are the lists by language and concept."""

    def __init__(self, forms: Mapping[str, Mapping[str, Sequence[str]]]):
        self._forms = {tag: _compiled(concepts) for tag, concepts in forms.items()}

    def find(self, text: str, language: str | None) -> tuple[str, ...]:
        """The concepts of a text in a language, in order; German words count in all of them."""
        tokens = words(strip(text))
        own, german = self._forms.get(language or SOURCE), self._forms.get(SOURCE)
        return tuple(_walk(tokens, [f for f in (own, german) if f is not None]))


def strip(text: str) -> str:
    """Folded as the forms are, umlauts without dots: one spelling for both ways of typing."""
    return bare(fold(text))


def _walk(tokens: Sequence[str], tables: Sequence[Forms]) -> Iterator[str]:
    start = 0
    while start < len(tokens):
        for table in tables:
            size, found = table.at(tokens, start)
            if found:
                yield from dict.fromkeys(found)
                break
        else:
            size = 1
        start += size


def _compiled(concepts: Mapping[str, Sequence[str]]) -> Forms:
    out = Forms()
    for concept, forms in concepts.items():
        for form in forms:
            table = out.stems if form.endswith("*") else out.whole
            for spelling in {strip(form), bare(form)}:
                key = tuple(words(spelling.replace("*", "")))
                if key and concept not in table[key]:
                    table[key].append(concept)
    return out
