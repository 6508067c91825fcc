"""Whole conversations with the core: what is asked back, carried over, corrected and given up."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from bot.answer_talk import FREQUENT, service_button
from bot.answer_topic import TOPICS
from bot.conversation import Memory, Message, Turn
from bot.dialogue import OFFICE_INTENTS, SERVICE_INTENTS, Assistant
from bot.offices import is_district_name
from bot.opening_hours import ZONE
from bot.payloads import is_button
from bot.reply import Reply

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=ZONE)
SAME_NAME = [
    "Hildesheim",
    "Oldenburg",
    "Osnabrück",
    "Göttingen",
    "Celle",
    "Cuxhaven",
    "Hannover",
    "Burgdorf",
    "Winsen",
]
TALK = [
    "greet",
    "goodbye",
    "thank",
    "bot_challenge",
    "give_feedback",
    "affirm",
    "deny",
    "ask_privacy",
    "help",
]


def says(intent: str, text: str = "x", **found: Any) -> Message:
    return Message(intent, text, **found)


def talk(core: Assistant, *messages: Message, memory: Memory | None = None) -> Turn:
    """The last turn of a conversation."""
    memory = memory or Memory()
    for message in messages:
        turn = core.respond(message, memory, NOW)
        memory = turn.memory
    return turn


def payloads(turn: Turn) -> list[str]:
    return [button.payload for button in turn.reply.buttons]


# --- a missing service ---


def test_a_missing_service_is_asked_with_buttons(core: Assistant) -> None:
    turn = talk(core, says("ask_fee"))
    assert turn.reply.id == "utter_ask_service"
    assert payloads(turn) == [f'/ask_fee{{"service":"{s}"}}' for s in FREQUENT]
    assert turn.memory.pending == "service:ask_fee"


def test_the_bare_service_answers_the_question(core: Assistant) -> None:
    turn = talk(core, says("ask_fee"), says("inform", service="study"))
    assert turn.reply.id == "utter_fee"
    assert turn.memory.pending is None


@pytest.mark.parametrize("intent", ["nlu_fallback", "affirm", "deny"])
def test_a_bare_service_counts_whatever_the_intent_is(core: Assistant, intent: str) -> None:
    assert talk(core, says("ask_fee"), says(intent, service="study")).reply.id == "utter_fee"


@pytest.mark.parametrize("intent", SERVICE_INTENTS)
def test_every_question_about_a_service_is_answered(core: Assistant, intent: str) -> None:
    turn = talk(core, says(intent, service="settlement_permit"))
    assert turn.reply.id.startswith(f"utter_{intent.removeprefix('ask_')}")
    assert turn.memory.service == "settlement_permit"
    assert turn.memory.question == intent


def test_a_bare_service_without_a_question_is_explained(core: Assistant) -> None:
    assert talk(core, says("inform", service="visa")).reply.id == "utter_service_info"


# --- a missing or ambiguous place ---


@pytest.mark.parametrize("intent", OFFICE_INTENTS)
def test_a_missing_place_is_asked(core: Assistant, intent: str) -> None:
    turn = talk(core, says(intent))
    assert turn.reply.id == "utter_ask_place"
    assert turn.memory.pending == f"place:{intent}"


@pytest.mark.parametrize("intent", OFFICE_INTENTS)
@pytest.mark.parametrize("place", ["Peine", "31224"])
def test_the_bare_place_answers_the_question(core: Assistant, intent: str, place: str) -> None:
    turn = talk(core, says(intent), says("inform", place=place))
    assert turn.memory.office == "landkreis-peine"
    assert turn.memory.pending is None
    assert turn.reply.id != "utter_ask_place"


def test_another_body_is_named_before_the_place_is_asked(core: Assistant) -> None:
    turn = talk(core, says("ask_responsible_office", service="naturalisation"))
    assert [line.id for line in turn.reply.lines] == [
        "service.naturalisation.responsible",
        "utter_ask_place",
    ]


@pytest.mark.parametrize("place", SAME_NAME)
def test_an_ambiguous_place_is_asked_once_with_both_as_buttons(core: Assistant, place: str) -> None:
    offices = list(dict.fromkeys(c.office for c in core.places.resolve(place).candidates))
    turn = talk(core, says("ask_office_contact", place=place))
    assert turn.reply.id == "utter_ask_office"
    assert len(offices) == 2
    assert payloads(turn) == [f'/inform{{"office":"{office}"}}' for office in offices]

    for office in offices:
        after = core.respond(says("inform", office=office), turn.memory, NOW)
        assert after.reply.id == "utter_office_contact"
        assert after.memory.office == office
        assert after.memory.place == place
        again = core.respond(says("ask_office_hours"), after.memory, NOW)
        assert again.reply.id != "utter_ask_office"


@pytest.mark.parametrize("place", SAME_NAME[:7])
@pytest.mark.parametrize("kind", ["city", "district"])
@pytest.mark.parametrize("intent", ["inform", "nlu_fallback", "ask_responsible_office"])
def test_the_district_or_the_town_answers_in_words(
    core: Assistant, place: str, kind: str, intent: str
) -> None:
    candidates = core.places.resolve(place).candidates
    wanted = next(c for c in candidates if is_district_name(c.place) == (kind == "district"))
    turn = talk(core, says("ask_office_contact", place=place), says(intent, place_kind=kind))
    assert turn.memory.office == wanted.office
    assert turn.reply.id == "utter_office_contact"


def test_a_full_name_answers_too(core: Assistant) -> None:
    first = says("ask_office_contact", place="Celle")
    turn = talk(core, first, says("inform", place="Landkreis Celle", place_kind="district"))
    assert turn.memory.office == "landkreis-celle"


def test_the_district_alone_means_nothing(core: Assistant) -> None:
    assert talk(core, says("inform", place_kind="district")).reply.id == "utter_not_understood"


def test_an_ambiguous_place_beside_a_service_gets_the_answer_and_the_choice(
    core: Assistant,
) -> None:
    turn = talk(core, says("ask_fee", service="study", place="Celle"))
    assert turn.reply.id == "utter_fee"
    assert turn.reply.lines[-1].id == "utter_place_also"
    assert payloads(turn)[:2] == [
        '/inform{"office":"stadt-celle"}',
        '/inform{"office":"landkreis-celle"}',
    ]


def test_an_unknown_postal_code_is_told_and_forgotten(core: Assistant) -> None:
    turn = talk(core, says("ask_office_hours", place="99999"))
    assert turn.reply.id == "utter_place_unknown"
    assert turn.memory.place is None
    after = core.respond(says("inform", place="38364"), turn.memory, NOW)
    assert after.memory.office == "landkreis-helmstedt"


@pytest.mark.parametrize("intent", ["ask_responsible_office", "ask_office_hours", "inform"])
def test_a_place_outside_lower_saxony(core: Assistant, intent: str) -> None:
    turn = talk(core, says(intent, elsewhere="Hamburg"))
    assert turn.reply.id == "utter_place_elsewhere"
    assert turn.memory.place is None
    assert turn.memory.office is None


@pytest.mark.parametrize(
    ("intent", "reply"),
    [
        ("thank", "utter_thank"),
        ("greet", "utter_greet"),
        ("ask_human", "utter_human"),
        ("ask_counselling", "utter_counselling"),
    ],
)
def test_a_place_outside_does_not_matter_to_everything(
    core: Assistant, intent: str, reply: str
) -> None:
    assert talk(core, says(intent, elsewhere="Hamburg")).reply.id == reply


def test_a_place_outside_does_not_hide_the_one_inside(core: Assistant) -> None:
    turn = talk(core, says("ask_office_contact", place="Peine", elsewhere="Hamburg"))
    assert turn.reply.id == "utter_office_contact"


def test_a_postal_code_is_shown_with_its_town(core: Assistant) -> None:
    turn = talk(core, says("ask_responsible_office", place="38364"))
    assert turn.reply.lines[0].values["place"] == "38364 (Schöningen)"


# --- context ---


def test_service_office_and_question_carry_over(core: Assistant) -> None:
    turn = talk(
        core,
        says("ask_documents", service="study"),
        says("ask_fee"),
        says("ask_responsible_office", place="Peine"),
        says("ask_office_contact"),
    )
    assert turn.reply.id == "utter_office_contact"
    assert turn.memory.service == "study"
    assert turn.memory.office == "landkreis-peine"


def test_and_in_another_town_repeats_the_question(core: Assistant) -> None:
    turn = talk(core, says("ask_office_contact", place="Peine"), says("inform", place="Goslar"))
    assert turn.reply.id == "utter_office_contact"
    assert turn.memory.office == "landkreis-goslar"


def test_and_for_another_service_repeats_the_question(core: Assistant) -> None:
    turn = talk(core, says("ask_fee", service="study"), says("inform", service="visa"))
    assert turn.reply.id == "utter_fee"
    assert turn.memory.service == "visa"


@pytest.mark.parametrize(
    ("confidence", "text", "answer"),
    [
        (0.3, "and my baby born in may then?", "utter_fee"),
        (0.9, "and the papers of the baby?", "utter_documents"),
        (0.3, "one two three four five six seven eight nine ten eleven", "utter_documents"),
    ],
)
def test_a_follow_up_that_was_hardly_heard_repeats_the_question(
    core: Assistant, confidence: float, text: str, answer: str
) -> None:
    heard = (("ask_documents", confidence),)
    follow_up = says("ask_documents", text, service="newborn_child", intents=heard)
    turn = talk(core, says("ask_fee", service="study"), follow_up)
    assert turn.reply.id == answer
    assert turn.memory.service == "newborn_child"


def test_a_bare_day_asks_for_the_hours(core: Assistant) -> None:
    turn = talk(
        core, says("ask_office_contact", place="Wilhelmshaven"), says("inform", day="tuesday")
    )
    assert turn.reply.id == "utter_hours_day"


def test_a_bare_place_asks_for_the_office(core: Assistant) -> None:
    assert talk(core, says("inform", place="Peine")).reply.id == "utter_responsible_office"


@pytest.mark.parametrize("intent", ["deny", "inform", "ask_office_contact"])
def test_a_correction_replaces_the_place(core: Assistant, intent: str) -> None:
    turn = talk(core, says("ask_office_contact", place="Peine"), says(intent, place="Goslar"))
    assert turn.reply.id == "utter_office_contact"
    assert turn.memory.office == "landkreis-goslar"


def test_a_correction_to_an_ambiguous_place_asks_again(core: Assistant) -> None:
    turn = talk(core, says("ask_office_contact", place="Peine"), says("deny", place="Celle"))
    assert turn.reply.id == "utter_ask_office"
    assert turn.memory.office is None


@pytest.mark.parametrize("intent", [*TALK, *TOPICS, "out_of_scope"])
def test_an_interruption_does_not_lose_the_question(core: Assistant, intent: str) -> None:
    asked = talk(core, says("ask_office_contact"), says(intent))
    assert asked.reply.id not in ("utter_ask_place", "utter_not_understood")
    after = core.respond(says("inform", place="Peine"), asked.memory, NOW)
    assert after.reply.id == "utter_office_contact"


def test_another_question_in_between_does_not_lose_it_either(core: Assistant) -> None:
    turn = talk(
        core,
        says("ask_office_contact", place="Celle"),
        says("ask_fee", service="study"),
        says("inform", place_kind="city"),
    )
    assert turn.reply.id == "utter_office_contact"
    assert turn.memory.office == "stadt-celle"


def test_the_day_survives_the_question_for_the_place(core: Assistant) -> None:
    turn = talk(
        core, says("ask_office_hours", day="tuesday"), says("inform", place="Wilhelmshaven")
    )
    assert turn.reply.id == "utter_hours_day"
    assert turn.reply.lines[0].values["day"] == {"day": "tuesday"}


def test_the_day_is_not_carried_further(core: Assistant) -> None:
    turn = talk(
        core,
        says("ask_office_hours", place="Wilhelmshaven", day="tuesday"),
        says("ask_office_hours"),
    )
    assert turn.reply.id == "utter_hours_open"
    assert turn.memory.day is None


def test_a_bare_place_after_a_service_names_the_office_and_keeps_the_question(
    core: Assistant,
) -> None:
    turn = talk(core, says("ask_fee", service="study"), says("inform", place="Peine"))
    assert turn.reply.id == "utter_responsible_office"
    after = core.respond(says("inform", service="visa"), turn.memory, NOW)
    assert after.reply.id == "utter_fee"


# --- not understood ---


def test_not_understood_offers_topics_then_people(core: Assistant) -> None:
    lost = says("nlu_fallback", intents=(("nlu_fallback", 0.8), ("ask_fee", 0.2)))
    first = talk(core, lost)
    assert first.reply.id == "utter_not_understood"
    assert payloads(first)[0] == "/ask_fee"
    second = core.respond(lost, first.memory, NOW)
    assert second.reply.id == "utter_not_understood_again"
    assert "/ask_human" in payloads(second)


def test_an_understood_message_starts_the_count_again(core: Assistant) -> None:
    turn = talk(core, says("nlu_fallback"), says("greet"), says("nlu_fallback"))
    assert turn.reply.id == "utter_not_understood"


def test_the_service_is_kept_for_the_offered_topics(core: Assistant) -> None:
    lost = says("nlu_fallback", intents=(("ask_fee", 0.2),))
    turn = talk(core, says("ask_documents", service="study"), lost)
    assert payloads(turn)[0] == '/ask_fee{"service":"study"}'


# --- what people may send besides questions ---


@pytest.mark.parametrize("text", ["", "  ", "👍", "x" * 10000])
def test_odd_messages_keep_the_conversation(core: Assistant, text: str) -> None:
    turn = talk(core, says("ask_office_contact"), says("nlu_fallback", text))
    assert turn.reply.id in ("utter_empty", "utter_too_long")
    assert turn.memory.pending == "place:ask_office_contact"
    assert turn.memory.unclear == 0


def test_a_foreign_language_gets_the_list_of_ours(core: Assistant) -> None:
    turn = talk(core, says("ask_fee", "Combien ça coûte ?", foreign="fr", service="study"))
    assert turn.reply.id == "utter_language_not_served"


@pytest.mark.parametrize(
    "found",
    [{"service": "x"}, {"service": ""}, {"office": "nope"}, {"service": "x", "office": "y"}],
)
@pytest.mark.parametrize("intent", ["ask_fee", "ask_office_hours", "inform", "ask_human"])
def test_unknown_ids_of_a_typed_payload_do_no_harm(
    core: Assistant, intent: str, found: dict[str, str]
) -> None:
    # Rasa fills slots before the core sees the message
    turn = talk(core, says(intent, **found), memory=Memory(**found))
    assert turn.reply.lines
    assert turn.memory.service is None
    assert turn.memory.office is None


@pytest.mark.parametrize("place", ["Nirgendwo", "Berlin", "{}", "0", "38364 "])
def test_unknown_places_of_a_typed_payload_do_no_harm(core: Assistant, place: str) -> None:
    turn = talk(core, says("ask_office_hours", place=place), memory=Memory(place=place))
    assert turn.reply.lines
    assert turn.memory.office is None


@pytest.mark.parametrize("day", ["someday", "2026-99-99", ""])
def test_an_unknown_day_counts_as_now(core: Assistant, day: str) -> None:
    turn = talk(core, says("ask_office_hours", place="Wilhelmshaven", day=day))
    assert turn.reply.id == "utter_hours_open"


@pytest.mark.parametrize(
    "found",
    [{"elsewhere": "Hamburg"}, {"foreign": "fr"}, {"place_kind": "city"}, {"place": "Celle"}],
)
def test_nothing_comes_before_an_emergency(core: Assistant, found: dict[str, str]) -> None:
    pending = Memory(place="Celle", pending="place:ask_office_hours")
    turn = talk(core, says("emergency", "hilfe", **found), memory=pending)
    assert turn.reply.id == "utter_emergency"


# --- buttons ---


def every_reply(core: Assistant) -> Iterator[Reply]:
    """Replies of all kinds, with and without an office and a second service."""
    services = core.knowledge.services
    for memory in (Memory(), Memory(office="stadt-celle")):
        for service in services:
            other = "vocational_language_course" if service == "study" else "study"
            for intent in (*SERVICE_INTENTS, *OFFICE_INTENTS, *TOPICS):
                message = says(intent, service=service, other_service=other)
                yield core.respond(message, memory, NOW).reply
            lost = says(
                "nlu_fallback", service=None, intents=tuple((i, 0.1) for i in SERVICE_INTENTS)
            )
            known = Memory(service=service, unclear=0)
            yield core.respond(lost, known, NOW).reply
    for intent in (
        *SERVICE_INTENTS,
        *OFFICE_INTENTS,
        *TOPICS,
        *TALK,
        "out_of_scope",
        "nlu_fallback",
    ):
        yield core.respond(says(intent), Memory(), NOW).reply
        yield core.respond(says(intent), Memory(unclear=1), NOW).reply
        yield core.respond(says(intent, place="Celle"), Memory(), NOW).reply
    for place in core.places.by_name:
        if core.places.resolve(place).kind == "ambiguous":
            yield core.respond(says("ask_office_hours", place=place), Memory(), NOW).reply
    for office in core.knowledge.offices:
        yield core.respond(says("ask_office_hours", office=office), Memory(), NOW).reply


def test_every_button_fits_telegram_and_is_accepted_back(core: Assistant) -> None:
    buttons = {b.payload for reply in every_reply(core) for b in reply.buttons}
    buttons |= {
        service_button(s, i).payload for s in core.knowledge.services for i in SERVICE_INTENTS
    }
    assert len(buttons) > 400
    assert {b for b in buttons if len(b.encode()) > 64} == set()
    assert {b for b in buttons if not is_button(b)} == set()


def test_no_reply_offers_a_button_twice(core: Assistant) -> None:
    for reply in every_reply(core):
        found = [b.payload for b in reply.buttons]
        assert len(found) == len(set(found)), reply.id
