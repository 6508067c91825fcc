"""What the classifier learns from a labelled message."""

import pytest

from bot.concepts import Concepts
from bot.gazetteer import Hit
from bot.preparation import Prepared, examples

CONCEPTS = Concepts({})


def of(text: str, *hits: Hit, traps: tuple[str, ...] = ()) -> Prepared:
    return Prepared.of("de", text, ("inform", None), hits, traps)


def test_all_places_look_alike() -> None:
    peine = Hit("place", "Peine", 6, 11, "Peine")
    goslar = Hit("place", "Goslar", 6, 12, "Goslar")
    assert of("ja in Peine", peine).text == of("ja in Goslar", goslar).text
    assert of("ja in Peine", peine).hints == ("place",)


def test_postal_codes_and_other_finds_stay_in_the_text() -> None:
    code = Hit("place", "38364", 0, 5, "38364")
    day = Hit("day", "monday", 6, 12, "montag")
    assert of("38364 montag", code, day).text == "38364 montag"


def test_a_word_that_is_a_place_only_elsewhere_stays() -> None:
    word = Hit("place", "Lehre", 0, 5, "lehre", placed=False)
    assert of("lehre suchen", word, traps=("lehre",)).text == "lehre suchen"


@pytest.fixture
def many() -> list[Prepared]:
    greeting = Prepared("tr", "merhaba", "greet", None)
    thanks = Prepared("tr", "sağ olun", "thank", None)
    asked = [Prepared("tr", f"ücret ne kadar {i}", "ask_fee", "visa") for i in range(400)]
    return [greeting, thanks, *asked]


def test_some_messages_are_learnt_again_after_a_greeting_or_before_thanks(
    many: list[Prepared],
) -> None:
    copies = examples(many, CONCEPTS)[len(many) :]
    greeted = [e for e in copies if e.text.startswith("merhaba")]
    thanked = [e for e in copies if e.text.endswith("sağ olun")]
    assert 10 <= len(greeted) <= 50
    assert 2 <= len(thanked) <= 20
    assert len(copies) == len(greeted) + len(thanked)
    assert {(e.intent, e.service) for e in copies} == {("ask_fee", "visa")}


def test_the_same_in_every_training(many: list[Prepared]) -> None:
    assert examples(many, CONCEPTS) == examples(many, CONCEPTS)


@pytest.mark.parametrize("intent", ["inform", "greet", "thank", "affirm"])
def test_small_talk_and_bare_answers_are_not_wrapped(many: list[Prepared], intent: str) -> None:
    small = [Prepared("tr", f"bir iki üç {i}", intent, None) for i in range(300)]
    assert len(examples([*many[:2], *small], CONCEPTS)) == len(small) + 2


def test_greetings_of_one_language_stay_in_it(many: list[Prepared]) -> None:
    polish = [Prepared("pl", f"ile to kosztuje {i}", "ask_fee", None) for i in range(300)]
    assert len(examples([*many[:2], *polish], CONCEPTS)) == len(polish) + 2
