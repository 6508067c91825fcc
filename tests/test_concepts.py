"""Concepts found in a message."""

from pathlib import Path

import pytest

from bot.concepts import Concepts, table
from bot.languages import served


@pytest.fixture(scope="module")
def concepts() -> Concepts:
    return Concepts.build()


SMALL = Concepts(
    {
        "de": table(how_long=["wie lang*"], wife=["frau"], driving_licence=["führersch*"]),
        "tr": table(wife=["eşim*"], how_long=["ne kadar"], how_much_money=["ne kadar"]),
    }
)


@pytest.mark.parametrize(
    ("text", "tag", "found"),
    [
        ("Wie lange dauert das für meine Frau?", "de", ("how_long", "wife")),
        ("FÜHRERSCHEIN", "de", ("driving_licence",)),
        ("fuehrerschein", "de", ("driving_licence",)),
        ("Fraulein", "de", ()),
        ("eşim için ne kadar", "tr", ("wife", "how_long", "how_much_money")),
        # German words count in every language, those of other languages do not
        ("führerschein ne kadar", "tr", ("driving_licence", "how_long", "how_much_money")),
        ("ne kadar", "de", ()),
        ("wie lange", None, ("how_long",)),
        ("", "tr", ()),
    ],
)
def test_forms_and_stems(text: str, tag: str | None, found: tuple[str, ...]) -> None:
    assert SMALL.find(text, tag) == found


@pytest.mark.parametrize(
    ("text", "tag", "found"),
    [
        ("ولزوجتي", "ar", ("wife",)),
        ("زوجتي", "ar", ("wife",)),
        ("ولد", "ar", ()),
        ("ولزوجتي", "tr", ()),
    ],
)
def test_words_written_together_with_the_next(text: str, tag: str, found: tuple[str, ...]) -> None:
    lists = {"ar": table(wife=["زوجت*"], home=["د"]), "tr": table(wife=["زوجت*"])}
    assert Concepts(lists, {"ar": ("ول", "و")}).find(text, tag) == found


def test_every_language_has_every_concept(concepts: Concepts) -> None:
    known = {tag: {c for found in t.values() for c in found} for tag, t in concepts.tables.items()}
    assert set(known) == set(served())
    everything = set().union(*known.values())
    assert {tag: everything - found for tag, found in known.items() if found != everything} == {}


def test_stored_concepts_are_the_same(concepts: Concepts, tmp_path: Path) -> None:
    concepts.save(tmp_path)
    assert vars(Concepts.load(tmp_path)) == vars(concepts)
