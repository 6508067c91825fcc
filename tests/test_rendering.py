"""Lines become text, with their marks, in one language."""

from bot.catalog import Catalog
from bot.rendering import render, words
from bot.reply import Button, Line, Reply


def test_lines_have_marks(catalog: Catalog) -> None:
    kinds = ("text", "item", "check", "source")
    lines = tuple(Line("utter_verify", kind) for kind in kinds)
    rows = render(Reply("x", lines), catalog, "de").text.split("\n")
    assert [row[:2] for row in rows] == ["Di", "• ", "☐ ", "Di"]


def test_what_is_not_confirmed_says_so_in_every_language(catalog: Catalog) -> None:
    line = Line("step.german_documents", "item", unconfirmed=True)
    said = {"de": "(nicht bestätigt)", "en": "(not confirmed)"}
    for tag in ("de", "en", "uk", "ar"):
        text = render(Reply("x", (line,)), catalog, tag).text
        assert text.endswith(f"({catalog.text('utter_unconfirmed', tag)})")
        assert said.get(tag, "") in text


def test_a_line_can_keep_its_own_language(catalog: Catalog) -> None:
    lines = (Line("utter_goodbye", language="de"), Line("utter_goodbye"))
    rows = render(Reply("x", lines), catalog, "en").text.split("\n")
    assert rows[0] == catalog.text("utter_goodbye", "de")
    assert rows[1] == catalog.text("utter_goodbye", "en")


def test_buttons_have_titles_and_payloads(catalog: Catalog) -> None:
    buttons = (
        Button("utter_button_fee", "/ask_fee"),
        Button("utter_button_choice", "/help", {"choice": {"text": "service.visa.name"}}),
    )
    shown = render(Reply("x", (), buttons), catalog, "de")
    assert shown.buttons[0] == ("Kosten", "/ask_fee")
    assert shown.buttons[1][0] == catalog.text("service.visa.name", "de")
    assert shown.language == "de"


def test_words_are_counted() -> None:
    assert words("• Zwei  Worte\nund drei") == 5
