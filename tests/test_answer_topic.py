"""The person's own case, complaints, help and emergencies."""

import re
from datetime import date

import pytest

from bot.answer_topic import TOPICS, Case, answer
from bot.catalog import Catalog
from bot.knowledge import Knowledge
from bot.languages import locale, served
from bot.rendering import render
from bot.reply import Reply

TODAY = date(2026, 11, 22)


def reply(knowledge: Knowledge, intent: str, service: str = "", office: str = "") -> Reply:
    case = Case(TODAY, knowledge.services.get(service), knowledge.offices.get(office))
    return answer(knowledge, intent, case)


def ids(found: Reply) -> list[str]:
    return [line.id for line in found.lines]


@pytest.mark.parametrize("intent", TOPICS)
def test_every_topic_has_a_source(knowledge: Knowledge, intent: str) -> None:
    for service in ("", *knowledge.services):
        found = reply(knowledge, intent, service)
        assert any(line.kind == "source" for line in found.lines), service


def test_an_emergency_puts_the_numbers_first(knowledge: Knowledge, catalog: Catalog) -> None:
    found = reply(knowledge, "emergency")
    for tag in served():
        text = render(found, catalog, tag).text
        first = text.split("\n")[0]
        assert "110" in first, tag
        assert "112" in first, tag
        assert "116016" in re.sub(r"\s", "", text), tag


def test_the_own_case_cannot_be_seen(knowledge: Knowledge, catalog: Catalog) -> None:
    found = reply(knowledge, "ask_application_status", "study", "landkreis-helmstedt")
    text = render(found, catalog, "de").text
    assert text.startswith("Ihre Akte kann ich nicht sehen.")
    assert "Aktenzeichen" in text
    assert "abh@landkreis-helmstedt.de" in text
    assert found.buttons[0].payload == '/ask_processing_time{"service":"study"}'


@pytest.mark.parametrize(
    ("service", "fact"),
    [
        ("", "topic.remedies.one_month"),
        ("study", "topic.remedies.one_month"),
        ("asylum", "topic.remedies.asylum_two_weeks"),
        ("asylum_seeker_benefits", "topic.remedies.benefits_social_court"),
        ("visa", "topic.remedies.visa_refusal"),
    ],
)
def test_a_refusal_depends_on_the_service(knowledge: Knowledge, service: str, fact: str) -> None:
    assert fact in ids(reply(knowledge, "ask_decision_appeal", service))


@pytest.mark.parametrize(
    ("office", "court"),
    [
        ("stadt-celle", "Verwaltungsgericht Lüneburg, Adolph-Kolping-Straße 16, 21337 Lüneburg"),
        ("landkreis-goettingen", "Verwaltungsgericht Göttingen"),
        ("region-hannover", "Verwaltungsgericht Hannover"),
    ],
)
def test_the_court_of_the_office(
    knowledge: Knowledge, catalog: Catalog, office: str, court: str
) -> None:
    found = reply(knowledge, "ask_decision_appeal", office=office)
    assert f"Ihr Gericht: {court}" in render(found, catalog, "de").text


def test_benefits_and_visas_go_to_other_courts(knowledge: Knowledge) -> None:
    for service in ("visa", "asylum_seeker_benefits"):
        found = reply(knowledge, "ask_decision_appeal", service, "stadt-celle")
        assert "utter_appeal_court" not in ids(found)


@pytest.mark.parametrize("intent", ["ask_decision_appeal", "ask_complaint", "emergency"])
def test_independent_help_is_one_button_away(knowledge: Knowledge, intent: str) -> None:
    assert "/ask_counselling" in [b.payload for b in reply(knowledge, intent).buttons]


def test_counselling_depends_on_the_service(knowledge: Knowledge) -> None:
    assert "topic.counselling.asylum_advice" in ids(reply(knowledge, "ask_counselling", "asylum"))
    violence = ids(reply(knowledge, "ask_counselling", "independent_residence"))
    assert "utter_emergency_violence" in violence
    assert "topic.counselling.mbe" in ids(reply(knowledge, "ask_counselling"))


def test_languages_spoken_at_the_office(knowledge: Knowledge, catalog: Catalog) -> None:
    found = reply(knowledge, "ask_interpreter", office="stadt-wolfsburg")
    assert "utter_interpreter_spoken" in ids(found)
    german, english = (render(found, catalog, tag).text for tag in ("de", "en"))
    for tag in knowledge.offices["stadt-wolfsburg"].languages_spoken:
        assert locale("de").languages[tag] in german
        assert locale("en").languages[tag] in english


def test_people_can_be_reached(knowledge: Knowledge, catalog: Catalog) -> None:
    assert "115" in render(reply(knowledge, "ask_human"), catalog, "en").text
    assert "utter_status_write_to" in ids(reply(knowledge, "ask_human", office="stadt-celle"))
