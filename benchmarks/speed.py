"""Time, memory and size of the assistant."""

import argparse
import statistics
import tempfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import project, report
from benchmarks.probed import probe
from benchmarks.progress import say, shown
from bot.assistant import MODEL
from bot.languages import served
from bot.training_data import messages

_TURNS, _STARTS = 200, 3


def mixed(count: int = _TURNS) -> list[str]:
    """Messages of all served languages in turn, from our own data; always the same ones."""
    ranked = sorted(messages(), key=lambda m: zlib.crc32(m.text.encode()))
    tags = served()
    columns = [[m.text for m in ranked if m.language == t][: count // len(tags)] for t in tags]
    return [text for row in zip(*columns, strict=True) for text in row]


def training() -> project.Cost:
    """Trains the whole assistant in a temporary folder, from nothing."""
    with tempfile.TemporaryDirectory() as name:
        project.copy_ours(Path(name))
        return project.rasa(Path(name), "train")


def ours(model: Path) -> list[list[report.Cell]]:
    """Measure the assistant itself."""
    texts = mixed()
    starts = [probe(model, texts[:20]) for _ in shown(range(_STARTS - 1), "starts")]
    turns, parses = probe(model, texts), probe(model, texts, "--parse")
    start = statistics.median(p.first_answer for p in [*starts, turns])
    return [
        [f"start to first answer, median of {_STARTS}", f"{start:.1f} s"],
        ["a whole turn, median", f"{turns.median:.1f} ms"],
        ["a whole turn, 95 of 100 below", f"{turns.p95:.1f} ms"],
        ["understanding only, median", f"{parses.median:.1f} ms"],
        ["understanding only, 95 of 100 below", f"{parses.p95:.1f} ms"],
        ["resident memory after the first answer", f"{turns.memory['loaded']:.0f} MB"],
        [f"resident memory after {len(texts)} messages", f"{turns.memory['after']:.0f} MB"],
        ["model", f"{model.stat().st_size / 1e6:.1f} MB"],
    ]


def section(rows: Sequence[Sequence[report.Cell]]) -> str:
    """Make the table."""
    return (
        "## Speed\n\nIn a fresh process, without network; 200 mixed messages of our own, each a "
        "new conversation.\n\n" + report.table(["", "assistant"], rows)
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``python -m benchmarks speed``."""
    parser.add_argument("--train", action="store_true", help="time a training from nothing, too")


def main(options: Any) -> str:
    """Measures what was asked for."""
    say("Starting the assistant some times")
    rows = ours(getattr(options, "model", None) or MODEL)
    if options.train:
        say("Training the assistant from nothing: one to three minutes")
        cost = training()
        rows.append(["training from nothing", f"{cost.seconds:.0f} s"])
        rows.append(["most memory while training", f"{cost.peak_megabytes:.0f} MB"])
    return section(rows)
