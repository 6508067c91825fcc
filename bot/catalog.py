"""Text of a catalogue id in a language: PO files over the German source.

German comes from ``domain.yml`` and ``knowledge/``; other languages from
``translations/<lang>/LC_MESSAGES/*.po``, context = id, source = the German text. An entry that is
empty, fuzzy or made for an older German text does not count: German is shown instead.
"""

import re
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_time, get_day_names
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal

from bot.knowledge import PLACEHOLDER, Entry
from bot.languages import SOURCE, languages, locale

FOLDER = Path(__file__).resolve().parent.parent / "translations"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ISOLATE, END_ISOLATE = "\u2068", "\u2069"
_MONEY = re.compile(r"(-?\d+(?:\.\d+)?) EUR")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
# a value that ends with a full stop ("2027 г.") at the end of a sentence
_TWO_STOPS = re.compile(r"(?<!\.)\.(\u2069?)\.(?!\.)")
_CLOCK = re.compile(r"\d\d:\d\d")
# A run of Latin words or numbers, or what is isolated already or will be when it is filled in.
_LATIN = "A-Za-zÀ-ž0-9"
_LEFT_TO_RIGHT = re.compile(
    rf"(?P<done>\u2068[^\u2069]*\u2069|\{{\w+\}})|[{_LATIN}](?:[{_LATIN} .,:/&'’+-]*[{_LATIN}])?"
)


class Catalog:
    """Renders ids; ``entries`` are the German texts, ``terms`` the German official words."""

    def __init__(
        self, entries: Mapping[str, Entry], terms: Mapping[str, str], folder: Path = FOLDER
    ):
        self.entries = entries
        self.terms = terms
        self.folder = folder
        self._loaded: dict[str, dict[str, str]] = {}

    def text(self, ident: str, tag: str, values: Mapping[str, Any] | None = None) -> str:
        """The text of ``ident`` in ``tag`` with its figures; raises KeyError for an unknown id."""
        entry = self.entries[ident]
        template = self.translation(ident, tag)
        if template is None:
            template, tag = entry.text, SOURCE
        known = {**self.terms, **entry.values, **(values or {})}

        def fill(match: re.Match[str]) -> str:
            name = match.group(1)
            if name not in known:
                raise KeyError(f"{ident}: no value for {{{name}}}")
            return self.value(known[name], tag, is_term=name in self.terms)

        return _TWO_STOPS.sub(r".\1", PLACEHOLDER.sub(fill, template))

    def language_of(self, ident: str, tag: str) -> str:
        """The language that ``text`` would really use: ``tag``, or German where it is missing."""
        return tag if self.translation(ident, tag) is not None else SOURCE

    def translation(self, ident: str, tag: str) -> str | None:
        """The template with placeholders in ``tag``, or None where there is no valid one."""
        if tag == SOURCE:
            return self.entries[ident].text
        return self._translations(tag).get(ident)

    def named(self, ident: str, tag: str) -> str:
        """A name with its German official term beside it: "Blue Card (Blaue Karte EU)"."""
        name, term = self.text(ident, tag), self.entries[ident].term
        if term is None or term == name:
            return isolated(name, tag) if self.language_of(ident, tag) == SOURCE != tag else name
        if tag == SOURCE:
            return name
        return f"{name} ({isolated(term, tag)})"

    def value(self, value: Any, tag: str, is_term: bool = False) -> str:
        """A plain value for people: money, dates and numbers for the locale, the rest isolated.

        Takes int, float, ISO date, "HH:MM", "12.50 EUR", {"ref": id} (a named text),
        {"text": id}, {"of": id, "value": name} (a figure of that text), {"tongues": codes},
        {"day": weekday}, {"state": age}, {"span": [from, to]}, {"days": …} or any other string.
        """
        if isinstance(value, Mapping):
            return self._reference(value, tag)
        if isinstance(value, list):
            rows = value and isinstance(value[0], Mapping) and "days" in value[0]
            return ("; " if rows else ", ").join(self.value(v, tag) for v in value)
        if isinstance(value, date) or (isinstance(value, str) and _ISO_DATE.fullmatch(value)):
            day = value if isinstance(value, date) else date.fromisoformat(value)
            return isolated(_date(day, tag), tag)
        if isinstance(value, (int, float)):
            return isolated(_number(value, tag), tag)
        if money := _MONEY.fullmatch(value):
            return isolated(_money(Decimal(money.group(1)), tag), tag)
        if _CLOCK.fullmatch(value):
            clock = time.fromisoformat(value)
            return isolated(format_time(clock, "HH:mm", locale=locale(SOURCE)), tag)
        return isolated(value, tag)

    def _reference(self, value: Mapping[str, Any], tag: str) -> str:
        if "ref" in value:
            return self.named(value["ref"], tag)
        if "text" in value:
            return self.text(value["text"], tag, value.get("values"))
        if "of" in value:  # a figure that a fact of the knowledge states
            return self.value(self.entries[value["of"]].values[value["value"]], tag)
        if "tongues" in value:
            names = locale(tag).languages
            return ", ".join(names.get(code, code) for code in value["tongues"])
        return self._moment(value, tag)

    def _moment(self, value: Mapping[str, Any], tag: str) -> str:
        """A day of the week, the age of a text, times of a day or of a week."""
        if "day" in value:
            names = get_day_names("wide", locale=locale(tag))
            return str(names[DAYS.index(value["day"])])
        if "state" in value:
            return isolated(_state(value["state"], tag), tag)
        if "span" in value:
            return isolated("–".join(value["span"]), tag)
        if "days" in value:
            return self._days(value, tag)
        raise KeyError(f"unknown value {value!r}")

    def _days(self, value: Mapping[str, Any], tag: str) -> str:
        """One row of a week: "Mo–Mi: 08:00–12:00, 14:00–16:00" with short names of days."""
        names = get_day_names("abbreviated", locale=locale(tag))
        first, last = (str(names[DAYS.index(d)]) for d in value["days"])
        days = first if first == last else f"{first}–{last}"
        return f"{days} {self.value(value['hours'], tag)}"

    def _translations(self, tag: str) -> dict[str, str]:
        if tag not in self._loaded:
            found: dict[str, str] = {}
            for path in sorted((self.folder / tag / "LC_MESSAGES").glob("*.po")):
                found |= self._read(path)
            if _is_right_to_left(tag):
                found = {ident: _with_isolates(text) for ident, text in found.items()}
            self._loaded[tag] = found
        return self._loaded[tag]

    def _read(self, path: Path) -> dict[str, str]:
        with path.open("rb") as file:
            messages = read_po(file, abort_invalid=True)
        return {
            m.context: m.string
            for m in messages
            if m.context
            and m.context in self.entries
            and isinstance(m.string, str)
            and m.string
            and not m.fuzzy
            and m.id == self.entries[m.context].text
        }

    @cached_property
    def contexts(self) -> tuple[str, ...]:
        """All ids, sorted: what a complete translation has."""
        return tuple(sorted(self.entries))


def isolated(text: str, tag: str) -> str:
    """German terms, numbers and links inside right-to-left text keep their own direction."""
    if text and _is_right_to_left(tag):
        return f"{ISOLATE}{text}{END_ISOLATE}"
    return text


def _is_right_to_left(tag: str) -> bool:
    return tag in languages() and languages()[tag].direction == "rtl"


def _with_isolates(template: str) -> str:
    """A right-to-left template whose Latin words and numbers keep their own direction."""
    return _LEFT_TO_RIGHT.sub(
        lambda run: run[0] if run["done"] else f"{ISOLATE}{run[0]}{END_ISOLATE}", template
    )


def _date(day: date, tag: str) -> str:
    """The long date; Ukrainian "року" in full, because "р." doubles the full stop of a sentence."""
    text = format_date(day, "long" if tag != SOURCE else "dd.MM.yyyy", locale=locale(tag))
    return re.sub(r"\sр\.$", " року", str(text))


def _state(state: str, tag: str) -> str:
    """The age of a text: a day, a month or a year, as exactly as it is known."""
    parts = [int(part) for part in state.split("-")]
    if len(parts) == 1:
        return state
    day = date(parts[0], parts[1], parts[2] if len(parts) == 3 else 1)
    if len(parts) == 2:
        return str(format_date(day, "LLLL yyyy", locale=locale(tag)))
    return _date(day, tag)


def _number(value: int | float, tag: str) -> str:
    grouped = abs(value) >= 10000
    return str(
        format_decimal(value, locale=locale(tag), group_separator=grouped, numbering_system="latn")
    )


def _money(amount: Decimal, tag: str) -> str:
    whole = amount == amount.to_integral()
    text = format_currency(
        amount,
        "EUR",
        format="#,##0 ¤" if whole else "#,##0.00 ¤",
        currency_digits=False,
        locale=locale(tag),
        numbering_system="latn",
    )
    return str(text).replace("EUR", "€").replace("\u200f", "")
