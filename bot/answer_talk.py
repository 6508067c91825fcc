"""Everything around the answers: questions back, small talk, what was not understood."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from bot.answer_topic import HOURS_115, PHONE_115
from bot.knowledge import Knowledge
from bot.languages import languages
from bot.offices import Candidate, is_district_name, short_names
from bot.reply import Button, Line, Reply, payload
from bot.text import MAX_CHARACTERS

# What is asked most, offered when a service is missing and nothing better is known.
FREQUENT = (
    "residence_permit",
    "settlement_permit",
    "naturalisation",
    "temporary_protection",
    "spouse_reunification",
    "employment_permission",
    "electronic_residence_permit",
)
_TOPIC_TITLES = {
    "ask_office_hours": "utter_button_hours",
    "ask_office_contact": "utter_button_contact",
    "ask_responsible_office": "utter_button_office",
    "ask_appointment": "utter_button_appointment",
    "ask_decision_appeal": "utter_button_appeal",
    "ask_counselling": "utter_button_counselling",
    "ask_human": "utter_button_human",
    "delete_my_data": "utter_button_delete",
}
_MODULE_TITLES = [
    "service_info",
    "requirements",
    "documents",
    "forms",
    "procedure",
    "fee",
    "processing_time",
    "deadline",
    "legal_basis",
]
_START = (
    Button("utter_button_documents", payload("ask_documents")),
    Button("utter_button_fee", payload("ask_fee")),
    Button("utter_button_deadline", payload("ask_deadline")),
    Button("utter_button_appointment", payload("ask_appointment")),
    Button("utter_button_office", payload("ask_responsible_office")),
)
_HUMAN = Button("utter_button_human", payload("ask_human"))
_OFFICE = Button("utter_button_office", payload("ask_responsible_office"))
_TALK = {
    "greet": ("utter_greet", _START),
    "goodbye": ("utter_goodbye", ()),
    "thank": ("utter_thank", ()),
    "bot_challenge": (
        "utter_bot_challenge",
        (Button("utter_button_help", payload("help")), _HUMAN),
    ),
    "give_feedback": ("utter_feedback", (_HUMAN,)),
    "affirm": ("utter_affirm", _START),
    "deny": ("utter_deny", (*_START[:3], _HUMAN)),
    "ask_privacy": (
        "utter_privacy",
        (Button("utter_button_delete", payload("delete_my_data")),),
    ),
}


def special(message: Any, served: Sequence[str]) -> Reply | None:
    """Messages that are no question: empty, far too long, or in a language we do not speak."""
    text = message.text.strip()
    if message.foreign and message.intent not in ("set_language", "emergency"):
        return language_not_served(served)
    if not any(c.isalnum() for c in text):
        return Reply("utter_empty", (Line("utter_empty"),), _START)
    if len(text) > MAX_CHARACTERS and message.intent != "emergency":
        return Reply("utter_too_long", (Line("utter_too_long"),), _START)
    return None


def small_talk(intent: str, knowledge: Knowledge) -> Reply:
    """Greetings, thanks and the like; anything unknown is out of scope."""
    if intent == "help":
        line = Line("utter_help", values={"count": len(knowledge.services)})
        return Reply("utter_help", (line,), (*_START, _HUMAN))
    if intent in _TALK:
        ident, buttons = _TALK[intent]
        return Reply(ident, (Line(ident),), buttons)
    line = Line("utter_out_of_scope", values={"phone": PHONE_115})
    help_button = Button("utter_button_help", payload("help"))
    return Reply("utter_out_of_scope", (line,), (help_button, _OFFICE, _HUMAN))


def ask_service(intent: str) -> Reply:
    """Which service is it about? With the services that are asked about most."""
    buttons = tuple(service_button(service, intent) for service in FREQUENT)
    return Reply("utter_ask_service", (Line("utter_ask_service"),), buttons)


def service_button(service: str, intent: str) -> Button:
    """A button that asks ``intent`` about a service, titled with the service's name."""
    values = {"choice": {"text": f"service.{service}.name"}}
    return Button("utter_button_choice", payload(intent, service=service), values)


def ask_place(before: Iterable[Line] = ()) -> Reply:
    """Where do you live? ``before``: what can be said without knowing."""
    return Reply("utter_ask_place", (*before, Line("utter_ask_place")))


def ask_office(place: str, candidates: Iterable[Candidate]) -> Reply:
    """Several offices fit a name: each as a button."""
    line = Line("utter_ask_office", values={"place": place})
    return Reply("utter_ask_office", (line,), _office_buttons(candidates))


def with_office_choice(reply: Reply, place: str, candidates: Iterable[Candidate]) -> Reply:
    """An answer, and below it the question which office is meant."""
    line = Line("utter_place_also", values={"place": place})
    buttons = (*_office_buttons(candidates), *reply.buttons)
    return replace(reply, lines=(*reply.lines, line), buttons=buttons)


def _office_buttons(candidates: Iterable[Candidate]) -> tuple[Button, ...]:
    found = {}
    candidates = tuple(candidates)
    has_district = any(is_district_name(c.place) for c in candidates)
    for candidate in candidates:
        name = candidate.place
        if has_district and not is_district_name(name):
            name = f"Stadt {next(iter(short_names(name)), name)}"
        text = payload("inform", office=candidate.office)
        found[candidate.office] = Button("utter_button_choice", text, {"choice": name})
    return tuple(found.values())


def place_unknown(place: str) -> Reply:
    """A postal code that is not in our table."""
    line = Line("utter_place_unknown", values={"place": place, "phone": PHONE_115})
    return Reply("utter_place_unknown", (line,), (_HUMAN,))


def elsewhere(place: str, candidates: Iterable[Candidate]) -> Reply:
    """A place outside Lower Saxony, and the place of the same name inside, if there is one."""
    line = Line("utter_place_elsewhere", values={"place": place, "phone": PHONE_115})
    return Reply("utter_place_elsewhere", (line,), (*_office_buttons(candidates), _HUMAN))


def with_elsewhere(reply: Reply, place: str) -> Reply:
    """A federal answer, and below it that the offices of that place are not known here."""
    line = Line("utter_place_elsewhere", values={"place": place, "phone": PHONE_115})
    return replace(reply, lines=(*reply.lines, line))


def not_understood(intents: Sequence[tuple[str, float]], service: str | None) -> Reply:
    """The two or three closest topics as buttons, then the office and a person."""
    buttons = []
    for intent, _ in intents:
        module = intent.removeprefix("ask_")
        if module in _MODULE_TITLES:
            buttons.append(Button(f"utter_button_{module}", payload(intent, service=service)))
        elif intent in _TOPIC_TITLES:
            buttons.append(Button(_TOPIC_TITLES[intent], payload(intent)))
        if len(buttons) == 3:
            break
    for button in (_OFFICE, _HUMAN):
        if button not in buttons:
            buttons.append(button)
    return Reply("utter_not_understood", (Line("utter_not_understood"),), tuple(buttons))


def not_understood_again() -> Reply:
    """The second time in a row: people and offices instead of another question back."""
    lines = (
        Line("utter_not_understood_again"),
        Line("utter_human_115", "item", HOURS_115),
    )
    help_button = Button("utter_button_help", payload("help"))
    buttons = (_HUMAN, _OFFICE, Button("utter_button_counselling", payload("ask_counselling")))
    return Reply("utter_not_understood_again", lines, (*buttons, help_button))


def language_not_served(served: Sequence[str]) -> Reply:
    """In English and German: which languages we do speak."""
    names = [languages()[tag].name for tag in served]
    values = {"languages": names, "phone": PHONE_115}
    lines = tuple(
        Line("utter_language_not_served", values=values, language=tag) for tag in ("en", "de")
    )
    return Reply("utter_language_not_served", lines, language_buttons(served))


def language_buttons(served: Iterable[str]) -> tuple[Button, ...]:
    """Each language by its own name."""
    return tuple(
        Button(
            "utter_button_choice",
            payload("set_language", language=tag),
            {"choice": languages()[tag].name},
        )
        for tag in served
    )


def language_set(tag: str | None, served: Sequence[str]) -> Reply:
    """The language was changed, is asked for, or is one that we lack."""
    if tag is None:
        line = Line("utter_language_choose")
        return Reply("utter_language_choose", (line,), language_buttons(served))
    if tag not in served:
        return language_not_served(served)
    return Reply("utter_language_set", (Line("utter_language_set"),), _START)
