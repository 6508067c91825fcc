"""What an answer about an office contains, at a given time."""

from datetime import datetime

import pytest

from bot.answer_office import Visit, appointment, contact, opening, responsible, ways
from bot.catalog import Catalog
from bot.dialogue import OFFICE_INTENTS
from bot.knowledge import Knowledge
from bot.opening_hours import ZONE
from bot.rendering import render
from bot.reply import Reply


def visit(
    knowledge: Knowledge,
    office: str,
    now: str = "2026-11-23T09:30",
    day: str | None = None,
    service: str = "",
    place: str | None = None,
) -> Visit:
    clock = datetime.fromisoformat(now).replace(tzinfo=ZONE)
    found = knowledge.services.get(service)
    return Visit(knowledge.offices[office], clock, place, day, found)


def ids(found: Reply) -> list[str]:
    return [line.id for line in found.lines]


@pytest.mark.parametrize(
    ("office", "now", "day", "reply"),
    [
        # Monday 08:00-12:30, Tuesday also 14:00-16:00, Wednesday closed, Friday 08:00-12:30
        ("stadt-wilhelmshaven", "2026-11-23T09:30", None, "utter_hours_open"),
        ("stadt-wilhelmshaven", "2026-11-23T09:30", "today", "utter_hours_open"),
        ("stadt-wilhelmshaven", "2026-11-23T06:00", None, "utter_hours_opens_today"),
        ("stadt-wilhelmshaven", "2026-11-24T13:00", "today", "utter_hours_opens_today"),
        ("stadt-wilhelmshaven", "2026-11-27T15:00", None, "utter_hours_opens_next"),
        ("stadt-wilhelmshaven", "2026-11-23T09:30", "tuesday", "utter_hours_day"),
        ("stadt-wilhelmshaven", "2026-11-23T09:30", "wednesday", "utter_hours_day_closed"),
        ("stadt-wilhelmshaven", "2026-11-23T09:30", "saturday", "utter_hours_day_closed"),
        ("stadt-wilhelmshaven", "2026-11-23T09:30", "2026-12-25", "utter_hours_day_holiday"),
        ("stadt-wilhelmshaven", "2025-10-30T09:30", "tomorrow", "utter_hours_day_holiday"),
        ("stadt-wilhelmshaven", "2025-10-31T09:30", "today", "utter_hours_opens_next"),
        # Monday to Wednesday by appointment, Thursday and Friday open
        ("stadt-wolfsburg", "2026-11-23T09:30", None, "utter_hours_day_appointment"),
        ("stadt-wolfsburg", "2026-11-23T09:30", "tomorrow", "utter_hours_day_appointment"),
        ("stadt-wolfsburg", "2026-11-26T09:30", None, "utter_hours_open"),
        ("stadt-wolfsburg", "2026-11-20T13:00", None, "utter_hours_opens_next"),
        # by appointment only, without hours
        ("landkreis-helmstedt", "2026-11-23T09:30", None, "utter_hours_appointment_only"),
        ("landkreis-helmstedt", "2026-11-23T09:30", "friday", "utter_hours_appointment_only"),
        # hours of the building only
        ("landkreis-celle", "2026-11-23T09:30", None, "utter_hours_unknown"),
        ("landkreis-celle", "2026-11-23T09:30", "thursday", "utter_hours_building_day"),
        ("landkreis-celle", "2026-11-23T09:30", "sunday", "utter_hours_building_day_closed"),
        ("landkreis-celle", "2026-11-23T09:30", "2026-12-25", "utter_hours_building_day_closed"),
        # nothing known
        ("landkreis-goslar", "2026-11-23T09:30", None, "utter_hours_unknown"),
        ("landkreis-goslar", "2026-11-23T09:30", "monday", "utter_hours_unknown"),
        # a day that is none counts as now
        ("stadt-wilhelmshaven", "2026-11-23T09:30", "someday", "utter_hours_open"),
    ],
)
def test_the_first_line_answers(
    knowledge: Knowledge, office: str, now: str, day: str | None, reply: str
) -> None:
    found = opening(visit(knowledge, office, now, day))
    assert found.id == found.lines[0].id == reply


def test_the_texts_say_the_times(knowledge: Knowledge, catalog: Catalog) -> None:
    def first(now: str, day: str | None = None) -> str:
        found = opening(visit(knowledge, "stadt-wilhelmshaven", now, day))
        return render(found, catalog, "de").text.split("\n")[0]

    assert first("2026-11-23T09:30").endswith("jetzt geöffnet, heute bis 12:30 Uhr.")
    assert first("2026-11-24T13:00").endswith("jetzt geschlossen. Heute ab 14:00 Uhr geöffnet.")
    assert first("2026-11-27T15:00").endswith("am Montag, 30.11.2026, ab 08:00 Uhr.")
    assert first("2026-12-24T20:00").endswith("am Montag, 28.12.2026, ab 08:00 Uhr.")
    assert first("2026-11-23T09:30", "tuesday").endswith(
        "am Dienstag, 24.11.2026, geöffnet: 08:00–12:30, 14:00–16:00"
    )
    assert first("2026-11-23T09:30", "2026-12-25").endswith("geschlossen. Das ist ein Feiertag.")


def test_summer_and_winter_time(knowledge: Knowledge) -> None:
    def first(instant: str) -> str:
        clock = datetime.fromisoformat(instant)
        return opening(Visit(knowledge.offices["stadt-wilhelmshaven"], clock)).id

    assert first("2026-11-23T07:00+00:00") == "utter_hours_open"
    assert first("2026-11-23T06:59+00:00") == "utter_hours_opens_today"
    assert first("2026-07-20T06:00+00:00") == "utter_hours_open"


def test_open_but_only_with_an_appointment(knowledge: Knowledge) -> None:
    found = opening(visit(knowledge, "landkreis-leer"))
    assert ids(found)[:2] == ["utter_hours_open", "utter_hours_appointment_note"]


def test_the_week_follows(knowledge: Knowledge, catalog: Catalog) -> None:
    text = render(opening(visit(knowledge, "stadt-wilhelmshaven")), catalog, "de").text
    assert "Öffnungszeiten: Mo. 08:00–12:30; Di. 08:00–12:30, 14:00–16:00; Do. 08:00–17:00" in text
    building = opening(visit(knowledge, "landkreis-celle"))
    assert "utter_hours_building" in ids(building)


def test_the_week_is_the_same_in_the_week_of_christmas(knowledge: Knowledge) -> None:
    def week(now: str) -> object:
        found = opening(visit(knowledge, "stadt-wilhelmshaven", now))
        return next(line.values for line in found.lines if line.id == "utter_hours_week")

    assert week("2026-12-22T09:30") == week("2026-11-23T09:30")


@pytest.mark.parametrize("intent", OFFICE_INTENTS)
def test_every_answer_has_a_source_and_a_way_to_reach_the_office(
    knowledge: Knowledge, intent: str
) -> None:
    for office in knowledge.offices:
        found = ids(OFFICE_INTENTS[intent](visit(knowledge, office)))
        assert {"utter_office_source", "utter_office_source_undated"} & set(found), office
        assert "utter_office_website" in found, office


@pytest.mark.parametrize(
    ("office", "is_old"), [("stadt-goettingen", True), ("landkreis-osnabrueck", False)]
)
def test_old_facts_are_marked(knowledge: Knowledge, office: str, is_old: bool) -> None:
    assert not knowledge.offices["landkreis-osnabrueck"].stale_fields
    assert ("utter_office_stale" in ids(contact(visit(knowledge, office)))) is is_old


def test_facts_grow_old(knowledge: Knowledge) -> None:
    later = visit(knowledge, "landkreis-osnabrueck", "2028-01-10T09:00")
    assert "utter_office_stale" in ids(contact(later))


def test_the_responsible_office_names_the_place(knowledge: Knowledge, catalog: Catalog) -> None:
    found = responsible(visit(knowledge, "landkreis-helmstedt", place="38364 (Schöningen)"))
    text = render(found, catalog, "de").text
    assert text.startswith("Für 38364 (Schöningen) ist zuständig: Landkreis Helmstedt")
    assert "Aufnahmeeinrichtung" in text
    assert ids(responsible(visit(knowledge, "landkreis-helmstedt")))[0] == (
        "utter_responsible_office_known"
    )


def test_another_body_that_decides_comes_first(knowledge: Knowledge) -> None:
    found = responsible(visit(knowledge, "stadt-celle", service="naturalisation"))
    assert ids(found)[0] == "service.naturalisation.responsible"
    booking = ids(appointment(visit(knowledge, "stadt-celle", service="naturalisation")))
    assert "service.naturalisation.responsible" in booking


def test_an_unknown_address_gives_the_main_administration(knowledge: Knowledge) -> None:
    assert "utter_office_address_unknown" in ids(contact(visit(knowledge, "landkreis-celle")))
    assert "utter_office_address" in ids(contact(visit(knowledge, "stadt-braunschweig")))


def test_access_and_payment(knowledge: Knowledge, catalog: Catalog) -> None:
    assert "utter_office_wheelchair" in ids(contact(visit(knowledge, "stadt-hildesheim")))
    found = contact(visit(knowledge, "stadt-braunschweig"))
    assert "utter_office_wheelchair_unknown" in ids(found)
    assert "Bezahlen: " in render(found, catalog, "de").text


def test_appointments(knowledge: Knowledge) -> None:
    assert "utter_appointment_page" in ids(appointment(visit(knowledge, "landkreis-ammerland")))
    found = ids(appointment(visit(knowledge, "landkreis-aurich")))
    assert "utter_appointment_no_page" in found
    assert {"utter_appointment_change", "utter_appointment_none_free"} <= set(found)


def test_buttons_lead_to_the_other_answers(knowledge: Knowledge) -> None:
    found = [b.payload for b in opening(visit(knowledge, "stadt-celle")).buttons]
    assert found == ["/ask_office_contact", "/ask_appointment", "/ask_human"]


def test_where_to_write_to(knowledge: Knowledge) -> None:
    for office in knowledge.offices.values():
        assert ways(office) in (office.email, office.phone, office.website)
    assert "@" in ways(knowledge.offices["landkreis-helmstedt"])
