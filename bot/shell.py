"""The staff shell: questions to the real assistant, with what it understood beside each answer.

On a screen it is a conversation; from a pipe or a file each line is a question and each answer a
line of JSON, so that fifty questions can be tried at once.
"""

import asyncio
import contextlib
import io
import json
import os
import sys
import time
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from bot.languages import languages, offered, offered_tag
from bot.schema import KnowledgeError
from bot.shell_session import Session

if TYPE_CHECKING:
    from bot.assistant import Assistant

_MISSING = (
    "Es gibt noch kein Modell: {model}. Bitte zuerst `make train` ausführen.\n"
    "There is no model yet: {model}. Please run `make train` first."
)


@dataclass(frozen=True)
class Options:
    """What the command line asked for."""

    model: Path | None = None
    file: Path | None = None
    same: bool = False
    language: str | None = None


def not_served(tag: str) -> str:
    """Which languages there are, in German and English."""
    known = ", ".join(f"{t} ({languages()[t].name})" for t in offered())
    return f"Sprache nicht vorhanden / language not served: {tag}. {known}"


def run(options: Options) -> int:
    """Interactive on a screen, otherwise JSON Lines; returns the exit code."""
    is_batch = options.file is not None or not sys.stdin.isatty()
    answers = sys.stdout
    if isinstance(answers, io.TextIOWrapper):
        answers.reconfigure(encoding="utf-8")
    try:
        # Rasa's log goes to standard output, which belongs to the answers here.
        with contextlib.redirect_stdout(sys.stderr) if is_batch else contextlib.nullcontext():
            session = Session(_load(options.model), offered_tag(options.language or ""))
            if is_batch:
                with _questions(options.file) as lines:
                    asyncio.run(answer_lines(session, lines, answers, options.same))
            else:
                from bot.shell_screen import Screen

                asyncio.run(Screen(session).run())
    except (_NoModelError, KnowledgeError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `… | head`: nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 0


class _NoModelError(Exception):
    """Nothing to load; the text says what to do."""


def _load(model: Path | None) -> "Assistant":
    """Load the assistant; says on standard error that it takes a few seconds."""
    print("Das Modell wird geladen … / loading the model …", file=sys.stderr, flush=True)
    start = time.monotonic()
    # Rasa warns about its own slot mappings at each load; nothing anybody here could act upon.
    warnings.filterwarnings("ignore", message="Slot auto-fill")
    from bot.assistant import MODEL, Assistant, ModelMissingError

    try:
        assistant = Assistant(model or MODEL)
    except ModelMissingError:
        raise _NoModelError(_MISSING.format(model=model or MODEL)) from None
    print(f"Bereit / ready ({time.monotonic() - start:.1f} s)", file=sys.stderr, flush=True)
    return assistant


@contextlib.contextmanager
def _questions(file: Path | None) -> Iterator[Iterable[str]]:
    """Lines of a file or of standard input, whatever the terminal's own encoding is."""
    source: int | Path = sys.stdin.fileno() if file is None or str(file) == "-" else file
    with open(source, encoding="utf-8-sig", errors="replace", closefd=file is source) as lines:
        yield lines


async def answer_lines(
    session: Session, lines: Iterable[str], output: IO[str], same: bool = False
) -> None:
    """One line of JSON for each question; each is a conversation of its own unless ``same``."""
    count, start = 0, time.monotonic()
    for line in lines:
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if not same:
            session.new()
        exchange = await session.ask(text)
        output.write(json.dumps(exchange.record(), ensure_ascii=False) + "\n")
        output.flush()
        count += 1
        _progress(count)
    seconds = time.monotonic() - start
    print(f"{count} Fragen / questions, {seconds:.1f} s", file=sys.stderr)


def _progress(count: int) -> None:
    if sys.stderr.isatty():
        print(f"{count} …", end="\r", file=sys.stderr, flush=True)
