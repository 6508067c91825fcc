"""Each mistake in the data is reported once, with file, line and field, in German and English."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot import check, check_knowledge, check_places, check_schema, check_training
from bot.check_translations import check as check_po
from bot.findings import Finding
from bot.knowledge import FOLDER, Entry
from bot.sources import everything

TODAY = date(2026, 11, 22)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "knowledge"))


def change(path: Path, old: str, new: str) -> int:
    """Replaces the first match of a pattern; returns the line that it was in."""
    text = path.read_text("utf-8")
    match = re.search(old, text, re.MULTILINE)
    assert match, f"{old} is not in {path}"
    path.write_text(text[: match.start()] + new + text[match.end() :], "utf-8")
    return text[: match.start()].count("\n") + 1


def found(folder: Path) -> list[Finding]:
    """All findings about knowledge but notes on its age."""
    knowledge, findings = check_schema.check(folder)
    if knowledge is not None:
        findings += check_knowledge.check(knowledge, folder, TODAY)
        findings += check_places.check(knowledge, folder)
    return [f for f in findings if f.level != "note"]


def test_this_checkout_has_no_errors() -> None:
    errors = [
        str(f.problem) for g in check.groups() for f in g.findings or () if f.level == "error"
    ]
    assert errors == []


def test_a_clean_copy_is_clean(folder: Path) -> None:
    assert found(folder) == []


CELLE, STUDY = "offices/stadt-celle.yml", "services/study.yml"
MISTAKES = {
    # name: file, pattern, its replacement, field, German, English
    "wrong field": (CELLE, "^phone:", "phon:", "phon", "gibt es nicht", "Unexpected keyword"),
    "missing field": (STUDY, "^name: .*\n", "", "name", "Das Feld fehlt", "required"),
    "wrong type": (
        CELLE,
        "^website:",
        "appointment_only: vielleicht\nwebsite:",
        "appointment_only",
        "true (ja) oder false",
        "boolean",
    ),
    "list for a text": (CELLE, "^email: .*", "email: [a@b.de]", "email", "ein Text", "string"),
    "unknown form": (STUDY, "^forms:\n", "forms:\n- nonsense\n", "forms", "nonsense", "unknown id"),
    "bad YAML": ("duties.yml", "^  text:", "\\ttext:", "-", "nicht lesbar", "cannot start"),
    "field twice": (CELLE, "^website:", "seat: Celle\nwebsite:", "-", "nicht lesbar", "twice"),
    "no date": (CELLE, "^read: .*", "read: gestern", "read", "Datum", "date"),
    "hours": (
        CELLE,
        "^website:",
        "opening_hours: montags 8-12 Uhr\nwebsite:",
        "opening_hours",
        "nicht lesbar",
        "not OpenStreetMap",
    ),
    "phone": (CELLE, "^phone: .*", "phone: 05141/12-0", "phone", "+49 5121", "phone number"),
    "e-mail": (CELLE, "^email: .*", "email: abh(at)celle.de", "email", "E-Mail", "no e-mail"),
    "page": (CELLE, "^website: .*", "website: celle", "website", "Internetadresse", "web address"),
    "no place": (
        "places.yml",
        "^  Seevetal:",
        "  Seetal:",
        "aliases.Seetal",
        "gibt es nicht: Seetal",
        "no such place",
    ),
    "source": (
        "topics/counselling.yml",
        "^  sources:\n  - \\w+",
        "  sources:\n  - nobody",
        "",
        "Unbekannte Quelle: nobody",
        "unknown source",
    ),
    "state": ("sources.yml", "^  state: .*", "  state: 2015-20", "", "Datum", "pattern"),
    "day": (
        "sources.yml",
        "^  state: .*",
        "  state: '2015-02-30'",
        "",
        "Tag gibt es",
        "no such day",
    ),
    "future": (CELLE, "^read: .*", "read: '2031-01-01'", "read", "Zukunft", "future"),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_one_mistake_is_one_error(folder: Path, mistake: tuple[str, ...]) -> None:
    file, pattern, new, field, german, english = mistake
    text = (folder / file).read_text("utf-8")
    match = re.search(pattern, text, re.MULTILINE)
    assert match
    line = change(folder / file, pattern, match.expand(new))
    findings = found(folder)
    assert [f.level for f in findings] == ["error"], [str(f.problem) for f in findings]
    problem = findings[0].problem
    assert problem.file == f"knowledge/{file}"
    if field != "name":  # the line of what is not there is the first
        assert line <= problem.line <= line + 2
    if field:
        assert problem.field == field
    assert german in problem.german
    assert english in problem.english


def test_a_broken_paper_does_not_make_the_services_that_name_it_wrong(folder: Path) -> None:
    change(folder / "documents.yml", "^  text:", "  txt:")
    fields = {f.problem.field.split(".")[1] for f in found(folder)}
    assert fields == {"txt", "text"}


def test_an_unreadable_table_is_reported_alone(folder: Path) -> None:
    (folder / "documents.yml").write_text("- a\n- b\n", "utf-8")
    assert [f.problem.file for f in found(folder)] == ["knowledge/documents.yml"]


def test_a_day_that_is_none_is_reported_with_its_file(folder: Path) -> None:
    change(folder / CELLE, "^read: .*", "read: 2026-13-45")
    assert [f.problem.file for f in found(folder)] == [f"knowledge/{CELLE}"]


def test_an_empty_office_is_reported(folder: Path) -> None:
    (folder / "offices" / "stadt-neu.yml").write_text("", "utf-8")
    assert [f.problem.german for f in found(folder)] == ["Die Datei ist leer oder kein Datensatz."]


def test_a_row_of_the_postal_codes_that_does_not_fit(folder: Path) -> None:
    line = change(folder / "postal_codes.csv", "^31134,", "3113,")
    assert [(f.problem.line, f.level) for f in found(folder)] == [(line, "error")]


def test_a_postal_code_twice(folder: Path) -> None:
    change(folder / "postal_codes.csv", "^(31134,.*)\n", "31134,Hildesheim,03254021\n" * 2)
    assert [f.problem.english for f in found(folder)] == ["row twice: 31134"]


def test_a_town_without_and_with_two_offices(folder: Path) -> None:
    change(folder / CELLE, "^- '03351006'", "- '03351007'")
    problems = [f.problem for f in found(folder)]
    assert any(p.english == "no office is responsible for Celle" for p in problems)
    assert any(p.english.startswith("several offices for ") for p in problems)


def test_an_area_that_does_not_exist(folder: Path) -> None:
    change(folder / CELLE, "^areas:\n", "areas:\n- '03999'\n")
    problem = found(folder)[0].problem
    assert (problem.field, problem.english) == ("areas.0", "no such area: 03999")


def test_old_texts_and_figures_are_notes() -> None:
    later = date(2030, 1, 1)
    findings = list(check_knowledge.check(everything()[0], FOLDER, later))
    assert {f.level for f in findings} == {"note"}
    kinds = {f.kind for f in findings}
    assert kinds == {"text older than two years", "to be reviewed"}


def test_the_run_prints_groups_and_fails_only_on_errors(folder: Path) -> None:
    lines: list[str] = []
    assert check.run(folder, say=lines.append) == 0
    assert lines[-1].startswith("Ergebnis / result: 0 Fehler / errors")
    change(folder / CELLE, "^phone:", "phon:")
    lines.clear()
    assert check.run(folder, say=lines.append) == 1
    assert any(line.strip().startswith(f"knowledge/{CELLE}:") for line in lines)
    assert any("only after the errors above" in line for line in lines)


def test_long_lists_of_one_kind_are_cut(folder: Path) -> None:
    for path in sorted((folder / "offices").glob("*.yml"))[:15]:
        change(path, "^read: .*", "read: '2026-11-01'")
        text = path.read_text("utf-8")
        path.write_text(re.sub("state: .*", "state: '2010'", text), "utf-8")
    short: list[str] = []
    full: list[str] = []
    check.run(folder, say=short.append)
    check.run(folder, show_all=True, say=full.append)
    assert any("weitere / more" in line for line in short)
    assert not any("weitere / more" in line for line in full)
    assert len(full) > len(short)


# --- translations -------------------------------------------------------------------------------

GERMAN = {"utter_fee": Entry("Das kostet {fee} bei der Behörde.", {"fee": "1 EUR"})}
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n{flags}msgctxt "{ident}"\n'
PO += 'msgid "{german}"\nmsgstr "{text}"\n'


def translated(tmp_path: Path, tag: str, text: str, **other: str) -> list[tuple[str, str]]:
    values = {"flags": "", "ident": "utter_fee", "german": GERMAN["utter_fee"].text} | other
    path = tmp_path / "translations" / tag / "LC_MESSAGES" / "replies.po"
    path.parent.mkdir(parents=True)
    content = PO
    for name, value in {**values, "text": text}.items():
        content = content.replace("{" + name + "}", value, 1)
    path.write_text(content, "utf-8")
    findings = list(check_po(tag, GERMAN, tmp_path / "translations"))
    return [(f.level, f.problem.english) for f in findings]


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("en", "It costs {fee} at the office.", []),
        ("en", "", [("warning", "translation missing")]),
        ("en", "It costs money.", [("error", "placeholder missing: {fee}")]),
        (
            "en",
            "It costs {fee} {more}.",
            [("error", "placeholder not in the German text: {more}")],
        ),
        ("en", "It costs {fee} }.", [("error", "brace without a placeholder")]),
        ("en", "Das kostet {fee} bei der Behörde.", [("warning", "still German")]),
        ("en", "It costs {fee} („bei der Behörde und der Stadt“).", []),
        ("uk", "Це кoштує {fee}.", [("error", "Latin and Cyrillic letters in one word: кoштує")]),
        ("uk", "Це стоїть {fee}, вы", [("error", "letters of another language: ы")]),
        ("ar", "التكلفة {fee} یورو", [("error", "letters of another language: ی")]),
        ("ar", "التكلفة {fee}", []),
    ],
)
def test_translations(tmp_path: Path, tag: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert translated(tmp_path, tag, text) == expected


def test_fuzzy_old_and_gone_translations(tmp_path: Path) -> None:
    text = "It costs {fee}."
    old = [("warning", "made for an older German text")]
    assert translated(tmp_path / "a", "en", text, flags="#, fuzzy\n") == old
    assert translated(tmp_path / "b", "en", text, german="Es kostet {fee}.") == old
    gone = translated(tmp_path / "c", "en", text, ident="utter_nothing")
    assert gone == [("warning", "text is gone"), ("warning", "translation missing")]


def test_a_broken_po_file(tmp_path: Path) -> None:
    path = tmp_path / "translations" / "en" / "LC_MESSAGES" / "replies.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgctxt "utter_fee"\nmsgfoo "a"\n', "utf-8")
    findings = list(check_po("en", GERMAN, tmp_path / "translations"))
    assert [f.level for f in findings] == ["error"]


# --- training data --------------------------------------------------------------------------------

KNOWN = check_training.Known(("greet", "ask_fee"), {"study"}, ("de", "en"), ())
BLOCK = 'version: "3.1"\nnlu:\n- intent: {intent}\n  metadata:\n    service: {service}\n'
BLOCK += "  examples: |\n    - {text}\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def to(name: str, **values: str) -> Path:
        path = tmp_path / "data" / "nlu" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        values = {"intent": "ask_fee", "service": "study", "text": "was kostet das"} | values
        path.write_text(BLOCK.format(**values), "utf-8")
        return tmp_path / "data" / "nlu"

    return to


def reported(folder: Path, known: check_training.Known = KNOWN) -> list[tuple[str, int, str]]:
    problems = [f.problem for f in check_training.check(folder, known)]
    return [(Path(p.file).name, p.line, p.english) for p in problems]


def test_labels_that_do_not_exist(write: Callable[..., Path]) -> None:
    write("de/a.yml", intent="ask_fees")
    write("de/b.yml", service="studies", text="kosten")
    folder = write("xx/c.yml")
    assert reported(folder) == [
        ("a.yml", 3, "unknown intent: ask_fees"),
        ("b.yml", 5, "unknown service: studies"),
        ("c.yml", 1, "unknown language: xx"),
    ]


def test_one_message_with_two_labels(write: Callable[..., Path]) -> None:
    write("de/a.yml", text="Hallo")
    write("en/a.yml", text="hallo", intent="greet")
    folder = write("de/b.yml", text="hallo!", intent="greet")
    assert [r[:2] for r in reported(folder)] == [("b.yml", 7)]


def test_too_few_examples_and_names(write: Callable[..., Path]) -> None:
    folder = write("de/a.yml")
    known = check_training.Known(KNOWN.intents, KNOWN.services, KNOWN.languages, ("de",))
    assert [r[2] for r in reported(folder, known)] == [
        "too few examples: 0 of 25",
        "too few examples: 1 of 60",
        "too few names: 0 of 12",
    ]


def test_names_of_nothing(write: Callable[..., Path]) -> None:
    folder = write("de/a.yml")
    path = folder / "lookup" / "service.de.yml"
    path.parent.mkdir()
    path.write_text("nlu:\n- lookup: studium\n  examples: |\n    - studium\n", "utf-8")
    assert reported(folder) == [("service.de.yml", 2, "unknown service: studium")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("nlu: ]", 1),
        ("nlu:\n- examples: x\n", 1),
        ("- a", 1),
        ("nlu:\n- intent: greet\n  examples: |\n    hallo\n", 4),
    ],
)
def test_files_that_are_no_training_data(write: Callable[..., Path], text: str, line: int) -> None:
    folder = write("de/a.yml")
    (folder / "de" / "b.yml").write_text(text, "utf-8")
    assert [r[:2] for r in reported(folder)] == [("b.yml", line)]
