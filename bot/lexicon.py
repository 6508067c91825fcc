"""The names that the gazetteer looks for, from ``data/nlu/lookup``; kept in the model as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from bot.classifier import Example
from bot.concepts import Concepts
from bot.gazetteer import Lexicon
from bot.sources import everything
from bot.text import fold
from bot.training_data import FOLDER, lists_by_language, synonyms


def build(folder: Path = FOLDER) -> Lexicon:
    """Reads all lists under ``lookup``."""
    now = synonyms("now", folder).get("now", [])
    return Lexicon(
        services=_inverted(synonyms("service", folder)),
        places=_inverted(synonyms("place", folder)),
        languages=_inverted(synonyms("language", folder)),
        days={**_inverted(synonyms("day", folder)), **dict.fromkeys(now, "today")},
        now=tuple(sorted({fold(form) for form in now})),
        kinds=_inverted(synonyms("place_kind", folder)),
        german=_official(),
        cues={kind: tuple(dict.fromkeys(f)) for kind, f in synonyms("place_cue", folder).items()},
        traps=_traps(folder),
    )


def _traps(folder: Path) -> dict[str, tuple[str, ...]]:
    """By language: names of places that are ordinary words there, folded."""
    found = lists_by_language("place_trap", folder)
    return {tag: tuple(sorted({fold(w) for w in v.get("trap", ())})) for tag, v in found.items()}


def service_examples(concepts: Concepts, folder: Path = FOLDER) -> list[Example]:
    """Names of services in each language, which teach the service only."""
    lists = lists_by_language("service", folder)
    return [
        Example(name, None, service, (), concepts.find(name, tag))
        for tag, services in lists.items()
        for service, names in services.items()
        for name in names
    ]


def _official() -> tuple[str, ...]:
    """German terms that stand in messages of every language, folded."""
    knowledge, _ = everything()
    terms = [s.term for s in knowledge.services.values()]
    terms += [s.name for s in knowledge.services.values()]
    terms += knowledge.terms.values()
    words = {fold(w) for t in terms for w in t.split() if len(w) > 7 and w[0].isupper()}
    return tuple(sorted(words | {fold(t) for t in terms}))


def _inverted(forms: Mapping[str, list[str]]) -> dict[str, str]:
    return {form.lower(): value for value, found in forms.items() for form in found}


def save(lexicon: Lexicon, folder: Path) -> None:
    """Writes ``lexicon.json``."""
    (folder / "lexicon.json").write_text(json.dumps(asdict(lexicon)), "utf-8")


def load(folder: Path) -> Lexicon:
    """Reads what :func:`save` wrote."""
    stored = json.loads((folder / "lexicon.json").read_text("utf-8"))
    cues, traps = ({k: tuple(v) for k, v in stored[name].items()} for name in ("cues", "traps"))
    lists = {name: tuple(stored[name]) for name in ("german", "now")}
    return Lexicon(**{**stored, **lists, "cues": cues, "traps": traps})
