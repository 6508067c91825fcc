"""Reading YAML files of ``knowledge/`` into records, with errors a clerk can act on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

_GERMAN = {
    "missing": "Das Feld fehlt.",
    "extra_forbidden": "Dieses Feld gibt es nicht (Schreibfehler?).",
    "unexpected_keyword_argument": "Dieses Feld gibt es nicht (Schreibfehler?).",
    "string_type": "Hier muss ein Text stehen.",
    "string_pattern_mismatch": "Hier muss ein Datum, ein Monat oder ein Jahr stehen (JJJJ-MM).",
    "bool_parsing": "Hier muss true (ja) oder false (nein) stehen.",
    "bool_type": "Hier muss true (ja) oder false (nein) stehen.",
    "float_parsing": "Hier muss eine Zahl stehen.",
    "float_type": "Hier muss eine Zahl stehen.",
    "tuple_type": "Hier muss eine Liste stehen (Zeilen mit einem Strich davor).",
    "dict_type": "Hier müssen eingerückte Felder stehen.",
    "mapping_type": "Hier müssen eingerückte Felder stehen.",
    "dataclass_type": "Hier müssen eingerückte Felder stehen.",
    "literal_error": "Dieser Wert ist hier nicht vorgesehen.",
    "date_from_datetime_parsing": "Hier muss ein Datum stehen (JJJJ-MM-TT).",
}


@dataclass(frozen=True)
class Problem:
    """One thing to mend: ``file:line``, the field, and the message in German and English."""

    file: str
    line: int
    field: str
    german: str
    english: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.german} / {self.english}"


class KnowledgeError(Exception):
    """Files under ``knowledge/`` that cannot be used; ``problems`` says which and why."""

    def __init__(self, problems: Sequence[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, problems)))


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML in which the same field twice is an error, not a silent loss."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"field twice: {key.value}", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)  # type: ignore[no-any-return]


def read_yaml(path: Path, root: Path) -> Any:
    """The file's content; raises KnowledgeError with the line on a YAML mistake."""
    try:
        return yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506  a SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        english = error.problem or "not YAML"
        german = "Die Datei ist an dieser Stelle nicht lesbar (Einrückung, Anführungszeichen?)."
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        line, english = 1, str(error)
        german = "Die Datei ist kein UTF-8-Text oder kein YAML."
    raise KnowledgeError([Problem(str(path.relative_to(root)), line, "-", german, english)])


def line_of(path: Path, location: Sequence[str | int]) -> int:
    """The line of a field, or of the nearest one above it that exists (from 1)."""
    node = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    line = 1
    for step in location:
        if isinstance(node, yaml.MappingNode):
            found = [(k, v) for k, v in node.value if k.value == str(step)]
            if not found:
                break
            line, node = found[0][0].start_mark.line + 1, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            if step >= len(node.value):
                break
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line


@cache
def _adapter(record: Any) -> TypeAdapter[Any]:
    return TypeAdapter(record)


def parse(record: Any, data: Any, path: Path, root: Path, at: Sequence[str | int] = ()) -> Any:
    """``data`` as ``record``; raises KnowledgeError that names file, line and field."""
    try:
        return _adapter(record).validate_python(data)
    except ValidationError as error:
        name = str(path.relative_to(root))
        problems = []
        for item in error.errors(include_url=False):
            where = [*at, *item["loc"]]
            field = ".".join(map(str, where)) or "-"
            german = _GERMAN.get(item["type"], "Dieser Wert passt hier nicht.")
            problems.append(Problem(name, line_of(path, where), field, german, item["msg"]))
        raise KnowledgeError(problems) from None
