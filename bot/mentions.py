"""From gazetteer hits to what they mean: the place that counts, features for the classifier."""

import re
from collections.abc import Collection, Iterable

from bot.gazetteer import Hit
from bot.text import fold, normalise

# Words shortly before the place where the person lives or moves to.
_HOME = re.compile(
    r"(wohn|leb|zieh|umzug|gemeldet|komme aus|nach|live|living|move|moving|reside|"
    r"жив|мешка|переїж|переїх|прожива|zhyv|"
    r"ساكن|عايش|اسكن|انتقل|مقيم|بسكن|نقل)"
)
_REACH = 25
# Right before a place: where somebody comes from, or what is only a landmark.
_FROM = re.compile(
    r"(\bvon|\baus|\bfrom|\bnear|\bnähe|\bnaehe|\bnähe von|\bз|\bіз|\bбіля|\bвід|"
    r"\bمن|\bقرب|\bجنب)\s+$"
)


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
    places = _without(_FROM, places, lowered) or places
    homes = [h for h in places if _HOME.search(lowered[max(0, h.start - _REACH) : h.start])]
    return homes[-1] if homes else places[0]


def _without(before: re.Pattern[str], places: list[Hit], text: str) -> list[Hit]:
    return [hit for hit in places if not before.search(text[: hit.start])]


def hints(hits: Iterable[Hit]) -> tuple[str, ...]:
    """Features: whether a place, a place elsewhere, a day or a language is named.

    Names of services and paragraph numbers are left out: as features they cost four points of
    accuracy in cross-validation, because a named service is often not the one that is meant.
    """
    return tuple(sorted({h.kind for h in hits if h.kind != "service"}))


def neutral(hits: Iterable[Hit], german: Collection[str]) -> tuple[str, ...]:
    """What says nothing of the message's language: places, and German official terms."""
    return tuple(
        h.text
        for h in hits
        if h.kind in ("place", "elsewhere") or (h.kind == "service" and fold(h.text) in german)
    )
