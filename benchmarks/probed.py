"""Starts ``benchmarks.probe`` in a process of its own and reads what it found."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.project import ROOT, CommandFailedError


@dataclass(frozen=True)
class Probed:
    """One run of ``benchmarks.probe``."""

    first_answer: float
    milliseconds: list[float]
    found: list[str | None]
    memory: dict[str, float]

    @property
    def median(self) -> float:
        """Milliseconds a message."""
        return statistics.median(self.milliseconds)

    @property
    def p95(self) -> float:
        """All but one in twenty messages need less."""
        return statistics.quantiles(self.milliseconds, n=20)[-1]


def probe(model: Path, texts: Sequence[str], *options: str, python: Path | None = None) -> Probed:
    """Asks the texts in a fresh process."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(list(texts), file)
        file.flush()
        command = [
            str(python or sys.executable),
            "-m",
            "benchmarks.probe",
            str(model),
            file.name,
            *options,
        ]
        start = time.perf_counter()
        with (
            tempfile.TemporaryFile("w+") as log,
            subprocess.Popen(
                command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True
            ) as process,
        ):
            assert process.stdout is not None
            first = process.stdout.readline()
            seconds = time.perf_counter() - start
            output, _ = process.communicate()
            log.seek(0)
            if first != "ready\n" or process.returncode:
                raise CommandFailedError(f"benchmarks.probe {model}\n{log.read()[-2000:]}")
    return Probed(seconds, **json.loads(output.splitlines()[-1]))
