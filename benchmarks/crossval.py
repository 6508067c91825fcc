"""Five-fold cross-validation on our own training messages, without Rasa.

Hardly a sentence stands there twice and many are hard on purpose, so a fold is harder than ordinary
messages. These figures serve to compare settings and to choose thresholds, not as a promise.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from benchmarks import examples, report
from benchmarks.examples import FOLDS, Item
from benchmarks.judging import OUT_OF_SCOPE
from benchmarks.progress import say, shown
from bot import preparation
from bot.classifier_training import train
from bot.concepts import Concepts
from bot.decision import FALLBACK, Thresholds, decide

CONFIG = Path(__file__).resolve().parent.parent / "config.yml"
_COMPONENT = "bot.adapters.classifier.IntentServiceClassifier"
_LIMITS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6)
_BINS, _SURE, _WORST = 10, 0.8, 10


@dataclass(frozen=True)
class Tested:
    """A held-out message with the best intent, its probability, and the service decided on."""

    item: Item
    intent: str
    confidence: float
    service: str | None

    @property
    def intent_right(self) -> bool:
        """Whether the best intent is the labelled one, without abstention."""
        return self.intent == self.item.example.intent

    @property
    def service_right(self) -> bool:
        """Whether the service, or its absence, is as labelled."""
        return self.service == self.item.example.service


def thresholds(config: Path = CONFIG) -> Thresholds:
    """Those that the assistant uses: from ``config.yml``, else the defaults."""
    pipeline = yaml.safe_load(config.read_text("utf-8"))["pipeline"]
    entry: dict[str, Any] = next((p for p in pipeline if p["name"] == _COMPONENT), {})
    return Thresholds(**{k: v for k, v in entry.items() if k in Thresholds().__dict__})


def predict_fold(items: Sequence[Item], fold: int) -> list[Tested]:
    """Trains on the other folds with all names of services, predicts this one."""
    rest = [item.prepared for item in items if item.fold != fold]
    learnt = preparation.examples(rest, Concepts.build())
    model, limits = train([*learnt, *examples.service_names()]), thresholds()
    tested = []
    for item in (i for i in items if i.fold == fold):
        prediction = model.predict(item.example.text, item.example.hints, item.example.concepts)
        decision = decide(prediction, item.named, limits)
        intent, confidence = next(i for i in decision.intents if i[0] != FALLBACK)
        tested.append(Tested(item, intent, confidence, decision.service))
    return tested


def run(items: Sequence[Item], jobs: int = 1) -> list[Tested]:
    """All folds; the result does not depend on ``jobs``."""
    predict = partial(predict_fold, items)
    if jobs == 1:
        return [t for fold in shown(range(FOLDS), "folds") for t in predict(fold)]
    with ProcessPoolExecutor(jobs) as pool:
        return [
            t for found in shown(pool.map(predict, range(FOLDS)), "folds", FOLDS) for t in found
        ]


def calibration_error(tested: Sequence[Tested]) -> float:
    """Compute the expected calibration error over ten bins of equal width."""
    bins: dict[int, list[Tested]] = {}
    for t in tested:
        bins.setdefault(min(int(t.confidence * _BINS), _BINS - 1), []).append(t)
    gaps = (
        abs(sum(t.confidence for t in found) - sum(t.intent_right for t in found))
        for found in bins.values()
    )
    return sum(gaps) / len(tested)


def accuracy(tested: Sequence[Tested]) -> list[report.Cell]:
    """Intent, service, both, calibration error, share of sure ones, and how many are right."""
    sure = [t for t in tested if t.confidence >= _SURE]
    return [
        report.share(t.intent_right for t in tested),
        report.share(t.service_right for t in tested),
        report.share(t.intent_right and t.service_right for t in tested),
        calibration_error(tested),
        len(sure) / len(tested),
        report.share(t.intent_right for t in sure),
    ]


def abstention(tested: Sequence[Tested], limit: float) -> tuple[float | None, float | None]:
    """Abstained in scope, and caught out of scope: below ``limit`` or called out of scope."""

    def refused(t: Tested) -> bool:
        return t.confidence < limit or t.intent == OUT_OF_SCOPE

    inside = report.share(refused(t) for t in tested if t.item.example.intent != OUT_OF_SCOPE)
    outside = report.share(refused(t) for t in tested if t.item.example.intent == OUT_OF_SCOPE)
    return inside, outside


def worst_pairs(tested: Sequence[Tested]) -> list[tuple[str, str, int]]:
    """List the intents most often taken for another: expected, predicted, how often."""
    pairs = Counter((t.item.example.intent or "", t.intent) for t in tested if not t.intent_right)
    ranked = sorted(pairs.items(), key=lambda p: (-p[1], p[0]))
    return [(wanted, found, count) for (wanted, found), count in ranked[:_WORST]]


def _by_language(tested: Sequence[Tested]) -> Iterator[tuple[str, list[Tested]]]:
    for tag in sorted({t.item.language for t in tested}):
        yield tag, [t for t in tested if t.item.language == tag]


def section(tested: Sequence[Tested]) -> str:
    """Accuracy, thresholds and confusions as tables."""
    languages = list(_by_language(tested))
    rows = [[tag, len(found), *accuracy(found)] for tag, found in languages]
    head = ["", "messages", "intent", "service", "both", "calibration error"]
    head += [f"confidence >= {_SURE}", "of these right"]
    limits: list[list[report.Cell]] = []
    for limit in _LIMITS:
        pairs = [abstention(found, limit) for _, found in languages]
        limits.append([limit, *abstention(tested, limit), *(c for pair in pairs for c in pair)])
    columns = [f"{tag}: {what}" for tag, _ in languages for what in ("in scope", "out of scope")]
    return (
        "## Cross-validation\n\nFive folds of our own training messages, where hardly a sentence "
        "stands twice and many are hard on purpose. For comparing settings and choosing "
        "thresholds. Without abstention.\n\n"
        + report.table(head, [*rows, ["all", len(tested), *accuracy(tested)]])
        + "\nRefused in scope (wrongly) and out of scope (rightly), by the intent's threshold:\n\n"
        + report.table(["threshold", "in scope", "out of scope", *columns], limits)
        + "\nIntents most often taken for another:\n\n"
        + report.table(["expected", "predicted", "times"], worst_pairs(tested))
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``python -m benchmarks crossval``."""
    parser.add_argument("--jobs", type=int, default=1, help="folds at a time, two processes each")


def main(options: argparse.Namespace) -> str:
    """Measures classifier and language decision."""
    items = examples.items()
    say(f"{FOLDS} folds of {len(items)} messages: some minutes")
    tested = run(items, options.jobs)
    return section(tested)
