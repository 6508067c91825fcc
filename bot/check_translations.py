"""Checks of ``translations/``: complete, the same placeholders, the right letters."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po

from bot.findings import Finding, Place
from bot.knowledge import PLACEHOLDER, Entry
from bot.languages import SOURCE, languages
from bot.sources import file_of

_QUOTED = re.compile(r"\([^()]*\)|„[^“]*“|«[^»]*»|‘[^’]*’|\"[^\"]*\"")
_GERMAN = re.compile(
    r"\b(der|das|dem|den|und|ist|sind|für|mit|nicht|Sie|Ihre?|eine?[nmrs]?|werden|oder|bei|wenn)\b"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_MIXED = re.compile(r"\w*(?:[a-z][\u0400-\u04ff]|[\u0400-\u04ff][a-z])\w*", re.IGNORECASE)
# Letters that look right to a hurried eye but belong to a neighbour's alphabet.
_FOREIGN = {
    "uk": re.compile("[ыэёъ]", re.IGNORECASE),
    "ar": re.compile("[پچژکگۀیۍې]"),
    "en": re.compile("[\u0370-\u06ff]"),
}


def check(tag: str, entries: Mapping[str, Entry], folder: Path) -> Iterator[Finding]:
    """Compare the PO files of one language with the German texts."""
    files = sorted((folder / tag / "LC_MESSAGES").glob("*.po"))
    found: set[str] = set()
    for path in files:
        place = Place(folder.parent, path, (), 1)
        try:
            with path.open("rb") as file:
                messages = [m for m in read_po(file, abort_invalid=True) if m.context]
        except (PoFileError, UnicodeDecodeError, ValueError) as error:
            yield place.found("error", "Die Datei ist keine gültige PO-Datei.", f"no PO: {error}")
            # its texts are not missing as well
            found |= {i for i in entries if file_of(i) == path.stem}
            continue
        for message in messages:
            found.add(str(message.context))
            place = Place(folder.parent, path, (str(message.context),), message.lineno or 1)
            yield from _message(tag, message, entries.get(str(message.context)), place)
    missing = sorted(set(entries) - found)
    for ident in missing:
        path = folder / tag / "LC_MESSAGES" / f"{file_of(ident)}.po"
        place = Place(folder.parent, path, (ident,), 1)
        yield place.found("warning", "Die Übersetzung fehlt.", "translation missing")


def _message(tag: str, message: Message, entry: Entry | None, place: Place) -> Iterator[Finding]:
    text = message.string
    if entry is None:
        german = "Diesen Text gibt es nicht mehr (scripts/update_translations.py)."
        yield place.found("warning", german, "text is gone")
    elif not isinstance(text, str) or not text:
        yield place.found("warning", "Die Übersetzung fehlt.", "translation missing")
    elif message.fuzzy or message.id != entry.text:
        german = "Der deutsche Text hat sich geändert; die Übersetzung muss angesehen werden."
        yield place.found("warning", german, "made for an older German text")
    else:
        yield from _placeholders(entry, text, place)
        yield from _letters(tag, entry, text, place)


def _placeholders(entry: Entry, text: str, place: Place) -> Iterator[Finding]:
    wanted, used = set(PLACEHOLDER.findall(entry.text)), set(PLACEHOLDER.findall(text))
    for name in sorted(wanted - used):
        german = f"Der Platzhalter {{{name}}} fehlt."
        yield place.found("error", german, f"placeholder missing: {{{name}}}")
    for name in sorted(used - wanted):
        german = f"Der Platzhalter {{{name}}} ist nicht im deutschen Text."
        yield place.found("error", german, f"placeholder not in the German text: {{{name}}}")
    if re.search("[{}]", PLACEHOLDER.sub("", text)):
        german = "Eine geschweifte Klammer, die zu keinem Platzhalter gehört."
        yield place.found("error", german, "brace without a placeholder")


def _letters(tag: str, entry: Entry, text: str, place: Place) -> Iterator[Finding]:
    plain = PLACEHOLDER.sub(" ", text)
    # German official terms stand in brackets or quotes behind their translation.
    own = _QUOTED.sub(" ", plain)
    is_copy = text == entry.text and len(_WORD.findall(plain)) > 1
    is_german = languages()[tag].base == SOURCE  # in easy language
    if not is_german and (is_copy or len(_GERMAN.findall(own)) > 1):
        yield place.found("warning", "Hier steht noch Deutsch.", "still German")
    for word in _MIXED.findall(plain):
        german = f"Lateinische und kyrillische Buchstaben in einem Wort: {word}"
        yield place.found("error", german, f"Latin and Cyrillic letters in one word: {word}")
    if tag in _FOREIGN and (letters := set(_FOREIGN[tag].findall(plain))):
        listed = " ".join(sorted(letters))
        german = f"Buchstaben, die es in dieser Sprache nicht gibt: {listed}"
        yield place.found("error", german, f"letters of another language: {listed}")
