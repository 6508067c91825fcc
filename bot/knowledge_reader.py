"""Reads the files of ``knowledge/`` into records; every fact gets the id its translations know."""

import csv
import re
from pathlib import Path
from typing import Any

from bot.records import Court, Fact, Municipality
from bot.schema import KnowledgeError, Problem, line_of, parse, read_yaml

_FACT_FIELDS = {"info", "responsible", "fee_note", "processing_time", "validity", "online"}
_FACT_FIELDS |= {"law_changed", "note", "notes", "language_help", "purpose"}
_FACT_LISTS = {"procedure": "step", "deadlines": "deadline", "rights": "right"}
_FACT_LISTS |= {"variants": "variant", "notes": "note"}


class Reader:
    """Reads the folder file by file and gathers all problems before it gives up."""

    def __init__(self, root: Path):
        self.root = root
        self.problems: list[Problem] = []
        self.origin: dict[str, tuple[Path, tuple[str | int, ...]]] = {}

    def table(self, name: str, record: Any, context: str) -> dict[str, Any]:
        """``name.yml``: a mapping of ids to records; facts get the id ``context.id``."""
        path = self.root / f"{name}.yml"
        out = {}
        for key, item in (self._read(path) or {}).items():
            ident = f"{context}.{key}"
            self.origin[ident] = (path, (key,))
            if isinstance(item, dict) and record is Fact:
                item = {**item, "id": ident}
            parsed = self._parse(record, item, path, (key,))
            if parsed is not None:
                out[str(key)] = parsed
        return out

    def files(self, folder: str, record: Any) -> dict[str, Any]:
        """``folder/<id>.yml``: one record a file; the file's name is the id."""
        out = {}
        for path in sorted((self.root / folder).glob("*.yml")):
            data = self._read(path)
            if not isinstance(data, dict):
                continue
            self._name_facts(data, f"{folder[:-1]}.{path.stem}", path)
            parsed = self._parse(record, data, path)
            if parsed is not None:
                out[path.stem] = parsed
                if parsed.id != path.stem:
                    self.problem(path, ("id",), "Die id muss wie die Datei heißen.", "id != file")
        return out

    def _name_facts(self, data: dict[str, Any], prefix: str, path: Path) -> None:
        """Facts get ids after where they stand: "service.study.deadline.1"."""
        for name, value in list(data.items()):
            if name in _FACT_FIELDS and isinstance(value, (str, dict)):
                data[name] = self._fact(value, f"{prefix}.{name}", path, (name,))
            elif isinstance(value, list):
                self._name_items(name, value, prefix, path)
            elif isinstance(value, dict) and name not in ("confirmed", "values"):
                self._name_facts(value, f"{prefix}.{name}", path)

    def _name_items(self, name: str, items: list[Any], prefix: str, path: Path) -> None:
        for i, item in enumerate(items):
            if name in _FACT_LISTS:
                own = item.get("id", i + 1) if isinstance(item, dict) else i + 1
                ident = f"{prefix}.{_FACT_LISTS[name]}.{own}"
                items[i] = self._fact(item, ident, path, (name, i))
            elif not isinstance(item, dict):
                continue
            elif name != "requirements":
                self._name_facts(item, f"{prefix}.{name}.{i + 1}", path)
            elif "id" in item:
                item["id"] = f"{prefix}.requirement.{item['id']}"
                self.origin[item["id"]] = (path, (name, i))

    def _fact(self, value: Any, ident: str, path: Path, at: tuple[str | int, ...]) -> Any:
        self.origin[ident] = (path, at)
        if isinstance(value, str):
            return {"text": value, "id": ident}
        return {**value, "id": ident} if isinstance(value, dict) else value

    def topics(self) -> dict[str, dict[str, Fact]]:
        """``topics/<name>.yml``: a table of facts for each topic."""
        names = sorted(p.stem for p in (self.root / "topics").glob("*.yml"))
        return {n: self.table(f"topics/{n}", Fact, f"topic.{n}") for n in names}

    def municipalities(self) -> tuple[Municipality, ...]:
        """Rows of the postal-code table, one record for each municipality key."""
        codes: dict[tuple[str, str], list[str]] = {}
        path = self.root / "postal_codes.csv"
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 2):
                code, ags = row.get("postal_code") or "", row.get("ags") or ""
                if not re.fullmatch(r"\d{5}", code) or not re.fullmatch(r"03\d{6}", ags):
                    german = "Zeile passt nicht: postal_code (5 Ziffern), municipality, ags (03…)."
                    name = str(path.relative_to(self.root.parent))
                    self.problems.append(Problem(name, number, "-", german, "row does not fit"))
                    continue
                codes.setdefault((ags, row["municipality"]), []).append(code)
        return tuple(Municipality(a, n, tuple(c)) for (a, n), c in codes.items())

    def courts(self) -> tuple[Court, ...]:
        """``courts.yml``: a list of records without ids."""
        path = self.root / "courts.yml"
        found = [self._parse(Court, c, path, (i,)) for i, c in enumerate(self._read(path) or [])]
        return tuple(c for c in found if c is not None)

    def problem(self, path: Path, at: tuple[str | int, ...], german: str, english: str) -> None:
        """Notes a mistake in a file, with the line of the field."""
        name = str(path.relative_to(self.root.parent))
        field_name = ".".join(map(str, at)) or "-"
        self.problems.append(Problem(name, line_of(path, at), field_name, german, english))

    def _read(self, path: Path) -> Any:
        try:
            return read_yaml(path, self.root.parent)
        except KnowledgeError as error:
            self.problems += error.problems
            return None

    def _parse(self, record: Any, item: Any, path: Path, at: tuple[str | int, ...] = ()) -> Any:
        try:
            return parse(record, item, path, self.root.parent, at)
        except KnowledgeError as error:
            self.problems += error.problems
            return None
