"""Temporary Rasa projects with a part of our training data, and Rasa commands run in them."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bot.training_data import LabelledMessage

ROOT = Path(__file__).resolve().parent.parent
STOCK = """recipe: default.v1
assistant_id: stock-like
language: de
pipeline:
- name: WhitespaceTokenizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: LogisticRegressionClassifier
policies:
- name: RulePolicy
"""


@dataclass(frozen=True)
class Cost:
    """What a command needed: wall time and the most memory it held at once."""

    seconds: float
    peak_megabytes: float


class CommandFailedError(Exception):
    """A Rasa command ended with an error; the message is the end of its output."""


def rasa(folder: Path, *arguments: str, python: Path | None = None) -> Cost:
    """Run ``python -m bot.rasa`` in a folder, with our components at hand."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "MPLBACKEND": "Agg"}
    command = [str(python or sys.executable), "-m", "bot.rasa", *arguments]
    log, start = folder / "rasa.log", time.perf_counter()
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=out)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CommandFailedError(f"rasa {' '.join(arguments)}\n{log.read_text()[-2000:]}")
    return Cost(time.perf_counter() - start, usage.ru_maxrss / 1024)


def copy_ours(folder: Path) -> None:
    """Copy the assistant as it stands: settings, domain, all data."""
    for name in ("config.yml", "domain.yml"):
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "data", folder / "data")


def understanding_only(
    folder: Path, config: str, messages: Iterable[LabelledMessage], plain: bool = False
) -> None:
    """Make a project that learns from these messages; ``config`` is the text of config.yml.

    ``plain``: without our domain, for labels that are not ours.
    """
    (folder / "config.yml").write_text(config, "utf-8")
    found = list(messages)
    if plain:
        intents = sorted({m.intent for m in found})
        lines = ['version: "3.1"', "intents:", *(f"- {intent}" for intent in intents), ""]
        (folder / "domain.yml").write_text("\n".join(lines), "utf-8")
    else:
        shutil.copy(ROOT / "domain.yml", folder / "domain.yml")
    for tag in sorted({m.language for m in found}):
        (folder / "data" / "nlu" / tag).mkdir(parents=True)
        own = [m for m in found if m.language == tag]
        write_messages(folder / "data" / "nlu" / tag / "all.yml", own)


def train(folder: Path, python: Path | None = None) -> tuple[Path, Cost]:
    """Trains what :func:`understanding_only` wrote."""
    options = ("--nlu", "data", "--fixed-model-name", "model", "--out", "models")
    cost = rasa(folder, "train", "nlu", *options, python=python)
    return folder / "models" / "model.tar.gz", cost


def write_messages(file: Path, messages: Iterable[LabelledMessage]) -> None:
    """Rasa's training format, with the service as metadata of each block."""
    ordered = sorted(messages, key=lambda m: (m.intent, m.service or ""))
    file.write_text('version: "3.1"\nnlu:\n' + "".join(_blocks(ordered)), "utf-8")


def _blocks(messages: list[LabelledMessage]) -> Iterator[str]:
    for (intent, service), found in groupby(messages, key=lambda m: (m.intent, m.service)):
        yield f"- intent: {intent}\n"
        if service:
            yield f"  metadata:\n    service: {service}\n"
        yield "  examples: |\n"
        yield from (f"    - {m.text}\n" for m in found)
