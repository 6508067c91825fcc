"""Characters are made comparable without losing what was typed."""

import pytest

from bot.text import bare, clean, fold, normalise, script, strip_accents


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  Guten\tTag\r\n\n ", "Guten Tag"),
        ("a\x00b\x1b[31m", "a b [31m"),
        ("<b>Was</b> kostet das?", "Was kostet das?"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("Größe ٣٤", "Größe ٣٤"),
        ("", ""),
    ],
)
def test_clean_leaves_one_safe_line(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("٣٨٣٦٤", "38364"),
        ("۳۸۳۶۴", "38364"),
        ("كي", "كي"),
        ("کی", "كي"),
        ("إقامة أجنبي", "اقامه اجنبي"),
        ("مُحَمَّد", "محمد"),
        ("مـــرحبا", "مرحبا"),
        ("Gif\u00adhorn", "gifhorn"),
        ("\u2067Text\u2069\u200b", "text"),
        ("п’ять", "п'ять"),
        ("STRASSE  Straße", "strasse straße"),
    ],
)
def test_normalise_gives_one_spelling(typed: str, normal: str) -> None:
    assert normalise(typed) == normal


@pytest.mark.parametrize(
    ("typed", "folded", "dotless"),
    [
        ("Göttingen", "goettingen", "gottingen"),
        ("Gießen", "giessen", "giessen"),
        ("ÖLÜBÄ", "oeluebae", "oluba"),
        ("Çelik", "celik", "celik"),
        ("Łódź", "lodz", "lodz"),
    ],
)
def test_umlauts_are_written_out_or_lose_their_dots(typed: str, folded: str, dotless: str) -> None:
    assert fold(typed) == folded
    assert bare(typed) == dotless


def test_cyrillic_letters_keep_their_marks() -> None:
    assert strip_accents("їжак йод é") == "їжак йод e"


def test_decomposed_letters_equal_composed_ones() -> None:
    assert fold("Go\u0308ttingen") == fold("Göttingen")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hallo", "Latin"),
        ("Привіт", "Cyrillic"),
        ("مرحبا", "Arabic"),
        ("你好", "other"),
        ("Niederlassungserlaubnis كم", "Arabic"),
        ("Straße и", "Latin"),
        ("я", "Cyrillic"),
        ("38364 👍", None),
        ("", None),
    ],
)
def test_two_foreign_letters_outweigh_latin_ones(text: str, kind: str | None) -> None:
    assert script(text) == kind
