"""``rasa test nlu`` for each language, on messages that the model has not seen.

Reports go to ``benchmarks/reports/<lang>/``, which git ignores.
"""

import argparse
import json
import shutil
from collections.abc import Collection
from pathlib import Path

from benchmarks import heldout, project, report
from benchmarks.progress import say, shown
from bot.languages import served

RESULTS = Path(__file__).resolve().parent / "reports"


def test(done: heldout.Trained, language: str, out: Path = RESULTS) -> Path:
    """Rasa's reports for one language; returns their folder."""
    file, target = done.folder / f"{language}.yml", out / language
    messages = [m for m in heldout.kept_back() if m.language == language]
    project.write_messages(file, messages)
    shutil.rmtree(target, ignore_errors=True)
    options = ("--model", str(done.model), "--out", str(target.resolve()), "--no-plot")
    project.rasa(done.folder, "test", "nlu", "--nlu", str(file), *options)
    return target


def summary(folders: Collection[Path]) -> str:
    """Show the head figures of Rasa's intent reports as a table."""
    rows: list[list[report.Cell]] = []
    for folder in folders:
        found = json.loads((folder / "intent_report.json").read_text("utf-8"))
        average = found["macro avg"]
        figures = [average[n] for n in ("precision", "recall", "f1-score")]
        rows.append([folder.name, int(average["support"]), found["accuracy"], *figures])
    head = ["", "messages", "accuracy", "precision", "recall", "F1"]
    return "## rasa test nlu\n\n" + report.table(head, rows)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``python -m benchmarks nlu-report``."""
    parser.add_argument("--out", type=Path, default=RESULTS, help="folder for the reports")
    parser.add_argument("languages", nargs="*", help="instead of those served")


def main(options: argparse.Namespace) -> str:
    """One training on all languages, one report a language."""
    tags = options.languages or served()
    say("Training on four fifths of the messages: one to three minutes")
    with heldout.trained(heldout.ours()) as done:
        folders = [test(done, tag, options.out) for tag in shown(tags, "rasa test nlu")]
    return summary(folders) + f"\nReports: {options.out}/<language>/\n"
