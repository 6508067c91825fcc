"""From gazetteer hits to what they mean: the place that counts, features for the classifier."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.gazetteer import Hit
from bot.stems import stripped
from bot.text import fold, normalise, script

_REACH = 25
_ANY_PLACE = "zqx"


@dataclass(frozen=True)
class PlaceCues:
    """What stands around a place: "I live in" before it, "from" right before it, and so on.

    ``after`` twins serve languages whose verb or case ending follows the place.
    """

    home: re.Pattern[str]
    home_after: re.Pattern[str]
    origin: re.Pattern[str]
    origin_after: re.Pattern[str]

    @classmethod
    def of(cls, cues: Mapping[str, Collection[str]]) -> "PlaceCues":
        """From the lists ``data/nlu/lookup/place_cue.<lang>.yml``."""

        def either(kind: str) -> str:
            forms = sorted({normalise(form) for form in cues.get(kind, ())}, key=len, reverse=True)
            return "|".join(_start(form) + re.escape(form) for form in forms) or r"(?!)"

        return cls(
            re.compile(f"(?:{either('home')})"),
            re.compile(f"(?:{either('home_after')})"),
            re.compile(rf"(?:{either('from')})\s+$"),
            re.compile(rf"^['’]?\s*(?:{either('from_after')})(?!\w)"),
        )

    def is_origin(self, hit: Hit, text: str) -> bool:
        """Whether the place is only where somebody comes from, or a landmark."""
        before, after = text[: hit.start], text[hit.end :]
        return bool(self.origin.search(before) or self.origin_after.search(after))

    def is_home(self, hit: Hit, text: str) -> bool:
        """Whether somebody lives there or moves there."""
        before, after = text[max(0, hit.start - _REACH) : hit.start], text[hit.end :][:_REACH]
        return bool(self.home.search(before) or self.home_after.search(after))


def _start(form: str) -> str:
    """The beginning of a word; Arabic ones carry a prefix of a letter."""
    return r"(?<!\w)\w?" if script(form) == "Arabic" else r"(?<!\w)"


def chosen_place(hits: Iterable[Hit], text: str, cues: PlaceCues) -> Hit | None:
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
    places = [hit for hit in places if not cues.is_origin(hit, lowered)] or places
    homes = [hit for hit in places if cues.is_home(hit, lowered)]
    return homes[-1] if homes else places[0]


def without_traps(hits: Iterable[Hit], traps: Collection[str]) -> tuple[Hit, ...]:
    """Without places that are ordinary words (``traps``, folded) in the message's language."""

    def is_trap(hit: Hit) -> bool:
        word = fold(hit.text)
        return word in traps or any(stem in traps for stem in stripped(word))

    return tuple(h for h in hits if h.placed or h.kind != "place" or not is_trap(h))


def masked(text: str, hits: Iterable[Hit]) -> str:
    """The text with one made-up name for all places: which one it is says nothing of the question.

    Postal codes stay; the features know them.
    """
    places = [h for h in hits if h.kind == "place" and not h.value.isdigit()]
    for hit in sorted(places, key=lambda h: -h.start):
        text = text[: hit.start] + _ANY_PLACE + text[hit.end :]
    return text


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
