"""Dates are found as people write them; what only looks like one is none."""

from datetime import date

import pytest

from bot.dates import dates

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("am 9.12.2026", ["2026-12-09"]),
        ("am 9.12.26", ["2026-12-09"]),
        ("9/12/2026", ["2026-12-09"]),
        ("2026-12-09", ["2026-12-09"]),
        ("٩.١٢.٢٠٢٦", ["2026-12-09"]),
        ("am 09/12", ["2026-12-09"]),
        ("04.03.", ["2027-03-04"]),
        ("4.3. oder 22.11.", ["2027-03-04", "2026-11-22"]),
        ("21.11.", ["2027-11-21"]),
    ],
)
def test_dates_that_come(text: str, found: list[str]) -> None:
    assert list(dates(text, TODAY)) == found


@pytest.mark.parametrize(
    "text",
    ["31.02.2026", "29.02.", "seit 1.3.2024", "2026-11-21", "3.5 Jahre", "24/7", "ARB 1/80", "1.1"],
)
def test_no_dates(text: str) -> None:
    assert list(dates(text, TODAY)) == []
