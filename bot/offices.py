"""Which foreigners' office is responsible for a place: names, districts and postal codes."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from bot.knowledge import FOLDER, Knowledge
from bot.schema import read_yaml
from bot.text import fold

_PARENTHESES = re.compile(r"\s*\([^)]*\)")
_TAIL = re.compile(r" (am|an der|im|in der|in)( \w+)+$", re.IGNORECASE)
_DISTRICT = re.compile(r"^(Landkreis|Region) ")


@dataclass(frozen=True)
class Candidate:
    """A place with one responsible office: its official name, and the office's id."""

    place: str
    office: str


@dataclass(frozen=True)
class Resolution:
    """What a place means: one office, several to choose from, elsewhere, or nothing known."""

    kind: Literal["office", "ambiguous", "elsewhere", "unknown"]
    candidates: tuple[Candidate, ...] = ()

    @property
    def office(self) -> str | None:
        """The office's id where there is exactly one."""
        return self.candidates[0].office if self.kind == "office" else None


@dataclass(frozen=True)
class PlaceNames:
    """``places.yml``: districts by key, further names, names that are ordinary words."""

    districts: Mapping[str, Mapping[str, Any]]
    aliases: Mapping[str, list[str]]
    traps: frozenset[str]
    elsewhere: Mapping[str, str]


@dataclass(frozen=True)
class Places:
    """All names of places and what they stand for; keys are folded (see ``bot.text.fold``)."""

    names: PlaceNames
    by_name: Mapping[str, tuple[Candidate, ...]]
    by_code: Mapping[str, tuple[Candidate, ...]]
    known: Mapping[str, str] = field(default_factory=dict)

    def resolve(self, place: str) -> Resolution:
        """The offices for a name or a postal code as the gazetteer wrote it."""
        if re.fullmatch(r"\d{5}", place):
            return _resolution(self.by_code.get(place, ()))
        found = self.by_name.get(fold(place), ())
        if not found and fold(place) in self.names.elsewhere:
            return Resolution("elsewhere")
        return _resolution(found)


def is_district_name(label: str) -> bool:
    """Whether an official name is that of a district, not of a town."""
    return _DISTRICT.match(label) is not None


def _resolution(candidates: tuple[Candidate, ...]) -> Resolution:
    if not candidates:
        return Resolution("unknown")
    if len({c.office for c in candidates}) == 1:
        return Resolution("office", candidates[:1])
    return Resolution("ambiguous", candidates)


def read_names(folder: Path = FOLDER) -> PlaceNames:
    """Reads ``places.yml``."""
    data = read_yaml(folder / "places.yml", folder.parent)
    return PlaceNames(
        districts=data["districts"],
        aliases=data["aliases"],
        traps=frozenset(fold(n) for n in data["traps"]),
        elsewhere={fold(n): n for n in data["elsewhere"]},
    )


def build(knowledge: Knowledge, names: PlaceNames) -> Places:
    """Every name of every municipality, district and postal code with its office."""
    office_of = _office_finder(knowledge)
    by_name: dict[str, dict[str, Candidate]] = defaultdict(dict)
    by_code: dict[str, dict[str, Candidate]] = defaultdict(dict)
    written: dict[str, str] = {}
    shared = defaultdict(list)
    for town in knowledge.municipalities:
        shared[town.name].append(town.ags)
    for town in knowledge.municipalities:
        label = town.name
        if len({office_of(a) for a in shared[town.name]}) > 1:
            label = f"{town.name} ({names.districts[town.ags[:5]]['name']})"
        candidate = Candidate(label, office_of(town.ags))
        plain = (town.name, *short_names(town.name), *names.aliases.get(town.name, ()))
        # "Stadt Celle" is never the district around it
        for name in (label, *plain, *(f"Stadt {n}" for n in plain), f"Gemeinde {town.name}"):
            by_name[fold(name)].setdefault(label, candidate)
            written.setdefault(fold(name), name)
        for code in town.postal_codes:
            by_code[code].setdefault(label, candidate)
    for key, district in names.districts.items():
        _add_district(by_name, district, office_of(key + "000"), names)
    frozen = {name: tuple(found.values()) for name, found in by_name.items()}
    codes = {code: tuple(found.values()) for code, found in by_code.items()}
    return Places(names, frozen, codes, _known(frozen, written))


def _known(
    by_name: Mapping[str, tuple[Candidate, ...]], written: Mapping[str, str]
) -> dict[str, str]:
    """Folded name -> the name to remember, which must lead to the same offices.

    "stadt celle" stays "Stadt Celle", because "Celle" alone is also the district.
    """
    known = {}
    for name, found in by_name.items():
        label = found[0].place
        wanted = {c.office for c in found}
        same = {c.office for c in by_name.get(fold(label), ())} == wanted
        known[name] = label if same else written.get(name, label)
    return known


def _add_district(
    by_name: dict[str, dict[str, Candidate]],
    district: Mapping[str, Any],
    office: str,
    names: PlaceNames,
) -> None:
    label = district["name"]
    candidate = Candidate(label, office)
    plain = _DISTRICT.sub("", label)
    forms = [label, *names.aliases.get(label, ())]
    if district.get("kind") != "city":
        forms += [f"Kreis {plain}", f"LK {plain}", f"{plain} Landkreis", f"Landkreis {plain}"]
        # "Hildesheim" alone may mean the town or the district around it
        forms += [plain, *short_names(plain)]
    for form in forms:
        by_name[fold(form)].setdefault(label, candidate)


def short_names(name: str) -> Iterator[str]:
    """The name without "(Aller)" or "am Harz", as people write it; without spelling variants."""
    plain = _PARENTHESES.sub("", name)
    if plain != name:
        yield plain
        yield name.replace("(", "").replace(")", "")
    short = _TAIL.sub("", plain)
    if short != plain:
        yield short


def _office_finder(knowledge: Knowledge) -> Any:
    """A function from municipality key to office id; eight digits win over five."""
    areas: dict[str, str] = {}
    for office in knowledge.offices.values():
        for area in office.areas:
            areas[area] = office.id

    def find(ags: str) -> str:
        return areas[ags] if ags in areas else areas[ags[:5]]

    return find


def district_of(office_areas: tuple[str, ...]) -> str:
    """The five-digit district key that an office's areas belong to."""
    return office_areas[0][:5]
