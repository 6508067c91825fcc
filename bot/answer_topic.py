"""Answers about the person's own case, help, language, emergencies and the assistant itself."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.answer_office import ways
from bot.answer_sources import source_lines
from bot.knowledge import Knowledge
from bot.offices import district_of
from bot.records import Fact, Office, Service
from bot.reply import Button, Line, Reply, payload
from bot.service_lines import violence_line

_SERVICE_NUMBER = "topic.phone_115.hours"
# the number and its hours stand in the knowledge; here are only their names
PHONE_115 = {"of": _SERVICE_NUMBER, "value": "phone"}
HOURS_115 = {
    "phone": PHONE_115,
    "from": {"of": _SERVICE_NUMBER, "value": "from"},
    "to": {"of": _SERVICE_NUMBER, "value": "to"},
}
_ASYLUM = frozenset({"asylum"})
_BENEFITS = frozenset({"asylum_seeker_benefits"})
_VIOLENCE = frozenset({"independent_residence"})
_REMOVAL = frozenset({"deportation", "tolerated_stay", "hardship_case", "deportation_ban"})


@dataclass(frozen=True)
class Case:
    """What a topic answer needs: today, and the service and office where they are known."""

    today: date
    service: Service | None = None
    office: Office | None = None


def answer(knowledge: Knowledge, intent: str, case: Case) -> Reply:
    """The answer to one of ``TOPICS``."""
    return _BUILDERS[intent](knowledge, case)


def _reply(
    knowledge: Knowledge,
    case: Case,
    ident: str,
    facts: Iterable[Fact],
    extra: Iterable[Line] = (),
    buttons: Iterable[Button] = (),
) -> Reply:
    facts = list(facts)
    lines = [Line(ident), *(Line(f.id, "item", unconfirmed=f.unconfirmed) for f in facts), *extra]
    law = ", ".join(dict.fromkeys(f.law for f in facts if f.law)) or None
    lines += source_lines(knowledge, [s for f in facts for s in f.sources], law, case.today)
    return Reply(ident, tuple(lines), tuple(buttons))


def _facts(knowledge: Knowledge, topic: str, *names: str) -> list[Fact]:
    return [knowledge.topics[topic][name] for name in names]


def _status(knowledge: Knowledge, case: Case) -> Reply:
    facts = _facts(knowledge, "inaction", "ask_first", "three_months")
    extra = [Line("utter_status_reference"), *_write_to(case)]
    service = {"service": case.service.id} if case.service else {}
    buttons = [
        Button("utter_button_processing_time", payload("ask_processing_time", **service)),
        _office_button(case),
        Button("utter_button_counselling", payload("ask_counselling")),
    ]
    return _reply(knowledge, case, "utter_application_status", facts, extra, buttons)


def _write_to(case: Case) -> Iterator[Line]:
    if case.office:
        values = {"office": case.office.name, "contact": ways(case.office)}
        yield Line("utter_status_write_to", values=values)


def _office_button(case: Case) -> Button:
    if case.office:
        return Button("utter_button_contact", payload("ask_office_contact"))
    return Button("utter_button_office", payload("ask_responsible_office"))


def _appeal(knowledge: Knowledge, case: Case) -> Reply:
    service = case.service.id if case.service else None
    if service in _ASYLUM:
        names = ["follow_remedy_notice", "asylum_two_weeks", "asylum_no_court_fees"]
    elif service in _BENEFITS:
        names = ["follow_remedy_notice", "benefits_social_court"]
    elif service == "visa":
        names = ["follow_remedy_notice", "visa_refusal"]
    else:
        names = ["one_month", "no_objection_stage", "no_suspensive_effect", "urgent_application"]
    facts = _facts(knowledge, "remedies", *names)
    buttons = [
        Button("utter_button_counselling", payload("ask_counselling")),
        _office_button(case),
    ]
    court = list(_court(knowledge, case)) if service not in {"visa", *_BENEFITS} else []
    extra = [*court, Line("utter_counselling_lawyer")]
    return _reply(knowledge, case, "utter_decision_appeal", facts, extra, buttons)


def _court(knowledge: Knowledge, case: Case) -> Iterator[Line]:
    if case.office is None:
        return
    district = district_of(case.office.areas)
    for court in knowledge.courts:
        if district in court.areas:
            text = f"{court.name}, {court.address}" if court.address else court.name
            yield Line("utter_appeal_court", values={"court": text})


def _complaint(knowledge: Knowledge, case: Case) -> Reply:
    facts = _facts(knowledge, "complaint", "talk_first", "service_complaint", "not_a_remedy")
    facts += _facts(knowledge, "inaction", "three_months")
    buttons = [
        Button("utter_button_appeal", payload("ask_decision_appeal")),
        Button("utter_button_counselling", payload("ask_counselling")),
        _office_button(case),
    ]
    return _reply(knowledge, case, "utter_complaint", facts, _write_to(case), buttons)


def _interpreter(knowledge: Knowledge, case: Case) -> Reply:
    facts = _facts(
        knowledge, "language", "bring_someone", "official_language_german", "foreign_papers"
    )
    if case.service and case.service.id in _ASYLUM:
        facts = _facts(knowledge, "language", "asylum_interpreter", "asylum_information")
    extra: list[Line] = []
    if case.office and case.office.language_help:
        extra.append(Line(case.office.language_help.id, "item"))
    if case.office and case.office.languages_spoken:
        names: Any = {"tongues": list(case.office.languages_spoken)}
        values = {"office": case.office.name, "languages": names}
        extra.append(Line("utter_interpreter_spoken", "item", values))
    return _reply(knowledge, case, "utter_interpreter", facts, extra, [_office_button(case)])


def _counselling(knowledge: Knowledge, case: Case) -> Reply:
    names = ["mbe", "jmd", "fluechtlingsrat_ni"]
    if case.service and case.service.id in _ASYLUM:
        names.insert(0, "asylum_advice")
    if case.service and case.service.id == "voluntary_return":
        names.insert(0, "return_advice")
    if case.service and case.service.id in ("skilled_worker", "employment_permission"):
        names.insert(0, "labour_law_advice")
    facts = _facts(knowledge, "counselling", *names)
    extra = [Line("utter_counselling_lawyer")]
    if case.service and case.service.id in _VIOLENCE:
        extra.append(violence_line(knowledge))
    buttons = [
        Button("utter_button_appeal", payload("ask_decision_appeal")),
        Button("utter_button_human", payload("ask_human")),
    ]
    return _reply(knowledge, case, "utter_counselling", facts, extra, buttons)


def _emergency(knowledge: Knowledge, case: Case) -> Reply:
    known = knowledge.topics["emergency"]
    service = case.service.id if case.service else None
    figures = known["numbers"].values
    numbers = {"police": figures["police"], "ambulance": figures["phone"]}
    call = Line("utter_emergency", values=numbers)
    facts: list[Fact] = []
    if service in _REMOVAL:
        facts = [known["deportation_now_court"], known["deportation_now_medical"]]
        lines = [call, Line("utter_emergency_deportation")]
    else:
        lines = [call, violence_line(knowledge)]
        if service in _VIOLENCE:
            facts = [known["victim_own_right"]]
        else:
            lines.append(Line("utter_emergency_deportation"))
    lines += [Line(f.id, "item", unconfirmed=f.unconfirmed) for f in facts]
    law = ", ".join(f.law for f in facts if f.law) or None
    sources = [s for f in facts for s in f.sources] or known["violence_against_women"].sources[:1]
    lines += source_lines(knowledge, sources, law, case.today)
    buttons = [
        Button("utter_button_counselling", payload("ask_counselling")),
        Button("utter_button_human", payload("ask_human")),
    ]
    return Reply("utter_emergency", tuple(lines), tuple(buttons))


def _human(knowledge: Knowledge, case: Case) -> Reply:
    lines = [Line("utter_human"), *_write_to(case)]
    lines.append(Line("utter_human_115", "item", HOURS_115))
    hotline = knowledge.topics["counselling"]["hotline_working_and_living"]
    lines.append(Line(hotline.id, "item", unconfirmed=hotline.unconfirmed))
    sources = [*knowledge.topics["phone_115"]["hours"].sources, *hotline.sources]
    lines += source_lines(knowledge, sources, None, case.today)
    buttons = [_office_button(case), Button("utter_button_counselling", payload("ask_counselling"))]
    return Reply("utter_human", tuple(lines), tuple(buttons))


_BUILDERS: Mapping[str, Callable[[Knowledge, Case], Reply]] = {
    "ask_application_status": _status,
    "ask_decision_appeal": _appeal,
    "ask_complaint": _complaint,
    "ask_interpreter": _interpreter,
    "ask_counselling": _counselling,
    "emergency": _emergency,
    "ask_human": _human,
}
TOPICS = tuple(_BUILDERS)
