"""What the answers about a service are made of: the question, and shared lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.answer_sources import source_lines
from bot.knowledge import Knowledge
from bot.records import Fact, Office, Service
from bot.reply import Kind, Line


@dataclass(frozen=True)
class Asked:
    """What an answer needs to know: the service, the office if known, today, another candidate."""

    service: Service
    today: date
    office: Office | None = None
    other_service: str | None = None


def lead(module: str, service: Service, **values: Any) -> Line:
    """The first line of an answer; it names the service."""
    return Line(
        f"utter_{module}", values={"service": {"ref": f"service.{service.id}.name"}, **values}
    )


def fact_line(fact: Fact, kind: Kind = "item") -> Line:
    """A fact as it stands in the knowledge."""
    return Line(fact.id, kind, unconfirmed=fact.unconfirmed)


def responsible(service: Service) -> Line:
    """Who does it: the body that the service names, or the office of the place."""
    if service.responsible:
        return fact_line(service.responsible, "text")
    return Line("utter_responsible_default")


def changed(service: Service) -> list[Line]:
    """A note where the law has changed lately."""
    return [fact_line(service.law_changed, "text")] if service.law_changed else []


def office_page(office: Office | None) -> list[Line]:
    """Where the office offers the application or its forms."""
    if office is None:
        return []
    if office.online_application:
        values = {"office": office.name, "url": office.online_application}
        return [Line("utter_online_office", values=values)]
    return [Line("utter_forms_office", values={"office": office.name, "url": office.website})]


def violence_line(knowledge: Knowledge) -> Line:
    """The hotline for women who suffer violence."""
    values = knowledge.topics["emergency"]["violence_against_women"].values
    given = {"phone": values["phone"], "count": values["languages"]}
    return Line("utter_emergency_violence", values=given)


def own_sources(
    knowledge: Knowledge,
    asked: Asked,
    facts: Iterable[Any],
    sources: Iterable[str] = (),
    law: str | None = None,
) -> list[Line]:
    """Where the facts were read, the service's own sources where they name none."""
    named = [*sources, *(s for fact in facts for s in fact.sources)]
    chosen = named or list(asked.service.sources[:1])
    law = law or ", ".join(asked.service.legal_basis)
    return source_lines(knowledge, chosen, law, asked.today)
