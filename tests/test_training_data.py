"""The training messages as names.md asks for them."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from bot.classifier import Example
from bot.knowledge import Knowledge
from bot.languages import served
from bot.text import MAX_CHARACTERS, normalise
from bot.training_data import LabelledMessage, messages, synonyms

MOST_ASKED = [
    "ask_service_info",
    "ask_requirements",
    "ask_documents",
    "ask_procedure",
    "ask_fee",
    "ask_processing_time",
    "ask_deadline",
    "ask_office_hours",
    "ask_office_contact",
    "ask_responsible_office",
    "ask_appointment",
    "ask_application_status",
]


@pytest.fixture(scope="module")
def stored() -> list[LabelledMessage]:
    return list(messages())


@pytest.mark.parametrize("tag", served())
def test_every_intent_has_enough_examples(stored: list[LabelledMessage], tag: str) -> None:
    counts = Counter(m.intent for m in stored if m.language == tag)
    assert len(counts) == 33
    few = {i: n for i, n in counts.items() if n < (60 if i in MOST_ASKED else 25)}
    assert not few


@pytest.mark.parametrize("tag", served())
def test_every_service_is_named_in_many_ways(
    stored: list[LabelledMessage], knowledge: Knowledge, tag: str
) -> None:
    forms: dict[str, set[str]] = defaultdict(set)
    for m in stored:
        if m.language == tag and m.service:
            forms[m.service].add(normalise(m.text))
    assert {s: len(forms[s]) for s in knowledge.services if len(forms[s]) < 12} == {}


def test_services_of_messages_exist(stored: list[LabelledMessage], knowledge: Knowledge) -> None:
    assert {m.service for m in stored if m.service} <= set(knowledge.services)


def test_intent_and_file_name_agree(stored: list[LabelledMessage]) -> None:
    assert [m for m in stored if m.intent != m.file.stem] == []


def test_messages_are_of_a_length_that_is_answered(stored: list[LabelledMessage]) -> None:
    assert all(0 < len(m.text) <= MAX_CHARACTERS for m in stored)


def test_messages_become_examples(stored: list[LabelledMessage]) -> None:
    found = stored[0]
    assert Example(found.text, found.intent, found.service).intent


def test_synonyms_are_gathered_from_all_files(tmp_path: Path) -> None:
    lookup = tmp_path / "lookup"
    lookup.mkdir()
    for name, form in (("x.yml", "eins"), ("x.de.yml", "zwei"), ("xy.yml", "drei")):
        text = f'version: "3.1"\nnlu:\n- lookup: one\n  examples: |\n    - {form}\n'
        (lookup / name).write_text(text, "utf-8")
    assert synonyms("x", tmp_path) == {"one": ["eins", "zwei"]}


def test_a_line_without_dash_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "de"
    folder.mkdir()
    text = 'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - moin\n    hallo\n'
    (folder / "greet.yml").write_text(text, "utf-8")
    with pytest.raises(ValueError, match="starts with a dash"):
        list(messages(tmp_path))
