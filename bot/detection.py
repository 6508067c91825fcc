"""Which language a message is in: script first, then n-grams of our own domain, then langdetect.

The n-gram head is trained on the messages under ``data/nlu/<lang>``, so it knows romanised and
mixed writing. langdetect is asked only about text whose words are unknown in every language we
serve: it tells which foreign language that is.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.classifier import Head, fit_head
from bot.features import Featurizer, Settings
from bot.text import fold, script

_NGRAMS = Settings(char_ngrams=(1, 4), word_ngrams=(1, 1), word_weight=1.0)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_NOT_WORDS = re.compile(r"\{[^}]*\}|\w*_\w*|https?://\S+|\S+@\S+|/\w+|§+\s*\d+\s?[a-z]?|\d\S*")
_SCRIPTS = {"uk": "Cyrillic", "ar": "Arabic"}
# What langdetect calls the languages whose tag differs from ours.
_LANGDETECT = {"zh-cn": "zh", "zh-tw": "zh"}
# The languages that we believe langdetect about; it takes romanised Ukrainian for Slovak and
# Arabizi for Somali.
_BELIEVED = frozenset(
    "tr fa ru fr es pl sq it ro pt nl vi bg hr hu cs el ur hi pa bn ka am th ko ja zh he".split()
)
_FOREIGN_WORDS, _FOREIGN_COVERAGE, _FOREIGN_CONFIDENCE = 3, 0.5, 0.85
UNKNOWN = "und"  # BCP 47: a language that nobody has named, for scripts that langdetect lacks
# Ukrainian of three words without і, ї, є or ґ is rare; surzhyk has words of both languages.
_RUSSIAN_COVERAGE = 0.7
_RUSSIAN, _UKRAINIAN = re.compile("[ыэёъ]"), re.compile("[іїєґ]")
# Said in several languages, or names of things: never a reason to switch.
NEUTRAL = frozenset(
    (
        "ok okay oki no ja si da visa termin info pdf hi hallo merci salam super bitte "
        "abh bamf pass email mail jobcenter online link whatsapp app www de com 24 stop start"
    ).split()
)


@dataclass(frozen=True)
class Detection:
    """``tag``: the likeliest language we serve, or a foreign one; None without evidence.

    ``confidence`` is a probability; ``words`` counts the words that were looked at.
    """

    tag: str | None
    confidence: float
    words: int


NOTHING = Detection(None, 0.0, 0)


class LanguageModel:
    """A linear head over character n-grams and words, and the words of each language."""

    def __init__(self, featurizer: Featurizer, head: Head, words: Mapping[str, frozenset[str]]):
        self.featurizer = featurizer
        self.head = head
        self.words = dict(words)

    def detect(self, text: str, ignore: Iterable[str] = ()) -> Detection:
        """The language of ``text``; ``ignore``: places and German terms found in it."""
        plain = _NOT_WORDS.sub(" ", text)
        kind = script(plain)
        # a place in Arabic letters still says Arabic; a German one in Latin letters says nothing
        for phrase in ignore if kind == "Latin" else ():
            plain = plain.replace(phrase, " ")
        words = [w for w in _WORD.findall(fold(plain)) if w not in NEUTRAL]
        if kind == "Latin":
            kind = script(plain)
        if not words or kind is None:
            return NOTHING
        if kind == "other":
            return Detection(_foreign_name(plain) or UNKNOWN, 1.0, len(words))
        if kind != "Latin":
            words = [w for w in words if script(w) == kind] or words
            plain = " ".join(words)
        ranked = self._ranked(plain, kind)
        tag, confidence = ranked[0]
        if self._looks_foreign(plain, words, tag):
            name = _foreign_name(plain)
            if name in _BELIEVED and name not in self.words:
                return Detection(name, 1.0, len(words))
        return Detection(tag, confidence, len(words))

    def _ranked(self, text: str, kind: str) -> list[tuple[str, float]]:
        row = self.head.probabilities(self.featurizer.transform([text], [()]))[0]
        rows = dict(zip(self.head.classes, map(float, row), strict=True))
        if kind != "Latin":
            allowed = {t for t in rows if _SCRIPTS.get(t) == kind}
            rows = {t: p for t, p in rows.items() if t in allowed} or rows
        total = sum(rows.values()) or 1.0
        return sorted(((t, p / total) for t, p in rows.items()), key=lambda r: -r[1])

    def _looks_foreign(self, text: str, words: Sequence[str], tag: str) -> bool:
        known = sum(w in self.words[tag] for w in words) / len(words)
        enough = len(words) >= _FOREIGN_WORDS
        if tag == "uk" and script(text) == "Cyrillic":
            if _UKRAINIAN.search(text.lower()):
                return False
            return bool(_RUSSIAN.search(text.lower())) or (enough and known < _RUSSIAN_COVERAGE)
        return enough and known < _FOREIGN_COVERAGE

    def save(self, folder: Path) -> None:
        """Writes ``language.npz`` and ``language.json``."""
        arrays = {f"columns{i}": c.astype(np.int32) for i, c in enumerate(self.featurizer.columns)}
        arrays |= {f"idf{i}": v.astype(np.float32) for i, v in enumerate(self.featurizer.idf)}
        arrays |= {"weights": self.head.weights.astype(np.float16), "bias": self.head.bias}
        np.savez(folder / "language.npz", **arrays)
        info = {
            "classes": list(self.head.classes),
            "temperature": self.head.temperature,
            "words": {tag: sorted(words) for tag, words in self.words.items()},
        }
        (folder / "language.json").write_text(json.dumps(info), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> "LanguageModel":
        """Reads what :meth:`save` wrote."""
        info = json.loads((folder / "language.json").read_text("utf-8"))
        with np.load(folder / "language.npz", allow_pickle=False) as arrays:
            columns = [arrays[f"columns{i}"] for i in range(3)]
            featurizer = Featurizer(_NGRAMS, columns, [arrays[f"idf{i}"] for i in range(3)])
            weights = arrays["weights"].astype(np.float32)
            head = Head(tuple(info["classes"]), weights, arrays["bias"], info["temperature"])
        return cls(featurizer, head, {t: frozenset(w) for t, w in info["words"].items()})


def train(messages: Sequence[tuple[str, str]]) -> LanguageModel:
    """Learns from (language, message) pairs; those in another language's script teach nothing."""
    vocabulary: dict[str, Counter[str]] = {tag: Counter() for tag, _ in messages}
    for tag, text in messages:
        kind = _SCRIPTS.get(tag, "Latin")
        vocabulary[tag].update(w for w in _WORD.findall(fold(text)) if script(w) == kind)
    latin = set().union(*(set(c) for t, c in vocabulary.items() if t not in _SCRIPTS))
    kept = [(tag, text) for tag, text in messages if _teaches(tag, text, latin)]
    featurizer = Featurizer(_NGRAMS)
    features = featurizer.fit([t for _, t in kept], [()] * len(kept))
    head = fit_head(features, np.array([tag for tag, _ in kept]), 1.0)
    for tag, text in kept:
        if tag in _SCRIPTS and script(text) == "Latin":
            vocabulary[tag].update(_WORD.findall(fold(text)))
    return LanguageModel(featurizer, head, {t: frozenset(c) for t, c in vocabulary.items()})


def _teaches(tag: str, text: str, latin: set[str]) -> bool:
    """Leaves out lines of German office words only, under a language of another script."""
    if tag not in _SCRIPTS or script(text) == _SCRIPTS[tag]:
        return True
    words = [w for w in _WORD.findall(fold(text)) if script(w) == "Latin"]
    return bool(words) and sum(w in latin for w in words) / len(words) < 0.5


def _foreign_name(text: str) -> str | None:
    """Langdetect's answer, seeded so that it is always the same; None below the threshold."""
    from langdetect import DetectorFactory, LangDetectException, detect_langs

    DetectorFactory.seed = 0
    try:
        best: Any = detect_langs(text.lower())[0]
    except LangDetectException:
        return None
    if best.prob < _FOREIGN_CONFIDENCE:
        return None
    return _LANGDETECT.get(best.lang, str(best.lang))
