"""Places, postal codes, days, services and languages are found as people write them."""

import pytest

from bot.gazetteer import Gazetteer


def values(gazetteer: Gazetteer, text: str, kind: str, expects_place: bool = False) -> list[str]:
    return [h.value for h in gazetteer.find(text, expects_place) if h.kind == kind]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("ich wohne in Hildesheim", "Hildesheim"),
        ("Goettingen", "Göttingen"),
        ("GÖTTINGEN", "Göttingen"),
        ("Landkreis Hildesheim", "Landkreis Hildesheim"),
        ("LK Celle", "Landkreis Celle"),
        ("Stadt Celle", "Stadt Celle"),
        ("Oldenburg in Oldenburg", "Oldenburg (Oldenburg)"),
        ("Winsen (Luhe)", "Winsen (Luhe)"),
        ("Winsen Luhe", "Winsen (Luhe)"),
        ("Termin in Fallersleben", "Wolfsburg"),
        # without dots, misspelt, with an ending
        ("Gottingen", "Göttingen"),
        ("osnabruk", "Osnabrück"),
        ("I live in Braunschweick", "Braunschweig"),
        ("hildeshaim", "Hildesheim"),
        ("in Oldenburgu", "Oldenburg"),
        # Cyrillic, with case endings
        ("Гільдесгайм", "Hildesheim"),
        ("живу у Вольфсбурзі", "Wolfsburg"),
        ("у Брауншвейзі", "Braunschweig"),
        ("в Ганновері", "Hannover"),
        # Arabic, with prefixes
        ("جوتينجن", "Göttingen"),
        ("انا ساكن بغوتنغن", "Göttingen"),
        ("من هانوفر", "Hannover"),
    ],
)
def test_places_are_found(gazetteer: Gazetteer, text: str, place: str) -> None:
    assert values(gazetteer, text, "place") == [place]


@pytest.mark.parametrize("text", ["38364", "PLZ 38364!", "٣٨٣٦٤", "۳۸۳۶۴", "D-38364"])
def test_postal_codes_in_all_digits(gazetteer: Gazetteer, text: str) -> None:
    assert values(gazetteer, text, "place") == ["38364"]


@pytest.mark.parametrize(
    "text", ["0538364", "tel 05351/121012", "383641", "1.38364", "Az. 38364/24"]
)
def test_other_numbers_are_no_postal_codes(gazetteer: Gazetteer, text: str) -> None:
    assert values(gazetteer, text, "place") == []


@pytest.mark.parametrize(
    "text",
    [
        "meine lehre beginnt bald",
        "der Akku ist leer",
        "im norden von deutschland",
        "was soll ich essen",
        "meine Frau kommt",
        "wir hatten einen Termin",
        "I wanna go home",
        "wann werden die Papiere fertig",
        "ich habe keine Zeit",
    ],
)
def test_ordinary_words_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert values(gazetteer, text, "place") == []


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Lehre", "Lehre"),
        ("Leer", "Leer (Ostfriesland)"),
        ("Norden", "Norden"),
        ("Bad Essen", "Bad Essen"),
        ("Meine", "Meine"),
        ("Hatten", "Hatten"),
        ("Wanna", "Wanna"),
        ("Verden", "Verden (Aller)"),
        ("Celle", "Celle"),
    ],
)
def test_the_same_words_are_places_where_a_place_stands(
    gazetteer: Gazetteer, name: str, place: str
) -> None:
    assert values(gazetteer, f"ich wohne in {name}", "place") == [place]
    assert values(gazetteer, f"{name}?", "place") == [place]
    assert place in values(gazetteer, f"also {name} halt", "place", expects_place=True)


@pytest.mark.parametrize(
    ("text", "town"), [("Hamburg", "Hamburg"), ("ich wohne in Berlin", "Berlin"), ("NRW", "NRW")]
)
def test_towns_in_other_states_are_elsewhere(gazetteer: Gazetteer, text: str, town: str) -> None:
    assert values(gazetteer, text, "elsewhere") == [town]
    assert values(gazetteer, text, "place") == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("jetzt offen?", "today"),
        ("heute", "today"),
        ("are you open right now", "today"),
        ("сьогодні", "today"),
        ("اليوم", "today"),
        ("morgen", "tomorrow"),
        ("завтра", "tomorrow"),
        ("غدا", "tomorrow"),
        ("am Montag", "monday"),
        ("on Thursday", "thursday"),
        ("у середу", "wednesday"),
        ("يوم الخميس", "thursday"),
        ("am Wochenende", "saturday"),
    ],
)
def test_day_words(gazetteer: Gazetteer, text: str, day: str) -> None:
    assert values(gazetteer, text, "day") == [day]


@pytest.mark.parametrize("text", ["gestern war ich da", "yesterday", "вчора", "امبارح"])
def test_a_past_day_is_no_day(gazetteer: Gazetteer, text: str) -> None:
    assert values(gazetteer, text, "day") == []


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("Blaue Karte", "eu_blue_card"),
        ("fiction certificate", "provisional_certificate"),
        ("§ 24", "temporary_protection"),
        ("Niederlassungserlaubnis", "settlement_permit"),
        ("посвідка на проживання", "residence_permit"),
        ("تمديد الاقامة", "residence_permit"),
    ],
)
def test_services_are_found_by_name(gazetteer: Gazetteer, text: str, service: str) -> None:
    assert service in values(gazetteer, text, "service")


@pytest.mark.parametrize(
    ("text", "tag"),
    [("sprich deutsch bitte", "de"), ("українською", "uk"), ("English please", "en")],
)
def test_names_of_languages(gazetteer: Gazetteer, text: str, tag: str) -> None:
    assert values(gazetteer, text, "language") == [tag]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("im Landkreis", "district"), ("the district", "district"), ("die Stadt", "city")],
)
def test_town_or_district(gazetteer: Gazetteer, text: str, kind: str) -> None:
    assert values(gazetteer, text, "place_kind") == [kind]


def test_hits_tell_where_they_stand(gazetteer: Gazetteer) -> None:
    text = "wohne in Bad Münder, Termin morgen"
    hits = {h.kind: h for h in gazetteer.find(text)}
    assert text[hits["place"].start : hits["place"].end] == "Bad Münder"
    assert text[hits["day"].start : hits["day"].end] == "morgen"


@pytest.mark.parametrize("text", ["", "   ", "👍", "?!", "\u200f", "x" * 5000])
def test_odd_input_finds_nothing(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.find(text) == ()
