"""The names that are looked for."""

from pathlib import Path

import pytest

from bot import lexicon
from bot.gazetteer import Lexicon
from bot.knowledge import Knowledge
from bot.languages import languages
from bot.offices import Places


@pytest.fixture(scope="module")
def names() -> Lexicon:
    return lexicon.build()


def test_every_service_has_names(names: Lexicon, knowledge: Knowledge) -> None:
    assert set(names.services.values()) == set(knowledge.services)


def test_every_named_place_is_known_or_elsewhere(names: Lexicon, places: Places) -> None:
    inside = {v for v in names.places.values() if not v.startswith("elsewhere:")}
    assert {p for p in inside if not places.resolve(p).candidates} == set()
    assert any(v.startswith("elsewhere:") for v in names.places.values())


def test_days_kinds_and_languages(names: Lexicon) -> None:
    days = {"today", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday"}
    assert set(names.days.values()) == days | {"saturday", "sunday", "none"}
    assert set(names.kinds.values()) == {"district", "city"}
    assert set(languages()) <= set(names.languages.values())


def test_names_are_lower_case(names: Lexicon) -> None:
    assert all(form == form.lower() for form in (*names.services, *names.places, *names.days))


def test_a_stored_lexicon_is_the_same(names: Lexicon, tmp_path: Path) -> None:
    lexicon.save(names, tmp_path)
    assert lexicon.load(tmp_path) == names
