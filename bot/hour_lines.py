"""Lines about the hours of an office: of a day and of a week."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from bot import opening_hours as hours
from bot.records import Office
from bot.reply import Line


def date_values(day: date) -> dict[str, Any]:
    """A date with its day of the week, as values of a line."""
    return {"day": {"day": hours.DAYS[day.weekday()]}, "date": day.isoformat()}


def day_line(office: Office, expression: str, day: date) -> Line:
    """The hours of one day: times, by appointment, closed, or a holiday."""
    values = {"office": office.name, **date_values(day)}
    if hours.is_holiday(day):
        return Line("utter_hours_day_holiday", values=values)
    found = hours.spans(expression, day)
    if not found:
        return Line("utter_hours_day_closed", values=values)
    if all(span.by_appointment for span in found):
        return Line("utter_hours_day_appointment", values=values)
    return Line("utter_hours_day", values={**values, "hours": _spans(found)})


def building_day_line(office: Office, expression: str, day: date) -> Line:
    """The hours of the building on one day, where the office's own are unknown."""
    found = hours.spans(expression, day)
    values = {"office": office.name, **date_values(day)}
    if not found:
        return Line("utter_hours_building_day_closed", values=values)
    return Line("utter_hours_building_day", values={**values, "hours": _spans(found)})


def _spans(found: tuple[hours.Span, ...]) -> list[Any]:
    return [
        {"text": "utter_hours_by_appointment"} if s.by_appointment else {"span": [s.start, s.end]}
        for s in found
    ]


def week_values(expression: str, today: date) -> list[Any]:
    """The week as values: days with the same times in a row are one entry."""
    monday = today - timedelta(days=today.weekday())
    rows: list[tuple[list[str], tuple[hours.Span, ...]]] = []
    for name, found in hours.week(expression, monday):
        after = rows and hours.DAYS.index(name) == hours.DAYS.index(rows[-1][0][-1]) + 1
        if after and rows[-1][1] == found:
            rows[-1][0].append(name)
        else:
            rows.append(([name], found))
    return [{"days": [names[0], names[-1]], "hours": _spans(found)} for names, found in rows]


def week_lines(office: Office, today: date) -> Iterator[Line]:
    """The whole week: the office's hours or the building's, then special ones."""
    if office.opening_hours:
        yield Line("utter_hours_week", "item", {"hours": week_values(office.opening_hours, today)})
    elif office.building_hours:
        yield Line(
            "utter_hours_building", "item", {"hours": week_values(office.building_hours, today)}
        )
    for special in (*office.opening_hours_other, *office.walk_in):
        values = {
            "purpose": {"text": special.purpose.id},
            "hours": week_values(special.opening_hours, today),
        }
        yield Line("utter_hours_other", "item", values)
