"""Can ``knowledge/`` be loaded? If not: every cause with file, line and field, and no echoes."""

from pathlib import Path

from bot.findings import Finding, errors
from bot.knowledge import Knowledge, load
from bot.schema import KnowledgeError, Problem, read_yaml

_UNKNOWN = "unknown id: "


def check(folder: Path) -> tuple[Knowledge | None, list[Finding]]:
    """Load the knowledge; None with every problem that keeps it from being loaded."""
    try:
        return load(folder), []
    except KnowledgeError as error:
        return None, errors(_causes(error.problems))
    except (AttributeError, KeyError, OSError, TypeError, ValueError) as error:
        return None, errors(_unreadable(folder) or [_surprise(folder, error)])


def _causes(problems: tuple[Problem, ...]) -> list[Problem]:
    """Without what only follows: an id is unknown because its own record has a problem."""
    own = [p for p in problems if not p.english.startswith(_UNKNOWN)]
    broken = {p.field.split(".")[0] for p in own} | {Path(p.file).stem for p in own}
    # A file that cannot be read at all makes every id of it unknown.
    whole = {Path(p.file).stem for p in own if p.field == "-"}

    def follows(problem: Problem) -> bool:
        ident = problem.english.removeprefix(_UNKNOWN)
        return ident in broken or bool(whole & set(_table_names(problem.field)))

    return [*own, *(p for p in problems if p not in own and not follows(p))]


def _table_names(field: str) -> tuple[str, ...]:
    """Name the files that the ids of a service's field stand in."""
    if field == "documents.depending_on_case":
        return "documents", "conditions"
    if field == "requirements":
        return "requirements", "figures"
    return ("sources",) if field.endswith("sources") else (field.split(".")[0],)


def _unreadable(folder: Path) -> list[Problem]:
    """Files with values that YAML itself chokes on, such as the date 2026-13-45."""
    found: list[Problem] = []
    for path in sorted(folder.rglob("*.yml")):
        name = str(path.relative_to(folder.parent))
        german = "Die Felder müssen mit ihren Namen untereinander stehen."
        try:
            data = read_yaml(path, folder.parent)
        except KnowledgeError as error:
            found += error.problems
        except (TypeError, ValueError) as error:
            german = "Ein Wert in dieser Datei ist nicht lesbar (Datum?)."
            found.append(Problem(name, 1, "-", german, str(error)))
        else:
            expected = list if path.name == "courts.yml" else dict
            if not isinstance(data, expected):
                found.append(Problem(name, 1, "-", german, f"expected a {expected.__name__}"))
    return found


def _surprise(folder: Path, error: Exception) -> Problem:
    german = "Der Ordner ist nicht lesbar."
    return Problem(folder.name, 1, "-", german, f"{type(error).__name__}: {error}")
