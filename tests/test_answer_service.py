"""What an answer about a service contains."""

from datetime import date

import pytest

from bot.answer_service import MODULES, answer
from bot.answer_sources import source_lines
from bot.catalog import Catalog
from bot.knowledge import Knowledge
from bot.rendering import render
from bot.reply import Reply
from bot.service_lines import Asked

TODAY = date(2026, 11, 22)


def reply(
    knowledge: Knowledge,
    module: str,
    service: str,
    today: date = TODAY,
    office: str = "",
    other: str | None = None,
) -> Reply:
    found = knowledge.offices.get(office)
    return answer(knowledge, module, Asked(knowledge.services[service], today, found, other))


def ids(found: Reply) -> list[str]:
    return [line.id for line in found.lines]


def payloads(found: Reply) -> list[str]:
    return [button.payload for button in found.buttons]


@pytest.mark.parametrize("module", MODULES)
def test_every_service_has_an_answer(knowledge: Knowledge, module: str) -> None:
    for service in knowledge.services:
        found = reply(knowledge, module, service)
        assert found.id.startswith(f"utter_{module}"), service
        assert found.lines[0].values["service"] == {"ref": f"service.{service}.name"}, service
        assert found.buttons, service


@pytest.mark.parametrize("module", MODULES)
def test_every_answer_with_facts_has_a_source(knowledge: Knowledge, module: str) -> None:
    for service in knowledge.services:
        found = reply(knowledge, module, service)
        if found.id not in ("utter_fee_unknown", "utter_deadline_unknown"):
            assert any(line.kind == "source" for line in found.lines), service


def test_no_answer_needs_a_button_for_itself(knowledge: Knowledge) -> None:
    for module in MODULES:
        assert f'/ask_{module}{{"service":"study"}}' not in payloads(
            reply(knowledge, module, "study")
        )


@pytest.mark.parametrize(("today", "is_marked"), [("2026-12-31", False), ("2027-01-01", True)])
def test_an_amount_past_its_year_is_marked(
    knowledge: Knowledge, today: str, is_marked: bool
) -> None:
    found = reply(knowledge, "requirements", "eu_blue_card", date.fromisoformat(today))
    assert ("utter_figure_verify" in ids(found)) is is_marked


def test_the_mark_stands_behind_its_amount(knowledge: Knowledge, catalog: Catalog) -> None:
    found = reply(knowledge, "requirements", "eu_blue_card", date(2027, 2, 1))
    rows = render(found, catalog, "de").text.split("\n")
    marked = next(i for i, row in enumerate(rows) if "01.01.2027" in row)
    assert "50.700 €" in rows[marked - 1]


@pytest.mark.parametrize(("today", "is_marked"), [("2027-06-01", False), ("2028-06-01", True)])
def test_a_source_older_than_two_years_is_marked(
    knowledge: Knowledge, today: str, is_marked: bool
) -> None:
    found = reply(knowledge, "requirements", "eu_blue_card", date.fromisoformat(today))
    assert ("utter_verify" in ids(found)) is is_marked


def test_sources_of_months_and_years_grow_old_too(knowledge: Knowledge) -> None:
    for name, source in knowledge.sources.items():
        found = [line.id for line in source_lines(knowledge, [name], None, date(2040, 1, 1))]
        assert ("utter_verify" in found) is (source.state is not None), name


def test_an_undated_source_tells_when_it_was_read(knowledge: Knowledge, catalog: Catalog) -> None:
    name = next(n for n, s in knowledge.sources.items() if s.state is None)
    found = Reply("x", tuple(source_lines(knowledge, [name], None, TODAY)))
    assert "von uns gelesen am 22.11.2026" in render(found, catalog, "de").text


def test_at_most_two_sources_the_most_used_first(knowledge: Knowledge) -> None:
    named = ["goslar_study", "aufenthg", "celle_study_training", "aufenthg"]
    found = source_lines(knowledge, named, "§ 16b AufenthG", TODAY)
    sources = [line for line in found if "source" in line.values]
    assert len(sources) == 2
    assert sources[0].values["source"] == knowledge.sources["aufenthg"].title
    assert sources[0].values["law"] == "§ 16b AufenthG"


@pytest.mark.parametrize(
    ("confirmed", "line"),
    [("derived", "utter_documents_derived"), ("other_portal", "utter_documents_other_state")],
)
def test_lists_that_no_office_confirmed_say_so(
    knowledge: Knowledge, confirmed: str, line: str
) -> None:
    for service in knowledge.services.values():
        found = ids(reply(knowledge, "documents", service.id))
        assert (line in found) is (service.confirmed.get("documents") == confirmed), service.id


def test_documents_are_a_checklist_with_cases(knowledge: Knowledge) -> None:
    papers = knowledge.services["study"].documents
    found = reply(knowledge, "documents", "study")
    checks = [line for line in found.lines if line.kind == "check"]
    assert len(checks) == len(papers.usual) + len(papers.depending_on_case)
    assert checks[0].values["choice"] == {"ref": "document.passport"}
    assert checks[-1].values["condition"] == {"text": "condition.under_18"}


def test_a_changed_law_is_told(knowledge: Knowledge) -> None:
    changed = [s for s in knowledge.services.values() if s.law_changed]
    assert changed
    for service in changed:
        for module in ("service_info", "requirements", "procedure"):
            assert f"service.{service.id}.law_changed" in ids(reply(knowledge, module, service.id))


def test_who_decides_is_always_said(knowledge: Knowledge) -> None:
    for service in knowledge.services.values():
        own = f"service.{service.id}.responsible"
        wanted = own if service.responsible else "utter_responsible_default"
        for module in ("service_info", "procedure"):
            assert wanted in ids(reply(knowledge, module, service.id))


def test_facts_that_are_not_confirmed_are_marked(knowledge: Knowledge, catalog: Catalog) -> None:
    found = reply(knowledge, "requirements", "identity_clarification")
    marked = [line.id for line in found.lines if line.unconfirmed]
    assert marked == ["service.identity_clarification.requirement.affidavit_possible"]
    assert "(nicht bestätigt)" in render(found, catalog, "de").text


def test_fees(knowledge: Knowledge, catalog: Catalog) -> None:
    text = render(reply(knowledge, "fee", "settlement_permit"), catalog, "de").text
    assert "113 €, für Minderjährige 56,50 €" in text
    assert "147 €: " in text
    assert "§ 44" in text


@pytest.mark.parametrize(
    ("service", "line"),
    [
        ("settlement_permit", "utter_fee_amount"),
        ("settlement_permit", "utter_fee_amount_minor"),
        ("settlement_permit", "utter_fee_amount_minor_only"),
        ("eu_family_residence_card", "utter_fee_amount_under_24"),
        ("naturalisation", "utter_fee_amount_range"),
        ("association_right", "fee_rule.turkish_association"),
        ("refugee_residence", "fee_rule.protection_exempt"),
        ("study", "fee_rule.benefit_recipients_short"),
    ],
)
def test_kinds_of_fees_and_rules(knowledge: Knowledge, service: str, line: str) -> None:
    assert line in ids(reply(knowledge, "fee", service))


def test_an_unknown_time_gives_the_rule_of_three_months(knowledge: Knowledge) -> None:
    found = reply(knowledge, "processing_time", "asylum")
    assert found.id == "utter_processing_time_unknown"
    assert "topic.inaction.three_months" in ids(found)


def test_unknown_deadlines_and_forms_say_so(knowledge: Knowledge) -> None:
    assert reply(knowledge, "deadline", "brexit_document").id == "utter_deadline_unknown"
    assert reply(knowledge, "forms", "asylum").id == "utter_forms_unknown"


def test_duties_follow_the_validity(knowledge: Knowledge) -> None:
    found = ids(reply(knowledge, "deadline", "study"))
    assert found.index("utter_validity") < found.index("utter_duties")
    assert "duty.tell_office_end" in found


@pytest.mark.parametrize(
    ("office", "line"),
    [("region-hannover", "utter_online_office"), ("stadt-celle", "utter_forms_office")],
)
def test_forms_name_the_page_of_the_office(knowledge: Knowledge, office: str, line: str) -> None:
    assert line in ids(reply(knowledge, "forms", "study", office=office))


def test_forms_without_an_office_say_where_to_ask(knowledge: Knowledge) -> None:
    assert "utter_forms_where" in ids(reply(knowledge, "forms", "study"))


def test_the_law_is_named(knowledge: Knowledge, catalog: Catalog) -> None:
    for tag in ("de", "en", "uk", "ar"):
        assert (
            "§ 18g AufenthG"
            in render(reply(knowledge, "legal_basis", "eu_blue_card"), catalog, tag).text
        )


def test_buttons_know_the_office(knowledge: Knowledge) -> None:
    assert "/ask_responsible_office" in payloads(reply(knowledge, "fee", "study"))
    known = payloads(reply(knowledge, "fee", "study", office="stadt-celle"))
    assert "/ask_responsible_office" not in known
    assert known[-2:] == ["/ask_appointment", "/ask_office_contact"]


def test_the_other_service_is_the_first_button(knowledge: Knowledge) -> None:
    found = reply(knowledge, "fee", "study", other="visa")
    assert found.buttons[0].payload == '/ask_fee{"service":"visa"}'
    assert found.buttons[0].values == {"choice": {"text": "service.visa.name"}}


@pytest.mark.parametrize("service", ["deportation", "independent_residence", "tolerated_stay"])
def test_help_is_one_button_away_where_it_matters(knowledge: Knowledge, service: str) -> None:
    for module in MODULES:
        assert payloads(reply(knowledge, module, service))[0] == "/ask_counselling"
