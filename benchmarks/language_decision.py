"""Language decision on short texts, beside langdetect, lingua, fastText's small model, and pools.

Two sets of texts that the models have not seen: our own messages, held out in folds, and windows of
our translations (then left out of the training). Left out are texts that can be no evidence: what
people write alike in several languages, and German office words or places under another language.
"""

import argparse
import random
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks import detectors, examples, report
from benchmarks.detectors import Probabilities
from benchmarks.examples import FOLDS, Item
from benchmarks.progress import shown
from bot import samples
from bot.choice import choose
from bot.detection import LanguageModel, words_of
from bot.detection_training import train
from bot.languages import languages, served
from bot.text import fold, script

# Words at most -> label; and how many texts of a language and length are looked at.
_LENGTHS = ((1, "1 word"), (3, "2–3 words"), (8, "4–8 words"), (10**6, "9+ words"))
_CAP = 150
OURS, LANGDETECT = "ours", "langdetect"


@dataclass(frozen=True)
class Text:
    """A text with its language, its length group, and words that say nothing."""

    language: str
    text: str
    length: str
    neutral: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decided:
    """A text and what each detector says."""

    text: Text
    found: Mapping[str, str | None]


def length(text: str) -> str:
    """Name the group of texts of about as many words."""
    return next(label for limit, label in _LENGTHS if len(text.split()) <= limit)


def sample(items: Sequence[Item]) -> list[Item]:
    """At most so many of each language and length, in an order that depends on the text only."""
    tags: dict[str, set[str]] = defaultdict(set)
    german: set[str] = set()
    for item in items:
        tags[fold(item.text)].add(item.language)
        if item.language == "de":
            german.update(words_of(item.text))
    groups: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda i: zlib.crc32(i.text.encode())):
        if len(tags[fold(item.text)]) == 1 and _is_evidence(item, german):
            groups[item.language, length(item.text)].append(item)
    return [item for key in sorted(groups) for item in groups[key][:_CAP]]


def _is_evidence(item: Item, german: set[str]) -> bool:
    """Whether a word is left that could tell the language."""
    text = item.text
    for phrase in item.neutral:
        text = text.replace(phrase, " ")
    words = words_of(text)
    if item.language == "de" or script(text) != "Latin":
        return bool(words)
    return any(word not in german for word in words)


def windows(tags: Sequence[str]) -> list[Text]:
    """Pieces of our translations: one word, two or three, four to eight, nine to fifteen."""
    chance = random.Random(0)  # noqa: S311  the same texts in every run
    found: dict[tuple[str, str], list[Text]] = defaultdict(list)
    uses = {
        tag: Counter(w for _, s in samples.translated({tag}) for w in words_of(s)) for tag in tags
    }
    for tag in tags:
        sentences = [s.split() for _, s in samples.translated({tag})]
        chance.shuffle(sentences)
        for words in sentences:
            for least, most in ((1, 1), (2, 3), (4, 8), (9, 15)):
                size = chance.randint(least, most)
                text = " ".join(words[(start := chance.randrange(len(words))) : start + size])
                others = [uses[t] for t in tags if t != tag]
                own = any(not any(w in u for u in others) for w in words_of(text))
                if len(text.split()) == size and own:
                    found[tag, length(text)].append(Text(tag, text, length(text)))
    return [text for key in sorted(found) for text in found[key][:_CAP]]


def run(items: Sequence[Item]) -> dict[str, list[Decided]]:
    """Both sets; trains our detector once a fold, and once without the translations."""
    tags = tuple(tag for tag in served() if any(i.language == tag for i in items))
    others = detectors.load(tags)
    chosen = sample(items)
    messages = []
    for number in shown(range(FOLDS), "languages"):
        rest = [(item.language, item.text) for item in items if item.fold != number]
        model = train(rest, samples.translated(tags), samples.foreign())
        held = [
            Text(i.language, i.text, length(i.text), i.neutral) for i in chosen if i.fold == number
        ]
        messages += list(_decided(model, held, others))
    everything = [(item.language, item.text) for item in items]
    pieces = _decided(train(everything, (), samples.foreign()), windows(tags), others)
    return {"our messages, held out": messages, "pieces of our translations": list(pieces)}


def _decided(
    model: LanguageModel,
    texts: Sequence[Text],
    others: Mapping[str, Callable[[str], Probabilities]],
) -> Iterator[Decided]:
    for text in texts:
        answers = {name: detector(text.text) for name, detector in others.items()}
        detection = model.detect(text.text, text.neutral)
        choice = choose(detection, served())
        found: dict[str, str | None] = {OURS: choice.foreign or choice.tag}
        found |= {name: detectors.best(answer) for name, answer in answers.items()}
        kind = script(text.text)
        own = dict(model.ranked(text.text, kind)) if kind and detection.tag else {}
        for name in (n for n in answers if n != LANGDETECT and own):
            found[f"ours + {name}"] = detectors.best(detectors.pooled(own, answers[name]))
        yield Decided(text, found)


def section(decided: Mapping[str, Sequence[Decided]]) -> str:
    """Share right by number of words, for each detector; then ours by language."""
    parts = [_by_detector(label, found) for label, found in decided.items()]
    about = (__doc__ or "").split("\n\n")[1].strip().replace("\n", " ")
    return (
        "## Language decision\n\nThe first message of a conversation. At most"
        f" {_CAP} texts a language and length. {about}"
        "\n\nlingua and fastText may answer any of our languages (lingua lacks Kurmanji); a pool "
        "adds log-probabilities. Goal: at most 0.25 of langdetect's errors up to three words, 0.10 "
        "on longer ones.\n\n"
        + "\n".join(parts)
        + "\n"
        + _by_language(next(iter(decided.values())))
        + "\n"
        + costs()
    )


def _right(found: Sequence[Decided], name: str) -> float | None:
    return report.share(d.found.get(name) == d.text.language for d in found if name in d.found)


def _by_detector(title: str, decided: Sequence[Decided]) -> str:
    labels = [label for _, label in _LENGTHS]
    groups = {label: [d for d in decided if d.text.length == label] for label in labels}
    names = list(dict.fromkeys(name for d in decided for name in d.found))
    rows: list[list[report.Cell]] = [["texts", *(len(groups[label]) for label in labels)]]
    rows += [[name, *(_right(groups[label], name) for label in labels)] for name in names]
    ratios: list[report.Cell] = []
    for label in labels:
        ours, plain = _right(groups[label], OURS), _right(groups[label], LANGDETECT)
        bad = plain is None or ours is None or plain == 1
        ratios.append(None if bad else (1 - ours) / (1 - plain))
    rows.append(["**our errors to langdetect's**", *ratios])
    return f"On {title}:\n\n" + report.table(["", *labels], rows)


def _by_language(decided: Sequence[Decided]) -> str:
    labels = [label for _, label in _LENGTHS]
    rows: list[list[report.Cell]] = []
    for tag in (t for t in languages() if any(d.text.language == t for d in decided)):
        cells: list[report.Cell] = [tag]
        for label in labels:
            found = [d for d in decided if d.text.length == label and d.text.language == tag]
            cells += [_right(found, OURS), _right(found, LANGDETECT)]
        rows.append(cells)
    head = ["", *(f"{label}: {who}" for label in labels for who in (OURS, LANGDETECT))]
    return "Our messages by language, ours beside langdetect:\n\n" + report.table(head, rows)


def costs() -> str:
    """What each foreign detector costs a call, in microseconds, and in memory."""
    rows = [
        [c.name, f"{c.load:.1f} s", f"{c.call:.0f} µs", f"{c.megabytes:.0f} MB"]
        for c in map(detectors.cost, detectors.NAMES)
    ]
    return "What they cost, each in a fresh process:\n\n" + report.table(
        ["", "load", "a call, median", "memory"], rows
    )


def add_arguments(_: argparse.ArgumentParser) -> None:
    """Nothing to set."""


def main(_: argparse.Namespace) -> str:
    """Compares detectors on held-out messages and on windows of texts, then their costs."""
    return section(run(examples.items()))
