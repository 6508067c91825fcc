"""Dates as people write them, made into ISO dates."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from bot.text import normalise

_ISO = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
_DATE = re.compile(r"(?<![\d.])(\d{1,2})[./](\d{1,2})(?:[./](\d{2,4}))?(?![\d])")


def dates(text: str, today: date) -> Iterable[str]:
    """ISO dates written as 2026-12-09, 9.12.2026, 9.12. or 09/12; a missing year is the next one.

    A past day is none: "expired on 1.3.2024" asks about no day.
    """
    return (day for day in _written(normalise(text), today) if day >= today.isoformat())


def _written(plain: str, today: date) -> Iterator[str]:
    for match in _ISO.finditer(plain):
        yield from _valid(int(match[1]), int(match[2]), int(match[3]))
    for match in _DATE.finditer(plain):
        day, month = int(match[1]), int(match[2])
        if match[3]:
            year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
            yield from _valid(year, month, day)
        elif plain[match.end() : match.end() + 1] == "." or re.fullmatch(r"\d\d/\d\d", match[0]):
            this_year = list(_valid(today.year, month, day))
            if this_year and this_year[0] < today.isoformat():
                yield from _valid(today.year + 1, month, day)
            else:
                yield from this_year


def _valid(year: int, month: int, day: int) -> Iterator[str]:
    try:
        yield date(year, month, day).isoformat()
    except ValueError:
        return
