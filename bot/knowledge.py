"""All facts of ``knowledge/``, loaded once and checked: the only place where facts live."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.records import (
    Court,
    Document,
    Fact,
    Fee,
    Figure,
    Form,
    Municipality,
    Office,
    Requirement,
    Service,
    Source,
    Value,
)
from bot.schema import KnowledgeError, Problem, line_of, parse, read_yaml

FOLDER = Path(__file__).resolve().parent.parent / "knowledge"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
_FACT_FIELDS = {"info", "responsible", "fee_note", "processing_time", "validity", "online"}
_FACT_FIELDS |= {"law_changed", "note", "notes", "language_help", "purpose"}
_FACT_LISTS = {"procedure": "step", "deadlines": "deadline", "rights": "right"}
_FACT_LISTS |= {"variants": "variant", "notes": "note"}


@dataclass(frozen=True)
class Entry:
    """A German source text with the figures that belong to it; ``term``: official German name."""

    text: str
    values: Mapping[str, Value] = field(default_factory=dict)
    term: str | None = None


@dataclass(frozen=True)
class Knowledge:
    """Every record by its id; ``texts`` holds every German text by its catalogue context."""

    services: Mapping[str, Service] = field(default_factory=dict)
    offices: Mapping[str, Office] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    conditions: Mapping[str, Fact] = field(default_factory=dict)
    requirements: Mapping[str, Fact] = field(default_factory=dict)
    fees: Mapping[str, Fee] = field(default_factory=dict)
    fee_rules: Mapping[str, Fact] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    steps: Mapping[str, Fact] = field(default_factory=dict)
    duties: Mapping[str, Fact] = field(default_factory=dict)
    topics: Mapping[str, Mapping[str, Fact]] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)
    courts: tuple[Court, ...] = ()
    municipalities: tuple[Municipality, ...] = ()
    texts: Mapping[str, Entry] = field(default_factory=dict)


class _Reader:
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
        for name, value in list(data.items()):
            if name in _FACT_FIELDS and isinstance(value, (str, dict)):
                data[name] = self._fact(value, f"{prefix}.{name}", path, (name,))
            elif name in _FACT_LISTS and isinstance(value, list):
                for i, item in enumerate(value):
                    ident = item.get("id", i + 1) if isinstance(item, dict) else i + 1
                    key = f"{prefix}.{_FACT_LISTS[name]}.{ident}"
                    value[i] = self._fact(item, key, path, (name, i))
            elif name == "requirements" and isinstance(value, list):
                for i, item in enumerate(value):
                    if isinstance(item, dict) and "id" in item:
                        item["id"] = f"{prefix}.requirement.{item['id']}"
                        self.origin[item["id"]] = (path, (name, i))
            elif isinstance(value, dict) and name not in ("confirmed", "values"):
                self._name_facts(value, f"{prefix}.{name}", path)
            elif isinstance(value, list):
                for i, item in enumerate(value):
                    if isinstance(item, dict):
                        self._name_facts(item, f"{prefix}.{name}.{i + 1}", path)

    def _fact(self, value: Any, ident: str, path: Path, at: tuple[str | int, ...]) -> Any:
        self.origin[ident] = (path, at)
        if isinstance(value, str):
            return {"text": value, "id": ident}
        return {**value, "id": ident} if isinstance(value, dict) else value

    def topics(self) -> dict[str, dict[str, Fact]]:
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
        path = self.root / "courts.yml"
        found = [self._parse(Court, c, path, (i,)) for i, c in enumerate(self._read(path) or [])]
        return tuple(c for c in found if c is not None)

    def problem(self, path: Path, at: tuple[str | int, ...], german: str, english: str) -> None:
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


def load(root: Path = FOLDER) -> Knowledge:
    """Reads and checks everything under ``root``.

    Raises KnowledgeError with every problem found: file, line, field, German and English text.
    """
    reader = _Reader(root)
    knowledge = Knowledge(
        services=reader.files("services", Service),
        offices=reader.files("offices", Office),
        documents=reader.table("documents", Document, "document"),
        conditions=reader.table("conditions", Fact, "condition"),
        requirements=reader.table("requirements", Fact, "requirement"),
        fees=reader.table("fees", Fee, "fee"),
        fee_rules=reader.table("fee_rules", Fact, "fee_rule"),
        forms=reader.table("forms", Form, "form"),
        figures=reader.table("figures", Figure, "figure"),
        steps=reader.table("steps", Fact, "step"),
        duties=reader.table("duties", Fact, "duty"),
        topics=reader.topics(),
        sources=reader.table("sources", Source, "source"),
        terms=reader.table("terms", str, "term"),
        courts=reader.courts(),
        municipalities=reader.municipalities(),
    )
    knowledge = replace(knowledge, texts=dict(_texts(knowledge)))
    _check(knowledge, reader)
    if reader.problems:
        raise KnowledgeError(reader.problems)
    return knowledge


def facts_of(service: Service) -> Iterator[Fact]:
    """Every fact written in the service's own file."""
    single: tuple[Fact | None, ...] = (
        service.info,
        service.responsible,
        service.fee_note,
        service.processing_time,
    )
    single += (service.validity, service.online, service.law_changed, service.documents.note)
    yield from (fact for fact in single if fact)
    for group in (service.procedure, service.deadlines, service.rights, service.variants):
        yield from group
    yield from service.notes


def _office_facts(office: Office) -> Iterator[Fact]:
    yield from (fact for fact in (office.language_help, office.notes) if fact)
    for hours in (*office.walk_in, *office.opening_hours_other):
        yield hours.purpose
    yield from (contact.purpose for contact in office.other_contacts)
    yield from (site.purpose for site in office.other_sites if site.purpose)


def _texts(knowledge: Knowledge) -> Iterator[tuple[str, Entry]]:
    def entry(fact: Fact | Requirement) -> tuple[str, Entry]:
        return fact.id or "", Entry(fact.text or "", fact.values)

    for service in knowledge.services.values():
        yield f"service.{service.id}.name", Entry(service.name, term=service.term)
        yield from map(entry, facts_of(service))
        yield from map(entry, (r for r in service.requirements if r.text))
    for office in knowledge.offices.values():
        yield from map(entry, _office_facts(office))
    for name in ("conditions", "requirements", "fee_rules", "steps", "duties"):
        yield from map(entry, getattr(knowledge, name).values())
    for topic in knowledge.topics.values():
        yield from map(entry, topic.values())
    for name, kind in (("documents", "document"), ("forms", "form")):
        for key, record in getattr(knowledge, name).items():
            yield f"{kind}.{key}", Entry(record.text, record.values, record.term)
    for name, kind in (("fees", "fee"), ("figures", "figure")):
        for key, record in getattr(knowledge, name).items():
            yield f"{kind}.{key}", Entry(record.text, record.values)


def _check(knowledge: Knowledge, reader: _Reader) -> None:
    """Placeholders have values or are terms; every id that is named exists."""
    for ident, entry in knowledge.texts.items():
        unknown = set(PLACEHOLDER.findall(entry.text)) - set(entry.values) - set(knowledge.terms)
        if unknown or not entry.text.strip():
            names = ", ".join(sorted(unknown)) or "-"
            path, at = reader.origin.get(ident, (reader.root / "services", ()))
            german = f"Text leer oder Platzhalter ohne Wert: {names}"
            if path.is_dir():
                path = path / f"{ident.split('.')[1]}.yml"
            reader.problem(path, at, german, f"empty text or placeholder without value: {names}")
    for service in knowledge.services.values():
        _check_service(knowledge, reader, service)


def _check_service(knowledge: Knowledge, reader: _Reader, service: Service) -> None:
    path = reader.root / "services" / f"{service.id}.yml"
    documents = service.documents
    case = documents.depending_on_case
    named: list[tuple[tuple[str | int, ...], Mapping[str, Any], tuple[str | None, ...]]] = [
        (("forms",), knowledge.forms, service.forms),
        (("fees",), knowledge.fees, service.fees),
        (("duties",), knowledge.duties, service.duties),
        (("related",), knowledge.services, service.related),
        (("sources",), knowledge.sources, service.sources),
        (("documents", "usual"), knowledge.documents, documents.usual),
        (("documents", "sources"), knowledge.sources, documents.sources),
        (("documents", "depending_on_case"), knowledge.documents, tuple(c.id for c in case)),
        (("documents", "depending_on_case"), knowledge.conditions, tuple(c.when for c in case)),
        (("requirements",), knowledge.requirements, tuple(r.use for r in service.requirements)),
        (("requirements",), knowledge.figures, tuple(r.figure for r in service.requirements)),
    ]
    for at, table, ids in named:
        for ident in ids:
            if ident is not None and ident not in table:
                reader.problem(path, at, f"Unbekannte id: {ident}", f"unknown id: {ident}")
