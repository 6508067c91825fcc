"""Normalising what people type, before anything is compared.

Only characters are mapped here; nothing knows a language or a place.
"""

import re
import unicodedata
from functools import cache

MAX_CHARACTERS = 2000

_DIGITS = {ord(c): str(i % 10) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
# Arabic keyboards write ي/ك where Persian ones write ی/ک; hamza seats and ta marbuta are
# left out as often as they are typed.
_ARABIC = str.maketrans(
    {"ی": "ي", "ک": "ك", "ۀ": "ه", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا"}
    | {"ى": "ي", "ؤ": "و", "ئ": "ي"}
)
_APOSTROPHES = str.maketrans("’ʼ`´‘", "'''''")
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_HIDDEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")
_WORDS = re.compile(r"\w+(?:'\w+)*")
_TAGS = re.compile(r"</?[a-zA-Z!][^<>]{0,200}>")


def clean(text: str) -> str:
    """What a channel hands over, made safe: no control characters, no markup, one line.

    The case, the digits' script and the spelling stay: this is what gets stored and shown.
    """
    text = _TAGS.sub(" ", _CONTROL.sub(" ", _HIDDEN.sub("", text)))
    return _SPACES.sub(" ", text).strip()


def normalise(text: str) -> str:
    """Lower case, ASCII digits, one Arabic spelling, no invisible characters.

    >>> normalise("Straße ٣٨٣٦٤ كي")
    'straße 38364 كي'
    """
    if text.isascii():  # most words of most languages
        return _SPACES.sub(" ", text.replace("`", "'").lower()).strip()
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    text = text.translate(_DIGITS).translate(_ARABIC).translate(_APOSTROPHES)
    text = "".join(c for c in text if not (unicodedata.combining(c) and "\u064b" <= c <= "\u0670"))
    return _SPACES.sub(" ", text.lower()).strip()


def fold(text: str) -> str:
    """Normalised, and Latin letters without diacritics; umlauts written out as ae, oe, ue, ss.

    >>> fold("Göttingen"), fold("Çelik")
    ('goettingen', 'celik')
    """
    text = "".join(_UMLAUTS.get(c, c) for c in normalise(text))
    return strip_accents(text)


def strip_accents(text: str) -> str:
    """Latin letters without diacritics; Cyrillic й and ї stay what they are."""
    if text.isascii():
        return text
    out = []
    for c in text:
        base = unicodedata.normalize("NFD", c)
        out.append(base[0] if len(base) > 1 and base[0].isascii() else c)
    # İ in lower case leaves its dot behind
    return "".join(out).replace("ı", "i").replace("ł", "l").replace("\u0307", "")


def bare(text: str) -> str:
    """As :func:`fold`, but umlauts lose their dots ("gottingen"), as foreign keyboards type."""
    return strip_accents(normalise(text).replace("ß", "ss"))


def words(text: str) -> list[str]:
    """Runs of letters and digits; apostrophes stay inside a word."""
    return _WORDS.findall(text)


@cache
def _script_of(letter: str) -> str:
    name = unicodedata.name(letter, "")
    found = (kind for kind in ("Latin", "Cyrillic", "Arabic") if name.startswith(kind.upper()))
    return next(found, "other")


def script(text: str) -> str | None:
    """The script that decides: two letters of a non-Latin script outweigh any Latin ones.

    Returns "Latin", "Cyrillic", "Arabic", "other", or None without letters.
    """
    if text.isascii():
        return "Latin" if any(map(str.isalpha, text)) else None
    counts = {"Latin": 0, "Cyrillic": 0, "Arabic": 0, "other": 0}
    for c in text:
        if c.isalpha():
            counts[_script_of(c)] += 1
    strange = max(("Cyrillic", "Arabic", "other"), key=counts.__getitem__)
    if counts[strange] >= 2:
        return strange
    return "Latin" if counts["Latin"] else (strange if counts[strange] else None)
