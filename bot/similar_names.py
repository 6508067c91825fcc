"""Places by a word that is nearly their name: with an ending, a prefix or a misspelling."""

from collections import defaultdict
from collections.abc import Mapping

from rapidfuzz import fuzz, process

from bot.stems import stems, stripped, without_prefix

Value = tuple[str, str]
_SHORTEST, _REACH = 6, 2
# How alike (rapidfuzz ratio, 0 to 100) a misspelt name must be: where a place is likely, anywhere,
# and for long words of about the same length. Tried on all words of the training messages.
_LIKELY, _ANYWHERE, _LONG, _LONG_LENGTH, _LONG_REACH = 86, 93, 88, 8, 1
_STEM, _LIKELY_STEM = 5, 4


class SimilarNames:
    """Names of one word, folded, with what they stand for (kind, value)."""

    def __init__(self, names: Mapping[str, Value]):
        self._values = {name: value for name, value in names.items() if len(name) >= _SHORTEST}
        self._stems = stems(names)
        # misspelt names keep their first letter and about their length
        self._near: dict[tuple[str, int], list[str]] = defaultdict(list)
        for name in self._values:
            for length in range(len(name) - _REACH, len(name) + _REACH + 1):
                self._near[name[0], length].append(name)

    def find(self, word: str, likely: bool) -> tuple[float, Value | None]:
        """How alike the best name is, and what it stands for; ``likely``: a place is expected."""
        for stem in stripped(word, _LIKELY_STEM if likely else _STEM):
            if stem in self._stems:
                return 99.0, self._stems[stem]
        if len(word) < _SHORTEST:
            return 0.0, None
        for form in {word, without_prefix(word)}:
            match = self._closest(form, _LIKELY if likely else _ANYWHERE)
            if match:
                return match[1], self._values[match[0]]
        return 0.0, None

    def _closest(self, form: str, cutoff: int) -> tuple[str, float] | None:
        names = self._near.get((form[0], len(form)), [])
        match = process.extractOne(form, names, scorer=fuzz.ratio, score_cutoff=cutoff)
        if match is None and len(form) >= _LONG_LENGTH:
            names = [name for name in names if abs(len(name) - len(form)) <= _LONG_REACH]
            match = process.extractOne(form, names, scorer=fuzz.ratio, score_cutoff=_LONG)
        return (match[0], float(match[1])) if match else None
