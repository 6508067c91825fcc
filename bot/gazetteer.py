"""Finds places, postal codes, days, services and language names in a message.

spaCy's phrase matcher does the exact names in all languages; what is left is compared with case
endings and prefixes cut off, then by edit distance. Nothing here decides what the message wants.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from bot.offices import Places, short_names
from bot.similar_names import SimilarNames
from bot.text import bare, fold, normalise

_WORD = re.compile(r"\w+", re.UNICODE)
_CODE = re.compile(r"(?<![\d/.])(\d{5})(?![\d/.]*\d)")
_ELSEWHERE = "elsewhere:"


@dataclass(frozen=True)
class Hit:
    """Something found: its kind, its value, and where it stands (characters, of the message).

    ``placed``: a place that stands alone or after a word like "in"; others may be ordinary words.
    """

    kind: str  # place | elsewhere | service | language | day
    value: str
    start: int
    end: int
    text: str
    exact: bool = True
    placed: bool = True


@dataclass(frozen=True)
class Lexicon:
    """Names to look for: phrase -> value; ``german``: folded official terms, in any language.

    ``cues``: words around places by kind (see ``bot.mentions.PlaceCues``; "at" stands right before
    one); ``now``: days that mean today only where the question is about the office's time;
    ``traps``: by language, folded names of places that are ordinary words there.
    """

    services: Mapping[str, str]
    places: Mapping[str, str]
    languages: Mapping[str, str]
    days: Mapping[str, str]
    kinds: Mapping[str, str]
    german: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    cues: Mapping[str, Sequence[str]] = field(default_factory=dict)
    traps: Mapping[str, Sequence[str]] = field(default_factory=dict)


class Gazetteer:
    """Built once from the places and the lexicon; :meth:`find` takes microseconds."""

    def __init__(self, places: Places, lexicon: Lexicon):
        self._places = places
        self._locatives = frozenset(fold(word) for word in lexicon.cues.get("at", ()))
        self._vocab = spacy.blank("xx").vocab
        self._matcher = PhraseMatcher(self._vocab)
        self._values: dict[tuple[str, str], str] = {}
        names: dict[str, str] = dict(places.known)
        names |= {bare(n.place): n.place for found in places.by_name.values() for n in found}
        self._traps = places.names.traps | {bare(t) for t in places.names.traps}
        foreign, elsewhere = self._forms(lexicon.places)
        names |= foreign
        self._add("place", names)
        self._add("elsewhere", {**places.names.elsewhere, **elsewhere})
        self._add("place_kind", {fold(k): v for k, v in lexicon.kinds.items()})
        self._add("service", {fold(k): v for k, v in lexicon.services.items()})
        self._add("language", {fold(k): v for k, v in lexicon.languages.items()})
        self._add("day", {fold(k): v for k, v in lexicon.days.items()})
        single = {n: ("place", v) for n, v in names.items()}
        single |= {n: ("elsewhere", v) for n, v in elsewhere.items()}
        single = {n: v for n, v in single.items() if " " not in n and n not in self._traps}
        self._similar = SimilarNames(single)

    def _forms(self, forms: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
        """Names in other scripts: places, and places elsewhere ("elsewhere:Hamburg").

        A bare name that several places share stands for all of them.
        """
        inside, outside = {}, {}
        for form, value in forms.items():
            if value.startswith(_ELSEWHERE):
                outside[fold(form)] = value.removeprefix(_ELSEWHERE)
                continue
            for short in short_names(value):
                shared = self._places.by_name.get(fold(short), ())
                if " " not in form and len({c.office for c in shared}) > 1:
                    value = short
                    break
            inside[fold(form)] = value
        return inside, outside

    def _add(self, kind: str, names: Mapping[str, str]) -> None:
        for name, value in names.items():
            words = _WORD.findall(name)
            if words:
                key = " ".join(words)
                self._values.setdefault((kind, key), value)
                self._matcher.add(kind, [Doc(self._vocab, words=words)])

    def find(self, text: str, expects_place: bool = False) -> tuple[Hit, ...]:
        """All hits, left to right, longest first where they overlap within a kind.

        ``expects_place``: the assistant has just asked for one, so trap names count.
        """
        tokens = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
        if not tokens:
            return ()
        words = [fold(t) for t, _, _ in tokens]
        found = [*self._codes(text), *self._phrases(text, tokens, words, expects_place)]
        taken = {i for h in found for i, t in enumerate(tokens) if h.start <= t[1] < h.end}
        if not any(h.kind in ("place", "elsewhere") for h in found):
            found += self._near(text, tokens, words, taken, expects_place)
        return tuple(sorted(found, key=lambda h: (h.start, -h.end)))

    def _codes(self, text: str) -> Iterator[Hit]:
        plain = normalise(text)
        if len(plain) != len(text):  # positions would be wrong; digits are mapped one to one
            plain = text.translate({ord(c): str(int(c)) for c in set(text) if c.isdecimal()})
        for match in _CODE.finditer(plain):
            yield Hit("place", match.group(1), match.start(1), match.end(1), match.group(1))

    def _phrases(
        self,
        text: str,
        tokens: list[tuple[str, int, int]],
        words: list[str],
        expects_place: bool,
    ) -> Iterator[Hit]:
        doc = Doc(self._vocab, words=words)
        spans = sorted(
            ((self._vocab.strings[key], start, end) for key, start, end in self._matcher(doc)),
            key=lambda s: (s[1] - s[2], s[1]),
        )
        taken: dict[str, set[int]] = {}
        for kind, start, end in spans:
            group = "place" if kind == "elsewhere" else kind
            used = taken.setdefault(group, set())
            phrase = " ".join(words[start:end])
            if used & set(range(start, end)):
                continue
            placed = group != "place" or expects_place or self._placed(phrase, start, words)
            if phrase in self._traps and not placed:
                continue
            used |= set(range(start, end))
            first, last = tokens[start][1], tokens[end - 1][2]
            value = self._values[kind, phrase]
            yield Hit(kind, value, first, last, text[first:last], placed=placed)

    def _placed(self, phrase: str, start: int, words: list[str]) -> bool:
        """Whether a name that may be an ordinary word stands where a place stands, or alone."""
        alone = len(phrase.split()) == len(words)
        return alone or (start > 0 and words[start - 1] in self._locatives)

    def _near(
        self,
        text: str,
        tokens: list[tuple[str, int, int]],
        words: list[str],
        taken: set[int],
        expects_place: bool,
    ) -> Iterator[Hit]:
        """The best place with an ending, a prefix or a misspelling, or none."""
        best: tuple[float, Hit] | None = None
        for i, word in enumerate(words):
            if i in taken or len(word) < 4 or word.isdigit() or word in self._traps:
                continue
            after_locative = i > 0 and words[i - 1] in self._locatives
            likely = after_locative or expects_place or len(words) <= 2
            score, name = self._similar.find(word, likely)
            if name is not None and (best is None or score > best[0]):
                _, first, last = tokens[i]
                placed = after_locative or expects_place or len(words) == 1
                best = score, Hit(*name, first, last, text[first:last], False, placed)
        if best:
            yield best[1]
