"""Intent and service of a message: a linear model over hashed n-grams, two heads, one training.

Plain arrays in, plain arrays out; nothing here knows Rasa. Weights are kept in npz, the rest
in JSON, so that a model file holds no code.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from joblib import Parallel, cpu_count, delayed
from scipy import sparse
from sklearn.svm import LinearSVC

from bot.features import Featurizer, Settings

NO_SERVICE = "-"
# Looser than the usual 0.0001: the same accuracy on held-out messages, in half the time.
_TOLERANCE = 0.3
# One message in so many is held out to calibrate: of a language model's many windows fewer do.
_HELD, _FEW_HELD, _LEAST_HELD = 2, 20, 20
# Of so many classes each half is fitted in a process of its own.
_WORTH_PARTS = 10
_TEMPERATURES = np.geomspace(0.02, 2.0, 60)


@dataclass(frozen=True)
class Example:
    """A labelled message; ``hints`` are features from outside the text ("place").

    ``intent`` None: a bare name of a service, which teaches the service head only. ``concepts``:
    see ``bot.concepts``.
    """

    text: str
    intent: str | None
    service: str | None
    hints: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Head:
    """One-against-rest scores made into probabilities by a softmax with a temperature.

    ``weights`` has shape (features, classes), ``bias`` (classes). Stored heads have weights of one
    byte (int8) and ``scale``, their unit in each class.
    """

    classes: tuple[str, ...]
    weights: Any
    bias: Any
    temperature: float = 1.0
    scale: Any = None

    def compact(self) -> "Head":
        """The same head with weights of one byte: a quarter of the memory."""
        scale = np.maximum(np.abs(self.weights).max(axis=0), 1e-9).astype(np.float32) / 127
        weights = np.rint(self.weights / scale).astype(np.int8)
        return replace(self, weights=weights, bias=self.bias.astype(np.float32), scale=scale)

    def probabilities(self, features: sparse.csr_matrix) -> Any:
        """Rows of class probabilities, shape (messages, classes)."""
        return softmax(self._products(features) + self.bias, self.temperature)

    def _products(self, features: sparse.csr_matrix) -> Any:
        if self.scale is None:
            return features @ self.weights
        bounds = zip(features.indptr[:-1], features.indptr[1:], strict=True)
        rows = [
            features.data[a:b] @ self.weights[features.indices[a:b]].astype(np.float32)
            for a, b in bounds
        ]
        return np.array(rows) * self.scale

    def arrays(self, name: str) -> dict[str, Any]:
        """What numpy stores of it, under names that begin with ``name``."""
        small = self if self.scale is not None else self.compact()
        found = {"weights": small.weights, "bias": small.bias, "scale": small.scale}
        return {f"{name}_{part}": array for part, array in found.items()}

    @classmethod
    def of(cls, name: str, arrays: Any, info: Mapping[str, Any], columns: int) -> "Head":
        """From :meth:`arrays`; raises ValueError where the shapes do not fit."""
        weights, bias, scale = (arrays[f"{name}_{part}"] for part in ("weights", "bias", "scale"))
        if weights.shape != (columns, len(info["classes"])):
            raise ValueError(f"{name} has the shape {weights.shape}")
        return cls(tuple(info["classes"]), weights, bias, info["temperature"], scale)


@dataclass(frozen=True)
class Prediction:
    """Classes with their probabilities, best first."""

    intents: tuple[tuple[str, float], ...]
    services: tuple[tuple[str, float], ...]


class IntentServiceModel:
    """Both heads over one featurizer."""

    def __init__(self, featurizer: Featurizer, heads: Mapping[str, Head]):
        self.heads = dict(heads)
        self.featurizer = featurizer

    def predict(
        self, text: str, hints: Iterable[str] = (), concepts: Sequence[str] = ()
    ) -> Prediction:
        """The ranking of intents and services of one message."""
        features = self.featurizer.transform([text], [hints], [concepts])
        ranked = {}
        for name, head in self.heads.items():
            row = head.probabilities(features)[0]
            order = np.argsort(row)[::-1]
            ranked[name] = tuple((head.classes[i], float(row[i])) for i in order)
        return Prediction(ranked["intent"], ranked["service"])

    def save(self, folder: Path) -> None:
        """Writes ``model.npz`` and ``model.json``."""
        arrays: dict[str, Any] = {}
        for i, (columns, idf) in enumerate(
            zip(self.featurizer.columns, self.featurizer.idf, strict=True)
        ):
            arrays[f"columns{i}"] = columns.astype(np.int32)
            arrays[f"idf{i}"] = idf.astype(np.float32)
        settings, blocks = self.featurizer.settings.__dict__, len(self.featurizer.columns)
        info: dict[str, Any] = {"settings": settings, "blocks": blocks, "heads": {}}
        for name, head in self.heads.items():
            arrays |= head.arrays(name)
            info["heads"][name] = {"classes": list(head.classes), "temperature": head.temperature}
        np.savez_compressed(folder / "model.npz", **arrays)
        (folder / "model.json").write_text(json.dumps(info), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> "IntentServiceModel":
        """Reads what :meth:`save` wrote; raises ValueError where the files do not fit."""
        info = json.loads((folder / "model.json").read_text("utf-8"))
        raw: dict[str, Any] = info["settings"]
        raw |= {k: tuple(v) for k, v in raw.items() if isinstance(v, list)}
        settings = Settings(**raw)
        with np.load(folder / "model.npz", allow_pickle=False) as arrays:
            columns = [arrays[f"columns{i}"] for i in range(info["blocks"])]
            idf = [arrays[f"idf{i}"] for i in range(info["blocks"])]
            featurizer = Featurizer(settings, columns, idf)
            total = sum(map(len, columns))
            heads = {n: Head.of(n, arrays, head, total) for n, head in info["heads"].items()}
        return cls(featurizer, heads)


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


def softmax(scores: Any, temperature: float) -> Any:
    """Rows of probabilities from rows of scores."""
    scores = scores / temperature
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
