"""All facts of ``knowledge/``, loaded once and checked: the only place where facts live."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.knowledge_reader import Reader
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
from bot.schema import KnowledgeError

FOLDER = Path(__file__).resolve().parent.parent / "knowledge"
PLACEHOLDER = re.compile(r"\{(\w+)\}")


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


def load(root: Path = FOLDER) -> Knowledge:
    """Reads and checks everything under ``root``.

    Raises KnowledgeError with every problem found: file, line, field, German and English text.
    """
    reader = Reader(root)
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
    for service in knowledge.services.values():
        yield f"service.{service.id}.name", Entry(service.name, term=service.term)
        yield from map(_entry, facts_of(service))
        yield from map(_entry, (r for r in service.requirements if r.text))
    for office in knowledge.offices.values():
        yield from map(_entry, _office_facts(office))
    for name in ("conditions", "requirements", "fee_rules", "steps", "duties"):
        yield from map(_entry, getattr(knowledge, name).values())
    for topic in knowledge.topics.values():
        yield from map(_entry, topic.values())
    yield from _record_texts("document", knowledge.documents)
    yield from _record_texts("form", knowledge.forms)
    yield from _record_texts("fee", knowledge.fees)
    yield from _record_texts("figure", knowledge.figures)


def _entry(fact: Fact | Requirement) -> tuple[str, Entry]:
    return fact.id or "", Entry(fact.text or "", fact.values)


def _record_texts(
    kind: str, records: Mapping[str, Document | Form | Fee | Figure]
) -> Iterator[tuple[str, Entry]]:
    for key, record in records.items():
        term = record.term if isinstance(record, Document | Form) else None
        yield f"{kind}.{key}", Entry(record.text, record.values, term)


def _check(knowledge: Knowledge, reader: Reader) -> None:
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


def _check_service(knowledge: Knowledge, reader: Reader, service: Service) -> None:
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
