"""How the staff shell shows an answer and what was understood: rich tables, German labels."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.languages import SOURCE, languages
from bot.shell_session import Exchange, source_lines

if TYPE_CHECKING:
    from bot.assistant import Answer
    from bot.gazetteer import Hit

HELP = (
    ("/why", "warum diese Antwort / why this answer: intents, hits, slots"),
    ("/lang uk", "ab jetzt auf Ukrainisch / answers in Ukrainian; /lang auto: wie erkannt"),
    ("/new", "neues Gespräch / new conversation"),
    ("/quit", "beenden / leave (Strg+D)"),
    ("/help", "diese Liste / this list"),
    ("1, 2, …", "Schaltfläche drücken / press a button"),
)
COMMANDS = ("/why", "/lang", "/new", "/quit", "/help")
_BESIDE_FROM = 110  # columns; on a narrower screen the details stand below the answer
_RANKED = 8


def show_help(console: Console) -> None:
    """List the commands."""
    table = Table.grid(padding=(0, 2))
    for command, meaning in HELP:
        table.add_row(Text(command, "bold"), meaning)
    console.print(table)


def show(console: Console, exchange: Exchange) -> None:
    """Each answer with its details, then the buttons with the numbers that press them."""
    if not exchange.answers:
        console.print(Text("(keine Antwort / no answer)", "red"))
    for answer in exchange.answers:
        shown, details = _answer(answer), _details(answer)
        if console.width >= _BESIDE_FROM and not _is_rtl(answer.language):
            table = Table.grid(padding=(0, 3), expand=True)
            table.add_column(ratio=5, overflow="fold")
            table.add_column(ratio=3, overflow="fold")
            table.add_row(shown, details)
            console.print(table)
        else:
            # The terminal orders and wraps right-to-left lines itself, isolates and all.
            console.print(shown, soft_wrap=True)
            console.print(Padding(details, (0, 0, 0, 2)))
    for number, (title, _) in enumerate(exchange.buttons, 1):
        console.print(Text.assemble((f" {number:>2} ", "bold cyan"), title))


def _is_rtl(tag: str | None) -> bool:
    return tag is not None and tag in languages() and languages()[tag].direction == "rtl"


def _answer(answer: "Answer") -> Text:
    text = Text(answer.text)
    for line in source_lines(answer.text, answer.language or SOURCE):
        text.highlight_words([line], "italic")
    return text


def _details(answer: "Answer") -> RenderableType:
    rows = {
        "Sprache": answer.language,
        "Anliegen": f"{answer.intent} {answer.confidence:.2f}",
        "Leistung": answer.slots.get("service"),
        "Behörde": answer.slots.get("office"),
        "Antwort": answer.reply,
    }
    found = [*rows.items()]
    found += [("", s) for s in source_lines(answer.text, answer.language or SOURCE)]
    return _grid(found)


def _grid(rows: Iterable[tuple[str, Any]]) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(style="green", overflow="fold")
    for label, value in rows:
        table.add_row(label, Text("–" if value is None else str(value)))
    return table


def show_why(console: Console, exchange: Exchange, hits: Iterable["Hit"]) -> None:
    """Tell the ranking of intents, the services, what was found in the text, and the memory."""
    ranking = exchange.answers[-1].ranking if exchange.answers else ()
    console.print(Text("Anliegen / intents", "bold"))
    console.print(_grid((f"{score:.4f}", name) for name, score in ranking[:_RANKED]))
    console.print(Text("Verstanden / understood", "bold"))
    console.print(_grid(_understood(exchange.parsed)))
    console.print(Text("Treffer im Text / hits in the text", "bold"))
    console.print(_grid(_hit_rows(hits)))
    console.print(Text("Gedächtnis / slots", "bold"))
    kept = {k: v for k, v in exchange.slots.items() if k != "session_started_metadata"}
    pending = kept.pop("pending", None)
    console.print(_grid((name, value) for name, value in kept.items() if value is not None))
    console.print(Text("Offene Rückfrage / pending question", "bold"))
    console.print(_grid([("", pending)]))


def _understood(parsed: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    for entity in parsed.get("entities") or []:
        yield entity["entity"], entity["value"]
    names = {"written": "geschrieben", "language": "Antwortsprache", "foreign": "fremde Sprache"}
    names |= {"other_service": "andere Leistung", "said_elsewhere": "anderswo"}
    names |= {"said_language": "genannte Sprache", "said_place_kind": "Stadt oder Kreis"}
    yield from ((label, parsed[name]) for name, label in names.items() if parsed.get(name))


def _hit_rows(hits: Iterable["Hit"]) -> Iterable[tuple[str, Any]]:
    rows = [(h.kind, f"{h.text} → {h.value}{'' if h.exact else ' (ähnlich)'}") for h in hits]
    return rows or [("", None)]
