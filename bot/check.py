"""Check everything that people have written into the data: ``python -m bot check``.

Knowledge, translations and training data, each problem with file, line and field, in German and
English. Only errors make the check fail; warnings and notes are for the next quiet hour.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot import (
    check_knowledge,
    check_places,
    check_schema,
    check_training,
    check_translations,
    offices,
    sources,
)
from bot.catalog import FOLDER as TRANSLATIONS
from bot.findings import Finding, Level
from bot.knowledge import FOLDER as KNOWLEDGE
from bot.knowledge import Knowledge
from bot.languages import SOURCE, languages, offered, served
from bot.opening_hours import ZONE
from bot.training_data import FOLDER as TRAINING

_LEVELS: dict[Level, tuple[str, str]] = {
    "error": ("Fehler", "errors"),
    "warning": ("Warnungen", "warnings"),
    "note": ("Hinweise", "notes"),
}
_SHOWN_OF_A_KIND = 10


@dataclass(frozen=True)
class Group:
    """What was checked together; ``findings`` None = not possible with the errors before it."""

    title: str
    findings: tuple[Finding, ...] | None


def groups(folder: Path = KNOWLEDGE) -> Iterator[Group]:
    """Run all checks, one group after the other."""
    knowledge, problems = check_schema.check(folder)
    if knowledge is not None:
        today = datetime.now(ZONE).date()
        problems += check_knowledge.check(knowledge, folder, today)
        problems += check_places.check(knowledge, folder)
    yield Group("Wissen / knowledge", tuple(problems))
    entries = sources.catalog(knowledge).entries if knowledge else None
    for tag in (t for t in offered() if t != SOURCE):
        title = f"Übersetzung / translation: {tag}"
        if entries is None:
            yield Group(title, None)
        else:
            yield Group(title, tuple(check_translations.check(tag, entries, TRANSLATIONS)))
    yield Group("Trainingsdaten / training data", _training(knowledge, folder, problems))


def _training(
    knowledge: Knowledge | None, folder: Path, problems: Sequence[Finding]
) -> tuple[Finding, ...] | None:
    if knowledge is None or any(f.level == "error" for f in problems):
        return None
    known = check_training.Known(
        check_training.intents(sources.DOMAIN),
        knowledge.services,
        languages(),
        served(),
        offices.build(knowledge, offices.read_names(folder)),
    )
    return tuple(check_training.check(TRAINING, known))


def run(
    folder: Path | None = None, show_all: bool = False, say: Callable[[str], None] = print
) -> int:
    """Print what was found, group by group, then a summary; 1 where there are errors."""
    total: Counter[Level] = Counter()
    for group in groups((folder or KNOWLEDGE).resolve()):
        _print_group(group, show_all, say)
        total.update(finding.level for finding in group.findings or ())
    say(f"Ergebnis / result: {_counted(total)}")
    return 1 if total["error"] else 0


def _print_group(group: Group, show_all: bool, say: Callable[[str], None]) -> None:
    if group.findings is None:
        say(f"{group.title}: erst nach den Fehlern oben / only after the errors above\n")
        return
    say(f"{group.title}: {_counted(Counter(f.level for f in group.findings))}")
    for level, (german, english) in _LEVELS.items():
        found = [f for f in group.findings if f.level == level]
        if found:
            say(f"  {german} / {english}:")
            for line in _lines(found, show_all or level == "error"):
                say(f"    {line}")
    say("")


def _lines(found: Sequence[Finding], show_all: bool) -> Iterator[str]:
    """Every finding, or the first ten of each kind and how many more there are."""
    kinds: Counter[str] = Counter()
    for finding in found:
        kinds[finding.kind] += 1
        if show_all or kinds[finding.kind] <= _SHOWN_OF_A_KIND:
            yield str(finding.problem)
    if not show_all:
        for kind, count in kinds.items():
            if count > _SHOWN_OF_A_KIND:
                more = count - _SHOWN_OF_A_KIND
                yield f"… {more} weitere / more: {kind} (python -m bot check --all)"


def _counted(levels: Counter[Level]) -> str:
    return ", ".join(f"{levels[n]} {de} / {en}" for n, (de, en) in _LEVELS.items())
