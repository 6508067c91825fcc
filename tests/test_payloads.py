"""Only what a button of ours can send is a command; all else is ordinary text."""

import pytest

from bot.payloads import is_button, ordinary


@pytest.mark.parametrize(
    "text",
    [
        "/ask_fee",
        '/ask_fee{"service":"study"}',
        '/ask_processing_time{"service":"vocational_language_course"}',
        '/ask_office_hours{"service":"visa"}',
        '/inform{"office":"stadt-celle"}',
        '/set_language{"language":"uk"}',
        "/delete_my_data",
        "/help",
        "/ask_counselling",
    ],
)
def test_our_buttons_are_commands(text: str) -> None:
    assert is_button(text)
    assert ordinary(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        "/back",
        "/session_start",
        "/emergency",
        '/ask_fee{"service":"x"}',
        '/ask_fee{"service":["study"]}',
        '/ask_fee{"service":"study","office":"stadt-celle"}',
        '/ask_fee{"office":"stadt-celle"}',
        "/ask_fee{broken",
        "/ask_fee{}",
        '/inform{"office":"stadt-nirgendwo"}',
        '/inform{"place":"Celle"}',
        '/set_language{"language":"pt"}',
        "/inform",
        "/set_language",
        "/ASK_FEE",
        "/",
        "//ask_fee",
        "ask_fee",
        "/ask_fee\n/restart",
        '/ask_fee{"service":"' + "x" * 300 + '"}',
    ],
)
def test_everything_else_is_text(text: str) -> None:
    assert not is_button(text)
    assert not ordinary(text).startswith("/") or is_button(ordinary(text))


def test_no_slash_command_can_hide_behind_marks() -> None:
    for text in ("\x00/restart", " / /restart", "<b>/restart", "\u00a0/restart"):
        assert not ordinary(text).startswith("/")


def test_text_is_cleaned() -> None:
    assert ordinary("  Was <b>kostet</b>\ndas? ") == "Was kostet das?"
