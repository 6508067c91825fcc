"""Texts, terms, numbers, money and dates in each language."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bot.catalog import Catalog, isolated
from bot.knowledge import PLACEHOLDER, Entry
from bot.languages import SOURCE, languages, offered

TRANSLATIONS = [tag for tag in offered() if tag != SOURCE]
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def small(folder: Path, po: str, tag: str = "ar") -> Catalog:
    target = folder / tag / "LC_MESSAGES"
    target.mkdir(parents=True)
    (target / "replies.po").write_text(HEADER + po, "utf-8")
    entries = {"utter_x": Entry("Hallo {name}"), "utter_y": Entry("Neu")}
    return Catalog(entries, {"t_pass": "Pass"}, folder)


@pytest.mark.parametrize("tag", TRANSLATIONS)
def test_every_text_is_translated(catalog: Catalog, tag: str) -> None:
    assert [i for i in catalog.contexts if catalog.translation(i, tag) is None] == []


@pytest.mark.parametrize("tag", TRANSLATIONS)
def test_translations_keep_every_placeholder(catalog: Catalog, tag: str) -> None:
    for ident, entry in catalog.entries.items():
        found = Counter(PLACEHOLDER.findall(catalog.translation(ident, tag) or ""))
        assert found == Counter(PLACEHOLDER.findall(entry.text)), ident


@pytest.mark.parametrize("tag", TRANSLATIONS)
def test_translations_write_no_figures_of_their_own(catalog: Catalog, tag: str) -> None:
    for ident, entry in catalog.entries.items():
        translated = PLACEHOLDER.sub("", catalog.translation(ident, tag) or "")
        german = PLACEHOLDER.sub("", entry.text)
        numbers = re.compile(r"\d+")
        assert Counter(numbers.findall(translated)) == Counter(numbers.findall(german)), ident


# in easy language the German text may be easy enough
@pytest.mark.parametrize("tag", [t for t in TRANSLATIONS if languages()[t].base != SOURCE])
def test_no_translation_is_the_german_text(catalog: Catalog, tag: str) -> None:
    for ident, entry in catalog.entries.items():
        # single words such as "Telefon" or "Online" are the same in several languages
        words = re.findall(r"[^\W\d_]{2,}", PLACEHOLDER.sub("", entry.text))
        assert len(words) < 2 or catalog.translation(ident, tag) != entry.text, ident


def test_an_unknown_id_is_an_error(catalog: Catalog) -> None:
    with pytest.raises(KeyError):
        catalog.text("utter_nothing", "de")


def test_a_missing_value_is_an_error_and_not_a_brace(catalog: Catalog) -> None:
    with pytest.raises(KeyError, match=r"no value for \{phone\}"):
        catalog.text("utter_out_of_scope", "en")


@pytest.mark.parametrize(
    "po",
    [
        'msgctxt "utter_x"\nmsgid "Hallo {name}"\nmsgstr ""\n',
        '#, fuzzy\nmsgctxt "utter_x"\nmsgid "Hallo {name}"\nmsgstr "مرحبا {name}"\n',
        'msgctxt "utter_x"\nmsgid "Moin {name}"\nmsgstr "مرحبا {name}"\n',
        'msgctxt "utter_z"\nmsgid "Hallo {name}"\nmsgstr "مرحبا {name}"\n',
    ],
    ids=["empty", "fuzzy", "older German", "other context"],
)
def test_german_is_shown_where_the_translation_does_not_count(tmp_path: Path, po: str) -> None:
    catalog = small(tmp_path, po)
    assert catalog.text("utter_x", "ar", {"name": "Ali"}) == "Hallo Ali"
    assert catalog.language_of("utter_x", "ar") == "de"


def test_a_valid_translation_is_shown(tmp_path: Path) -> None:
    catalog = small(tmp_path, 'msgctxt "utter_x"\nmsgid "Hallo {name}"\nmsgstr "مرحبا {name}"\n')
    assert catalog.text("utter_x", "ar", {"name": "Ali"}) == "مرحبا \u2068Ali\u2069"


def test_latin_words_in_an_arabic_translation_are_isolated(tmp_path: Path) -> None:
    po = 'msgctxt "utter_y"\nmsgid "Neu"\n'
    po += 'msgstr "من BAMF في Bad Münder (PDF) أو \u2068SGB II\u2069."\n'
    text = small(tmp_path, po).text("utter_y", "ar")
    assert text == (
        "من \u2068BAMF\u2069 في \u2068Bad Münder\u2069 (\u2068PDF\u2069) أو \u2068SGB II\u2069."
    )


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ("1234.50 EUR", {"de": "1.234,50 €", "en": "1,234.50 €", "uk": "1 234,50 €"}),
        ("100 EUR", {"de": "100 €", "en": "100 €", "uk": "100 €", "ar": "100 €"}),
        (2.5, {"de": "2,5", "en": "2.5", "uk": "2,5", "ar": "2.5"}),
        (1993, {"de": "1993", "en": "1993", "uk": "1993", "ar": "1993"}),
        (12000, {"de": "12.000", "en": "12,000", "uk": "12 000", "ar": "12,000"}),
        ("08:30", {"de": "08:30", "en": "08:30", "uk": "08:30", "ar": "08:30"}),
        ({"span": ["08:00", "12:00"]}, {"de": "08:00–12:00", "ar": "08:00–12:00"}),
        ({"day": "monday"}, {"de": "Montag", "en": "Monday", "uk": "понеділок", "ar": "الاثنين"}),
        ({"state": "2024"}, {"de": "2024", "en": "2024"}),
        ({"state": "2023-03"}, {"de": "März 2023", "en": "March 2023", "uk": "березень 2023"}),
        (["a", "b"], {"de": "a, b", "en": "a, b"}),
    ],
)
def test_values_are_written_for_the_locale(
    catalog: Catalog, value: object, texts: dict[str, str]
) -> None:
    for tag, expected in texts.items():
        plain = re.sub("[\u2066-\u2069]", "", catalog.value(value, tag))
        assert re.sub("[\u00a0\u202f]", " ", plain) == expected, tag


def test_dates_are_written_for_the_locale(catalog: Catalog) -> None:
    day = date(2026, 12, 9)
    assert catalog.value(day, "de") == catalog.value("2026-12-09", "de") == "09.12.2026"
    assert catalog.value(day, "en") == "December 9, 2026"
    assert catalog.value(day, "uk") == "9 грудня 2026 року"
    assert catalog.value(day, "ar") == "\u20689 ديسمبر 2026\u2069"


def test_a_date_at_the_end_of_a_sentence_has_one_full_stop(catalog: Catalog) -> None:
    for tag in offered():
        text = catalog.text("utter_figure_verify", tag, {"date": "2027-01-01"})
        assert ".." not in text, tag


def test_a_name_has_its_german_term_beside_it(catalog: Catalog) -> None:
    ident = "service.eu_blue_card.name"
    assert catalog.named(ident, "de") == "Blaue Karte EU"
    assert catalog.named(ident, "en") == "EU Blue Card (Blaue Karte EU)"
    assert catalog.named(ident, "uk").endswith("(Blaue Karte EU)")
    assert catalog.named(ident, "ar").endswith("(\u2068Blaue Karte EU\u2069)")


def test_an_odd_value_is_an_error(catalog: Catalog) -> None:
    with pytest.raises(KeyError, match="unknown value"):
        catalog.value({"colour": "green"}, "de")


def test_only_right_to_left_text_is_isolated() -> None:
    assert isolated("Pass", "ar") == "\u2068Pass\u2069"
    assert isolated("Pass", "uk") == "Pass"
    assert isolated("", "ar") == ""
