"""Answers about a service, one for each module of the FIM/XZuFi standard."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from bot import answer_fee, answer_papers
from bot.knowledge import Knowledge
from bot.records import Fact
from bot.reply import Button, Line, Reply, items, payload
from bot.service_lines import (
    Asked,
    changed,
    fact_line,
    lead,
    office_page,
    own_sources,
    responsible,
    violence_line,
)

MODULES = (
    "service_info",
    "requirements",
    "documents",
    "procedure",
    "fee",
    "deadline",
    "processing_time",
    "forms",
    "legal_basis",
)
_OFFICE_BUTTON = ("utter_button_office", "ask_responsible_office")
# Services where independent help should be one button away.
_HELP_FIRST = frozenset(
    (
        "deportation tolerated_stay asylum hardship_case independent_residence "
        "voluntary_return deportation_ban identity_clarification"
    ).split()
)
# The usual steps end with a card only where a card is paid for.
_PAPER_STEPS = ("apply_online_or_by_appointment", "papers_checked")
_CARD_STEPS = (*_PAPER_STEPS, "fingerprints", "card_produced", "pick_up")
_CARD_FEES = (
    "residence_permit",
    "settlement_permit",
    "eu_long_term",
    "eu_residence_card",
    "card_reissue",
    "turkish_association_card",
    "travel_document",
)
# Services that people often ask about after violence: the hotline is shown with the answer.
_VIOLENCE = frozenset({"independent_residence"})


def answer(knowledge: Knowledge, module: str, asked: Asked) -> Reply:
    """The answer to ``ask_<module>``; every module of ``MODULES`` has one for every service."""
    ident, lines = _BUILDERS[module](knowledge, asked)
    if asked.service.id in _VIOLENCE and module in ("service_info", "requirements", "procedure"):
        at = next((i for i, line in enumerate(lines) if line.kind == "source"), len(lines))
        lines.insert(at, violence_line(knowledge))
    return Reply(ident, tuple(lines), tuple(buttons(module, asked)))


def buttons(module: str, asked: Asked) -> Iterator[Button]:
    """The other modules, help where it matters, the office, and the other service meant."""
    ident = asked.service.id
    if asked.other_service:
        values = {"choice": {"text": f"service.{asked.other_service}.name"}}
        intent = f"ask_{module}"
        yield Button("utter_button_choice", payload(intent, service=asked.other_service), values)
    if ident in _HELP_FIRST:
        yield Button("utter_button_counselling", payload("ask_counselling"))
    others = [m for m in MODULES if m != module][:6]
    for name in others:
        yield Button(f"utter_button_{name}", payload(f"ask_{name}", service=ident))
    if asked.office:
        yield Button("utter_button_appointment", payload("ask_appointment"))
        yield Button("utter_button_contact", payload("ask_office_contact"))
    else:
        yield Button(_OFFICE_BUTTON[0], payload(_OFFICE_BUTTON[1]))


def _info(knowledge: Knowledge, asked: Asked) -> tuple[str, list[Line]]:
    service = asked.service
    lines = [lead("service_info", service), fact_line(service.info, "text")]
    lines += [fact_line(note) for note in service.notes]
    lines.append(responsible(service))
    lines += changed(service)
    facts = [service.info, *service.notes]
    return "utter_service_info", [*lines, *own_sources(knowledge, asked, facts)]


def _requirements(knowledge: Knowledge, asked: Asked) -> tuple[str, list[Line]]:
    service = asked.service
    lines = [lead("requirements", service)]
    facts = []
    for requirement in service.requirements:
        ident = requirement.id or f"requirement.{requirement.use}"
        lines.append(Line(ident, "item", unconfirmed=requirement.unconfirmed))
        lines += _expired_figure(knowledge, requirement.figure, asked.today)
        facts.append(requirement)
    for group, title in ((service.variants, "variants"), (service.rights, "rights")):
        if group:
            lines.append(
                Line("utter_requirements_variants" if title == "variants" else "utter_rights")
            )
            lines += [fact_line(fact) for fact in group]
    lines += changed(service)
    return "utter_requirements", [*lines, *own_sources(knowledge, asked, facts)]


def _expired_figure(knowledge: Knowledge, name: str | None, today: date) -> list[Line]:
    """A warning behind an amount whose year is over."""
    figure = knowledge.figures.get(name or "")
    if figure is None or figure.next_change is None or today < figure.next_change:
        return []
    return [Line("utter_figure_verify", values={"date": figure.next_change.isoformat()})]


def _procedure(knowledge: Knowledge, asked: Asked) -> tuple[str, list[Line]]:
    service = asked.service
    lines = [lead("procedure", service)]
    # who asks what to do must first hear what has to be done by when
    facts: list[Fact] = list(service.deadlines)
    if service.procedure:
        facts += service.procedure
    else:
        is_card = any(name.startswith(_CARD_FEES) for name in service.fees)
        facts += [knowledge.steps[name] for name in (_CARD_STEPS if is_card else _PAPER_STEPS)]
    lines += [fact_line(fact) for fact in facts]
    if service.online:
        lines.append(fact_line(service.online, "text"))
    if asked.office and asked.office.online_application:
        lines += office_page(asked.office)
    lines.append(responsible(service))
    lines += changed(service)
    return "utter_procedure", [*lines, *own_sources(knowledge, asked, facts)]


def _processing_time(knowledge: Knowledge, asked: Asked) -> tuple[str, list[Line]]:
    service = asked.service
    if not service.processing_time:
        ident = "utter_processing_time_unknown"
        rule = knowledge.topics["inaction"]["three_months"]
        lines = [lead("processing_time_unknown", service), fact_line(rule, "text")]
        return ident, [*lines, *own_sources(knowledge, asked, [rule], law=rule.law)]
    lines = [lead("processing_time", service), fact_line(service.processing_time)]
    return "utter_processing_time", [
        *lines,
        *own_sources(knowledge, asked, [service.processing_time], law=service.processing_time.law),
    ]


def _deadline(knowledge: Knowledge, asked: Asked) -> tuple[str, list[Line]]:
    service = asked.service
    facts = [*service.deadlines, *([service.validity] if service.validity else [])]
    if not facts:
        return "utter_deadline_unknown", [lead("deadline_unknown", service)]
    lines = [lead("deadline", service), *map(fact_line, service.deadlines)]
    if service.validity:
        values = {"validity": {"text": service.validity.id}}
        lines.append(Line("utter_validity", "item", values))
    if service.duties:
        lines.append(Line("utter_duties"))
        lines += items(f"duty.{name}" for name in service.duties)
    lines += changed(service)
    return "utter_deadline", [*lines, *own_sources(knowledge, asked, facts)]


def _legal_basis(knowledge: Knowledge, asked: Asked) -> tuple[str, list[Line]]:
    service = asked.service
    laws = "; ".join(service.legal_basis)
    lines = [lead("legal_basis", service, laws=laws), *changed(service)]
    return "utter_legal_basis", [*lines, *own_sources(knowledge, asked, (), service.sources[:1])]


_BUILDERS: Mapping[str, Callable[[Knowledge, Asked], tuple[str, list[Line]]]] = {
    "service_info": _info,
    "requirements": _requirements,
    "documents": answer_papers.documents,
    "procedure": _procedure,
    "fee": answer_fee.costs,
    "deadline": _deadline,
    "processing_time": _processing_time,
    "forms": answer_papers.forms,
    "legal_basis": _legal_basis,
}
