"""The facts are complete, and a mistake in them is found when they are loaded."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.knowledge import FOLDER, Knowledge, facts_of, load
from bot.schema import KnowledgeError

IDS = """
residence_permit study vocational_training language_course_stay recognition_stay skilled_worker
eu_blue_card researcher self_employment job_search opportunity_card other_work western_balkans_rule
ict_card fast_track_procedure employment_permission spouse_reunification child_reunification
independent_residence parent_reunification newborn_child settlement_permit eu_long_term_residence
eu_long_term_mobility association_right naturalisation eu_citizen_residence brexit_document
eu_family_residence_card asylum refugee_residence deportation_ban temporary_protection
tolerated_stay training_toleration employment_toleration identity_clarification integrated_stay
hardship_case asylum_seeker_benefits voluntary_return deportation provisional_certificate
electronic_residence_permit passport_transfer travel_document travel_and_absence visa
declaration_of_commitment residence_obligation address_registration integration_course
vocational_language_course qualification_recognition
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the knowledge that a test may spoil."""
    return Path(shutil.copytree(FOLDER, tmp_path / "knowledge"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.chmod(0o644)
    path.write_text(text.replace(old, new, 1), "utf-8")


def message(copy: Path) -> str:
    with pytest.raises(KnowledgeError) as caught:
        load(copy)
    return str(caught.value)


def test_all_services_offices_and_postal_codes_are_there(knowledge: Knowledge) -> None:
    assert set(knowledge.services) == set(IDS.split())
    assert len(knowledge.offices) == 52
    assert len({code for town in knowledge.municipalities for code in town.postal_codes}) == 796


def test_the_postal_code_table_names_its_licence() -> None:
    notice = (FOLDER / "NOTICE").read_text("utf-8")
    assert "OpenStreetMap" in notice
    assert "ODbL" in notice


def test_records_cannot_be_changed(knowledge: Knowledge) -> None:
    with pytest.raises(AttributeError):
        knowledge.services["study"].name = "x"  # type: ignore[misc]


def test_every_service_has_a_law_and_a_source(knowledge: Knowledge) -> None:
    for service in knowledge.services.values():
        assert service.sources, service.id
        assert service.legal_basis or service.id == "voluntary_return", service.id


def test_every_named_source_exists(knowledge: Knowledge) -> None:
    facts = [f for s in knowledge.services.values() for f in (*facts_of(s), *s.requirements)]
    facts += [f for topic in knowledge.topics.values() for f in topic.values()]
    named = {source for fact in facts for source in fact.sources}
    named |= {fee.source for fee in knowledge.fees.values()}
    assert named <= set(knowledge.sources)


def test_sources_were_read_and_their_age_can_be_told(knowledge: Knowledge) -> None:
    for name, source in knowledge.sources.items():
        assert date(2020, 1, 1) < source.read, name
        year, month, day = (*map(int, (source.state or "2020").split("-")), 1, 1)[:3]
        assert date(year, month, day) <= source.read, name


def test_every_office_has_a_date_and_a_website(knowledge: Knowledge) -> None:
    for office in knowledge.offices.values():
        assert office.website.startswith("http"), office.id
        assert office.read >= date(2026, 1, 1), office.id
        assert office.sources, office.id
        assert all(re.fullmatch(r"03\d{3}(\d{3})?", area) for area in office.areas), office.id


def test_every_office_lies_in_the_district_of_one_court(knowledge: Knowledge) -> None:
    for office in knowledge.offices.values():
        found = [c.id for c in knowledge.courts if office.areas[0][:5] in c.areas]
        assert len(found) == 1, office.id


def test_texts_of_services_are_known_by_their_ids(knowledge: Knowledge) -> None:
    assert knowledge.texts["service.eu_blue_card.name"].term == "Blaue Karte EU"
    assert "service.study.right.student_work" in knowledge.texts
    assert knowledge.texts["service.study.deadline.1"].values == {"weeks": 8}


def test_an_unknown_field_is_found(copy: Path) -> None:
    edit(copy / "offices" / "stadt-celle.yml", "seat:", "seet:")
    text = message(copy)
    assert "knowledge/offices/stadt-celle.yml:" in text
    assert "Schreibfehler" in text


def test_an_id_that_does_not_exist_is_found(copy: Path) -> None:
    edit(copy / "services" / "study.yml", "- passport\n", "- pasport\n")
    assert "documents.usual: Unbekannte id: pasport / unknown id: pasport" in message(copy)


def test_a_placeholder_without_value_is_found(copy: Path) -> None:
    edit(copy / "services" / "study.yml", "{weeks} Wochen, bevor Ihr", "{wochen} Wochen, bevor Ihr")
    text = message(copy)
    assert "study.yml:" in text
    assert "wochen" in text


def test_a_file_with_another_id_is_found(copy: Path) -> None:
    edit(copy / "services" / "visa.yml", "id: visa\n", "id: visum\n")
    assert "Die id muss wie die Datei heißen" in message(copy)


def test_an_odd_row_of_the_postal_codes_is_found(copy: Path) -> None:
    path = copy / "postal_codes.csv"
    lines = path.read_text("utf-8").splitlines()
    path.chmod(0o644)
    path.write_text("\n".join([lines[0], "3836,Schöningen,03154019", *lines[2:]]), "utf-8")
    assert "postal_codes.csv:2: " in message(copy)


def test_all_problems_of_all_files_are_told_at_once(copy: Path) -> None:
    edit(copy / "offices" / "stadt-celle.yml", "seat:", "seet:")
    edit(copy / "services" / "study.yml", "- passport\n", "- pasport\n")
    text = message(copy)
    assert "stadt-celle.yml" in text
    assert "pasport" in text
