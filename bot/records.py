"""The knowledge as frozen records. One class for each kind of file under ``knowledge/``.

Texts are the German source; their id is the context under which translations are found.
pydantic checks types and unknown fields when the files are read (see ``knowledge_reader.py``).
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, StringConstraints
from pydantic.dataclasses import dataclass

_STRICT = ConfigDict(extra="forbid")

Value = bool | int | float | date | str
# A day, a month or a year: 2026-04-29, 2026-04, 2026.
State = Annotated[str, StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-[0-3]\d)?)?$")]
Confirmation = Literal[
    "law", "portal", "other_portal", "confirmed", "ministry", "general", "derived", "none"
]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


@dataclass(frozen=True, config=_STRICT)
class Fact:
    """One statement: German text, the figures in it, and where it comes from."""

    text: str
    id: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    law: str | None = None
    sources: tuple[str, ...] = ()
    unconfirmed: bool = False
    law_changed: bool = False
    figure: str | None = None


@dataclass(frozen=True, config=_STRICT)
class Source:
    """Where something was read, on which day, and how old the text was.

    ``state``: ISO date, month or year of the text; None = undated.
    """

    title: str
    read: date
    url: str | None = None
    state: State | None = None
    note: str | None = None


@dataclass(frozen=True, config=_STRICT)
class Document:
    """A paper that people hand in; ``term`` is its German official name."""

    term: str
    text: str
    law: str | None = None
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, config=_STRICT)
class Fee:
    """What is paid: ``amount`` and, for minors, ``reduced``, in EUR; both None = not known."""

    text: str
    law: str
    source: str
    amount: float | tuple[float, float] | None = None
    reduced: float | None = None
    under_24: bool = False
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, config=_STRICT)
class Form:
    """A form with its German title; ``url`` only where a source names one."""

    term: str
    text: str
    url: str | None = None
    sources: tuple[str, ...] = ()
    unconfirmed: bool = False
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, config=_STRICT)
class Figure:
    """An amount that changes with the calendar; from ``next_change`` on it must be checked."""

    text: str
    values: Mapping[str, Value] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    unconfirmed: bool = False
    next_change: date | None = None


@dataclass(frozen=True, config=_STRICT)
class Requirement:
    """A condition of a service: its own text, or ``use`` = id in ``requirements.yml``."""

    use: str | None = None
    id: str | None = None
    text: str | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    law: str | None = None
    sources: tuple[str, ...] = ()
    unconfirmed: bool = False
    figure: str | None = None


@dataclass(frozen=True, config=_STRICT)
class CaseDocument:
    """A paper that only some people need: ids in ``documents.yml`` and ``conditions.yml``."""

    id: str
    when: str


@dataclass(frozen=True, config=_STRICT)
class Documents:
    """The papers for a service and how sure the list is."""

    usual: tuple[str, ...] = ()
    depending_on_case: tuple[CaseDocument, ...] = ()
    sources: tuple[str, ...] = ()
    note: Fact | None = None


@dataclass(frozen=True, config=_STRICT)
class Service:
    """One service (Leistung) with the modules of the FIM/XZuFi standard."""

    id: str
    name: str
    term: str
    info: Fact
    legal_basis: tuple[str, ...]
    responsible: Fact | None
    requirements: tuple[Requirement, ...]
    documents: Documents
    confirmed: Mapping[str, Confirmation]
    sources: tuple[str, ...]
    procedure: tuple[Fact, ...] = ()
    forms: tuple[str, ...] = ()
    fees: tuple[str, ...] = ()
    fee_note: Fact | None = None
    processing_time: Fact | None = None
    deadlines: tuple[Fact, ...] = ()
    validity: Fact | None = None
    rights: tuple[Fact, ...] = ()
    duties: tuple[str, ...] = ()
    variants: tuple[Fact, ...] = ()
    notes: tuple[Fact, ...] = ()
    online: Fact | None = None
    law_changed: Fact | None = None
    related: tuple[str, ...] = ()
    leika: tuple[str, ...] = ()
    portal_ids: tuple[str, ...] = ()


@dataclass(frozen=True, config=_STRICT)
class Address:
    """A visitors' address; every part as the source has it."""

    street: str
    town: str
    postal_code: str | None = None


@dataclass(frozen=True, config=_STRICT)
class SpecialHours:
    """Hours for one purpose only; ``opening_hours`` in OpenStreetMap syntax."""

    purpose: Fact
    opening_hours: str


@dataclass(frozen=True, config=_STRICT)
class Contact:
    """A further line or mailbox and what it is for."""

    purpose: Fact
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, config=_STRICT)
class Site:
    """A second site of an office."""

    name: str | None = None
    purpose: Fact | None = None
    serves: tuple[str, ...] = ()
    street: str | None = None
    town: str | None = None


@dataclass(frozen=True, config=_STRICT)
class OfficeSource:
    """Where which fields of an office were read."""

    fields: tuple[str, ...]
    url: str
    state: State | None = None
    title: str | None = None
    stale: bool = False


@dataclass(frozen=True, config=_STRICT)
class Office:
    """One foreigners' office. A missing field is unknown, never "none"."""

    id: str
    name: str
    kind: str
    areas: tuple[str, ...]
    seat: str
    main_administration: Address
    website: str
    read: date
    sources: tuple[OfficeSource, ...]
    excluded_areas: tuple[str, ...] = ()
    unit: str | None = None
    address: Address | None = None
    phone: str | None = None
    phone_kind: Literal["switchboard", "service_centre"] | None = None
    phone_hours: str | None = None
    email: str | None = None
    appointment_page: str | None = None
    appointment_only: bool | None = None
    online_application: str | None = None
    opening_hours: str | None = None
    opening_hours_other: tuple[SpecialHours, ...] = ()
    building_hours: str | None = None
    walk_in: tuple[SpecialHours, ...] = ()
    other_contacts: tuple[Contact, ...] = ()
    other_sites: tuple[Site, ...] = ()
    languages_spoken: tuple[str, ...] = ()
    language_help: Fact | None = None
    wheelchair_access: bool | None = None
    payment: tuple[Literal["cash", "debit card"], ...] = ()
    notes: Fact | None = None
    stale_fields: tuple[str, ...] = ()


@dataclass(frozen=True, config=_STRICT)
class Court:
    """An administrative court and the district keys (AGS, five digits) it serves."""

    id: str
    name: str
    areas: tuple[str, ...]
    address: str | None = None


@dataclass(frozen=True, config=_STRICT)
class Municipality:
    """A row of ``postal_codes.csv``: AGS (eight digits), name and postal codes."""

    ags: str
    name: str
    postal_codes: tuple[str, ...]
