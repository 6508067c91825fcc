"""Questions back, small talk, and what was not understood."""

import pytest

from bot import answer_talk
from bot.catalog import Catalog
from bot.conversation import Message
from bot.knowledge import Knowledge
from bot.languages import languages, offered, served
from bot.offices import Candidate
from bot.rendering import render
from bot.reply import Line, Reply

CELLE = [Candidate("Celle", "stadt-celle"), Candidate("Landkreis Celle", "landkreis-celle")]


def payloads(found: Reply) -> list[str]:
    return [button.payload for button in found.buttons]


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("", "utter_empty"),
        ("   ", "utter_empty"),
        ("👍🎉", "utter_empty"),
        ("?!...", "utter_empty"),
        ("x" * 2001, "utter_too_long"),
        ("x" * 10000, "utter_too_long"),
    ],
)
def test_messages_that_are_no_question(text: str, reply: str) -> None:
    found = answer_talk.special(Message("ask_fee", text), served())
    assert found is not None
    assert found.id == reply
    assert found.buttons


def test_a_question_is_not_special() -> None:
    assert answer_talk.special(Message("ask_fee", "x" * 2000), served()) is None


def test_a_foreign_language_names_ours_in_english_and_german(catalog: Catalog) -> None:
    found = answer_talk.special(Message("ask_fee", "Bonjour", foreign="fr"), served())
    assert found is not None
    for tag in served():
        rows = render(found, catalog, tag).text.split("\n")
        assert "Українська" in rows[0]
        assert "115" in rows[0]
        assert rows[1].startswith("Diese Sprache kann ich leider noch nicht.")
    assert payloads(found)[2] == '/set_language{"language":"uk"}'


@pytest.mark.parametrize("intent", ["emergency", "set_language"])
def test_some_things_are_answered_in_any_language(intent: str) -> None:
    assert answer_talk.special(Message(intent, "Au secours", foreign="fr"), served()) is None


@pytest.mark.parametrize(
    ("intent", "reply"),
    [
        ("greet", "utter_greet"),
        ("goodbye", "utter_goodbye"),
        ("thank", "utter_thank"),
        ("bot_challenge", "utter_bot_challenge"),
        ("give_feedback", "utter_feedback"),
        ("affirm", "utter_affirm"),
        ("deny", "utter_deny"),
        ("ask_privacy", "utter_privacy"),
        ("help", "utter_help"),
        ("out_of_scope", "utter_out_of_scope"),
        ("something_new", "utter_out_of_scope"),
    ],
)
def test_small_talk(knowledge: Knowledge, intent: str, reply: str) -> None:
    assert answer_talk.small_talk(intent, knowledge).id == reply


def test_help_counts_the_services(knowledge: Knowledge, catalog: Catalog) -> None:
    text = render(answer_talk.small_talk("help", knowledge), catalog, "de").text
    assert f"zu {len(knowledge.services)} Leistungen" in text


def test_a_missing_service_offers_the_frequent_ones(knowledge: Knowledge) -> None:
    found = answer_talk.ask_service("ask_fee")
    assert set(answer_talk.FREQUENT) <= set(knowledge.services)
    assert payloads(found) == [f'/ask_fee{{"service":"{s}"}}' for s in answer_talk.FREQUENT]


def test_a_missing_place_can_follow_what_is_known() -> None:
    line = Line("service.visa.responsible")
    assert answer_talk.ask_place((line,)).lines == (line, Line("utter_ask_place"))


def test_an_ambiguous_place_has_a_button_for_each_office(catalog: Catalog) -> None:
    found = answer_talk.ask_office("Celle", CELLE)
    assert payloads(found) == [
        '/inform{"office":"stadt-celle"}',
        '/inform{"office":"landkreis-celle"}',
    ]
    assert [title for title, _ in render(found, catalog, "de").buttons] == [
        "Stadt Celle",
        "Landkreis Celle",
    ]


def test_the_same_office_is_offered_once() -> None:
    twice = [Candidate("Goslar", "landkreis-goslar"), Candidate("Seesen", "landkreis-goslar")]
    assert len(answer_talk.ask_office("38640", twice).buttons) == 1


def test_an_answer_can_end_with_the_choice() -> None:
    answered = Reply("utter_fee", (Line("utter_fee"),), answer_talk.ask_service("x").buttons)
    found = answer_talk.with_office_choice(answered, "Celle", CELLE)
    assert found.id == "utter_fee"
    assert found.lines[-1].id == "utter_place_also"
    assert payloads(found)[:2] == payloads(answer_talk.ask_office("Celle", CELLE))


def test_not_understood_offers_three_topics_the_office_and_a_person() -> None:
    ranking = [(i, 0.1) for i in ("inform", "ask_fee", "greet", "ask_appointment", "ask_deadline")]
    found = answer_talk.not_understood([*ranking, ("ask_forms", 0.1)], "study")
    assert payloads(found) == [
        '/ask_fee{"service":"study"}',
        "/ask_appointment",
        '/ask_deadline{"service":"study"}',
        "/ask_responsible_office",
        "/ask_human",
    ]


def test_no_button_comes_twice() -> None:
    found = answer_talk.not_understood([("ask_human", 0.2), ("ask_responsible_office", 0.1)], None)
    assert sorted(payloads(found)) == ["/ask_human", "/ask_responsible_office"]


def test_the_second_time_gives_people(catalog: Catalog) -> None:
    found = answer_talk.not_understood_again()
    assert "115" in render(found, catalog, "de").text
    assert payloads(found)[:3] == ["/ask_human", "/ask_responsible_office", "/ask_counselling"]


def test_an_unknown_postal_code_points_to_115(catalog: Catalog) -> None:
    text = render(answer_talk.place_unknown("99999"), catalog, "de").text
    assert "99999" in text
    assert "115" in text


def test_a_place_elsewhere_offers_the_one_of_the_same_name(catalog: Catalog) -> None:
    found = answer_talk.elsewhere("Hamburg", ())
    assert "115" in render(found, catalog, "de").text
    assert payloads(found) == ["/ask_human"]
    assert len(answer_talk.elsewhere("Celle", CELLE).buttons) == 3


def test_languages(catalog: Catalog) -> None:
    asked = answer_talk.language_set(None, offered())
    assert asked.id == "utter_language_choose"
    titles = [title for title, _ in render(asked, catalog, "ar").buttons]
    assert [t.strip("\u2068\u2069") for t in titles] == [
        language.name for language in languages().values()
    ]
    assert answer_talk.language_set("uk", served()).id == "utter_language_set"
    assert answer_talk.language_set("pt", served()).id == "utter_language_not_served"
