"""Tables in Markdown, and the scoreboard ``benchmarks/README.md``."""

import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from bot.opening_hours import ZONE

README = Path(__file__).resolve().parent / "README.md"
Cell = str | int | float | None

_TOP = """# Scoreboard

**Written by `make benchmark` on {day}; not edited by hand, the next run would overwrite it.**
Python {python}, {cores} cores, {machine}. Other programs may have run beside it: times are medians,
good for comparing, not to the millisecond.

"""


def table(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Make a Markdown table; shares get two digits, None a dash."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(_shown(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _shown(cell: Cell) -> str:
    if cell is None:
        return "–"
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell).replace("|", "\\|")


def mean(values: Iterable[float | None]) -> float | None:
    """Average those that are there; None without any."""
    known = [value for value in values if value is not None]
    return statistics.fmean(known) if known else None


def share(found: Iterable[bool]) -> float | None:
    """Return the share of what holds; None without any case."""
    return mean(float(value) for value in found)


def write(sections: Iterable[str], file: Path = README) -> None:
    """Put the sections of one run under a heading with date, Python and machine."""
    top = _TOP.format(
        day=datetime.now(ZONE).date().isoformat(),
        python=platform.python_version(),
        cores=os.cpu_count(),
        machine=platform.machine(),
    )
    file.write_text(top + "\n".join(sections), "utf-8")
