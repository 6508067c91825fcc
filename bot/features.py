"""Features of a message: hashed n-grams of its text and hints from outside, as one sparse row."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

from bot.text import fold, strip_accents

_CHAR_BITS, _WORD_BITS, _HINT_BITS = 20, 19, 14
_WORDS = r"(?u)[^\s,.;:!?()\"]+"


_CODE = re.compile(r"(?<!\d)\d{5}(?!\d)")


@dataclass(frozen=True)
class Settings:
    """What the training may vary; chosen by cross-validation, see ``benchmarks/``."""

    intent_c: float = 1.0
    service_c: float = 1.0
    char_ngrams: tuple[int, int] = (1, 5)
    word_ngrams: tuple[int, int] = (1, 2)
    word_weight: float = 0.6
    hint_weight: float = 0.2
    rarest: int = 2


class Featurizer:
    """Character and word n-grams of the folded text and hints: TF-IDF over hashed columns.

    ``columns`` (three sorted arrays of hashes) and ``idf`` (three arrays of the same lengths) come
    from the training texts; hashes that were rare there are dropped.
    """

    def __init__(self, settings: Settings, columns: Sequence[Any] = (), idf: Sequence[Any] = ()):
        self.settings = settings
        self.columns = list(columns)
        self.idf = list(idf)
        options = {"alternate_sign": False, "lowercase": False, "norm": None}
        self._hashers = (
            HashingVectorizer(
                analyzer="char_wb",
                ngram_range=settings.char_ngrams,
                n_features=2**_CHAR_BITS,
                **options,
            ),
            HashingVectorizer(
                ngram_range=settings.word_ngrams,
                n_features=2**_WORD_BITS,
                token_pattern=_WORDS,
                **options,
            ),
            HashingVectorizer(analyzer=list, n_features=2**_HINT_BITS, **options),
        )
        self._weights = (1.0, settings.word_weight, settings.hint_weight)

    def fit(self, texts: Sequence[str], hints: Sequence[Iterable[str]]) -> sparse.csr_matrix:
        """Learns columns and inverse document frequencies; returns the features."""
        blocks = self._counts(texts, hints)
        self.columns, self.idf = [], []
        for block, least in zip(blocks, (self.settings.rarest, 1, 1), strict=True):
            seen = block.getnnz(axis=0)
            columns = np.flatnonzero(seen >= least)
            self.columns.append(columns)
            self.idf.append(np.log((1 + len(texts)) / (1 + seen[columns])) + 1)
        return self._weighted(blocks)

    def transform(self, texts: Sequence[str], hints: Sequence[Iterable[str]]) -> sparse.csr_matrix:
        """Features, shape (messages, all columns)."""
        return self._weighted(self._counts(texts, hints))

    def _counts(self, texts: Sequence[str], hints: Sequence[Iterable[str]]) -> list[Any]:
        # which postal code it is says nothing, but "31224" looks like paragraph 24
        folded = [_CODE.sub("00000", strip_accents(fold(t))) for t in texts]
        inputs = (folded, folded, [tuple(h) for h in hints])
        return [h.transform(i) for h, i in zip(self._hashers, inputs, strict=True)]

    def _weighted(self, blocks: Sequence[Any]) -> sparse.csr_matrix:
        parts = []
        for block, columns, idf, weight in zip(
            blocks, self.columns, self.idf, self._weights, strict=True
        ):
            part = _select(block, columns)
            part.data = (1 + np.log(part.data)) * idf[part.indices]
            if columns is not self.columns[-1]:  # hints are few: their number should count
                part = normalize(part, copy=False)
            parts.append(part * weight)
        return sparse.hstack(parts, format="csr").astype(np.float32)


def _select(block: sparse.csr_matrix, columns: Any) -> sparse.csr_matrix:
    """``block[:, columns]`` for sorted columns, in time that depends on the block only."""
    position = np.searchsorted(columns, block.indices)
    position[position == len(columns)] = 0
    keep = columns[position] == block.indices if len(columns) else np.zeros(0, bool)
    kept_before = np.concatenate([[0], np.cumsum(keep)])
    return sparse.csr_matrix(
        (block.data[keep], position[keep], kept_before[block.indptr]),
        shape=(block.shape[0], len(columns)),
    )
