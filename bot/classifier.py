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
from scipy import sparse

from bot.features import Featurizer, Settings

NO_SERVICE = "-"


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


def softmax(scores: Any, temperature: float) -> Any:
    """Rows of probabilities from rows of scores."""
    scores = scores / temperature
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
