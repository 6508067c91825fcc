"""From gazetteer hits to what they mean: the place that counts, features for the classifier."""

import re
from collections.abc import Iterable

from bot.gazetteer import Hit
from bot.text import normalise

# Words shortly before the place where the person lives or moves to.
_HOME = re.compile(
    r"(wohn|leb|zieh|umzug|gemeldet|komme aus|nach|live|living|move|moving|reside|"
    r"жив|мешка|переїж|переїх|прожива|zhyv|"
    r"ساكن|عايش|اسكن|انتقل|مقيم|بسكن|نقل)"
)
_REACH = 25


def chosen_place(hits: Iterable[Hit], text: str) -> Hit | None:
    """The place that decides which office is responsible.

    A postal code, else the place after "I live in" or "moving to", else the first.
    """
    places = [hit for hit in hits if hit.kind == "place"]
    if not places:
        return None
    codes = [hit for hit in places if hit.value.isdigit()]
    if codes:
        return codes[0]
    lowered = normalise(text) if len(normalise(text)) == len(text) else text.lower()
    homes = [h for h in places if _HOME.search(lowered[max(0, h.start - _REACH) : h.start])]
    return homes[-1] if homes else places[0]


def hints(hits: Iterable[Hit], numbers: Iterable[str]) -> tuple[str, ...]:
    """Features: which services and paragraph numbers are named, and whether a place or day is."""
    found = {f"service={h.value}" for h in hits if h.kind == "service"}
    found |= {h.kind for h in hits if h.kind not in ("service",)}
    found |= {f"number={n}" for n in numbers}
    return tuple(sorted(found))


