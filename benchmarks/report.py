"""Tables in Markdown, and the scoreboard ``benchmarks/README.md``."""

import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from bot.opening_hours import ZONE

README = Path(__file__).resolve().parent / "README.md"
RESULTS = README.parent / "results"
Cell = str | int | float | None

_TOP = """# Scoreboard

**Written by `make benchmark`; not edited by hand, the next run would overwrite it.** One part:
`make benchmark ARGS=<part>` ({parts}); the others stay as they were measured.
Python {python}, {cores} cores, {machine}. Other programs may have run beside it: times are medians,
good for comparing, not to the millisecond.

"""
_PLOT = "scoreboard.svg"


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


def store(part: str, section: str, folder: Path = RESULTS) -> None:
    """Keep the section of a part, with the day below its heading."""
    heading, _, rest = section.partition("\n")
    day = datetime.now(ZONE).date().isoformat()
    folder.mkdir(exist_ok=True)
    (folder / f"{part}.md").write_text(f"{heading}\n\n_Measured on {day}._\n{rest}", "utf-8")


def write(parts: Sequence[str], file: Path = README, folder: Path = RESULTS) -> None:
    """Put the stored sections under a heading with Python and machine; without those never run."""
    files = [folder / f"{part}.md" for part in parts]
    top = _TOP.format(
        parts=", ".join(f"`{part}`" for part in parts),
        python=platform.python_version(),
        cores=os.cpu_count(),
        machine=platform.machine(),
    )
    if (file.parent / _PLOT).exists():
        label = "Shares of the validation messages answered right, by language, beside the goals"
        top += f"![{label}]({_PLOT})\n\n"
    text = "\n".join(part.read_text("utf-8") for part in files if part.exists())
    file.write_text(top + text, "utf-8")
