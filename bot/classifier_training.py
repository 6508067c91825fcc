"""Fits and calibrates the heads of ``bot.classifier``; the same result in every training."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from joblib import Parallel, cpu_count, delayed
from sklearn.svm import LinearSVC

from bot.classifier import NO_SERVICE, Example, Head, IntentServiceModel, softmax
from bot.features import Featurizer, Settings

# Looser than the usual 0.0001: the same accuracy on held-out messages, in half the time.
_TOLERANCE = 0.3
# One message in so many is held out to calibrate: of a language model's many windows fewer do.
_HELD, _FEW_HELD, _LEAST_HELD = 2, 20, 20
# Of so many classes each half is fitted in a process of its own.
_WORTH_PARTS = 10
_TEMPERATURES = np.geomspace(0.02, 2.0, 60)


def train(examples: Sequence[Example], settings: Settings | None = None) -> IntentServiceModel:
    """Fits both heads on all examples and calibrates them on a held-out fifth."""
    settings = settings or Settings()
    featurizer = Featurizer(settings)
    texts, hints, concepts = zip(*((e.text, e.hints, e.concepts) for e in examples), strict=True)
    features = featurizer.fit(texts, hints, concepts)
    messages = np.array([i for i, e in enumerate(examples) if e.intent is not None])
    names = np.array([i for i, e in enumerate(examples) if e.intent is None], dtype=int)
    intents = np.array([e.intent or "" for e in examples])
    services = np.array([e.service or NO_SERVICE for e in examples])
    tasks = (
        _Task(features, services, messages, names, settings.service_c),
        _Task(features, intents, messages, names[:0], settings.intent_c),
    )
    found = dict(zip(("service", "intent"), _calibrated(tasks), strict=True))
    return IntentServiceModel(featurizer, found)


def fit_head(features: Any, wanted: Any, cost: float) -> Head:
    """One head over all rows but the few that calibrate it; ``wanted`` is an array of labels."""
    held, rest = _split(np.arange(len(wanted)), _FEW_HELD)
    head = _fit_in_parts(features[rest], wanted[rest], cost)
    if len(held) < _LEAST_HELD:
        return head
    return replace(head, temperature=_temperature(head, features[held], wanted[held]))


def _fit_in_parts(features: Any, wanted: Any, cost: float) -> Head:
    """As :func:`fit_plain`, each half of the classes in a process of its own."""
    classes = np.unique(wanted)
    if len(classes) < _WORTH_PARTS:
        return fit_plain(features, wanted, cost)
    halves = classes[::2], classes[1::2]
    tasks = [(features, np.where(np.isin(wanted, own), wanted, ""), cost) for own in halves]
    heads = _in_processes(tasks)
    weights = np.hstack([head.weights[:, 1:] for head in heads])  # without the class ""
    bias = np.concatenate([head.bias[1:] for head in heads])
    return Head((*heads[0].classes[1:], *heads[1].classes[1:]), weights, bias)


def _in_processes(tasks: Sequence[tuple[Any, Any, float]]) -> list[Head]:
    """Heads, one a task; liblinear's chance is one for all threads, and training is repeatable."""
    heads: list[Head] = Parallel(n_jobs=min(2, cpu_count()))(
        delayed(fit_plain)(*task) for task in tasks
    )
    return heads


@dataclass(frozen=True)
class _Task:
    """A head to fit: ``messages`` and ``always`` are its rows, only the former can be held out."""

    features: Any
    wanted: Any
    messages: Any
    always: Any
    cost: float

    def rows(self, messages: Any) -> tuple[Any, Any, float]:
        rows = np.concatenate([messages, self.always])
        return self.features[rows], self.wanted[rows], self.cost


def _calibrated(tasks: Sequence[_Task]) -> list[Head]:
    """Heads fitted on all rows, with the temperatures that suited messages held out."""
    splits = [_split(task.messages, _HELD) for task in tasks]
    wanted = [task.rows(task.messages) for task in tasks]
    wanted += [task.rows(rest) for task, (_, rest) in zip(tasks, splits, strict=True)]
    heads = _in_processes(wanted)
    found = []
    for task, (held, _), head, tried in zip(
        tasks, splits, heads[: len(tasks)], heads[len(tasks) :], strict=True
    ):
        enough = len(held) >= _LEAST_HELD
        rows = (task.features[held], task.wanted[held])
        found.append(replace(head, temperature=_temperature(tried, *rows)) if enough else head)
    return found


def _split(rows: Any, share: int) -> tuple[Any, Any]:
    """One in ``share`` rows by chance (the same in every training), and the others."""
    order = np.random.default_rng(0).permutation(rows)
    return order[: len(order) // share], order[len(order) // share :]


def fit_plain(features: Any, wanted: Any, cost: float) -> Head:
    """A head fitted on all rows, not calibrated."""
    model = LinearSVC(C=cost, random_state=0, tol=_TOLERANCE).fit(features, wanted)
    weights, bias = model.coef_.T, model.intercept_
    if len(model.classes_) == 2:  # scikit-learn keeps one column for two classes
        weights, bias = np.hstack([-weights, weights]), np.concatenate([-bias, bias])
    return Head(tuple(map(str, model.classes_)), weights.astype(np.float32), bias)


def _temperature(head: Head, features: Any, wanted: Any) -> float:
    """The temperature with the least log loss on rows that the head has not seen."""
    position = {c: i for i, c in enumerate(head.classes)}
    rows = [i for i, w in enumerate(wanted) if w in position]
    truth = [position[wanted[i]] for i in rows]
    scores = features[rows] @ head.weights + head.bias

    def loss(temperature: float) -> float:
        found = softmax(scores, temperature)
        return float(-np.log(np.maximum(found[np.arange(len(rows)), truth], 1e-9)).mean())

    return float(min(_TEMPERATURES, key=loss))
