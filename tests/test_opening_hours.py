"""Open now, opens next, holidays and the clock of Lower Saxony."""

from datetime import UTC, date, datetime

import pytest

from bot.knowledge import Knowledge
from bot.opening_hours import ZONE, Span, at, is_holiday, is_valid, resolve, spans, week

WEEK = "Mo 08:00-12:00; Tu 08:00-12:00,14:00-16:00; We off; Th 08:00-17:00; Fr 08:00-12:00; PH off"
WOLFSBURG = 'Mo-We "by appointment"; Th 08:30-17:30; Fr 08:30-12:00; PH off'


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def test_every_expression_of_our_offices_is_valid(knowledge: Knowledge) -> None:
    for office in knowledge.offices.values():
        special = (*office.walk_in, *office.opening_hours_other)
        found = [office.opening_hours, office.building_hours, office.phone_hours]
        for expression in filter(None, [*found, *(s.opening_hours for s in special)]):
            assert is_valid(expression), office.id


def test_nonsense_is_not_valid() -> None:
    assert not is_valid("Mo-Fr 8 bis 12")


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-23T08:00", "12:00"),
        ("2026-11-23T11:59", "12:00"),
        ("2026-11-24T14:00", "16:00"),
    ],
)
def test_open_now(now: str, until: str) -> None:
    found = at(WEEK, moment(now))
    assert found.is_open
    assert found.until == until


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-23T07:59", "2026-11-23T08:00"),
        ("2026-11-23T12:00", "2026-11-24T08:00"),
        ("2026-11-24T12:30", "2026-11-24T14:00"),
        ("2026-11-24T16:00", "2026-11-26T08:00"),
        ("2026-11-27T12:00", "2026-11-30T08:00"),
        ("2026-11-28T10:00", "2026-11-30T08:00"),
        # Saturday 31 October is a holiday anyway; Friday 25 December and the weekend behind it
        ("2026-12-24T18:00", "2026-12-28T08:00"),
        # 1 May 2026 is a Friday
        ("2026-04-30T17:00", "2026-05-04T08:00"),
    ],
)
def test_opens_next_over_weekends_and_holidays(now: str, opens: str) -> None:
    found = at(WEEK, moment(now))
    assert not found.is_open
    assert found.opens == moment(opens)


@pytest.mark.parametrize("day", [date(2025, 10, 31), date(2026, 12, 25), date(2026, 4, 3)])
def test_holidays_of_lower_saxony_are_closed(day: date) -> None:
    assert is_holiday(day)
    assert spans("Mo-Su 00:00-24:00; PH off", day) == ()


@pytest.mark.parametrize("day", [date(2026, 6, 4), date(2026, 11, 1), date(2026, 1, 6)])
def test_holidays_of_other_states_are_not(day: date) -> None:
    assert not is_holiday(day)


def test_31_october_moves_the_next_opening() -> None:
    # 2025: a Friday
    assert at(WEEK, moment("2025-10-30T18:00")).opens == moment("2025-11-03T08:00")


@pytest.mark.parametrize(
    ("instant", "is_open"),
    [
        # winter: one hour ahead of UTC; summer: two
        (datetime(2026, 11, 23, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 6, 59, tzinfo=UTC), False),
        (datetime(2026, 7, 20, 6, 0, tzinfo=UTC), True),
        (datetime(2026, 7, 20, 5, 59, tzinfo=UTC), False),
        (datetime(2026, 7, 20, 10, 0, tzinfo=UTC), False),
    ],
)
def test_the_clock_is_that_of_berlin(instant: datetime, is_open: bool) -> None:
    assert at(WEEK, instant).is_open is is_open


def test_the_day_is_that_of_berlin_too() -> None:
    # Sunday evening in UTC is Monday in Berlin
    assert at("Mo 00:00-01:00", datetime(2026, 7, 19, 22, 30, tzinfo=UTC)).is_open


def test_by_appointment_is_not_open() -> None:
    found = at(WOLFSBURG, moment("2026-11-23T10:00"))
    assert not found.is_open
    assert found.by_appointment


def test_days_by_appointment_are_not_the_next_opening() -> None:
    assert at(WOLFSBURG, moment("2026-11-20T13:00")).by_appointment is False
    assert at(WOLFSBURG, moment("2026-11-20T13:00")).opens == moment("2026-11-26T08:30")


def test_an_office_that_never_opens_has_no_next_opening() -> None:
    assert at('Mo-Fr "by appointment"', moment("2026-11-21T10:00")).opens is None


def test_spans_of_a_day() -> None:
    assert spans(WEEK, date(2026, 11, 24)) == (Span("08:00", "12:00"), Span("14:00", "16:00"))
    assert spans(WEEK, date(2026, 11, 25)) == ()
    assert spans(WOLFSBURG, date(2026, 11, 24)) == (Span("00:00", "24:00", by_appointment=True),)


def test_the_week_ignores_holidays() -> None:
    christmas = dict(week(WEEK, date(2026, 12, 21)))
    assert list(christmas) == ["monday", "tuesday", "thursday", "friday"]
    assert christmas == dict(week(WEEK, date(2026, 11, 23)))


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("today", date(2026, 11, 25)),
        ("tomorrow", date(2026, 11, 26)),
        ("wednesday", date(2026, 11, 25)),
        ("tuesday", date(2026, 12, 1)),
        ("2026-12-09", date(2026, 12, 9)),
        ("someday", None),
        ("2026-13-09", None),
    ],
)
def test_the_day_meant(word: str, day: date | None) -> None:
    assert resolve(word, date(2026, 11, 25)) == day
