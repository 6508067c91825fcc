"""The command line for the staff: ``python -m bot shell`` and ``python -m bot check``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

# Each command imports its module only when it runs: a check needs no model, help needs nothing.


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.command is None:
        parser.print_help(sys.stderr)
        return 2
    if arguments.command == "check":
        from bot import check

        return check.run(arguments.knowledge, show_all=arguments.all)
    from bot import shell
    from bot.languages import offered_tag

    if arguments.file is not None and str(arguments.file) != "-" and not arguments.file.is_file():
        parser.error(f"Datei nicht gefunden / no such file: {arguments.file}")
    if arguments.lang is not None and offered_tag(arguments.lang) is None:
        parser.error(shell.not_served(arguments.lang))
    return shell.run(shell.Options(arguments.model, arguments.file, arguments.same, arguments.lang))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bot", description="Amtslotse")
    commands = parser.add_subparsers(dest="command", title="Befehle / commands", metavar="")
    _add_shell(commands.add_parser("shell", help="Fragen stellen / ask questions"))
    check = commands.add_parser(
        "check", help="Wissen, Übersetzungen, Trainingsdaten prüfen / validate the data"
    )
    check.add_argument(
        "--knowledge",
        type=Path,
        metavar="FOLDER",
        help="anderer Ordner statt knowledge/ / another folder instead of knowledge/",
    )
    check.add_argument(
        "--all", action="store_true", help="auch lange Listen ganz zeigen / long lists in full"
    )
    return parser


def _add_shell(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Am Bildschirm: ein Gespräch. Mit einer Pipe oder --file: eine Frage je Zeile, "
        "Antworten als JSON Lines. / On a screen: a conversation. With a pipe or --file: one "
        "question a line, answers as JSON Lines."
    )
    parser.add_argument("--lang", metavar="TAG", help="Sprache der Antworten / answer in it (uk)")
    parser.add_argument(
        "--file", type=Path, metavar="FILE", help='Fragen aus einer Datei, "-" = Eingabe / a file'
    )
    parser.add_argument(
        "--same",
        action="store_true",
        help="alle Zeilen sind ein Gespräch / all lines are one conversation",
    )
    parser.add_argument("--model", type=Path, help="anderes Modell / another model")


if __name__ == "__main__":
    sys.exit(main())
