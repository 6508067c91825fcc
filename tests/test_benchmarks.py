"""The measurements measure what they say, on made-up labels."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import __main__ as command
from benchmarks import (
    crossval,
    detectors,
    examples,
    judging,
    language_decision,
    project,
    report,
    speed,
    understanding,
    validation,
)
from benchmarks.crossval import Tested
from benchmarks.examples import Item
from benchmarks.validation import Labelled
from bot.assistant import Answer
from bot.classifier import Example
from bot.offices import Places
from bot.preparation import Prepared
from bot.training_data import LabelledMessage, messages

ROOT = Path(__file__).parent.parent
FEE_OF_STUDY = '/ask_fee{"service": "study"}'


def item_of(language: str, example: Example) -> Item:
    """An item as the benchmarks prepare it, without anything found in it."""
    labels = (example.intent or "", example.service)
    prepared = Prepared.of(language, example.text, labels, (), ())
    return Item(language, example.text, prepared, example, (), (), 0)


def row(number: int, text: str, intent: str, **labels: Any) -> dict[str, Any]:
    empty = {"also_ok": [], "service": None, "service_also_ok": [], "place": None, "day": None}
    return empty | {"id": f"de-{number}", "lang": "de", "text": text, "intent": intent} | labels


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Made-up labels; the third is wrong on purpose."""
    single = [
        row(1, FEE_OF_STUDY, "ask_fee", service="study"),
        row(2, "Guten Tag, in Wolfsburg wohne ich", "ask_fee", also_ok=["inform", "greet"])
        | {"place": "Wolfsburg"},
        row(3, '/ask_forms{"service": "visa"}', "thank", service="study", place="Emden"),
    ]
    turns = [
        {"user": FEE_OF_STUDY, "intent": "ask_fee", "service": "study", "expect": "the fee"},
        {"user": "/ask_human", "intent": "ask_human", "service": None, "expect": "people"},
        {"user": "/ask_human", "intent": "thank", "service": None, "expect": "made wrong"},
    ]
    talk = [{"id": "de-d1", "lang": "de", "turns": turns}]
    for name, rows in (("de.jsonl", single), ("de.dialogues.jsonl", talk)):
        text = "\n".join(json.dumps(r, ensure_ascii=False) for r in rows)
        (tmp_path / name).write_text(text + "\n", "utf-8")
    return tmp_path


def test_the_real_assistant_is_measured(data: Path) -> None:
    results = understanding.measure(data, languages=("de",))

    assert results.languages == ("de",)
    assert [o.right["both"] for o in results.single] == [True, results.single[1].right["intent"], 0]
    assert [o.right["office"] for o in results.single] == [True, True, False]
    assert [o.right["both"] for o in results.turns] == [True, True, False]
    assert results.score("turns", "de") == pytest.approx(2 / 3)
    assert results.score("language", "de") == 1.0
    assert results.score("out_of_scope", "de") is None
    assert "| macro average | goal | worst | goal | de |" in understanding.section(results)
    assert "de-3 (intent, service, both, office)" in understanding.wrong_list(results)


def test_missing_messages_are_said_clearly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(validation.VARIABLE, str(tmp_path))

    assert command.main(["understanding"]) == 1
    assert f"no validation messages: {tmp_path}" in capsys.readouterr().err


def labelled(**values: Any) -> Labelled:
    plain = {"id": "x", "language": "de", "text": "…", "services": frozenset([None])}
    return Labelled(**plain | {"intents": frozenset(["ask_fee"])} | values)


def test_an_ambiguous_place_must_be_asked_back(places: Places) -> None:
    asked = places.resolve("Hildesheim").candidates
    assert len(asked) == 2
    buttons = tuple(("…", "/inform" + json.dumps({"office": c.office})) for c in asked)
    back = Answer("?", buttons, language="de", slots={"place": "Hildesheim"})
    guessed = Answer("!", language="de", slots={"place": "Hildesheim", "office": asked[0].office})

    assert judging.office_right("Hildesheim", [back], places)
    assert not judging.office_right("Hildesheim", [guessed], places)
    assert not judging.office_right(None, [guessed], places)


def test_silence_is_wrong(places: Places) -> None:
    outcome = judging.judge(labelled(), (), places)

    assert not any(outcome.right.values())
    assert outcome.predicted == "no reply"


def test_every_reply_must_be_in_the_language() -> None:
    replies = [Answer("a", language="de"), Answer("b", language="en")]

    assert judging.language_right(labelled(), replies[:1])
    assert not judging.language_right(labelled(), replies)


def test_abstention_in_scope_and_out_of_scope(places: Places) -> None:
    refused = Answer("?", language="de", intent="nlu_fallback", slots={})
    inside = judging.judge(labelled(), [refused], places).right
    outside = judging.judge(labelled(intents=frozenset(["out_of_scope"])), [refused], places).right

    assert (inside["kept"], inside["out_of_scope"]) == (False, None)
    assert (outside["kept"], outside["out_of_scope"]) == (None, False)


def test_a_bare_follow_up_counts_as_the_question_it_repeats() -> None:
    slots = {"question": "ask_fee", "service": "study"}
    answer = Answer("…", language="de", intent="inform", slots=slots)

    carried = judging.judge_turn(labelled(), [answer], {"service": "study"})
    invented = judging.judge_turn(labelled(), [answer], {})

    assert carried.right["both"]
    assert (invented.right["intent"], invented.right["service"]) == (True, False)


@pytest.mark.parametrize(
    ("wanted", "found", "right"),
    [
        (None, None, True),
        ("friday", "friday", True),
        ("friday", None, False),
        (None, "today", False),
        ("2.11.", "2027-11-02", True),
        ("2.11.", "2027-02-11", False),
    ],
)
def test_days(wanted: str | None, found: str | None, right: bool) -> None:
    assert judging.day_right(wanted, found) is right


def guess(intent: str, predicted: str, confidence: float, language: str = "de") -> Tested:
    item = item_of(language, Example("…", intent, None))
    return Tested(item, predicted, confidence, None)


def test_calibration_error() -> None:
    right, wrong = guess("thank", "thank", 0.75), guess("thank", "greet", 0.75)

    assert crossval.calibration_error([right, right, right, wrong]) == pytest.approx(0.0)
    assert crossval.calibration_error([wrong]) == pytest.approx(0.75)


def test_thresholds_count_both_kinds_of_refusal() -> None:
    found = [
        guess("ask_fee", "ask_fee", 0.9),
        guess("ask_fee", "ask_fee", 0.2),
        guess("out_of_scope", "out_of_scope", 0.9),
        guess("out_of_scope", "ask_fee", 0.9),
    ]

    assert crossval.abstention(found, 0.3) == (0.5, 0.5)
    assert crossval.abstention(found, 0.95) == (1.0, 1.0)
    assert crossval.worst_pairs(found) == [("out_of_scope", "ask_fee", 1)]


def test_thresholds_come_from_the_assistants_settings(tmp_path: Path) -> None:
    config = tmp_path / "config.yml"
    name = "bot.adapters.classifier.IntentServiceClassifier"
    config.write_text(f"pipeline:\n- name: {name}\n  intent: 0.5\n")

    assert crossval.thresholds(config).intent == 0.5
    assert crossval.thresholds().intent > 0


def few(count: int) -> list[LabelledMessage]:
    """Some of our own messages: three intents, two languages; spread, so with services."""
    wanted = ("greet", "thank", "ask_fee")
    found = []
    for tag in ("de", "uk"):
        for intent in wanted:
            own = [m for m in messages() if (m.language, m.intent) == (tag, intent)]
            found += own[:: max(1, len(own) // count)][:count]
    return found


def test_cross_validation_on_few_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "service_names", list)  # thousands of names take long
    items = examples.items(few(25))

    found = crossval.run(items)

    assert len(found) == len(items)
    assert found == crossval.run(items)
    text = crossval.section(found)
    assert "| de | 75 |" in text and "| all | 150 |" in text


def test_the_same_sentence_stands_in_one_fold() -> None:
    assert examples.fold_of("Größe  ") == examples.fold_of("GRÖSSE".replace("SS", "ß"))
    assert {examples.fold_of(m.text) for m in few(25)} == set(range(examples.FOLDS))


def test_language_decision_leaves_out_what_is_alike() -> None:
    rows = [("de", "visa"), ("en", "Visa"), ("de", "24?"), ("de", "was kostet das")]
    items = [item_of(tag, Example(text, None, None)) for tag, text in rows]

    assert language_decision.sample(items) == [items[-1]]


def test_language_decision_beside_langdetect(monkeypatch: pytest.MonkeyPatch) -> None:
    # the other detectors are installed by `make benchmark` only
    monkeypatch.setattr(detectors, "NAMES", {"langdetect": detectors.langdetect})
    items = examples.items(few(25))

    found = language_decision.run(items)

    messages = found["our messages, held out"]
    ukrainian = [d for d in messages if d.text.language == "uk"]
    assert sum(d.found["ours"] == "uk" for d in ukrainian) / len(ukrainian) > 0.8
    text = language_decision.section(found)
    assert "1 word: ours" in text
    assert "| **our errors to langdetect's** |" in text


def test_speed_asks_the_same_mixed_messages_every_time() -> None:
    texts = speed.mixed(48)

    assert len(texts) == 48
    assert texts == speed.mixed(48)


def test_rasa_reads_what_we_write(tmp_path: Path) -> None:
    found = few(3)
    project.understanding_only(tmp_path, project.STOCK, found)

    model, cost = project.train(tmp_path)

    assert model.stat().st_size > 1000
    assert cost.seconds > 0 and cost.peak_megabytes > 50
    written = (tmp_path / "data" / "nlu").glob("*/*.yml")
    assert sum(f.read_text("utf-8").count("    - ") for f in written) == len(found)


def test_a_failing_rasa_command_shows_its_end(tmp_path: Path) -> None:
    with pytest.raises(project.CommandFailedError, match="invalid choice"):
        project.rasa(tmp_path, "tarin")


def test_the_scoreboard_says_that_it_is_generated(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    report.store("speed", "## Speed\n\n" + report.table(["a", "b"], [[0.5, None]]), tmp_path)
    report.write(["understanding", "speed"], file, tmp_path)

    text = file.read_text("utf-8")
    assert "not edited by hand" in text
    assert "## Speed\n\n_Measured on 20" in text
    assert text.endswith("| a | b |\n| --- | --- |\n| 0.50 | – |\n")


def test_the_command_line_names_its_parts() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--help"], cwd=ROOT, capture_output=True, text=True
    )

    assert result.returncode == 0
    for part in ("understanding", "crossval", "language", "stock", "speed", "nlu-report"):
        assert part in result.stdout
