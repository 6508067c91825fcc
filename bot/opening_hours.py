"""When is an office open: OpenStreetMap hours, holidays of Lower Saxony, the clock passed in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays
from opening_hours import OpeningHours, State, validate

ZONE = ZoneInfo("Europe/Berlin")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LOOK_AHEAD_DAYS = 15


@dataclass(frozen=True)
class Span:
    """Open from ``start`` to ``end`` (HH:MM local time); ``by_appointment``: not without one."""

    start: str
    end: str
    by_appointment: bool = False


@dataclass(frozen=True)
class Moment:
    """What holds at one instant: open until ``until``, or closed and opening at ``opens``."""

    is_open: bool
    by_appointment: bool
    until: str | None = None
    opens: datetime | None = None


@cache
def _hours(expression: str) -> OpeningHours:
    return OpeningHours(expression)


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DE", subdiv="NI", years=year))


def is_valid(expression: str) -> bool:
    """Whether the expression is OpenStreetMap opening-hours syntax."""
    return bool(validate(expression))


def is_holiday(day: date) -> bool:
    """A public holiday in Lower Saxony (with 31 October)."""
    return day in _holidays(day.year)


def spans(expression: str, day: date) -> tuple[Span, ...]:
    """The open times of one day; empty on closed days and, as our data says, on holidays."""
    if is_holiday(day):
        return ()
    start = datetime.combine(day, time())
    end = start + timedelta(days=1)
    found = []
    for begin, stop, state, comment in _hours(expression).intervals(start, end):
        if state == State.OPEN:
            whole_day = stop is None or stop >= end
            last = "24:00" if whole_day else stop.strftime("%H:%M")
            found.append(Span(begin.strftime("%H:%M"), last, "appointment" in comment))
    return tuple(found)


def at(expression: str, now: datetime) -> Moment:
    """Open or closed at ``now`` (any time zone), and the next change that matters."""
    local = now.astimezone(ZONE)
    clock = local.strftime("%H:%M")
    for span in spans(expression, local.date()):
        if span.start <= clock < span.end:
            return Moment(not span.by_appointment, span.by_appointment, until=span.end)
    return Moment(False, False, opens=_next_opening(expression, local))


def _next_opening(expression: str, local: datetime) -> datetime | None:
    for offset in range(_LOOK_AHEAD_DAYS):
        day = local.date() + timedelta(days=offset)
        for span in spans(expression, day):
            opening = datetime.combine(day, time.fromisoformat(span.start), ZONE)
            if opening > local and not span.by_appointment:
                return opening
    return None


def week(expression: str, monday: date) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Monday to Sunday with their spans, holidays ignored; only days that are ever open."""
    for offset, name in enumerate(DAYS):
        day = monday + timedelta(days=offset)
        while is_holiday(day):
            day += timedelta(days=7)
        found = spans(expression, day)
        if found:
            yield name, found


def resolve(day: str, today: date) -> date | None:
    """The date meant by ``today``, ``tomorrow``, a weekday or an ISO date; None if it is none.

    A weekday is its next occurrence, today included.
    """
    if day == "today":
        return today
    if day == "tomorrow":
        return today + timedelta(days=1)
    if day in DAYS:
        return today + timedelta(days=(DAYS.index(day) - today.weekday()) % 7)
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None
