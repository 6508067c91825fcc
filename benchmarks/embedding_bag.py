"""A small network from scratch in numpy: summed n-gram embeddings, a hidden layer, a softmax."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse

_WIDTH, _EPOCHS, _BATCH, _RATE, _SMOOTHING, _DROPOUT = 192, 8, 128, 0.02, 0.05, 0.2


class EmbeddingBag:
    """Trained with AdaGrad, label smoothing and dropout; only touched rows are updated."""

    def __init__(self, seed: int = 0):
        self._random = np.random.default_rng(seed)
        self.classes: tuple[str, ...] = ()

    def fit(self, features: sparse.csr_matrix, labels: Sequence[str]) -> None:
        """``features``: shape (messages, columns); one label a message."""
        self.classes = tuple(sorted(set(labels)))
        wanted = np.array([self.classes.index(label) for label in labels])
        self._start(features.shape[1])
        count = features.shape[0]
        steps = _EPOCHS * -(-count // _BATCH)
        step = 0
        for _ in range(_EPOCHS):
            order = self._random.permutation(count)
            for first in range(0, count, _BATCH):
                rows = order[first : first + _BATCH]
                self._learn(features[rows], wanted[rows], _RATE * (1 - step / steps))
                step += 1

    def probabilities(self, features: sparse.csr_matrix) -> Any:
        """Rows of class probabilities, shape (messages, classes)."""
        hidden = np.maximum(features @ self._embeddings + self._shift, 0)
        return _softmax(hidden @ self._weights + self._bias)

    def _start(self, columns: int) -> None:
        draw = self._random.standard_normal
        self._embeddings = (draw((columns, _WIDTH)) * 0.1).astype(np.float32)
        self._weights = (draw((_WIDTH, len(self.classes))) / _WIDTH**0.5).astype(np.float32)
        self._shift = np.zeros(_WIDTH, np.float32)
        self._bias = np.zeros(len(self.classes), np.float32)
        self._seen = [np.full(columns, 1e-8, np.float32)]
        self._seen += [np.full_like(p, 1e-8) for p in (self._weights, self._shift, self._bias)]

    def _learn(self, batch: sparse.csr_matrix, wanted: Any, rate: float) -> None:
        columns, inner = np.unique(batch.indices, return_inverse=True)
        shape = (batch.shape[0], len(columns))
        packed = sparse.csr_matrix((batch.data, inner, batch.indptr), shape=shape)
        before = packed @ self._embeddings[columns] + self._shift
        mask = (self._random.random(before.shape) >= _DROPOUT) / np.float32(1 - _DROPOUT)
        hidden = np.maximum(before, 0) * mask
        goal = np.full((len(wanted), len(self.classes)), _SMOOTHING / len(self.classes))
        goal[np.arange(len(wanted)), wanted] += 1 - _SMOOTHING
        error = (_softmax(hidden @ self._weights + self._bias) - goal) / len(wanted)
        back = (error @ self._weights.T) * mask * (before > 0)
        gradient = packed.T @ back
        self._seen[0][columns] += (gradient**2).mean(axis=1)
        self._embeddings[columns] -= rate * gradient / np.sqrt(self._seen[0][columns])[:, None]
        pairs = (
            (self._weights, hidden.T @ error),
            (self._shift, back.sum(axis=0)),
            (self._bias, error.sum(axis=0)),
        )
        for seen, (parameter, slope) in zip(self._seen[1:], pairs, strict=True):
            seen += slope**2
            parameter -= rate * slope / np.sqrt(seen)


def _softmax(scores: Any) -> Any:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
