"""What the assistant does in a turn: pure, from what was understood and what is remembered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot import answer_office, answer_service, answer_talk, answer_topic
from bot.answer_office import Visit
from bot.answer_service import MODULES
from bot.answer_topic import TOPICS, Case
from bot.conversation import Memory, Message, Turn
from bot.knowledge import Knowledge
from bot.offices import Places, Resolution, is_district_name
from bot.opening_hours import ZONE
from bot.reply import Line, Reply
from bot.service_lines import Asked

SERVICE_INTENTS = tuple(f"ask_{m}" for m in MODULES)
OFFICE_INTENTS: Mapping[str, Callable[[Visit], Reply]] = {
    "ask_office_hours": answer_office.opening,
    "ask_office_contact": answer_office.contact,
    "ask_responsible_office": answer_office.responsible,
    "ask_appointment": answer_office.appointment,
}
# Help that is the same in all of Germany; all other answers depend on the place.
_ANYWHERE = frozenset({"emergency", "ask_human", "ask_counselling", "ask_interpreter"})
# "no, the district": a choice is said in a few words
_SHORT = 6
# a follow-up about another service: so many words, and its question less sure than this
_BRIEF, _UNSURE = 10, 0.4
# a bare yes or no carries no service
_FEW = 3
_NO_ANSWER = "out_of_scope"
_LOCAL = frozenset({*OFFICE_INTENTS, *TOPICS}) - _ANYWHERE


@dataclass(frozen=True)
class Assistant:
    """Knowledge and places; ``respond`` is the whole conversation logic."""

    knowledge: Knowledge
    places: Places
    served: tuple[str, ...] = field(default=("de",))

    def respond(self, message: Message, memory: Memory, now: datetime) -> Turn:
        """The reply to a message at the time ``now`` (with time zone)."""
        memory = self._known(message, memory)
        special = answer_talk.special(message, self.served)
        if special:
            return Turn(special, memory)
        message = self._completed(message, memory)
        memory = self._remember(message, memory)
        intent = self._question(message, memory)
        is_town = message.elsewhere is not None and len(message.text.split()) <= _FEW
        if is_town and intent == _NO_ANSWER:
            intent = "ask_responsible_office"
        if intent in ("nlu_fallback", "inform"):
            return self._not_understood(message, memory)
        memory = replace(memory, unclear=0)
        if message.elsewhere and not message.place and intent in _LOCAL:
            return Turn(answer_talk.elsewhere(message.elsewhere, self._same_name(message)), memory)
        if intent in SERVICE_INTENTS:
            return self._service(intent, message, memory, now)
        if intent in OFFICE_INTENTS:
            return self._office(intent, message, memory, now)
        if intent in TOPICS:
            turn = self._topic(intent, message, memory, now)
            return replace(turn, reply=self._with_office_choice(turn.reply, message, memory))
        return Turn(answer_talk.small_talk(intent, self.knowledge), memory)

    def _known(self, message: Message, memory: Memory) -> Memory:
        """Forgets ids that do not exist, and the day unless the place for it is being asked."""
        is_asked = (memory.pending or "").startswith("place:")
        return replace(
            memory,
            service=memory.service if memory.service in self.knowledge.services else None,
            office=memory.office if memory.office in self.knowledge.offices else None,
            day=message.day or (memory.day if is_asked else None),
        )

    def _completed(self, message: Message, memory: Memory) -> Message:
        """Drops ids that do not exist (typed payloads) and reads "the district" as a choice."""
        if message.service not in self.knowledge.services:
            message = replace(message, service=None)
        if message.office not in self.knowledge.offices:
            message = replace(message, office=None)
        message = self._traced(message, memory)
        if _is_faint(message, memory):
            message = replace(message, intent="inform")
        is_asked = (memory.pending or "").startswith("place:")
        is_choice = message.place_kind is not None and not message.place
        is_choice = is_choice and (is_asked or len(message.text.split()) <= _SHORT)
        if is_choice and memory.place and message.intent != "emergency":
            wanted = message.place_kind == "district"
            for candidate in self.places.resolve(memory.place).candidates:
                if is_district_name(candidate.place) == wanted:
                    return replace(message, office=candidate.office, intent="inform", service=None)
        return message

    def _traced(self, message: Message, memory: Memory) -> Message:
        """In "no, for the children", which says nothing else, a faint trace of a service counts."""
        says_more = message.service or message.place or message.office or message.day
        is_bare = message.intent in ("inform", "deny") and not says_more and not message.elsewhere
        is_follow_up = is_bare and memory.question and len(message.text.split()) >= _FEW
        if is_follow_up and message.other_service in self.knowledge.services:
            return replace(message, service=message.other_service, other_service=None)
        return message

    def _remember(self, message: Message, memory: Memory) -> Memory:
        if message.service:
            memory = replace(memory, service=message.service)
        if message.office:
            return replace(memory, office=message.office)
        if message.place:
            found = self.places.resolve(message.place)
            return replace(memory, place=message.place, office=found.office)
        return memory

    def _question(self, message: Message, memory: Memory) -> str:
        """The intent to answer: a bare answer repeats the question that it belongs to."""
        says_place = bool(message.place or message.office or message.elsewhere)
        bare = message.intent in ("inform", "nlu_fallback")
        says_more = says_place or message.service is not None
        bare = bare or (message.intent in ("deny", "affirm") and says_more)
        bare = bare or (message.intent in ("thank", "greet") and message.place is not None)
        kind, _, pending = (memory.pending or "").partition(":")
        # "I live in Goslar", or a town elsewhere, answers the question for the place
        is_asked = kind == "place" and says_place
        bare = bare or (is_asked and message.intent in ("ask_responsible_office", _NO_ANSWER))
        if not bare:
            return message.intent
        if (kind == "place" and says_place) or (kind == "service" and message.service):
            return pending
        if says_place and not message.service:
            repeats = memory.question in OFFICE_INTENTS or memory.question in TOPICS
            return memory.question or "" if repeats else "ask_responsible_office"
        if message.service:
            repeats = memory.question in SERVICE_INTENTS or memory.question in TOPICS
            return memory.question or "" if repeats else "ask_service_info"
        if message.day and memory.office:
            return "ask_office_hours"
        return message.intent

    def _service(self, intent: str, message: Message, memory: Memory, now: datetime) -> Turn:
        memory = replace(memory, question=intent)
        service = self.knowledge.services.get(memory.service or "")
        if service is None:
            pending = replace(memory, pending=f"service:{intent}")
            return Turn(answer_talk.ask_service(intent), pending)
        memory = _fulfilled(memory, "service")
        asked = Asked(
            service,
            now.astimezone(ZONE).date(),
            self.knowledge.offices.get(memory.office or ""),
            message.other_service if message.service else None,
        )
        reply = answer_service.answer(self.knowledge, intent.removeprefix("ask_"), asked)
        if message.elsewhere and not message.place:
            reply = answer_talk.with_elsewhere(reply, message.elsewhere)
        return Turn(self._with_office_choice(reply, message, memory), memory)

    def _office(self, intent: str, message: Message, memory: Memory, now: datetime) -> Turn:
        if message.intent == intent or memory.question not in SERVICE_INTENTS:
            memory = replace(memory, question=intent)  # a bare place leaves the question as it was
        service = self.knowledge.services.get(message.service or "")
        office = self.knowledge.offices.get(memory.office or "")
        if office is None:
            return self._ask_place(intent, memory, service)
        memory = _fulfilled(memory, "place")
        visit = Visit(
            office,
            now,
            message.place and self._label(message.place, office.id),
            memory.day,
            service,
        )
        return Turn(OFFICE_INTENTS[intent](visit), memory)

    def _ask_place(self, intent: str, memory: Memory, service: Any) -> Turn:
        pending = replace(memory, pending=f"place:{intent}")
        found = self.places.resolve(memory.place) if memory.place else Resolution("unknown")
        if found.kind == "ambiguous":
            return Turn(answer_talk.ask_office(memory.place or "", found.candidates), pending)
        if memory.place and found.kind == "unknown":
            forgotten = replace(pending, place=None)
            return Turn(answer_talk.place_unknown(memory.place), forgotten)
        lines = [Line(service.responsible.id)] if service and service.responsible else []
        if intent == "ask_appointment":
            lines.append(Line("utter_appointment_none_free"))
        return Turn(answer_talk.ask_place(lines), pending)

    def _topic(self, intent: str, message: Message, memory: Memory, now: datetime) -> Turn:
        # an emergency is about what is said now, not about what was asked before
        service = message.service if intent == "emergency" else memory.service
        case = Case(
            now.astimezone(ZONE).date(),
            self.knowledge.services.get(service or ""),
            self.knowledge.offices.get(memory.office or ""),
        )
        memory = replace(memory, question=intent)
        return Turn(answer_topic.answer(self.knowledge, intent, case), memory)

    def _not_understood(self, message: Message, memory: Memory) -> Turn:
        memory = replace(memory, unclear=memory.unclear + 1)
        if memory.unclear > 1:
            return Turn(answer_talk.not_understood_again(), memory)
        service = message.service or memory.service
        return Turn(answer_talk.not_understood(message.intents, service), memory)

    def _with_office_choice(self, reply: Reply, message: Message, memory: Memory) -> Reply:
        """Where a place was only mentioned and is ambiguous: both offices as buttons."""
        if not message.place or memory.office:
            return reply
        found = self.places.resolve(message.place)
        if found.kind != "ambiguous":
            return reply
        return answer_talk.with_office_choice(reply, message.place, found.candidates)

    def _same_name(self, message: Message) -> tuple[Any, ...]:
        return self.places.resolve(message.elsewhere or "").candidates

    def _label(self, place: str, office: str) -> str:
        """A postal code with the names of its municipalities; other places as they are."""
        found = [c.place for c in self.places.resolve(place).candidates if c.office == office]
        return f"{place} ({', '.join(found)})" if place.isdigit() and found else place


def _is_faint(message: Message, memory: Memory) -> bool:
    """A few words about another service whose question was hardly heard: "and my baby, then?"."""
    if (
        message.intent not in (*SERVICE_INTENTS, _NO_ANSWER)
        or memory.question not in SERVICE_INTENTS
    ):
        return False
    is_other = message.service is not None and message.service != memory.service
    is_unsure = bool(message.intents) and message.intents[0][1] < _UNSURE
    return is_other and is_unsure and len(message.text.split()) <= _BRIEF


def _fulfilled(memory: Memory, kind: str) -> Memory:
    done = memory.pending and memory.pending.startswith(kind + ":")
    return replace(memory, pending=None) if done else memory
