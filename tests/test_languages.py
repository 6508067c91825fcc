"""The languages of languages.yml, their direction and their locale."""

import pytest

from bot.languages import languages, locale, offered, offered_tag, served

TWELVE = ("de", "en", "uk", "ar", "tr", "fa", "ru", "fr", "es", "pl", "sq", "kmr")


def test_german_is_served_first() -> None:
    assert served() == TWELVE
    assert offered() == (*TWELVE, "de-x-leicht")


@pytest.mark.parametrize(
    ("locale_", "tag"),
    [
        ("uk-UA", "uk"),
        ("AR_sy", "ar"),
        ("de-x-leicht", "de-x-leicht"),
        ("DE-X-LEICHT", "de-x-leicht"),
        ("de-AT", "de"),
        ("pt-BR", None),
        ("", None),
    ],
)
def test_the_language_behind_a_locale(locale_: str, tag: str | None) -> None:
    assert offered_tag(locale_) == tag


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
