"""What a check finds: a problem as in ``schema.py`` and how serious it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.schema import Problem, line_of

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Finding:
    """An ``error`` must be mended, a ``warning`` should be, a ``note`` is worth a look."""

    level: Level
    problem: Problem
    kind: str = ""


@dataclass(frozen=True)
class Place:
    """Where something stands: a file of ``root``, and the field or line in it."""

    root: Path
    file: Path
    field: tuple[str | int, ...] = ()
    line: int | None = None

    def at(self, *field: str | int) -> "Place":
        """Point at another field of the same file."""
        return Place(self.root, self.file, field)

    def found(self, level: Level, german: str, english: str) -> Finding:
        """Report something at this place; the line is looked up where it is not known."""
        name = ".".join(map(str, self.field)) or "-"
        line = self.line
        if line is None:
            line = line_of(self.file, self.field) if self.file.suffix == ".yml" else 1
        problem = Problem(str(self.file.relative_to(self.root)), line, name, german, english)
        return Finding(level, problem, english.split(":")[0])


def errors(problems: Sequence[Problem]) -> list[Finding]:
    """Problems of the schema as findings."""
    return [Finding("error", problem, problem.english) for problem in problems]
