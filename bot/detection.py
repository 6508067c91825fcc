"""Which language a message is in: script first, then n-grams of our own domain, then langdetect.

The n-gram head is trained on the messages under ``data/nlu/<lang>`` and on short samples of other
languages under ``data/languages``, so it knows romanised and mixed writing and takes a language
that we lack for what it is. langdetect is asked only about text whose words are unknown in every
language that the head knows.
"""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.classifier import Head
from bot.features import Featurizer, Settings
from bot.text import fold, script

NGRAMS = Settings(
    char_ngrams=(1, 4),
    word_ngrams=(1, 1),
    word_weight=1.0,
    pair_weight=0,
    rarest=2,
    rarest_word=1,
    concept_weight=0,
    hint_weight=0,
)
# with a letter in it: Arabic in Latin letters writes some sounds as digits ("3al", "i2ame")
_WORD = re.compile(r"\d*[^\W\d_][^\W_]*(?:'[^\W_]+)?")
_NOT_WORDS = re.compile(
    r"\{[^}]*\}|\w*_\w*|https?://\S+|\S+@\S+|/\w+|§+\s*\d+\s?[a-z]?|\b\d+[a-z]?\b"
)
# What langdetect calls the languages whose tag differs from ours.
_LANGDETECT = {"zh-cn": "zh", "zh-tw": "zh"}
# Languages that we believe langdetect about; it takes romanised Ukrainian for Slovak and Arabizi
# for Somali.
_BELIEVED = frozenset("it ro pt nl bg hu cs el ur hi pa bn th ko ja he sv da no".split())
_FOREIGN_WORDS, _FOREIGN_COVERAGE, _FOREIGN_CONFIDENCE = 3, 0.34, 0.95
_PHRASE = 0.99  # confidence in a short message that was seen in one language only
UNKNOWN = "und"  # BCP 47: a language that nobody has named, for scripts that langdetect lacks
# Said in several languages, or names of things: never a reason to switch.
NEUTRAL = frozenset(
    (
        "ok okay oki no ja si da visa termin info pdf hi hallo merci salam super bitte "
        "abh bamf pass email mail jobcenter online link whatsapp app www de com 24 "
        "stop start restart"
    ).split()
)


_KEYBOARDS = {"Persian": frozenset("یکۀ"), "Arabic": frozenset("يكىةإ")}


def keyboard(text: str) -> str:
    """Which keyboard wrote letters that look alike: "Persian", "Arabic", or "" if none tells.

    :func:`bot.text.fold` makes one letter of them, because people type what their phone offers;
    in a single word it can be all there is.
    """
    found = [name for name, letters in _KEYBOARDS.items() if not letters.isdisjoint(text)]
    return found[0] if len(found) == 1 else ""


@dataclass(frozen=True)
class Detection:
    """``tag``: the likeliest language, served or foreign; None without evidence.

    ``confidence`` is a probability; ``words`` counts the words that were looked at.
    """

    tag: str | None
    confidence: float
    words: int


NOTHING = Detection(None, 0.0, 0)


def words_of(text: str) -> list[str]:
    """The folded words that can tell a language."""
    return [w for w in _WORD.findall(fold(text)) if w not in NEUTRAL]


class LanguageModel:
    """A linear head over character n-grams and words.

    ``words``: the words of each language; ``scripts``: the scripts that each is written in;
    ``phrases``: greetings and other short messages that only one language has; ``keyboards``: how
    often each language is typed with which letters, see :func:`keyboard`.
    """

    def __init__(
        self,
        featurizer: Featurizer,
        head: Head,
        words: Mapping[str, frozenset[str]],
        scripts: Mapping[str, Sequence[str]],
        phrases: Mapping[str, str] | None = None,
        keyboards: Mapping[str, Mapping[str, float]] | None = None,
    ):
        self.featurizer = featurizer
        self.head = head
        self.words = dict(words)
        self.scripts = {tag: tuple(kinds) for tag, kinds in scripts.items()}
        self.phrases = dict(phrases or {})
        self.keyboards = dict(keyboards or {})

    def detect(self, text: str, ignore: Collection[str] = ()) -> Detection:
        """The language of ``text``; ``ignore``: places and German terms found in it."""
        plain = _NOT_WORDS.sub(" ", text)
        kind = script(plain)
        # a place in Arabic letters still says Arabic; a German one in Latin letters says nothing
        for phrase in ignore if kind == "Latin" else ():
            plain = plain.replace(phrase, " ")
        words = words_of(plain)
        if kind == "Latin":
            kind = script(plain)
        if not words or kind is None:
            return NOTHING
        known = self.phrases.get(" ".join(words))
        if known and not ignore:
            return Detection(known, _PHRASE, len(words))
        if kind not in {k for kinds in self.scripts.values() for k in kinds}:
            return Detection(_foreign_name(plain) or UNKNOWN, 1.0, len(words))
        return self._judged(plain, kind, words)

    def _judged(self, plain: str, kind: str, words: list[str]) -> Detection:
        typed = keyboard(plain)
        if kind != "Latin":
            words = [w for w in words if script(w) == kind] or words
            plain = " ".join(words)
        tag, confidence = self.ranked(plain, kind, typed)[0]
        if self._looks_foreign(words, tag):
            name = _foreign_name(plain)
            if name in _BELIEVED and name not in self.words:
                return Detection(str(name), 1.0, len(words))
        return Detection(tag, confidence, len(words))

    def ranked(self, text: str, kind: str, typed: str = "") -> list[tuple[str, float]]:
        """Languages that are written in this script with their probabilities, best first.

        ``typed``: the keyboard that its letters come from, if they tell it.
        """
        shares = self.keyboards.get(typed, {})
        row = self.head.probabilities(self.featurizer.transform([text], [()]))[0]
        rows = [
            (tag, float(p) * shares.get(tag, 1.0))
            for tag, p in zip(self.head.classes, row, strict=True)
            if kind in self.scripts.get(tag, ())
        ]
        total = sum(p for _, p in rows) or 1.0
        return sorted(((tag, p / total) for tag, p in rows), key=lambda r: -r[1])

    def _looks_foreign(self, words: Sequence[str], tag: str) -> bool:
        known = sum(w in self.words[tag] for w in words) / len(words)
        return len(words) >= _FOREIGN_WORDS and known < _FOREIGN_COVERAGE

    def save(self, folder: Path) -> None:
        """Writes ``language.npz`` and ``language.json``."""
        arrays = {f"columns{i}": c.astype(np.int32) for i, c in enumerate(self.featurizer.columns)}
        arrays |= {f"idf{i}": v.astype(np.float32) for i, v in enumerate(self.featurizer.idf)}
        arrays |= self.head.arrays("language")
        np.savez_compressed(folder / "language.npz", **arrays)
        info = {
            "classes": list(self.head.classes),
            "temperature": self.head.temperature,
            "words": {tag: sorted(words) for tag, words in self.words.items()},
            "scripts": self.scripts,
            "phrases": self.phrases,
            "keyboards": self.keyboards,
            "blocks": len(self.featurizer.columns),
        }
        (folder / "language.json").write_text(json.dumps(info), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> "LanguageModel":
        """Reads what :meth:`save` wrote."""
        info = json.loads((folder / "language.json").read_text("utf-8"))
        with np.load(folder / "language.npz", allow_pickle=False) as arrays:
            columns = [arrays[f"columns{i}"] for i in range(info["blocks"])]
            idf = [arrays[f"idf{i}"] for i in range(info["blocks"])]
            featurizer = Featurizer(NGRAMS, columns, idf)
            head = Head.of("language", arrays, info, sum(map(len, columns)))
        words = {tag: frozenset(found) for tag, found in info["words"].items()}
        return cls(featurizer, head, words, info["scripts"], info["phrases"], info["keyboards"])


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
