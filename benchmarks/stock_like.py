"""Our pipeline beside one of Rasa's own parts, on the same data and split, in one run.

The stock-like pipeline is what works without TensorFlow: words by spaces, character n-grams,
logistic regression. It finds no services, places or languages. For the real stock pipeline with
DIET see ``benchmarks/stock``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks import heldout, project, report
from benchmarks.probed import Probed, probe
from benchmarks.progress import say
from bot.training_data import LabelledMessage


@dataclass(frozen=True)
class Measured:
    """One pipeline: what training cost, how large the model is, how it did on the messages."""

    cost: project.Cost
    megabytes: float
    probed: Probed


def measure(config: str, messages: Sequence[LabelledMessage]) -> Measured:
    """Trains, then parses the messages in a fresh process."""
    with heldout.trained(config) as done:
        found = probe(done.model, [m.text for m in messages], "--parse")
        return Measured(done.cost, done.model.stat().st_size / 1e6, found)


def compare() -> tuple[list[LabelledMessage], Measured, Measured]:
    """Measure both; returns the messages kept back, our pipeline, the stock-like one."""
    messages = heldout.kept_back()
    say("Training our pipeline on four fifths of the messages: one to three minutes")
    mine = measure(heldout.ours(), messages)
    say("Training the stock-like pipeline on the same: some minutes")
    return messages, mine, measure(project.STOCK, messages)


def section(compared: tuple[list[LabelledMessage], Measured, Measured]) -> str:
    """Make the table: both figures and their ratio."""
    messages, mine, stock = compared
    rows: list[list[report.Cell]] = []
    tags = sorted({m.language for m in messages})
    shares = [[_accuracy(messages, m, tag) for tag in tags] for m in (mine, stock)]
    for tag, *pair in zip(tags, *shares, strict=True):
        rows.append([f"intent right: {tag}", *pair, None])
    rows.append(["intent right: macro average", *map(report.mean, shares), None])
    for label, unit, one, other in _costs(mine, stock):
        rows.append([label, f"{one:.1f} {unit}", f"{other:.1f} {unit}", f"{one / other:.2f}"])
    return (
        "### Beside a stock-like pipeline\n\nRasa's WhitespaceTokenizer, CountVectorsFeaturizer "
        "(char_wb, 1 to 4) and LogisticRegressionClassifier, on the same four fifths of our "
        f"messages; {len(messages)} kept back. Ours also finds language, service, place and day, "
        "and abstains (which counts as wrong here).\n\n"
        + report.table(["", "ours", "stock-like", "ratio"], rows)
    )


def _accuracy(messages: Sequence[LabelledMessage], done: Measured, tag: str) -> float | None:
    pairs = zip(messages, done.probed.found, strict=True)
    return report.share(found == m.intent for m, found in pairs if m.language == tag)


def _costs(mine: Measured, stock: Measured) -> list[tuple[str, str, float, float]]:
    both = (mine, stock)

    def row(label: str, unit: str, values: Sequence[float]) -> tuple[str, str, float, float]:
        return label, unit, values[0], values[1]

    return [
        row("training", "s", [m.cost.seconds for m in both]),
        row("most memory while training", "MB", [m.cost.peak_megabytes for m in both]),
        row("start to first message", "s", [m.probed.first_answer for m in both]),
        row("a message, median", "ms", [m.probed.median for m in both]),
        row("a message, 95 of 100 below", "ms", [m.probed.p95 for m in both]),
        row("resident memory", "MB", [m.probed.memory["loaded"] for m in both]),
        row("model", "MB", [m.megabytes for m in both]),
    ]
