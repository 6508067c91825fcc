"""All German texts in one catalogue, and the file that holds each translation."""

import pytest
from babel.messages.pofile import read_po

from bot.catalog import FOLDER, Catalog
from bot.knowledge import Knowledge
from bot.sources import catalog as build
from bot.sources import everything, file_of, replies


@pytest.mark.parametrize(
    ("ident", "file"),
    [
        ("utter_greet", "replies"),
        ("service.study.name", "services"),
        ("office.stadt-celle.notes", "offices"),
        ("topic.remedies.one_month", "topics"),
        ("document.passport", "papers"),
        ("fee.naturalisation", "papers"),
        ("condition.extension", "papers"),
    ],
)
def test_the_file_of_an_id(ident: str, file: str) -> None:
    assert file_of(ident) == file


def test_every_translation_stands_in_its_file() -> None:
    for path in FOLDER.glob("*/LC_MESSAGES/*.po"):
        with path.open("rb") as file:
            wrong = [
                m.context for m in read_po(file) if m.context and file_of(m.context) != path.stem
            ]
        assert wrong == [], path


def test_replies_and_knowledge_are_both_there(knowledge: Knowledge, catalog: Catalog) -> None:
    assert set(replies()) | set(knowledge.texts) == set(catalog.entries)
    assert build(knowledge).entries == catalog.entries


def test_everything_is_loaded_once() -> None:
    assert everything() is everything()


def test_no_german_text_is_empty(catalog: Catalog) -> None:
    assert [i for i, e in catalog.entries.items() if not e.text.strip()] == []
