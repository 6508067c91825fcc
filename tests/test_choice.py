"""Which language answers: only clear evidence or a request changes it."""

import pytest

from bot.choice import Choice, choose
from bot.detection import NOTHING, Detection

SERVED = ("de", "en", "uk", "ar")


def test_the_first_message_decides() -> None:
    assert choose(Detection("uk", 0.9, 5), SERVED) == Choice("uk")


@pytest.mark.parametrize(
    ("locale", "tag"), [("uk-UA", "uk"), ("ar_SY", "ar"), ("EN", "en"), ("pt", "de"), (None, "de")]
)
def test_without_evidence_the_locale_decides_then_german(locale: str | None, tag: str) -> None:
    assert choose(NOTHING, SERVED, locale=locale) == Choice(tag)


def test_german_does_not_end_easy_german_but_another_language_does() -> None:
    offered = (*SERVED, "de-x-leicht")
    for known in ({"conversation": "de-x-leicht"}, {"locale": "de-x-leicht"}):
        assert choose(Detection("de", 1.0, 5), offered, **known) == Choice("de-x-leicht")
        assert choose(Detection("uk", 1.0, 5), offered, **known) == Choice("uk")
        assert choose(NOTHING, offered, **known) == Choice("de-x-leicht")


def test_without_evidence_the_conversation_goes_on() -> None:
    assert choose(NOTHING, SERVED, "ar", locale="de") == Choice("ar")


@pytest.mark.parametrize(
    ("words", "confidence", "tag"),
    [
        (1, 0.9, "uk"),
        (1, 0.98, "en"),
        (3, 0.8, "uk"),
        (3, 0.86, "en"),
        (8, 0.5, "uk"),
        (8, 0.7, "en"),
    ],
)
def test_a_switch_needs_more_evidence_the_shorter_it_is(
    words: int, confidence: float, tag: str
) -> None:
    assert choose(Detection("en", confidence, words), SERVED, "uk") == Choice(tag)


def test_a_requested_language_stays_while_the_old_one_is_written() -> None:
    found = choose(Detection("de", 1.0, 9), SERVED, "ar", requested_from="de")
    assert found == Choice("ar")


def test_a_foreign_language_is_told_with_the_language_so_far() -> None:
    assert choose(Detection("fr", 1.0, 6), SERVED, "en") == Choice("en", "fr")
    assert choose(Detection("fr", 0.9, 6), SERVED) == Choice("de", "fr")


def test_one_unclear_word_is_not_foreign() -> None:
    assert choose(Detection("fr", 0.6, 1), SERVED, "en") == Choice("en")
