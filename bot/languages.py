"""The languages of ``languages.yml`` as records."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from babel import Locale, UnknownLocaleError

FILE = Path(__file__).resolve().parent.parent / "languages.yml"
SOURCE = "de"


@dataclass(frozen=True)
class Language:
    """``tag`` is BCP 47; ``status`` is source, draft or "reviewed by … on …".

    ``base``: the language that this is another way of writing; who reads it writes that one.
    """

    tag: str
    name: str
    served: bool
    plural: str = "nplurals=2; plural=(n != 1);"
    status: str = "draft"
    base: str | None = None

    @property
    def direction(self) -> str:
        """Either "rtl" or "ltr", from Babel; "ltr" where Babel does not know the language."""
        return "rtl" if locale(self.tag).character_order == "right-to-left" else "ltr"


@cache
def languages(file: Path = FILE) -> Mapping[str, Language]:
    """All languages by tag, in the order of the file."""
    return {row["tag"]: Language(**row) for row in yaml.safe_load(file.read_text("utf-8"))}


def served() -> tuple[str, ...]:
    """Tags of the languages that the assistant understands and answers in, the source first."""
    return tuple(tag for tag in offered() if languages()[tag].base is None)


def offered() -> tuple[str, ...]:
    """Tags of all that it answers in: also what is only read, German in easy language."""
    return tuple(tag for tag, language in languages().items() if language.served)


def offered_tag(locale: str) -> str | None:
    """The language that we answer in behind a locale such as "uk-UA"; None if we do not."""
    tags = {tag.lower(): tag for tag in offered()}
    full = locale.replace("_", "-").strip().lower()
    return tags.get(full) or tags.get(full.split("-")[0])


@cache
def locale(tag: str) -> Locale:
    """Babel's locale for dates and numbers; Latin digits, because that is what letters show."""
    try:
        found = Locale.parse("ku" if tag == "kmr" else tag.replace("-", "_"), sep="_")
    except (UnknownLocaleError, ValueError):
        found = Locale.parse(SOURCE)
    return found
