"""All German source texts by catalogue id, and the PO file that each one belongs to."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from bot.catalog import Catalog
from bot.knowledge import Entry, Knowledge, load

DOMAIN = Path(__file__).resolve().parent.parent / "domain.yml"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # safe and, where there is one, in C
_FILES = {"utter": "replies", "service": "services", "office": "offices", "topic": "topics"}


def replies(domain: Path = DOMAIN) -> Mapping[str, Entry]:
    """The responses of ``domain.yml``: one German text an id."""
    data = yaml.load(domain.read_text("utf-8"), Loader=_LOADER)  # noqa: S506  safe, see above
    return {name: Entry(variants[0]["text"]) for name, variants in data["responses"].items()}


def file_of(ident: str) -> str:
    """The PO file (without ending) that holds an id: replies, services, offices, topics, papers."""
    return _FILES.get(ident.split(".")[0].split("_")[0], "papers")


def catalog(knowledge: Knowledge, domain: Path = DOMAIN) -> Catalog:
    """Replies and knowledge in one catalogue."""
    return Catalog({**replies(domain), **knowledge.texts}, knowledge.terms)


@cache
def everything() -> tuple[Knowledge, Catalog]:
    """Knowledge and catalogue of this checkout, loaded once."""
    knowledge = load()
    return knowledge, catalog(knowledge)
