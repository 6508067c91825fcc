"""Whole conversations in all languages with the real assistant: Rasa's agent, model and actions.

``conversations/<language>.yml`` lists dialogues. A turn has

* ``say`` (what is typed; ``repeat``: so many times) or ``press`` (a payload offered just before),
* ``reply``: the reply id; ``*`` where it depends on the clock or more than one is right,
* ``language`` of the reply where it is not that of the file,
* ``slots`` after the turn, ``has`` and ``lacks``: pieces of the text,
* ``buttons`` and ``lacks_buttons``: payloads offered and not offered,
* ``forgotten``: nothing of the conversation is stored any longer.

A dialogue with ``wrong`` shows a known mistake: its last turn must fail until that is mended.
"""

import re
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.assistant import MODEL, Answer, Assistant
from bot.catalog import Catalog
from bot.knowledge import PLACEHOLDER
from bot.languages import SOURCE, offered, served
from bot.payloads import is_button

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not MODEL.exists(), reason="no model: make train"),
]
FOLDER = Path(__file__).parent / "conversations"
FIELDS = {
    *("say", "press", "repeat", "reply", "language", "slots", "has", "lacks"),
    *("buttons", "lacks_buttons", "forgotten"),
}
SLOTS = {"service", "office", "place", "day"}
# What keeps right-to-left text in order is no part of what is said.
INVISIBLE = re.compile("[\u200e\u200f\u061c\u2066-\u2069]")
# Said in English and German, because the person's own language is not known.
IN_TWO_LANGUAGES = "utter_language_not_served"
SENTENCE_WORDS = 4


@cache
def dialogues(language: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{language}.yml").read_text("utf-8"))
    return found


class KnownMistakeError(Exception):
    """The last turn of a dialogue with ``wrong`` failed, as expected."""


def _play(tag: str, dialogue: dict[str, Any]) -> Any:
    wrong = dialogue.get("wrong")
    marks = [pytest.mark.xfail(reason=wrong, raises=KnownMistakeError)] if wrong else []
    return pytest.param(tag, dialogue, id=f"{tag}: {dialogue['name']}", marks=marks)


ALL = [(tag, dialogue) for tag in served() for dialogue in dialogues(tag)]


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant()


@cache
def _german_sentences(catalog: Catalog) -> tuple[tuple[str, str], ...]:
    """Each German text's longest piece between placeholders, if it is as long as a sentence."""
    found = []
    for ident, entry in catalog.entries.items():
        pieces = [piece.strip() for piece in PLACEHOLDER.sub("\n", entry.text).split("\n")]
        longest = max(pieces, key=len)
        if len(longest.split()) >= SENTENCE_WORDS:
            found.append((ident, longest))
    return tuple(found)


def left_in_german(text: str, tag: str, catalog: Catalog) -> list[str]:
    """Ids whose German text is shown in ``tag``, not only in brackets beside its translation."""
    return [
        ident
        for ident, sentence in _german_sentences(catalog)
        if sentence in text.replace(f"({sentence})", "")
        and sentence not in (catalog.translation(ident, tag) or "")
    ]


def plain(text: str) -> str:
    return INVISIBLE.sub("", text).replace("\u00a0", " ").replace("\u202f", " ")


def check(turn: dict[str, Any], answer: Answer, language: str, catalog: Catalog) -> None:
    """One answer against what its turn asks for."""
    text, payloads = plain(answer.text), [payload for _, payload in answer.buttons]
    assert answer.reply, "no reply id"
    assert fnmatchcase(answer.reply, turn["reply"]), f"{answer.reply}: {text[:200]}"
    if turn.get("forgotten"):  # no event is left to tell the language and the slots
        assert answer.text == catalog.text(answer.reply, language)
    else:
        assert answer.language == turn.get("language", language)
        for name, value in turn.get("slots", {}).items():
            assert answer.slots[name] == value, name
    for piece in turn.get("has", ()):
        assert piece in text
    for piece in turn.get("lacks", ()):
        assert piece not in text
    for payload in turn.get("buttons", ()):
        assert payload in payloads
    for payload in turn.get("lacks_buttons", ()):
        assert payload not in payloads


def check_always(answer: Answer, tag: str, catalog: Catalog) -> None:
    """What every answer must be: said, filled in, and in its language."""
    text = plain(answer.text)
    assert text.strip()
    assert not re.search(r"[{}]|\bNone\b", text), text
    for title, payload in answer.buttons:
        assert title.strip()
        assert not re.search(r"[{}]", title), title
        assert is_button(payload), payload
    if tag != SOURCE and answer.reply != IN_TWO_LANGUAGES:
        assert not left_in_german(text, tag, catalog)
        assert not any(left_in_german(plain(title), tag, catalog) for title, _ in answer.buttons)


@pytest.mark.parametrize(("language", "dialogue"), [_play(*each) for each in ALL])
async def test_conversation(
    language: str, dialogue: dict[str, Any], assistant: Assistant, catalog: Catalog
) -> None:
    sender = f"{language}/{dialogue['name']}"
    offered: set[str] = set()
    for turn in dialogue["turns"]:
        message = turn["press"] if "press" in turn else turn["say"] * turn.get("repeat", 1)
        if "press" in turn:
            assert message in offered, f"no such button: {message} in {sorted(offered)}"
        answers = await assistant.ask(message, sender)
        assert len(answers) == 1, f"{len(answers)} answers to {message[:80]!r}"
        try:
            check(turn, answers[0], language, catalog)
            check_always(answers[0], turn.get("language", language), catalog)
        except AssertionError as error:
            error.add_note(f"{sender}: {message[:80]!r} ({answers[0].intent})")
            if "wrong" in dialogue and turn is dialogue["turns"][-1]:
                raise KnownMistakeError(dialogue["wrong"]) from error
            raise
        offered = {payload for _, payload in answers[0].buttons}
        is_stored = await assistant.agent.tracker_store.retrieve(sender) is not None
        assert is_stored is not turn.get("forgotten", False)


@pytest.mark.parametrize("language", served())
def test_every_language_is_played(language: str) -> None:
    found = dialogues(language)
    names = [dialogue["name"] for dialogue in found]
    assert len(found) >= 10
    assert len(set(names)) == len(names)
    for dialogue in found:
        least = 1 if "wrong" in dialogue else 3  # a known mistake ends its dialogue
        assert least <= len(dialogue["turns"]) <= 6, dialogue["name"]


@pytest.mark.parametrize("language", served())
def test_no_misspelt_field_hides_a_check(language: str) -> None:
    for dialogue in dialogues(language):
        assert set(dialogue) <= {"name", "turns", "wrong"}
        for turn in dialogue["turns"]:
            assert set(turn) <= FIELDS
            assert "reply" in turn
            assert ("say" in turn) is not ("press" in turn)
            assert set(turn.get("slots", ())) <= SLOTS
            assert turn.get("language", language) in offered()


def test_a_german_sentence_would_be_found(catalog: Catalog) -> None:
    text = catalog.entries["utter_ask_place"].text
    assert left_in_german(f"One.\n{text}", "en", catalog) == ["utter_ask_place"]
    assert not left_in_german(catalog.text("utter_ask_place", "en"), "en", catalog)
