"""Features of a message: hashed n-grams of its text and hints from outside, as one sparse row."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

from bot.text import fold, strip_accents

_CHAR_BITS, _WORD_BITS, _HINT_BITS = 20, 19, 14
_WORD = re.compile(r"[^\s,.;:!?()\"]+")
_CODE = re.compile(r"(?<!\d)\d{5}(?!\d)")
_STEM, _GAP = 5, 4


@dataclass(frozen=True)
class Settings:
    """What the training may vary; chosen by cross-validation, see ``benchmarks/``."""

    intent_c: float = 1.0
    service_c: float = 1.0
    char_ngrams: tuple[int, int] = (1, 4)
    word_ngrams: tuple[int, int] = (1, 2)
    word_weight: float = 0.6
    pair_weight: float = 0.8
    concept_weight: float = 0.6
    hint_weight: float = 0.2
    rarest: int = 5
    rarest_word: int = 2


@dataclass(frozen=True)
class Block:
    """One kind of features; hashes that fewer than ``rarest`` training texts have are dropped."""

    source: Literal["text", "concepts", "hints"]
    hasher: HashingVectorizer
    weight: float
    rarest: int = 1
    normalised: bool = True


class Featurizer:
    """Character n-grams, words, pairs of stems, concepts and hints: TF-IDF over hashed columns.

    ``columns`` (a sorted array of hashes a block) and ``idf`` (arrays of the same lengths) come
    from the training texts.
    """

    def __init__(self, settings: Settings, columns: Sequence[Any] = (), idf: Sequence[Any] = ()):
        self.settings = settings
        self.columns = list(columns)
        self.idf = list(idf)
        self._blocks = _blocks(settings)

    def fit(
        self,
        texts: Sequence[str],
        hints: Sequence[Iterable[str]],
        concepts: Sequence[Sequence[str]] | None = None,
    ) -> sparse.csr_matrix:
        """Learns columns and inverse document frequencies; returns the features."""
        counted = self._counts(texts, hints, concepts)
        self.columns, self.idf = [], []
        for counts, block in zip(counted, self._blocks, strict=True):
            seen = counts.getnnz(axis=0)
            columns = np.flatnonzero(seen >= block.rarest)
            self.columns.append(columns)
            self.idf.append(np.log((1 + len(texts)) / (1 + seen[columns])) + 1)
        return self._weighted(counted)

    def transform(
        self,
        texts: Sequence[str],
        hints: Sequence[Iterable[str]],
        concepts: Sequence[Sequence[str]] | None = None,
    ) -> sparse.csr_matrix:
        """Features, shape (messages, all columns)."""
        return self._weighted(self._counts(texts, hints, concepts))

    def _counts(
        self,
        texts: Sequence[str],
        hints: Sequence[Iterable[str]],
        concepts: Sequence[Sequence[str]] | None,
    ) -> list[Any]:
        # which postal code it is says nothing, but "31224" looks like paragraph 24
        folded = [_CODE.sub("00000", strip_accents(fold(t))) for t in texts]
        found = concepts if concepts is not None else [()] * len(folded)
        sources = {"text": folded, "concepts": found, "hints": [tuple(h) for h in hints]}
        return [block.hasher.transform(sources[block.source]) for block in self._blocks]

    def _weighted(self, counted: Sequence[Any]) -> sparse.csr_matrix:
        parts = []
        for counts, columns, idf, block in zip(
            counted, self.columns, self.idf, self._blocks, strict=True
        ):
            part = _select(counts, columns)
            part.data = (1 + np.log(part.data)) * idf[part.indices]
            if block.normalised and part.shape[1]:  # hints are few: their number counts
                part = normalize(part, copy=False)
            parts.append(part * block.weight)
        return sparse.hstack(parts, format="csr").astype(np.float32)


def _blocks(settings: Settings) -> tuple[Block, ...]:
    options = {"alternate_sign": False, "lowercase": False, "norm": None}

    def hasher(bits: int, **more: Any) -> HashingVectorizer:
        return HashingVectorizer(n_features=2**bits, **options, **more)

    chars = hasher(_CHAR_BITS, analyzer="char_wb", ngram_range=settings.char_ngrams)
    words = hasher(_WORD_BITS, token_pattern=_WORD.pattern, ngram_range=settings.word_ngrams)
    stems = hasher(_WORD_BITS, analyzer=pairs)
    ideas = hasher(_WORD_BITS, analyzer=sequences)
    blocks = (
        Block("text", chars, 1.0, settings.rarest),
        Block("text", words, settings.word_weight, settings.rarest_word),
        Block("text", stems, settings.pair_weight, settings.rarest),
        Block("concepts", ideas, settings.concept_weight, settings.rarest),
        Block("hints", hasher(_HINT_BITS, analyzer=list), settings.hint_weight, normalised=False),
    )
    return tuple(block for block in blocks if block.weight)


def pairs(text: str) -> list[str]:
    """Beginnings of words, alone, in pairs a few words apart, and which come first and last.

    >>> pairs("wie lange noch")
    ['wie', 'lange', 'noch', 'wie_lange', 'wie_noch', 'lange_noch', '^wie', '^wie lange', '$noch']
    """
    stems = [word[:_STEM] for word in _WORD.findall(text)]
    found = list(stems)
    for i, first in enumerate(stems):
        found += [f"{first}_{second}" for second in stems[i + 1 : i + 1 + _GAP]]
    if stems:
        found += [f"^{stems[0]}", "^" + " ".join(stems[:2]), f"${stems[-1]}"]
    return found


def sequences(concepts: Sequence[str]) -> list[str]:
    """Concepts, and each with the next one."""
    return [*concepts, *(f"{a}>{b}" for a, b in pairwise(concepts))]


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
