"""Bring translations/<lang>/LC_MESSAGES/*.po up to the German source texts.

New texts get an empty entry, texts whose German changed become fuzzy (German is shown until
somebody looks), texts that are gone are dropped. `python -m scripts.update_translations [lang ...]`
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from bot.catalog import FOLDER
from bot.knowledge import Entry
from bot.languages import SOURCE, languages, offered
from bot.sources import everything, file_of


def read(path: Path) -> dict[str, Message]:
    """The entries of a PO file by context; empty where there is no file."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {m.context: m for m in read_po(file, abort_invalid=True) if m.context}


def entry(catalog: Catalog, ident: str, source: Entry, old: Message | None) -> None:
    """Adds one text to ``catalog``, with the old translation where there is one."""
    comments = [f"{name} = {value}" for name, value in source.values.items()]
    if source.term and source.term != source.text:
        comments.append(f"Amtlich: {source.term}")
    text = old.string if old and isinstance(old.string, str) else ""
    flags = set(old.flags) if old and text else set()
    previous: list[str] = []
    if old and text and old.id != source.text:
        flags.add("fuzzy")
        previous = [str(old.id)]
    catalog.add(
        source.text,
        text,
        context=ident,
        auto_comments=comments,
        flags=flags - {"python-brace-format", "python-format"},
        previous_id=previous,
    )


def update(tag: str, folder: Path = FOLDER) -> dict[str, int]:
    """Rewrites the PO files of one language; returns counts of texts, missing and fuzzy ones."""
    _, source = everything()
    target = folder / tag / "LC_MESSAGES"
    target.mkdir(parents=True, exist_ok=True)
    names = sorted({file_of(i) for i in source.entries})
    counts = {"texts": 0, "missing": 0, "fuzzy": 0}
    for name in names:
        path = target / f"{name}.po"
        old = read(path)
        catalog = Catalog(
            locale=None, project="amtslotse", version="1", charset="utf-8", fuzzy=False
        )
        for ident in source.contexts:
            if file_of(ident) == name:
                entry(catalog, ident, source.entries[ident], old.get(ident))
        counts["texts"] += len(catalog)
        counts["missing"] += sum(not m.string for m in catalog if m.id)
        counts["fuzzy"] += sum(m.fuzzy for m in catalog if m.id)
        _write(catalog, path, tag)
    return counts


def _write(catalog: Catalog, path: Path, tag: str) -> None:
    # our own header without dates: a run without changes must not change a file
    language = languages()[tag]
    header = f"""# {language.name}: {language.status}
msgid ""
msgstr ""
"Project-Id-Version: amtslotse\\n"
"Language: {language.base or tag}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {language.plural}\\n"

"""
    with path.open("wb") as file:
        file.write(header.encode())
        write_po(file, catalog, width=100, omit_header=True, include_previous=True)


def main(argv: list[str]) -> int:
    """Updates the named languages, or all served ones; prints a line for each."""
    for tag in argv or [t for t in offered() if t != SOURCE]:
        print(tag, update(tag))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
