"""Checks of places: every municipality has one office, every name leads somewhere."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from bot.findings import Finding, Place
from bot.knowledge import Knowledge
from bot.offices import PlaceNames, build, read_names
from bot.text import fold

ELSEWHERE = "elsewhere:"


def check(knowledge: Knowledge, folder: Path) -> Iterator[Finding]:
    """Areas of the offices, the table of postal codes, and ``places.yml``."""
    try:
        names = read_names(folder)
    except (KeyError, TypeError, AttributeError) as error:
        german = "Hier fehlt einer der Abschnitte districts, aliases, traps, elsewhere."
        place = Place(folder.parent, folder / "places.yml")
        yield place.found("error", german, f"section missing or of the wrong kind: {error}")
        return
    found = [*_areas(knowledge, names, folder), *_responsible(knowledge, names, folder)]
    yield from found
    yield from _rows(folder)
    if not found:  # the index of names needs an office for every place
        yield from _names(knowledge, names, folder)


def _areas(knowledge: Knowledge, names: PlaceNames, folder: Path) -> Iterator[Finding]:
    known = {town.ags for town in knowledge.municipalities} | set(names.districts)
    for office in knowledge.offices.values():
        place = Place(folder.parent, folder / "offices" / f"{office.id}.yml")
        for field in ("areas", "excluded_areas"):
            for i, area in enumerate(getattr(office, field)):
                if area not in known:
                    german = f"Diesen Gemeinde- oder Kreisschlüssel gibt es nicht: {area}"
                    yield place.at(field, i).found("error", german, f"no such area: {area}")
        for i, area in enumerate(office.excluded_areas):
            if area[:5] not in office.areas:
                german = f"Liegt nicht im eigenen Gebiet: {area}"
                there = place.at("excluded_areas", i)
                yield there.found("error", german, f"not inside the own area: {area}")


def _responsible(knowledge: Knowledge, names: PlaceNames, folder: Path) -> Iterator[Finding]:
    """Exactly one office for each municipality and district."""
    claims = defaultdict(list)
    for office in knowledge.offices.values():
        for area in office.areas:
            claims[area].append(office)
    lines = _lines_of(folder)
    for town in knowledge.municipalities:
        district = [o for o in claims[town.ags[:5]] if town.ags not in o.excluded_areas]
        offices = sorted({o.id for o in (*claims[town.ags], *district)})
        where = Place(folder.parent, folder / "postal_codes.csv", ("ags",), lines.get(town.ags, 1))
        if not offices:
            german = f"Für {town.name} ({town.ags}) ist keine Behörde zuständig."
            yield where.found("error", german, f"no office is responsible for {town.name}")
        elif len(offices) > 1:
            listed = ", ".join(offices)
            german = f"Für {town.name} ({town.ags}) sind mehrere Behörden zuständig: {listed}"
            yield where.found("error", german, f"several offices for {town.name}: {listed}")
    for key in names.districts:
        if not claims[key]:
            where = Place(folder.parent, folder / "places.yml", ("districts", key))
            german = f"Für den Schlüssel {key} ist keine Behörde zuständig."
            yield where.found("error", german, f"no office is responsible for {key}")


def _lines_of(folder: Path) -> dict[str, int]:
    with (folder / "postal_codes.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["ags"], line) for line, row in enumerate(csv.DictReader(file), 2)]
    return dict(reversed(rows))


def _rows(folder: Path) -> Iterator[Finding]:
    """Check the table of postal codes: no row twice, one name for each municipality."""
    path = folder / "postal_codes.csv"
    seen: Counter[tuple[str, str]] = Counter()
    name_of: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            where = Place(folder.parent, path, ("postal_code",), line)
            seen[row["postal_code"], row["ags"]] += 1
            if seen[row["postal_code"], row["ags"]] > 1:
                code = row["postal_code"]
                yield where.found("error", f"Zeile steht zweimal da: {code}", f"row twice: {code}")
            name = name_of.setdefault(row["ags"], row["municipality"])
            if name != row["municipality"]:
                german = f"Ein Schlüssel, zwei Namen: {name}, {row['municipality']}"
                english = f"one key, two names: {name}, {row['municipality']}"
                yield where.found("error", german, english)


def _names(knowledge: Knowledge, names: PlaceNames, folder: Path) -> Iterator[Finding]:
    """Further names belong to a place, traps are names, places elsewhere are not ours."""
    place = Place(folder.parent, folder / "places.yml")
    places = build(knowledge, names)
    own = {town.name for town in knowledge.municipalities}
    own |= {district["name"] for district in names.districts.values()}
    for name in names.aliases:
        if name not in own:
            german = f"Diese Gemeinde und diesen Landkreis gibt es nicht: {name}"
            yield place.at("aliases", name).found("error", german, f"no such place: {name}")
    for trap in sorted(names.traps):
        if trap not in places.by_name and trap not in names.elsewhere:
            german = f"Kein Ort heißt so, der Eintrag bewirkt nichts: {trap}"
            yield place.at("traps").found("warning", german, f"not the name of a place: {trap}")
    folded = {fold(name) for name in own} - names.traps
    for key, name in names.elsewhere.items():
        if key in folded:
            german = f"Gibt es auch in Niedersachsen: {name}"
            yield place.at("elsewhere").found("warning", german, f"also in Lower Saxony: {name}")
