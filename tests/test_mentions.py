"""What the places and names in a message mean."""

import pytest

from bot.gazetteer import Gazetteer, Hit
from bot.mentions import PlaceCues, chosen_place, hints, neutral


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Mein Freund ist in Goslar, ich wohne in Peine", "Peine"),
        ("ich ziehe von Goslar nach Peine", "Peine"),
        ("I work in Goslar but I live in Peine", "Peine"),
        ("я працюю в Пайне, живу в місті Гослар", "Goslar"),
        ("Goslar oder Peine?", "Goslar"),
        ("Goslar 31224", "31224"),
        ("kein Ort", None),
    ],
)
def test_the_place_that_counts(
    gazetteer: Gazetteer, cues: PlaceCues, text: str, place: str | None
) -> None:
    found = chosen_place(gazetteer.find(text), text, cues)
    assert (found and found.value) == place


HITS = [
    Hit("service", "study", 0, 7, "Studium"),
    Hit("service", "visa", 8, 13, "visum"),
    Hit("place", "Peine", 14, 19, "Peine"),
    Hit("place", "Goslar", 20, 26, "Goslar"),
    Hit("elsewhere", "Berlin", 27, 33, "Berlin"),
    Hit("day", "today", 34, 39, "heute"),
]


def test_hints_tell_kinds_once_and_leave_services_out() -> None:
    assert hints(HITS) == ("day", "elsewhere", "place")
    assert hints(HITS[:2]) == ()


def test_places_and_german_terms_say_nothing_of_the_language() -> None:
    assert neutral(HITS, {"studium"}) == ("Studium", "Peine", "Goslar", "Berlin")
