"""The interactive part of the staff shell: input line, commands, buttons by number."""

from functools import cache
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import InMemoryHistory
from rich.console import Console
from rich.text import Text

from bot import shell, shell_view
from bot.languages import languages, offered, offered_tag
from bot.shell_session import Session, pressed

if TYPE_CHECKING:
    from bot.gazetteer import Gazetteer, Hit

_NOTHING_YET = "Noch keine Frage gestellt. / Nothing has been asked yet."


class Screen:
    """Reads lines until ``/quit``; needs a terminal, or a pipe of prompt_toolkit in tests."""

    def __init__(self, session: Session, console: Console | None = None):
        self._session = session
        self._console = console or Console(highlight=False)
        self._prompt: PromptSession[str] = PromptSession(
            history=InMemoryHistory(), completer=_completer(), complete_while_typing=True
        )
        self._commands = {
            "why": self._why,
            "lang": self._language,
            "new": self._new,
            "help": self._help,
        }

    async def run(self) -> None:
        """Talk, from the greeting to ``/quit`` or the end of the input."""
        self._console.print("Amtslotse – /help, /quit", style="bold")
        while True:
            try:
                text = (await self._prompt.prompt_async(self._sign())).strip()
            except EOFError:
                return
            except KeyboardInterrupt:  # Ctrl+C empties the line, as in any shell
                continue
            if text in ("/quit", "/exit"):
                return
            if text:
                await self._handle(text)

    def _sign(self) -> FormattedText:
        return FormattedText([("bold", f"{self._session.language or ''}> ")])

    async def _handle(self, text: str) -> None:
        name, _, argument = text.removeprefix("/").partition(" ")
        if text.startswith("/") and name in self._commands:
            self._commands[name](argument.strip())
            return
        button = pressed(text, self._session.last)
        if button:
            self._console.print(Text(f"▸ {button[0]}", "cyan"))
        exchange = await self._session.ask(button[1] if button else text)
        shell_view.show(self._console, exchange)

    def _why(self, _: str) -> None:
        last = self._session.last
        if last is None:
            self._console.print(_NOTHING_YET)
            return
        hits: tuple[Hit, ...] = ()
        if not last.text.startswith("/"):
            hits = _gazetteer().find(last.text, last.expected_place)
        shell_view.show_why(self._console, last, hits)

    def _language(self, wanted: str) -> None:
        if wanted == "auto":
            self._session.language = None
            self._console.print("Sprache wie erkannt / language as detected")
        elif tag := offered_tag(wanted):
            self._session.language = tag
            name = languages()[tag].name
            self._console.print(f"Antworten ab jetzt / answers from now on: {name}")
        else:
            self._console.print(shell.not_served(wanted or "–"))

    def _new(self, _: str) -> None:
        self._session.new()
        self._console.print("Neues Gespräch / new conversation")

    def _help(self, _: str) -> None:
        shell_view.show_help(self._console)


def _completer() -> WordCompleter:
    words = [*shell_view.COMMANDS, *(f"/lang {tag}" for tag in (*offered(), "auto"))]
    return WordCompleter(words, sentence=True)


@cache
def _gazetteer() -> "Gazetteer":
    """As in the model, from the lists of this checkout."""
    from bot import lexicon, offices
    from bot.gazetteer import Gazetteer
    from bot.sources import everything

    places = offices.build(everything()[0], offices.read_names())
    return Gazetteer(places, lexicon.build())
