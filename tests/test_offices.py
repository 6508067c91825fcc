"""From a place to the foreigners' office that is responsible."""

import pytest

from bot.knowledge import Knowledge
from bot.offices import Places, district_of, is_district_name, short_names

SAME_NAME = {
    "Hildesheim": {"stadt-hildesheim", "landkreis-hildesheim"},
    "Oldenburg": {"stadt-oldenburg", "landkreis-oldenburg"},
    "Osnabrück": {"stadt-osnabrueck", "landkreis-osnabrueck"},
    "Göttingen": {"stadt-goettingen", "landkreis-goettingen"},
    "Celle": {"stadt-celle", "landkreis-celle"},
    "Cuxhaven": {"stadt-cuxhaven", "landkreis-cuxhaven"},
    "Hannover": {"landeshauptstadt-hannover", "region-hannover"},
    "Burgdorf": {"region-hannover", "landkreis-wolfenbuettel"},
    "Winsen": {"landkreis-harburg", "landkreis-celle"},
}


@pytest.mark.parametrize(("name", "offices"), SAME_NAME.items())
def test_a_shared_name_has_several_offices(places: Places, name: str, offices: set[str]) -> None:
    found = places.resolve(name)
    assert found.kind == "ambiguous"
    assert found.office is None
    assert {c.office for c in found.candidates} == offices


@pytest.mark.parametrize("name", SAME_NAME)
def test_each_candidate_can_be_named_without_doubt(places: Places, name: str) -> None:
    labels = [c.place for c in places.resolve(name).candidates]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("place", "office"),
    [
        ("38364", "landkreis-helmstedt"),
        ("Schöningen", "landkreis-helmstedt"),
        ("schoeningen", "landkreis-helmstedt"),
        ("Stadt Celle", "stadt-celle"),
        ("Landkreis Celle", "landkreis-celle"),
        ("LK Göttingen", "landkreis-goettingen"),
        ("Region Hannover", "region-hannover"),
        ("Laatzen", "region-hannover"),
        ("Lingen", "stadt-lingen-ems"),
        ("Hameln", "stadt-hameln"),
        ("Lüneburg", "stadt-lueneburg"),
        ("Oldenburg (Oldenburg)", "stadt-oldenburg"),
        ("Winsen (Aller)", "landkreis-celle"),
        ("Burgdorf (Landkreis Wolfenbüttel)", "landkreis-wolfenbuettel"),
        ("Fallersleben", "stadt-wolfsburg"),
        ("Hannoversch Münden", "landkreis-goettingen"),
        ("Soltau-Fallingbostel", "landkreis-heidekreis"),
    ],
)
def test_a_clear_place_has_one_office(places: Places, place: str, office: str) -> None:
    assert places.resolve(place).office == office


@pytest.mark.parametrize("place", ["99999", "00000", "Nirgendwo", ""])
def test_an_unknown_place_has_none(places: Places, place: str) -> None:
    assert places.resolve(place).kind == "unknown"


def test_a_town_in_another_state_is_elsewhere(places: Places) -> None:
    assert places.resolve("Hamburg").kind == "elsewhere"


def test_every_municipality_and_postal_code_leads_somewhere(
    places: Places, knowledge: Knowledge
) -> None:
    for town in knowledge.municipalities:
        assert places.resolve(town.name).candidates, town.name
        for code in town.postal_codes:
            offices = {c.office for c in places.resolve(code).candidates}
            assert offices <= set(knowledge.offices), code
            assert offices, code


def test_every_office_is_responsible_for_some_place(places: Places, knowledge: Knowledge) -> None:
    found = {c.office for candidates in places.by_name.values() for c in candidates}
    assert found == set(knowledge.offices)


def test_a_remembered_name_leads_to_the_same_offices(places: Places) -> None:
    for name, kept in places.known.items():
        offices = {c.office for c in places.by_name[name]}
        assert {c.office for c in places.resolve(kept).candidates} == offices, name


def test_districts_are_told_from_towns() -> None:
    assert is_district_name("Landkreis Celle")
    assert is_district_name("Region Hannover")
    assert not is_district_name("Celle")
    assert district_of(("03351", "03352")) == "03351"


def test_short_names_leave_rivers_out() -> None:
    assert list(short_names("Winsen (Aller)")) == ["Winsen", "Winsen Aller"]
    assert list(short_names("Bad Münder am Deister")) == ["Bad Münder"]
    assert list(short_names("Celle")) == []
