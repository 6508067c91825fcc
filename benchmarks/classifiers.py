"""Classifiers side by side: the same messages, the same split, one run.

Each learns intents and services from one part of our messages and is asked about another. They get
the same text and nothing else; whole pipelines in Rasa: see ``benchmarks/stock_run.py``.
"""

import argparse
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from benchmarks import examples, report
from benchmarks.embedding_bag import EmbeddingBag
from benchmarks.examples import Item
from benchmarks.progress import say, shown
from bot.classifier import Example, Head
from bot.classifier_training import fit_plain
from bot.features import Featurizer, Settings
from bot.text import fold, strip_accents

_HELD_OUT, _NEIGHBOURS, _SERVICE = 0, 15, "-"
Probabilities = Any
# texts and labels in; a function from texts to (classes, probabilities) out
Learner = Callable[[Sequence[Item], Sequence[str]], Callable[[Sequence[Item]], Any]]


@dataclass(frozen=True)
class Scores:
    """Shares right of the held-out messages, and what it took."""

    name: str
    intent: float
    service: float
    both: float
    training: float
    message: float


def split(items: Sequence[Item], each: int) -> tuple[list[Item], list[Item]]:
    """At most ``each`` messages a language to learn from, and a quarter of that to ask."""
    rest: dict[str, list[Item]] = defaultdict(list)
    held: dict[str, list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda i: zlib.crc32(i.text.encode())):
        (held if item.fold == _HELD_OUT else rest)[item.language].append(item)
    return (
        [i for found in rest.values() for i in found[:each]],
        [i for found in held.values() for i in found[: each // 4]],
    )


def _hints(items: Sequence[Item]) -> list[tuple[str, ...]]:
    return [i.example.hints for i in items]


def _tfidf(items: Sequence[Item], labels: Sequence[str], fit: Callable[[Any, Any], Head]) -> Any:
    featurizer = Featurizer(Settings())
    head = fit(featurizer.fit([i.text for i in items], _hints(items)), np.array(labels))

    def ask(asked: Sequence[Item]) -> Any:
        features = featurizer.transform([i.text for i in asked], _hints(asked))
        return head.classes, head.probabilities(features)

    return ask


def svm(items: Sequence[Item], labels: Sequence[str]) -> Any:
    """Ours: TF-IDF of character and word n-grams, linear support vectors, calibrated."""
    return _tfidf(items, labels, partial(fit_plain, cost=Settings().intent_c))


def logistic(items: Sequence[Item], labels: Sequence[str]) -> Any:
    """The same features with logistic regression."""

    def fit(features: Any, wanted: Any) -> Head:
        model = LogisticRegression(C=30, max_iter=60).fit(features, wanted)
        return Head(tuple(model.classes_), model.coef_.T.astype(np.float32), model.intercept_)

    return _tfidf(items, labels, fit)


def hashed(items: Sequence[Item], labels: Sequence[str]) -> Any:
    """Hashed character n-grams without document frequencies, support vectors."""
    hasher = HashingVectorizer(analyzer="char_wb", ngram_range=(1, 5), n_features=2**20)

    def features(asked: Sequence[Item]) -> Any:
        return hasher.transform([strip_accents(fold(i.text)) for i in asked])

    head = fit_plain(features(items), np.array(labels), 1.0)
    return lambda asked: (head.classes, head.probabilities(features(asked)))


def per_language(items: Sequence[Item], labels: Sequence[str]) -> Any:
    """One model of ours for each language, which is told."""
    asks = {}
    for tag in sorted({i.language for i in items}):
        rows = [n for n, i in enumerate(items) if i.language == tag]
        asks[tag] = svm([items[n] for n in rows], [labels[n] for n in rows])
    classes = tuple(sorted(set(labels)))

    def ask(asked: Sequence[Item]) -> Any:
        out = np.zeros((len(asked), len(classes)))
        for tag, answer in asks.items():
            rows = [n for n, i in enumerate(asked) if i.language == tag]
            if rows:
                own, found = answer([asked[n] for n in rows])
                out[np.ix_(rows, [classes.index(c) for c in own])] = found
        return classes, out

    return ask


def nearest(items: Sequence[Item], labels: Sequence[str]) -> Any:
    """The labels of the nearest messages, weighed by their similarity."""
    featurizer = Featurizer(Settings())
    known = normalize(featurizer.fit([i.text for i in items], _hints(items))).T.tocsc()
    classes, codes = np.unique(np.array(labels), return_inverse=True)

    def ask(asked: Sequence[Item]) -> Any:
        features = normalize(featurizer.transform([i.text for i in asked], _hints(asked)))
        out = np.zeros((len(asked), len(classes)))
        for row in range(len(asked)):
            similar = (features[row] @ known).toarray()[0]
            best = np.argpartition(-similar, _NEIGHBOURS)[:_NEIGHBOURS]
            np.add.at(out[row], codes[best], similar[best] ** 2)
        return tuple(classes), out / np.maximum(out.sum(axis=1, keepdims=True), 1e-9)

    return ask


def embedding_bag(items: Sequence[Item], labels: Sequence[str]) -> Any:
    """A network from scratch: the n-grams' embeddings summed, one hidden layer."""
    featurizer = Featurizer(Settings())
    model = EmbeddingBag()
    model.fit(featurizer.fit([i.text for i in items], _hints(items)), labels)

    def ask(asked: Sequence[Item]) -> Any:
        features = featurizer.transform([i.text for i in asked], _hints(asked))
        return model.classes, model.probabilities(features)

    return ask


def ensemble(items: Sequence[Item], labels: Sequence[str]) -> Any:
    """The mean of ours, the logistic regression and the network."""
    asks = [learn(items, labels) for learn in (svm, logistic, embedding_bag)]

    def ask(asked: Sequence[Item]) -> Any:
        found = [a(asked) for a in asks]
        return found[0][0], sum(p for _, p in found) / len(found)

    return ask


LEARNERS: Mapping[str, Learner] = {
    "ours: TF-IDF, support vectors": svm,
    "TF-IDF, logistic regression": logistic,
    "hashed counts, support vectors": hashed,
    "one model a language": per_language,
    "nearest messages": nearest,
    "embedding bag": embedding_bag,
    "ensemble of three": ensemble,
}


def measure(name: str, learn: Learner, rest: Sequence[Item], held: Sequence[Item]) -> Scores:
    """Trains twice (intents, services) and asks."""
    right, training, asking = [], 0.0, 0.0
    for label in (_intent, _service):
        start = time.perf_counter()
        ask = learn(rest, [label(i.example) for i in rest])
        trained = time.perf_counter()
        classes, found = ask(held)
        asking += time.perf_counter() - trained
        training += trained - start
        best = np.array(classes)[np.asarray(found).argmax(axis=1)]
        right.append(best == np.array([label(i.example) for i in held]))
    both = right[0] & right[1]
    shares = [float(r.mean()) for r in (*right, both)]
    return Scores(name, *shares, training, asking / len(held) * 1000)


def _intent(example: Example) -> str:
    return example.intent or ""


def _service(example: Example) -> str:
    return example.service or _SERVICE


def section(scores: Sequence[Scores], learnt: int, asked: int) -> str:
    """One row a classifier."""
    rows = [
        [s.name, s.intent, s.service, s.both, f"{s.training:.0f} s", f"{s.message:.2f} ms"]
        for s in scores
    ]
    head = ["", "intent", "service", "both", "training, both", "a message"]
    return (
        f"## Classifiers\n\nThe same {learnt} messages learnt, the same {asked} asked (more than "
        "half as hard as the validation messages, see cross-validation), without names of services "
        "and thresholds, which only ours uses.\n\n" + report.table(head, rows)
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``python -m benchmarks classifiers``."""
    parser.add_argument("--each", type=int, default=1500, help="messages a language to learn from")


def main(options: argparse.Namespace) -> str:
    """Compares all."""
    rest, held = split(examples.items(), options.each)
    say(f"{len(LEARNERS)} classifiers on {len(rest)} messages: some minutes")
    scores = [measure(n, learn, rest, held) for n, learn in shown([*LEARNERS.items()], "learners")]
    return section(scores, len(rest), len(held))
