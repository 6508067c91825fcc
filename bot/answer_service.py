"""Answers about a service, one for each module of the FIM/XZuFi standard."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.knowledge import Knowledge
from bot.records import Fact, Fee, Office, Service, Source
from bot.reply import Button, Line, Reply, items, payload

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
# Services that people often ask about after violence: the hotline is shown with the answer.
_VIOLENCE = frozenset({"independent_residence"})
_BENEFIT_RULE_LAWS = ("§ 45 ", "§ 45c", "§ 47 ")
_REVIEW_DAYS = 730
_MOST_SOURCES = 2


@dataclass(frozen=True)
class Asked:
    """What an answer needs to know: the service, the office if known, today, another candidate."""

    service: Service
    today: date
    office: Office | None = None
    other_service: str | None = None


def answer(knowledge: Knowledge, module: str, asked: Asked) -> Reply:
    """The answer to ``ask_<module>``; every module of ``MODULES`` has one for every service."""
    ident, lines = _BUILDERS[module](knowledge, asked)
    if asked.service.id in _VIOLENCE and module in ("service_info", "requirements", "procedure"):
        lines.insert(1, violence_line(knowledge))
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


def _lead(module: str, service: Service, **values: Any) -> Line:
    return Line(
        f"utter_{module}", values={"service": {"ref": f"service.{service.id}.name"}, **values}
    )


def _fact(fact: Fact, kind: Any = "item") -> Line:
    return Line(fact.id, kind, unconfirmed=fact.unconfirmed)


def _info(knowledge: Knowledge, asked: Asked) -> tuple[str, list[Line]]:
    service = asked.service
    lines = [_lead("service_info", service), _fact(service.info, "text")]
    lines += [_fact(note) for note in service.notes]
    lines.append(_responsible(service))
    lines += _changed(service)
    facts = [service.info, *service.notes]
    return "utter_service_info", [*lines, *_sources(knowledge, asked, facts)]


def _responsible(service: Service) -> Line:
    if service.responsible:
        return _fact(service.responsible, "text")
    return Line("utter_responsible_default")


def _changed(service: Service) -> list[Line]:
    return [_fact(service.law_changed, "text")] if service.law_changed else []


def _requirements(knowledge: Knowledge, asked: Asked) -> tuple[str, list[Line]]:
    service = asked.service
    lines = [_lead("requirements", service)]
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
            lines += [_fact(fact) for fact in group]
    lines += _changed(service)
    return "utter_requirements", [*lines, *_sources(knowledge, asked, facts)]


def _expired_figure(knowledge: Knowledge, name: str | None, today: date) -> list[Line]:
    """A warning behind an amount whose year is over."""
    figure = knowledge.figures.get(name or "")
    if figure is None or figure.next_change is None or today < figure.next_change:
        return []
    return [Line("utter_figure_verify", values={"date": figure.next_change.isoformat()})]


def _documents(knowledge: Knowledge, asked: Asked) -> tuple[str, list[Line]]:
    service, documents = asked.service, asked.service.documents
    lines = [_lead("documents", service)]
    for ident in documents.usual:
        values = {"choice": {"ref": f"document.{ident}"}}
        lines.append(Line("utter_button_choice", "check", values))
    if documents.depending_on_case:
        lines.append(Line("utter_documents_case"))
    for case in documents.depending_on_case:
        condition = {"text": f"condition.{case.when}"}
        values = {"document": {"ref": f"document.{case.id}"}, "condition": condition}
        lines.append(Line("utter_case_document", "check", values))
    if documents.note:
        lines.append(_fact(documents.note, "text"))
    if service.confirmed.get("documents") == "derived":
        lines.append(Line("utter_documents_derived"))
    elif service.confirmed.get("documents") == "other_portal":
        lines.append(Line("utter_documents_other_state"))
    lines.append(Line("step.german_documents"))
    return "utter_documents", [*lines, *_sources(knowledge, asked, (), documents.sources)]


def _forms(knowledge: Knowledge, asked: Asked) -> tuple[str, list[Line]]:
    service = asked.service
    if not service.forms:
        lines = [_lead("forms_unknown", service), *_office_page(asked.office)]
        return "utter_forms_unknown", [*lines, *_sources(knowledge, asked, ())]
    lines = [_lead("forms", service)]
    sources: list[str] = []
    for name in service.forms:
        form = knowledge.forms[name]
        values = {"form": {"ref": f"form.{name}"}, "url": form.url}
        plain = {"choice": {"ref": f"form.{name}"}}
        ident, used = ("utter_form_link", values) if form.url else ("utter_button_choice", plain)
        lines.append(Line(ident, "item", used, unconfirmed=form.unconfirmed))
        sources += form.sources
    lines += _office_page(asked.office) or [Line("utter_forms_where")]
    return "utter_forms", [*lines, *_sources(knowledge, asked, (), sources)]


def _office_page(office: Office | None) -> list[Line]:
    if office is None:
        return []
    if office.online_application:
        values = {"office": office.name, "url": office.online_application}
        return [Line("utter_online_office", values=values)]
    return [Line("utter_forms_office", values={"office": office.name, "url": office.website})]


def _procedure(knowledge: Knowledge, asked: Asked) -> tuple[str, list[Line]]:
    service = asked.service
    lines = [_lead("procedure", service)]
    facts: list[Fact]
    if service.procedure:
        facts = list(service.procedure)
    else:
        facts = [f for key, f in knowledge.steps.items() if key != "german_documents"]
    lines += [_fact(fact) for fact in facts]
    if service.online:
        lines.append(_fact(service.online, "text"))
    if asked.office and asked.office.online_application:
        lines += _office_page(asked.office)
    lines.append(_responsible(service))
    lines += _changed(service)
    return "utter_procedure", [*lines, *_sources(knowledge, asked, facts)]


def _fee(knowledge: Knowledge, asked: Asked) -> tuple[str, list[Line]]:
    service = asked.service
    fees = {name: knowledge.fees[name] for name in service.fees}
    if not fees and not service.fee_note:
        return "utter_fee_unknown", [_lead("fee_unknown", service)]
    lines = [_lead("fee", service)]
    lines += [_fee_line(name, fee) for name, fee in fees.items()]
    if service.fee_note:
        lines.append(_fact(service.fee_note, "text"))
    laws = [fee.law for name, fee in fees.items() if name != "no_fee"]
    lines += _fee_rules(knowledge, service, laws)
    sources = [fee.source for name, fee in fees.items() if name != "no_fee"]
    sources = sources or [*(service.fee_note.sources if service.fee_note else ())]
    sources = sources or list(service.sources[:1])
    law = ", ".join(dict.fromkeys(laws)) or None
    return "utter_fee", [*lines, *source_lines(knowledge, sources, law, asked.today)]


def _fee_line(name: str, fee: Fee) -> Line:
    text = {"text": f"fee.{name}"}
    if isinstance(fee.amount, tuple):
        values = {"fee": text, "from": f"{fee.amount[0]:g} EUR", "to": f"{fee.amount[1]:g} EUR"}
        return Line("utter_fee_amount_range", "item", values)
    values: dict[str, Any] = {"fee": text}
    values |= {"amount": _eur(fee.amount), "reduced": _eur(fee.reduced)}
    if fee.amount is None:
        return Line("utter_fee_amount_minor_only", "item", values)
    if fee.amount == 0:
        return Line("utter_button_choice", "item", {"choice": text})
    if fee.amount < 0:
        return Line("utter_fee_reduction", "item", {"fee": text, "amount": _eur(-fee.amount)})
    if fee.reduced in (None, fee.amount):
        return Line("utter_fee_amount", "item", values)
    if fee.under_24:
        return Line("utter_fee_amount_under_24", "item", {**values, "age": 24})
    return Line("utter_fee_amount_minor", "item", values)


def _eur(amount: float | None) -> str | None:
    return None if amount is None else f"{amount:g} EUR"


def _fee_rules(knowledge: Knowledge, service: Service, laws: Iterable[str]) -> list[Line]:
    rules = []
    if service.id == "association_right":
        rules = ["turkish_association"]
    elif service.id in ("refugee_residence", "travel_document"):
        rules = ["protection_exempt"]
    elif any(law.startswith(_BENEFIT_RULE_LAWS) for law in laws):
        rules = ["benefit_recipients_short"]
    elif list(laws):
        rules = ["hardship_discretion"]
    found = [knowledge.fee_rules[rule] for rule in rules if rule in knowledge.fee_rules]
    return [Line("utter_fee_less"), *map(_fact, found)] if found else []


def _processing_time(knowledge: Knowledge, asked: Asked) -> tuple[str, list[Line]]:
    service = asked.service
    if not service.processing_time:
        ident = "utter_processing_time_unknown"
        rule = knowledge.topics["inaction"]["three_months"]
        lines = [_lead("processing_time_unknown", service), _fact(rule, "text")]
        return ident, [*lines, *_sources(knowledge, asked, [rule], law=rule.law)]
    lines = [_lead("processing_time", service), _fact(service.processing_time)]
    return "utter_processing_time", [
        *lines,
        *_sources(knowledge, asked, [service.processing_time], law=service.processing_time.law),
    ]


def _deadline(knowledge: Knowledge, asked: Asked) -> tuple[str, list[Line]]:
    service = asked.service
    facts = [*service.deadlines, *([service.validity] if service.validity else [])]
    if not facts:
        return "utter_deadline_unknown", [_lead("deadline_unknown", service)]
    lines = [_lead("deadline", service), *map(_fact, service.deadlines)]
    if service.validity:
        values = {"validity": {"text": service.validity.id}}
        lines.append(Line("utter_validity", "item", values))
    if service.duties:
        lines.append(Line("utter_duties"))
        lines += items(f"duty.{name}" for name in service.duties)
    lines += _changed(service)
    return "utter_deadline", [*lines, *_sources(knowledge, asked, facts)]


def _legal_basis(knowledge: Knowledge, asked: Asked) -> tuple[str, list[Line]]:
    service = asked.service
    laws = "; ".join(service.legal_basis)
    lines = [_lead("legal_basis", service, laws=laws), *_changed(service)]
    return "utter_legal_basis", [*lines, *_sources(knowledge, asked, (), service.sources[:1])]


_BUILDERS: Mapping[str, Callable[[Knowledge, Asked], tuple[str, list[Line]]]] = {
    "service_info": _info,
    "requirements": _requirements,
    "documents": _documents,
    "procedure": _procedure,
    "fee": _fee,
    "deadline": _deadline,
    "processing_time": _processing_time,
    "forms": _forms,
    "legal_basis": _legal_basis,
}


def _sources(
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


def violence_line(knowledge: Knowledge) -> Line:
    """The hotline for women who suffer violence."""
    values = knowledge.topics["emergency"]["violence_against_women"].values
    given = {"phone": values["phone"], "count": values["languages"]}
    return Line("utter_emergency_violence", values=given)


def source_lines(
    knowledge: Knowledge, sources: Iterable[str], law: str | None, today: date
) -> list[Line]:
    """One line a source, the most used first, with its date; old ones ask to be verified."""
    counted: dict[str, int] = {}
    for source in sources:
        counted[source] = counted.get(source, 0) + 1
    ranked = sorted(counted, key=lambda s: -counted[s])[:_MOST_SOURCES]
    lines = [_source(knowledge.sources[name], law, today) for name in ranked]
    if any(_is_old(knowledge.sources[name], today) for name in ranked):
        lines.append(Line("utter_verify", "source"))
    return lines


def _source(source: Source, law: str | None, today: date) -> Line:
    is_law = source.url is not None and "gesetze-im-internet.de" in source.url and law is not None
    values: dict[str, Any] = {"source": source.title}
    if is_law:
        values["law"] = law
    name = "utter_source_law" if is_law else "utter_source"
    if source.state is None:
        return Line(f"{name}_undated", "source", {**values, "read": source.read.isoformat()})
    return Line(name, "source", {**values, "state": {"state": source.state}})


def _is_old(source: Source, today: date) -> bool:
    if source.state is None:
        return False
    year, month, day = (*map(int, source.state.split("-")), 12, 28)[:3]
    return (today - date(year, month, day)).days > _REVIEW_DAYS
