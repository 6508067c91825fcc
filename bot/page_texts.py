"""What the chat page says in a language: its own texts, the greeting, the languages to choose."""

from collections.abc import Iterable
from typing import Any

from bot.answer_talk import small_talk
from bot.languages import SOURCE, languages, offered, offered_tag
from bot.rendering import render
from bot.sources import everything

PREFIX = "utter_page_"


def page_texts(tag: str) -> dict[str, Any]:
    """Gather all that the page needs to draw itself in the language ``tag``."""
    knowledge, catalog = everything()
    names = [ident for ident in catalog.entries if ident.startswith(PREFIX)]
    greeting = render(small_talk("greet", knowledge), catalog, tag)
    return {
        "language": tag,
        "direction": languages()[tag].direction,
        "texts": {name.removeprefix(PREFIX): catalog.text(name, tag) for name in names},
        "greeting": {
            "text": greeting.text,
            "language": tag,
            "buttons": [{"title": t, "payload": p} for t, p in greeting.buttons],
        },
        "languages": [
            {"tag": each, "name": languages()[each].name, "direction": languages()[each].direction}
            for each in offered()
        ],
    }


def preferred(wanted: Iterable[str]) -> str:
    """Choose the first language of a list of locales that we answer in, else German."""
    for locale in wanted:
        if tag := offered_tag(locale):
            return tag
    return SOURCE


def accepted(header: str) -> list[str]:
    """List the locales of an Accept-Language header, the dearest first."""
    weighted = []
    for part in header[:500].split(","):
        locale, _, weight = part.partition(";q=")
        try:
            weighted.append((float(weight or 1), locale.strip()))
        except ValueError:
            continue
    return [locale for _, locale in sorted(weighted, key=lambda pair: -pair[0])]
