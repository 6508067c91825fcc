"""The staff shell with the real assistant: pipe, file, screen, commands, buttons."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from bot.assistant import MODEL, Answer, Assistant
from bot.catalog import END_ISOLATE, ISOLATE
from bot.languages import offered_tag
from bot.shell import answer_lines
from bot.shell_screen import Screen
from bot.shell_session import Exchange, Session, pressed, source_lines

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(not MODEL.exists(), reason="no model: make train")
KEYS = [
    *("text", "language", "intent", "confidence", "service", "place", "office", "day"),
    *("reply", "answer", "buttons", "sources"),
]
QUESTIONS = (
    # question, language, intent, service, office
    ("Was kostet die Blaue Karte?", "de", "ask_fee", "eu_blue_card", None),
    (
        "Welche Ausländerbehörde ist für 31134 zuständig?",
        "de",
        "ask_responsible_office",
        None,
        "stadt-hildesheim",
    ),
    ("Ich möchte mit einem Menschen sprechen", "de", "ask_human", None, None),
    (
        "Which documents do I need for naturalisation?",
        "en",
        "ask_documents",
        "naturalisation",
        None,
    ),
    (
        "How long does the settlement permit take?",
        "en",
        "ask_processing_time",
        "settlement_permit",
        None,
    ),
    (
        "When is the foreigners' office in Wolfsburg open?",
        "en",
        "ask_office_hours",
        None,
        "stadt-wolfsburg",
    ),
    (
        "Які документи потрібні для тимчасового захисту?",
        "uk",
        "ask_documents",
        "temporary_protection",
        None,
    ),
    ("Скільки коштує отримати німецьке громадянство?", "uk", "ask_fee", "naturalisation", None),
    ("كم رسوم الإقامة الدائمة؟", "ar", "ask_fee", "settlement_permit", None),
    ("ما هي شروط الجنسية الألمانية؟", "ar", "ask_requirements", "naturalisation", None),
)


def shell(*arguments: str, lines: str = "") -> tuple[list[dict[str, Any]], str]:
    """Runs ``python -m bot shell`` with a pipe; its records and its standard error."""
    result = subprocess.run(
        [sys.executable, "-m", "bot", "shell", *arguments],
        cwd=ROOT,
        input=lines.encode(),
        capture_output=True,
        timeout=180,
    )
    assert result.returncode == 0, result.stderr.decode()
    records = [json.loads(line) for line in result.stdout.decode().splitlines()]
    return records, result.stderr.decode()


@pytest.fixture(scope="module")
def piped() -> tuple[list[dict[str, Any]], str]:
    """Ten questions in four languages, with a comment and empty lines between."""
    lines = "\ufeff# ten questions\r\n\r\n" + "\r\n\n".join(q[0] for q in QUESTIONS)
    return shell(lines=lines)


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant()


def test_each_line_of_a_pipe_is_answered(piped: tuple[list[dict[str, Any]], str]) -> None:
    records, messages = piped
    assert [r["text"] for r in records] == [q[0] for q in QUESTIONS]
    assert "loading the model" in messages
    assert "10 Fragen / questions" in messages
    assert "Traceback" not in messages


@pytest.mark.parametrize(("number", "question"), enumerate(QUESTIONS))
def test_the_record_of_a_question(
    piped: tuple[list[dict[str, Any]], str], number: int, question: tuple[str | None, ...]
) -> None:
    record = piped[0][number]
    assert list(record) == KEYS
    wanted = dict(zip(("text", "language", "intent", "service", "office"), question, strict=True))
    assert {name: record[name] for name in wanted} == wanted
    assert 0.3 < record["confidence"] <= 1
    assert record["reply"].startswith("utter_")
    assert record["answer"]
    assert all(set(b) == {"title", "payload"} for b in record["buttons"])
    assert all(line in record["answer"].splitlines() for line in record["sources"])


def test_sources_are_named_in_every_language(piped: tuple[list[dict[str, Any]], str]) -> None:
    factual = [r for r in piped[0] if r["service"] or r["office"]]
    assert {r["language"] for r in factual} == {"de", "en", "uk", "ar"}
    assert all(r["sources"] for r in factual), [r["text"] for r in factual if not r["sources"]]


def test_right_to_left_answers_keep_their_isolates(
    piped: tuple[list[dict[str, Any]], str],
) -> None:
    text = next(r["answer"] for r in piped[0] if r["language"] == "ar")
    assert text.count(ISOLATE) == text.count(END_ISOLATE) > 0


def test_a_file_as_one_conversation_in_a_chosen_language(tmp_path: Path) -> None:
    file = tmp_path / "questions.txt"
    file.write_text("Was kostet die Blaue Karte?\nUnd wie lange dauert das?\n", "utf-8")
    records, _ = shell("--file", str(file), "--same", "--lang", "uk")
    assert [r["language"] for r in records] == ["uk", "uk"]
    assert [r["service"] for r in records] == ["eu_blue_card", "eu_blue_card"]
    assert records[1]["intent"] == "ask_processing_time"


async def test_lines_are_conversations_of_their_own_unless_told(assistant: Assistant) -> None:
    lines = ["Was kostet die Blaue Karte?", "Wie lange dauert das?"]
    services = {}
    for same in (False, True):
        output = io.StringIO()
        await answer_lines(Session(assistant), lines, output, same)
        records = [json.loads(line) for line in output.getvalue().splitlines()]
        services[same] = records[1]["service"]
    assert services == {False: None, True: "eu_blue_card"}


@pytest.mark.parametrize(
    "text", ["🙂", "/restart", '/ask_fee{"service":"x"}', "<b></b>", "x" * 10000, "\x07", "/"]
)
async def test_odd_lines_get_an_answer(assistant: Assistant, text: str) -> None:
    for language in (None, "ar"):
        record = (await Session(assistant, language).ask(text)).record()
        assert record["answer"]
        assert language in (None, record["language"])


async def on_screen(assistant: Assistant, *lines: str, width: int = 140) -> str:
    """What the screen shows after these lines and ``/quit``."""
    output = io.StringIO()
    console = Console(file=output, width=width, force_terminal=False, highlight=False)
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        screen = Screen(Session(assistant), console)
        keys.send_text("".join(f"{line}\r" for line in (*lines, "/quit")))
        await screen.run()
    return output.getvalue()


async def test_an_answer_with_its_details(assistant: Assistant) -> None:
    text = await on_screen(assistant, "Was kostet die Blaue Karte?")
    first = next(line for line in text.splitlines() if "das kostet es" in line)
    assert first.rstrip().endswith("Sprache  de")  # beside the answer
    for part in ("ask_fee 1.00", "eu_blue_card", "utter_fee", "AufenthV", "  1 Was ist das?"):
        assert part in text


async def test_details_stand_below_on_a_narrow_screen_and_in_arabic(assistant: Assistant) -> None:
    narrow = await on_screen(assistant, "Was kostet die Blaue Karte?", width=80)
    arabic = await on_screen(assistant, "كم رسوم الإقامة الدائمة؟")
    for text in (narrow, arabic):
        assert any(line.strip().startswith("Sprache") for line in text.splitlines())
    assert arabic.count(ISOLATE) == arabic.count(END_ISOLATE) > 0


async def test_why(assistant: Assistant) -> None:
    text = await on_screen(assistant, "/why", "Wann hat die Ausländerbehörde in Celle auf?", "/why")
    assert "Noch keine Frage gestellt" in text
    for part in ("ask_office_hours", "Celle → Celle", "place:ask_office_hours", "place"):
        assert part in text


async def test_a_number_presses_the_button(assistant: Assistant) -> None:
    text = await on_screen(assistant, "Wann hat die Ausländerbehörde in Celle auf?", "2")
    assert "▸ Landkreis Celle" in text
    assert "landkreis-celle" in text


async def test_a_postal_code_is_text_and_so_are_numbers_without_a_button(
    assistant: Assistant,
) -> None:
    text = await on_screen(assistant, "Wann hat die Ausländerbehörde auf?", "31134", "/why", "99")
    assert "▸" not in text
    assert "stadt-hildesheim" in text


async def test_a_chosen_language_holds_whatever_is_typed(assistant: Assistant) -> None:
    asked = ("Was kostet die Blaue Karte?", "what does the blue card cost?")
    text = await on_screen(assistant, *asked[:1], "/lang uk-UA", *asked, "/lang xx", "/lang")
    assert text.count("Sprache  de") == 1
    assert text.count("Sprache  uk") == 2
    assert "Українська" in text
    assert text.count("language not served") == 2
    free = await on_screen(assistant, "/lang ar", "/lang auto", asked[1])
    assert "Sprache  en" in free


async def test_new_forgets_the_conversation(assistant: Assistant) -> None:
    text = await on_screen(assistant, "Was kostet die Blaue Karte?", "/new", "1", "/why")
    assert "▸" not in text
    assert text.count("eu_blue_card") == 1


async def test_help_names_every_command(assistant: Assistant) -> None:
    text = await on_screen(assistant, "/help", "")
    assert all(name in text for name in ("/why", "/lang", "/new", "/quit", "/help"))


async def test_the_end_of_the_input_ends_the_shell(assistant: Assistant) -> None:
    output = Console(file=io.StringIO())
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        screen = Screen(Session(assistant), output)
        keys.send_text("half a line\x03\x04")  # Ctrl+C empties the line, Ctrl+D ends
        await screen.run()


def test_only_numbers_of_shown_buttons_are_pressed() -> None:
    answer = Answer("?", (("A", "/a"), ("B", "/b")))
    exchange = Exchange("x", (answer,))
    assert pressed(" 2 ", exchange) == ("B", "/b")
    assert [pressed(t, exchange) for t in ("0", "3", "31134", "x", "")] == [None] * 5
    assert pressed("1", None) is None


def test_source_lines_of_an_answer() -> None:
    text = "Source: a page, as of 2024\nSources are good.\nQuelle: x, Stand 2021"
    assert list(source_lines(text, "en")) == ["Source: a page, as of 2024"]


@pytest.mark.parametrize(("typed", "tag"), [("uk-UA", "uk"), ("DE_de", "de"), ("pt", None)])
def test_the_language_behind_a_locale(typed: str, tag: str | None) -> None:
    assert offered_tag(typed) == tag
