"""The names that the gazetteer looks for, from ``data/nlu/lookup``; kept in the model as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from bot.gazetteer import Lexicon
from bot.training_data import FOLDER, synonyms


def build(folder: Path = FOLDER) -> Lexicon:
    """Reads all lists under ``lookup``."""
    return Lexicon(
        services=_inverted(synonyms("service", folder)),
        places=_inverted(synonyms("place", folder)),
        languages=_inverted(synonyms("language", folder)),
        days=_inverted(synonyms("day", folder)),
        kinds=_inverted(synonyms("place_kind", folder)),
    )


def _inverted(forms: Mapping[str, list[str]]) -> dict[str, str]:
    return {form.lower(): value for value, found in forms.items() for form in found}


def save(lexicon: Lexicon, folder: Path) -> None:
    """Writes ``lexicon.json``."""
    (folder / "lexicon.json").write_text(json.dumps(asdict(lexicon)), "utf-8")


def load(folder: Path) -> Lexicon:
    """Reads what :func:`save` wrote."""
    return Lexicon(**json.loads((folder / "lexicon.json").read_text("utf-8")))
