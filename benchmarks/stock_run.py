"""Rasa's own pipelines on the split of ``benchmarks/classifiers.py``: DIET, and one without it.

DIET needs Python 3.10 with TensorFlow: the environment ``.venv-stock`` (``make stock``).
"""

import argparse
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import examples, heldout, project, report
from benchmarks.classifiers import split
from benchmarks.examples import Item
from benchmarks.probed import Probed, probe
from benchmarks.progress import say
from bot.training_data import LabelledMessage

STOCK_PYTHON = project.ROOT / ".venv-stock" / "bin" / "python"
# `rasa init` writes this pipeline.
DIET = """recipe: default.v1
assistant_id: stock
language: en
pipeline:
- name: WhitespaceTokenizer
- name: RegexFeaturizer
- name: LexicalSyntacticFeaturizer
- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: DIETClassifier
  epochs: 100
  constrain_similarities: true
- name: EntitySynonymMapper
- name: ResponseSelector
  epochs: 100
  constrain_similarities: true
- name: FallbackClassifier
  threshold: 0.3
  ambiguity_threshold: 0.1
policies:
- name: RulePolicy
"""
_NONE = "no_service"


@dataclass(frozen=True)
class Run:
    """One pipeline, trained once on intents and once on services as if they were intents."""

    name: str
    intents: list[str | None]
    services: list[str | None]
    costs: tuple[project.Cost, project.Cost]
    megabytes: float
    probed: Probed


def messages(items: Sequence[Item], service: bool = False) -> list[LabelledMessage]:
    """The items as training messages; with ``service`` the service stands as the intent."""
    nowhere = Path()
    found = [
        LabelledMessage(i.language, i.text, i.example.intent or "", i.example.service, nowhere)
        for i in items
    ]
    if not service:
        return [replace(m, service=None) for m in found]
    return [replace(m, intent=m.service or _NONE, service=None) for m in found]


def run(
    name: str, config: str, python: Path | None, rest: Sequence[Item], held: Sequence[Item]
) -> Run:
    """Trains both and asks both."""
    answers: list[list[str | None]] = []
    costs = []
    for service in (False, True):
        say(f"{name}: training on {len(rest)} {'services' if service else 'intents'}")
        with tempfile.TemporaryDirectory(prefix="amtslotse-") as folder:
            project.understanding_only(Path(folder), config, messages(rest, service), plain=True)
            model, cost = project.train(Path(folder), python)
            probed = probe(model, [i.text for i in held], "--parse", python=python)
            size = model.stat().st_size / 1e6
        answers.append(probed.found)
        costs.append(cost)
    return Run(name, answers[0], answers[1], (costs[0], costs[1]), size, probed)


def row(done: Run, held: Sequence[Item]) -> list[report.Cell]:
    """Accuracy and cost of one pipeline."""
    return _cells(done, held, lambda item: True)


def _cells(done: Run, held: Sequence[Item], wanted: Callable[[Item], bool]) -> list[report.Cell]:
    rows = [n for n, item in enumerate(held) if wanted(item)]
    intents = [done.intents[n] == held[n].example.intent for n in rows]
    services = [done.services[n] == (held[n].example.service or _NONE) for n in rows]
    both = [a and b for a, b in zip(intents, services, strict=True)]
    peak = max(c.peak_megabytes for c in done.costs)
    return [
        done.name,
        report.share(intents),
        report.share(services),
        report.share(both),
        f"{sum(c.seconds for c in done.costs):.0f} s",
        f"{peak:.0f} MB",
        f"{done.probed.median:.1f} ms",
        f"{done.probed.memory['loaded']:.0f} MB",
        f"{done.megabytes:.1f} MB",
    ]


HEAD = ["", "intent", "service", "both", "training, both", "most memory", "a message"]
HEAD += ["resident", "model"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``python -m benchmarks stock``."""
    parser.add_argument("--stock-each", type=int, default=100, help="messages a language")


def main(options: argparse.Namespace) -> str:
    """Ours, Rasa's without TensorFlow, and `rasa init`'s with DIET, where it is installed."""
    rest, held = split(examples.items(), options.stock_each)
    pipelines = [("ours", heldout.ours(), None), ("n-grams, logistic", project.STOCK, None)]
    if STOCK_PYTHON.exists():
        pipelines.append(("`rasa init`, DIET", DIET, STOCK_PYTHON))
    else:
        say("DIET is left out: make stock")
    done = [run(*pipeline, rest, held) for pipeline in pipelines]
    return (
        "## Whole pipelines in Rasa\n\nTrained once on intents and once on services as if they "
        f"were intents: {len(rest)} messages learnt, {len(held)} asked; more would take DIET "
        "hours. Ours also finds language, place and day in that time; the others only the label. "
        "Abstention counts as wrong.\n\n" + report.table(HEAD, [row(d, held) for d in done])
    )
