"""Checks of ``knowledge/`` beyond the schema: shapes of addresses, sources that exist, age."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.findings import Finding, Place
from bot.knowledge import Knowledge, facts_of
from bot.opening_hours import is_valid
from bot.records import Fact, Office, OfficeSource, Requirement

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(r"\+49 [1-9]\d{1,4} \d[\d -]{1,14}\d")
_SPOKEN_PHONE = re.compile(r"11[0-9]|116 \d{3}|\(?0\d{2,5}\)? ?[\d -]{3,}\d|\+49 [\d -]{6,}")
REVIEW_YEARS = 2


def check(knowledge: Knowledge, folder: Path, today: date) -> Iterator[Finding]:
    """Everything that the schema cannot see in one file."""
    for kind, table in (("offices", knowledge.offices), ("services", knowledge.services)):
        for path in sorted((folder / kind).glob("*.yml")):
            if path.stem not in table:
                place = Place(folder.parent, path)
                yield place.found("error", "Die Datei ist leer oder kein Datensatz.", "no record")
    for office in knowledge.offices.values():
        place = Place(folder.parent, folder / "offices" / f"{office.id}.yml")
        yield from _office(office, place, today)
    yield from _links(knowledge, folder)
    yield from _spoken(knowledge, folder)
    yield from _source_ids(knowledge, folder)
    yield from _age(knowledge, folder, today)


def _office(office: Office, place: Place, today: date) -> Iterator[Finding]:
    yield from _hours(office, place)
    for field in ("website", "appointment_page", "online_application"):
        yield from _url(getattr(office, field), place.at(field))
    yield from _reachable(office, place)
    for i, contact in enumerate(office.other_contacts):
        yield from _reachable(contact, place, "other_contacts", i)
    for i, source in enumerate(office.sources):
        yield from _url(source.url, place.at("sources", i, "url"))
        yield from _state(source.state, place.at("sources", i, "state"))
    newest = max((s.state or "" for s in office.sources if _tells_age(s)), default=None)
    yield from _old(newest, place.at("sources"), today)
    if office.read > today:
        yield place.at("read").found("error", "Das Datum liegt in der Zukunft.", "date in future")


def _hours(office: Office, place: Place) -> Iterator[Finding]:
    names = ("opening_hours", "phone_hours", "building_hours")
    rows: list[tuple[tuple[str | int, ...], str | None]]
    rows = [((name,), getattr(office, name)) for name in names]
    for name in ("opening_hours_other", "walk_in"):
        special = enumerate(getattr(office, name))
        rows += [((name, i, "opening_hours"), hours.opening_hours) for i, hours in special]
    for field, value in rows:
        if value is not None and not is_valid(value):
            german = f"Diese Zeiten sind nicht lesbar (Muster: Mo-Fr 08:00-12:00): {value}"
            english = f"not OpenStreetMap opening hours: {value}"
            yield place.at(*field).found("error", german, english)


def _reachable(record: Any, place: Place, *field: str | int) -> Iterator[Finding]:
    if record.phone is not None and not _PHONE.fullmatch(record.phone):
        german = f"Telefonnummer bitte als +49 5121 301-0: {record.phone}"
        english = f"phone number is not like +49 5121 301-0: {record.phone}"
        yield place.at(*field, "phone").found("error", german, english)
    if record.email is not None and not _EMAIL.fullmatch(record.email):
        german = f"Keine E-Mail-Adresse: {record.email}"
        yield place.at(*field, "email").found("error", german, f"no e-mail: {record.email}")


def _url(url: str | None, place: Place) -> Iterator[Finding]:
    if url is not None and not _is_url(url):
        german = f"Keine Internetadresse (https://…): {url}"
        yield place.found("error", german, f"no web address: {url}")


def _is_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = parts.hostname or ""
    return parts.scheme in ("http", "https") and "." in host and not re.search(r"\s", url)


def _links(knowledge: Knowledge, folder: Path) -> Iterator[Finding]:
    for name in ("sources", "forms"):
        place = Place(folder.parent, folder / f"{name}.yml")
        for ident, record in getattr(knowledge, name).items():
            yield from _url(record.url, place.at(ident, "url"))


def _spoken(knowledge: Knowledge, folder: Path) -> Iterator[Finding]:
    """Phone numbers, mailboxes and pages among the values of texts."""
    for topic, facts in knowledge.topics.items():
        place = Place(folder.parent, folder / "topics" / f"{topic}.yml")
        for ident, fact in facts.items():
            yield from _values(fact.values, place, ident)
    for service in knowledge.services.values():
        place = Place(folder.parent, folder / "services" / f"{service.id}.yml")
        for fact in facts_of(service):
            yield from _values(fact.values, place)


def _values(values: Mapping[str, Any], place: Place, *field: str | int) -> Iterator[Finding]:
    shapes: dict[str, Callable[[str], object]] = {
        "phone": _SPOKEN_PHONE.fullmatch,
        "email": _EMAIL.fullmatch,
        "url": _is_url,
        "web": lambda v: _is_url(v if "://" in v else f"https://{v}"),
    }
    for name, value in values.items():
        if name in shapes and not shapes[name](str(value)):
            german = f"Das sieht nicht richtig aus: {value}"
            there = place.at(*field, "values", name)
            yield there.found("error", german, f"does not look right: {value}")


def _source_ids(knowledge: Knowledge, folder: Path) -> Iterator[Finding]:
    """Every source that a fact names is in ``sources.yml``."""
    tables: dict[str, Mapping[str, Any]] = {f"topics/{n}": t for n, t in knowledge.topics.items()}
    for name in ("conditions", "requirements", "fee_rules", "steps", "duties", "forms", "figures"):
        tables[name] = getattr(knowledge, name)
    named: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
    named = [
        (f"{n}.yml", (i, "sources"), r.sources) for n, t in tables.items() for i, r in t.items()
    ]
    named += [("fees.yml", (i, "source"), (fee.source,)) for i, fee in knowledge.fees.items()]
    for service in knowledge.services.values():
        facts: list[Fact | Requirement] = [*facts_of(service), *service.requirements]
        every = tuple(source for fact in facts for source in fact.sources)
        named.append((f"services/{service.id}.yml", ("sources",), every))
    for file, field, sources in named:
        for ident in dict.fromkeys(s for s in sources if s not in knowledge.sources):
            place = Place(folder.parent, folder / file, field)
            yield place.found("error", f"Unbekannte Quelle: {ident}", f"unknown source: {ident}")


def _age(knowledge: Knowledge, folder: Path, today: date) -> Iterator[Finding]:
    place = Place(folder.parent, folder / "sources.yml")
    for ident, source in knowledge.sources.items():
        yield from _state(source.state, place.at(ident, "state"))
        yield from _old(source.state, place.at(ident, "state"), today)
    place = Place(folder.parent, folder / "figures.yml")
    for ident, figure in knowledge.figures.items():
        if figure.next_change is not None and figure.next_change <= today:
            german = f"Seit {figure.next_change:%d.%m.%Y} neu zu prüfen."
            english = f"to be reviewed: since {figure.next_change}"
            yield place.at(ident, "next_change").found("note", german, english)


def _tells_age(source: OfficeSource) -> bool:
    """Not the nationwide list of addresses, which is no page of the office."""
    return source.state is not None and not (source.title or "").startswith("Anschriften")


def _state(state: str | None, place: Place) -> Iterator[Finding]:
    """Report a day that no calendar has; the schema sees to the digits."""
    try:
        date.fromisoformat(f"{state or '2000'}-01-01"[:10])
    except ValueError:
        german = f"Diesen Tag gibt es nicht: {state}"
        yield place.found("error", german, f"no such day: {state}")


def _old(state: str | None, place: Place, today: date) -> Iterator[Finding]:
    limit = f"{today.year - REVIEW_YEARS}{today.isoformat()[4:]}"
    if state is not None and state < limit[: len(state)]:
        german = f"Der gelesene Text ist älter als zwei Jahre: Stand {state}"
        yield place.found("note", german, f"text older than two years: {state}")
