"""The languages of languages.yml, their direction and their locale."""

import pytest

from bot.languages import languages, locale, served

TWELVE = ("de", "en", "uk", "ar", "tr", "fa", "ru", "fr", "es", "pl", "sq", "kmr")


def test_german_is_served_first() -> None:
    assert served() == TWELVE


@pytest.mark.parametrize(("tag", "direction"), [("ar", "rtl"), ("fa", "rtl"), ("de", "ltr")])
def test_the_direction_comes_from_babel(tag: str, direction: str) -> None:
    assert languages()[tag].direction == direction


@pytest.mark.parametrize(
    ("tag", "language"), [("kmr", "ku"), ("uk-UA", "uk"), ("prs", "de"), ("x!", "de")]
)
def test_an_unknown_locale_becomes_german(tag: str, language: str) -> None:
    assert locale(tag).language == language


def test_every_translation_tells_who_has_reviewed_it() -> None:
    for language in languages().values():
        assert language.status == "source" or language.status.startswith(("draft", "reviewed"))
