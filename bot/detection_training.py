"""Trains the language model on whole messages, and on short windows of them."""

import random
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from bot.classifier_training import fit_head
from bot.detection import NGRAMS, LanguageModel, keyboard, words_of
from bot.features import Featurizer
from bot.text import script

Pair = tuple[str, str]
# A language is considered for a script in which it has at least this share of its messages.
_SCRIPT_SHARE = 0.005
# A word teaches the language of a short window only if at least this share of its uses is there.
_OWN_WORD = 0.6
_COST = 1.0
# So many of each language are enough; more make the training longer, not better (see benchmarks/).
_MESSAGES, _TEXTS = 3000, 1500
_PHRASE_WORDS = 3


def train(
    messages: Sequence[Pair], texts: Sequence[Pair] = (), foreign: Sequence[Pair] = ()
) -> LanguageModel:
    """Learns from (language, message) pairs, and from ``texts`` and ``foreign`` of the same form.

    ``texts`` (translations) teach words; messages in another language's script and words teach
    nothing, because they are German office words.
    """
    limited = (_limited(messages, _MESSAGES), _limited(texts, _TEXTS))
    pairs = [*limited[0], *limited[1], *foreign]
    uses = _uses(pairs)
    scripts = _scripts(pairs)
    kept = [pair for pair in pairs if _teaches(*pair, uses, scripts)]
    windows = list(_windows(kept, uses))
    examples = [*kept, *windows]
    featurizer = Featurizer(NGRAMS)
    features = featurizer.fit([text for _, text in examples], [()] * len(examples))
    head = fit_head(features, np.array([tag for tag, _ in examples]), _COST)
    known = _uses(pair for pair in (*messages, *texts, *foreign) if _teaches(*pair, uses, scripts))
    words = {tag: frozenset(found) for tag, found in known.items()}
    phrases = _phrases(messages, foreign)
    return LanguageModel(featurizer, head, words, scripts, phrases, _keyboards(messages))


def _phrases(messages: Sequence[Pair], foreign: Sequence[Pair]) -> dict[str, str]:
    """Short messages that stand in one language only, by their folded words."""
    tags: dict[str, set[str]] = {}
    for tag, text in (*messages, *foreign):
        words = words_of(text)
        if 0 < len(words) <= _PHRASE_WORDS:
            tags.setdefault(" ".join(words), set()).add(tag)
    return {phrase: next(iter(found)) for phrase, found in tags.items() if len(found) == 1}


def _keyboards(messages: Sequence[Pair]) -> dict[str, dict[str, float]]:
    """By keyboard, the share of each language's messages that it wrote, of those that tell it."""
    counts: dict[str, Counter[str]] = {}
    for tag, text in messages:
        if typed := keyboard(text):
            counts.setdefault(tag, Counter()).update([typed])
    return {
        typed: {tag: (n[typed] + 1) / (n.total() + 2) for tag, n in counts.items()}
        for typed in dict.fromkeys(k for n in counts.values() for k in n)
    }


def _limited(pairs: Iterable[Pair], most: int) -> list[Pair]:
    """At most so many pairs a language, chosen by their text so that the choice never changes."""
    found: dict[str, list[Pair]] = {}
    for pair in sorted(pairs, key=lambda p: zlib.crc32(p[1].encode())):
        found.setdefault(pair[0], []).append(pair)
    return [pair for own in found.values() for pair in own[:most]]


def _uses(pairs: Iterable[Pair]) -> dict[str, Counter[str]]:
    """How often each word stands in each language."""
    uses: dict[str, Counter[str]] = {}
    for tag, text in pairs:
        uses.setdefault(tag, Counter()).update(words_of(text))
    return uses


def _scripts(pairs: Sequence[Pair]) -> dict[str, tuple[str, ...]]:
    """The scripts of each language, the most used one first."""
    counts: dict[str, Counter[str]] = {}
    for tag, text in pairs:
        counts.setdefault(tag, Counter()).update([script(text) or "none"])
    return {
        tag: tuple(
            kind
            for kind, count in found.most_common()
            if kind != "none" and count >= _SCRIPT_SHARE * found.total()
        )
        for tag, found in counts.items()
    }


def _teaches(
    tag: str,
    text: str,
    uses: Mapping[str, Counter[str]],
    scripts: Mapping[str, tuple[str, ...]],
) -> bool:
    """Leaves out lines of German office words only, under a language of another script."""
    kind, main = script(text), scripts[tag][0]
    if kind not in scripts[tag]:
        return False
    if main == "Latin" or kind != "Latin":
        return True
    others = [u for t, u in uses.items() if scripts[t][0] == "Latin"]
    words = words_of(text)
    return bool(words) and sum(any(w in u for u in others) for w in words) / len(words) < 0.5


def _windows(pairs: Sequence[Pair], uses: Mapping[str, Counter[str]]) -> Iterator[Pair]:
    """One word and two or three words of each message, where they are the language's own."""
    chance = random.Random(0)  # noqa: S311  the same windows in every training
    share = {tag: 1 / max(1, found.total()) for tag, found in uses.items()}
    relative: dict[str, float] = {}
    for tag, found in uses.items():
        for word, count in found.items():
            relative[word] = relative.get(word, 0.0) + count * share[tag]
    for tag, text in pairs:
        words = words_of(text)
        if len(words) < 2:
            continue
        for size in {1, chance.choice((1, 2, 3))}:
            first = chance.randrange(max(1, len(words) - size + 1))
            window = words[first : first + size]
            own = [uses[tag][w] * share[tag] / relative[w] for w in window]
            if max(own) >= _OWN_WORD:
                yield tag, " ".join(window)
