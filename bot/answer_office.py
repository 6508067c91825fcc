"""Answers about an office: who is responsible, when it is open, how to reach it, appointments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot import opening_hours as hours
from bot.hour_lines import building_day_line, date_values, day_line, week_lines, week_values
from bot.records import Fact, Office, Service
from bot.reply import Button, Line, Reply, payload

_OLD_YEARS = 2


@dataclass(frozen=True)
class Visit:
    """What an answer needs: the office, the place it was found for, the day asked for, now."""

    office: Office
    now: datetime
    place: str | None = None
    day: str | None = None
    service: Service | None = None


def responsible(visit: Visit) -> Reply:
    """Which office is responsible, with its address and ways to reach it."""
    office = visit.office
    lines = [*_other_body(visit)]
    if visit.place:
        values = {"place": visit.place, "office": office.name}
        lines.append(Line("utter_responsible_office", values=values))
    else:
        lines.append(Line("utter_responsible_office_known", values={"office": office.name}))
    lines += [_address(office), *_reach(office)]
    lines += [Line("utter_reception_centre"), *_sites(office), *_note(office), *_source(visit)]
    return Reply("utter_responsible_office", tuple(lines), tuple(_buttons("responsible")))


def contact(visit: Visit) -> Reply:
    """Address, phone, e-mail, website, access and payment of the office."""
    office = visit.office
    lines = [Line("utter_office_contact", values={"office": office.name})]
    lines += [_address(office), *_reach(office), *_sites(office)]
    for other in office.other_contacts:
        text = ", ".join(part for part in (other.phone, other.email) if part)
        values = {"purpose": {"text": other.purpose.id}, "contact": text}
        lines.append(Line("utter_office_other_contact", "item", values))
    access = "" if office.wheelchair_access else "_unknown"
    lines.append(Line(f"utter_office_wheelchair{access}"))
    if office.payment:
        names = [
            {"text": f"utter_payment_{'cash' if p == 'cash' else 'card'}"} for p in office.payment
        ]
        lines.append(Line("utter_office_payment", values={"payment": names}))
    return Reply(
        "utter_office_contact",
        (*lines, *_note(office), *_source(visit)),
        tuple(_buttons("contact")),
    )


def opening(visit: Visit) -> Reply:
    """Open now, opens next, the hours of a day, or honestly unknown; then the week."""
    office = visit.office
    today = visit.now.astimezone(hours.ZONE).date()
    day = hours.resolve(visit.day, today) if visit.day else None
    if office.opening_hours:
        first = _own_hours(visit, office.opening_hours, day, today)
    elif office.appointment_only:
        first = Line("utter_hours_appointment_only", values={"office": office.name})
    elif office.building_hours and day:
        first = building_day_line(office, office.building_hours, day)
    else:
        first = Line("utter_hours_unknown", values={"office": office.name})
    lines = [first]
    if office.opening_hours and office.appointment_only:
        lines.append(Line("utter_hours_appointment_note"))
    lines += week_lines(office, today)
    lines += [*_reach(office), *_note(office), *_source(visit)]
    return Reply(first.id, tuple(lines), tuple(_buttons("hours")))


def _own_hours(visit: Visit, expression: str, day: date | None, today: date) -> Line:
    office = visit.office
    if day is not None and (day != today or visit.day not in (None, "today")):
        return day_line(office, expression, day)
    moment = hours.at(expression, visit.now)
    if moment.is_open:
        return Line("utter_hours_open", values={"office": office.name, "time": moment.until})
    if moment.by_appointment:
        return day_line(office, expression, today)
    if moment.opens is None:
        return Line("utter_hours_unknown", values={"office": office.name})
    values = {"office": office.name, "time": moment.opens.strftime("%H:%M")}
    if moment.opens.date() == today:
        return Line("utter_hours_opens_today", values=values)
    return Line("utter_hours_opens_next", values={**values, **date_values(moment.opens.date())})


def _address(office: Office) -> Line:
    place = office.address or office.main_administration
    town = f"{place.postal_code} {place.town}" if place.postal_code else place.town
    ident = "utter_office_address" if office.address else "utter_office_address_unknown"
    return Line(ident, "item", {"address": f"{place.street}, {town}"})


def _reach(office: Office) -> Iterator[Line]:
    if office.phone:
        kind = f"_{office.phone_kind}" if office.phone_kind else ""
        yield Line(f"utter_office_phone{kind}", "item", {"phone": office.phone})
    else:
        yield Line("utter_office_phone_unknown", "item")
    if office.phone and office.phone_hours:
        week = week_values(office.phone_hours, date(2026, 1, 5))
        yield Line("utter_office_phone_hours", "item", {"hours": week})
    if office.email:
        yield Line("utter_office_email", "item", {"email": office.email})
    yield Line("utter_office_website", "item", {"url": office.website})


def _sites(office: Office) -> Iterator[Line]:
    for site in office.other_sites:
        parts = [site.name, site.street, site.town, ", ".join(site.serves)]
        text = "; ".join(part for part in parts if part)
        values: dict[str, Any] = {"site": text}
        if site.purpose:
            purpose = {"purpose": {"text": site.purpose.id}, "contact": text}
            yield Line("utter_office_other_contact", "item", purpose)
        else:
            yield Line("utter_office_site", "item", values)


def _note(office: Office) -> Iterator[Line]:
    facts: tuple[Fact | None, ...] = (office.notes,)
    for fact in facts:
        if fact:
            yield Line(fact.id)


def _other_body(visit: Visit) -> Iterator[Line]:
    if visit.service and visit.service.responsible:
        yield Line(visit.service.responsible.id)


def _source(visit: Visit) -> Iterator[Line]:
    """The newest date among the sources of what is shown, and a warning where it is old."""
    office = visit.office
    states = sorted(s.state for s in office.sources if s.state and not _is_directory(s.title))
    if states:
        yield Line("utter_office_source", "source", {"state": {"state": states[-1]}})
    else:
        values = {"read": office.read.isoformat()}
        yield Line("utter_office_source_undated", "source", values)
    year = int(states[-1][:4]) if states else 0
    if office.stale_fields or year + _OLD_YEARS <= visit.now.year:
        yield Line("utter_office_stale", "source")


def _is_directory(title: str | None) -> bool:
    """The nationwide list of addresses: newer than the page of the office, but not about it."""
    return title is not None and title.startswith("Anschriften")


def _buttons(current: str) -> Iterator[Button]:
    choices = {
        "hours": ("utter_button_hours", "ask_office_hours"),
        "contact": ("utter_button_contact", "ask_office_contact"),
        "appointment": ("utter_button_appointment", "ask_appointment"),
        "human": ("utter_button_human", "ask_human"),
    }
    for name, (title, intent) in choices.items():
        if name != current:
            yield Button(title, payload(intent))


def appointment(visit: Visit) -> Reply:
    """How to get, move or cancel an appointment at the office."""
    office = visit.office
    lines = [Line("utter_appointment", values={"office": office.name})]
    if office.appointment_page:
        lines.append(Line("utter_appointment_page", "item", {"url": office.appointment_page}))
    else:
        lines.append(Line("utter_appointment_no_page"))
    lines += [*_reach(office), *(_contact_for_appointments(office))]
    lines += [Line("utter_appointment_change"), Line("utter_appointment_none_free")]
    if visit.service and visit.service.responsible:
        lines += [Line("utter_appointment_other_body"), *_other_body(visit)]
    lines += [*_note(office), *_source(visit)]
    return Reply("utter_appointment", tuple(lines), tuple(_buttons("appointment")))


def _contact_for_appointments(office: Office) -> Iterator[Line]:
    for other in office.other_contacts:
        text = ", ".join(part for part in (other.phone, other.email) if part)
        values = {"purpose": {"text": other.purpose.id}, "contact": text}
        yield Line("utter_office_other_contact", "item", values)


def ways(office: Office) -> str:
    """E-mail, else phone, else website: where to write to."""
    return office.email or office.phone or office.website
